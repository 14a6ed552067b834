"""Tables of XZuFi: texts and facts of Leistungsbeschreibungen, Organisationseinheiten, Zuständigkeiten, Formulare.

A little over 400 lines: one standard, and declarations only, which are found by the name of their table.
"""

from catalogue.schema import Column, Table, View
from catalogue.tables.angebote import angaben_column, state_columns

LIEFERUNGEN = "XZuFi-Lieferungen der Redaktionen von Bund, Ländern und Kommunen"

KLASSEN = ("Leistung", "Spezialisierung", "Organisationseinheit", "Onlinedienst", "Zuständigkeit", "Formular")


def _id(what: str) -> Column:
    return Column("id", "TEXT", "Kennung", what, required=True)


def _redaktion() -> Column:
    return Column("redaktion", "TEXT", "Redaktion", "Redaktion, die es pflegt.", required=True, facet=True)


def _part() -> tuple[Column, Column]:
    return (
        Column("objekt_id", "TEXT", "Objekt", "Kennung des Objekts, zu dem es gehört.", required=True),
        Column("position", "INTEGER", "Position", "Reihenfolge im Objekt, ab 1.", required=True),
    )


def _gone() -> Column:
    return Column(
        "verschwunden_am",
        "TEXT",
        "Verschwunden am",
        "Zeitpunkt (UTC), zu dem es gelöscht wurde oder in einer vollständigen Lieferung fehlte; leer, solange es da "
        "ist.",
    )


def _language() -> Column:
    return Column("sprache", "TEXT", "Sprache", "Sprache, wie die Quelle sie angibt, z. B. de oder de-DE.", facet=True)


def _order() -> Column:
    return Column("darstellung", "TEXT", "Darstellung", "Platz in der Darstellung, den die Redaktion vorsieht.")


def _channel() -> Column:
    return Column("zugangskanal", "TEXT", "Zugangskanal", "Code des Zugangskanals (ab XZuFi 2.3.1).", facet=True)


XZUFI_OBJEKTE = Table(
    name="xzufi_objekte",
    title="XZuFi-Objekte",
    description="Jedes Objekt der XZuFi-Lieferungen mit der Prüfsumme, an der erkannt wird, dass es unverändert ist.",
    kind="betrieb",
    key=("id",),
    source="Eigene Aufzeichnung des Programms",
    indexes=(("enthalten_in",),),
    columns=(
        _id("Redaktion, Klasse und Nummer: LB Leistung, SP Spezialisierung, OE, OD, ZU Zuständigkeit, FO Formular."),
        _redaktion(),
        Column("klasse", "TEXT", "Klasse", "Klasse des Objekts.", required=True, allowed=KLASSEN, facet=True),
        Column(
            "pruefsumme",
            "TEXT",
            "Prüfsumme",
            "Prüfsumme seines Wortlauts in der Lieferung; leer, wenn es nicht allein geliefert wurde.",
        ),
        Column(
            "enthalten_in",
            "TEXT",
            "Enthalten in",
            "Objekt, in dem es geliefert wurde, etwa die Organisationseinheit einer Zuständigkeit.",
        ),
        Column(
            "lieferung_id",
            "INTEGER",
            "Lieferung",
            "Lieferung, die es zuletzt enthielt.",
            required=True,
        ),
        _gone(),
    ),
)

WEITERE_LEISTUNGEN = Table(
    name="weitere_leistungen",
    title="Weitere Leistungen der Beschreibungen",
    description="Leistungen, die eine Leistungsbeschreibung nach ihrer ersten nennt.",
    kind="stand",
    key=("objekt_id", "position"),
    source=LIEFERUNGEN,
    indexes=(("leistungsschluessel",),),
    columns=(
        *_part(),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Beschriebene Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
    ),
)

LEISTUNGSTEXTE = Table(
    name="leistungstexte",
    title="Texte der Leistungen",
    description="Texte von Leistungsbeschreibungen und Spezialisierungen nach Modul und Sprache, als HTML wie "
    "geliefert.",
    kind="stand",
    key=("objekt_id", "position"),
    source=LIEFERUNGEN,
    columns=(
        *_part(),
        Column(
            "art",
            "TEXT",
            "Art",
            "Element der Norm, in dem der Text steht, z. B. modulText oder modulFrist.",
            required=True,
            facet=True,
        ),
        Column("modul", "TEXT", "Modul", "Code des Textmoduls, z. B. 06 Volltext.", facet=True),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Bezeichnung des Moduls, soweit die Lieferung sie nennt."),
        _language(),
        Column("inhalt", "TEXT", "Inhalt", "Der Text."),
        Column(
            "teil",
            "INTEGER",
            "Teil",
            "Position der Frist oder der Kosten, zu denen der Text gehört; leer, wenn er für das ganze Modul gilt.",
        ),
        _order(),
        _channel(),
    ),
)

OBJEKTLINKS = Table(
    name="objektlinks",
    title="Links der XZuFi-Objekte",
    description="Links in Leistungsbeschreibungen, Onlinediensten und Formularen.",
    kind="stand",
    key=("objekt_id", "position"),
    source=LIEFERUNGEN,
    columns=(
        *_part(),
        Column("art", "TEXT", "Art", "Element der Norm, in dem der Link steht.", required=True, facet=True),
        Column("modul", "TEXT", "Modul", "Code des Textmoduls, in dem er steht."),
        Column("typ", "TEXT", "Typ", "Code des Linktyps; 01 führt zum Onlinedienst.", facet=True),
        Column("uri", "TEXT", "Link wie geliefert", "Der Link, wie ihn die Lieferung nennt."),
        Column("url", "TEXT", "Link", "Link, dem ein Browser folgen kann; leer, wenn der gelieferte keiner ist."),
        Column("titel", "TEXT", "Titel", "Titel des Links."),
        Column("beschreibung", "TEXT", "Beschreibung", "Beschreibung des Links."),
        _language(),
        _order(),
    ),
)

LEISTUNGSFRISTEN = Table(
    name="leistungsfristen",
    title="Fristen und Bearbeitungsdauern",
    description="Fristen und Bearbeitungsdauern der Leistungsbeschreibungen; ihre Texte stehen bei den Texten.",
    kind="stand",
    key=("objekt_id", "position"),
    source=LIEFERUNGEN,
    columns=(
        *_part(),
        Column("art", "TEXT", "Art", "frist oder bearbeitungsdauer.", required=True, facet=True),
        Column("typ", "TEXT", "Typ", "Code der Art der Frist.", facet=True),
        Column("dauer", "TEXT", "Dauer", "Dauer oder ihr kleinster Wert."),
        Column("einheit", "TEXT", "Einheit", "Einheit der Dauer, z. B. TAG."),
        Column("dauer_bis", "TEXT", "Dauer bis", "Größte Dauer."),
        Column("einheit_bis", "TEXT", "Einheit bis", "Einheit der größten Dauer."),
        Column("von", "TEXT", "Von", "Stichtag oder Beginn, Datum oder Monat und Tag."),
        Column("bis", "TEXT", "Bis", "Ende, Datum oder Monat und Tag."),
        _order(),
        _channel(),
    ),
)

LEISTUNGSKOSTEN = Table(
    name="leistungskosten",
    title="Kosten der Leistungen",
    description="Kosten laut Leistungsbeschreibung; ihre Texte stehen bei den Texten.",
    kind="stand",
    key=("objekt_id", "position"),
    source=LIEFERUNGEN,
    columns=(
        *_part(),
        Column("typ", "TEXT", "Typ", "Code der Art der Kosten.", facet=True),
        Column(
            "art",
            "TEXT",
            "Art",
            "fix, frei oder variabel, soweit es aus der Angabe folgt.",
            allowed=("fix", "frei", "variabel"),
            facet=True,
        ),
        Column("betrag", "TEXT", "Betrag", "Betrag oder seine Untergrenze, wie geliefert."),
        Column("betrag_bis", "TEXT", "Betrag bis", "Obergrenze des Betrags, wie geliefert."),
        Column("waehrung", "TEXT", "Währung", "Währung des Betrags, soweit genannt."),
        Column("vorkasse", "TEXT", "Vorkasse", "Ob vorher zu zahlen ist (true oder false)."),
        _order(),
        _channel(),
    ),
)

SPEZIALISIERUNGEN = Table(
    name="spezialisierungen",
    title="Spezialisierungen",
    description="Was eine Redaktion an einer Leistungsbeschreibung für ihr Gebiet ergänzt oder ersetzt.",
    kind="stand",
    key=("id",),
    source=LIEFERUNGEN,
    indexes=(("leistung_id",),),
    columns=(
        _id("Redaktion.SP.Nummer."),
        _redaktion(),
        Column("leistung_id", "TEXT", "Leistungsbeschreibung", "Kennung der spezialisierten Leistungsbeschreibung."),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Titel, soweit sie einen eigenen hat."),
        *state_columns(),
        angaben_column(),
        _gone(),
    ),
)

ORGANISATIONSEINHEITEN = Table(
    name="organisationseinheiten",
    title="Organisationseinheiten",
    description="Behörden und ihre Stellen. Namen und Durchwahlen einzelner Beschäftigter werden nicht gespeichert.",
    kind="stand",
    key=("id",),
    source=LIEFERUNGEN,
    columns=(
        _id("Redaktion.OE.Nummer."),
        _redaktion(),
        Column("name", "TEXT", "Name", "Name, zuerst der deutsche.", search=True),
        Column("kurzbezeichnung", "TEXT", "Kurzbezeichnung", "Kurzer Name."),
        *state_columns(),
        angaben_column(),
        _gone(),
    ),
)

ANSCHRIFTEN = Table(
    name="anschriften",
    title="Anschriften",
    description="Anschriften der Organisationseinheiten.",
    kind="stand",
    key=("objekt_id", "position"),
    source=LIEFERUNGEN,
    columns=(
        *_part(),
        Column("typ", "TEXT", "Typ", "Code der Art der Anschrift, z. B. 001 Hausanschrift.", facet=True),
        Column("strasse", "TEXT", "Straße", "Straße."),
        Column("hausnummer", "TEXT", "Hausnummer", "Hausnummer."),
        Column("postfach", "TEXT", "Postfach", "Postfach."),
        Column("plz", "TEXT", "PLZ", "Postleitzahl."),
        Column("ort", "TEXT", "Ort", "Ort."),
        Column("land", "TEXT", "Bundesland", "Code des Bundeslandes."),
        Column("ags", "TEXT", "AGS", "Gemeindeschlüssel."),
        Column("ars", "TEXT", "ARS", "Regionalschlüssel."),
    ),
)

KOMMUNIKATIONSWEGE = Table(
    name="kommunikationswege",
    title="Kommunikationswege",
    description="Telefon, Fax, E-Mail und Web der Organisationseinheiten, nicht einzelner Beschäftigter.",
    kind="stand",
    key=("objekt_id", "position"),
    source=LIEFERUNGEN,
    columns=(
        *_part(),
        Column("kanal", "TEXT", "Kanal", "Code des Kanals.", facet=True),
        Column("kennung", "TEXT", "Kennung", "Nummer, Adresse oder Link."),
    ),
)

ZUSTAENDIGKEITEN = Table(
    name="xzufi_zustaendigkeiten",
    title="Zuständigkeiten",
    description="Wofür eine Organisationseinheit zuständig ist oder ein Onlinedienst gilt; die Gebiete stehen in "
    "zustaendigkeitsgebiete.",
    kind="stand",
    key=("id",),
    source=LIEFERUNGEN,
    indexes=(("leistung_id",), ("objekt_id",)),
    columns=(
        _id("Redaktion.ZU.Nummer."),
        _redaktion(),
        Column(
            "art",
            "TEXT",
            "Art",
            "ZustaendigkeitOrganisationseinheit, ZustaendigkeitOnlinedienst oder was die Lieferung nennt.",
            facet=True,
        ),
        Column("objekt_id", "TEXT", "Objekt", "Organisationseinheit, Onlinedienst oder Formular."),
        Column("leistung_id", "TEXT", "Leistungsbeschreibung", "Leistungsbeschreibung, für die sie gilt."),
        Column("rolle", "TEXT", "Rolle", "Code der Rolle: 01 zuständige Stelle, 03 Ansprechpunkt.", facet=True),
        *state_columns(),
        angaben_column(),
        _gone(),
    ),
)

ZUSTAENDIGKEITSGEBIETE = Table(
    name="zustaendigkeitsgebiete",
    title="Gebiete der Zuständigkeiten",
    description="Für welche Gebiete eine Zuständigkeit gilt.",
    kind="stand",
    key=("zustaendigkeit_id", "position"),
    source=LIEFERUNGEN,
    indexes=(("gebiet",),),
    columns=(
        Column("zustaendigkeit_id", "TEXT", "Zuständigkeit", "Kennung der Zuständigkeit.", required=True),
        Column("position", "INTEGER", "Position", "Reihenfolge in der Zuständigkeit, ab 1.", required=True),
        Column("gebiet", "TEXT", "Gebiet", "Schlüssel des Gebiets, ARS oder AGS."),
        Column("schema", "TEXT", "Schema", "Schlüsselsystem, dem er angehört.", facet=True),
    ),
)

FORMULARE = Table(
    name="formulare",
    title="Formulare",
    description="Formulare, soweit die Lieferungen sie enthalten.",
    kind="stand",
    key=("id",),
    source=LIEFERUNGEN,
    columns=(
        _id("Redaktion.FO.Nummer."),
        _redaktion(),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Name, zuerst der deutsche.", search=True),
        *state_columns(),
        angaben_column(),
        _gone(),
    ),
)

TABLES = (
    XZUFI_OBJEKTE,
    WEITERE_LEISTUNGEN,
    LEISTUNGSTEXTE,
    OBJEKTLINKS,
    LEISTUNGSFRISTEN,
    LEISTUNGSKOSTEN,
    SPEZIALISIERUNGEN,
    ORGANISATIONSEINHEITEN,
    ANSCHRIFTEN,
    KOMMUNIKATIONSWEGE,
    ZUSTAENDIGKEITEN,
    ZUSTAENDIGKEITSGEBIETE,
    FORMULARE,
)

_WITH_ANGABEN = (
    "leistungsbeschreibungen",
    "spezialisierungen",
    "organisationseinheiten",
    "onlinedienste",
    "xzufi_zustaendigkeiten",
    "formulare",
)

BESCHRIEBENE_LEISTUNGEN = View(
    name="beschriebene_leistungen",
    title="Beschriebene Leistungen",
    description="Jede Leistung, die eine Leistungsbeschreibung nennt.",
    source=LIEFERUNGEN,
    sort="leistungsschluessel",
    columns=(
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Beschriebene Leistung."),
        Column("beschreibung_id", "TEXT", "Beschreibung", "Kennung der Leistungsbeschreibung."),
        Column("position", "INTEGER", "Position", "0 für die erste Leistung der Beschreibung, ab 1 für weitere."),
    ),
    sql="""
SELECT leistungsschluessel, id AS beschreibung_id, 0 AS position
FROM leistungsbeschreibungen WHERE leistungsschluessel IS NOT NULL
UNION ALL
SELECT leistungsschluessel, objekt_id, position FROM weitere_leistungen
""",
)

OBJEKTANGABEN = View(
    name="objektangaben",
    title="Weitere Angaben der XZuFi-Objekte",
    description="Was ein Objekt mehrfach oder verschachtelt angibt: Schlüssel, Typisierung, Adressaten, Lagen, "
    "SDG-Bereiche, Gebiete, Begriffe, Kategorien, Sprachfassungen.",
    source=LIEFERUNGEN,
    columns=(
        *_part(),
        Column(
            "angabe", "TEXT", "Angabe", "Element der Norm mit dem Weg dorthin, benannt wie in XZuFi 2.3.1.", facet=True
        ),
        Column("wert", "TEXT", "Wert", "Wert, Code oder Kennung."),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Name des Codes, soweit die Lieferung ihn nennt."),
        Column("liste", "TEXT", "Liste", "Codeliste oder Schema der Kennung."),
        Column("listenversion", "TEXT", "Listenversion", "Version der Codeliste."),
        Column("redaktion", "TEXT", "Redaktion", "Redaktion, die eine Kennung vergeben hat."),
        _language(),
    ),
    sql=" UNION ALL ".join(
        f"""
SELECT o.id AS objekt_id, a.key + 1 AS position, json_extract(a.value, '$[0]') AS angabe,
       json_extract(a.value, '$[1]') AS wert, json_extract(a.value, '$[2]') AS bezeichnung,
       json_extract(a.value, '$[3]') AS liste, json_extract(a.value, '$[4]') AS listenversion,
       json_extract(a.value, '$[5]') AS redaktion, json_extract(a.value, '$[6]') AS sprache
FROM {table} AS o, json_each(o.angaben) AS a
"""
        for table in _WITH_ANGABEN
    ),
)

VIEWS = (BESCHRIEBENE_LEISTUNGEN, OBJEKTANGABEN)
