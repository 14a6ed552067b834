"""Tables that a comparison computes for whoever acts on it: whom to ask, whom to invite, how far one has come."""

from catalogue.schema import Column, Table
from catalogue.tables.vergleich import ERGEBNIS

# In `trichter`: the sum over all Themenfelder, and Leistungen of which none is known.
WHOLE, UNKNOWN_FIELD = "alle", "ohne Themenfeld"


def _leistung(references: str | None = None) -> Column:
    return Column(
        "leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung.", required=True, references=references
    )


KANDIDAT_GEBER = Table(
    name="kandidat_geber",
    title="Geber der Kandidaten",
    description="Kommunen, bei denen sich eine Lösung abschauen lässt: die nächsten zuerst, höchstens zehn. "
    "Nahe ist, wer vergleichbar ist, dann Nachbarn im Kreis, gleicher Status, ähnliche Größe.",
    kind="ergebnis",
    key=("leistungsschluessel", "loesung_id", "platz"),
    source=ERGEBNIS,
    sort="platz",
    columns=(
        _leistung(),
        Column("loesung_id", "TEXT", "Lösungs-Kennung", "Lösung.", required=True, references="loesungen.id"),
        Column("platz", "INTEGER", "Platz", "Reihenfolge, in der zu fragen ist.", required=True),
        Column("ags", "TEXT", "AGS", "Kommune.", required=True, references="kommunen.ags"),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune.", required=True),
        Column("naehe", "TEXT", "Nähe", "Worin sie der verglichenen Kommune ähnlich ist.", required=True),
        Column("url", "TEXT", "Link", "Link zum Onlinedienst dort."),
        Column("link_befund", "TEXT", "Befund zum Link", "Was eine Prüfung an ihm fand; leer, wenn nichts Falsches."),
        Column("stelle", "TEXT", "Zuständige Stelle", "Zuständige Stelle dort laut PVOG, soweit bekannt."),
    ),
)

KOOPERATIONEN = Table(
    name="kooperationen",
    title="Mögliche Mitstreiter",
    description="Kommunen desselben Kreises und vergleichbare Kommunen, die dieselbe Lücke haben: die Liste, um zu "
    "einem gemeinsamen Vorhaben einzuladen. Nur erfasste Kommunen; wer nicht zuständig ist, steht nicht darin.",
    kind="ergebnis",
    key=("leistungsschluessel", "ags"),
    source=ERGEBNIS,
    columns=(
        _leistung("luecken.leistungsschluessel"),
        Column("ags", "TEXT", "AGS", "Kommune.", required=True, references="kommunen.ags"),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune.", required=True),
        Column("verwaltung", "TEXT", "Verwaltung", "Wer für sie handelt, wenn sie nicht selbst verwaltet."),
        Column(
            "gruppe",
            "TEXT",
            "Gruppe",
            "Kreis: Nachbarn im selben Kreis; vergleichbar: nach Status und Größe.",
            required=True,
            allowed=("Kreis", "vergleichbar"),
            facet=True,
        ),
    ),
)

TRICHTER = Table(
    name="trichter",
    title="Trichter",
    description="Wie weit die verglichene Kommune und die vergleichbaren sind, je Themenfeld: Leistungen, für die die "
    "verglichene Kommune zuständig ist, davon beschrieben, davon online, davon geerbt, nachgenutzt oder eigen. "
    "Das Ziel sind alle.",
    kind="ergebnis",
    key=("themenfeld", "ags"),
    source=ERGEBNIS,
    columns=(
        Column("themenfeld", "TEXT", "Themenfeld", "OZG-Themenfeld; „alle“ ist die Summe.", required=True, facet=True),
        Column("ags", "TEXT", "AGS", "Kommune.", required=True, references="kommunen.ags"),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune.", required=True),
        Column("zustaendig", "INTEGER", "Zuständig", "Aufgaben der verglichenen Kommune.", required=True),
        Column("beschrieben", "INTEGER", "Beschrieben", "Davon mit veröffentlichter Beschreibung.", required=True),
        Column("online", "INTEGER", "Online", "Davon hier online.", required=True),
        Column("geerbt", "INTEGER", "Geerbt", "Online durch Bund, Land oder Kreis; auch unbekannt.", required=True),
        Column(
            "nachgenutzt", "INTEGER", "Nachgenutzt", "Online mit einer Lösung, die auch andere nutzen.", required=True
        ),
        Column("eigen", "INTEGER", "Eigen", "Online mit einer Lösung, die nur hier vorkommt.", required=True),
    ),
)

TABLES = (KANDIDAT_GEBER, KOOPERATIONEN, TRICHTER)
