"""What the elements of XZuFi mean: objects of all versions become the same records, whatever they are called in each.

Elements that occur once and are asked for become columns, texts, links, Fristen and Kosten have tables of their own,
everything else that the reference names becomes an `Objektangabe` under its name in XZuFi 2.3.1. What is not known is
reported, not stored. Names of those who edited an object are left out.

Source: element reference of XZuFi 2.1.0, 2.2.0 and 2.3.1, and the model of the FIM portal (OpenAPI v0.24.0).
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from lxml import etree

from catalogue import keys
from importers.links import is_web_link
from importers.xml import local_name

Row = list[Any]
Handler = Callable[["Draft", etree._Element], None]
Handlers = Mapping[str, Handler]

_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_ATTRIBUTES = frozenset(
    "schemeAgencyID schemeAgencyName schemeID schemeName schemeDataURI schemeURI schemeVersionID listURI listVersionID"
    " listName listAgencyID languageCode currencyID currencyCode klasse".split()
)
# Persons who edited an object; not stored on purpose.
_PERSONS = frozenset({"erstelltDurch", "geaendertDurch", "uebersetztDurch"})
_MODULES = frozenset("02 03 05 06 07 08 09 10 11 12 14 15 16 18 22 23 24 25".split())
_DAY = re.compile(r"--(\d\d)-(\d\d)")
_LONG = 100

# Names of 2.1 and 2.2 that 2.3.1 has changed.
_RENAMED = {
    "referenzLeiKa": "referenzLeistungsschluessel",
    "kennzeichenSchriftformerfordernis": "kennzeichenFormularSchriftformerfordernis",
    "kennzeichenEA": "durchfuehrbarEinheitlicheStelle",
    "informationsbereichSDG": "informationsbereichSDG1",
    "idLeistungImKontext": "leistungImKontextID",
    "idProzess": "prozessID",
}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CODING = _names("kreis bezirk bundesland gemeindeschluessel regionalschluessel nation gemeindeverband")
_DOCUMENT = _names(
    "typ art bezeichnung beschreibung referenzFormularID formularReferenz angabeSignatur pflichtangabetyp"
    " pflichtangabeGrundKontextabhaengigkeit kennzeichenAusloeser dokument"
)
# What is known below elements whose content becomes Objektangaben.
_BELOW: Mapping[str, frozenset[str]] = {
    "gueltigkeit": _names("beginn ende zusatz"),
    "zusatz": frozenset(),
    "sprachversion": _names(
        "languageCode sprachbezeichnungDeutsch sprachbezeichnungNativ erstelltDatumZeit geaendertDatumZeit version"
        " kennzeichenMaschinelleUebersetzung maschinelleUebersetzung"
    ),
    "maschinelleUebersetzung": _names("originalSprache originalID"),
    "herausgeber": _names(
        "id idSekundaer bezeichnung kurzbezeichnung beschreibung standardZustaendigkeitsgebiet"
    ),
    "standardZustaendigkeitsgebiet": _names(
        "id idSekundaer typ uebergeordnetesGebietID untergeordnetesGebietID verwaltungspolitischeKodierung"
        " bezeichnung kurzbezeichnung"
    ),
    "verwaltungspolitischeKodierung": _CODING,
    "kategorie": _names(
        "id idSekundaer uebergeordneteKategorieID untergeordneteKategorieID klasse bezeichnung beschreibung"
        " piktogrammID"
    ),
    "klasse": _names("id idSekundaer typ bezeichnung beschreibung version"),
    "relevantFuerWirtschaftszweig": _names("code spezifischeID"),
    "relevantFuerStaatsangehoerigkeit": _names("staatsangehoerigkeit staatengruppe"),
    "informationsbereicheSDG": _names("informationsbereichSDG1 informationsbereichSDG2"),
    "begriffImKontext": _names("begriff typ"),
    "dokumentEingehend": _DOCUMENT,
    "dokumentAusgehend": _DOCUMENT,
    "dokument": _DOCUMENT,
    "typ": _names("code nichtGelisteterWert"),
    "art": _names("code nichtGelisteterWert"),
    "leistungsgruppierung": _names(
        "id idSekundaer uebergeordneteKategorieID untergeordneteKategorieID bezeichnung beschreibung klasse"
    ),
    "verrichtung": _names(
        "id idSekundaer uebergeordneteKategorieID untergeordneteKategorieID bezeichnung beschreibung klasse"
    ),
}  # fmt: skip


# Codes of small closed lists; others are taken over as they are.
_CODES: Mapping[str, frozenset[str]] = {
    "leistungsadressat": _names("001 002 003"),
    "typisierung": _names("1 2 2a 2b 2/3 2/3a 2/3b 3 3a 3b 4 4a 4b 5 6 7 8 9 10 11 12"),
    "vertrauensniveau": _names("00 10 15 20 30 40"),
    "rolle": _names("01 02 03"),
    "anschrift/typ": _names("001 002 003 004 005 006"),
    "zugangskanal": _names("000 100 200"),
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


class Reporter:
    """Messages of one batch: the same kind is one message with its count and first place."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.rejected = 0
        self._found: dict[tuple[str, str, str], list[Any]] = {}

    def add(self, stufe: str, code: str, text: str, objekt: str | None, line: int) -> None:
        """Count a message; of errors each object is named."""
        key = (stufe, code, text if stufe != "Fehler" else f"{text}\0{objekt}\0{line}")
        entry = self._found.get(key)
        if entry is None:
            self._found[key] = [stufe, f"xzufi.{code}", text, objekt, f"{self.place}, Zeile {line}", 1]
        else:
            entry[5] += 1

    def messages(self) -> list[list[Any]]:
        """What was reported, in the order of first places."""
        return list(self._found.values())


class Draft:
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
        self.members: list[Draft] = []

    def warn(self, code: str, text: str, element: etree._Element, stufe: str = "Warnung") -> None:
        """Report something odd that is taken over nevertheless."""
        self.batch.report(stufe, code, text, self.id, element)

    def unknown(self, parent: etree._Element, child: etree._Element) -> None:
        """Report an element that is not known."""
        name, above = self.batch.name(child), self.batch.name(parent)
        self.warn(
            "element",
            f"Das Element „{name[:_LONG]}“ in „{above[:_LONG]}“ ist nicht bekannt; es wurde nicht übernommen.",
            child,
        )

    def attributes(self, element: etree._Element) -> None:
        """Report attributes of an element that are not known."""
        names = tuple(element.keys())
        if names in self.batch.usual:
            return
        unknown = [name for name in names if name not in _ATTRIBUTES and not name.startswith("{")]
        for name in unknown:
            self._unknown_attribute(element, name)
        if not unknown:
            self.batch.usual.add(names)

    def _unknown_attribute(self, element: etree._Element, name: str) -> None:
        self.warn(
            "attribut",
            f"Das Attribut „{name[:_LONG]}“ an „{self.batch.name(element)[:_LONG]}“ ist nicht bekannt; es wurde nicht "
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
            elif name not in _PERSONS:
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
                f"Der Code „{stripped[:_LONG]}“ für „{self.batch.name(element)}“ ist nicht bekannt; er wurde "
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
                f"„{text[:_LONG]}“ ist kein Tag im Kalender; die Angabe wurde übernommen, wie sie da steht.",
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
            self.angaben.append([path, *self.code(element, _CODES.get(path)), *origin])
            return
        known = _BELOW.get(path.rpartition("/")[2], frozenset())
        if path.endswith(_TEXTS) and known.isdisjoint(found):
            self.angaben.append([path, markup_of(element), None, *origin])
            return
        for child in children:
            name = names[child.tag]  # type: ignore[index]
            if name in known:
                self.angabe(f"{path}/{_RENAMED.get(name, name)}", child)
            elif name not in _PERSONS:
                self.unknown(element, child)

    def _origin(self, element: etree._Element) -> Row:
        """List or scheme, its version, agency and language of an element."""
        origin: Row = [None, None, None, None]
        for key, value in element.items():
            place = _ORIGIN.get(key)
            if place is not None:
                origin[place] = value or origin[place]
            elif key not in _ATTRIBUTES and not key.startswith("{"):
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


# Handlers: what becomes of a child of an object or of one of its modules.


def _identifier(draft: Draft, element: etree._Element) -> None:
    agency, text, scheme = draft.reference(element)
    draft.redaktion = agency or draft.batch.redaktion
    draft.fields["scheme"] = scheme
    if text is not None and draft.redaktion is not None:
        draft.id = f"{draft.redaktion}.{draft.letters}.{text}"
    draft.fields["id"] = text


def _column(name: str) -> Handler:
    def read(draft: Draft, element: etree._Element) -> None:
        draft.fields[name] = draft.text(element)

    return read


def _day(name: str) -> Handler:
    def read(draft: Draft, element: etree._Element) -> None:
        draft.fields[name] = draft.day(element)

    return read


def _code(name: str) -> Handler:
    known = _CODES.get(name)

    def read(draft: Draft, element: etree._Element) -> None:
        draft.fields[name] = draft.code(element, known)[0]

    return read


def _angabe(name: str) -> Handler:
    def read(draft: Draft, element: etree._Element) -> None:
        draft.angabe(name, element)

    return read


def _angaben(names: str) -> dict[str, Handler]:
    """Handlers that keep these elements as Objektangaben, under the name they have in 2.3.1."""
    return {name: _angabe(_RENAMED.get(name, name)) for name in names.split()}


def _refers_to(name: str) -> Handler:
    def read(draft: Draft, element: etree._Element) -> None:
        draft.fields[name] = draft.reference(element)

    return read


def _below(name: str, handlers: Handlers) -> Handler:
    """Read the children of an element that only holds them together."""

    def read(draft: Draft, element: etree._Element) -> None:
        draft.read(element, handlers)

    return read


def _validity(draft: Draft, element: etree._Element) -> None:
    """The first validity has columns, others are Objektangaben."""
    if "gueltig" in draft.fields:
        draft.angabe("gueltigkeit", element)
        return
    draft.fields["gueltig"] = True
    for name, child in draft.children(element):
        if name == "beginn":
            draft.fields["gueltig_ab"] = draft.day(child)
        elif name == "ende":
            draft.fields["gueltig_bis"] = draft.day(child)
        elif name == "zusatz":
            draft.angabe("gueltigkeit/zusatz", child)
        else:
            draft.unknown(element, child)


_VERSION = _below(
    "versionsinformationen",
    {
        "erstelltDatumZeit": _day("erstellt"),
        "geaendertDatumZeit": _day("geaendert"),
        "version": _column("fassung"),
    },
)


def _link(draft: Draft, element: etree._Element, art: str, modul: str | None) -> Row:
    """A link: `uri` or `link`, its title, description and type."""
    uri = titel = beschreibung = typ = darstellung = None
    language = element.get("languageCode")
    if not len(element):
        uri = text_of(element)
    for name, child in draft.children(element):
        if name in ("uri", "link"):
            uri = draft.text(child)
        elif name == "titel":
            titel = draft.text(child)
            language = language or child.get("languageCode")
        elif name == "beschreibung":
            beschreibung = markup_of(child)
        elif name == "typ":
            typ = draft.code(child)[0]
        elif name == "positionDarstellung":
            darstellung = draft.text(child)
        elif name == "languageCode":
            language = draft.text(child)
        else:
            draft.unknown(element, child)
    return [art, modul, typ, uri, usable_link(uri), titel, beschreibung, language, darstellung]


def usable_link(uri: str | None) -> str | None:
    """The link that a browser can follow; some are percent-encoded as a whole. None where there is none."""
    if uri is None:
        return None
    link = unquote(uri) if re.match(r"https?%3A", uri, re.IGNORECASE) else uri
    return link if is_web_link(link) else None


def _links(art: str) -> Handler:
    def read(draft: Draft, element: etree._Element) -> None:
        draft.links.append(_link(draft, element, art, None))

    return read


class _Module:
    """A module of a Leistung while it is read; what it says of itself counts for all that it holds."""

    __slots__ = ("_before", "art", "bezeichnung", "darstellung", "draft", "kanal", "modul", "texts")

    def __init__(self, draft: Draft, art: str) -> None:
        self.draft = draft
        self.art = art
        self.modul: str | None = None
        self.bezeichnung: str | None = None
        self.darstellung: str | None = None
        self.kanal: str | None = None
        self.texts: list[tuple[str | None, str | None]] = []
        self._before = len(draft.links), len(draft.texts), len(draft.fristen), len(draft.kosten)

    def text(self, element: etree._Element) -> None:
        """A text in one language."""
        self.draft.attributes(element)
        self.texts.append((element.get("languageCode"), markup_of(element)))

    def code(self, element: etree._Element) -> None:
        """Which module it is."""
        self.modul, self.bezeichnung = self.draft.code(element)
        if self.art == "modulText" and self.modul not in _MODULES:
            self.draft.warn(
                "modul",
                f"Der Code „{(self.modul or '')[:_LONG]}“ eines Textmoduls ist nicht bekannt; er wurde übernommen, wie "
                "er da steht.",
                element,
            )

    def link(self, element: etree._Element) -> None:
        """A link to more."""
        self.draft.links.append(_link(self.draft, element, self.art, None))

    def order(self, element: etree._Element) -> None:
        """Where it is to be shown."""
        self.darstellung = self.draft.text(element)

    def channel(self, element: etree._Element) -> None:
        """By which channel it is valid."""
        self.kanal = self.draft.code(element, _CODES["zugangskanal"])[0]

    def finish(self) -> None:
        """Complete the rows with what counts for all of the module."""
        draft = self.draft
        links, texts, fristen, kosten = self._before
        if self.modul is not None:
            for row in draft.links[links:]:
                row[1] = self.modul
        if self.kanal is not None:
            for row in (*draft.texts[texts:], *draft.kosten[kosten:]):
                row[7] = self.kanal
            for row in draft.fristen[fristen:]:
                row[9] = self.kanal
        if not self.texts and self.modul is not None and links == len(draft.links):
            self.texts.append((None, None))
        for language, text in self.texts:
            draft.texts.append(
                [self.art, self.modul, self.bezeichnung, language, text, None, self.darstellung, self.kanal]
            )


_PARTS_OF_MODULES: Mapping[str, Callable[[_Module, etree._Element], None]] = {
    "inhalt": _Module.text,
    "beschreibung": _Module.text,
    "leikaTextmodul": _Module.code,
    "individuellesTextmodultyp": _Module.code,
    "weiterfuehrenderLink": _Module.link,
    "positionDarstellung": _Module.order,
    "zugangskanal": _Module.channel,
}


def _module(art: str, own: Handlers | None = None) -> Handler:
    """A module with texts and links, and in some `own` content."""
    handlers: Handlers = own or {}

    def read(draft: Draft, element: etree._Element) -> None:
        module = _Module(draft, art)
        draft.attributes(element)
        names = draft.batch.names
        for child in element:
            name = names[child.tag]  # type: ignore[index]
            part = _PARTS_OF_MODULES.get(name)
            if part is not None:
                part(module, child)
            elif name in handlers:
                handlers[name](draft, child)
            elif name in _OF_MODULES:
                draft.angabe(f"{art}/{name}", child)
            elif name not in _PERSONS:
                draft.unknown(element, child)
        module.finish()

    return read


_OF_MODULES = _names(
    "id idSekundaer gueltigkeit leikaTextmodulAbweichendeBezeichnung begriffImKontext fachlichFreigegebenDurch"
    " dokumentEingehend dokumentAusgehend beschreibungEingehend beschreibungAusgehend"
)


def _leaves(draft: Draft, element: etree._Element, known: frozenset[str], values: dict[str, str | None]) -> None:
    """Texts and codes of these names anywhere below; texts in several languages are left to the caller."""
    for name, child in draft.children(element):
        if name in known:
            values[name] = draft.code(child)[0]
        elif len(child):
            _leaves(draft, child, known, values)
        else:
            draft.unknown(element, child)


_SELECTION = _names("dauer einheit dauerBis einheitBis von bis")


def _frist(art: str) -> Handler:
    def read(draft: Draft, element: etree._Element) -> None:
        values: dict[str, str | None] = {}
        number = len(draft.fristen) + 1
        for name, child in draft.children(element):
            if name in ("typ", "positionDarstellung"):
                values[name] = draft.code(child)[0]
            elif name == "fristauswahl":
                _leaves(draft, child, _SELECTION, values)
            elif name == "beschreibung":
                row = [art, None, None, child.get("languageCode"), markup_of(child), number, None, None]
                draft.texts.append(row)
            elif name == "gueltigkeit":
                draft.angabe(f"{art}/gueltigkeit", child)
            else:
                draft.unknown(element, child)
        for name in ("von", "bis"):
            day = values.get(name)
            if day is not None and not is_a_day(day):
                draft.warn(
                    "datum",
                    f"„{day[:_LONG]}“ ist kein Tag im Kalender; die Angabe wurde übernommen, wie sie da steht.",
                    element,
                )
        taken = [values.get(name) for name in ("typ", "dauer", "einheit", "dauerBis", "einheitBis", "von", "bis")]
        draft.fristen.append([art, *taken, values.get("positionDarstellung"), None])

    return read


def _amount(draft: Draft, element: etree._Element) -> tuple[str | None, str | None]:
    """Value and currency: an attribute, or children."""
    draft.attributes(element)
    currency = element.get("currencyID") or element.get("currencyCode")
    amount = text_of(element)
    for name, child in draft.children(element):
        if name in ("value", "wert", "betrag"):
            amount = draft.text(child)
        elif name in ("currencyCode", "waehrung"):
            currency = draft.code(child)[0]
        else:
            draft.unknown(element, child)
    return amount, currency


def _costs(draft: Draft, element: etree._Element) -> None:
    art = "kosten"
    number = len(draft.kosten) + 1
    row: Row = [None, None, None, None, None, None, None, None]
    for name, child in draft.children(element):
        if name == "typ":
            row[0] = draft.code(child)[0]
        elif name == "kostenauswahl":
            _choice(draft, child, row, number)
        elif name == "vorkasse":
            row[5] = draft.text(child)
        elif name == "positionDarstellung":
            row[6] = draft.text(child)
        elif name == "beschreibung":
            draft.texts.append([art, None, None, child.get("languageCode"), markup_of(child), number, None, None])
        elif name == "linkKostenbildung":
            draft.links.append(_link(draft, child, "linkKostenbildung", None))
        elif name == "gueltigkeit":
            draft.angabe(f"{art}/gueltigkeit", child)
        else:
            draft.unknown(element, child)
    draft.kosten.append(row)


def _choice(draft: Draft, element: etree._Element, row: Row, number: int) -> None:
    """Fixed amount, none, or a range, with the words that go with it."""
    for name, child in draft.children(element):
        if name in ("betrag", "betragUntergrenze"):
            row[1] = "fix" if name == "betrag" else "variabel"
            row[2], row[4] = _amount(draft, child)
        elif name == "betragObergrenze":
            row[1] = "variabel"
            row[3], currency = _amount(draft, child)
            row[4] = row[4] or currency
        elif name in ("beschreibungVariabilitaet", "beschreibungKostenfreiheit"):
            row[1] = "frei" if name == "beschreibungKostenfreiheit" else "variabel"
            draft.texts.append([name, None, None, child.get("languageCode"), markup_of(child), number, None, None])
        elif len(child):
            _choice(draft, child, row, number)
        else:
            draft.unknown(element, child)


def _structure(draft: Draft, element: etree._Element) -> None:
    kind = element.get(_XSI_TYPE)
    draft.fields["struktur"] = kind.rpartition(":")[2] if kind else None
    for name, child in draft.children(element):
        if name in _STRUCTURE:
            draft.angabe(f"struktur/{_STRUCTURE[name]}", child)
        else:
            draft.unknown(element, child)


_STRUCTURE = {
    "leistungsobjektID": "leistungsobjektID",
    "verrichtung": "verrichtung",
    "verrichtungLeika": "verrichtung",
    "verrichtungsdetail": "verrichtungsdetail",
    "leistungsgruppierung": "leistungsgruppierung",
    "leistungsgruppierungLeika": "leistungsgruppierung",
}


def _key(draft: Draft, element: etree._Element) -> None:
    """The Leistungsschlüssel: a code in 2.2, an Identifikator in 2.3.1."""
    draft.angabe("referenzLeistungsschluessel", element)


def _secondary(draft: Draft, element: etree._Element) -> None:
    draft.angabe("idSekundaer", element)
    if element.get("schemeID") == "LEIKA_SCHLUESSEL":
        draft.fields.setdefault("leika", text_of(element))


def _sdg(draft: Draft, element: etree._Element) -> None:
    for name, child in draft.children(element):
        if name in ("informationsbereichSDG1", "informationsbereichSDG2"):
            draft.angabe(name, child)
        else:
            draft.unknown(element, child)


def _names_of_unit(draft: Draft, element: etree._Element) -> None:
    """The name of an Organisationseinheit, which holds names in several languages."""
    if not len(element):
        draft.angabe("name", element)
        return
    for name, child in draft.children(element):
        if name in ("name", "kurzbezeichnung"):
            draft.angabe(name, child)
        else:
            draft.unknown(element, child)


_ADDRESS = {"strasse": 1, "hausnummer": 2, "postfach": 3, "postleitzahl": 4, "ort": 5}
_KODIERUNG = {"bundesland": 6, "gemeindeschluessel": 7, "regionalschluessel": 8}


def _address(draft: Draft, element: etree._Element) -> None:
    row: Row = [None] * 9
    for name, child in draft.children(element):
        if name == "typ":
            row[0] = draft.code(child, _CODES["anschrift/typ"])[0]
        elif name in _ADDRESS:
            row[_ADDRESS[name]] = draft.text(child)
        elif name == "verwaltungspolitischeKodierung":
            for part in child:
                place = draft.batch.name(part)
                if place in _KODIERUNG:
                    row[_KODIERUNG[place]] = draft.code(part)[0]
                elif place in _CODING:
                    draft.angabe(f"anschrift/{place}", part)
                else:
                    draft.unknown(child, part)
        else:
            draft.unknown(element, child)
    draft.anschriften.append(row)


def _communication(draft: Draft, element: etree._Element) -> None:
    row: Row = [None, None]
    for name, child in draft.children(element):
        if name == "kanal":
            row[0] = draft.code(child)[0]
        elif name == "kennung":
            row[1] = draft.text(child)
        else:
            draft.unknown(element, child)
    draft.wege.append(row)


def _area(draft: Draft, element: etree._Element) -> None:
    _, text, scheme = draft.reference(element)
    draft.gebiete.append([text, scheme])


def _member(draft: Draft, element: etree._Element) -> None:
    """A Zuständigkeit that is delivered inside of what it belongs to."""
    member = Draft(draft.batch, "ZU", element)
    member.read(element, ZUSTAENDIGKEIT)
    draft.members.append(member)


_STATE: Handlers = {
    "id": _identifier,
    "idSekundaer": _secondary,
    "versionsinformation": _VERSION,
    "versionsinformationen": _VERSION,
    "gueltigkeit": _validity,
    "sprachversion": _angabe("sprachversion"),
}

LEISTUNG: Handlers = {
    **_STATE,
    "struktur": _structure,
    "referenzLeiKa": _key,
    "referenzLeistungsschluessel": _key,
    "modulText": _module("modulText"),
    "modulTextIndividuell": _module("modulTextIndividuell"),
    "modulFrist": _module("modulFrist", {"frist": _frist("frist")}),
    "modulKosten": _module("modulKosten", {"kosten": _costs}),
    "modulBearbeitungsdauer": _module("modulBearbeitungsdauer", {"bearbeitungsdauer": _frist("bearbeitungsdauer")}),
    "modulAuskunftshinweis": _module("modulAuskunftshinweis"),
    "modulDokument": _module("modulDokument"),
    "modulBegriffImKontext": _module("modulBegriffImKontext"),
    "modulFachlicheFreigabe": _module(
        "modulFachlicheFreigabe", {"fachlichFreigegebenAm": _day("freigegeben_am")}
    ),
    "modulUrsprungsportal": _links("modulUrsprungsportal"),
    "vertrauensniveau": _code("vertrauensniveau"),
    "informationsbereicheSDG": _sdg,
    **_angaben(
        "typisierung leistungsadressat kennzeichenSchriftformerfordernis kennzeichenFormularSchriftformerfordernis"
        " kennzeichenFormularPersoenlich kennzeichenFormularFormlos kategorie klassifizierung informationsbereichSDG"
        " gueltigkeitGebietID kennzeichenEA durchfuehrbarEinheitlicheStelle relevantFuerWirtschaftszweig"
        " relevantFuerRechtsform relevantFuerStaatsangehoerigkeit relevantFuer statusKatalog statusBibliothek"
        " detailstufe bezugsortTyp idLeistungImKontext leistungImKontextID idProzess prozessID herausgeber"
    ),
}  # fmt: skip
SPEZIALISIERUNG: Handlers = {**LEISTUNG, "leistungID": _refers_to("leistung")}
ORGANISATIONSEINHEIT: Handlers = {
    **_STATE,
    "name": _names_of_unit,
    "anschrift": _address,
    "kommunikation": _communication,
    "zustaendigkeit": _member,
    **_angaben("beschreibung infoOeffnungszeitenText"),
}
ONLINEDIENST: Handlers = {
    **_STATE,
    "bezeichnung": _angabe("bezeichnung"),
    "link": _links("link"),
    "vertrauensniveau": _code("vertrauensniveau"),
    "zustaendigkeit": _member,
}
ZUSTAENDIGKEIT: Handlers = {
    **_STATE,
    "leistungID": _refers_to("leistung"),
    "gebietID": _area,
    "rolle": _code("rolle"),
}
FORMULAR: Handlers = {
    **_STATE,
    "link": _links("link"),
    "zustaendigkeit": _member,
    **_angaben("bezeichnung beschreibung"),
}


class _LocalNames(dict[str, str]):
    """Local names by full name, worked out once."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = local_name(tag)
        return name


class Batch:
    """What a batch of units is read into. `redaktion` is taken for identifiers that name none."""

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

    def draft(self, letters: str, element: etree._Element) -> Draft:
        """Read one object."""
        draft = Draft(self, letters, element)
        draft.read(element, _HANDLERS[letters])
        return draft


_HANDLERS: Mapping[str, Handlers] = {
    "LB": LEISTUNG,
    "SP": SPEZIALISIERUNG,
    "OE": ORGANISATIONSEINHEIT,
    "OD": ONLINEDIENST,
    "ZU": ZUSTAENDIGKEIT,
    "FO": FORMULAR,
}
# Elements that hold an object, as children of a unit or as units themselves.
OBJECTS = {
    "leistung": "LB",
    "spezialisierung": "SP",
    "organisationseinheit": "OE",
    "onlinedienst": "OD",
    "zustaendigkeit": "ZU",
    "formular": "FO",
}
# `loesche` names classes; the letters of their identifiers.
DELETED = {
    "Leistung": "LB",
    "LeistungSpezialisierung": "SP",
    "Organisationseinheit": "OE",
    "Onlinedienst": "OD",
    "Zustaendigkeit": "ZU",
    "Formular": "FO",
}


def german(texts: list[tuple[str | None, str | None]]) -> str | None:
    """The first German text of those in several languages (`de`, `de-DE`), else the first without a language."""
    chosen = [text for language, text in texts if text and (language or "").lower().partition("-")[0] == "de"]
    return next(iter(chosen), next((text for language, text in texts if text and not language), None))


def is_key(text: str | None) -> bool:
    """Whether a text is a Leistungsschlüssel."""
    return text is not None and keys.is_leistungsschluessel(text)
