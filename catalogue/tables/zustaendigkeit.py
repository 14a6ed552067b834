"""Tables of the rules about responsibility: who does the work, by Land, Leistung and class of authority."""

from catalogue.schema import Column, Table
from catalogue.tables.regeln import REGELN, key_prefix, reason_column, source_column

EBENEN = ("Gemeinde", "Kreis", "Land", "Bund")
# Neither: a chamber, an insurance, a university.
OTHER = "andere Stelle"
# What a line may rest on, the strongest first.
BELEGT, ANGENOMMEN = SICHER = ("belegt", "angenommen")
# Lines of this Land hold in all Länder.
ALL_LAENDER = "00"
KREISFREI, GROSSE_KREISSTADT, GROSSE_STADT = "kreisfreie Stadt", "Große Kreisstadt", "große kreisangehörige Stadt"
GEMEINDE, VERWALTUNGSGEMEINSCHAFT = "Gemeinde", "Verwaltungsgemeinschaft"
ERFUELLENDE_GEMEINDE, LANDKREIS = "erfüllende Gemeinde", "Landkreis"
KLASSEN = (
    KREISFREI,
    GROSSE_KREISSTADT,
    GROSSE_STADT,
    GEMEINDE,
    VERWALTUNGSGEMEINSCHAFT,
    ERFUELLENDE_GEMEINDE,
    LANDKREIS,
)
# The classes that a town is of because a law or a regulation says so of it by name.
STATUS = (GROSSE_KREISSTADT, GROSSE_STADT)


def _land() -> Column:
    return Column(
        "land",
        "TEXT",
        "Land",
        "Land, in dem die Zeile gilt: die ersten zwei Ziffern seiner Schlüssel (16 ist Thüringen); "
        f"{ALL_LAENDER} gilt in allen Ländern.",
        required=True,
        form="land",
        facet=True,
    )


def _certainty() -> Column:
    return Column(
        "sicherheit",
        "TEXT",
        "Sicherheit",
        "belegt: ein Gesetz, eine Verordnung oder die Stelle selbst sagt es. angenommen: bitte bestätigen.",
        required=True,
        allowed=SICHER,
        facet=True,
    )


ZUSTAENDIGKEITEN = Table(
    name="zustaendigkeiten",
    title="Zuständigkeiten",
    description="Welche Ebene in einem Land eine Leistung erledigt. Was hier nicht steht, ist unklar.",
    kind="regel",
    key=("land", "schluessel_anfang"),
    source=REGELN,
    columns=(
        _land(),
        key_prefix(),
        Column(
            "ebene",
            "TEXT",
            "Ebene",
            "Wer sie erledigt: Gemeinde; Kreis; Land (auch seine Gerichte); Bund (auch bundesweite Träger); andere "
            "Stelle (Kammer, Kasse, Hochschule). Wer die Aufgaben von Gemeinde und Kreis hat, steht unter "
            "Verwaltungsklassen.",
            required=True,
            allowed=(*EBENEN, OTHER),
            facet=True,
        ),
        Column(
            "behoerde",
            "TEXT",
            "Behörde",
            "Als welche Behörde, wenn auch eine Gemeinde sie sein kann; welche es sind, steht unter Sonderbehörden.",
            facet=True,
        ),
        _certainty(),
        reason_column(),
        Column(
            "geprueft",
            "TEXT",
            "Geprüft an",
            "Drei Leistungsschlüssel, an denen die Zeile geprüft wurde, mit Komma getrennt; nötig bei mehr als "
            "20 Leistungen.",
        ),
        source_column(),
    ),
)

VERWALTUNGSKLASSEN = Table(
    name="verwaltungsklassen",
    title="Verwaltungsklassen",
    description="Welche Aufgaben eine Verwaltung hat, nach ihrer Klasse.",
    kind="regel",
    key=("land", "klasse"),
    source=REGELN,
    columns=(
        _land(),
        Column("klasse", "TEXT", "Klasse", "Klasse der Verwaltung.", required=True, allowed=KLASSEN),
        Column(
            "aufgaben",
            "TEXT",
            "Aufgaben",
            "Ebenen, deren Aufgaben sie erledigt.",
            required=True,
            allowed=("Gemeinde", "Kreis", "Gemeinde und Kreis"),
        ),
        reason_column(),
        source_column(),
    ),
)

SONDERBEHOERDEN = Table(
    name="sonderbehoerden",
    title="Sonderbehörden",
    description="Gemeinden, die selbst eine Behörde sind, die sonst der Kreis ist, oder einen besonderen Status haben. "
    "Was hier nicht steht, erledigt angenommen der Kreis.",
    kind="regel",
    key=("ags", "behoerde"),
    source=REGELN,
    columns=(
        Column("ags", "TEXT", "AGS", "Gemeinde.", required=True, form="ags"),
        Column(
            "behoerde",
            "TEXT",
            "Behörde",
            f"Eine Behörde aus der Tabelle Zuständigkeiten, oder ein Status: {', '.join(STATUS)}.",
            required=True,
            facet=True,
        ),
        Column("umfang", "TEXT", "Umfang", "Wofür sie es ist; leer, wenn für alles."),
        _certainty(),
        source_column(),
    ),
)

SONDERZUSTAENDIGKEITEN = Table(
    name="sonderzustaendigkeiten",
    title="Sonderzuständigkeiten",
    description="Was einzelne Kommunen abweichend von der Regel selbst tun oder nicht tun, auch was sie selbst "
    "beantwortet haben.",
    kind="regel",
    key=("ags", "schluessel_anfang"),
    source=REGELN,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune.", required=True, form="ags"),
        key_prefix(),
        Column(
            "zustaendig", "TEXT", "Zuständig", "ja, nein oder unklar.", required=True, allowed=("ja", "nein", "unklar")
        ),
        Column(
            "ebene",
            "TEXT",
            "Wer sonst",
            "Wer sie erledigt, wenn nicht die Kommune; leer, wenn das die Regel sagt.",
            allowed=(*EBENEN[1:], OTHER),
        ),
        _certainty(),
        reason_column(),
        source_column(),
    ),
)

STELLENARTEN = Table(
    name="stellenarten",
    title="Arten von Stellen",
    description="Woran sich am Namen einer zuständigen Stelle erkennen lässt, zu welcher Ebene sie gehört. "
    "Die erste passende Zeile gilt; was keine trifft, sagt über die Zuständigkeit nichts.",
    kind="regel",
    key=("muster",),
    source=REGELN,
    columns=(
        Column(
            "muster", "TEXT", "Muster", "Regulärer Ausdruck für den Namen der Stelle.", required=True, form="muster"
        ),
        Column("reihenfolge", "INTEGER", "Reihenfolge", "Kleinere Zahl wird zuerst geprüft.", required=True),
        Column("ebene", "TEXT", "Ebene", "Ebene, zu der eine solche Stelle gehört.", required=True, allowed=EBENEN),
        Column("bedeutung", "TEXT", "Bedeutung", "Was für Stellen gemeint sind.", required=True),
        Column("beispiel", "TEXT", "Beispiel", "Ein Name, der passen muss.", required=True),
        source_column(),
    ),
)

TABLES = (ZUSTAENDIGKEITEN, VERWALTUNGSKLASSEN, SONDERBEHOERDEN, SONDERZUSTAENDIGKEITEN, STELLENARTEN)
