"""Tables of the municipalities, their Kreise and administrations, and what their keys were before."""

from catalogue.schema import Column, Table, View

REGISTER = "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV100AD"

KREISE = Table(
    name="kreise",
    title="Kreise",
    description="Landkreise und kreisfreie Städte.",
    kind="stand",
    key=("kreis_ags",),
    source=REGISTER,
    columns=(
        Column("kreis_ags", "TEXT", "Kreisschlüssel", "Fünfstelliger Schlüssel des Kreises.", required=True),
        Column("name", "TEXT", "Kreis", "Name des Kreises oder der kreisfreien Stadt.", search=True),
        Column("typ", "TEXT", "Art", "Landkreis oder kreisfreie Stadt.", facet=True),
        Column("sitz", "TEXT", "Sitz", "Sitz der Kreisverwaltung."),
        Column("stand", "TEXT", "Gebietsstand", "Tag, für den das Register gilt."),
    ),
)

VERWALTUNGEN = Table(
    name="verwaltungen",
    title="Verwaltungen",
    description="Wer für eine Gemeinde verwaltet: sie selbst, eine Verwaltungsgemeinschaft "
    "oder eine erfüllende Gemeinde.",
    kind="stand",
    key=("verwaltung_schluessel",),
    source=REGISTER,
    columns=(
        Column(
            "verwaltung_schluessel",
            "TEXT",
            "Verwaltungsschlüssel",
            "Die ersten neun Stellen des Regionalschlüssels.",
            required=True,
        ),
        Column("name", "TEXT", "Verwaltung", "Name der Verwaltung.", search=True),
        Column("typ", "TEXT", "Art", "Verbandsfrei, Verwaltungsgemeinschaft oder erfüllende Gemeinde.", facet=True),
        Column("sitz", "TEXT", "Sitz", "Sitz der Verwaltung."),
        Column("kreis_ags", "TEXT", "Kreisschlüssel", "Kreis der Verwaltung.", references="kreise.kreis_ags"),
        Column("stand", "TEXT", "Gebietsstand", "Tag, für den das Register gilt."),
    ),
)

KOMMUNEN = Table(
    name="kommunen",
    title="Kommunen",
    description="Alle Gemeinden des Landes, dazu aufgelöste mit ihrem Nachfolger. "
    "Wo „Gültig bis“ leer ist, besteht die Gemeinde.",
    kind="stand",
    key=("ags",),
    source=f"{REGISTER}; Koordinaten: © BKG (2025) dl-de/by-2-0 (Daten verändert)",
    indexes=(("ars",), ("kreis_ags",), ("verwaltung_schluessel",)),
    sort="name",
    columns=(
        Column("ags", "TEXT", "AGS", "Amtlicher Gemeindeschlüssel, acht Stellen, der feste Schlüssel.", required=True),
        Column("ars", "TEXT", "ARS", "Amtlicher Regionalschlüssel, zwölf Stellen; kann sich ändern."),
        Column("name", "TEXT", "Kommune", "Amtlicher Name der Gemeinde.", required=True, search=True),
        Column("typ", "TEXT", "Art", "Kreisfreie Stadt, Stadt oder kreisangehörige Gemeinde.", facet=True),
        Column("kreis", "TEXT", "Kreis", "Name des Kreises.", facet=True, search=True),
        Column("kreis_ags", "TEXT", "Kreisschlüssel", "Schlüssel des Kreises.", references="kreise.kreis_ags"),
        Column("verwaltung", "TEXT", "Verwaltung", "Wer für die Gemeinde verwaltet."),
        Column(
            "verwaltung_schluessel",
            "TEXT",
            "Verwaltungsschlüssel",
            "Schlüssel der Verwaltung; Verbreitung wird je Verwaltung gezählt.",
            references="verwaltungen.verwaltung_schluessel",
        ),
        Column("einwohner", "INTEGER", "Einwohner", "Bevölkerung laut Register.", unit="Personen"),
        Column("flaeche_ha", "INTEGER", "Fläche", "Gebietsfläche laut Register.", unit="Hektar"),
        Column("plz", "TEXT", "Postleitzahl", "Postleitzahl des Verwaltungssitzes."),
        Column("lat", "REAL", "Breite", "Geografische Breite der Ortsmitte.", unit="Grad"),
        Column("lon", "REAL", "Länge", "Geografische Länge der Ortsmitte.", unit="Grad"),
        Column(
            "gueltig_ab", "TEXT", "Gültig ab", "Seit wann die Gemeinde unter diesem Schlüssel besteht, soweit bekannt."
        ),
        Column("gueltig_bis", "TEXT", "Gültig bis", "Letzter Tag unter diesem Schlüssel; leer, solange sie besteht."),
        Column("nachfolger_ags", "TEXT", "Nachfolger", "AGS der Gemeinde, in der sie aufging, wenn es genau eine ist."),
        Column("onlinedienste", "INTEGER", "Onlinedienste", "Onlinedienste, die hier gelten, geerbte eingeschlossen."),
        Column(
            "eigene_onlinedienste",
            "INTEGER",
            "Eigene Onlinedienste",
            "Davon von der Kommune oder ihrer Verwaltung selbst.",
        ),
        Column("stand", "TEXT", "Gebietsstand", "Tag, für den das Register gilt."),
    ),
)

GEBIETSSCHLUESSEL = Table(
    name="gebietsschluessel",
    title="Schlüsselgeschichte",
    description="Jeder bekannte AGS und ARS und die Gemeinde, zu der er heute führt.",
    kind="stand",
    key=("schluessel", "ags"),
    source=REGISTER,
    indexes=(("ags",),),
    columns=(
        Column("schluessel", "TEXT", "Schlüssel", "AGS (8 Stellen) oder ARS (12 Stellen).", required=True),
        Column("ags", "TEXT", "Heute", "AGS der heutigen Gemeinde.", required=True, references="kommunen.ags"),
        Column("art", "TEXT", "Art", "AGS oder ARS.", required=True, allowed=("AGS", "ARS")),
        Column("gueltig_bis", "TEXT", "Gültig bis", "Letzter Tag des Schlüssels; leer, wenn er gilt."),
        Column("quelle", "TEXT", "Quelle", "Woher die Angabe stammt.", required=True),
    ),
)

KOMMUNE_NACHFOLGER = Table(
    name="kommune_nachfolger",
    title="Nachfolger aufgelöster Gemeinden",
    description="Aufgelöste Gemeinden und alle Gemeinden, in denen sie aufgingen; eine geteilte Gemeinde hat mehrere.",
    kind="stand",
    key=("ags_alt", "ags_neu"),
    source=REGISTER,
    columns=(
        Column(
            "ags_alt", "TEXT", "Alter AGS", "AGS der aufgelösten Gemeinde.", required=True, references="kommunen.ags"
        ),
        Column(
            "ags_neu",
            "TEXT",
            "Neuer AGS",
            "AGS der Gemeinde, in der sie aufging.",
            required=True,
            references="kommunen.ags",
        ),
        Column("seit", "TEXT", "Seit", "Tag der Änderung, soweit bekannt."),
        Column("art", "TEXT", "Art", "Eingliederung, Neubildung, Aufteilung oder Schlüsselwechsel.", facet=True),
        Column("quelle", "TEXT", "Quelle", "Woher die Angabe stammt."),
    ),
)

TABLES = (KREISE, VERWALTUNGEN, KOMMUNEN, GEBIETSSCHLUESSEL, KOMMUNE_NACHFOLGER)

KOMMUNENNAMEN = View(
    name="kommunennamen",
    title="Namen der Kommunen in Listen",
    description="Wie eine Kommune in Listen heißt. Wo zwei Kommunen gleich heißen, steht der Kreis dabei.",
    source=KOMMUNEN.source,
    columns=(
        Column("ags", "TEXT", "AGS", "Kommune."),
        Column(
            "kurzname",
            "TEXT",
            "Kurzer Name",
            "Name ohne Zusatz, etwa „Eisenach“ statt „Eisenach, Stadt“, und „Elxleben (Ilm-Kreis)“, wo es zwei gibt.",
        ),
        Column("name", "TEXT", "Name", "Name mit Zusatz, und mit dem Kreis, wo es zwei gibt."),
    ),
    sql="""
SELECT ags, kurz || kreis AS kurzname, kurz || kreis || substr(name, length(kurz) + 1) AS name
FROM (
  SELECT ags, name, kurz,
         iif(kurz IN (SELECT substr(name, 1, instr(name || ',', ',') - 1) FROM kommunen
                      WHERE gueltig_bis IS NULL GROUP BY 1 HAVING count(*) > 1),
             ' (' || coalesce(kreis, ags) || ')', '') AS kreis
  FROM (SELECT ags, name, kreis, substr(name, 1, instr(name || ',', ',') - 1) AS kurz FROM kommunen)
)
""",
)

VIEWS = (KOMMUNENNAMEN,)
