"""Turns objects of XZuFi into rows; where an object occurs several times in a block, the last one counts."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from catalogue import keys
from catalogue.records.xzufi import KLASSEN, RegisteredObject
from importers.xzufi.draft import (
    ANGABE_PFAD,
    ANGABE_SPRACHE,
    ANGABE_WERT,
    LINK_SPRACHE,
    LINK_TYP,
    LINK_URI,
    LINK_URL,
    LONG,
    TEXT_ART,
    TEXT_INHALT,
    TEXT_MODUL,
    TEXT_SPRACHE,
    Batch,
    ObjectDraft,
    text_of,
)
from importers.xzufi.objects import DELETED, OBJECTS, german, is_key, read_object

Values = tuple[Any, ...]


class _Latest(NamedTuple):
    """An object with its rows by name of the record type."""

    object: RegisteredObject
    rows: dict[str, list[Values]]


class LatestObjects:
    """The objects of a block, each as the last unit that holds it says; units are given in order."""

    def __init__(self, batch: Batch, quelle: str) -> None:
        self._batch = batch
        self._quelle = quelle
        self._objects: dict[str, _Latest] = {}

    def rows(self) -> dict[str, list[Values]]:
        """Rows of all objects by name of the record type."""
        rows: dict[str, list[Values]] = defaultdict(list)
        for latest in self._objects.values():
            for name, found in latest.rows.items():
                rows[name] += found
        return dict(rows)

    def objects(self) -> list[RegisteredObject]:
        """The objects, in the order of the units that count."""
        return [latest.object for latest in self._objects.values()]

    def unit(self, unit: etree._Element, checksum: str | None) -> None:
        """One `schreibe`, `loesche`, `ergebnis…` or object."""
        name = self._batch.name(unit)
        if name == "loesche":
            self._delete(unit)
        elif name == "schreibe":
            if len(unit) != 1:
                checksum = None
            for child in unit:
                self._object(self._batch.name(child), child, checksum)
        elif name.startswith("ergebnis"):
            inner = name[8:9].lower() + name[9:]
            wrapped = [child for child in unit if self._batch.name(child) == inner]
            for child in wrapped or [unit]:
                self._object(inner, child, checksum if len(wrapped) < 2 else None)
        else:
            self._object(name, unit, checksum)

    def _object(self, name: str, element: etree._Element, checksum: str | None) -> None:
        if name == "zustaendigkeitTransferObjekt":
            self._transfer(element, checksum)
        elif name in OBJECTS:
            self._take(read_object(self._batch, OBJECTS[name], element), checksum)
        else:
            self._batch.report(
                "Warnung",
                "klasse",
                f"Objekte der Klasse „{name[:LONG]}“ sind nicht bekannt; sie wurden nicht übernommen.",
                None,
                element,
            )

    def _transfer(self, element: etree._Element, checksum: str | None) -> None:
        """A Zuständigkeit with the object that it belongs to."""
        drafts = []
        owner: tuple[str | None, str | None, str | None] = (None, None, None)
        for child in element:
            name = self._batch.name(child)
            if name == "zustaendigkeit":
                drafts.append(read_object(self._batch, "ZU", child))
            elif name == "uebergeordnetesObjektID":
                found = ObjectDraft(self._batch, "ZU", child)
                if owner[1] is not None:
                    found.twice(child)
                owner = found.reference(child)
            else:
                ObjectDraft(self._batch, "ZU", element).unknown(element, child)
        for draft in drafts:
            agency, text, scheme = owner
            redaktion = agency or draft.redaktion
            letters = _owner_letters(draft.fields.get("scheme"), scheme)
            draft.fields["objekt"] = f"{redaktion}.{letters}.{text}" if redaktion and text else None
            self._take(draft, checksum if len(drafts) == 1 else None)

    def _delete(self, element: etree._Element) -> None:
        klasse = element.get("klasse") or ""
        letters = DELETED.get(klasse)
        if letters is None:
            self._reject(
                "loeschen_klasse",
                f"„{klasse[:LONG]}“ ist keine Klasse, deren Objekte gelöscht werden können; nichts wurde gelöscht.",
                element,
            )
            return
        draft = ObjectDraft(self._batch, letters, element)
        draft.read(element, _DELETED_BY)
        identity = self._identity(draft)
        if identity is not None:
            identifier, redaktion = identity
            self._objects.pop(identifier, None)
            gone = RegisteredObject(identifier, redaktion, letters, None, None, gone=True)
            self._objects[identifier] = _Latest(gone, {})

    def _reject(self, code: str, text: str, element: etree._Element) -> None:
        self._batch.reporter.rejected += 1
        self._batch.report("Fehler", code, text, None, element)

    def _identity(self, draft: ObjectDraft) -> tuple[str, str] | None:
        """Identifier and Redaktion of the object; what has none is left out."""
        if draft.id is not None and draft.redaktion is not None:
            return draft.id, draft.redaktion
        name = self._batch.name(draft.element)
        text = draft.fields.get("id")
        lost = f", mit ihm die Zuständigkeiten darin ({len(draft.members)})" if draft.members else ""
        if text is None:
            self._reject(
                "kennung", f"Einem Objekt „{name}“ fehlt die Kennung (id); es wurde ausgelassen{lost}.", draft.element
            )
        else:
            self._reject(
                "redaktion",
                f"Die Kennung „{text[:LONG]}“ eines Objekts „{name}“ nennt keine Redaktion (schemeAgencyID) und ist "
                f"ohne sie nicht eindeutig; es wurde ausgelassen{lost}. Gehören alle solchen Objekte einer Redaktion, "
                "nennen Sie sie mit --redaktion.",
                draft.element,
            )
        return None

    def _take(self, draft: ObjectDraft, checksum: str | None, inside: str | None = None) -> None:
        identity = self._identity(draft)
        if identity is None:
            return
        identifier, redaktion = identity
        before = self._objects.pop(identifier, None)
        if before is not None and not before.object.gone:
            self._batch.report(
                "Hinweis",
                "mehrfach",
                "Dasselbe Objekt steht mehrfach in der Lieferung; es gilt, was zuletzt da steht.",
                identifier,
                draft.element,
            )
        found = RegisteredObject(identifier, redaktion, draft.letters, checksum, inside, gone=False)
        self._objects[identifier] = _Latest(found, self._rows(draft))
        for number, member in enumerate(draft.members, start=1):
            member.fields["objekt"] = identifier
            if member.fields.get("id") is None:
                self._name_member(member, draft, number)
            self._take(member, None, identifier)

    def _name_member(self, member: ObjectDraft, owner: ObjectDraft, number: int) -> None:
        """Give a Zuständigkeit without id one from the object that holds it and its place in there."""
        member.id, member.redaktion = f"{owner.id}.ZU.{number}", owner.redaktion
        member.fields["scheme"] = member.fields.get("scheme") or _SCHEMES.get(owner.letters)
        self._batch.report(
            "Hinweis",
            "zustaendigkeit_kennung",
            "Zuständigkeiten in einem Objekt haben keine eigene Kennung (id); sie sind unter der des Objekts "
            "übernommen, gezählt nach ihrem Platz darin.",
            owner.id,
            member.element,
        )

    def _rows(self, draft: ObjectDraft) -> dict[str, list[Values]]:
        """The object's own row and its parts."""
        record = _RECORDS[draft.letters](self, draft)
        rows: dict[str, list[Values]] = {KLASSEN[draft.letters][1].__name__: [record]}
        if draft.letters == "ZU":
            rows["Zustaendigkeitsgebiet"] = [(draft.id, number, *area) for number, area in enumerate(draft.gebiete, 1)]
            return rows
        for name, parts in (
            ("Leistungstext", draft.texts),
            ("Objektlink", draft.links),
            ("Leistungsfrist", draft.fristen),
            ("Leistungskosten", draft.kosten),
            ("Anschrift", draft.anschriften),
            ("Kommunikationsweg", draft.wege),
            ("Zustaendigkeitsgebiet", draft.gebiete),
        ):
            if parts:
                rows[name] = [(draft.id, number, *part) for number, part in enumerate(parts, start=1)]
        schluessel = draft.fields.get("schluessel")
        if schluessel:
            named = german(_texts_of(draft, "02"))
            rows["LeistungBeschrieben"] = [(key, keys.leistungstyp(key), named) for key in schluessel]
            if len(schluessel) > 1:
                rows["WeitereLeistung"] = [(draft.id, number, key) for number, key in enumerate(schluessel[1:], 1)]
        return rows

    def leistung(self, draft: ObjectDraft) -> Values:
        fields = draft.fields
        fields["schluessel"] = self._schluessel(draft)
        return (
            draft.id,
            draft.redaktion,
            next(iter(fields["schluessel"]), None),
            self._title(draft),
            self._quelle,
            fields.get("struktur"),
            fields.get("vertrauensniveau"),
            fields.get("freigegeben_am"),
            *_codes(draft),
            *_state(draft),
        )

    def _schluessel(self, draft: ObjectDraft) -> list[str]:
        """The Leistungsschlüssel that it names, in order: as references and secondary identifiers, else as its own
        identifier (LeiKa). A reference that is none is reported.
        """
        named = [row[ANGABE_WERT] or "" for row in draft.angaben if row[ANGABE_PFAD] == "referenzLeistungsschluessel"]
        found = _keys_in((*named, *draft.fields.get("leika", ()))) or _keys_in((draft.fields.get("id"),))
        rest = (
            "zugeordnet ist sie nur den anderen Leistungen, die sie nennt"
            if found
            else "sie ist keiner Leistung zugeordnet"
        )
        for text in named:
            if not _keys_in((text,)):
                self._batch.report(
                    "Warnung",
                    "schluessel",
                    f"Eine Beschreibung nennt „{text[:LONG]}“, das kein Leistungsschlüssel ist (14 Ziffern); {rest}.",
                    draft.id,
                    draft.element,
                )
        return found

    def _title(self, draft: ObjectDraft) -> str | None:
        """Module 03 (title for citizens) in German, else 02 (name in the catalogue)."""
        for modul in ("03", "02"):
            title = german(_texts_of(draft, modul, "modulText"))
            if title is not None:
                return title
        if draft.letters == "LB":
            self._batch.report(
                "Warnung",
                "titel",
                "Leistungsbeschreibungen haben keinen deutschen Titel (Module 03 und 02); sie wurden ohne übernommen.",
                draft.id,
                draft.element,
            )
        return None

    def spezialisierung(self, draft: ObjectDraft) -> Values:
        return (draft.id, draft.redaktion, self._leistung_id(draft), self._title(draft), *_state(draft))

    def organisationseinheit(self, draft: ObjectDraft) -> Values:
        return (draft.id, draft.redaktion, _preferred(draft, "name"), _preferred(draft, "kurzbezeichnung"),
                *_state(draft))  # fmt: skip

    def onlinedienst(self, draft: ObjectDraft) -> Values:
        links = sorted(draft.links, key=lambda row: (row[LINK_TYP] != "01", (row[LINK_SPRACHE] or "de")[:2] != "de"))
        uri, url = next(((row[LINK_URI], row[LINK_URL]) for row in links if row[LINK_URI]), (None, None))
        return (
            draft.id,
            draft.redaktion,
            _preferred(draft, "bezeichnung"),
            url,
            None if url else uri,
            draft.fields.get("vertrauensniveau"),
            self._quelle,
            _angaben(draft),
        )

    def zustaendigkeit(self, draft: ObjectDraft) -> Values:
        fields = draft.fields
        leistung = self._leistung_id(draft)
        if leistung is None:
            self._batch.report(
                "Warnung",
                "zustaendigkeit_leistung",
                "Zuständigkeiten nennen keine Leistung (leistungID); sie wurden ohne übernommen.",
                draft.id,
                draft.element,
            )
        return (draft.id, draft.redaktion, fields.get("scheme"), fields.get("objekt"), leistung, fields.get("rolle"),
                *_state(draft))  # fmt: skip

    def formular(self, draft: ObjectDraft) -> Values:
        return (draft.id, draft.redaktion, _preferred(draft, "bezeichnung"), *_state(draft))

    def _leistung_id(self, draft: ObjectDraft) -> str | None:
        agency, text, _ = draft.fields.get("leistung") or (None, None, None)
        return f"{agency or draft.redaktion}.LB.{text}" if text else None


def _keys_in(texts: Iterable[str | None]) -> list[str]:
    """Those texts that are Leistungsschlüssel, each once; blanks in them do not count."""
    found = ((text or "").replace(" ", "") for text in texts)
    return list(dict.fromkeys(text for text in found if is_key(text)))


def _state(draft: ObjectDraft) -> Values:
    """Validity and version, and everything that has no column; what the records of most classes end with."""
    get = draft.fields.get
    return (
        get("gueltig_ab"),
        get("gueltig_bis"),
        get("erstellt"),
        get("geaendert"),
        get("fassung"),
        _angaben(draft),
    )


def _angaben(draft: ObjectDraft) -> str | None:
    return _to_json(draft.angaben) if draft.angaben else None


def _texts_of(draft: ObjectDraft, modul: str, art: str | None = None) -> list[tuple[str | None, str | None]]:
    """Language and text of the texts of a module; with `art` only those of this kind."""
    return [
        (row[TEXT_SPRACHE], row[TEXT_INHALT])
        for row in draft.texts
        if row[TEXT_MODUL] == modul and (art is None or row[TEXT_ART] == art)
    ]


def _codes(draft: ObjectDraft) -> Values:
    """Codes of those elements that have a column, with blanks between them."""
    found: dict[str, list[str]] = {}
    for row in draft.angaben:
        if row[ANGABE_PFAD] in _COLUMNS:
            found.setdefault(row[ANGABE_PFAD], []).append(row[ANGABE_WERT] or "")
    return tuple(" ".join(found[name]) if name in found else None for name in _COLUMNS)


def _preferred(draft: ObjectDraft, name: str) -> str | None:
    """The German text of an element that occurs in several languages, else the first of all."""
    texts = [(row[ANGABE_SPRACHE], row[ANGABE_WERT]) for row in draft.angaben if row[ANGABE_PFAD] == name]
    return german(texts) or next((text for _, text in texts if text), None)


_COLUMNS = ("typisierung", "leistungsadressat", "klassifizierung", "informationsbereichSDG1", "gueltigkeitGebietID")
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_RECORDS = {
    "LB": LatestObjects.leistung,
    "SP": LatestObjects.spezialisierung,
    "OE": LatestObjects.organisationseinheit,
    "OD": LatestObjects.onlinedienst,
    "ZU": LatestObjects.zustaendigkeit,
    "FO": LatestObjects.formular,
}
# What the identifier of a Zuständigkeit says of the object that it belongs to.
_SCHEMES = {"OE": "ZustaendigkeitOrganisationseinheit", "OD": "ZustaendigkeitOnlinedienst"}
_OWNERS = (("organisationseinheit", "OE"), ("onlinedienst", "OD"), ("formular", "FO"))


@lru_cache(maxsize=256)
def _owner_letters(kind: str | None, scheme: str | None) -> str:
    """The class of what a Zuständigkeit belongs to, by the scheme of its identifier or of the other's."""
    described = f"{kind or ''} {scheme or ''}".lower()
    return next((letters for part, letters in _OWNERS if part in described), "OE")


def _deleted_id(draft: ObjectDraft, element: etree._Element) -> None:
    agency, text, _ = draft.reference(element)
    draft.redaktion = agency or draft.batch.redaktion
    draft.fields["id"] = text_of(element)
    if text is not None and draft.redaktion is not None:
        draft.id = f"{draft.redaktion}.{draft.letters}.{text}"


_DELETED_BY = {"id": _deleted_id}
