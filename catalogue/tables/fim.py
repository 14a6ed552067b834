"""Tables of FIM: Datenschemata with groups, fields and rules.

A little over 400 lines: one standard, and declarations only, which are found by the name of their table.
"""

from catalogue.schema import Column, Table, View
from catalogue.tables.angebote import sightings

FELDER = "FIM-Baustein Datenfelder (XDatenfelder 2.0 und 3.0.0), FITKO und Redaktionen von Bund und Ländern"
PROZESSE = "FIM-Baustein Prozesse (XProzess 2.0), FITKO und Redaktionen von Bund und Ländern"
STECKBRIEFE = "FIM-Portal (FIM-Baustein Leistungen), FITKO und Redaktionen von Bund und Ländern"
WEGE = ("Beschreibung", "Dokumentsteckbrief", "Prozess")


def _key(name: str, title: str, description: str) -> Column:
    return Column(name, "TEXT", title, description, required=True)


def _identity(what: str) -> tuple[Column, ...]:
    return (
        _key("id", "Kennung", f"Kennung {what}, wie das Dokument sie nennt."),
        _key("version", "Version", "Version; leer, wo das Dokument keine nennt."),
    )


def _long_id() -> Column:
    return _key(
        "id_xdf3",
        "Kennung in XDatenfelder 3",
        "Elfstellige Form der Kennung; in XDatenfelder 2 sind es acht Stellen.",
    )


def _words(*, output: bool = False) -> tuple[Column, ...]:
    return (
        Column("name", "TEXT", "Name", "Name, wie Redaktionen ihn lesen.", search=True),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Beschriftung im Formular.", search=True),
        *(
            (Column("bezeichnung_ausgabe", "TEXT", "Bezeichnung der Ausgabe", "Beschriftung im Ausdruck."),)
            if output
            else ()
        ),
        Column("beschreibung", "TEXT", "Beschreibung", "Fachliche Beschreibung."),
        Column("definition", "TEXT", "Definition", "Definition."),
        Column("hilfetext", "TEXT", "Hilfetext", "Hilfe beim Ausfüllen."),
        *(
            (Column("hilfetext_ausgabe", "TEXT", "Hilfetext der Ausgabe", "Erläuterung im Ausdruck."),)
            if output
            else ()
        ),
        Column("bezug", "TEXT", "Handlungsgrundlage", "Rechtsgrundlagen und andere Bezüge, je Zeile einer."),
        Column("stichwoerter", "TEXT", "Stichwörter", "Stichwörter mit ihrer Art, je Zeile eines."),
    )


def _state() -> tuple[Column, ...]:
    return (
        Column(
            "freigabestatus",
            "TEXT",
            "Freigabestatus",
            "Code des Freigabestatus (5 silber, 6 gold); in XDatenfelder 2 ein Wort wie „aktiv“.",
            facet=True,
        ),
        Column("versionshinweis", "TEXT", "Versionshinweis", "Was sich mit dieser Version geändert hat."),
        *_edition(),
    )


def _listed_state() -> Column:
    return Column(
        "freigabestatus_portal",
        "TEXT",
        "Freigabestatus laut FIM-Portal",
        "Code des Freigabestatus laut FIM-Portal (4 methodisch freigegeben, 5 silber, 6 gold, 7 inaktiv); leer, wo das "
        "Portal nicht importiert ist.",
        facet=True,
    )


def _edition() -> tuple[Column, ...]:
    return (
        Column("standard", "TEXT", "Standard", "Standard und Version des Dokuments.", required=True, facet=True),
        Column("stand", "TEXT", "Stand", "Letzte Änderung oder Veröffentlichung laut Dokument."),
    )


def _kind_of_element() -> Column:
    return Column(
        "schemaelementart",
        "TEXT",
        "Art des Elements",
        "ABS abstrakt, HAR harmonisiert (von vielen Leistungen geteilt), RNG an eine Rechtsnorm gebunden.",
        facet=True,
    )


LEISTUNGSSTECKBRIEFE = Table(
    name="leistungssteckbriefe",
    title="Leistungssteckbriefe",
    description="Wie weit der FIM-Baustein Leistungen einer Leistung ist: Freigabe, Einordnung, Prozessklasse.",
    kind="stand",
    key=("leistungsschluessel",),
    source=STECKBRIEFE,
    columns=(
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung, die der Steckbrief beschreibt.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column("titel", "TEXT", "Titel", "Titel des Steckbriefs.", search=True),
        Column(
            "freigabestatus",
            "TEXT",
            "Freigabestatus",
            "Code des Freigabestatus: 1 in Planung, 2 in Bearbeitung, 3 Entwurf, 4 methodisch freigegeben, 5 fachlich "
            "freigegeben (silber), 6 fachlich freigegeben (gold), 7 inaktiv, 8 vorgesehen zum Löschen.",
            facet=True,
        ),
        Column("freigegeben_am", "TEXT", "Freigegeben am", "Tag, seit dem der Freigabestatus gilt, soweit genannt."),
        Column("typisierung", "TEXT", "Typisierung", "Wer regelt und wer vollzieht (Codes).", facet=True),
        Column("ozg", "TEXT", "OZG-Leistungen", "Nummer und Name der OZG-Leistungen, je Zeile eine."),
        Column("sdg", "TEXT", "SDG-Bereiche", "Informationsbereiche der EU-Verordnung 2018/1724 (Codes)."),
        Column("klassifizierung", "TEXT", "Klassifizierung", "Codeliste und Code, je Zeile eine Einordnung."),
        Column("prozessklasse", "TEXT", "Prozessklasse", "Kennung der Prozessklasse; leer, wo keine genannt ist."),
        Column("stammtexte", "INTEGER", "Stammtexte", "Zahl der Stammtexte, die es dazu gibt.", unit="Texte"),
        Column("geaendert", "TEXT", "Geändert", "Letzte Änderung laut FIM-Portal."),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        *sightings(),
    ),
)

DATENSCHEMATA = Table(
    name="datenschemata",
    title="Datenschemata",
    description="Stammdatenschemata: welche Angaben ein Formular verlangt.",
    kind="stand",
    key=("id", "version"),
    source=FELDER,
    indexes=(("dokumentsteckbrief",), ("leistungsschluessel",)),
    columns=(
        *_identity("des Datenschemas"),
        _long_id(),
        *_words(),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung, zu der das Datenschema gehört; bei mehreren die erste des zuverlässigsten Weges.",
            references="leistungen.leistungsschluessel",
        ),
        Column(
            "verknuepfung",
            "TEXT",
            "Verknüpfung",
            "Woher die Verknüpfung zur Leistung kommt; leer, wo keine bekannt ist.",
            allowed=WEGE,
            facet=True,
        ),
        Column("felder", "INTEGER", "Felder", "Zahl der Stellen, an denen Felder stehen.", unit="Stellen"),
        Column(
            "harmonisierte_felder",
            "INTEGER",
            "Harmonisierte Felder",
            "Zahl der Stellen mit harmonisierten Feldern.",
            unit="Stellen",
        ),
        Column(
            "dokumentsteckbrief",
            "TEXT",
            "Dokumentsteckbrief",
            "Elfstellige Kennung des Dokumentsteckbriefs; beim Platzhalter D99000000001 der, den die Beschreibung "
            "nennt.",
        ),
        *_state(),
        _listed_state(),
    ),
)

DOKUMENTSTECKBRIEFE = Table(
    name="dokumentsteckbriefe",
    title="Dokumentsteckbriefe",
    description="Steckbriefe von Formularen und Bescheiden.",
    kind="stand",
    key=("id", "version"),
    source=FELDER,
    indexes=(("id_xdf3",),),
    columns=(
        *_identity("des Dokumentsteckbriefs"),
        _long_id(),
        *_words(),
        Column("dokumentart", "TEXT", "Dokumentart", "Code der Dokumentart.", facet=True),
        *_state(),
        _listed_state(),
    ),
)

DATENFELDGRUPPEN = Table(
    name="datenfeldgruppen",
    title="Datenfeldgruppen",
    description="Gruppen von Datenfeldern.",
    kind="stand",
    key=("id", "version"),
    source=FELDER,
    columns=(
        *_identity("der Gruppe"),
        _long_id(),
        *_words(output=True),
        _kind_of_element(),
        Column("gruppenart", "TEXT", "Gruppenart", "Code der Gruppenart, z. B. X für eine Auswahl."),
        *_state(),
    ),
)

DATENFELDER = Table(
    name="datenfelder",
    title="Datenfelder",
    description="Felder von Formularen.",
    kind="stand",
    key=("id", "version"),
    source=FELDER,
    indexes=(("id_xdf3",),),
    columns=(
        *_identity("des Feldes"),
        _long_id(),
        *_words(output=True),
        Column("feldart", "TEXT", "Feldart", "Eingabe, Auswahl, Hinweistext oder gesperrt (Code).", facet=True),
        Column("datentyp", "TEXT", "Datentyp", "Art des Wertes (Code).", facet=True),
        _kind_of_element(),
        Column("praezisierung", "TEXT", "Präzisierung", "Grenzen und Muster des Wertes (JSON)."),
        Column("inhalt", "TEXT", "Inhalt", "Vorgegebener Inhalt oder Hinweistext."),
        Column("vorbefuellung", "TEXT", "Vorbefüllung", "Ob das Feld vorbefüllt sein darf (Code)."),
        Column("codeliste_urn", "TEXT", "Codeliste", "URN der Codeliste, aus der die Werte kommen."),
        Column("codeliste_version", "TEXT", "Version der Codeliste", "Version der Codeliste, soweit genannt."),
        Column("codeliste_code", "TEXT", "Spalte des Codes", "Spalte der Codeliste mit dem Code, soweit genannt."),
        Column("codeliste_name", "TEXT", "Spalte des Namens", "Spalte der Codeliste mit dem Namen, soweit genannt."),
        Column("codeliste_hilfe", "TEXT", "Spalte der Hilfe", "Spalte der Codeliste mit der Hilfe, soweit genannt."),
        Column("max_groesse", "TEXT", "Größte Datei", "Größte erlaubte Datei.", unit="Byte"),
        Column("dateiarten", "TEXT", "Dateiarten", "Erlaubte Medientypen, je Zeile einer."),
        *_state(),
    ),
)

DATENFELD_WERTE = Table(
    name="datenfeld_werte",
    title="Werte von Datenfeldern",
    description="Werte, unter denen in einem Datenfeld gewählt wird, soweit das Datenschema sie selbst aufzählt.",
    kind="stand",
    key=("feld_id", "feld_version", "position"),
    source=FELDER,
    columns=(
        _key("feld_id", "Datenfeld", "Kennung des Datenfelds."),
        _key("feld_version", "Version des Feldes", "Version des Datenfelds."),
        Column("position", "INTEGER", "Position", "Reihenfolge im Dokument, ab 1.", required=True),
        Column("code", "TEXT", "Code", "Code des Wertes."),
        Column("name", "TEXT", "Name", "Name des Wertes."),
        Column("hilfe", "TEXT", "Hilfe", "Erläuterung des Wertes."),
    ),
)

DATENREGELN = Table(
    name="datenregeln",
    title="Datenregeln",
    description="Regeln, die zwischen Angaben gelten.",
    kind="stand",
    key=("id", "version"),
    source=FELDER,
    columns=(
        *_identity("der Regel"),
        _long_id(),
        Column("name", "TEXT", "Name", "Name der Regel."),
        Column("beschreibung", "TEXT", "Beschreibung", "Fachliche Beschreibung."),
        Column("freitext", "TEXT", "Regel", "Die Regel in Worten."),
        Column("skript", "TEXT", "Skript", "Die Regel als Skript."),
        Column("typ", "TEXT", "Typ", "Code des Regeltyps."),
        Column("bezug", "TEXT", "Handlungsgrundlage", "Rechtsgrundlagen und andere Bezüge, je Zeile einer."),
        Column("stichwoerter", "TEXT", "Stichwörter", "Stichwörter mit ihrer Art, je Zeile eines."),
        *_edition(),
    ),
)

_SCHEMA = (
    _key("schema_id", "Datenschema", "Kennung des Datenschemas."),
    _key("schema_version", "Version des Schemas", "Version des Datenschemas."),
)

SCHEMA_FELDER = Table(
    name="schema_felder",
    title="Felder der Datenschemata",
    description="Jede Stelle, an der ein Datenfeld in einem Datenschema steht, mit dem Weg dorthin.",
    kind="stand",
    key=("schema_id", "schema_version", "position"),
    source=FELDER,
    indexes=(("feld_id", "feld_version"),),
    columns=(
        *_SCHEMA,
        Column("position", "INTEGER", "Position", "Reihenfolge im Dokument, ab 1.", required=True),
        _key("feld_id", "Datenfeld", "Kennung des Datenfelds."),
        _key("feld_version", "Version des Feldes", "Version des Datenfelds."),
        _key("pfad", "Pfad", "Kennungen von der obersten Gruppe bis zum Feld, mit Schrägstrich getrennt."),
        _key("pfad_text", "Pfad in Worten", "Dieselbe Folge in Beschriftungen."),
        _key("pfad_anzahl", "Anzahlen des Pfades", "Wie oft jedes Element des Pfades vorkommt; ? heißt nicht gesagt."),
        Column("anzahl", "TEXT", "Anzahl", "Wie oft das Feld an dieser Stelle vorkommt, mindestens:höchstens."),
        Column(
            "anzahl_gesamt",
            "TEXT",
            "Anzahl insgesamt",
            "Wie oft es im ganzen Formular vorkommt, längs des Pfades multipliziert; * heißt unbegrenzt.",
        ),
        Column("bezug", "TEXT", "Handlungsgrundlage", "Rechtsgrundlagen dieser Stelle, je Zeile eine."),
    ),
)

SCHEMA_REGELN = Table(
    name="schema_regeln",
    title="Regeln der Datenschemata",
    description="Welche Regel an welchem Element eines Datenschemas steht.",
    kind="stand",
    key=("schema_id", "schema_version", "position"),
    source=FELDER,
    columns=(
        *_SCHEMA,
        Column("position", "INTEGER", "Position", "Reihenfolge im Dokument, ab 1.", required=True),
        _key("regel_id", "Datenregel", "Kennung der Regel."),
        _key("regel_version", "Version der Regel", "Version der Regel."),
        _key("element_id", "Element", "Kennung des Schemas, der Gruppe oder des Feldes, an dem die Regel steht."),
        _key("element_version", "Version des Elements", "Version dieses Elements."),
    ),
)

DATENRELATIONEN = Table(
    name="datenrelationen",
    title="Beziehungen von Datenelementen",
    description="Beziehungen eines Schemas, einer Gruppe oder eines Feldes zu anderen.",
    kind="stand",
    key=("element_id", "element_version", "praedikat", "objekt_id", "objekt_version"),
    source=FELDER,
    columns=(
        _key("element_id", "Element", "Kennung des Elements."),
        _key("element_version", "Version des Elements", "Version des Elements."),
        _key("praedikat", "Beziehung", "Code der Beziehung: ABL abgeleitet von, ERS ersetzt."),
        _key("objekt_id", "Anderes Element", "Kennung des anderen Elements."),
        _key("objekt_version", "Version des anderen", "Version des anderen Elements; leer, wo keine genannt ist."),
    ),
)

GENANNTE_LEISTUNGEN = Table(
    name="genannte_leistungen",
    title="Genannte Leistungen",
    description="Leistungsschlüssel, die in der Beschreibung eines Datenschemas oder Dokumentsteckbriefs stehen.",
    kind="stand",
    key=("objekt_id", "objekt_version", "leistungsschluessel"),
    source=FELDER,
    columns=(
        _key("objekt_id", "Kennung", "Kennung des Datenschemas oder Dokumentsteckbriefs."),
        _key("objekt_version", "Version", "Version des Datenschemas oder Dokumentsteckbriefs."),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Genannte Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
    ),
)

SCHEMA_LEISTUNGEN = View(
    name="schema_leistungen",
    title="Leistungen der Datenschemata",
    description="Jede Verknüpfung eines Datenschemas mit einer Leistung, mit dem Weg, auf dem sie gefunden wurde.",
    source=f"{FELDER}; {PROZESSE}",
    columns=(
        *_SCHEMA,
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung des Datenschemas."),
        Column(
            "verknuepfung",
            "TEXT",
            "Verknüpfung",
            "Beschreibung: dort genannt; Dokumentsteckbrief: in dessen Beschreibung; Prozess: der Prozess nennt den "
            "Dokumentsteckbrief.",
        ),
    ),
    sql="""
SELECT s.id AS schema_id, s.version AS schema_version, g.leistungsschluessel, 'Beschreibung' AS verknuepfung
FROM datenschemata s
JOIN genannte_leistungen g ON g.objekt_id = s.id AND g.objekt_version = s.version
UNION
SELECT s.id, s.version, g.leistungsschluessel, 'Dokumentsteckbrief'
FROM datenschemata s
JOIN dokumentsteckbriefe d ON d.id_xdf3 = s.dokumentsteckbrief
JOIN genannte_leistungen g ON g.objekt_id = d.id AND g.objekt_version = d.version
UNION
SELECT s.id, s.version, p.leistungsschluessel, 'Prozess'
FROM datenschemata s
JOIN prozess_formulare f ON f.dokumentsteckbrief = s.dokumentsteckbrief
JOIN prozesse p ON p.id = f.prozess_id AND p.version = f.prozess_version
     AND p.detaillierungsstufe = f.detaillierungsstufe
WHERE p.leistungsschluessel IS NOT NULL
""",
)

TABLES = (
    LEISTUNGSSTECKBRIEFE,
    DATENSCHEMATA,
    DOKUMENTSTECKBRIEFE,
    DATENFELDGRUPPEN,
    DATENFELDER,
    DATENFELD_WERTE,
    DATENREGELN,
    SCHEMA_FELDER,
    SCHEMA_REGELN,
    DATENRELATIONEN,
    GENANNTE_LEISTUNGEN,
)
VIEWS = (SCHEMA_LEISTUNGEN,)
