"""Elements of XDatenfelder 2.0 and 3.0.0: the children that are known, the codes, the records they become.

Sources: the model of XDatenfelder 2.0 and the structure of published XDatenfelder 3.0.0 schemas.
"""

import json
from typing import NamedTuple

from lxml import etree

from catalogue.keys import long_id
from catalogue.records.fim import Datenfeld, Datenfeldgruppe, DatenfeldWert, Datenregel, Datenschema, Dokumentsteckbrief
from importers.fim.documents import DocumentCollector, ElementContent, ObjectKey, lines, profile_id, text_of


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GENERAL = _names(
    "identifikation name bezeichnung bezeichnungEingabe bezeichnungAusgabe beschreibung definition bezug status"
    " freigabestatus statusGesetztAm statusGesetztDurch gueltigAb gueltigBis fachlicherErsteller versionshinweis"
    " freigabedatum veroeffentlichungsdatum letzteAenderung stichwort relation hilfetext"
)
_ELEMENT = _GENERAL | _names("schemaelementart hilfetextEingabe hilfetextAusgabe regel")
_PROFILE = _GENERAL | _names("isReferenz istAbstrakt dokumentart")
_CODED = _names("code name")

# What is read below these, or left out on purpose: names of editors, the message's own number and time.
KNOWN = {
    "xdatenfelder.dokumentsteckbrief.0101": _names("header dokumentsteckbrief dokumentensteckbrief"),
    "xdatenfelder.stammdatenschema.0102": _names("header stammdatenschema"),
    "xdatenfelder.datenfeldgruppe.0103": _names("header datenfeldgruppe"),
    "xdatenfelder.datenfeld.0104": _names("header datenfeld"),
    "header": _names("nachrichtID erstellungszeitpunkt referenzID"),
    "stammdatenschema": _GENERAL
    | _names(
        "ableitungsmodifikationenStruktur ableitungsmodifikationenRepraesentation dokumentsteckbrief regel struktur"
    ),
    "datenfeldgruppe": _ELEMENT | _names("struktur art"),
    "datenfeld": _ELEMENT
    | _names(
        "feldart datentyp praezisierung inhalt vorbefuellung werte codelisteReferenz codeKey nameKey helpKey maxSize"
        " mediaType"
    ),
    "regel": _GENERAL | _names("freitextRegel typ script skript fachlicherErsteller"),
    # In a Stammdatenschema only a reference, in a document of its own the object.
    "dokumentsteckbrief": _PROFILE | _names("id version"),
    "dokumentensteckbrief": _PROFILE,
    "identifikation": _names("id version"),
    "struktur": _names("anzahl bezug enthaelt"),
    "enthaelt": _names("datenfeld datenfeldgruppe"),
    "relation": _names("praedikat objekt"),
    "objekt": _names("id version"),
    "werte": _names("wert"),
    "wert": _names("code name hilfe"),
    "codelisteReferenz": _names(
        "identifikation genericodeIdentification canonicalIdentification version canonicalVersionUri"
    ),
    "genericodeIdentification": _names("canonicalIdentification version canonicalVersionUri"),
    **dict.fromkeys(
        _names(
            "status freigabestatus schemaelementart feldart datentyp vorbefuellung typ praedikat art dokumentart"
            " ableitungsmodifikationenStruktur ableitungsmodifikationenRepraesentation"
        ),
        _CODED,
    ),
    **dict.fromkeys(
        _names(
            "id version name bezeichnung bezeichnungEingabe bezeichnungAusgabe beschreibung definition bezug anzahl"
            " hilfetext hilfetextEingabe hilfetextAusgabe versionshinweis freitextRegel script skript inhalt"
            " praezisierung stichwort letzteAenderung canonicalIdentification canonicalVersionUri maxSize mediaType"
            " codeKey nameKey helpKey"
        ),
        frozenset[str](),
    ),
}
SEVERAL = _names("bezug stichwort relation regel struktur datenfeld datenfeldgruppe werte wert mediaType")
ATTRIBUTES = {
    "bezug": _names("link"),
    "stichwort": _names("uri"),
    "praezisierung": _names("minLength maxLength minValue maxValue pattern"),
}

FELDARTEN = _names("input select label hidden locked")
DATENTYPEN = _names("text text_latin date time datetime bool num num_int num_currency file obj")
SCHEMAELEMENTARTEN = _names("ABS HAR RNG")
FREIGABESTATUS = _names("1 2 3 4 5 6 7 8")
STATUS = _names("inVorbereitung aktiv inaktiv")
# Komplex, Multiplizität, Validierung, Berechnung.
REGELTYPEN = _names("K M V B")
VORBEFUELLUNGEN = _names("keine optional verpflichtend")


def identity(content: ElementContent) -> tuple[str | None, str]:
    """Identifier and version of an object; the version is '' where there is none."""
    named = content.get("identifikation")
    return named.text("id"), named.text("version") or ""


def label(content: ElementContent, identifier: str) -> str:
    """The name of a group or field as a form shows it."""
    return content.text("bezeichnungEingabe", "bezeichnung", "name") or identifier


def _bezug(content: ElementContent) -> str | None:
    """Legal grounds with their links, one a line."""
    return lines(" ".join(filter(None, (text_of(b), b.get("link")))) for b in content.all("bezug"))


def _keywords(content: ElementContent) -> str | None:
    return lines(": ".join(filter(None, (word.get("uri"), text_of(word)))) for word in content.all("stichwort"))


def _status(content: ElementContent, collector: DocumentCollector) -> str | None:
    return collector.code(content, "freigabestatus", FREIGABESTATUS) or collector.code(content, "status", STATUS)


def _stand(content: ElementContent) -> str | None:
    return content.text("letzteAenderung", "veroeffentlichungsdatum", "freigabedatum")


def schema(
    content: ElementContent, key: ObjectKey, standard: str, collector: DocumentCollector, fields: int, harmonised: int
) -> Datenschema:
    """A Stammdatenschema; `fields` and `harmonised` count the places of all and of harmonised fields in it."""
    return Datenschema(
        id=key.id,
        version=key.version,
        id_xdf3=long_id(key.id),
        name=content.text("name"),
        bezeichnung=content.text("bezeichnung", "bezeichnungEingabe", "name"),
        beschreibung=content.text("beschreibung"),
        definition=content.text("definition"),
        hilfetext=content.text("hilfetext"),
        bezug=_bezug(content),
        stichwoerter=_keywords(content),
        dokumentsteckbrief=profile_id(content.get("dokumentsteckbrief").text("id")),
        freigabestatus=_status(content, collector),
        versionshinweis=content.text("versionshinweis"),
        felder=fields,
        harmonisierte_felder=harmonised,
        standard=standard,
        stand=_stand(content),
    )


def profile(content: ElementContent, key: ObjectKey, standard: str, collector: DocumentCollector) -> Dokumentsteckbrief:
    """A Dokumentsteckbrief; its Dokumentart is a code in XDatenfelder 3 and a text in 2."""
    return Dokumentsteckbrief(
        id=key.id,
        version=key.version,
        id_xdf3=long_id(key.id),
        name=content.text("name"),
        bezeichnung=content.text("bezeichnung", "bezeichnungEingabe", "name"),
        beschreibung=content.text("beschreibung"),
        definition=content.text("definition"),
        hilfetext=content.text("hilfetext"),
        bezug=_bezug(content),
        stichwoerter=_keywords(content),
        dokumentart=content.code("dokumentart"),
        freigabestatus=_status(content, collector),
        versionshinweis=content.text("versionshinweis"),
        standard=standard,
        stand=_stand(content),
    )


def group(content: ElementContent, key: ObjectKey, standard: str, collector: DocumentCollector) -> Datenfeldgruppe:
    """A group of fields, without what it contains."""
    return Datenfeldgruppe(
        id=key.id,
        version=key.version,
        id_xdf3=long_id(key.id),
        name=content.text("name"),
        bezeichnung=content.text("bezeichnungEingabe", "bezeichnung"),
        bezeichnung_ausgabe=content.text("bezeichnungAusgabe"),
        beschreibung=content.text("beschreibung"),
        definition=content.text("definition"),
        hilfetext=content.text("hilfetextEingabe", "hilfetext"),
        hilfetext_ausgabe=content.text("hilfetextAusgabe"),
        bezug=_bezug(content),
        stichwoerter=_keywords(content),
        schemaelementart=collector.code(content, "schemaelementart", SCHEMAELEMENTARTEN),
        gruppenart=content.code("art"),
        freigabestatus=_status(content, collector),
        versionshinweis=content.text("versionshinweis"),
        standard=standard,
        stand=_stand(content),
    )


def datenfeld(content: ElementContent, key: ObjectKey, standard: str, collector: DocumentCollector) -> Datenfeld:
    """A field; the code list's place in the document differs between the versions."""
    urn, version = _codelist(content.get("codelisteReferenz"))
    return Datenfeld(
        id=key.id,
        version=key.version,
        id_xdf3=long_id(key.id),
        name=content.text("name"),
        bezeichnung=content.text("bezeichnungEingabe", "bezeichnung"),
        bezeichnung_ausgabe=content.text("bezeichnungAusgabe"),
        beschreibung=content.text("beschreibung"),
        definition=content.text("definition"),
        hilfetext=content.text("hilfetextEingabe", "hilfetext"),
        hilfetext_ausgabe=content.text("hilfetextAusgabe"),
        bezug=_bezug(content),
        stichwoerter=_keywords(content),
        feldart=collector.code(content, "feldart", FELDARTEN),
        datentyp=collector.code(content, "datentyp", DATENTYPEN),
        schemaelementart=collector.code(content, "schemaelementart", SCHEMAELEMENTARTEN),
        praezisierung=_precision(content),
        inhalt=content.text("inhalt"),
        vorbefuellung=collector.code(content, "vorbefuellung", VORBEFUELLUNGEN),
        codeliste_urn=urn,
        codeliste_version=version,
        codeliste_code=content.text("codeKey"),
        codeliste_name=content.text("nameKey"),
        codeliste_hilfe=content.text("helpKey"),
        max_groesse=content.text("maxSize"),
        dateiarten=content.texts("mediaType"),
        freigabestatus=_status(content, collector),
        versionshinweis=content.text("versionshinweis"),
        standard=standard,
        stand=_stand(content),
    )


def _precision(content: ElementContent) -> str | None:
    """XDatenfelder 2 writes JSON, XDatenfelder 3 attributes; the latter become the same JSON."""
    text = content.text("praezisierung")
    if text is None and content.all("praezisierung"):
        attributes = {str(name): str(value) for name, value in content.all("praezisierung")[0].attrib.items()}
        return json.dumps(attributes, ensure_ascii=False) if attributes else None
    return text


def _codelist(reference: ElementContent) -> tuple[str | None, str | None]:
    """URN and version; where the version is missing it is what the version's URN has after the URN."""
    named = reference.get("genericodeIdentification") if reference.all("genericodeIdentification") else reference
    urn, version = named.text("canonicalIdentification"), named.text("version")
    whole = named.text("canonicalVersionUri")
    if version is None and urn is not None and whole is not None and whole.startswith(f"{urn}_"):
        version = whole.removeprefix(f"{urn}_") or None
    return urn, version


def values(content: ElementContent, key: ObjectKey) -> list[DatenfeldWert]:
    """The values that a field lists itself."""
    found = [ElementContent(value) for listed in content.all("werte") for value in ElementContent(listed).all("wert")]
    return [
        DatenfeldWert(*key, position, value.text("code"), value.text("name"), value.text("hilfe"))
        for position, value in enumerate(found, start=1)
    ]


def rule(content: ElementContent, key: ObjectKey, standard: str, collector: DocumentCollector) -> Datenregel:
    """A rule; XDatenfelder 2 has its words in `definition` and calls its script otherwise than 3."""
    return Datenregel(
        id=key.id,
        version=key.version,
        id_xdf3=long_id(key.id),
        name=content.text("name"),
        beschreibung=content.text("beschreibung"),
        freitext=content.text("freitextRegel", "definition"),
        skript=content.text("skript", "script"),
        typ=collector.code(content, "typ", REGELTYPEN),
        bezug=_bezug(content),
        stichwoerter=_keywords(content),
        standard=standard,
        stand=_stand(content),
    )


class ObjectRelation(NamedTuple):
    """A relation to another object, e.g. ABL (derived from)."""

    praedikat: str
    objekt_id: str
    objekt_version: str


def relation(element: etree._Element) -> ObjectRelation | None:
    """The relation that an element stands for; None where it names no predicate or no object."""
    content = ElementContent(element)
    other = content.get("objekt")
    predicate, identifier = content.code("praedikat"), other.text("id")
    return ObjectRelation(predicate, identifier, other.text("version") or "") if predicate and identifier else None


def ground(element: etree._Element) -> tuple[str | None, str | None]:
    """Multiplicity and legal grounds of a place in the tree."""
    content = ElementContent(element)
    return content.text("anzahl"), _bezug(content)
