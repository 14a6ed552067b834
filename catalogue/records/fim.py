"""Record types of FIM: Datenschemata with their groups, fields and rules, process classes and processes.

As in `catalogue.records` the key comes first. A `version` is '' where the document names none (XDatenfelder 2).
"""

from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind, seen


class Leistungssteckbrief(NamedTuple):
    """Steckbrief of a Leistung as the FIM portal tells it; `freigabestatus` 1 to 8, lists hold one entry a line.

    `typisierung` and `sdg` hold codes with blanks between them, `stammtexte` counts texts that refer to it.
    """

    leistungsschluessel: str
    titel: str | None
    freigabestatus: str | None
    freigegeben_am: str | None
    typisierung: str | None
    ozg: str | None
    sdg: str | None
    klassifizierung: str | None
    prozessklasse: str | None
    stammtexte: int | None
    geaendert: str | None
    quelle: str


class DatenschemaGelistet(NamedTuple):
    """A Datenschema as the FIM portal lists it; its document, where there is one, decides about the rest."""

    id: str
    version: str
    id_xdf3: str
    name: str | None
    bezeichnung: str | None
    freigabestatus_portal: str | None
    standard: str


class DokumentsteckbriefGelistet(NamedTuple):
    """A Dokumentsteckbrief as the FIM portal lists it; as `DatenschemaGelistet`."""

    id: str
    version: str
    id_xdf3: str
    name: str | None
    bezeichnung: str | None
    freigabestatus_portal: str | None
    standard: str


class Datenschema(NamedTuple):
    """A Stammdatenschema; `dokumentsteckbrief` has the eleven-digit form, `felder` counts places, not different fields.

    Which Leistung it belongs to follows from several imports and is computed at the end of a run.
    """

    id: str
    version: str
    id_xdf3: str
    name: str | None
    bezeichnung: str | None
    beschreibung: str | None
    definition: str | None
    hilfetext: str | None
    bezug: str | None
    stichwoerter: str | None
    dokumentsteckbrief: str | None
    freigabestatus: str | None
    versionshinweis: str | None
    felder: int
    harmonisierte_felder: int
    standard: str
    stand: str | None


class Dokumentsteckbrief(NamedTuple):
    """The profile of a form or notice, which may name the Leistung that it belongs to."""

    id: str
    version: str
    id_xdf3: str
    name: str | None
    bezeichnung: str | None
    beschreibung: str | None
    definition: str | None
    hilfetext: str | None
    bezug: str | None
    stichwoerter: str | None
    dokumentart: str | None
    freigabestatus: str | None
    versionshinweis: str | None
    standard: str
    stand: str | None


class Datenfeldgruppe(NamedTuple):
    """A group of fields; what it contains is told by the paths of `SchemaFeld`."""

    id: str
    version: str
    id_xdf3: str
    name: str | None
    bezeichnung: str | None
    bezeichnung_ausgabe: str | None
    beschreibung: str | None
    definition: str | None
    hilfetext: str | None
    hilfetext_ausgabe: str | None
    bezug: str | None
    stichwoerter: str | None
    schemaelementart: str | None
    gruppenart: str | None
    freigabestatus: str | None
    versionshinweis: str | None
    standard: str
    stand: str | None


class Datenfeld(NamedTuple):
    """A field of a form; `praezisierung` is JSON, `max_groesse` bytes, `dateiarten` media types, one a line.

    `codeliste_code`, `codeliste_name` and `codeliste_hilfe` name columns of the code list.
    """

    id: str
    version: str
    id_xdf3: str
    name: str | None
    bezeichnung: str | None
    bezeichnung_ausgabe: str | None
    beschreibung: str | None
    definition: str | None
    hilfetext: str | None
    hilfetext_ausgabe: str | None
    bezug: str | None
    stichwoerter: str | None
    feldart: str | None
    datentyp: str | None
    schemaelementart: str | None
    praezisierung: str | None
    inhalt: str | None
    vorbefuellung: str | None
    codeliste_urn: str | None
    codeliste_version: str | None
    codeliste_code: str | None
    codeliste_name: str | None
    codeliste_hilfe: str | None
    max_groesse: str | None
    dateiarten: str | None
    freigabestatus: str | None
    versionshinweis: str | None
    standard: str
    stand: str | None


class Datenregel(NamedTuple):
    """A rule about fields, in words or as a script."""

    id: str
    version: str
    id_xdf3: str
    name: str | None
    beschreibung: str | None
    freitext: str | None
    skript: str | None
    typ: str | None
    bezug: str | None
    stichwoerter: str | None
    standard: str
    stand: str | None


class DatenfeldWert(NamedTuple):
    """One value that a field may take; part of the Datenfeld."""

    feld_id: str
    feld_version: str
    position: int
    code: str | None
    name: str | None
    hilfe: str | None


class SchemaFeld(NamedTuple):
    """One place of a field in a Datenschema; part of the Datenschema, `position` from 1 in the document's order."""

    schema_id: str
    schema_version: str
    position: int
    feld_id: str
    feld_version: str
    pfad: str
    pfad_text: str
    pfad_anzahl: str
    anzahl: str | None
    anzahl_gesamt: str | None
    bezug: str | None


class SchemaRegel(NamedTuple):
    """A rule in a Datenschema and the element it stands at; part of the Datenschema."""

    schema_id: str
    schema_version: str
    position: int
    regel_id: str
    regel_version: str
    element_id: str
    element_version: str


class Datenrelation(NamedTuple):
    """Relation of an element to another one, e.g. ABL (derived from); part of the element."""

    element_id: str
    element_version: str
    praedikat: str
    objekt_id: str
    objekt_version: str


class GenannteLeistung(NamedTuple):
    """A Leistung that the description of a Datenschema or Dokumentsteckbrief names; part of either."""

    objekt_id: str
    objekt_version: str
    leistungsschluessel: str


class Prozessklasse(NamedTuple):
    """A class of processes; texts with several entries hold one a line."""

    id: str
    version: str
    leistungsschluessel: str | None
    name: str | None
    bezeichnung: str | None
    definition: str | None
    handlungsgrundlagen: str | None
    zwecksetzung: str | None
    operatives_ziel: str | None
    handlungsform: str | None
    verfahrensart: str | None
    merkmale: str | None
    klassifikation: str | None
    schlagwoerter: str | None
    freigebende_stelle: str | None
    uebergeordnete_klasse: str | None
    abgeloeste_klasse: str | None
    status: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    fachlich_freigegeben: str | None
    formell_freigegeben: str | None
    stand: str | None


class Prozess(NamedTuple):
    """A process at one level of detail; what its class says about it is computed at the end of a run."""

    id: str
    version: str
    detaillierungsstufe: str
    leistungsschluessel: str | None
    klasse_id: str
    name: str | None
    bezeichnung: str | None
    definition: str | None
    beschreibung: str | None
    teilnehmer: str | None
    laender: str | None
    klassifikation: str | None
    schlagwoerter: str | None
    freigebende_stelle: str | None
    modellierungsmethode: str | None
    aktivitaeten: int
    status: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    fachlich_freigegeben: str | None
    formell_freigegeben: str | None
    stand: str | None


class ProzessAktivitaet(NamedTuple):
    """Number of activities of a process that carry a code of one kind; part of the Prozess."""

    prozess_id: str
    prozess_version: str
    detaillierungsstufe: str
    art: str
    code: str
    bezeichnung: str | None
    anzahl: int


class ProzessFormular(NamedTuple):
    """A form that starts a process or results from it; part of the Prozess."""

    prozess_id: str
    prozess_version: str
    detaillierungsstufe: str
    richtung: str
    position: int
    formular_id: str | None
    name: str | None
    dokumentsteckbrief: str | None


FimRecord = (
    Leistungssteckbrief
    | DatenschemaGelistet
    | DokumentsteckbriefGelistet
    | Datenschema
    | Dokumentsteckbrief
    | Datenfeldgruppe
    | Datenfeld
    | Datenregel
    | DatenfeldWert
    | SchemaFeld
    | SchemaRegel
    | Datenrelation
    | GenannteLeistung
    | Prozessklasse
    | Prozess
    | ProzessAktivitaet
    | ProzessFormular
)


# What the list of the FIM portal says too, of documents that cannot be had.
_LISTED = frozenset({"id_xdf3", "name", "bezeichnung", "standard"})

KINDS: Kinds = {
    Leistungssteckbrief: seen("leistungssteckbriefe"),
    Datenschema: RecordKind("datenschemata", key_length=2),
    DatenschemaGelistet: RecordKind("datenschemata", key_length=2, fill=_LISTED, counted=False),
    Dokumentsteckbrief: RecordKind("dokumentsteckbriefe", key_length=2),
    DokumentsteckbriefGelistet: RecordKind("dokumentsteckbriefe", key_length=2, fill=_LISTED, counted=False),
    Datenfeldgruppe: RecordKind("datenfeldgruppen", key_length=2),
    Datenfeld: RecordKind("datenfelder", key_length=2),
    Datenregel: RecordKind("datenregeln", key_length=2),
    DatenfeldWert: RecordKind("datenfeld_werte", key_length=3, part_of=(Datenfeld,)),
    SchemaFeld: RecordKind("schema_felder", key_length=3, part_of=(Datenschema,)),
    SchemaRegel: RecordKind("schema_regeln", key_length=3, part_of=(Datenschema,)),
    Datenrelation: RecordKind("datenrelationen", 5, part_of=(Datenschema, Datenfeldgruppe, Datenfeld)),
    GenannteLeistung: RecordKind("genannte_leistungen", 3, part_of=(Datenschema, Dokumentsteckbrief)),
    Prozessklasse: RecordKind("prozessklassen", key_length=2),
    Prozess: RecordKind("prozesse", key_length=3),
    ProzessAktivitaet: RecordKind("prozess_aktivitaeten", key_length=5, part_of=(Prozess,)),
    ProzessFormular: RecordKind("prozess_formulare", key_length=5, part_of=(Prozess,)),
}
