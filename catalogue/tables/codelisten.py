"""Tables of the imported code lists, and the one lookup of what a code means."""

from catalogue.schema import Column, Table, View

XREPOSITORY = "Codelisten aus dem XRepository (KoSIT); herausgebende Stelle je Liste"


def _urn() -> Column:
    return Column("urn", "TEXT", "Liste", "URN der Codeliste, ohne Version.", required=True)


def _version() -> Column:
    return Column("version", "TEXT", "Version", "Version der Codeliste, wie sie sich nennt.", required=True)


_OF_A_LIST = (
    Column("version_urn", "TEXT", "URN der Version", "URN der Codeliste mit ihrer Version."),
    Column("bezeichnung", "TEXT", "Codeliste", "Name der Codeliste."),
    Column("kurzname", "TEXT", "Kurzname", "Kurzer Name der Codeliste."),
    Column("herausgeber", "TEXT", "Herausgeber", "Wer die Codeliste herausgibt."),
    Column("gueltig_ab", "TEXT", "Gültig ab", "Erster Tag der Gültigkeit, soweit die Liste ihn nennt."),
)

CODELISTEN = Table(
    name="codelisten",
    title="Codelisten",
    description="Eingelesene Codelisten, jede Version für sich.",
    kind="stand",
    key=("urn", "version"),
    source=XREPOSITORY,
    sort="urn",
    columns=(
        _urn(),
        _version(),
        *_OF_A_LIST,
        Column(
            "version_sortierung",
            "TEXT",
            "Reihenfolge der Version",
            "Die Version mit aufgefüllten Zahlen, so dass die neueste als Text die größte ist.",
            required=True,
        ),
        Column("code_spalte", "TEXT", "Spalte des Codes", "Spalte, die der Schlüssel der Liste nennt.", required=True),
        Column("bezeichnung_spalte", "TEXT", "Spalte der Bezeichnung", "Spalte, aus der die Bezeichnung stammt."),
        Column("spalten", "TEXT", "Spalten", "Alle Spalten der Liste, in ihrer Reihenfolge (JSON).", required=True),
    ),
)

CODELISTEN_EINTRAEGE = Table(
    name="codelisten_eintraege",
    title="Einträge der Codelisten",
    description="Jeder Code jeder eingelesenen Version einer Codeliste.",
    kind="stand",
    key=("urn", "version", "code"),
    source=XREPOSITORY,
    columns=(
        _urn(),
        _version(),
        Column("code", "TEXT", "Code", "Der Code; mehrteilige Schlüssel sind mit | verbunden.", required=True),
        Column("position", "INTEGER", "Position", "Wievielte Zeile der Liste es ist.", required=True),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Was der Code bedeutet."),
        Column(
            "werte", "TEXT", "Werte", "Alle Spalten der Zeile (JSON); null, wo die Liste nichts sagt.", required=True
        ),
        Column("verschwunden_am", "TEXT", "Verschwunden am", "Tag, an dem der Code in derselben Version fehlte."),
    ),
)

CODELISTEN_AKTUELL = View(
    name="codelisten_aktuell",
    title="Codelisten, neueste Version",
    description="Von jeder eingelesenen Codeliste die neueste Version.",
    source=XREPOSITORY,
    sort="urn",
    columns=(_urn(), _version(), *_OF_A_LIST),
    sql="""
SELECT l.urn, l.version, l.version_urn, l.bezeichnung, l.kurzname, l.herausgeber, l.gueltig_ab
FROM codelisten l
WHERE NOT EXISTS (
  SELECT 1 FROM codelisten n
  WHERE n.urn = l.urn
    AND (n.version_sortierung, coalesce(n.gueltig_ab, ''), n.version)
      > (l.version_sortierung, coalesce(l.gueltig_ab, ''), l.version)
)
""",
)

CODE_BEZEICHNUNGEN = View(
    name="code_bezeichnungen",
    title="Bedeutung der Codes",
    description="Was ein Code bedeutet: nach der neuesten eingelesenen Version der Codeliste, "
    "sonst nach dem Regelwerk.",
    source=f"{XREPOSITORY}; Regelwerk des Katalogs",
    columns=(
        Column("liste", "TEXT", "Liste", "URN der Codeliste, oder Name der Spalte, wenn es keine gibt."),
        Column("code", "TEXT", "Code", "Der Code."),
        Column("bezeichnung", "TEXT", "Bezeichnung", "Was der Code bedeutet."),
        Column("quelle", "TEXT", "Quelle", "Woher die Bezeichnung stammt."),
    ),
    sql="""
SELECT e.urn AS liste, e.code, e.bezeichnung,
       'Codeliste ' || coalesce(l.version_urn, l.urn || ', Version ' || l.version) AS quelle
FROM codelisten_aktuell l
CROSS JOIN codelisten_eintraege e ON e.urn = l.urn AND e.version = l.version
WHERE e.bezeichnung IS NOT NULL AND e.verschwunden_am IS NULL
UNION ALL
SELECT c.liste, c.code, c.bezeichnung, c.quelle
FROM codes c
WHERE NOT EXISTS (
  SELECT 1 FROM codelisten_aktuell l
  CROSS JOIN codelisten_eintraege e ON e.urn = l.urn AND e.version = l.version
  WHERE l.urn = c.liste AND e.code = c.code AND e.bezeichnung IS NOT NULL AND e.verschwunden_am IS NULL
)
""",
)


def _chosen(key: str, otherwise: str) -> str:
    """SQL of the cell in the column that a field names, else of what the code list itself says."""
    cell = f"(SELECT j.value FROM json_each(e.werte) j WHERE j.key = d.{key})"
    return f"CASE WHEN d.{key} IS NULL THEN {otherwise} ELSE {cell} END"


DATENFELD_CODES = View(
    name="datenfeld_codes",
    title="Codes der Datenfelder",
    description="Werte, unter denen in einem Datenfeld gewählt wird, aus der eingelesenen Codeliste, auf die es "
    "verweist: in der genannten Version, sonst in der neuesten. Code, Name und Hilfe stehen in den Spalten, die das "
    "Datenfeld nennt, sonst in denen der Codeliste.",
    source=XREPOSITORY,
    columns=(
        Column("feld_id", "TEXT", "Datenfeld", "Kennung des Datenfelds."),
        Column("feld_version", "TEXT", "Version des Feldes", "Version des Datenfelds."),
        Column("codeliste_urn", "TEXT", "Codeliste", "URN der Codeliste."),
        Column("codeliste_version", "TEXT", "Version der Codeliste", "Version der Codeliste, aus der die Werte sind."),
        Column("position", "INTEGER", "Position", "Wievielte Zeile der Liste es ist."),
        Column("code", "TEXT", "Code", "Code; leer, wo die Liste in der Spalte nichts hat."),
        Column("name", "TEXT", "Name", "Name; leer, wo die Liste in der Spalte nichts hat."),
        Column("hilfe", "TEXT", "Hilfe", "Erläuterung, soweit das Datenfeld eine Spalte nennt."),
    ),
    sql=f"""
SELECT d.id AS feld_id, d.version AS feld_version, e.urn AS codeliste_urn, e.version AS codeliste_version, e.position,
       {_chosen("codeliste_code", "e.code")} AS code,
       {_chosen("codeliste_name", "e.bezeichnung")} AS name,
       {_chosen("codeliste_hilfe", "NULL")} AS hilfe
FROM datenfelder d
JOIN codelisten_eintraege e ON e.urn = d.codeliste_urn AND e.version = coalesce(
  (SELECT l.version FROM codelisten l WHERE l.urn = d.codeliste_urn AND l.version = d.codeliste_version),
  (SELECT n.version FROM codelisten_aktuell n WHERE n.urn = d.codeliste_urn))
WHERE e.verschwunden_am IS NULL
""",
)

TABLES = (CODELISTEN, CODELISTEN_EINTRAEGE)
VIEWS = (CODELISTEN_AKTUELL, CODE_BEZEICHNUNGEN, DATENFELD_CODES)
