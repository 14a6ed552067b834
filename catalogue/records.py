"""Record types: what an importer yields and the store writes, one named tuple per kind of object.

The key comes first; the remaining fields are the columns that the kind owns. Two sources may own different columns
of the same table, so one never erases what the other knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalogue import fim_records as fim
from catalogue import xzufi_records as xzufi


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


class Leistung(NamedTuple):
    """A Leistung from a LeiKa or OZG catalogue."""

    leistungsschluessel: str
    bezeichnung: str | None
    leistungstyp: str | None
    typisierung: str | None
    ozg_id: str | None
    ozg_leistung: str | None
    themenfeld: str | None
    lage: str | None
    rechtsgrundlagen: str | None
    stand: str | None


class LeistungLeika(NamedTuple):
    """A Leistung from a LeiKa export, which knows nothing of the OZG; the OZG's columns stay as they are."""

    leistungsschluessel: str
    bezeichnung: str | None
    leistungstyp: str | None
    typisierung: str | None
    stand: str | None


class LeistungFim(NamedTuple):
    """A Leistung from a Steckbrief of the FIM portal; where it says nothing, what other catalogues say stays.

    `bezeichnung_2` fills only what is not known yet, because published descriptions decide about it.
    """

    leistungsschluessel: str
    bezeichnung: str | None
    bezeichnung_2: str | None
    leistungstyp: str | None
    typisierung: str | None
    ozg_id: str | None
    ozg_leistung: str | None
    themenfeld: str | None
    sdg: str | None
    rechtsgrundlagen: str | None
    stand: str | None


class LeistungGenannt(NamedTuple):
    """A Leistung that a source names without being its catalogue; fills what is not known yet, changes nothing."""

    leistungsschluessel: str
    leistungstyp: str | None
    bezeichnung: str | None


class LeistungBeschrieben(NamedTuple):
    """A Leistung that a Leistungsbeschreibung names; as `LeistungGenannt`, but it counts with its description."""

    leistungsschluessel: str
    leistungstyp: str | None
    bezeichnung: str | None


class Leistungsbeschreibung(NamedTuple):
    """A published description (LB) of a Leistung."""

    id: str
    redaktion: str
    leistungsschluessel: str
    bezeichnung: str | None
    aktualisiert: str | None
    quelle: str


class LeistungDetail(NamedTuple):
    """What the detail of a description says beyond its title; comes with a `Leistungsbeschreibung`.

    Codes with blanks between them; `angaben` as in `catalogue.xzufi_records`.
    """

    id: str
    typisierung: str | None
    lagen: str | None
    sdg: str | None
    gebiete: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    geaendert: str | None
    angaben: str | None


class ZustaendigeStelle(NamedTuple):
    """Who answers for a Leistung in a municipality; `rolle` is a code (01 responsible), empty where none is told."""

    ags: str
    leistungsschluessel: str
    rolle: str
    titel: str
    organisationseinheit_id: str | None
    rolle_name: str | None
    beschreibung_id: str | None
    quelle: str


class Onlinedienst(NamedTuple):
    """An online service (OD); `url` is a valid http(s) link or None, `url_gemeldet` what was sent instead."""

    id: str
    redaktion: str
    bezeichnung: str | None
    url: str | None
    url_gemeldet: str | None
    vertrauensniveau: str | None
    quelle: str


class Angebot(NamedTuple):
    """Evidence that an online service is valid for a Leistung in a municipality."""

    ags: str
    leistungsschluessel: str
    onlinedienst_id: str
    quelle: str


class Linkpruefung(NamedTuple):
    """What the latest check of a link found; `seit` is when (UTC) this result was found first without a change since.

    `http_status` is that of the last answer, None where there was none; `ziel` where the link has moved.
    """

    url: str
    geprueft_am: str
    ergebnis: str
    http_status: int | None
    ziel: str | None
    grund: str
    seit: str
    quelle: str


class DashboardAngebot(NamedTuple):
    """What the dashboard of the OZG knows to be registered for a municipality: Leistung, area and link ('' for none).

    `oertlich` is 1 for what is registered for the municipality itself, 0 for what it inherits.
    """

    ags: str
    leistungsschluessel: str
    ars: str
    url: str
    oertlich: int
    titel: str | None
    ars_name: str | None
    online_status: str | None
    aktiv: str | None
    art_flaechendeckung: str | None
    begruendung: str | None
    datenstand: str | None
    ozg_id: str | None
    ozg_bezeichnung: str | None
    quelle: str


class BestandEintrag(NamedTuple):
    """An entry of a town's own list; `kennung` is made of title and link, the key is None where it is not given."""

    ags: str
    kennung: str
    titel: str | None
    link: str | None
    leistungsschluessel: str | None
    quelle: str


class Fallzahl(NamedTuple):
    """How many cases of a Leistung a municipality had in a year, as it counted them itself."""

    ags: str
    leistungsschluessel: str
    jahr: int
    faelle: int
    bemerkung: str | None
    quelle: str


class Codeliste(NamedTuple):
    """A code list in one version; `spalten` is JSON, `version_sortierung` orders versions as text."""

    urn: str
    version: str
    version_urn: str | None
    bezeichnung: str | None
    kurzname: str | None
    herausgeber: str | None
    gueltig_ab: str | None
    version_sortierung: str
    code_spalte: str
    bezeichnung_spalte: str | None
    spalten: str


class CodelistenEintrag(NamedTuple):
    """A row of a code list; `position` from 1, `werte` all its columns as JSON, `verschwunden_am` None when seen."""

    urn: str
    version: str
    code: str
    position: int
    bezeichnung: str | None
    werte: str
    verschwunden_am: str | None


Record = (
    Kreis
    | KreisName
    | Verwaltung
    | VerwaltungName
    | Kommune
    | KommuneName
    | KommuneAlt
    | Schluessel
    | Nachfolger
    | Leistung
    | LeistungLeika
    | LeistungFim
    | LeistungGenannt
    | LeistungBeschrieben
    | Leistungsbeschreibung
    | LeistungDetail
    | ZustaendigeStelle
    | Onlinedienst
    | Angebot
    | Linkpruefung
    | DashboardAngebot
    | BestandEintrag
    | Fallzahl
    | Codeliste
    | CodelistenEintrag
    | fim.FimRecord
    | xzufi.XzufiRecord
)


@dataclass(frozen=True)
class Kind:
    """How the store treats a record type: its table, the length of its key, and columns it fills only where empty.

    Columns in `keep` stay as they are where a record says nothing of them.
    `gone` is the column that says when an object was missing from a complete delivery; None where deliveries of this
    kind are never complete sets. With `sightings` first and last sight are kept. Rows that are `part_of` an object of
    one of these types, with whose key theirs starts, are replaced with it and never counted on their own. Rows that are
    not `counted` come with an object that is. `registered` objects are known to the register of `catalogue.objects`,
    which tells what is unchanged or gone.
    """

    table: str
    key_length: int = 1
    fill: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()
    gone: str | None = None
    sightings: bool = False
    part_of: tuple[type[Record], ...] = ()
    registered: bool = False
    counted: bool = True


def _seen(table: str, key_length: int = 1) -> Kind:
    return Kind(table, key_length, gone="verschwunden_am", sightings=True)


def _registered(table: str, *, sightings: bool = False) -> Kind:
    fill = frozenset({"quelle"}) if sightings else frozenset[str]()
    return Kind(table, fill=fill, gone="verschwunden_am", sightings=sightings, registered=True)


# What the list of the FIM portal says too, of documents that cannot be had.
_LISTED = frozenset({"id_xdf3", "name", "bezeichnung", "standard"})
_OBJECTS = tuple(record_type for _, record_type in xzufi.KLASSEN.values())
_DESCRIBED = (xzufi.XzufiLeistung, xzufi.Spezialisierung, LeistungDetail)

# The order is the order of writing: what others refer to comes first.
KINDS: Mapping[type[Record], Kind] = {
    Kreis: Kind("kreise"),
    KreisName: Kind("kreise", fill=frozenset({"name", "stand"})),
    Verwaltung: Kind("verwaltungen"),
    VerwaltungName: Kind("verwaltungen", fill=frozenset({"name", "typ", "kreis_ags"})),
    # Before the complete set, so that a municipality whose last day is known does not get the day of the import.
    KommuneAlt: Kind("kommunen", fill=frozenset({"gueltig_bis"})),
    Kommune: Kind("kommunen", gone="gueltig_bis"),
    KommuneName: Kind("kommunen", fill=frozenset({"typ", "kreis", "verwaltung"}), gone="gueltig_bis"),
    Schluessel: Kind("gebietsschluessel", key_length=2, gone="gueltig_bis"),
    Nachfolger: Kind("kommune_nachfolger", key_length=2),
    Leistung: Kind("leistungen"),
    LeistungLeika: Kind("leistungen"),
    LeistungFim: Kind(
        "leistungen", fill=frozenset({"bezeichnung_2"}), keep=frozenset(LeistungFim._fields) - {"bezeichnung_2"}
    ),
    LeistungGenannt: Kind("leistungen", fill=frozenset({"bezeichnung", "leistungstyp"})),
    LeistungBeschrieben: Kind("leistungen", fill=frozenset({"bezeichnung", "leistungstyp"}), counted=False),
    Leistungsbeschreibung: _seen("leistungsbeschreibungen"),
    LeistungDetail: _seen("leistungsbeschreibungen"),
    ZustaendigeStelle: _seen("zustaendige_stellen", key_length=4),
    # Only XZuFi tells the Vertrauensniveau; what it told stays.
    Onlinedienst: Kind("onlinedienste", fill=frozenset({"vertrauensniveau"}), gone="verschwunden_am", sightings=True),
    Angebot: _seen("angebotsnachweise", key_length=3),
    Linkpruefung: Kind("linkpruefungen"),
    DashboardAngebot: _seen("dashboard_angebote", key_length=4),
    BestandEintrag: _seen("bestand_eintraege", key_length=2),
    Fallzahl: _seen("fallzahlen", key_length=3),
    Codeliste: Kind("codelisten", key_length=2),
    CodelistenEintrag: Kind("codelisten_eintraege", key_length=3, gone="verschwunden_am"),
    fim.Leistungssteckbrief: _seen("leistungssteckbriefe"),
    fim.Datenschema: Kind("datenschemata", key_length=2),
    fim.DatenschemaGelistet: Kind("datenschemata", key_length=2, fill=_LISTED, counted=False),
    fim.Dokumentsteckbrief: Kind("dokumentsteckbriefe", key_length=2),
    fim.DokumentsteckbriefGelistet: Kind("dokumentsteckbriefe", key_length=2, fill=_LISTED, counted=False),
    fim.Datenfeldgruppe: Kind("datenfeldgruppen", key_length=2),
    fim.Datenfeld: Kind("datenfelder", key_length=2),
    fim.Datenregel: Kind("datenregeln", key_length=2),
    fim.DatenfeldWert: Kind("datenfeld_werte", key_length=3, part_of=(fim.Datenfeld,)),
    fim.SchemaFeld: Kind("schema_felder", key_length=3, part_of=(fim.Datenschema,)),
    fim.SchemaRegel: Kind("schema_regeln", key_length=3, part_of=(fim.Datenschema,)),
    fim.Datenrelation: Kind("datenrelationen", 5, part_of=(fim.Datenschema, fim.Datenfeldgruppe, fim.Datenfeld)),
    fim.GenannteLeistung: Kind("genannte_leistungen", 3, part_of=(fim.Datenschema, fim.Dokumentsteckbrief)),
    fim.Prozessklasse: Kind("prozessklassen", key_length=2),
    fim.Prozess: Kind("prozesse", key_length=3),
    fim.ProzessAktivitaet: Kind("prozess_aktivitaeten", key_length=5, part_of=(fim.Prozess,)),
    fim.ProzessFormular: Kind("prozess_formulare", key_length=5, part_of=(fim.Prozess,)),
    xzufi.XzufiLeistung: _registered("leistungsbeschreibungen", sightings=True),
    xzufi.Spezialisierung: _registered("spezialisierungen"),
    xzufi.Organisationseinheit: _registered("organisationseinheiten"),
    xzufi.XzufiOnlinedienst: _registered("onlinedienste", sightings=True),
    xzufi.Zustaendigkeit: _registered("xzufi_zustaendigkeiten"),
    xzufi.Formular: _registered("formulare"),
    xzufi.Leistungstext: Kind("leistungstexte", key_length=2, part_of=_DESCRIBED),
    xzufi.Leistungsfrist: Kind("leistungsfristen", key_length=2, part_of=_DESCRIBED),
    xzufi.Leistungskosten: Kind("leistungskosten", key_length=2, part_of=_DESCRIBED),
    xzufi.Objektlink: Kind("objektlinks", key_length=2, part_of=(*_OBJECTS, LeistungDetail)),
    xzufi.Anschrift: Kind("anschriften", key_length=2, part_of=(xzufi.Organisationseinheit,)),
    xzufi.Kommunikationsweg: Kind("kommunikationswege", key_length=2, part_of=(xzufi.Organisationseinheit,)),
    xzufi.Zustaendigkeitsgebiet: Kind("zustaendigkeitsgebiete", key_length=2, part_of=(xzufi.Zustaendigkeit,)),
}


@dataclass(frozen=True)
class Message:
    """What was odd: `stufe` Fehler, Warnung or Hinweis; `text` German, with what to do; `ort` file and line or link.

    `anzahl` is how often, where a source has counted already.
    """

    stufe: str
    code: str
    text: str
    objekt: str | None = None
    ort: str | None = None
    anzahl: int = 1


class RegisteredObject(NamedTuple):
    """An object as it was delivered: its class in letters (`xzufi_records.KLASSEN`), the checksum of its wording
    (None where it was not delivered alone), the object that it was delivered in, and whether it is to be deleted."""

    id: str
    redaktion: str
    klasse: str
    pruefsumme: str | None
    enthalten_in: str | None
    gone: bool


@dataclass(frozen=True)
class Scope:
    """A set that a source delivered completely: rows of `table` with these column values that it lacks are gone.

    Of a `steady` set nothing is stored where it shrinks or grows by more than a fifth. It may be delivered in part
    (not `whole`): what it lacks is not gone then.
    """

    table: str
    values: Mapping[str, str] = field(default_factory=dict)
    steady: bool = False
    whole: bool = True


@dataclass
class Parsed:
    """What a source understood of one group of deliveries.

    `rejected` counts objects that were not taken over; `stand` is the date or edition that the source gives its data;
    `empty` says that the source knows nothing of this group. Sources with very many records yield them as `rows` by
    type. `objects` and `unchanged` (identifiers) are for the register of XZuFi objects. `share` is how much of the
    group (0 to 1) is done with a part of it.
    """

    records: list[Record] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    rejected: int = 0
    stand: str | None = None
    empty: bool = False
    rows: Mapping[type[Record], Sequence[tuple[Any, ...]]] = field(default_factory=dict)
    objects: Sequence[RegisteredObject] = ()
    unchanged: Sequence[str] = ()
    share: float = 0.0

    def reject(self, code: str, text: str, *, objekt: str | None = None, ort: str | None = None) -> None:
        """Leave one object out, with a message of level Fehler that says why."""
        self.rejected += 1
        self.messages.append(Message("Fehler", code, text, objekt, ort))
