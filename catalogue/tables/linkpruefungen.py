"""The table of what a check of links found."""

from catalogue.schema import Column, Table

ERGEBNISSE = ("ok", "umgezogen", "defekt", "nicht prüfbar")

LINKPRUEFUNGEN = Table(
    name="linkpruefungen",
    title="Linkprüfungen",
    description="Was die letzte Prüfung jedes Links ergab. Nicht prüfbar heißt: Von hier aus war nicht zu klären, ob "
    "der Link geht, etwa weil der Server Programme abweist; das spricht weder für noch gegen ihn.",
    kind="stand",
    key=("url",),
    source="Eigene Prüfung (thavel check links)",
    indexes=(("ergebnis",),),
    columns=(
        Column("url", "TEXT", "Link", "Der geprüfte Link, wie er gemeldet ist.", required=True),
        Column("geprueft_am", "TEXT", "Geprüft am", "Zeitpunkt (UTC) der letzten Prüfung.", required=True),
        Column(
            "ergebnis",
            "TEXT",
            "Ergebnis",
            "Was die Prüfung ergab; eine Anmeldeseite ist kein Defekt.",
            required=True,
            allowed=ERGEBNISSE,
            facet=True,
        ),
        Column("http_status", "INTEGER", "HTTP-Status", "Status der letzten Antwort; leer, wenn keine kam."),
        Column("ziel", "TEXT", "Ziel", "Wohin der Link umgezogen ist."),
        Column("grund", "TEXT", "Grund", "Woran das Ergebnis zu erkennen war, in einem Satz.", required=True),
        Column(
            "seit", "TEXT", "Seit", "Zeitpunkt (UTC) der Prüfung, seit der das Ergebnis dasselbe ist.", required=True
        ),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
    ),
)

TABLES = (LINKPRUEFUNGEN,)
