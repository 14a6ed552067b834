"""Changes of catalogues that older versions left; what is declared later is added without one."""

from sqlite_utils import Database, Migrations

from catalogue.shape import add_columns
from catalogue.tables import TABLES, VIEWS
from catalogue.tables.vergleich import ANSCHLUSS_UNGEKLAERT

migrations = Migrations("katalog")


@migrations()
def m001_first_tables(db: Database) -> None:
    """Tables of the first version; everything declared later is added by `complete`."""
    for table in TABLES:
        if not db[table.name].exists():
            db.execute(table.create_sql())


@migrations()
def m002_descriptions_without_a_key(db: Database) -> None:
    """A Leistungsbeschreibung may name no Leistung, which the first version did not allow."""
    if any(column.name == "leistungsschluessel" and column.notnull for column in db["leistungsbeschreibungen"].columns):
        _rebuild(db, "leistungsbeschreibungen")


@migrations()
def m003_assessments_in_the_order_of_the_leistungen(db: Database) -> None:
    """A comparison writes one Leistung after the other; the first version kept the rows by Onlinedienst."""
    declared = next(table for table in TABLES if table.name == "dienstbewertung")
    if db[declared.name].exists() and db.table(declared.name).pks != list(declared.key):
        _rebuild(db, declared.name)


# Of the Angaben of a description those that name a Leistung after its first, as XZuFi and the Suchdienst spell them.
_FURTHER_KEYS = """
SELECT DISTINCT b.id, a.key AS place, replace(json_extract(a.value, '$[1]'), ' ', '') AS named
FROM leistungsbeschreibungen b, json_each(b.angaben) a
WHERE json_extract(a.value, '$[0]') IN ('referenzLeistungsschluessel', 'leistungsschluessel')
  AND length(named) = 14 AND named NOT GLOB '*[^0-9]*' AND named IS NOT b.leistungsschluessel
"""


@migrations()
def m004_all_leistungen_of_a_description(db: Database) -> None:
    """A Leistungsbeschreibung may name several Leistungen; the others stood among its Angaben only."""
    name = "weitere_leistungen"
    if not db[name].exists():
        db.execute(next(table for table in TABLES if table.name == name).create_sql())
    if "angaben" not in db["leistungsbeschreibungen"].columns_dict:
        return
    db.execute(
        f"INSERT INTO leistungen (leistungsschluessel) SELECT DISTINCT named FROM ({_FURTHER_KEYS})"
        " WHERE named NOT IN (SELECT leistungsschluessel FROM leistungen)"
    )
    db.execute(
        f"INSERT INTO {name} (objekt_id, position, leistungsschluessel)"
        " SELECT id, row_number() OVER (PARTITION BY id ORDER BY min(place)), named"
        f" FROM ({_FURTHER_KEYS}) GROUP BY id, named"
    )


@migrations()
def m005_the_status_of_candidates_is_read_from_the_decisions(db: Database) -> None:
    """Earlier versions also kept it beside the candidates, where it could differ from what was decided."""
    if "status" in db["kandidaten"].columns_dict:
        _rebuild(db, "kandidaten")


# What register and Leistungskatalog as a whole brought, whatever other lists changed later.
_EDITIONS = {
    ("gemeinden", "Gemeindeverzeichnis"): "SELECT max(stand) FROM verwaltungen",
    ("leika", "Leistungskatalog"): "SELECT max(stand) FROM leistungen WHERE ozg_id > ''",
    (
        "leika",
        "LeiKa",
    ): "SELECT max(stand) FROM leistungen WHERE NOT EXISTS (SELECT 1 FROM leistungen WHERE ozg_id > '')",
}


@migrations()
def m006_editions_of_what_is_delivered_as_a_whole(db: Database) -> None:
    """Earlier versions did not note them apart, so that nothing kept an older delivery from taking their place."""
    name = "ausgaben"
    if not db[name].exists():
        db.execute(next(table for table in TABLES if table.name == name).create_sql())
    for (source, stock), stand in _EDITIONS.items():
        db.execute(
            f"INSERT OR IGNORE INTO {name} (quelle, bestand, stand, lauf_id)"
            f" SELECT name, ?, ({stand}), letzter_lauf FROM quellen"
            f" WHERE name = ? AND letzter_lauf IS NOT NULL AND ({stand}) IS NOT NULL",
            [stock, source],
        )


@migrations()
def m007_rules_of_responsibility_carry_their_land(db: Database) -> None:
    """Earlier lines held in Thüringen without saying so; how sure a special one is stood in its answer."""
    if "land" not in db["zustaendigkeiten"].columns_dict:
        db.execute("ALTER TABLE zustaendigkeiten ADD COLUMN land TEXT NOT NULL DEFAULT '16'")
        _rebuild(db, "zustaendigkeiten")
    if "sicherheit" not in db["sonderzustaendigkeiten"].columns_dict:
        db.execute("ALTER TABLE sonderzustaendigkeiten ADD COLUMN sicherheit TEXT NOT NULL DEFAULT 'belegt'")
        db.execute("UPDATE sonderzustaendigkeiten SET sicherheit = 'angenommen' WHERE zustaendig = 'unklar'")
        _rebuild(db, "sonderzustaendigkeiten")


@migrations()
def m008_patterns_tell_whether_an_authority_must_be_connected(db: Database) -> None:
    """Earlier patterns did not say it."""
    if "anschluss" not in db["loesungsmuster"].columns_dict:
        db.execute("ALTER TABLE loesungsmuster ADD COLUMN anschluss TEXT NOT NULL DEFAULT 'unbekannt'")
        _rebuild(db, "loesungsmuster")


@migrations(transactional=False)
def m009_kinds_of_gaps_about_connections(db: Database) -> None:
    """Earlier tables allow fewer kinds of gaps. Others refer to them, which must not notice that they are made anew."""
    (enforced,) = db.execute("PRAGMA foreign_keys").fetchone()
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.atomic():
            for name in ("luecken", "kandidaten", "lueckenstand"):
                if db[name].exists() and ANSCHLUSS_UNGEKLAERT not in db[name].schema:
                    _rebuild(db, name)
    finally:
        db.execute(f"PRAGMA foreign_keys = {enforced}")


def _rebuild(db: Database, name: str) -> None:
    """Give a table its declared shape, with the rows that it has; its indexes and search follow in `complete`."""
    declared = next(declared for declared in TABLES if declared.name == name)
    add_columns(db, declared)
    table = db.table(name)
    kept = ", ".join(column.name for column in declared.columns)
    for view in VIEWS:
        db.execute(f"DROP VIEW IF EXISTS [{view.name}]")
    if table.detect_fts():
        table.disable_fts()
    # A view of somebody's own may read what is no more; it must not keep the file from being opened.
    db.execute("PRAGMA legacy_alter_table = ON")
    db.execute(f"ALTER TABLE {name} RENAME TO {name}_before")
    db.execute("PRAGMA legacy_alter_table = OFF")
    db.execute(declared.create_sql())
    db.execute(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM {name}_before")
    db.execute(f"DROP TABLE {name}_before")
