"""Tables of the towns' own lists: their entries, and which Leistung an entry without key means."""

from catalogue.schema import Column, Table
from catalogue.tables.angebote import sightings
from catalogue.tables.laeufe import EIGENE

LISTE = "Eigene Liste der Kommune"

# How an entry got its Leistung, or that it does not mean it.
AUTOMATIC, CONFIRMED, REJECTED = "automatisch", "bestätigt", "abgelehnt"

BESTAND_EINTRAEGE = Table(
    name="bestand_eintraege",
    title="Einträge eigener Listen",
    description="Was eine Kommune nach ihrer eigenen Liste online anbietet, mit oder ohne Leistungsschlüssel.",
    kind="stand",
    key=("ags", "kennung"),
    source=LISTE,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, deren Liste es ist.", required=True, references="kommunen.ags"),
        Column("kennung", "TEXT", "Kennung", "Aus Titel und Link gebildet.", required=True),
        Column("titel", "TEXT", "Titel", "Titel, wie er in der Liste steht.", search=True),
        Column("link", "TEXT", "Link", "Link laut Liste."),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Schlüssel laut Liste; leer, wenn sie keinen nennt. Dann hilft die Zuordnung.",
        ),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True),
        *sightings(),
    ),
)

ZUORDNUNGEN = Table(
    name="zuordnungen",
    title="Zuordnungen",
    description="Welche Leistung ein Titel ohne Leistungsschlüssel meint: bestätigt oder abgelehnt von einer Person, "
    "oder beim letzten Vergleich automatisch erkannt. Bestätigungen und Ablehnungen überdauern jeden Import.",
    kind="betrieb",
    key=("ags", "titel", "leistungsschluessel"),
    source=EIGENE,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, deren Liste den Titel nennt.", required=True, references="kommunen.ags"),
        Column("titel", "TEXT", "Titel", "Titel in Kleinbuchstaben und ohne überflüssige Leerzeichen.", required=True),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung, um die es geht.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column(
            "art",
            "TEXT",
            "Art",
            "Wer es festgestellt hat.",
            required=True,
            allowed=(AUTOMATIC, CONFIRMED, REJECTED),
            facet=True,
        ),
        Column("punkte", "REAL", "Punkte", "Ähnlichkeit von 0 bis 1; leer, wenn der Titel sie nicht nahelegt."),
        Column("person", "TEXT", "Person", "Wer bestätigt oder abgelehnt hat."),
        Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) der Feststellung.", required=True),
    ),
)

TABLES = (BESTAND_EINTRAEGE, ZUORDNUNGEN)
