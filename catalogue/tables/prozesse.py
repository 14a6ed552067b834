"""Tables of FIM processes: classes, processes, their activities by kind, the forms that start or end them."""

from catalogue.schema import Column, Table
from catalogue.tables.fim import PROZESSE as SOURCE

ARTEN = ("Referenzaktivitätengruppe", "Entscheidungsart", "Formelle Prüfung", "Beteiligungsform")


def _identity(what: str) -> tuple[Column, ...]:
    return (
        Column("id", "TEXT", "Kennung", f"Kennung {what}.", required=True),
        Column("version", "TEXT", "Version", "Version; leer, wo das Dokument keine nennt.", required=True),
    )


def _leistung(description: str) -> Column:
    return Column(
        "leistungsschluessel",
        "TEXT",
        "Leistungsschlüssel",
        description,
        references="leistungen.leistungsschluessel",
    )


def _words() -> tuple[Column, ...]:
    return (
        Column("name", "TEXT", "Name", "Name, wie Redaktionen ihn lesen.", search=True),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Bezeichnung der Leistung oder des Verfahrens.", search=True),
        Column("definition", "TEXT", "Definition", "Definition."),
    )


def _codes() -> tuple[Column, ...]:
    return (
        Column("operatives_ziel", "TEXT", "Operatives Ziel", "Worauf das Verfahren zielt (Code).", facet=True),
        Column("handlungsform", "TEXT", "Handlungsform", "Wie das Verfahren endet (Code).", facet=True),
        Column("verfahrensart", "TEXT", "Verfahrensart", "Art des Verfahrens (Code).", facet=True),
    )


def _order() -> tuple[Column, ...]:
    return (
        Column("klassifikation", "TEXT", "Klassifikation", "Klassen und ihre Ordnungsrahmen, je Zeile eine."),
        Column("schlagwoerter", "TEXT", "Schlagwörter", "Schlagwörter, mit | getrennt."),
        Column("freigebende_stelle", "TEXT", "Freigebende Stelle", "Behörde, die fachlich freigibt."),
    )


def _state() -> tuple[Column, ...]:
    return (
        Column("status", "TEXT", "Status", "Status der Bearbeitung (Code).", facet=True),
        Column("gueltig_ab", "TEXT", "Gültig ab", "Beginn der Gültigkeit."),
        Column("gueltig_bis", "TEXT", "Gültig bis", "Ende der Gültigkeit."),
        Column("fachlich_freigegeben", "TEXT", "Fachlich freigegeben", "Zeitpunkt der fachlichen Freigabe."),
        Column("formell_freigegeben", "TEXT", "Formell freigegeben", "Zeitpunkt der formellen Freigabe."),
        Column("stand", "TEXT", "Stand", "Letzte Änderung laut Dokument."),
    )


def _process() -> tuple[Column, ...]:
    return (
        Column("prozess_id", "TEXT", "Prozess", "Kennung des Prozesses.", required=True),
        Column("prozess_version", "TEXT", "Version", "Version des Prozesses.", required=True),
        _level(),
    )


def _level() -> Column:
    return Column(
        "detaillierungsstufe",
        "TEXT",
        "Detaillierungsstufe",
        "Wie genau der Prozess beschrieben ist (Code); leer, wo das Dokument es nicht sagt.",
        required=True,
    )


PROZESSKLASSEN = Table(
    name="prozessklassen",
    title="Prozessklassen",
    description="Klassen von Prozessen: welches Ziel ein Verfahren hat und wie es endet.",
    kind="stand",
    key=("id", "version"),
    source=SOURCE,
    columns=(
        *_identity("der Prozessklasse"),
        _leistung("Leistung, wenn die Kennung ein Leistungsschlüssel ist."),
        *_words(),
        Column("handlungsgrundlagen", "TEXT", "Handlungsgrundlagen", "Rechtsgrundlagen mit Link, je Zeile eine."),
        Column("zwecksetzung", "TEXT", "Zwecksetzung", "Wozu das Verfahren dient (Code)."),
        *_codes(),
        Column("merkmale", "TEXT", "Merkmale", "Weitere Merkmale, je Zeile eines."),
        *_order(),
        Column("uebergeordnete_klasse", "TEXT", "Übergeordnete Klasse", "Kennung der übergeordneten Prozessklasse."),
        Column("abgeloeste_klasse", "TEXT", "Abgelöste Klasse", "Kennung der Prozessklasse, die sie ablöst."),
        *_state(),
    ),
)

PROZESSE = Table(
    name="prozesse",
    title="Prozesse",
    description="Prozesse, mit dem, was ihre Prozessklasse über sie sagt.",
    kind="stand",
    key=("id", "version", "detaillierungsstufe"),
    source=SOURCE,
    indexes=(("klasse_id",), ("leistungsschluessel",)),
    columns=(
        *_identity("des Prozesses"),
        _level(),
        _leistung("Leistung, die der Prozess erbringt."),
        *_words(),
        Column("beschreibung", "TEXT", "Beschreibung", "Fachliche Beschreibung."),
        Column("klasse_id", "TEXT", "Prozessklasse", "Kennung der Prozessklasse.", required=True),
        Column(
            "klasse_version",
            "TEXT",
            "Version der Prozessklasse",
            "Version der Prozessklasse, von der die folgenden Angaben sind; leer, wo sie noch nicht importiert ist.",
        ),
        *_codes(),
        Column("teilnehmer", "TEXT", "Teilnehmer", "Wer am Prozess teilnimmt, mit Code der Rolle, je Zeile einer."),
        Column("laender", "TEXT", "Länder", "Länder, für die der Prozess gilt (Schlüssel, mit Leerzeichen getrennt)."),
        *_order(),
        Column("modellierungsmethode", "TEXT", "Modellierungsmethode", "Wie der Prozess modelliert ist."),
        Column("aktivitaeten", "INTEGER", "Aktivitäten", "Zahl der Aktivitätengruppen.", unit="Aktivitätengruppen"),
        *_state(),
    ),
)

PROZESS_AKTIVITAETEN = Table(
    name="prozess_aktivitaeten",
    title="Aktivitäten der Prozesse",
    description="Wie viele Aktivitätengruppen eines Prozesses von welcher Art sind: empfangen, prüfen, entscheiden; "
    "die Entscheidungsart sagt, wie viel davon Ermessen verlangt.",
    kind="stand",
    key=("prozess_id", "prozess_version", "detaillierungsstufe", "art", "code"),
    source=SOURCE,
    columns=(
        *_process(),
        Column("art", "TEXT", "Art", "Wonach gezählt ist.", required=True, allowed=ARTEN, facet=True),
        Column("code", "TEXT", "Code", "Code in der Codeliste dieser Art.", required=True),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Name des Codes, soweit das Dokument ihn nennt."),
        Column("anzahl", "INTEGER", "Anzahl", "Zahl der Angaben im Prozess.", required=True, unit="Angaben"),
    ),
)

PROZESS_FORMULARE = Table(
    name="prozess_formulare",
    title="Formulare der Prozesse",
    description="Formulare, die einen Prozess auslösen oder sein Ergebnis sind.",
    kind="stand",
    key=("prozess_id", "prozess_version", "detaillierungsstufe", "richtung", "position"),
    source=SOURCE,
    indexes=(("dokumentsteckbrief",),),
    columns=(
        *_process(),
        Column(
            "richtung",
            "TEXT",
            "Richtung",
            "Ob das Formular den Prozess auslöst oder sein Ergebnis ist.",
            required=True,
            allowed=("Auslöser", "Ergebnis"),
        ),
        Column("position", "INTEGER", "Position", "Reihenfolge im Dokument, ab 1.", required=True),
        Column("formular_id", "TEXT", "Formular", "Kennung des Formulars, wie das Dokument sie nennt."),
        Column("name", "TEXT", "Name", "Name oder Beschreibung, soweit genannt."),
        Column("dokumentsteckbrief", "TEXT", "Dokumentsteckbrief", "Elfstellige Kennung, wenn es eine ist."),
    ),
)

TABLES = (PROZESSKLASSEN, PROZESSE, PROZESS_AKTIVITAETEN, PROZESS_FORMULARE)
