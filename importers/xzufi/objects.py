"""The meaning of XZuFi's elements: objects of all versions become the same records, whatever each calls them.

Elements that occur once and are asked for become columns, texts, links, Fristen and Kosten have tables of their own,
everything else that the reference names becomes an `Objektangabe` under its name in XZuFi 2.3.1. What is not known is
reported, not stored. Names of those who edited an object are left out.

Source: element reference of XZuFi 2.1.0, 2.2.0 and 2.3.1, and the model of the FIM portal (OpenAPI v0.24.0).
"""

from collections.abc import Mapping

from lxml import etree

from catalogue import keys
from catalogue.records.xzufi import Anschrift
from importers.xzufi.draft import CODES, CODING, RENAMED, XSI_TYPE, Batch, Handler, Handlers, ObjectDraft, text_of
from importers.xzufi.modules import costs, frist, links, module


def _identifier(draft: ObjectDraft, element: etree._Element) -> None:
    agency, text, scheme = draft.reference(element)
    draft.redaktion = agency or draft.batch.redaktion
    draft.fields["scheme"] = scheme
    if text is not None and draft.redaktion is not None:
        draft.id = f"{draft.redaktion}.{draft.letters}.{text}"
    draft.put("id", text, element)


def _column(name: str) -> Handler:
    def read(draft: ObjectDraft, element: etree._Element) -> None:
        draft.put(name, draft.text(element), element)

    return read


def _day(name: str) -> Handler:
    def read(draft: ObjectDraft, element: etree._Element) -> None:
        draft.put(name, draft.day(element), element)

    return read


def _code(name: str) -> Handler:
    known = CODES.get(name)

    def read(draft: ObjectDraft, element: etree._Element) -> None:
        draft.put(name, draft.code(element, known)[0], element)

    return read


def _angabe(name: str) -> Handler:
    def read(draft: ObjectDraft, element: etree._Element) -> None:
        draft.angabe(name, element)

    return read


def _angaben(names: str) -> dict[str, Handler]:
    """Handlers that keep these elements as Objektangaben, under the name they have in 2.3.1."""
    return {name: _angabe(RENAMED.get(name, name)) for name in names.split()}


def _refers_to(name: str) -> Handler:
    def read(draft: ObjectDraft, element: etree._Element) -> None:
        draft.put(name, draft.reference(element), element)

    return read


def _below(name: str, handlers: Handlers) -> Handler:
    """Read the children of an element that only holds them together."""

    def read(draft: ObjectDraft, element: etree._Element) -> None:
        draft.read(element, handlers)

    return read


def _validity(draft: ObjectDraft, element: etree._Element) -> None:
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


def _structure(draft: ObjectDraft, element: etree._Element) -> None:
    kind = element.get(XSI_TYPE)
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


def _key(draft: ObjectDraft, element: etree._Element) -> None:
    """The Leistungsschlüssel: a code in 2.2, an Identifikator in 2.3.1."""
    draft.angabe("referenzLeistungsschluessel", element)


def _secondary(draft: ObjectDraft, element: etree._Element) -> None:
    draft.angabe("idSekundaer", element)
    if element.get("schemeID") == "LEIKA_SCHLUESSEL":
        draft.fields.setdefault("leika", []).append(text_of(element))


def _sdg(draft: ObjectDraft, element: etree._Element) -> None:
    for name, child in draft.children(element):
        if name in ("informationsbereichSDG1", "informationsbereichSDG2"):
            draft.angabe(name, child)
        else:
            draft.unknown(element, child)


def _names_of_unit(draft: ObjectDraft, element: etree._Element) -> None:
    """The name of an Organisationseinheit, which holds names in several languages."""
    if not len(element):
        draft.angabe("name", element)
        return
    for name, child in draft.children(element):
        if name in ("name", "kurzbezeichnung"):
            draft.angabe(name, child)
        else:
            draft.unknown(element, child)


# Columns by name of the element.
_ADDRESS = {
    "strasse": "strasse",
    "hausnummer": "hausnummer",
    "postfach": "postfach",
    "postleitzahl": "plz",
    "ort": "ort",
}
_KODIERUNG = {"bundesland": "land", "gemeindeschluessel": "ags", "regionalschluessel": "ars"}
_ANSCHRIFT = Anschrift._fields[2:]


def _address(draft: ObjectDraft, element: etree._Element) -> None:
    values: dict[str, str | None] = {}
    for name, child in draft.children(element):
        if name == "typ":
            draft.fill(values, "typ", draft.code(child, CODES["anschrift/typ"])[0], child)
        elif name in _ADDRESS:
            draft.fill(values, _ADDRESS[name], draft.text(child), child)
        elif name == "verwaltungspolitischeKodierung":
            for part in child:
                place = draft.batch.name(part)
                if place in _KODIERUNG:
                    draft.fill(values, _KODIERUNG[place], draft.code(part)[0], part)
                elif place in CODING:
                    draft.angabe(f"anschrift/{place}", part)
                else:
                    draft.unknown(child, part)
        else:
            draft.unknown(element, child)
    draft.anschriften.append([values.get(name) for name in _ANSCHRIFT])


def _communication(draft: ObjectDraft, element: etree._Element) -> None:
    values: dict[str, str | None] = {}
    identifiers: list[str | None] = []
    for name, child in draft.children(element):
        if name == "kanal":
            draft.fill(values, "kanal", draft.code(child)[0], child)
        elif name == "kennung":
            identifiers.append(draft.text(child))
        else:
            draft.unknown(element, child)
    draft.wege += [[values.get("kanal"), identifier] for identifier in identifiers or [None]]


def _area(draft: ObjectDraft, element: etree._Element) -> None:
    _, text, scheme = draft.reference(element)
    draft.gebiete.append([text, scheme])


def _member(draft: ObjectDraft, element: etree._Element) -> None:
    """A Zuständigkeit that is delivered inside of what it belongs to."""
    member = ObjectDraft(draft.batch, "ZU", element)
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
    "modulText": module("modulText"),
    "modulTextIndividuell": module("modulTextIndividuell"),
    "modulFrist": module("modulFrist", {"frist": frist("frist")}),
    "modulKosten": module("modulKosten", {"kosten": costs}),
    "modulBearbeitungsdauer": module("modulBearbeitungsdauer", {"bearbeitungsdauer": frist("bearbeitungsdauer")}),
    "modulAuskunftshinweis": module("modulAuskunftshinweis"),
    "modulDokument": module("modulDokument"),
    "modulBegriffImKontext": module("modulBegriffImKontext"),
    "modulFachlicheFreigabe": module(
        "modulFachlicheFreigabe", {"fachlichFreigegebenAm": _day("freigegeben_am")}
    ),
    "modulUrsprungsportal": links("modulUrsprungsportal"),
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
    "link": links("link"),
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
    "link": links("link"),
    "zustaendigkeit": _member,
    **_angaben("bezeichnung beschreibung"),
}


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


def read_object(batch: Batch, letters: str, element: etree._Element) -> ObjectDraft:
    """Read one object of the class that the letters of its identifier name."""
    draft = ObjectDraft(batch, letters, element)
    draft.read(element, _HANDLERS[letters])
    return draft


def german(texts: list[tuple[str | None, str | None]]) -> str | None:
    """The first German text of those in several languages (`de`, `de-DE`), else the first without a language."""
    chosen = [text for language, text in texts if text and (language or "").lower().partition("-")[0] == "de"]
    return next(iter(chosen), next((text for language, text in texts if text and not language), None))


def is_key(text: str | None) -> bool:
    """Whether a text is a Leistungsschlüssel."""
    return text is not None and keys.is_leistungsschluessel(text)
