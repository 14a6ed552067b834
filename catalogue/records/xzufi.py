"""Record types of XZuFi; as in `catalogue.records` the key comes first, then the columns that the kind owns.

Identifiers are spelled as PVOG does: `<Redaktion>.<class>.<id>`. Parts belong to the object whose identifier they start
with. `angaben` is what an object says several times or below other elements: a JSON array of arrays of seven (element
with the way to it, value, name of a code, list or scheme, its version, agency, language).
"""

from collections.abc import Mapping
from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind
from catalogue.records.leistungen import LeistungDetail


class RegisteredObject(NamedTuple):
    """An object as it was delivered, for the register of objects.

    `klasse` is its class in letters (`KLASSEN`), `pruefsumme` the checksum of the unit that it was delivered in, None
    where that held more than this object; `enthalten_in` is the object that it was delivered in; `gone` says that it is
    to be deleted.
    """

    id: str
    redaktion: str
    klasse: str
    pruefsumme: str | None
    enthalten_in: str | None
    gone: bool


class XzufiLeistung(NamedTuple):
    """A Leistungsbeschreibung with what XZuFi says of it; `leistungsschluessel` is the first that it names (others
    are `WeitereLeistung`), `sdg` and the like are codes with blanks between them."""

    id: str
    redaktion: str
    leistungsschluessel: str | None
    bezeichnung: str | None
    quelle: str
    struktur: str | None
    vertrauensniveau: str | None
    freigegeben_am: str | None
    typisierung: str | None
    adressaten: str | None
    lagen: str | None
    sdg: str | None
    gebiete: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    erstellt: str | None
    geaendert: str | None
    fassung: str | None
    angaben: str | None


class Spezialisierung(NamedTuple):
    """Addition of a Redaktion to the Leistungsbeschreibung of another."""

    id: str
    redaktion: str
    leistung_id: str | None
    bezeichnung: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    erstellt: str | None
    geaendert: str | None
    fassung: str | None
    angaben: str | None


class Organisationseinheit(NamedTuple):
    """An authority or one of its offices."""

    id: str
    redaktion: str
    name: str | None
    kurzbezeichnung: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    erstellt: str | None
    geaendert: str | None
    fassung: str | None
    angaben: str | None


class XzufiOnlinedienst(NamedTuple):
    """An online service; `url` and `url_gemeldet` as in `catalogue.records.Onlinedienst`."""

    id: str
    redaktion: str
    bezeichnung: str | None
    url: str | None
    url_gemeldet: str | None
    vertrauensniveau: str | None
    quelle: str
    angaben: str | None


class Zustaendigkeit(NamedTuple):
    """Who or what (`objekt_id`) is responsible or valid for a Leistungsbeschreibung."""

    id: str
    redaktion: str
    art: str | None
    objekt_id: str | None
    leistung_id: str | None
    rolle: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    erstellt: str | None
    geaendert: str | None
    fassung: str | None
    angaben: str | None


class Formular(NamedTuple):
    """A form, as far as known."""

    id: str
    redaktion: str
    bezeichnung: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    erstellt: str | None
    geaendert: str | None
    fassung: str | None
    angaben: str | None


class WeitereLeistung(NamedTuple):
    """A Leistung that a description names after its first; `position` from 1."""

    objekt_id: str
    position: int
    leistungsschluessel: str


class Leistungstext(NamedTuple):
    """A text in one language; `teil` is the position of the Frist or Kosten that it explains."""

    objekt_id: str
    position: int
    art: str
    modul: str | None
    bezeichnung: str | None
    sprache: str | None
    inhalt: str | None
    teil: int | None
    darstellung: str | None
    zugangskanal: str | None


class Objektlink(NamedTuple):
    """A link in an object, as delivered."""

    objekt_id: str
    position: int
    art: str
    modul: str | None
    typ: str | None
    uri: str | None
    url: str | None
    titel: str | None
    beschreibung: str | None
    sprache: str | None
    darstellung: str | None


class Leistungsfrist(NamedTuple):
    """A Frist or Bearbeitungsdauer: a duration with units, or days of the calendar."""

    objekt_id: str
    position: int
    art: str
    typ: str | None
    dauer: str | None
    einheit: str | None
    dauer_bis: str | None
    einheit_bis: str | None
    von: str | None
    bis: str | None
    darstellung: str | None
    zugangskanal: str | None


class Leistungskosten(NamedTuple):
    """Costs: `art` is fix, frei or variabel; amounts as delivered."""

    objekt_id: str
    position: int
    typ: str | None
    art: str | None
    betrag: str | None
    betrag_bis: str | None
    waehrung: str | None
    vorkasse: str | None
    darstellung: str | None
    zugangskanal: str | None


class Anschrift(NamedTuple):
    """An address of an Organisationseinheit."""

    objekt_id: str
    position: int
    typ: str | None
    strasse: str | None
    hausnummer: str | None
    postfach: str | None
    plz: str | None
    ort: str | None
    land: str | None
    ags: str | None
    ars: str | None


class Kommunikationsweg(NamedTuple):
    """A way to reach an Organisationseinheit: telephone, mail and the like."""

    objekt_id: str
    position: int
    kanal: str | None
    kennung: str | None


class Zustaendigkeitsgebiet(NamedTuple):
    """An area that a Zuständigkeit is valid for."""

    zustaendigkeit_id: str
    position: int
    gebiet: str | None
    schema: str | None


# Class of an object by the letters in its identifier.
KLASSEN = {
    "LB": ("Leistung", XzufiLeistung),
    "SP": ("Spezialisierung", Spezialisierung),
    "OE": ("Organisationseinheit", Organisationseinheit),
    "OD": ("Onlinedienst", XzufiOnlinedienst),
    "ZU": ("Zuständigkeit", Zustaendigkeit),
    "FO": ("Formular", Formular),
}


def _registered(table: str) -> RecordKind:
    return RecordKind(table, gone="verschwunden_am", registered=True)


def _sighted(table: str, logged: tuple[str, ...], logged_for: Mapping[str, str]) -> RecordKind:
    return RecordKind(
        table,
        fill=frozenset({"quelle"}),
        gone="verschwunden_am",
        sightings=True,
        registered=True,
        logged=logged,
        logged_for=logged_for,
    )


_OBJECTS = tuple(record_type for _, record_type in KLASSEN.values())
_DESCRIBED = (XzufiLeistung, Spezialisierung, LeistungDetail)

KINDS: Kinds = {
    XzufiLeistung: _sighted(
        "leistungsbeschreibungen", ("bezeichnung",), {"leistungsschluessel": "leistungsschluessel"}
    ),
    Spezialisierung: _registered("spezialisierungen"),
    Organisationseinheit: _registered("organisationseinheiten"),
    XzufiOnlinedienst: _sighted("onlinedienste", ("bezeichnung", "url"), {"onlinedienst_id": "id"}),
    Zustaendigkeit: _registered("xzufi_zustaendigkeiten"),
    Formular: _registered("formulare"),
    WeitereLeistung: RecordKind("weitere_leistungen", key_length=2, part_of=(XzufiLeistung, LeistungDetail)),
    Leistungstext: RecordKind("leistungstexte", key_length=2, part_of=_DESCRIBED),
    Leistungsfrist: RecordKind("leistungsfristen", key_length=2, part_of=_DESCRIBED),
    Leistungskosten: RecordKind("leistungskosten", key_length=2, part_of=_DESCRIBED),
    Objektlink: RecordKind("objektlinks", key_length=2, part_of=(*_OBJECTS, LeistungDetail)),
    Anschrift: RecordKind("anschriften", key_length=2, part_of=(Organisationseinheit,)),
    Kommunikationsweg: RecordKind("kommunikationswege", key_length=2, part_of=(Organisationseinheit,)),
    Zustaendigkeitsgebiet: RecordKind("zustaendigkeitsgebiete", key_length=2, part_of=(Zustaendigkeit,)),
}
