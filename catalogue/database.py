"""Opening a database file: creating it, bringing an older one up to date, saying in German what is wrong with it."""

import errno
import hashlib
import logging
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database, Migrations

from catalogue import clock, german
from catalogue.errors import ThavelError
from catalogue.schema import Table, View
from catalogue.tables import TABLES, VIEWS

log = logging.getLogger(__name__)

APPLICATION_ID = 0x54484156  # "THAV", marks a file as a catalogue
SCHEMA_VERSION = 1
BUSY_TIMEOUT_MS = 5000
# Seconds that an import waits for another program to end writing.
LOCK_PATIENCE = 600.0
# All in bytes.
PAGE_SIZE = 16 << 10
CHECKPOINT = 32 << 20
CACHE = 8 << 20


class Mark(NamedTuple):
    """Marks of a kind of file: application id, newest known version of its format, words for a file that is another."""

    application_id: int
    version: int
    not_one: str


CATALOGUE = Mark(APPLICATION_ID, SCHEMA_VERSION, "kein Katalog. Geben Sie mit --db einen anderen Pfad an")

migrations = Migrations("katalog")
# Beside the migrations that a file has seen, under this name, the shape that it was left in.
_SHAPE = "gestalt"


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
        # A view of somebody's own may read the column; it must not keep the file from being opened.
        db.execute("PRAGMA legacy_alter_table = ON")
        _rebuild(db, "kandidaten")
        db.execute("PRAGMA legacy_alter_table = OFF")


def _rebuild(db: Database, name: str) -> None:
    """Give a table its declared shape, with the rows that it has; its indexes and search follow in `complete`."""
    declared = next(declared for declared in TABLES if declared.name == name)
    _add_columns(db, declared)
    table = db.table(name)
    kept = ", ".join(column.name for column in declared.columns)
    for view in VIEWS:
        db.execute(f"DROP VIEW IF EXISTS [{view.name}]")
    if table.detect_fts():
        table.disable_fts()
    db.execute(f"ALTER TABLE {name} RENAME TO {name}_before")
    db.execute(declared.create_sql())
    db.execute(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM {name}_before")
    db.execute(f"DROP TABLE {name}_before")


def _add_columns(db: Database, table: Table) -> None:
    present = set(db[table.name].columns_dict)
    for column in table.columns:
        if column.name not in present:
            default = " DEFAULT ''" if column.type == "TEXT" else " DEFAULT 0"
            db.execute(f"ALTER TABLE [{table.name}] ADD COLUMN {column.sql()}{default if column.required else ''}")


def complete(db: Database, tables: Iterable[Table], views: Iterable[View]) -> None:
    """Add what is declared and missing (tables, columns, indexes, triggers, search) and renew the views.

    Never drops data.
    """
    for table in tables:
        if not db[table.name].exists():
            db.execute(table.create_sql())
        _add_columns(db, table)
        for statement in (*table.index_sql(), *table.trigger_sql()):
            db.execute(statement)
        if table.search_columns and db.table(table.name).detect_fts() is None:
            db.table(table.name).enable_fts(
                table.search_columns, create_triggers=True, tokenize="unicode61 remove_diacritics 2"
            )
    for view in views:
        db.execute(f"DROP VIEW IF EXISTS [{view.name}]")
        db.execute(view.create_sql())


def _full(path: Path) -> bool:
    """Whether the disk of `path` has less room than SQLite needs to open a file with a write-ahead log."""
    return shutil.disk_usage(path.parent).free < 1 << 20


def explain(error: sqlite3.Error | OSError, path: Path) -> ThavelError:
    """The German sentence for an error of SQLite or the file system about the file at `path`."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return ThavelError(
            f"Die Datei {path} wird gerade von einem anderen Programm geschrieben. "
            "Warten Sie, bis es fertig ist, und rufen Sie den Befehl noch einmal auf."
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and not error.filename and not _full(path):
        return ThavelError(
            "Die Ausgabe oder eine vorübergehende Datei ließ sich nicht vollständig schreiben: Ihr Ziel ist voll, "
            f"nicht der Datenträger von {path}. Leiten Sie die Ausgabe woandershin, oder nennen Sie in TMPDIR einen "
            "Ordner mit mehr Platz."
        )
    if "disk is full" in text or getattr(error, "errno", None) == errno.ENOSPC or ("disk I/O" in text and _full(path)):
        return ThavelError(
            f"Der Datenträger von {path} ist voll. Schaffen Sie Platz und rufen Sie den Befehl noch einmal auf; "
            "was schon gespeichert war, ist erhalten."
        )
    if "not a database" in text or "malformed" in text:
        return ThavelError(
            f"{path} ist keine lesbare Datenbank. Prüfen Sie den Pfad (--db) oder spielen Sie eine Sicherung zurück; "
            "die Datei wurde nicht verändert."
        )
    if "unable to open" in text or "readonly" in text or isinstance(error, OSError):
        return ThavelError(
            f"Auf {getattr(error, 'filename', None) or path} kann nicht zugegriffen werden ({text}). "
            "Prüfen Sie, ob der Ordner besteht und beschreibbar ist."
        )
    return ThavelError(f"Die Datei {path} meldet einen Fehler: {text}")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system inside the block into a `ThavelError` about `path`."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path) from error


@contextmanager
def locked(db: Database, *, patient: bool = False) -> Iterator[None]:
    """A transaction that waits for the lock at its start; one that has begun to read would not wait.

    If `patient` it waits up to `LOCK_PATIENCE` and says so. On an exception nothing of it remains.
    """
    _begin(db, LOCK_PATIENCE if patient else 0.0)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # A full disk may have ended the transaction already.
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise


def _begin(db: Database, patience: float) -> None:
    until = time.monotonic() + patience
    told = False
    while True:
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
        else:
            return
        if not told:
            minutes = max(1, round(patience / 60))
            log.warning("Ein anderes Programm schreibt gerade in den Katalog; gewartet wird bis zu %d min.", minutes)
            told = True


def check_mark(connection: sqlite3.Connection, path: Path, mark: Mark) -> None:
    """Raise `ThavelError` where the file is another database, or of a newer version."""
    # Tables first: they come in one transaction with the mark, so where they are, the mark is there by now.
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if identity != mark.application_id and objects:
        raise ThavelError(f"{path} ist eine SQLite-Datei, aber {mark.not_one}; die Datei wurde nicht verändert.")
    if version > mark.version:
        raise ThavelError(
            f"{path} wurde von einer neueren Fassung von thavel angelegt (Format {version}, dieses Programm kennt "
            f"{mark.version}). Aktualisieren Sie das Programm; die Datei wurde nicht verändert."
        )


class _ToldCursor(sqlite3.Cursor):
    """A cursor that logs each statement, never its parameters, with its time: of a query until its first row."""

    def execute(self, sql: str, *parameters: Any) -> "_ToldCursor":
        with _timed(sql):
            return super().execute(sql, *parameters)

    def executemany(self, sql: str, *parameters: Any) -> "_ToldCursor":
        with _timed(sql):
            return super().executemany(sql, *parameters)


class _Told(sqlite3.Connection):
    """A connection whose statements are logged."""

    def cursor(self, factory: Any = _ToldCursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        return self.cursor().execute(sql, *parameters)  # type: ignore[no-any-return]

    def executemany(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        return self.cursor().executemany(sql, *parameters)  # type: ignore[no-any-return]


@contextmanager
def _timed(sql: str) -> Iterator[None]:
    begin = time.perf_counter()
    try:
        yield
    finally:
        log.debug("%.1f ms: %s", (time.perf_counter() - begin) * 1000, " ".join(sql.split()))


def connect(path: Path, *, create: bool = False) -> Database:
    """Open the catalogue at `path`, up to date, ready to write.

    Raises `ThavelError` where the file is missing (unless `create`), no catalogue, of a newer version, locked or
    unreadable. The connection does not open transactions by itself; `locked` does. Its statements are logged with their
    time if the logger of this module is enabled for DEBUG now.
    """
    if not create and not path.exists():
        raise ThavelError(
            f"Den Katalog {path} gibt es nicht. Legen Sie ihn mit „thavel init“ an oder geben Sie mit --db "
            "den richtigen Pfad an."
        )
    with explained(path):
        told = _Told if log.isEnabledFor(logging.DEBUG) else sqlite3.Connection
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, factory=told)
        try:
            check_mark(connection, path, CATALOGUE)
            # Large pages suit long texts; the size counts for a new file only.
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT // PAGE_SIZE}")
            connection.execute(f"PRAGMA cache_size = {-CACHE // 1024}")
            connection.execute("PRAGMA foreign_keys = ON")
            german.register(connection)
            # Plug-ins of sqlite-utils are none of ours, and looking for them takes longer than opening the file.
            db = Database(connection, execute_plugins=False)
            # A complete file that somebody added to is noted anew only where it may be written.
            if migrations.pending(db) or (not noted(db, TABLES, VIEWS) and (create or incomplete(db, TABLES, VIEWS))):
                upgrade(db)
        except BaseException:
            connection.close()
            raise
    return db


def _names(table: Table) -> list[str]:
    """Names that SQLite keeps of a table: its own, its indexes', its search's."""
    return [table.name, *table.index_names, *([f"{table.name}_fts"] if table.search_columns else [])]


def incomplete(db: Database, tables: Iterable[Table], views: Iterable[View]) -> bool:
    """Whether anything declared is missing or a view differs; reads only, so that opening does not need the lock."""
    present: dict[str, str | None] = dict(db.execute("SELECT name, sql FROM sqlite_master").fetchall())
    if any(present.get(view.name) != view.create_sql() for view in views):
        return True
    for table in tables:
        if set(_names(table)) - present.keys() or {c.name for c in table.columns} - set(db[table.name].columns_dict):
            return True
    return False


def fingerprint(db: Database, tables: Iterable[Table], views: Iterable[View]) -> str:
    """Fingerprint of the file's schema and of what is declared, so that a file found complete is known again.

    Of the file it covers every statement that SQLite keeps, in any order: it changes with each table, column, index,
    trigger and view, but neither with VACUUM or a copy nor where a trigger was taken away and given back. Of the
    declarations it covers what `incomplete` looks for.
    """
    schema = sorted(sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
    wanted = [" ".join((*_names(table), *(column.name for column in table.columns))) for table in tables]
    return hashlib.sha256("\n".join((*schema, *wanted, *(view.create_sql() for view in views))).encode()).hexdigest()


def noted(db: Database, tables: Iterable[Table], views: Iterable[View]) -> bool:
    """Whether `upgrade` left the file as it is, for the same declarations."""
    key = [_SHAPE, fingerprint(db, tables, views)]
    return bool(db.execute("SELECT 1 FROM _sqlite_migrations WHERE migration_set = ? AND name = ?", key).fetchone())


def _note(db: Database) -> None:
    db.execute("DELETE FROM _sqlite_migrations WHERE migration_set = ?", [_SHAPE])
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        [_SHAPE, fingerprint(db, TABLES, VIEWS), clock.now()],
    )


def upgrade(db: Database) -> None:
    """Bring the file to the declared shape; rows are kept. A file marked as a catalogue can be finished later."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(db)
    with db.atomic():
        complete(db, TABLES, VIEWS)
        _note(db)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
