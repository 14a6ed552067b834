"""Tables of the rules: small lists with a source per line that the town may edit (catalogue/regeln/*.csv).

Those about responsibility are in `catalogue.tables.zustaendigkeit`.
"""

from catalogue.schema import Column, Table
from catalogue.tables.prozesse import ARTEN

# Whether an authority must be connected to a solution.
ANSCHLUESSE = ("keiner nötig", "je Behörde", "unbekannt")
JE_BEHOERDE = ANSCHLUESSE[1]
REGELN = "Regelwerk des Katalogs; Quelle je Zeile"


def source_column() -> Column:
    """What a line rests on."""
    return Column("quelle", "TEXT", "Quelle", "Worauf sich die Zeile stützt.", required=True)


def reason_column() -> Column:
    """Why a line says what it says, as it is shown."""
    return Column("grund", "TEXT", "Grund", "Begründung, wie sie angezeigt wird.", required=True)


def key_prefix() -> Column:
    """The Leistungen that a line is about."""
    return Column(
        "schluessel_anfang",
        "TEXT",
        "Schlüsselanfang",
        "Leistungsschlüssel oder sein Anfang; der längste passende Anfang gilt.",
        required=True,
        form="leistung",
    )


def connection_columns(*, required: bool = False) -> tuple[Column, Column]:
    """Whether the authority that does the work must be connected to a solution, and why."""
    return (
        Column(
            "anschluss",
            "TEXT",
            "Anschluss",
            "Ob die Behörde, die die Arbeit tut, angeschlossen sein muss. keiner nötig: Bund, Land oder eine andere "
            "Stelle tut die Arbeit selbst; je Behörde: jede einzeln; unbekannt: nicht belegt.",
            required=required,
            allowed=ANSCHLUESSE,
            facet=not required,
        ),
        Column("anschluss_grund", "TEXT", "Grund des Anschlusses", "Woran das zu erkennen ist.", required=required),
    )


KORREKTUREN = Table(
    name="korrekturen",
    title="Korrekturen",
    description="Bekannte Fehler in Quellen. Eine Korrektur gilt nur, solange die Quelle den falschen Wert liefert.",
    kind="regel",
    key=("tabelle", "schluessel", "spalte"),
    source=REGELN,
    columns=(
        Column("tabelle", "TEXT", "Tabelle", "Tabelle des Werts.", required=True),
        Column("schluessel", "TEXT", "Schlüssel", "Schlüssel der Zeile.", required=True),
        Column("spalte", "TEXT", "Spalte", "Spalte des Werts.", required=True),
        Column("falsch", "TEXT", "Falscher Wert", "Was die Quelle liefert; leer, wenn sie nichts liefert."),
        Column("richtig", "TEXT", "Richtiger Wert", "Was stattdessen gilt.", required=True),
        reason_column(),
        source_column(),
    ),
)

GEBIETSAENDERUNGEN = Table(
    name="gebietsaenderungen",
    title="Gebietsänderungen",
    description="Aufgelöste Gemeinden und ihre Nachfolger.",
    kind="regel",
    key=("ags_alt", "ags_neu"),
    source=REGELN,
    columns=(
        Column("ags_alt", "TEXT", "Alter AGS", "AGS der aufgelösten Gemeinde.", required=True, form="ags"),
        Column("name_alt", "TEXT", "Alter Name", "Name der aufgelösten Gemeinde.", required=True),
        Column("ags_neu", "TEXT", "Neuer AGS", "AGS der Gemeinde, in der sie aufging.", required=True, form="ags"),
        Column("seit", "TEXT", "Seit", "Tag der Änderung, soweit bekannt.", form="tag"),
        Column("art", "TEXT", "Art", "Art der Änderung.", required=True),
        source_column(),
    ),
)

ALTE_SCHLUESSEL = Table(
    name="alte_schluessel",
    title="Frühere Regionalschlüssel",
    description="Regionalschlüssel, die in älteren oder anderen Quellen vorkommen "
    "und heute zu einer anderen Gemeinde führen.",
    kind="regel",
    key=("schluessel",),
    source=REGELN,
    columns=(
        Column("schluessel", "TEXT", "Schlüssel", "Früherer oder abweichender ARS.", required=True, form="ars"),
        Column("ags", "TEXT", "AGS", "Gemeinde, zu der er führt.", required=True, form="ags"),
        Column("gueltig_bis", "TEXT", "Gültig bis", "Letzter Tag des Schlüssels, soweit bekannt.", form="tag"),
        source_column(),
    ),
)

KOORDINATEN = Table(
    name="koordinaten",
    title="Koordinaten",
    description="Ortsmitten der Gemeinden.",
    kind="regel",
    key=("ags",),
    source="© BKG (2025) dl-de/by-2-0 (Daten verändert)",
    columns=(
        Column("ags", "TEXT", "AGS", "Gemeinde.", required=True, form="ags"),
        Column("lat", "REAL", "Breite", "Geografische Breite.", unit="Grad", required=True, bounds=(47, 56)),
        Column("lon", "REAL", "Länge", "Geografische Länge.", unit="Grad", required=True, bounds=(5, 16)),
        source_column(),
    ),
)

LOESUNGSMUSTER = Table(
    name="loesungsmuster",
    title="Linkmuster",
    description="Woran sich am Link erkennen lässt, welche Lösung dahinter steht. Die erste passende Zeile gilt.",
    kind="regel",
    key=("id",),
    source=REGELN,
    columns=(
        Column("id", "TEXT", "Kennung", "Kennung des Musters.", required=True),
        Column("reihenfolge", "INTEGER", "Reihenfolge", "Kleinere Zahl wird zuerst geprüft.", required=True),
        Column(
            "host",
            "TEXT",
            "Host",
            "Host des Links; *.beispiel.de schließt Unterdomänen ein, * ist jeder Host, "
            "{kommune} steht für den Namen einer anbietenden Kommune.",
            required=True,
        ),
        Column(
            "muster",
            "TEXT",
            "Muster",
            "Regulärer Ausdruck für Pfad, ? und Abfrageteil; (?P<dienst>…) fängt den Dienst, "
            "(?P<instanz>…) die Ausprägung.",
            required=True,
            form="muster",
        ),
        Column(
            "dienst",
            "TEXT",
            "Dienst",
            "Was den Dienst benennt: {dienst}, {leistung} (Schlüssel), {host} oder fester Text.",
            required=True,
        ),
        Column(
            "normalform",
            "TEXT",
            "Normalform",
            "Der Link ohne Sitzung und Kontakt, mit {host}, {dienst} und {instanz}.",
            required=True,
        ),
        Column(
            "bezeichnung",
            "TEXT",
            "Lösung",
            "Name der Lösung, mit {dienst}, {host} oder {titel} der Leistung.",
            required=True,
        ),
        Column("plattform", "TEXT", "Plattform", "Plattform.", required=True),
        Column("betreiber", "TEXT", "Betreiber", "Betreiber, soweit bekannt."),
        Column(
            "ebene",
            "TEXT",
            "Ebene",
            "Ebene, die allein aus dem Link folgt; leer, wenn der Link dazu nichts sagt.",
            allowed=("Bund", "Land", "Kommune"),
        ),
        Column(
            "nachnutzungsweg", "TEXT", "Weg der Nachnutzung", "Was zu tun ist, um sie zu übernehmen.", required=True
        ),
        Column("aufwand", "TEXT", "Aufwand", "Stufe aus der Tabelle Aufwandsstufen.", required=True),
        *connection_columns(required=True),
        Column("beispiel", "TEXT", "Beispiel", "Ein Link, der passen muss.", required=True),
        Column(
            "beispiel_normalform",
            "TEXT",
            "Normalform des Beispiels",
            "Die Normalform, die dabei herauskommen muss.",
            required=True,
        ),
        source_column(),
    ),
)

LINKPARAMETER = Table(
    name="linkparameter",
    title="Bedeutungslose Linkteile",
    description="Abfrageteile eines Links, die nur Sitzung oder Kontakt tragen und darum nicht zum Dienst gehören.",
    kind="regel",
    key=("parameter",),
    source=REGELN,
    columns=(
        Column("parameter", "TEXT", "Parameter", "Name des Abfrageteils, klein geschrieben.", required=True),
        Column("bedeutung", "TEXT", "Bedeutung", "Was er trägt.", required=True),
        source_column(),
    ),
)

AUFWANDSSTUFEN = Table(
    name="aufwandsstufen",
    title="Aufwandsstufen",
    description="Stufen des Aufwands einer Nachnutzung und ihr Wert für die Punkte.",
    kind="regel",
    key=("aufwand",),
    source=REGELN,
    columns=(
        Column("aufwand", "TEXT", "Aufwand", "Name der Stufe.", required=True),
        Column(
            "wert", "REAL", "Wert", "Wert von 0 (hoch) bis 1 (sehr gering); leer heißt: nicht bewertbar.", bounds=(0, 1)
        ),
        Column("bedeutung", "TEXT", "Bedeutung", "Was die Stufe meint.", required=True),
        source_column(),
    ),
)

GEWICHTE = Table(
    name="gewichte",
    title="Gewichte",
    description="Kriterien der Punkte mit ihrem Gewicht.",
    kind="regel",
    key=("kriterium",),
    source=REGELN,
    columns=(
        Column("kriterium", "TEXT", "Kriterium", "Kurzname des Kriteriums.", required=True),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Name, wie er angezeigt wird.", required=True),
        Column("gewicht", "REAL", "Gewicht", "Gewicht; 0 schaltet das Kriterium ab.", required=True),
        Column("bedeutung", "TEXT", "Bedeutung", "Was das Kriterium misst.", required=True),
        source_column(),
    ),
)

FACHBEREICHE = Table(
    name="fachbereiche",
    title="Fachbereiche",
    description="Welcher Fachbereich sich eine Leistung ansehen sollte.",
    kind="regel",
    key=("schluessel_anfang",),
    source=REGELN,
    columns=(
        key_prefix(),
        Column("fachbereich", "TEXT", "Fachbereich", "Name des Fachbereichs.", required=True),
        source_column(),
    ),
)

VERGLEICHSKOMMUNEN = Table(
    name="vergleichskommunen",
    title="Vergleichskommunen",
    description="Ausnahmen von der Regel, wer vergleichbar ist (gleiche Art, halbe bis doppelte Einwohnerzahl).",
    kind="regel",
    key=("ags", "vergleich_ags"),
    source=REGELN,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune, für die verglichen wird.", required=True, form="ags"),
        Column("vergleich_ags", "TEXT", "AGS der anderen", "Kommune, um die es geht.", required=True, form="ags"),
        Column(
            "vergleichbar",
            "TEXT",
            "Vergleichbar",
            "ja nimmt sie auf, nein schließt sie aus.",
            required=True,
            allowed=("ja", "nein"),
        ),
        reason_column(),
        source_column(),
    ),
)

AKTIVITAETSARTEN = Table(
    name="aktivitaetsarten",
    title="Arten von Aktivitäten",
    description="Welche Aktivitäten eines Prozesses nach festen Regeln ablaufen. Was hier nicht steht, ist unklar.",
    kind="regel",
    key=("art", "code"),
    source=REGELN,
    columns=(
        Column(
            "art",
            "TEXT",
            "Art",
            "Referenzaktivitätengruppe (was die Aktivität tut) oder Entscheidungsart (wie entschieden wird).",
            required=True,
            allowed=ARTEN[:2],
        ),
        Column("code", "TEXT", "Code", "Code in der Codeliste dieser Art.", required=True, form="code"),
        Column(
            "regelgebunden",
            "TEXT",
            "Regelgebunden",
            "ja: läuft nach festen Regeln ab. nein: verlangt Ermessen oder Beurteilung. unklar: FIM sagt es nicht.",
            required=True,
            allowed=("ja", "nein", "unklar"),
        ),
        Column("bedeutung", "TEXT", "Bedeutung", "Was Aktivitäten dieser Art tun.", required=True),
        source_column(),
    ),
)

CODES = Table(
    name="codes",
    title="Codes",
    description="Bedeutung von Codes, die der Katalog zeigt. Eine eingelesene Codeliste geht vor.",
    kind="regel",
    key=("liste", "code"),
    source=REGELN,
    columns=(
        Column("liste", "TEXT", "Liste", "URN der Codeliste, oder Name der Spalte, wenn es keine gibt.", required=True),
        Column("code", "TEXT", "Code", "Der Code.", required=True, form="code"),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Was der Code bedeutet.", required=True),
        source_column(),
    ),
)

SUCHWOERTER = Table(
    name="suchwoerter",
    title="Suchwörter",
    description="Wörter, an denen sich erkennen lässt, welche Leistung ein Titel meint. Gleichbedeutende gelten "
    "füreinander; ein Wort für eine Verrichtung sagt, welche Verrichtungen im Namen der Leistung stehen können.",
    kind="regel",
    key=("woerter",),
    source=REGELN,
    columns=(
        Column(
            "woerter",
            "TEXT",
            "Wörter",
            "Wörter oder Wortgruppen, mit Komma getrennt; ohne: gilt für Titel ohne ein Wort für eine Verrichtung.",
            required=True,
        ),
        Column(
            "art",
            "TEXT",
            "Art",
            "Ob die Wörter füreinander gelten oder Verrichtungen meinen.",
            required=True,
            allowed=("gleichbedeutend", "Verrichtung"),
        ),
        Column(
            "verrichtungen",
            "TEXT",
            "Verrichtungen",
            "Verrichtungen, die sie meinen können, mit Komma getrennt, die üblichste zuerst.",
        ),
        source_column(),
    ),
)

TABLES = (
    KORREKTUREN,
    GEBIETSAENDERUNGEN,
    ALTE_SCHLUESSEL,
    KOORDINATEN,
    LOESUNGSMUSTER,
    LINKPARAMETER,
    AUFWANDSSTUFEN,
    GEWICHTE,
    FACHBEREICHE,
    VERGLEICHSKOMMUNEN,
    AKTIVITAETSARTEN,
    CODES,
    SUCHWOERTER,
)
