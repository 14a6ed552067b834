"""Code lists: Genericode or JSON files, or asked from XRepository by their URN."""

import codecs
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from catalogue.errors import ThavelError
from catalogue.formats import visible
from catalogue.records.codelisten import Codeliste, CodelistenEintrag
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from importers.codelisten.genericode import Codelist, read_codelist
from importers.codelisten.xrepository_json import read_codelist_json
from importers.run.source import Card, Fetched, KnownCatalogue, delivery, files_as_groups
from importers.web.errors import SourceError
from importers.web.fields import DeclaredField, with_declared_names
from importers.web.manners import Manners
from importers.web.right_command import what_else
from importers.web.session import Session
from importers.web.xml import elements, local_name

BASE_URL = "https://www.xrepository.de"
CURRENT_VERSION = "Gültige Version"
CURRENT_VERSION_FIELDS = (DeclaredField("kennung", "Text", "die Kennung der gültigen Version", needed=True),)
LIST = "Codeliste"

# RFC 8141, without the components that XRepository does not use (?+, ?=, #).
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:[^\s/?#\x00-\x1f]+", re.IGNORECASE)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Codelisten:
    """Code lists; each file or URN is one group. A list that is not understood does not stop the others."""

    card = Card(
        name="codeliste",
        titel="Codelisten",
        herausgeber="je Liste; veröffentlicht im XRepository (KoSIT)",
        lizenz="je Liste",
        url=BASE_URL,
        standard="Genericode 1.0; JSON des XRepository",
        liefert="Codelisten mit ihren Einträgen, jede Version für sich",
        slow=True,
    )

    reader: str | None = None
    has_schema = True

    def __init__(
        self, paths_and_urns: Sequence[str], *, base_url: str = BASE_URL, manners: Manners | None = None
    ) -> None:
        """Arguments that begin with `urn:` are asked from XRepository, others are files.

        Raises `ThavelError` for what begins like a URN and is none.
        """
        self._base = base_url.rstrip("/")
        self._session = Session(manners or Manners())
        self._wanted = list(dict.fromkeys(paths_and_urns))
        # Of lists fetched together: by URN and version the group and the fingerprint. Kept deliveries came one by one.
        self._read: dict[tuple[str, str], tuple[str, str]] | None = None
        for text in self._wanted:
            if _is_urn(text) and not _URN.fullmatch(text):
                raise ThavelError(
                    f"„{text}“ ist keine URN. Erwartet wird die Kennung einer Codeliste, zum Beispiel "
                    "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:kreis."
                )

    def extent(self) -> dict[str, Any]:
        return {"codelisten": self._wanted, "basis": self._base}

    def groups(self) -> int:
        return len(self._wanted)

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Each file and each list of XRepository with what was asked for it; only a fatal error stops the rest."""
        self._read = {}
        yield from files_as_groups([Path(text) for text in self._wanted if not _is_urn(text)], done)
        for text in self._wanted:
            if _is_urn(text) and text not in done:
                yield self._ask(text, known)

    def _ask(self, urn: str, known: KnownCatalogue) -> Fetched:
        deliveries: list[Delivery] = []
        failure = None
        try:
            current = self._get("codeliste", urn, "gueltigeVersion", urn, CURRENT_VERSION, deliveries, known)
            # A version of a list has a URN of its own, which is no URN of a list.
            if current.status != 404:
                self._get("version_codeliste", _version_urn(current, urn), "genericode", urn, LIST, deliveries, known)
            elif "_" in urn:
                self._get("version_codeliste", urn, "genericode", urn, LIST, deliveries, known)
        except SourceError as error:
            if error.fatal:
                raise
            failure = Message("Fehler", error.code, error.text, urn, error.url)
        except ThavelError as error:
            failure = Message("Fehler", "codeliste.xrepository", str(error), urn, deliveries[-1].url)
        return Fetched(urn, deliveries, failure)

    def _get(
        self, what: str, urn: str, form: str, group: str, kind: str, deliveries: list[Delivery], known: KnownCatalogue
    ) -> Delivery:
        url = f"{self._base}/api/{what}/{quote(urn, safe=':')}/{form}"
        deliveries.append(delivery(known.ask(self._session, url), group, kind))
        return deliveries[-1]

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        """The list of one file or URN with its entries; a list that is not understood is one message and no records."""
        parsed = Parsed()
        if deliveries[-1].status == 404:
            answer = next(delivered for delivered in deliveries if delivered.status == 404)
            parsed.reject("codeliste.xrepository", _unknown(answer, group), objekt=group, ort=answer.url)
            return parsed
        for delivered in deliveries:
            if delivered.kind == CURRENT_VERSION:
                continue
            try:
                codelist = read_any(delivered.body, place=delivered.url)
            except ThavelError as error:
                parsed.reject("codeliste.format", str(error), objekt=group, ort=delivered.url)
                continue
            if _is_urn(group) and group not in (codelist.urn, codelist.version_urn):
                parsed.reject(
                    "codeliste.andere",
                    f"Gefragt war nach einer anderen Codeliste; {codelist.urn} ist nicht übernommen.",
                    objekt=group,
                    ort=delivered.url,
                )
                continue
            content = _fingerprint(codelist)
            together = {} if self._read is None else self._read
            first, known_content = together.setdefault((codelist.urn, codelist.version), (group, content))
            if first == group:
                _take(codelist, parsed, delivered.url)
                _tell_other(codelist, parsed, delivered.url, known)
            elif content != known_content:
                parsed.reject(
                    "codeliste.zweimal",
                    f"Auch {first} nennt sich {codelist.urn}, Version {codelist.version}, hat aber andere Einträge; "
                    "übernommen ist nur jene Datei. Lassen Sie die Kennung berichtigen, oder lesen Sie nur die "
                    "richtige der beiden ein.",
                    objekt=group,
                    ort=delivered.url,
                )
            else:
                text = f"{first} enthält dieselbe Liste mit denselben Einträgen; sie ist einmal übernommen."
                parsed.messages.append(Message("Hinweis", "codeliste.gleich", text, group, delivered.url))
        return parsed


def _is_urn(text: str) -> bool:
    return text[:4].lower() == "urn:"


def _begins_like_json(body: bytes) -> bool:
    start = body
    for bom in _BOMS:
        start = start.removeprefix(bom)
    return start.lstrip(b" \t\r\n\0")[:1] in (b"{", b"[")


def read_any(body: bytes, *, place: str) -> Codelist:
    """Read a code list in either form. Raises `ThavelError` where it is none, with what it is instead."""
    other = what_else(body, "codeliste")
    if other is not None:
        raise ThavelError(f"{place}: Keine Codeliste. {other}")
    return read_codelist_json(body, place=place) if _begins_like_json(body) else read_codelist(body, place=place)


def version_order(version: str) -> str:
    """The version with every number filled up with zeros, so that versions compare as text: 2 before 10."""
    return re.sub(r"[0-9]+", lambda number: number.group().zfill(12), version)


def _fingerprint(codelist: Codelist) -> str:
    """Fingerprint of the entries, by which two files of one list and version are compared."""
    return hashlib.sha256(json.dumps([codelist.key, codelist.rows]).encode()).hexdigest()


def _take(codelist: Codelist, parsed: Parsed, place: str) -> None:
    """Add the list and its entries; of rows with the same code the first one counts."""
    labels = codelist.label_columns
    parsed.messages += [
        replace(message, ort=f"{place}, {message.ort}" if message.ort else place) for message in codelist.messages
    ]
    parsed.records.append(
        Codeliste(
            urn=codelist.urn,
            version=codelist.version,
            version_urn=codelist.version_urn,
            bezeichnung=codelist.title,
            kurzname=codelist.short_title,
            herausgeber=codelist.publisher,
            gueltig_ab=codelist.valid_from,
            version_sortierung=version_order(codelist.version),
            code_spalte=codelist.code_column,
            bezeichnung_spalte=codelist.label_column,
            spalten=json.dumps([asdict(column) for column in codelist.columns], ensure_ascii=False),
        )
    )
    seen: set[str] = set()
    elsewhere = 0
    for position, row in enumerate(codelist.rows, start=1):
        parts = [row.get(name) for name in codelist.key]
        code = "|".join(part for part in parts if part)
        if None in parts or code in seen:
            parsed.reject(
                *_REASONS[None in parts],
                objekt=f"{codelist.urn}: {code or 'ohne Code'}",
                ort=f"{place}, Eintrag {position}",
            )
            continue
        seen.add(code)
        meaning = next((row[name] for name in labels if row.get(name)), None)
        elsewhere += meaning is not None and meaning != row.get(labels[0])
        values = json.dumps(row, ensure_ascii=False)
        parsed.records.append(CodelistenEintrag(codelist.urn, codelist.version, code, position, meaning, values, None))
    if elsewhere:
        text = (
            f"In {elsewhere} Einträgen ist die Spalte der Bezeichnung „{labels[0]}“ leer; dort stammt die Bezeichnung "
            f"aus {', '.join(f'„{name}“' for name in labels[1:])}."
        )
        parsed.messages.append(Message("Hinweis", "codeliste.bezeichnung", text, codelist.urn, place))
    if not codelist.rows:
        parsed.messages.append(Message("Hinweis", "codeliste.leer", _EMPTY, codelist.urn, place))
    elif not parsed.rejected:
        parsed.scopes.append(Scope("codelisten_eintraege", {"urn": codelist.urn, "version": codelist.version}))


def _tell_other(codelist: Codelist, parsed: Parsed, place: str, known: KnownCatalogue) -> None:
    """Tell where the version of a list is in the catalogue with other entries, which an earlier import brought.

    It replaces them as a whole, so that the two are never mixed; where that cannot be nothing of it is taken.
    """
    stored = known.code_entries(codelist.urn, codelist.version)
    brought = {
        record.code: record.bezeichnung and visible(record.bezeichnung)
        for record in parsed.records
        if isinstance(record, CodelistenEintrag)
    }
    if not stored or not brought or brought == stored:
        return
    called = f"{codelist.urn}, Version {codelist.version}, steht mit anderen Einträgen im Katalog"
    other = sum(stored.get(code, "") != brought.get(code, "") for code in stored.keys() | brought.keys())
    if parsed.rejected:
        parsed.records.clear()
        text = f"{called}, und hier sind Zeilen fehlerhaft; nichts ist übernommen. Lassen Sie die Datei berichtigen."
        parsed.reject("codeliste.zweimal", text, objekt=codelist.urn, ort=place)
        return
    text = (
        f"{called} ({other} anders, von {len(stored)}); sie ist durch diese ersetzt. Eine Version ändert sich nicht: "
        "prüfen Sie, welche der beiden die richtige ist, und lesen Sie nötigenfalls diese noch einmal ein."
    )
    parsed.messages.append(Message("Warnung", "codeliste.ersetzt", text, codelist.urn, place))


_EMPTY = (
    "Das Dokument beschreibt die Codeliste nur und enthält keine Einträge; was von dieser Version schon im Katalog "
    "steht, bleibt. Laden Sie die Liste mit ihren Einträgen."
)


_REASONS = {
    True: ("codeliste.ohne_code", "Einer Zeile der Codeliste fehlt der Code; sie ist nicht übernommen."),
    False: (
        "codeliste.doppelt",
        "Ein Code kommt in der Codeliste mehrfach vor; übernommen ist nur die erste Zeile.",
    ),
}


def _unknown(answer: Delivery, urn: str) -> str:
    """A text for a list that XRepository does not have, with its own words of `{"meldung": ...}`."""
    try:
        said = json.loads(answer.body)["meldung"]
    except (ValueError, RecursionError, LookupError, TypeError):
        said = None
    text = f": {said[:300].rstrip('. ')}" if isinstance(said, str) else ""
    return f"Das XRepository kennt {urn} nicht{text}. Prüfen Sie die Kennung."


def _version_urn(answer: Delivery, urn: str) -> str:
    """The URN of the current version, from JSON or XML. Raises `ThavelError` where the answer does not name one."""
    found = None
    if _begins_like_json(answer.body):
        try:
            document = with_declared_names(json.loads(answer.body), CURRENT_VERSION_FIELDS)
        except (ValueError, RecursionError):
            document = None
        found = document.get("kennung") if isinstance(document, dict) else None
    else:
        found = _version_urn_in_xml(answer)
    if isinstance(found, str) and _URN.fullmatch(found) and found.startswith(urn):
        return found
    start = answer.body[:80].decode("utf-8", errors="replace").strip()
    raise ThavelError(
        f"Das XRepository nennt keine gültige Version von {urn}; die Antwort beginnt mit „{start}“. "
        "Prüfen Sie die Adresse (--base-url) oder laden Sie die Liste von Hand und geben Sie die Datei an."
    )


def _version_urn_in_xml(answer: Delivery) -> str | None:
    """`VersionCodeliste/kennung`; an element of that name further inside is about something else."""
    try:
        for element in elements(answer.body, "kennung", place=answer.url):
            parent = element.getparent()
            if parent is not None and local_name(str(parent.tag)) == "VersionCodeliste":
                return (element.text or "").strip()
    except ThavelError:
        return None
    return None
