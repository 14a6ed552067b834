"""Table of the acknowledgements: runs of which a person said that what went wrong is known and dealt with."""

from catalogue.schema import Column, Table
from catalogue.tables.laeufe import EIGENE

QUITTUNGEN = Table(
    name="quittungen",
    title="Quittungen",
    description="Läufe, deren Befunde eine Person zur Kenntnis genommen hat; „thavel check“ nennt sie nicht mehr.",
    kind="betrieb",
    key=("lauf_id",),
    source=EIGENE,
    columns=(
        Column("lauf_id", "INTEGER", "Lauf", "Lauf, um den es geht.", required=True, references="laeufe.id"),
        Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) der Quittung.", required=True),
        Column("person", "TEXT", "Person", "Name oder Kürzel der Person, die quittiert hat.", required=True),
        Column("notiz", "TEXT", "Notiz", "Warum der Befund erledigt ist.", required=True),
    ),
)

TABLES = (QUITTUNGEN,)
