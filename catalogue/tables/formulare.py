"""Tables about forms: which two ask for the same, and which procedures a machine could decide."""

from catalogue.schema import Column, Table
from catalogue.tables.fim import WEGE
from catalogue.tables.vergleich import ERGEBNIS

FORMULARVERGLEICH = Table(
    name="formularvergleich",
    title="Vergleich der Formulare",
    description="Wie viele Angaben das Formular einer Leistung verlangt und welche davon bei anderen Leistungen, die "
    "in der verglichenen Kommune online oder beschlossen sind, schon abgefragt werden (Once-only). Nur für Lücken, "
    "eigene Angebote und Beschlossenes mit einem Datenschema. Beschlossenes zählen Befehle, Ausgaben und Seiten erst "
    "beim Lesen hinzu.",
    kind="ergebnis",
    key=("leistungsschluessel",),
    source=ERGEBNIS,
    columns=(
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung, deren Formular es ist.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column(
            "schema_id",
            "TEXT",
            "Datenschema",
            "Kennung des Datenschemas; bei mehreren das erste des zuverlässigsten Weges.",
            required=True,
        ),
        Column("schema_version", "TEXT", "Version", "Neueste eingelesene Version des Datenschemas.", required=True),
        Column(
            "verknuepfung",
            "TEXT",
            "Verknüpfung",
            "Woher bekannt ist, dass dieses Datenschema zur Leistung gehört.",
            required=True,
            allowed=WEGE,
            facet=True,
        ),
        Column(
            "datenschemata",
            "INTEGER",
            "Datenschemata",
            "Zahl der Datenschemata der Leistung; ihre Felder sind zusammengezählt.",
            unit="Datenschemata",
            required=True,
        ),
        Column(
            "stellen",
            "INTEGER",
            "Stellen",
            "Stellen, an denen etwas einzutragen ist; reine Hinweistexte zählen nicht.",
            unit="Stellen",
            required=True,
        ),
        Column("felder", "INTEGER", "Felder", "Verschiedene Datenfelder.", unit="Felder", required=True),
        Column(
            "harmonisierte_felder",
            "INTEGER",
            "Harmonisierte Felder",
            "Davon harmonisiert: für viele Leistungen gleich festgelegt.",
            unit="Felder",
            required=True,
        ),
        Column(
            "anteil_harmonisiert",
            "REAL",
            "Anteil harmonisiert",
            "Harmonisierte Felder durch Felder; leer, wo es keine Felder gibt.",
        ),
        Column(
            "verglichene_leistungen",
            "INTEGER",
            "Verglichene Leistungen",
            "Andere Leistungen mit einem Datenschema, die in der verglichenen Kommune online sind, auch durch Land "
            "oder Bund, oder deren Nachnutzung beschlossen oder umgesetzt ist.",
            unit="Leistungen",
            required=True,
        ),
        Column(
            "gemeinsame_felder",
            "INTEGER",
            "Gemeinsame Felder",
            "Felder, die auch bei einer dieser Leistungen abgefragt werden; leer, wo es keine zu vergleichen gibt.",
            unit="Felder",
        ),
        Column("beispiele", "TEXT", "Beispiele", "Bis zu acht gemeinsame Felder, harmonisierte zuerst."),
        Column(
            "mit_leistungen",
            "TEXT",
            "Mit Leistungen",
            "Bis zu drei Leistungen mit den meisten gemeinsamen Feldern, mit deren Zahl, je Zeile eine; bei denen, die "
            "erst beschlossen sind, steht der Status der Entscheidung.",
        ),
        Column(
            "vorhanden",
            "INTEGER",
            "Vorhanden",
            "1, wenn die verglichene Kommune die Leistung online oder auf der eigenen Liste hat, sonst 0.",
            required=True,
        ),
    ),
)

AUTOMATISIERUNG = Table(
    name="automatisierung",
    title="Automatisierbarkeit",
    description="Wie das Verfahren einer Leistung endet und welcher Teil seiner Aktivitäten nach festen Regeln "
    "abläuft. Nur für Lücken, eigene Angebote und Beschlossenes, zu denen FIM einen Prozess oder "
    "eine Prozessklasse hat.",
    kind="ergebnis",
    key=("leistungsschluessel",),
    source=ERGEBNIS,
    columns=(
        Column(
            "leistungsschluessel",
            "TEXT",
            "Leistungsschlüssel",
            "Leistung, die das Verfahren erbringt.",
            required=True,
            references="leistungen.leistungsschluessel",
        ),
        Column("prozess_id", "TEXT", "Prozess", "Kennung des Prozesses; leer, wo nur die Prozessklasse bekannt ist."),
        Column("prozess_version", "TEXT", "Version", "Neueste Version des Prozesses."),
        Column("detaillierungsstufe", "TEXT", "Detaillierungsstufe", "Wie genau der Prozess beschrieben ist (Code)."),
        Column("handlungsform", "TEXT", "Handlungsform", "Wie das Verfahren endet (Code).", facet=True),
        Column("verfahrensart", "TEXT", "Verfahrensart", "Art des Verfahrens (Code).", facet=True),
        Column(
            "aktivitaeten", "INTEGER", "Aktivitäten", "Aktivitätengruppen des Prozesses.", unit="Aktivitätengruppen"
        ),
        Column("regelgebunden", "INTEGER", "Regelgebunden", "Davon nach festen Regeln.", unit="Aktivitätengruppen"),
        Column("ermessen", "INTEGER", "Ermessen", "Davon mit Ermessen oder Beurteilung.", unit="Aktivitätengruppen"),
        Column("unklar", "INTEGER", "Unklar", "Davon solche, bei denen FIM es nicht sagt.", unit="Aktivitätengruppen"),
        Column(
            "anteil_regelgebunden",
            "REAL",
            "Anteil regelgebunden",
            "Regelgebundene durch alle Aktivitäten, also mindestens so viele; leer, wo bei keiner etwas bekannt ist.",
        ),
        Column("hinweis", "TEXT", "Hinweis", "Was daraus folgt und was nicht.", required=True),
    ),
)

TABLES = (FORMULARVERGLEICH, AUTOMATISIERUNG)
