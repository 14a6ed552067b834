"""Every record type, and how the store treats it: an importer yields records and the store writes them.

The key comes first; the remaining fields are the columns that the kind owns. Two sources may own different columns
of the same table, so one never erases what the other knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.records import fim, xzufi
from catalogue.records.angebote import Angebot, DashboardAngebot, Onlinedienst, ZustaendigeStelle
from catalogue.records.bestand import BestandEintrag
from catalogue.records.codelisten import Codeliste, CodelistenEintrag
from catalogue.records.fallzahlen import Fallzahl
from catalogue.records.gebiete import (
    Kommune,
    KommuneAlt,
    KommuneName,
    Kreis,
    KreisName,
    Nachfolger,
    Schluessel,
    Verwaltung,
    VerwaltungName,
)
from catalogue.records.leistungen import (
    Leistung,
    LeistungBeschrieben,
    LeistungDetail,
    LeistungFim,
    LeistungGenannt,
    LeistungLeika,
    Leistungsbeschreibung,
)
from catalogue.records.linkpruefungen import Linkpruefung

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
class RecordKind:
    """How the store treats a record type: its table, the length of its key, and columns it fills only where empty.

    Columns in `keep` stay as they are where a record says nothing of them.
    `gone` is the column that says when an object was missing from a complete delivery; None where deliveries of this
    kind are never complete sets. With `sightings` first and last sight are kept. Rows that are `part_of` an object of
    one of these types, with whose key theirs starts, are replaced with it and never counted on their own. Rows that are
    not `counted` come with an object that is. `registered` objects are known to the register of
    `catalogue.store.objects`, which tells what is unchanged or gone.
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


def _seen(table: str, key_length: int = 1) -> RecordKind:
    return RecordKind(table, key_length, gone="verschwunden_am", sightings=True)


def _registered(table: str, *, sightings: bool = False) -> RecordKind:
    fill = frozenset({"quelle"}) if sightings else frozenset[str]()
    return RecordKind(table, fill=fill, gone="verschwunden_am", sightings=sightings, registered=True)


# What the list of the FIM portal says too, of documents that cannot be had.
_LISTED = frozenset({"id_xdf3", "name", "bezeichnung", "standard"})
_OBJECTS = tuple(record_type for _, record_type in xzufi.KLASSEN.values())
_DESCRIBED = (xzufi.XzufiLeistung, xzufi.Spezialisierung, LeistungDetail)

# The order is the order of writing: what others refer to comes first.
KINDS: Mapping[type[Record], RecordKind] = {
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
    Leistung: RecordKind("leistungen"),
    LeistungLeika: RecordKind("leistungen"),
    LeistungFim: RecordKind(
        "leistungen", fill=frozenset({"bezeichnung_2"}), keep=frozenset(LeistungFim._fields) - {"bezeichnung_2"}
    ),
    LeistungGenannt: RecordKind("leistungen", fill=frozenset({"bezeichnung", "leistungstyp"})),
    LeistungBeschrieben: RecordKind("leistungen", fill=frozenset({"bezeichnung", "leistungstyp"}), counted=False),
    Leistungsbeschreibung: _seen("leistungsbeschreibungen"),
    LeistungDetail: _seen("leistungsbeschreibungen"),
    ZustaendigeStelle: _seen("zustaendige_stellen", key_length=4),
    # Only XZuFi tells the Vertrauensniveau; what it told stays.
    Onlinedienst: RecordKind(
        "onlinedienste", fill=frozenset({"vertrauensniveau"}), gone="verschwunden_am", sightings=True
    ),
    Angebot: _seen("angebotsnachweise", key_length=3),
    Linkpruefung: RecordKind("linkpruefungen"),
    DashboardAngebot: _seen("dashboard_angebote", key_length=4),
    BestandEintrag: _seen("bestand_eintraege", key_length=2),
    Fallzahl: _seen("fallzahlen", key_length=3),
    Codeliste: RecordKind("codelisten", key_length=2),
    CodelistenEintrag: RecordKind("codelisten_eintraege", key_length=3, gone="verschwunden_am"),
    fim.Leistungssteckbrief: _seen("leistungssteckbriefe"),
    fim.Datenschema: RecordKind("datenschemata", key_length=2),
    fim.DatenschemaGelistet: RecordKind("datenschemata", key_length=2, fill=_LISTED, counted=False),
    fim.Dokumentsteckbrief: RecordKind("dokumentsteckbriefe", key_length=2),
    fim.DokumentsteckbriefGelistet: RecordKind("dokumentsteckbriefe", key_length=2, fill=_LISTED, counted=False),
    fim.Datenfeldgruppe: RecordKind("datenfeldgruppen", key_length=2),
    fim.Datenfeld: RecordKind("datenfelder", key_length=2),
    fim.Datenregel: RecordKind("datenregeln", key_length=2),
    fim.DatenfeldWert: RecordKind("datenfeld_werte", key_length=3, part_of=(fim.Datenfeld,)),
    fim.SchemaFeld: RecordKind("schema_felder", key_length=3, part_of=(fim.Datenschema,)),
    fim.SchemaRegel: RecordKind("schema_regeln", key_length=3, part_of=(fim.Datenschema,)),
    fim.Datenrelation: RecordKind("datenrelationen", 5, part_of=(fim.Datenschema, fim.Datenfeldgruppe, fim.Datenfeld)),
    fim.GenannteLeistung: RecordKind("genannte_leistungen", 3, part_of=(fim.Datenschema, fim.Dokumentsteckbrief)),
    fim.Prozessklasse: RecordKind("prozessklassen", key_length=2),
    fim.Prozess: RecordKind("prozesse", key_length=3),
    fim.ProzessAktivitaet: RecordKind("prozess_aktivitaeten", key_length=5, part_of=(fim.Prozess,)),
    fim.ProzessFormular: RecordKind("prozess_formulare", key_length=5, part_of=(fim.Prozess,)),
    xzufi.XzufiLeistung: _registered("leistungsbeschreibungen", sightings=True),
    xzufi.Spezialisierung: _registered("spezialisierungen"),
    xzufi.Organisationseinheit: _registered("organisationseinheiten"),
    xzufi.XzufiOnlinedienst: _registered("onlinedienste", sightings=True),
    xzufi.Zustaendigkeit: _registered("xzufi_zustaendigkeiten"),
    xzufi.Formular: _registered("formulare"),
    xzufi.Leistungstext: RecordKind("leistungstexte", key_length=2, part_of=_DESCRIBED),
    xzufi.Leistungsfrist: RecordKind("leistungsfristen", key_length=2, part_of=_DESCRIBED),
    xzufi.Leistungskosten: RecordKind("leistungskosten", key_length=2, part_of=_DESCRIBED),
    xzufi.Objektlink: RecordKind("objektlinks", key_length=2, part_of=(*_OBJECTS, LeistungDetail)),
    xzufi.Anschrift: RecordKind("anschriften", key_length=2, part_of=(xzufi.Organisationseinheit,)),
    xzufi.Kommunikationsweg: RecordKind("kommunikationswege", key_length=2, part_of=(xzufi.Organisationseinheit,)),
    xzufi.Zustaendigkeitsgebiet: RecordKind("zustaendigkeitsgebiete", key_length=2, part_of=(xzufi.Zustaendigkeit,)),
}
