"""The table of cases per year, as the towns counted them."""

from catalogue.schema import Column, Table
from catalogue.tables.angebote import sightings

ZAEHLUNG = "Eigene Zählung der Kommune"

# How a number of cases is to be read.
EXACT, UPPER_BOUND, ROUNDED = "gezählt", "Obergrenze", "gerundet"

FALLZAHLEN = Table(
    name="fallzahlen",
    title="Fallzahlen",
    description="Wie viele Fälle einer Leistung eine Kommune in einem Jahr hatte, nach ihrer eigenen Zählung.",
    kind="stand",
    key=("ags", "leistungsschluessel", "jahr"),
    source=ZAEHLUNG,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, die gezählt hat.", required=True, references="kommunen.ags"),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Gezählte Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column("jahr", "INTEGER", "Jahr", "Kalenderjahr, in dem gezählt wurde.", required=True, facet=True),
        Column("faelle", "INTEGER", "Fälle", "Zahl der Fälle in diesem Jahr.", required=True),
        Column(
            "art",
            "TEXT",
            "Art",
            "Wie die Zahl zu lesen ist: gezählt; Obergrenze, wo die Kommune „<5“ schreibt (gespeichert ist 5); "
            "gerundet, wo sie „ca. 1.200“ schreibt. „k. A.“, „-“ und „x“ sind unbekannt und stehen hier nicht.",
            allowed=(EXACT, UPPER_BOUND, ROUNDED),
            facet=True,
        ),
        Column("bemerkung", "TEXT", "Bemerkung", "Was die Kommune dazu anmerkt."),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        *sightings(),
    ),
)

TABLES = (FALLZAHLEN,)
