"""Tables of how Leistungen stand: of each one, of each administration, of each entry of a town's own list."""

from catalogue.schema import Column, Table
from catalogue.tables.vergleich import BEFUNDE, ERGEBNIS, responsibility_columns

LEISTUNGSSTAND = Table(
    name="leistungsstand",
    title="Stand der Leistungen",
    description="Jede beschriebene oder irgendwo online angebotene Leistung: ob die verglichene Kommune zuständig ist "
    "und ob sie online ist.",
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
        Column("themenfeld", "TEXT", "Themenfeld", "OZG-Themenfeld.", facet=True),
        *responsibility_columns(),
        Column(
            "stand",
            "TEXT",
            "Stand",
            "Ob sie in der Kommune online ist, nur anderswo oder in keiner erfassten Kommune.",
            required=True,
            allowed=("online", "nur anderswo online", "nirgends online"),
            facet=True,
        ),
        Column(
            "verwaltungen", "INTEGER", "Verwaltungen", "Andere Verwaltungen, in denen sie online ist.", required=True
        ),
    ),
)

ABDECKUNG = Table(
    name="abdeckung",
    title="Abdeckung",
    description="Wie viele der Leistungen, für die die verglichene Kommune zuständig ist, "
    "in jeder erfassten Kommune online sind.",
    kind="ergebnis",
    key=("ags",),
    source=ERGEBNIS,
    columns=(
        Column("ags", "TEXT", "AGS", "Erfasste Kommune.", required=True, references="kommunen.ags"),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune.", required=True),
        Column(
            "vergleichbar",
            "INTEGER",
            "Vergleichbar",
            "1, wenn vergleichbar mit der verglichenen Kommune.",
            required=True,
        ),
        Column(
            "leistungen",
            "INTEGER",
            "Leistungen",
            "Beschriebene oder irgendwo online angebotene Leistungen, für die die verglichene Kommune zuständig ist.",
            required=True,
        ),
        Column("online", "INTEGER", "Davon online", "Davon hier online, auch durch Land oder Bund.", required=True),
        Column(
            "online_eigen",
            "INTEGER",
            "Davon eigene",
            "Davon durch ein Angebot von Kommune, Verwaltung oder Kreis.",
            required=True,
        ),
        Column(
            "unklar",
            "INTEGER",
            "Zuständigkeit unklar",
            "Leistungen mit unklarer Zuständigkeit, nicht mitgezählt.",
            required=True,
        ),
    ),
)

BESTANDSABGLEICH = Table(
    name="bestandsabgleich",
    title="Abgleich der eigenen Liste",
    description="Was die eigene Liste der verglichenen Kommune und PVOG von ihr wissen; leer ohne eigene Liste.",
    kind="ergebnis",
    key=("ags", "leistungsschluessel"),
    source=ERGEBNIS,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, deren Liste es ist.", required=True, references="kommunen.ags"),
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column("leistung", "TEXT", "Leistung", "Titel der Leistung.", required=True, search=True),
        Column(
            "befund",
            "TEXT",
            "Befund",
            "nicht gemeldet: nur in der Liste; nicht verlinkt: PVOG kennt einen Dienst der Kommune, die Liste ihn oder "
            "seinen Link nicht; stimmt überein; anderer Link.",
            required=True,
            allowed=BEFUNDE,
            facet=True,
        ),
        Column("link_liste", "TEXT", "Link laut Liste", "Link laut eigener Liste."),
        Column("link_pvog", "TEXT", "Link laut PVOG", "Link laut PVOG."),
        Column(
            "zuordnung",
            "TEXT",
            "Zuordnung",
            "Woher die Leistung des Eintrags bekannt ist: Schlüssel laut Liste, bestätigt oder automatisch.",
            facet=True,
        ),
        Column("hinweis", "TEXT", "Hinweis", "Was der Befund bedeutet.", required=True),
    ),
)

TABLES = (LEISTUNGSSTAND, ABDECKUNG, BESTANDSABGLEICH)
