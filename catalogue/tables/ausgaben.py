"""The table that says of which edition each stock is that a source delivers as a whole."""

from catalogue.schema import Column, Table

AUSGABEN = Table(
    name="ausgaben",
    title="Ausgaben",
    description="Von welchem Stand ist, was eine Quelle als Ganzes liefert. Eine ältere Lieferung ersetzt es nur auf "
    "ausdrücklichen Wunsch (--older).",
    kind="betrieb",
    key=("quelle", "bestand"),
    source="Importläufe",
    columns=(
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True, facet=True),
        Column("bestand", "TEXT", "Bestand", "Was als Ganzes ersetzt wird, etwa ein Verzeichnis.", required=True),
        Column("stand", "TEXT", "Stand", "Stand laut der letzten Lieferung, oder unbekannt.", required=True),
        Column("lauf_id", "INTEGER", "Lauf", "Lauf, der diese Ausgabe brachte.", required=True, references="laeufe.id"),
    ),
    sort="bestand",
)

TABLES = (AUSGABEN,)
