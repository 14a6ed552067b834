"""Records of the municipalities, their Kreise and administrations, and of what their keys were before."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind


class Kreis(NamedTuple):
    """A Landkreis or a kreisfreie Stadt; key: five digits."""

    kreis_ags: str
    name: str | None
    typ: str | None
    sitz: str | None
    stand: str | None


class KreisName(NamedTuple):
    """A Kreis from a list that knows at most its name; fills what is not known yet."""

    kreis_ags: str
    name: str | None
    stand: str | None


class Verwaltung(NamedTuple):
    """Who administers one or more municipalities; key: first nine digits of their ARS."""

    verwaltung_schluessel: str
    name: str | None
    typ: str | None
    sitz: str | None
    kreis_ags: str
    stand: str | None


class VerwaltungName(NamedTuple):
    """An administration from a list that knows only keys; the type follows from the digits."""

    verwaltung_schluessel: str
    name: str | None
    typ: str | None
    kreis_ags: str


class Kommune(NamedTuple):
    """A municipality from the official register; `einwohner` persons, `flaeche_ha` hectares, `stand` YYYY-MM-DD."""

    ags: str
    ars: str
    name: str
    typ: str | None
    kreis: str | None
    kreis_ags: str
    verwaltung: str | None
    verwaltung_schluessel: str
    einwohner: int | None
    flaeche_ha: int | None
    plz: str | None
    lat: float | None
    lon: float | None
    gueltig_bis: str | None
    stand: str | None


class KommuneName(NamedTuple):
    """A municipality from a list that knows only key and name (Regionalschlüssel); fills what follows from them."""

    ags: str
    ars: str
    name: str
    typ: str | None
    kreis: str | None
    kreis_ags: str
    verwaltung: str | None
    verwaltung_schluessel: str
    lat: float | None
    lon: float | None
    gueltig_bis: str | None
    stand: str | None


class KommuneAlt(NamedTuple):
    """A dissolved municipality; `nachfolger_ags` only where exactly one took it over.

    `gueltig_bis` is its last day or, where that is not known, the first register that lacks it; a day once known stays.
    """

    ags: str
    name: str
    gueltig_bis: str | None
    nachfolger_ags: str | None


class Schluessel(NamedTuple):
    """An AGS or ARS, present or past, and the AGS it leads to today."""

    schluessel: str
    ags: str
    art: str
    gueltig_bis: str | None
    quelle: str


class Nachfolger(NamedTuple):
    """A dissolved municipality and one that took it over."""

    ags_alt: str
    ags_neu: str
    seit: str | None
    art: str | None
    quelle: str | None


KINDS: Kinds = {
    Kreis: RecordKind("kreise"),
    KreisName: RecordKind("kreise", fill=frozenset({"name", "stand"})),
    Verwaltung: RecordKind("verwaltungen"),
    VerwaltungName: RecordKind("verwaltungen", fill=frozenset({"name", "typ", "kreis_ags"})),
    # Before the complete set, so that a municipality whose last day is known does not get the day of the import.
    KommuneAlt: RecordKind("kommunen", fill=frozenset({"gueltig_bis"})),
    Kommune: RecordKind("kommunen", gone="gueltig_bis"),
    KommuneName: RecordKind("kommunen", fill=frozenset({"typ", "kreis", "verwaltung"}), gone="gueltig_bis"),
    Schluessel: RecordKind("gebietsschluessel", key_length=2, gone="gueltig_bis"),
    Nachfolger: RecordKind("kommune_nachfolger", key_length=2),
}
