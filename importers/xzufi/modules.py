"""The modules of a Leistung in XZuFi: texts, links, Fristen and Kosten, each with a table of its own."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from lxml import etree

from catalogue.records.xzufi import Leistungskosten
from catalogue.weblinks import is_web_link
from importers.xzufi.draft import (
    CODES,
    LINK_MODUL,
    LONG,
    MODULES,
    PERSONS,
    Handler,
    Handlers,
    ObjectDraft,
    Row,
    is_a_day,
    markup_of,
    names_in,
    text_of,
)


def link(draft: ObjectDraft, element: etree._Element, art: str, modul: str | None) -> Row:
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


def links(art: str) -> Handler:
    """The handler of a link that belongs to no module."""

    def read(draft: ObjectDraft, element: etree._Element) -> None:
        draft.links.append(link(draft, element, art, None))

    return read


class _Module:
    """A module of a Leistung while it is read; what it says of itself counts for all that it holds."""

    __slots__ = ("_before", "art", "bezeichnung", "darstellung", "draft", "kanal", "modul", "texts")

    def __init__(self, draft: ObjectDraft, art: str) -> None:
        self.draft = draft
        self.art = art
        self.modul: str | None = None
        self.bezeichnung: str | None = None
        self.darstellung: str | None = None
        self.kanal: str | None = None
        self.texts: list[tuple[str | None, str | None]] = []
        self._before = len(draft.links), len(draft.texts), len(draft.fristen), len(draft.kosten)

    def text(self, element: etree._Element) -> None:
        """Take a text in one language."""
        self.draft.attributes(element)
        self.texts.append((element.get("languageCode"), markup_of(element)))

    def code(self, element: etree._Element) -> None:
        """Read which module it is."""
        self.modul, self.bezeichnung = self.draft.code(element)
        if self.art == "modulText" and self.modul not in MODULES:
            self.draft.warn(
                "modul",
                f"Der Code „{(self.modul or '')[:LONG]}“ eines Textmoduls ist nicht bekannt; er wurde übernommen, wie "
                "er da steht.",
                element,
            )

    def more(self, element: etree._Element) -> None:
        """Take a link to more."""
        self.draft.links.append(link(self.draft, element, self.art, None))

    def order(self, element: etree._Element) -> None:
        """Read at which place it is to be shown."""
        self.darstellung = self.draft.text(element)

    def channel(self, element: etree._Element) -> None:
        """Read the channel that it is valid for."""
        self.kanal = self.draft.code(element, CODES["zugangskanal"])[0]

    def finish(self) -> None:
        """Complete the rows with what counts for all of the module."""
        draft = self.draft
        links, texts, fristen, kosten = self._before
        if self.modul is not None:
            for row in draft.links[links:]:
                row[LINK_MODUL] = self.modul
        if self.kanal is not None:
            for row in (*draft.texts[texts:], *draft.fristen[fristen:], *draft.kosten[kosten:]):
                row[-1] = self.kanal  # what all three end with
        if not self.texts and self.modul is not None and links == len(draft.links):
            self.texts.append((None, None))
        for language, text in self.texts:
            draft.texts.append(
                [self.art, self.modul, self.bezeichnung, language, text, None, self.darstellung, self.kanal]
            )


_PARTS: Mapping[str, Callable[[_Module, etree._Element], None]] = {
    "inhalt": _Module.text,
    "beschreibung": _Module.text,
    "leikaTextmodul": _Module.code,
    "individuellesTextmodultyp": _Module.code,
    "weiterfuehrenderLink": _Module.more,
    "positionDarstellung": _Module.order,
    "zugangskanal": _Module.channel,
}


def module(art: str, own: Handlers | None = None) -> Handler:
    """The handler of a module with texts and links, and in some with `own` content."""
    handlers: Handlers = own or {}

    def read(draft: ObjectDraft, element: etree._Element) -> None:
        found = _Module(draft, art)
        draft.attributes(element)
        names = draft.batch.names
        for child in element:
            name = names[child.tag]  # type: ignore[index]
            part = _PARTS.get(name)
            if part is not None:
                part(found, child)
            elif name in handlers:
                handlers[name](draft, child)
            elif name in _ANGABEN:
                draft.angabe(f"{art}/{name}", child)
            elif name not in PERSONS:
                draft.unknown(element, child)
        found.finish()

    return read


_ANGABEN = names_in(
    "id idSekundaer gueltigkeit leikaTextmodulAbweichendeBezeichnung begriffImKontext fachlichFreigegebenDurch"
    " dokumentEingehend dokumentAusgehend beschreibungEingehend beschreibungAusgehend"
)


def _leaves(draft: ObjectDraft, element: etree._Element, known: frozenset[str], values: dict[str, str | None]) -> None:
    """Texts and codes of these names anywhere below; texts in several languages are left to the caller."""
    for name, child in draft.children(element):
        if name in known:
            draft.fill(values, name, draft.code(child)[0], child)
        elif len(child):
            _leaves(draft, child, known, values)
        else:
            draft.unknown(element, child)


_SELECTION = names_in("dauer einheit dauerBis einheitBis von bis")


def frist(art: str) -> Handler:
    """The handler of a Frist or Bearbeitungsdauer: a duration with units, or days of the calendar."""

    def read(draft: ObjectDraft, element: etree._Element) -> None:
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
                    f"„{day[:LONG]}“ ist kein Tag im Kalender; die Angabe wurde übernommen, wie sie da steht.",
                    element,
                )
        taken = [values.get(name) for name in ("typ", "dauer", "einheit", "dauerBis", "einheitBis", "von", "bis")]
        draft.fristen.append([art, *taken, values.get("positionDarstellung"), None])

    return read


def _amount(draft: ObjectDraft, element: etree._Element) -> tuple[str | None, str | None]:
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


_KOSTEN = Leistungskosten._fields[2:]


def costs(draft: ObjectDraft, element: etree._Element) -> None:
    """Read costs: fixed, none, or a range."""
    art = "kosten"
    number = len(draft.kosten) + 1
    values: dict[str, str | None] = {}
    for name, child in draft.children(element):
        if name == "typ":
            values["typ"] = draft.code(child)[0]
        elif name == "kostenauswahl":
            _choice(draft, child, values, number)
        elif name == "vorkasse":
            values["vorkasse"] = draft.text(child)
        elif name == "positionDarstellung":
            values["darstellung"] = draft.text(child)
        elif name == "beschreibung":
            draft.texts.append([art, None, None, child.get("languageCode"), markup_of(child), number, None, None])
        elif name == "linkKostenbildung":
            draft.links.append(link(draft, child, "linkKostenbildung", None))
        elif name == "gueltigkeit":
            draft.angabe(f"{art}/gueltigkeit", child)
        else:
            draft.unknown(element, child)
    draft.kosten.append([values.get(name) for name in _KOSTEN])


def _choice(draft: ObjectDraft, element: etree._Element, values: dict[str, str | None], number: int) -> None:
    """Fixed amount, none, or a range, with the words that go with it."""
    for name, child in draft.children(element):
        if name in ("betrag", "betragUntergrenze"):
            values["art"] = "fix" if name == "betrag" else "variabel"
            amount, values["waehrung"] = _amount(draft, child)
            draft.fill(values, "betrag", amount, child)
        elif name == "betragObergrenze":
            values["art"] = "variabel"
            values["betrag_bis"], currency = _amount(draft, child)
            values["waehrung"] = values.get("waehrung") or currency
        elif name in ("beschreibungVariabilitaet", "beschreibungKostenfreiheit"):
            values["art"] = "frei" if name == "beschreibungKostenfreiheit" else "variabel"
            draft.texts.append([name, None, None, child.get("languageCode"), markup_of(child), number, None, None])
        elif len(child):
            _choice(draft, child, values, number)
        else:
            draft.unknown(element, child)
