"""Tables of the book-keeping: sources, runs, raw deliveries, messages, changes of offers."""

from catalogue.schema import Column, Table, View

EIGENE = "Eigene Aufzeichnung des Programms"

QUELLEN = Table(
    name="quellen",
    title="Quellen",
    description="Woher die Daten stammen, mit Herausgeber und Lizenz.",
    kind="betrieb",
    key=("name",),
    source=EIGENE,
    columns=(
        Column("name", "TEXT", "Name", "Kurzname der Quelle, wie im Befehl.", required=True),
        Column("titel", "TEXT", "Quelle", "Titel der Quelle.", required=True),
        Column("herausgeber", "TEXT", "Herausgeber", "Wer die Daten herausgibt."),
        Column("lizenz", "TEXT", "Lizenz", "Lizenz der Daten, soweit bekannt."),
        Column("url", "TEXT", "Link", "Wo die Quelle zu finden ist."),
        Column("standard", "TEXT", "Standard", "Standard und Version, in dem sie liefert."),
        Column(
            "letzter_lauf", "INTEGER", "Letzter Lauf", "Nummer des letzten vollständigen Laufs.", references="laeufe.id"
        ),
        Column("stand", "TEXT", "Stand", "Zeitpunkt oder Gebietsstand der letzten Daten."),
        Column(
            "hinweis", "TEXT", "Hinweis", "Was beim Lesen der Daten zu beachten ist, etwa dass es eine Stichprobe ist."
        ),
    ),
)

LAEUFE = Table(
    name="laeufe",
    title="Läufe",
    description="Jeder Import mit seinem Ergebnis.",
    kind="betrieb",
    key=("id",),
    source=EIGENE,
    columns=(
        Column("id", "INTEGER", "Lauf", "Laufende Nummer.", required=True),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True, references="quellen.name", facet=True),
        Column("beginn", "TEXT", "Beginn", "Beginn (UTC).", required=True),
        Column("ende", "TEXT", "Ende", "Ende (UTC); leer, solange er läuft oder wenn er unterbrochen wurde."),
        Column(
            "status",
            "TEXT",
            "Status",
            "Wie der Lauf ausging.",
            required=True,
            allowed=("läuft", "fertig", "mit Fehlern", "fehlgeschlagen", "unterbrochen"),
            facet=True,
        ),
        Column("umfang", "TEXT", "Umfang", "Was angefordert war (JSON), damit der Lauf fortgesetzt werden kann."),
        Column("setzt_fort", "INTEGER", "Setzt fort", "Lauf, den dieser fortsetzt.", references="laeufe.id"),
        Column("lieferungen", "INTEGER", "Lieferungen", "Zahl der Rohlieferungen.", required=True),
        Column("neu", "INTEGER", "Neu", "Objekte, die es noch nicht gab.", required=True),
        Column("geaendert", "INTEGER", "Geändert", "Objekte, die sich geändert haben.", required=True),
        Column("unveraendert", "INTEGER", "Unverändert", "Objekte ohne Änderung.", required=True),
        Column("verschwunden", "INTEGER", "Verschwunden", "Objekte, die in der Quelle nun fehlen.", required=True),
        Column(
            "abgelehnt",
            "INTEGER",
            "Abgelehnt",
            "Objekte, die nicht übernommen wurden; die Meldungen sagen warum.",
            required=True,
        ),
        Column("fehler", "INTEGER", "Fehler", "Meldungen der Stufe Fehler.", required=True),
        Column("warnungen", "INTEGER", "Warnungen", "Meldungen der Stufe Warnung.", required=True),
    ),
    sort="id",
)

LIEFERUNGEN = Table(
    name="lieferungen",
    title="Lieferungen",
    description="Jede Rohlieferung mit Prüfsumme; der Inhalt liegt unter der Prüfsumme im Ordner neben dem Katalog.",
    kind="betrieb",
    key=("id",),
    source=EIGENE,
    indexes=(("lauf_id",), ("quelle", "url")),
    columns=(
        Column("id", "INTEGER", "Lieferung", "Laufende Nummer.", required=True),
        Column("lauf_id", "INTEGER", "Lauf", "Lauf, der sie geholt hat.", required=True, references="laeufe.id"),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports.", required=True, facet=True),
        Column("gruppe", "TEXT", "Gruppe", "Was zusammen gespeichert wird, etwa alle Seiten einer Kommune."),
        Column("art", "TEXT", "Art", "Art des Inhalts, etwa Seite, Tabelle oder Detail."),
        Column("url", "TEXT", "Herkunft", "Link oder Dateiname.", required=True),
        Column("abgerufen", "TEXT", "Abgerufen", "Zeitpunkt (UTC) des Abrufs.", required=True),
        Column("sha256", "TEXT", "SHA-256", "Prüfsumme des Inhalts.", required=True),
        Column("bytes", "INTEGER", "Größe", "Größe des Inhalts.", unit="Byte", required=True),
        Column("content_type", "TEXT", "Inhaltstyp", "Inhaltstyp laut Server."),
        Column(
            "http_status",
            "INTEGER",
            "HTTP-Status",
            "Antwortstatus des Servers, 304: unverändert seit dem letzten Abruf; leer bei Dateien.",
        ),
        Column("etag", "TEXT", "Ausgabe", "Kennzeichen der Ausgabe laut Server (ETag)."),
        Column("zuletzt_veraendert", "TEXT", "Zuletzt verändert", "Wann der Server sie zuletzt verändert hat."),
        Column(
            "leser",
            "TEXT",
            "Leser",
            "Prüfsumme des Programmteils, der sie las; leer, wo Unverändertes nicht an der Lieferung erkannt wird.",
        ),
        Column("objekte", "INTEGER", "Objekte", "Zahl der Objekte, die in ihrer Gruppe verstanden wurden."),
        Column("veraendert", "INTEGER", "Verändert", "Zahl der Objekte, die ihre Gruppe im Katalog änderte."),
        Column(
            "gleich_lieferung_id",
            "INTEGER",
            "Gleich mit",
            "Frühere Lieferung desselben Inhalts, die statt dieser gelesen wurde.",
            references="lieferungen.id",
        ),
        Column("gespeichert", "TEXT", "Gespeichert", "Zeitpunkt (UTC), zu dem ihr Inhalt vollständig im Katalog war."),
    ),
)

MELDUNGEN = Table(
    name="meldungen",
    title="Meldungen",
    description="Was beim Import auffiel; gleiche Meldungen eines Laufs sind zusammengefasst.",
    kind="betrieb",
    key=("id",),
    source=EIGENE,
    indexes=(("lauf_id",),),
    columns=(
        Column("id", "INTEGER", "Nummer", "Laufende Nummer.", required=True),
        Column("lauf_id", "INTEGER", "Lauf", "Lauf der Meldung.", required=True, references="laeufe.id"),
        Column(
            "stufe",
            "TEXT",
            "Stufe",
            "Fehler: etwas wurde nicht übernommen. Warnung: bitte prüfen. Hinweis: zur Kenntnis.",
            required=True,
            allowed=("Fehler", "Warnung", "Hinweis"),
            facet=True,
        ),
        Column("code", "TEXT", "Kennwort", "Gleichbleibendes Kennwort der Meldung.", required=True, facet=True),
        Column("text", "TEXT", "Meldung", "Was war, und was zu tun ist.", required=True),
        Column("objekt", "TEXT", "Objekt", "Schlüssel des ersten betroffenen Objekts."),
        Column("ort", "TEXT", "Ort", "Datei und Zeile oder Link der ersten Stelle."),
        Column("anzahl", "INTEGER", "Anzahl", "Wie oft sie in dem Lauf vorkam.", required=True),
    ),
)

AENDERUNGEN = Table(
    name="aenderungen",
    title="Änderungen",
    description="Was sich an den Angeboten geändert hat. Die erste Aufnahme einer Kommune ist eine einzige Zeile.",
    kind="betrieb",
    key=("id",),
    source=EIGENE,
    indexes=(("ags",), ("leistungsschluessel",), ("zeitpunkt",)),
    columns=(
        Column("id", "INTEGER", "Änderung", "Laufende Nummer.", required=True),
        Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) des Abrufs, der sie zeigte.", required=True),
        Column(
            "art",
            "TEXT",
            "Art",
            "Was geschah.",
            required=True,
            allowed=("Erstaufnahme", "neu", "geändert", "verschwunden", "wieder da"),
            facet=True,
        ),
        Column("ags", "TEXT", "AGS", "Kommune; leer, wenn der Onlinedienst selbst sich änderte."),
        Column("kommune", "TEXT", "Kommune", "Name der Kommune."),
        Column("leistungsschluessel", "TEXT", "Leistungsschlüssel", "Betroffene Leistung."),
        Column("leistung", "TEXT", "Leistung", "Titel der Leistung."),
        Column("onlinedienst_id", "TEXT", "Onlinedienst", "Betroffener Onlinedienst."),
        Column("vorher", "TEXT", "Vorher", "Wert vor der Änderung."),
        Column("nachher", "TEXT", "Nachher", "Wert nach der Änderung."),
        Column("lauf_id", "INTEGER", "Lauf", "Lauf, der sie fand.", references="laeufe.id"),
    ),
)

TABLES = (QUELLEN, LAEUFE, LIEFERUNGEN, MELDUNGEN, AENDERUNGEN)

ERSTAUFNAHMEN = View(
    name="erstaufnahmen",
    title="Erstaufnahmen",
    description="Wann eine Quelle, die Angebote meldet, eine Kommune zum ersten Mal erfasst hat; ohne eigene Listen.",
    source=AENDERUNGEN.source,
    columns=(
        Column("ags", "TEXT", "AGS", "Erfasste Kommune."),
        Column("quelle", "TEXT", "Quelle", "Quelle des Imports."),
        Column("zeitpunkt", "TEXT", "Zeitpunkt", "Zeitpunkt (UTC) der ersten Erfassung."),
    ),
    sql="""
SELECT a.ags, l.quelle, a.zeitpunkt FROM aenderungen a JOIN laeufe l ON l.id = a.lauf_id
WHERE a.art = 'Erstaufnahme' AND l.quelle <> 'bestand'
""",
)

VIEWS = (ERSTAUFNAHMEN,)
