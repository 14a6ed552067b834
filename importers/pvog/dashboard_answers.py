"""Answers of Open-PVOG and the records that follow: the CSV of an export, pages of JSON, the rows in both."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalogue import keys
from catalogue.errors import DeliveryError, ThavelError
from catalogue.records.angebote import DashboardAngebot
from catalogue.records.leistungen import LeistungGenannt
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from catalogue.weblinks import is_web_link
from importers.run.source import csv_rows
from importers.web.answers import NotUnderstoodError, parse_json
from importers.web.fields import DeclaredField, names_in, with_declared_names

SOURCE = "open-pvog"
TABLE, PAGE = "Tabelle", "Seite"
LOCAL, ALL = "örtlich", "insgesamt"

_TEXT = "Text null"
# Columns of the table, fields of an entry of a page.
ROW = (
    DeclaredField("leika_key", _TEXT, "den Eintrag", needed=True),
    DeclaredField("leika_name", _TEXT),
    DeclaredField("leika_bezeichnung", _TEXT),
    DeclaredField("ars", _TEXT, "den Eintrag", needed=True),
    DeclaredField("ars_name", _TEXT),
    DeclaredField("ars_federal_state", _TEXT),
    DeclaredField("bundesland", _TEXT),
    DeclaredField("ozgid", "Text Zahl null"),
    DeclaredField("ozg_bezeichnung", _TEXT),
    DeclaredField("url", _TEXT),
    DeclaredField("online_status", _TEXT),
    DeclaredField("aktiv", _TEXT),
    DeclaredField("art_flaechendeckung", _TEXT),
    DeclaredField("begruendung_nicht_beruecksichtigt", _TEXT),
    DeclaredField("datenstand_pvog_import", _TEXT),
    DeclaredField("export_datum", _TEXT),
)
# A page of the new interface tells of its paging in `page`, one of the old interface at its top.
PAGE_FIELDS = (
    DeclaredField("content", "Liste", "die Einträge", needed=True),
    DeclaredField("page"),
    DeclaredField("page.number", "Zahl", "das Blättern"),
    DeclaredField("page.size", "Zahl", "das Blättern"),
    DeclaredField("page.totalElements", "Zahl", "das Blättern"),
    DeclaredField("page.totalPages", "Zahl", "das Blättern"),
    *map(DeclaredField, "empty first last number numberOfElements pageable size sort totalElements totalPages".split()),
    *(field._replace(path=f"content[].{field.path}") for field in ROW),
)
FIELDS = names_in(ROW)
NEEDED = tuple(field.name for field in ROW if field.needed)
_PAGE_NAMES = frozenset(names_in(PAGE_FIELDS))
# Values as of the OpenAPI document of version 1.
VALUES: Mapping[str, frozenset[str]] = {
    "online_status": frozenset({"ok", "nicht ok"}),
    "aktiv": frozenset({"ja", "nein"}),
    "art_flaechendeckung": frozenset(
        {
            "bundesweit flächendeckend",
            "landesweit flächendeckend",
            "kreisweit flächendeckend",
            "in mind. einer Kommune verfügbar",
            "nicht in Auswertung berücksichtigt",
        }
    ),
}
# So many different surprises of one kind are named for a municipality.
MAX_SURPRISES = 20


def _plain(name: str) -> str:
    """A field's name without what its two ways of writing differ in (leika_key, leikaKey)."""
    return re.sub(r"[\s_-]", "", name).lower()


_FIELD_OF = {_plain(name): field.name for field in ROW for name in (field.name, *field.other_names)}


class AnswerRow(NamedTuple):
    """An entry of an answer and its place: values by the documented name of the field, or a list where it is no row."""

    ort: str
    values: Any


@dataclass(frozen=True)
class Page:
    """A page of JSON: its rows, how many pages and rows there are (None where not told), its number, other fields."""

    entries: Sequence[AnswerRow]
    pages: int
    number: int | None
    total: int | None
    others: frozenset[str]


def documented(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same row with the documented names of its fields, however they are written."""
    return {_FIELD_OF.get(_plain(name), name): value for name, value in row.items()}


def documented_page(data: Any) -> Any:
    """A page of JSON with documented names in all its entries."""
    page = with_declared_names(data, PAGE_FIELDS)
    content = page.get("content") if isinstance(page, dict) else None
    if not isinstance(content, list):
        return page
    return {**page, "content": [documented(row) if isinstance(row, dict) else row for row in content]}


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _flat(value) for name, value in row.items()}


def _flat(value: Any) -> Any:
    """The value, or its type where more is nested in it than a row can hold."""
    return value if value is None or isinstance(value, str | int | float) else type(value)


def is_json(body: bytes) -> bool:
    """Whether a body begins like JSON, whatever its content type says."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_page(delivery: Delivery) -> Page:
    """A page in the old shape (`totalPages` at its top) or the new one (`page.totalPages`).

    Raises `NotUnderstoodError` where it is neither.
    """
    data = documented_page(parse_json(delivery.body, "open_pvog"))
    content = data.get("content") if isinstance(data, dict) else None
    about: Any = data.get("page", data) if isinstance(data, dict) else None
    pages = _number(about, "totalPages")
    if not isinstance(content, list) or pages is None:
        raise NotUnderstoodError(
            "open_pvog.form",
            "Der Antwort fehlt die Liste „content“ oder die Zahl der Seiten „totalPages“; die Schnittstelle hat sich "
            "vielleicht geändert.",
        )
    entries = [
        AnswerRow(f"{delivery.url}, Eintrag {position}", _values(row) if isinstance(row, dict) else [position])
        for position, row in enumerate(content, start=1)
    ]
    return Page(
        entries, pages, _number(about, "number"), _number(about, "totalElements"), frozenset(data.keys() - _PAGE_NAMES)
    )


def _number(about: Any, name: str) -> int | None:
    value = about.get(name) if isinstance(about, dict) else None
    return value if type(value) is int else None


def read_table(delivery: Delivery) -> list[AnswerRow]:
    """The rows of a CSV; what separates cells is found out. Raises `NotUnderstoodError` where it is no such table."""
    try:
        # The csv of Python 3.10 stumbles over zeros.
        text = delivery.body.decode("utf-8-sig").replace("\0", "\ufffd")
    except UnicodeDecodeError as error:
        line = delivery.body[: error.start].count(b"\n") + 1
        raise NotUnderstoodError("open_pvog.csv", f"Zeile {line} der Tabelle ist nicht in UTF-8 kodiert.") from None
    heading = text.partition("\n")[0].rstrip("\r")
    delimiter = max(",;\t", key=lambda sign: len(_FIELD_OF.keys() & {_plain(c) for c in _cells(heading, sign)}))
    missing = [name for name in NEEDED if name not in {_FIELD_OF.get(_plain(c)) for c in _cells(heading, delimiter)}]
    if missing:
        raise NotUnderstoodError(
            "open_pvog.spalten",
            f"Der Tabelle fehlt die Spalte {' und '.join(missing)} (Anfang: {heading[:80]}). Prüfen Sie die "
            "Basisadresse und ob ein Proxy dazwischen antwortet.",
        )
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [
            AnswerRow(
                f"{delivery.url}, Zeile {reader.line_num}",
                # Too many cells or too few: it is not known which value belongs where.
                list(row.values()) if None in row or None in row.values() else _values(documented(row)),
            )
            for row in csv_rows(reader, delivery.url)
        ]
    except ThavelError as error:
        raise NotUnderstoodError("open_pvog.csv", str(error)) from None


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip('"') for cell in line.split(delimiter)]


def parse_place(ags: str, ars: str, deliveries: Sequence[Delivery]) -> Parsed:
    """The records of one municipality, from the answers to both questions about it.

    The set is whole only where every row was understood and the answers fit together. Raises `DeliveryError` where an
    answer is not understood at all.
    """
    collector = _RowCollector(ags, ars, Parsed(stand=max(delivery.fetched for delivery in deliveries)))
    for extent in (LOCAL, ALL):
        announced, seen = None, 0
        for delivery in deliveries:
            form, _, asked = delivery.kind.partition(", ")
            if asked != extent or delivery.status == 404:
                continue
            try:
                entries, total = _read(delivery, form, collector.surprises)
            except NotUnderstoodError as error:
                raise DeliveryError(error.code, error.text, delivery.url) from None
            announced = total if announced is None else announced
            seen += len(entries)
            for entry in entries:
                collector.take(entry, local=extent == LOCAL)
        if announced not in (None, seen):
            collector.miscounted(extent, f"genannt {announced}, geliefert {seen}")
    return collector.finish(deliveries[0].url)


def _read(delivery: Delivery, form: str, surprises: "_Surprises") -> tuple[Sequence[AnswerRow], int | None]:
    """The rows of one answer, and how many its question has altogether where it tells."""
    if form == TABLE:
        return (delivery.payload or read_table(delivery)), None
    page: Page = delivery.payload or read_page(delivery)
    surprises.fields |= page.others
    return page.entries, page.total


@dataclass
class _Surprises:
    """Fields and values that were not expected, each once."""

    fields: set[str] = field(default_factory=set)
    values: set[tuple[str, str]] = field(default_factory=set)

    def messages(self, place: str) -> Iterator[Message]:
        for name in sorted(self.fields)[:MAX_SURPRISES]:
            text = f"Unbekanntes Feld „{name[:60]}“; die Rohlieferung enthält es."
            yield Message("Hinweis", "open_pvog.neues_feld", text, name[:60], place)
        for name, value in sorted(self.values)[:MAX_SURPRISES]:
            text = f"Unbekannter Wert „{value[:60]}“ im Feld {name}; er ist als Text übernommen."
            yield Message("Warnung", "open_pvog.neuer_wert", text, value[:60], place)


class _RowCollector:
    """Takes the rows of one municipality: first those registered for itself, then those with what it inherits."""

    def __init__(self, ags: str, ars: str, parsed: Parsed) -> None:
        self._ags = ags
        self._ars = ars
        self._parsed = parsed
        self._whole = True
        self._rejected: set[str] = set()
        self._found: dict[tuple[str, str, str], DashboardAngebot] = {}
        self._inherited: set[tuple[str, str, str]] = set()
        self._names: dict[str, str | None] = {}
        self.surprises = _Surprises()

    def take(self, entry: AnswerRow, *, local: bool) -> None:
        """Take one row over, or say why not."""
        fault = _fault(entry.values)
        if fault is not None:
            self._reject(entry, *fault)
            return
        values: dict[str, str | None] = {name: _text(entry.values.get(name)) for name in FIELDS}
        self.surprises.fields |= entry.values.keys() - values.keys()
        for name, known in VALUES.items():
            value = values[name]
            if value is not None and value not in known:
                self.surprises.values.add((name, value))
        offer = self._offer(values, entry.ort, local=local)
        key = (offer.leistungsschluessel, offer.ars, offer.url)
        title = values["leika_bezeichnung"] or values["leika_name"]
        self._names[offer.leistungsschluessel] = self._names.get(offer.leistungsschluessel) or title
        if not local and key not in self._inherited and key in self._found:
            self._inherited.add(key)
        elif key in self._found:
            text = "Ein Eintrag kommt in einer Antwort mehrfach vor; der erste gilt."
            self._note("Hinweis", "open_pvog.doppelt", text, offer.leistungsschluessel, entry.ort)
        else:
            self._found[key] = offer
            if not local:
                self._inherited.add(key)

    def _offer(self, values: Mapping[str, str | None], ort: str, *, local: bool) -> DashboardAngebot:
        link, area = values["url"] or "", values["ars"] or ""
        if link and not is_web_link(link):
            text = "Ein Eintrag hat einen Link, der keine Webadresse ist; er ist ohne Link übernommen."
            self._note("Warnung", "open_pvog.link", text, link[:200], ort)
            link = ""
        if local and area != self._ars:
            text = (
                "Ein Eintrag, der für die Kommune selbst gelten soll, nennt ein anderes Gebiet. Er ist als örtlich "
                "vermerkt. Häuft sich das, beachtet der Server „includeAbove“ nicht mehr."
            )
            self._note("Warnung", "open_pvog.fremdes_gebiet", text, area, ort)
        return DashboardAngebot(
            ags=self._ags,
            leistungsschluessel=values["leika_key"] or "",
            ars=area,
            url=link,
            oertlich=int(local),
            titel=values["leika_name"] or values["leika_bezeichnung"],
            ars_name=values["ars_name"],
            online_status=values["online_status"],
            aktiv=values["aktiv"],
            art_flaechendeckung=values["art_flaechendeckung"],
            begruendung=values["begruendung_nicht_beruecksichtigt"],
            datenstand=values["datenstand_pvog_import"],
            ozg_id=values["ozgid"],
            ozg_bezeichnung=values["ozg_bezeichnung"],
            quelle=SOURCE,
        )

    def _reject(self, entry: AnswerRow, code: str, text: str) -> None:
        """Leave a row out; the same row in the answer to the other question is not counted again."""
        self._whole = False
        seen = f"{code} {entry.values!r}"
        if seen not in self._rejected:
            self._rejected.add(seen)
            key = entry.values.get("leika_key") if isinstance(entry.values, dict) else None
            self._parsed.reject(code, text, objekt=str(key)[:40] if key else None, ort=entry.ort)

    def _note(self, stufe: str, code: str, text: str, objekt: str | None, ort: str) -> None:
        self._parsed.messages.append(Message(stufe, code, text, objekt, ort))

    def miscounted(self, extent: str, counts: str) -> None:
        """Another number of rows was announced than came."""
        self._whole = False
        text = (
            "Open-PVOG nennt eine andere Zahl von Einträgen, als es liefert. Was geliefert wurde, ist übernommen, "
            "nichts wurde als verschwunden vermerkt."
        )
        self._note("Warnung", "open_pvog.anzahl", text, f"{self._ars}, {extent}", counts)

    def finish(self, url: str) -> Parsed:
        """All records with what they refer to, and whether what they lack is gone."""
        parsed = self._parsed
        if any(key not in self._inherited for key in self._found):
            self._whole = False
            text = (
                "Die Antwort mit den übernommenen Einträgen enthält nicht alle örtlichen; sie ist unvollständig. Was "
                "geliefert wurde, ist übernommen, nichts wurde als verschwunden vermerkt."
            )
            self._note("Warnung", "open_pvog.widerspruch", text, self._ars, url)
        parsed.messages += self.surprises.messages(url)
        parsed.records += [LeistungGenannt(key, keys.leistungstyp(key), name) for key, name in self._names.items()]
        parsed.records += self._found.values()
        of_place = {"ags": self._ags, "quelle": SOURCE}
        parsed.scopes.append(Scope("dashboard_angebote", of_place, steady=True, whole=self._whole))
        parsed.empty = not self._found and not parsed.rejected
        if parsed.empty:
            text = (
                "Zu einer Kommune nennt Open-PVOG nichts. Gilt das für alle, ist die Schnittstelle vielleicht "
                "umgezogen: prüfen Sie --base-url, oder versuchen Sie die andere mit --api."
            )
            self._note("Hinweis", "open_pvog.leer", text, self._ars, url)
        return parsed


def _text(value: Any) -> str | None:
    """A value as text; None for nothing, however it is written."""
    text = str(value).strip().replace("\0", "\ufffd") if value is not None else ""
    return None if text in ("", "null") else text


def _fault(values: Any) -> tuple[str, str] | None:
    """Code and text of what is wrong with a row; None where it can be taken over."""
    if not isinstance(values, dict):
        return "open_pvog.zeile", "Ein Eintrag ist keine Zeile mit den erwarteten Spalten; er ist nicht übernommen."
    wrong = [name for name in FIELDS if not _has_type(name, values.get(name))]
    if wrong:
        return "open_pvog.typ", f"Im Eintrag steht kein Text, wo einer erwartet wird: {', '.join(wrong)}."
    key, ars = _text(values.get("leika_key")) or "", _text(values.get("ars")) or ""
    if not keys.is_leistungsschluessel(key):
        return "open_pvog.schluessel", f"„{key[:40]}“ ist kein Leistungsschlüssel (14 Ziffern)."
    if not keys.is_ars(ars):
        return "open_pvog.ars", f"„{ars[:40]}“ ist kein Regionalschlüssel (12 Ziffern)."
    return None


def _has_type(name: str, value: Any) -> bool:
    return value is None or isinstance(value, str) or (name == "ozgid" and type(value) is int)
