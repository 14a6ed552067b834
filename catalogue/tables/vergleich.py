"""Tables that a comparison computes: for whom it was, services and solutions as judged, gaps and candidates."""

from dataclasses import replace

from catalogue.schema import Column, Table
from catalogue.tables.angebote import EBENEN
from catalogue.tables.anschluss import NICHT_ANGESCHLOSSEN
from catalogue.tables.regeln import connection_columns

ERGEBNIS = "Berechnet aus dem Katalog (thavel compare)"

ANSCHLUSS_UNGEKLAERT = "Anschluss ungeklärt"
LUECKENARTEN = (
    "fehlt",
    "verwandte Leistung online",
    NICHT_ANGESCHLOSSEN,
    ANSCHLUSS_UNGEKLAERT,
    "landesweit verfügbar",
    "Aufgabe des Kreises",
    "nicht gemeldet",
    "Link defekt",
)
# Kinds of gaps that a candidate could close.
CLOSED_BY_REUSE = LUECKENARTEN[:2]
ZUSTAENDIG = ("ja", "nein", "unklar")
SICHERHEITEN = ("gemeldet", "belegt", "angenommen", "vermutet", "unbekannt")
# How the identifier of a solution begins that no pattern knows.
UNKNOWN = "unbekannt:"
BEFUNDE = ("nicht gemeldet", "nicht verlinkt", "stimmt überein", "anderer Link")

VERGLEICH = Table(
    name="vergleich",
    title="Vergleich",
    description="Für welche Kommune und auf welchem Stand verglichen wurde.",
    kind="ergebnis",
    key=("ags",),
    source=ERGEBNIS,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, für die verglichen wurde.", required=True, references="kommunen.ags"),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune.", required=True),
        Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) des Vergleichs.", required=True),
        Column("datenstand", "TEXT", "Datenstand", "Letzter Abruf (UTC), der in den Vergleich einging."),
        Column("datenstand_ab", "TEXT", "Ältester Datenstand", "Abruf (UTC) der am längsten nicht erneuerten Kommune."),
        Column("regeln_geaendert", "INTEGER", "Regeln geändert", "1, wenn sich Regeln seit dem Vergleich änderten."),
        Column(
            "grundlage",
            "TEXT",
            "Grundlage",
            "Prüfsumme über alles, was beim Vergleich außer den Angeboten zählte; ist sie beim nächsten Mal gleich, "
            "werden nur geänderte Leistungen neu beurteilt.",
        ),
        Column(
            "verwaltungen",
            "INTEGER",
            "Verwaltungen",
            "Erfasste andere Verwaltungen: Grundlage der Verbreitung.",
            required=True,
        ),
        Column("vergleichbare", "INTEGER", "Vergleichbare", "Davon vergleichbar mit der Kommune.", required=True),
        Column(
            "vergleichskommunen",
            "TEXT",
            "Vergleichskommunen",
            "Namen aller vergleichbaren Kommunen, erfasst oder nicht.",
        ),
        Column("hinweis", "TEXT", "Hinweis", "Was beim Lesen zu beachten ist."),
    ),
)

DIENSTBEWERTUNG = Table(
    name="dienstbewertung",
    title="Bewertung der Onlinedienste",
    description="Lösung und Ebene je Onlinedienst und Leistung, mit dem Grund.",
    kind="ergebnis",
    key=("leistungsschluessel", "onlinedienst_id"),
    source=ERGEBNIS,
    indexes=(("loesung_id",), ("onlinedienst_id",)),
    by_key=True,
    columns=(
        Column(
            "onlinedienst_id", "TEXT", "Onlinedienst", "Onlinedienst.", required=True, references="onlinedienste.id"
        ),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column(
            "loesung_id",
            "TEXT",
            "Lösung",
            "Erkannte Lösung; leer, wenn kein Link gemeldet ist.",
            references="loesungen.id",
        ),
        Column(
            "instanz",
            "TEXT",
            "Instanz",
            "Welche Ausprägung der Lösung der Link meint, etwa Verfahrensnummer oder Gemeindeschlüssel.",
        ),
        Column(
            "normalform",
            "TEXT",
            "Normalform",
            "Der Link ohne Sitzung und Kontakt; gleiche Normalform ist derselbe Dienst.",
        ),
        Column("ebene", "TEXT", "Ebene", "Wer das Angebot macht.", required=True, allowed=EBENEN, facet=True),
        Column("ebene_grund", "TEXT", "Grund", "Woran die Ebene erkannt wurde.", required=True),
        Column(
            "ebene_beleg",
            "TEXT",
            "Beleg",
            "Stärkster Beleg: Zuständigkeit (XZuFi), Dashboard, Verbreitung, Linkmuster oder Leistungsbeschreibung.",
            required=True,
            facet=True,
        ),
    ),
)

LOESUNGEN = Table(
    name="loesungen",
    title="Lösungen",
    description="Lösungen hinter den Links: Plattform, Betreiber und wie man sie nachnutzt.",
    kind="ergebnis",
    key=("id",),
    source=ERGEBNIS,
    columns=(
        Column("id", "TEXT", "Kennung", "Muster und Dienst.", required=True),
        Column("bezeichnung", "TEXT", "Lösung", "Name der Lösung.", required=True),
        Column("plattform", "TEXT", "Plattform", "Plattform, auf der sie läuft.", required=True, facet=True),
        Column("betreiber", "TEXT", "Betreiber", "Wer sie betreibt, soweit bekannt."),
        Column(
            "nachnutzungsweg", "TEXT", "Weg der Nachnutzung", "Was zu tun ist, um sie zu übernehmen.", required=True
        ),
        Column("aufwand", "TEXT", "Aufwand", "Geschätzter Aufwand der Übernahme.", required=True, facet=True),
        *connection_columns(),
        Column("kommunen", "INTEGER", "Kommunen", "Zahl der Kommunen, in denen sie gilt.", required=True),
    ),
)


def responsibility_columns() -> tuple[Column, ...]:
    """Whether the town is responsible for a Leistung, by what, and what would settle it."""
    return (
        Column(
            "zustaendig",
            "TEXT",
            "Zuständig",
            "Ob die Kommune zuständig ist.",
            required=True,
            allowed=ZUSTAENDIG,
            facet=True,
        ),
        Column(
            "zustaendig_grund",
            "TEXT",
            "Grund der Zuständigkeit",
            "Rechtsquelle oder warum sie unklar ist.",
            required=True,
        ),
        Column(
            "zustaendig_sicherheit",
            "TEXT",
            "Sicherheit der Zuständigkeit",
            "gemeldet: von PVOG oder XZuFi für die Kommune; belegt: durch Recht, Verordnung oder die Stelle selbst; "
            "angenommen: zu bestätigen; vermutet: nach Anbietern oder Typisierung.",
            allowed=SICHERHEITEN,
            facet=True,
        ),
        Column("zustaendig_wer", "TEXT", "Wer sie erledigt", "Wer die Leistung erledigt, soweit bekannt."),
        Column(
            "zustaendig_regel",
            "TEXT",
            "Zeile der Regel",
            "Tabelle und Schlüssel der Zeile, die entschieden hat; leer, wenn es eine Meldung oder Vermutung war.",
        ),
        Column(
            "zustaendig_klaeren",
            "TEXT",
            "Was es klärt",
            "Was die Zuständigkeit klärt oder bestätigt, und wen man fragt; leer, wenn nichts offen ist.",
        ),
    )


LUECKEN = Table(
    name="luecken",
    title="Lücken",
    description="Leistungen, die andere Kommunen online anbieten und die verglichene Kommune nicht, "
    "nach Art der Lücke. Nicht im PVOG heißt: nicht gemeldet, nicht: gibt es nicht.",
    kind="ergebnis",
    key=("leistungsschluessel",),
    source=ERGEBNIS,
    columns=(
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column("bezeichnung", "TEXT", "Leistung", "Titel der Leistung.", required=True, search=True),
        Column(
            "themenfeld",
            "TEXT",
            "Themenfeld",
            "OZG-Themenfeld, notfalls das der übrigen Leistungen zum selben Gegenstand.",
            facet=True,
        ),
        Column("art", "TEXT", "Art", "Art der Lücke.", required=True, allowed=LUECKENARTEN, facet=True),
        Column("art_grund", "TEXT", "Grund der Art", "Woran die Art erkannt wurde.", required=True),
        *responsibility_columns(),
        Column(
            "verwaltungen", "INTEGER", "Verwaltungen", "Andere Verwaltungen, die sie online anbieten.", required=True
        ),
        Column("vergleichbare", "INTEGER", "Vergleichbare", "Davon vergleichbar mit der Kommune.", required=True),
        Column("kommunen", "INTEGER", "Kommunen", "Andere Kommunen, in denen sie online ist.", required=True),
        Column("beispiele", "TEXT", "Beispiele", "Bis zu fünf Kommunen, die sie anbieten."),
    ),
)

KANDIDATEN = Table(
    name="kandidaten",
    title="Kandidaten",
    description="Lösungen, mit denen sich Lücken schließen lassen, nach Punkten geordnet.",
    kind="ergebnis",
    key=("leistungsschluessel", "loesung_id"),
    source=ERGEBNIS,
    sort="rang",
    columns=(
        Column(
            "rang", "INTEGER", "Rang", "Platz nach Punkten; bei gleichen zuerst, wovon mehr belegt ist.", required=True
        ),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung.",
            required=True,
            references="luecken.leistungsschluessel",
        ),
        Column("bezeichnung", "TEXT", "Leistung", "Titel der Leistung.", required=True, search=True),
        Column("themenfeld", "TEXT", "Themenfeld", "OZG-Themenfeld.", facet=True),
        Column("fachbereich", "TEXT", "Fachbereich", "Vorgeschlagener Fachbereich.", facet=True),
        Column("art", "TEXT", "Art", "Art der Lücke.", required=True, allowed=LUECKENARTEN, facet=True),
        Column(
            "zustaendig",
            "TEXT",
            "Zuständig",
            "Ob die Kommune zuständig ist.",
            required=True,
            allowed=ZUSTAENDIG,
            facet=True,
        ),
        Column("loesung_id", "TEXT", "Lösungs-Kennung", "Lösung.", required=True, references="loesungen.id"),
        Column("loesung", "TEXT", "Lösung", "Name der Lösung.", required=True),
        Column(
            "vorhaben",
            "TEXT",
            "Vorhaben",
            "Was übernommen wird: Kandidaten mit demselben Vorhaben sind eine einzige Arbeit, die mehrere Lücken "
            "schließt. Leer, wenn ein älterer Vergleich es noch nicht ermittelt hat.",
        ),
        Column("plattform", "TEXT", "Plattform", "Plattform der Lösung.", required=True, facet=True),
        Column(
            "nachnutzungsweg", "TEXT", "Weg der Nachnutzung", "Was zu tun ist, um sie zu übernehmen.", required=True
        ),
        Column("aufwand", "TEXT", "Aufwand", "Geschätzter Aufwand.", required=True, facet=True),
        Column(
            "geber_ags",
            "TEXT",
            "Geber (AGS)",
            "Kommune, von der sich abschauen lässt.",
            required=True,
            references="kommunen.ags",
        ),
        Column("geber", "TEXT", "Geber", "Name dieser Kommune.", required=True),
        Column("geber_url", "TEXT", "Link beim Geber", "Link zum Onlinedienst beim Geber."),
        Column("punkte", "REAL", "Punkte", "Summe der Punkte, höchstens 100.", required=True),
        Column("begruendung", "TEXT", "Begründung", "Die Begründung in Sätzen.", required=True),
    ),
)

# As it is read: with what the town decided.
KANDIDATEN_MIT_STATUS = replace(
    KANDIDATEN,
    columns=(
        *KANDIDATEN.columns,
        Column(
            "status",
            "TEXT",
            "Status",
            "Letzte Entscheidung über die Leistung; offen, solange keine gefallen ist. Nicht gespeichert: "
            "Befehle, Ausgaben und Seiten lesen sie aus entscheidungen.db.",
            required=True,
            facet=True,
        ),
    ),
)

KANDIDAT_PUNKTE = Table(
    name="kandidat_punkte",
    title="Punkte der Kandidaten",
    description="Woraus sich die Punkte eines Kandidaten zusammensetzen. "
    "Ein Kriterium ohne Beleg hat keinen Wert. Ist es bei einer anderen Lösung derselben Leistung belegt, zählt es wie "
    "der schlechteste Wert, sonst für keine Lösung der Leistung.",
    kind="ergebnis",
    key=("leistungsschluessel", "loesung_id", "kriterium"),
    source=ERGEBNIS,
    columns=(
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Leistung.", required=True),
        Column("loesung_id", "TEXT", "Lösungs-Kennung", "Lösung.", required=True),
        Column("kriterium", "TEXT", "Kriterium", "Kriterium.", required=True, facet=True),
        Column("wert", "REAL", "Wert", "Erfüllung von 0 bis 1; leer ohne Beleg."),
        Column(
            "ersatzwert",
            "REAL",
            "Ersatzwert",
            "Was ohne Beleg als Wert zählt: der schlechteste, den es gibt, wenn das Kriterium bei einer anderen Lösung "
            "der Leistung belegt ist. Leer, wenn ein Wert belegt ist oder das Kriterium nicht zählt.",
        ),
        Column("gewicht", "REAL", "Gewicht", "Gewicht des Kriteriums.", required=True),
        Column(
            "punkte",
            "REAL",
            "Punkte",
            "Wert oder Ersatzwert mal Gewicht, bezogen auf die Gewichte aller Kriterien, die zählen (Summe 100).",
            required=True,
        ),
        Column("erklaerung", "TEXT", "Erklärung", "Was das Kriterium hier ergab.", required=True),
        Column("quelle", "TEXT", "Quelle", "Worauf sich der Wert stützt.", required=True),
    ),
)

TABLES = (
    VERGLEICH,
    LOESUNGEN,
    DIENSTBEWERTUNG,
    LUECKEN,
    KANDIDATEN,
    KANDIDAT_PUNKTE,
)
READ = (KANDIDATEN_MIT_STATUS,)
