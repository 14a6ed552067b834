"""Whether authorities are connected: findings of checks, evidence on municipalities, and what follows of offers."""

from catalogue.schema import Column, Table, View

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

OWN_LIST = "eigene Liste"
# What an offer is.
ANSCHLUSS = ("keiner nötig", "angeschlossen", "nicht angeschlossen", "ungeklärt")
UNGEKLAERT = ANSCHLUSS[-1]

ANSCHLUSSBELEGE = View(
    name="anschlussbelege",
    title="Belege für Anschlüsse",
    description="Was Prüfungen und eigene Listen je Kommune und Leistung darüber sagen, ob die Behörde an einen "
    "Onlinedienst angeschlossen ist. Aus der eigenen Liste zählen Einträge mit Leistungsschlüssel.",
    source=ANSCHLUSSPRUEFUNGEN.source,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune."),
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung."),
        Column(
            "anschluss",
            "TEXT",
            "Anschluss",
            "Was alle Belege sagen; ungeklärt, wo keiner es sagt oder sie sich widersprechen.",
        ),
        Column("anschluss_grund", "TEXT", "Grund des Anschlusses", "Was die Belege sagen."),
        Column("anschluss_beleg", "TEXT", "Beleg des Anschlusses", "Woher die Belege sind."),
        Column("anschluss_geprueft_am", "TEXT", "Anschluss geprüft am", "Zeitpunkt (UTC) des neuesten Belegs."),
    ),
    sql=f"""
SELECT ags, leistungsschluessel,
       CASE count(DISTINCT urteil) WHEN 1 THEN max(urteil) ELSE '{UNGEKLAERT}' END AS anschluss,
       CASE WHEN count(DISTINCT urteil) > 1 THEN 'Die Belege widersprechen sich: ' ELSE '' END
         || group_concat(grund, ' ') AS anschluss_grund,
       group_concat(DISTINCT weg) AS anschluss_beleg, max(am) AS anschluss_geprueft_am
FROM (
  SELECT ags, leistungsschluessel, weg, grund, geprueft_am AS am,
         CASE WHEN ergebnis IN ('{ANGESCHLOSSEN}', '{NICHT_ANGESCHLOSSEN}') THEN ergebnis END AS urteil
  FROM anschlusspruefungen
  UNION ALL
  SELECT ags, leistungsschluessel, '{OWN_LIST}', 'Die eigene Liste der Kommune nennt den Onlinedienst.',
         max(zuletzt_gesehen), '{ANGESCHLOSSEN}'
  FROM bestand_eintraege WHERE leistungsschluessel IS NOT NULL AND verschwunden_am IS NULL
  GROUP BY ags, leistungsschluessel
)
GROUP BY ags, leistungsschluessel
""",
)

# Solutions (s) of platforms whose addresses all share; an address of a single authority belongs to it.
SHARED = "s.plattform IN (SELECT plattform FROM loesungsmuster WHERE coalesce(ebene, '') <> 'Kommune')"
# What shows by the offer itself, whatever is known of the municipality; NULL where nothing does.
_BY_OFFER = f"""CASE
         WHEN s.anschluss = 'keiner nötig' THEN 'Linkmuster'
         WHEN s.anschluss IS NULL THEN ''
         WHEN b.instanz IS NOT NULL THEN 'Link'
         WHEN b.ebene NOT IN ('Kommune', 'Verwaltung', 'Kreis') THEN NULL
         WHEN b.ebene_beleg = 'Zuständigkeit (XZuFi)' THEN b.ebene_beleg
         WHEN NOT {SHARED} THEN 'Ebene' END"""


def _told(column: str) -> str:
    """A column of what speaks of the municipality of an offer (n)."""
    return (
        f"(SELECT a.{column} FROM anschlussbelege a"
        " WHERE a.ags = n.ags AND a.leistungsschluessel = n.leistungsschluessel)"
    )


# Columns of the view of offers: n is the proof of the offer, b its assessment, s its solution.
OFFER_COLUMNS = (
    Column(
        "anschluss",
        "TEXT",
        "Anschluss",
        "Ob die Behörde, die die Arbeit tut, an den Onlinedienst angeschlossen ist: keiner nötig, angeschlossen, nicht "
        "angeschlossen oder ungeklärt. Eine Adresse, die alle öffnen können, belegt es nicht.",
    ),
    Column("anschluss_grund", "TEXT", "Grund des Anschlusses", "Woran das zu erkennen ist, oder warum nicht."),
    Column("anschluss_beleg", "TEXT", "Beleg des Anschlusses", "Art des Belegs; leer, wo keiner da ist."),
    Column("anschluss_geprueft_am", "TEXT", "Anschluss geprüft am", "Zeitpunkt (UTC) des Belegs, wo er einen hat."),
)
OFFER_SQL = f"""
       CASE {_BY_OFFER} WHEN 'Linkmuster' THEN 'keiner nötig' WHEN '' THEN '{UNGEKLAERT}'
         WHEN 'Link' THEN '{ANGESCHLOSSEN}' WHEN 'Ebene' THEN '{ANGESCHLOSSEN}'
         WHEN 'Zuständigkeit (XZuFi)' THEN '{ANGESCHLOSSEN}'
         ELSE coalesce({_told("anschluss")}, '{UNGEKLAERT}') END AS anschluss,
       CASE {_BY_OFFER} WHEN 'Linkmuster' THEN s.anschluss_grund
         WHEN '' THEN CASE WHEN b.ebene IS NULL OR b.loesung_id IS NOT NULL THEN 'Noch nicht verglichen.'
                           ELSE 'Es ist kein gültiger Link gemeldet.' END
         WHEN 'Link' THEN 'Der Link nennt die Ausprägung der Behörde (' || b.instanz || ').'
         WHEN 'Ebene' THEN 'Der Link führt nicht zu einer Adresse, die alle teilen. ' || b.ebene_grund
         WHEN 'Zuständigkeit (XZuFi)' THEN b.ebene_grund
         ELSE s.anschluss_grund || ' '
           || coalesce({_told("anschluss_grund")}, 'Ob sie es hier ist, ist nicht belegt.') END AS anschluss_grund,
       coalesce(nullif({_BY_OFFER}, ''), {_told("anschluss_beleg")}) AS anschluss_beleg,
       CASE WHEN {_BY_OFFER} IS NULL THEN {_told("anschluss_geprueft_am")} END AS anschluss_geprueft_am"""

TABLES = (ANSCHLUSSPRUEFUNGEN,)
VIEWS = (ANSCHLUSSBELEGE,)
