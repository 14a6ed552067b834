"""Tables of the Leistungen, their descriptions, the Onlinedienste and who offers them."""

from catalogue.schema import Column, Table, View
from catalogue.tables.anschluss import OFFER_COLUMNS, OFFER_SQL

PVOG = "Portalverbund Online-Gateway (PVOG), FITKO; Redaktionen der Länder und des Bundes"
DASHBOARD = "Dashboard Digitale Verwaltung (Open-PVOG)"
LEIKA = "OZG-Umsetzungskatalog / LeiKa, OZG-Datenbank NRW (MIT)"

EBENEN = ("Bund", "Land", "Kreis", "Verwaltung", "Kommune", "unbekannt")


def state_columns() -> tuple[Column, ...]:
    """Validity and version of an object, as its Redaktion states them."""
    return (
        Column("gueltig_ab", "TEXT", "Gültig ab", "Beginn der ersten Gültigkeit laut Redaktion."),
        Column("gueltig_bis", "TEXT", "Gültig bis", "Ende der ersten Gültigkeit laut Redaktion."),
        Column("erstellt", "TEXT", "Erstellt", "Zeitpunkt der Erstellung laut Redaktion."),
        Column("geaendert", "TEXT", "Geändert", "Zeitpunkt der letzten Änderung laut Redaktion."),
        Column("fassung", "TEXT", "Fassung", "Version des Objekts laut Redaktion."),
    )


def angaben_column() -> Column:
    """Column for what XZuFi says of an object beside the other columns; shown by the view `objektangaben`."""
    return Column("angaben", "TEXT", "Weitere Angaben", "Weitere Angaben (JSON); lesbar unter objektangaben.")


def sightings(last: str = "") -> tuple[Column, Column, Column]:
    """When an object was first and last seen, and since when it is gone."""
    return (
        Column(
            "erstmals_gesehen",
            "TEXT",
            "Erstmals gesehen",
            "Zeitpunkt (UTC) des ersten Abrufs, der es enthielt.",
            required=True,
        ),
        Column(
            "zuletzt_gesehen",
            "TEXT",
            "Zuletzt gesehen",
            f"Zeitpunkt (UTC) des letzten Abrufs, der es enthielt{last}.",
            required=True,
        ),
        Column(
            "verschwunden_am",
            "TEXT",
            "Verschwunden am",
            "Zeitpunkt (UTC), zu dem es in der Quelle fehlte; leer, solange es da ist.",
        ),
    )


LEISTUNGEN = Table(
    name="leistungen",
    title="Leistungen",
    description="Verwaltungsleistungen nach Leistungsschlüssel (LeiKa).",
    kind="stand",
    key=("leistungsschluessel",),
    source=f"{LEIKA}; Titel für Bürger: {PVOG}",
    indexes=(("themenfeld",),),
    sort="leistungsschluessel",
    columns=(
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Vierzehnstelliger Schlüssel der Leistung.",
            required=True,
        ),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Fachlicher Name der Leistung (LeiKa).", search=True),
        Column("bezeichnung_2", "TEXT", "Bezeichnung II", "Name der Leistung, wie ihn Bürger lesen.", search=True),
        Column("leistungstyp", "TEXT", "Leistungstyp", "LO Objekt, LOV mit Verrichtung, LOVD mit Detail.", facet=True),
        Column("typisierung", "TEXT", "Typisierung", "Wer regelt und wer vollzieht (LeiKa-Typ).", facet=True),
        Column("ozg_id", "TEXT", "OZG-Nummer", "Nummer der OZG-Leistung."),
        Column("ozg_leistung", "TEXT", "OZG-Leistung", "Name der OZG-Leistung.", search=True),
        Column("themenfeld", "TEXT", "Themenfeld", "OZG-Themenfeld.", facet=True),
        Column("lage", "TEXT", "Lage", "Lebens- oder Geschäftslage.", facet=True),
        Column("sdg", "TEXT", "SDG-Bereich", "Informationsbereiche der EU-Verordnung 2018/1724, soweit bekannt."),
        Column("rechtsgrundlagen", "TEXT", "Rechtsgrundlagen", "Rechtsgrundlagen laut Katalog."),
        Column("stand", "TEXT", "Stand", "Stand des Katalogs, aus dem die fachlichen Angaben sind."),
    ),
)

LEISTUNGSBESCHREIBUNGEN = Table(
    name="leistungsbeschreibungen",
    title="Leistungsbeschreibungen",
    description="Beschreibungen von Leistungen, die eine Redaktion veröffentlicht hat; ihre Texte stehen in "
    "leistungstexte. "
    "Eine Beschreibung sagt nicht, dass es einen Onlinedienst gibt.",
    kind="stand",
    key=("id",),
    source=PVOG,
    indexes=(("leistungsschluessel",),),
    columns=(
        Column("id", "TEXT", "Kennung", "Redaktion.LB.Nummer.", required=True),
        Column("redaktion", "TEXT", "Redaktion", "Redaktion, die die Beschreibung pflegt.", required=True, facet=True),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Beschriebene Leistung; leer, wenn die Beschreibung keine nennt, bei mehreren die erste (die übrigen "
            "stehen in weitere_leistungen, alle in beschriebene_leistungen).",
            references="leistungen.leistungsschluessel",
        ),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Titel der Beschreibung.", search=True),
        Column("aktualisiert", "TEXT", "Aktualisiert", "Letzte Änderung laut Suchdienst."),
        Column("struktur", "TEXT", "Struktur", "Art der Struktur laut XZuFi.", facet=True),
        Column("vertrauensniveau", "TEXT", "Vertrauensniveau", "Verlangtes Vertrauensniveau (Code)."),
        Column("freigegeben_am", "TEXT", "Freigegeben am", "Tag der fachlichen Freigabe."),
        Column("typisierung", "TEXT", "Typisierung", "Wer regelt und wer vollzieht (Codes).", facet=True),
        Column(
            "adressaten", "TEXT", "Adressaten", "An wen sie sich richtet: 001 Bürger, 002 Unternehmen, 003 Verwaltung."
        ),
        Column("lagen", "TEXT", "Lagen", "Lebens- und Geschäftslagen (Codes)."),
        Column("sdg", "TEXT", "SDG-Bereich", "Informationsbereiche der EU-Verordnung 2018/1724 (Codes)."),
        Column("gebiete", "TEXT", "Gebiete", "Schlüssel der Gebiete, für die sie gilt."),
        *state_columns(),
        angaben_column(),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        *sightings("; was eine XZuFi-Lieferung unverändert wiederholt, steht in xzufi_objekte"),
    ),
)

ONLINEDIENSTE = Table(
    name="onlinedienste",
    title="Onlinedienste",
    description="Onlinedienste, wie sie die Quellen melden.",
    kind="stand",
    key=("id",),
    source=PVOG,
    # The second holds all that a comparison reads of a service.
    indexes=(("loesung_id",), ("id", "verschwunden_am", "url")),
    columns=(
        Column("id", "TEXT", "Kennung", "Redaktion.OD.Nummer.", required=True),
        Column("redaktion", "TEXT", "Redaktion", "Redaktion, die den Onlinedienst pflegt.", required=True, facet=True),
        Column("bezeichnung", "TEXT", "Onlinedienst", "Name des Onlinedienstes.", search=True),
        Column("url", "TEXT", "Link", "Link zum Onlinedienst; leer, wenn keiner oder kein gültiger gemeldet ist."),
        Column(
            "url_gemeldet",
            "TEXT",
            "Link wie gemeldet",
            "Was die Quelle als Link meldet, wenn es kein http(s)-Link ist.",
        ),
        Column("vertrauensniveau", "TEXT", "Vertrauensniveau", "Verlangtes Vertrauensniveau der Anmeldung (Code)."),
        Column("loesung_id", "TEXT", "Lösung", "Erkannte Lösung; bei mehreren Leistungen die der kleinsten."),
        angaben_column(),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        *sightings(),
    ),
)

ANGEBOTSNACHWEISE = Table(
    name="angebotsnachweise",
    title="Angebotsnachweise",
    description="Welche Quelle wann gemeldet hat, dass ein Onlinedienst für eine Leistung in einer Kommune gilt.",
    kind="stand",
    key=("ags", "leistungsschluessel", "onlinedienst_id"),
    source=PVOG,
    # The first holds all that a comparison reads of an offer.
    indexes=(("leistungsschluessel", "onlinedienst_id", "ags", "verschwunden_am", "quelle"), ("onlinedienst_id",)),
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, in der das Angebot gilt.", required=True, references="kommunen.ags"),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Angebotene Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column(
            "onlinedienst_id", "TEXT", "Onlinedienst", "Onlinedienst.", required=True, references="onlinedienste.id"
        ),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        Column("lauf_id", "INTEGER", "Lauf", "Lauf, der es zuerst oder wieder gesehen hat.", references="laeufe.id"),
        *sightings(),
    ),
)

ZUSTAENDIGE_STELLEN = Table(
    name="zustaendige_stellen",
    title="Zuständige Stellen",
    description="Wer nach Auskunft des PVOG in einer Kommune für eine Leistung zuständig oder ansprechbar ist.",
    kind="stand",
    key=("ags", "leistungsschluessel", "rolle", "titel"),
    source=PVOG,
    indexes=(("leistungsschluessel",),),
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, nach der gefragt wurde.", required=True, references="kommunen.ags"),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung, nach der gefragt wurde.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column("rolle", "TEXT", "Rolle", "01 zuständige Stelle, 03 Ansprechpunkt.", required=True, facet=True),
        Column("titel", "TEXT", "Stelle", "Name der Stelle.", required=True, search=True),
        Column("organisationseinheit_id", "TEXT", "Organisationseinheit", "Kennung der Stelle, soweit genannt."),
        Column("rolle_name", "TEXT", "Rolle laut Quelle", "Name der Rolle."),
        Column("beschreibung_id", "TEXT", "Leistungsbeschreibung", "Beschreibung, zu der gefragt wurde."),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        *sightings(),
    ),
)

DASHBOARD_ANGEBOTE = Table(
    name="dashboard_angebote",
    title="Angebote laut Dashboard",
    description="Was das Dashboard Digitale Verwaltung (Open-PVOG) für eine Kommune nennt und ob es für sie selbst "
    "eingetragen oder von einer höheren Ebene übernommen ist. Ein Beleg für die Ebene, keine Angebote.",
    kind="stand",
    key=("ags", "leistungsschluessel", "ars", "url"),
    source=DASHBOARD,
    indexes=(("leistungsschluessel", "ags"),),
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, nach der gefragt wurde.", required=True, references="kommunen.ags"),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Angebotene Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column("ars", "TEXT", "ARS", "Gebiet, für das es eingetragen ist, laut Dashboard.", required=True),
        Column("url", "TEXT", "Link", "Link zum Onlinedienst; leer, wenn kein gültiger genannt ist.", required=True),
        Column(
            "oertlich",
            "INTEGER",
            "Örtlich",
            "1: für die Kommune selbst eingetragen; 0: von einer höheren Ebene übernommen.",
            required=True,
            facet=True,
        ),
        Column("titel", "TEXT", "Titel", "Name der Leistung laut Dashboard.", search=True),
        Column("ars_name", "TEXT", "Gebiet", "Name des Gebiets."),
        Column("online_status", "TEXT", "Status des Links", "ok oder nicht ok, laut Dashboard.", facet=True),
        Column("aktiv", "TEXT", "Aktiv", "Ob die Leistung aktiv ist: ja, nein oder leer.", facet=True),
        Column("art_flaechendeckung", "TEXT", "Flächendeckung", "Wie weit der Dienst verbreitet ist.", facet=True),
        Column("begruendung", "TEXT", "Begründung", "Warum das Dashboard den Eintrag nicht berücksichtigt."),
        Column("datenstand", "TEXT", "Datenstand", "Stand, zu dem das Dashboard die Daten aus dem PVOG hat."),
        Column("ozg_id", "TEXT", "OZG-Nummer", "Nummer der OZG-Leistung."),
        Column("ozg_bezeichnung", "TEXT", "OZG-Leistung", "Name der OZG-Leistung."),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        *sightings(),
    ),
)

LEISTUNGSTITEL = View(
    name="leistungstitel",
    title="Titel der Leistungen",
    description="Wie eine Leistung heißt: mit dem Titel für Bürger, sonst dem fachlichen, sonst mit dem Schlüssel.",
    source=PVOG,
    columns=(
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung."),
        Column("titel", "TEXT", "Titel", "Titel, der angezeigt wird."),
    ),
    sql="""
SELECT leistungsschluessel, coalesce(bezeichnung_2, bezeichnung, leistungsschluessel) AS titel FROM leistungen
""",
)

GEMELDETE_ANGEBOTE = View(
    name="gemeldete_angebote",
    title="Gemeldete Angebote",
    description="Nachweise aller Angebote außer denen, die nur aus der eigenen Liste einer Kommune stammen.",
    source=PVOG,
    columns=ANGEBOTSNACHWEISE.columns,
    sql=f"""
SELECT {", ".join(column.name for column in ANGEBOTSNACHWEISE.columns)} FROM angebotsnachweise WHERE quelle <> 'bestand'
""",
)

ANGEBOTE = View(
    name="angebote",
    title="Angebote",
    description="Je Kommune, Leistung und Onlinedienst ein Angebot, mit Ebene und Lösung. "
    "Die Ebene sagt, wer das Angebot macht; unbekannt heißt: nicht belegt.",
    source=PVOG,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, in der das Angebot gilt.", facet=False),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune."),
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Angebotene Leistung."),
        Column("leistung", "TEXT", "Leistung", "Titel der Leistung."),
        Column("onlinedienst_id", "TEXT", "Onlinedienst-Kennung", "Kennung des Onlinedienstes."),
        Column("onlinedienst", "TEXT", "Onlinedienst", "Name des Onlinedienstes."),
        Column("url", "TEXT", "Link", "Link zum Onlinedienst."),
        Column(
            "ebene", "TEXT", "Ebene", "Wer das Angebot macht: Bund, Land, Kreis, Verwaltung, Kommune oder unbekannt."
        ),
        Column("ebene_grund", "TEXT", "Grund der Ebene", "Woran die Ebene erkannt wurde."),
        Column("ebene_beleg", "TEXT", "Beleg der Ebene", "Art des stärksten Belegs; leer, wo nicht verglichen wurde."),
        *OFFER_COLUMNS,
        Column("loesung_id", "TEXT", "Lösungs-Kennung", "Kennung der Lösung."),
        Column("loesung", "TEXT", "Lösung", "Lösung hinter dem Link."),
        Column("plattform", "TEXT", "Plattform", "Plattform, auf der die Lösung läuft."),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports."),
        Column("lauf_id", "INTEGER", "Lauf", "Lauf, der es zuerst oder wieder gesehen hat."),
        *sightings(),
    ),
    sql=f"""
SELECT n.ags, k.name AS kommune, n.leistungsschluessel,
       coalesce(l.titel, n.leistungsschluessel) AS leistung,
       n.onlinedienst_id, o.bezeichnung AS onlinedienst, o.url,
       coalesce(b.ebene, 'unbekannt') AS ebene,
       coalesce(b.ebene_grund, CASE n.quelle
           WHEN 'bestand' THEN 'Aus der eigenen Liste der Kommune; sie sagt nicht, wer das Angebot macht.'
           ELSE 'Noch nicht verglichen.' END) AS ebene_grund,
       b.ebene_beleg,{OFFER_SQL},
       b.loesung_id, s.bezeichnung AS loesung, s.plattform,
       n.quelle, n.lauf_id, n.erstmals_gesehen, n.zuletzt_gesehen, n.verschwunden_am
FROM angebotsnachweise n
LEFT JOIN kommunennamen k ON k.ags = n.ags
LEFT JOIN leistungstitel l ON l.leistungsschluessel = n.leistungsschluessel
LEFT JOIN onlinedienste o ON o.id = n.onlinedienst_id
LEFT JOIN dienstbewertung b
  ON b.onlinedienst_id = n.onlinedienst_id AND b.leistungsschluessel = n.leistungsschluessel
LEFT JOIN loesungen s ON s.id = b.loesung_id
""",
)

TABLES = (
    LEISTUNGEN,
    LEISTUNGSBESCHREIBUNGEN,
    ONLINEDIENSTE,
    ANGEBOTSNACHWEISE,
    ZUSTAENDIGE_STELLEN,
    DASHBOARD_ANGEBOTE,
)
VIEWS = (LEISTUNGSTITEL, GEMELDETE_ANGEBOTE, ANGEBOTE)
