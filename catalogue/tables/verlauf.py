"""Tables of what became of the gaps from comparison to comparison, and the view of everything that changed."""

from catalogue.schema import Column, Table, View
from catalogue.tables.laeufe import AENDERUNGEN, EIGENE
from catalogue.tables.vergleich import LUECKENARTEN, ZUSTAENDIG

FIRST, OPENED, CLOSED = "Erstvergleich", "geöffnet", "geschlossen"
KIND_CHANGED, RESPONSIBILITY_CHANGED = "Art geändert", "Zuständigkeit geändert"
EREIGNISSE = (FIRST, OPENED, CLOSED, KIND_CHANGED, RESPONSIBILITY_CHANGED)
# The kinds of changes of offers, as `aenderungen` has them.
AENDERUNGSARTEN = next(column.allowed for column in AENDERUNGEN.columns if column.name == "art")
OFFER, GAP = "Angebot", "Lücke"

LUECKENSTAND = Table(
    name="lueckenstand",
    title="Stand der Lücken",
    description="Die Lücken jeder Kommune, für die schon verglichen wurde, beim letzten Vergleich für sie. "
    "Daran erkennt der nächste, was sich geändert hat, auch wenn zwischendurch für eine andere verglichen wurde.",
    kind="betrieb",
    key=("ags", "leistungsschluessel"),
    source=EIGENE,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, für die verglichen wurde.", required=True),
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung.", required=True),
        Column("leistung", "TEXT", "Leistung", "Titel der Leistung.", required=True),
        Column("art", "TEXT", "Art", "Art der Lücke.", required=True, allowed=LUECKENARTEN, facet=True),
        Column("zustaendig", "TEXT", "Zuständig", "Ob die Kommune zuständig ist.", required=True, allowed=ZUSTAENDIG),
    ),
)

VERGLEICHSSTAND = Table(
    name="vergleichsstand",
    title="Stand des Vergleichs",
    description="Die Angebote je Leistung, wie der letzte Vergleich sie gelesen hat. Daran erkennt der nächste, "
    "welche Leistungen er neu beurteilen muss, und was er dafür aus den Summen herausnimmt.",
    kind="betrieb",
    key=("leistungsschluessel",),
    source=EIGENE,
    columns=(
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung.", required=True),
        Column(
            "pruefsumme",
            "TEXT",
            "Prüfsumme",
            "Prüfsumme (SHA-256) über die Angebote und was sonst nur diese Leistung betrifft.",
            required=True,
        ),
        Column("angebote", "TEXT", "Angebote", "Onlinedienst, Link und Kommunen (AGS) als JSON.", required=True),
    ),
)

LUECKENVERLAUF = Table(
    name="lueckenverlauf",
    title="Verlauf der Lücken",
    description="Was sich von einem Vergleich zum nächsten für dieselbe Kommune an ihren Lücken geändert hat. "
    "Der erste Vergleich ist die Grundlage und eine einzige Zeile.",
    kind="betrieb",
    key=("id",),
    source=EIGENE,
    indexes=(("ags", "zeitpunkt"), ("leistungsschluessel",)),
    columns=(
        Column("id", "INTEGER", "Ereignis-Nummer", "Laufende Nummer.", required=True),
        Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) des Vergleichs, der es zeigte.", required=True),
        Column("ags", "TEXT", "AGS", "Kommune, für die verglichen wurde.", required=True),
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung; leer beim Erstvergleich."),
        Column("leistung", "TEXT", "Leistung", "Titel der Leistung."),
        Column("ereignis", "TEXT", "Ereignis", "Was geschah.", required=True, allowed=EREIGNISSE, facet=True),
        Column("vorher", "TEXT", "Vorher", "Art oder Zuständigkeit davor; leer, wo keine Lücke war."),
        Column("nachher", "TEXT", "Nachher", "Art oder Zuständigkeit danach; leer, wo keine Lücke mehr ist."),
        Column("grund", "TEXT", "Grund", "Warum, wo es sich aus dem Katalog ergibt."),
    ),
)

VERLAUF = View(
    name="verlauf",
    title="Was sich geändert hat",
    description="Änderungen an Angeboten und an Lücken in einer Liste.",
    source=EIGENE,
    columns=(
        Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) des Abrufs oder Vergleichs, der es zeigte."),
        Column("bereich", "TEXT", "Bereich", "Angebot (einer Kommune) oder Lücke (der verglichenen Kommune)."),
        Column("art", "TEXT", "Art", "Was geschah."),
        Column("ags", "TEXT", "AGS", "Kommune; leer, wenn der Onlinedienst selbst sich änderte."),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune."),
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Betroffene Leistung."),
        Column("leistung", "TEXT", "Leistung", "Titel der Leistung."),
        Column("onlinedienst_id", "TEXT", "Onlinedienst", "Betroffener Onlinedienst."),
        Column("vorher", "TEXT", "Vorher", "Wert vor der Änderung."),
        Column("nachher", "TEXT", "Nachher", "Wert nach der Änderung."),
        Column("grund", "TEXT", "Grund", "Warum, wo es sich aus dem Katalog ergibt."),
        Column("nummer", "INTEGER", "Nummer", "Laufende Nummer im Bereich."),
    ),
    sql=f"""
SELECT a.zeitpunkt, '{OFFER}' AS bereich, a.art, a.ags, coalesce(k.name, a.kommune) AS kommune, a.leistungsschluessel,
       a.leistung, a.onlinedienst_id, a.vorher, a.nachher, NULL AS grund, a.id AS nummer
FROM aenderungen a LEFT JOIN kommunennamen k ON k.ags = a.ags
UNION ALL
SELECT v.zeitpunkt, '{GAP}', v.ereignis, v.ags, k.name, v.leistungsschluessel, v.leistung, NULL, v.vorher, v.nachher,
       v.grund, v.id
FROM lueckenverlauf v LEFT JOIN kommunennamen k ON k.ags = v.ags
""",
)

TABLES = (LUECKENSTAND, VERGLEICHSSTAND, LUECKENVERLAUF)
VIEWS = (VERLAUF,)
