"""The table of what a check of connections found."""

from catalogue.schema import Column, Table

FIT_CONNECT, BUNDESPORTAL = WEGE = ("FIT-Connect", "Bundesportal")
ANGESCHLOSSEN, KEIN_ZUSTELLPUNKT, NICHT_ANGESCHLOSSEN, NICHT_PRUEFBAR = ERGEBNISSE = (
    "angeschlossen",
    "kein Zustellpunkt",
    "nicht angeschlossen",
    "nicht prüfbar",
)

ANSCHLUSSPRUEFUNGEN = Table(
    name="anschlusspruefungen",
    title="Anschlussprüfungen",
    description="Was die letzte Prüfung ergab, ob die Behörde, die in einer Kommune eine Leistung erledigt, an einen "
    "Onlinedienst angeschlossen ist. Kein Zustellpunkt heißt: FIT-Connect kennt keinen; der Dienst kann auf anderem "
    "Weg zustellen. Nicht prüfbar heißt: Die Antwort war nicht zu verstehen; das spricht weder dafür noch dagegen.",
    kind="stand",
    key=("ags", "leistungsschluessel", "weg", "dienst"),
    source="Eigene Prüfung (thavel check anschluss): FIT-Connect Routing-API (FITKO), Bundesportal (BMDS)",
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
        Column("weg", "TEXT", "Weg", "Wer gefragt wurde.", required=True, allowed=WEGE, facet=True),
        Column(
            "dienst",
            "TEXT",
            "Dienst",
            "Kennung des Dienstes im Bundesportal; leer bei FIT-Connect, das nur Leistung und Gebiet kennt.",
            required=True,
        ),
        Column("ars", "TEXT", "ARS", "Regionalschlüssel, mit dem gefragt wurde.", required=True),
        Column("geprueft_am", "TEXT", "Geprüft am", "Zeitpunkt (UTC) der letzten Prüfung.", required=True),
        Column(
            "ergebnis",
            "TEXT",
            "Ergebnis",
            "Was die Prüfung ergab.",
            required=True,
            allowed=ERGEBNISSE,
            facet=True,
        ),
        Column("grund", "TEXT", "Grund", "Woran das Ergebnis zu erkennen war, in einem Satz.", required=True),
        Column("beleg", "TEXT", "Beleg", "Die Adresse, die gefragt wurde.", required=True),
        Column("http_status", "INTEGER", "HTTP-Status", "Status der Antwort.", required=True),
        Column(
            "seit", "TEXT", "Seit", "Zeitpunkt (UTC) der Prüfung, seit der das Ergebnis dasselbe ist.", required=True
        ),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
    ),
)

TABLES = (ANSCHLUSSPRUEFUNGEN,)
