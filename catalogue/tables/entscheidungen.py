"""Tables of what departments decided; they are in a file of their own, beside the catalogue."""

from dataclasses import replace

from catalogue.schema import Column, Table, View

QUELLE = "Entscheidungen der Fachbereiche (thavel decide), in entscheidungen.db"

# Where nothing was decided yet, and what takes a decision back.
OFFEN = "offen"
# What a town has decided to have: its forms count like those of what is online there.
BESCHLOSSEN = ("Nachnutzung beschlossen", "umgesetzt")
STATUS = (OFFEN, "vorgemerkt", "in Prüfung", *BESCHLOSSEN, "abgelehnt")

_COLUMNS = (
    Column("id", "INTEGER", "Entscheidung-Nummer", "Laufende Nummer; die höchste gilt.", required=True),
    Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) des Eintrags.", required=True),
    Column("ags", "TEXT", "AGS", "Kommune, die entschieden hat.", required=True),
    Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung, um die es geht.", required=True),
    Column("fachbereich", "TEXT", "Fachbereich", "Fachbereich, der entschieden hat.", required=True, facet=True),
    Column("status", "TEXT", "Status", "Was entschieden wurde.", required=True, allowed=STATUS, facet=True),
    Column(
        "person", "TEXT", "Person", "Name oder Kürzel der Person, die entschieden hat.", required=True, private=True
    ),
    Column("notiz", "TEXT", "Notiz", "Was dazu zu sagen ist.", private=True),
)

ENTSCHEIDUNGEN = Table(
    name="entscheidungen",
    title="Entscheidungen",
    description="Was Fachbereiche über Leistungen entschieden haben, mit allem, was früher galt. "
    "Zeilen kommen nur hinzu: Wer sich berichtigt, entscheidet neu.",
    kind="betrieb",
    key=("id",),
    source=QUELLE,
    indexes=(("ags", "leistungsschluessel"),),
    append_only=True,
    columns=_COLUMNS,
)

ENTSCHEIDUNGEN_AKTUELL = View(
    name="entscheidungen_aktuell",
    title="Entscheidungen, aktueller Stand",
    description="Die letzte Entscheidung jeder Kommune über jede Leistung. „thavel export“ nennt dazu Kommune, "
    "Leistung und den besten Kandidaten mit Lösung, Geber und Punkten.",
    source=QUELLE,
    columns=_COLUMNS,
    sql=f"""
SELECT {", ".join(column.name for column in _COLUMNS)} FROM entscheidungen
WHERE id IN (SELECT max(id) FROM entscheidungen GROUP BY ags, leistungsschluessel)
""",
)

# As it is exported: with what it is about, and the best candidate of the last comparison for it.
ENTSCHEIDUNGEN_MIT_KANDIDAT = replace(
    ENTSCHEIDUNGEN_AKTUELL,
    columns=(
        *_COLUMNS,
        Column("kommune", "TEXT", "Kommune", "Name der Kommune."),
        Column("leistung", "TEXT", "Leistung", "Titel der Leistung."),
        Column("loesung", "TEXT", "Lösung", "Lösung des besten Kandidaten; nur bei der verglichenen Kommune."),
        Column("geber", "TEXT", "Geber", "Kommune, von der sie sich abschauen lässt."),
        Column("geber_url", "TEXT", "Link beim Geber", "Link zum Onlinedienst dort."),
        Column("punkte", "REAL", "Punkte", "Punkte dieses Kandidaten."),
    ),
)

TABLES = (ENTSCHEIDUNGEN,)
VIEWS = (ENTSCHEIDUNGEN_AKTUELL,)
