"""An object of XZuFi while it is read: its columns, parts and remaining values, and what was odd about it.

Everything that the reference names and that has no column becomes an Objektangabe under its name in XZuFi 2.3.1. What
is not known is reported, not stored. Names of those who edited an object are left out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from catalogue.records.xzufi import Leistungstext, Objektlink
from importers.web.xml import local_name
from importers.xzufi.reporter import Reporter

Row = list[Any]
Handler = Callable[["ObjectDraft", etree._Element], None]
Handlers = Mapping[str, Handler]

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
ATTRIBUTES = frozenset(
    "schemeAgencyID schemeAgencyName schemeID schemeName schemeDataURI schemeURI schemeVersionID listURI listVersionID"
    " listName listAgencyID languageCode currencyID currencyCode klasse".split()
)
# Persons who edited an object; not stored on purpose.
PERSONS = frozenset({"erstelltDurch", "geaendertDurch", "uebersetztDurch"})
MODULES = frozenset("02 03 05 06 07 08 09 10 11 12 14 15 16 18 22 23 24 25".split())
_DAY = re.compile(r"--(\d\d)-(\d\d)")
LONG = 100


def places(record: type[NamedTuple], *names: str) -> tuple[int, ...]:
    """Where fields of a record type stand in a row of it that still lacks identifier and number, which come first."""
    return tuple(record._fields.index(name) - 2 for name in names)


# Rows stay lists while an object is read: a module completes them after they were made.
TEXT_ART, TEXT_MODUL, TEXT_SPRACHE, TEXT_INHALT = places(Leistungstext, "art", "modul", "sprache", "inhalt")
LINK_MODUL, LINK_TYP, LINK_URI, LINK_URL, LINK_SPRACHE = places(Objektlink, "modul", "typ", "uri", "url", "sprache")
# Of the seven values of an Objektangabe, as `catalogue.records.xzufi` lists them.
ANGABE_PFAD, ANGABE_WERT, ANGABE_SPRACHE = 0, 1, 6

# Names of 2.1 and 2.2 that 2.3.1 has changed.
RENAMED = {
    "referenzLeiKa": "referenzLeistungsschluessel",
    "kennzeichenSchriftformerfordernis": "kennzeichenFormularSchriftformerfordernis",
    "kennzeichenEA": "durchfuehrbarEinheitlicheStelle",
    "informationsbereichSDG": "informationsbereichSDG1",
    "idLeistungImKontext": "leistungImKontextID",
    "idProzess": "prozessID",
}


def names_in(text: str) -> frozenset[str]:
    """Names with blanks between them."""
    return frozenset(text.split())


CODING = names_in("kreis bezirk bundesland gemeindeschluessel regionalschluessel nation gemeindeverband")
_DOCUMENT = names_in(
    "typ art bezeichnung beschreibung referenzFormularID formularReferenz angabeSignatur pflichtangabetyp"
    " pflichtangabeGrundKontextabhaengigkeit kennzeichenAusloeser dokument"
)
# What is known below elements whose content becomes Objektangaben.
_BELOW: Mapping[str, frozenset[str]] = {
    "gueltigkeit": names_in("beginn ende zusatz"),
    "zusatz": frozenset(),
    "sprachversion": names_in(
        "languageCode sprachbezeichnungDeutsch sprachbezeichnungNativ erstelltDatumZeit geaendertDatumZeit version"
        " kennzeichenMaschinelleUebersetzung maschinelleUebersetzung"
    ),
    "maschinelleUebersetzung": names_in("originalSprache originalID"),
    "herausgeber": names_in(
        "id idSekundaer bezeichnung kurzbezeichnung beschreibung standardZustaendigkeitsgebiet"
    ),
    "standardZustaendigkeitsgebiet": names_in(
        "id idSekundaer typ uebergeordnetesGebietID untergeordnetesGebietID verwaltungspolitischeKodierung"
        " bezeichnung kurzbezeichnung"
    ),
    "verwaltungspolitischeKodierung": CODING,
    "kategorie": names_in(
        "id idSekundaer uebergeordneteKategorieID untergeordneteKategorieID klasse bezeichnung beschreibung"
        " piktogrammID"
    ),
    "klasse": names_in("id idSekundaer typ bezeichnung beschreibung version"),
    "relevantFuerWirtschaftszweig": names_in("code spezifischeID"),
    "relevantFuerStaatsangehoerigkeit": names_in("staatsangehoerigkeit staatengruppe"),
    "informationsbereicheSDG": names_in("informationsbereichSDG1 informationsbereichSDG2"),
    "begriffImKontext": names_in("begriff typ"),
    "dokumentEingehend": _DOCUMENT,
    "dokumentAusgehend": _DOCUMENT,
    "dokument": _DOCUMENT,
    "typ": names_in("code nichtGelisteterWert"),
    "art": names_in("code nichtGelisteterWert"),
    "leistungsgruppierung": names_in(
        "id idSekundaer uebergeordneteKategorieID untergeordneteKategorieID bezeichnung beschreibung klasse"
    ),
    "verrichtung": names_in(
        "id idSekundaer uebergeordneteKategorieID untergeordneteKategorieID bezeichnung beschreibung klasse"
    ),
}  # fmt: skip


# Codes of small closed lists; others are taken over as they are.
CODES: Mapping[str, frozenset[str]] = {
    "leistungsadressat": names_in("001 002 003"),
    "typisierung": names_in("1 2 2a 2b 2/3 2/3a 2/3b 3 3a 3b 4 4a 4b 5 6 7 8 9 10 11 12"),
    "vertrauensniveau": names_in("00 10 15 20 30 40"),
    "rolle": names_in("01 02 03"),
    "anschrift/typ": names_in("001 002 003 004 005 006"),
    "zugangskanal": names_in("000 100 200"),
}


def text_of(element: etree._Element) -> str | None:
    """The text of an element without blanks around it; None where there is none."""
    text = element.text
    return (text.strip() or None) if text else None


def markup_of(element: etree._Element) -> str | None:
    """The text of an element, with what it holds as elements instead of as escaped text."""
    children = list(element)
    if not children:
        text = element.text
        return (text.strip() or None) if text else None
    parts = [element.text or ""]
    for child in children:
        for inner in child.iter():
            inner.tag = local_name(str(inner.tag))
        etree.cleanup_namespaces(child)
        parts.append(etree.tostring(child, encoding="unicode"))
    return "".join(parts).strip() or None


@lru_cache(maxsize=4096)
def is_a_day(text: str) -> bool:
    """Whether a date, date and time, or day of every year (`--02-28`) exists in the calendar."""
    found = _DAY.fullmatch(text)
    try:
        datetime.fromisoformat(f"2024-{found[1]}-{found[2]}" if found else text[:10])
    except ValueError:
        return False
    return True


class ObjectDraft:
    """An object while it is read. Rows lack the identifier and position, which are added when it is complete."""

    __slots__ = (
        "angaben",
        "anschriften",
        "batch",
        "element",
        "fields",
        "fristen",
        "gebiete",
        "id",
        "kosten",
        "letters",
        "links",
        "members",
        "redaktion",
        "texts",
        "wege",
    )

    def __init__(self, batch: "Batch", letters: str, element: etree._Element) -> None:
        self.batch = batch
        self.letters = letters
        self.element = element
        self.id: str | None = None
        self.redaktion: str | None = None
        self.fields: dict[str, Any] = {}
        self.texts: list[Row] = []
        self.links: list[Row] = []
        self.fristen: list[Row] = []
        self.kosten: list[Row] = []
        self.angaben: list[Row] = []
        self.anschriften: list[Row] = []
        self.wege: list[Row] = []
        self.gebiete: list[Row] = []
        self.members: list[ObjectDraft] = []

    def warn(self, code: str, text: str, element: etree._Element, stufe: str = "Warnung") -> None:
        """Report something odd that is taken over nevertheless."""
        self.batch.report(stufe, code, text, self.id, element)

    def unknown(self, parent: etree._Element, child: etree._Element) -> None:
        """Report an element that is not known."""
        name, above = self.batch.name(child), self.batch.name(parent)
        self.warn(
            "element",
            f"Das Element „{name[:LONG]}“ in „{above[:LONG]}“ ist nicht bekannt; es wurde nicht übernommen.",
            child,
        )

    def put(self, name: str, value: Any, element: etree._Element) -> None:
        """Fill a column; a second value for it, which is no repetition, is taken and reported."""
        self.fill(self.fields, name, value, element)

    def fill(self, values: dict[str, Any], name: str, value: Any, element: etree._Element) -> None:
        """Fill a place among the values of a part, as `put` does for the object."""
        before = values.get(name)
        if before is not None and value is not None and before != value:
            self.twice(element)
        values[name] = value

    def twice(self, element: etree._Element) -> None:
        """Report an element that says something else than one of its name before it in the same object."""
        self.warn(
            "mehrfache_angabe",
            f"Das Element „{self.batch.name(element)[:LONG]}“ steht mehrfach in einem Objekt, mit verschiedenem "
            "Inhalt; übernommen ist, was zuletzt da steht.",
            element,
        )

    def attributes(self, element: etree._Element) -> None:
        """Report attributes of an element that are not known."""
        names = tuple(element.keys())
        if names in self.batch.usual:
            return
        unknown = [name for name in names if name not in ATTRIBUTES and not name.startswith("{")]
        for name in unknown:
            self._unknown_attribute(element, name)
        if not unknown:
            self.batch.usual.add(names)

    def _unknown_attribute(self, element: etree._Element, name: str) -> None:
        self.warn(
            "attribut",
            f"Das Attribut „{name[:LONG]}“ an „{self.batch.name(element)[:LONG]}“ ist nicht bekannt; es wurde nicht "
            "übernommen.",
            element,
        )

    def children(self, element: etree._Element) -> list[tuple[str, etree._Element]]:
        """Children with their local names; attributes of the element that are not known are reported."""
        self.attributes(element)
        names = self.batch.names
        return [(names[child.tag], child) for child in element]  # type: ignore[index]

    def read(self, element: etree._Element, handlers: Handlers) -> None:
        """Give each child to its handler."""
        self.attributes(element)
        names = self.batch.names
        for child in element:
            name = names[child.tag]  # type: ignore[index]
            handler = handlers.get(name)
            if handler is not None:
                handler(self, child)
            elif name not in PERSONS:
                self.unknown(element, child)

    def text(self, element: etree._Element) -> str | None:
        """The text of an element that has nothing else."""
        for child in element:
            self.unknown(element, child)
        self.attributes(element)
        text = element.text
        return (text.strip() or None) if text else None

    def code(self, element: etree._Element, known: frozenset[str] | None = None) -> tuple[str | None, str | None]:
        """Code and name of a coded element; the children are qualified or not, or the code stands there alone.

        A code that is not among the `known` ones is taken over and reported.
        """
        self.attributes(element)
        code = element.text
        name = None
        names = self.batch.names
        for child in element:
            found = names[child.tag]  # type: ignore[index]
            if found == "code":
                code = child.text
            elif found == "name":
                name = text_of(child)
            else:
                self.unknown(element, child)
        if not code:
            return None, name
        stripped = code.strip()
        if stripped != code and stripped:
            self.warn(
                "code_leerzeichen", "Um einen Code stehen Leerzeichen; übernommen ist er ohne sie.", element, "Hinweis"
            )
        if known is not None and stripped not in known:
            self.warn(
                "code",
                f"Der Code „{stripped[:LONG]}“ für „{self.batch.name(element)}“ ist nicht bekannt; er wurde "
                "übernommen, wie er da steht.",
                element,
            )
        return stripped or None, name

    def day(self, element: etree._Element) -> str | None:
        """A date or time, which is taken over as it is; one that does not exist is reported."""
        text = self.text(element)
        if text is not None and not is_a_day(text):
            self.warn(
                "datum",
                f"„{text[:LONG]}“ ist kein Tag im Kalender; die Angabe wurde übernommen, wie sie da steht.",
                element,
            )
        return text

    def reference(self, element: etree._Element) -> tuple[str | None, str | None, str | None]:
        """Agency, text and scheme of an Identifikator that refers to something."""
        self.attributes(element)
        agency, scheme, text = element.get("schemeAgencyID"), element.get("schemeID"), element.text
        return (
            (agency.strip() or None) if agency else None,
            (text.strip() or None) if text else None,
            (scheme.strip() or None) if scheme else None,
        )

    def angabe(self, path: str, element: etree._Element) -> None:
        """Keep an element, and what is below it, as Objektangaben."""
        origin = self._origin(element)
        children = list(element)
        if not children:
            text = element.text
            text = text.strip() if text else None
            if text:
                self.angaben.append([path, text, None, *origin])
            return
        names = self.batch.names
        found = {names[child.tag] for child in children}  # type: ignore[index]
        if "code" in found and found <= _CODED and not any(len(child) for child in children):
            self.angaben.append([path, *self.code(element, CODES.get(path)), *origin])
            return
        known = _BELOW.get(path.rpartition("/")[2], frozenset())
        if path.endswith(_TEXTS) and known.isdisjoint(found):
            self.angaben.append([path, markup_of(element), None, *origin])
            return
        for child in children:
            name = names[child.tag]  # type: ignore[index]
            if name in known:
                self.angabe(f"{path}/{RENAMED.get(name, name)}", child)
            elif name not in PERSONS:
                self.unknown(element, child)

    def _origin(self, element: etree._Element) -> Row:
        """List or scheme, its version, agency and language of an element."""
        origin: Row = [None, None, None, None]
        for key, value in element.items():
            place = _ORIGIN.get(key)
            if place is not None:
                origin[place] = value or origin[place]
            elif key not in ATTRIBUTES and not key.startswith("{"):
                self._unknown_attribute(element, key)
        return origin


# Where attributes stand in an Objektangabe.
_ORIGIN = {
    "listURI": 0,
    "schemeID": 0,
    "listVersionID": 1,
    "schemeVersionID": 1,
    "schemeAgencyID": 2,
    "languageCode": 3,
}
_CODED = frozenset({"code", "name"})
_TEXTS = ("beschreibung", "bezeichnung", "infoOeffnungszeitenText", "inhalt")


class _LocalNames(dict[str, str]):
    """Local names by full name, worked out once."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = local_name(tag)
        return name


class Batch:
    """State that all objects of a block share: messages, names, lines. `redaktion` is for identifiers without one."""

    def __init__(self, reporter: Reporter, redaktion: str | None, line_of: Callable[[etree._Element], int]) -> None:
        self.reporter = reporter
        self.redaktion = redaktion
        self._line_of = line_of
        self.names = _LocalNames()
        # Names of attributes that some element had and that are all known.
        self.usual: set[tuple[str, ...]] = {()}

    def name(self, element: etree._Element) -> str:
        """Local name of an element."""
        return self.names[element.tag]  # type: ignore[index]

    def report(self, stufe: str, code: str, text: str, objekt: str | None, element: etree._Element) -> None:
        """Count a message with the line of the element."""
        self.reporter.add(stufe, code, text, objekt, self._line_of(element))
