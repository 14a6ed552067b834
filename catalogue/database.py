"""Opening a database file: creating it, bringing an older one up to date, saying in German what is wrong with it."""

import errno
import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue import clock, german
from catalogue.errors import ThavelError
from catalogue.migrations import migrations
from catalogue.schema import Table, View
from catalogue.shape import complete, declared, fingerprint, incomplete
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

# Beside the migrations that a file has seen, under this name, the shape that it was left in.
_SHAPE = "gestalt"


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
            "Prüfen Sie, ob der Ordner besteht und ob dieser Benutzer dort lesen und, wo der Befehl schreibt, auch "
            "schreiben darf."
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


class _LoggedConnection(sqlite3.Connection):
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


class _Written(Database):
    """A file that is open for writing, with a write-ahead log.

    Closing it leaves `-wal` and `-shm` beside it, the log empty where nobody reads: SQLite would delete both with the
    last connection, and who may not write in the folder could not make them again and not read.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        # Plug-ins of sqlite-utils are none of ours, and looking for them takes longer than opening the file.
        super().__init__(connection, execute_plugins=False)
        self._path = path

    def close(self) -> None:
        """Close the file; what was written is in it, not in its log, unless somebody is reading an earlier state."""
        with suppress(sqlite3.Error):
            keeper = sqlite3.connect(read_only(self._path), uri=True)
            try:
                # From its first look on it counts as a reader, so that the other is not the last.
                keeper.execute("SELECT 1 FROM sqlite_master").fetchone()
                self.conn.execute("PRAGMA busy_timeout = 0")
                self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                super().close()
                keeper.close()
        super().close()


def read_only(path: Path) -> str:
    """The URI under which SQLite opens a file for reading only."""
    return f"{path.resolve().as_uri()}?mode=ro"


def _write(path: Path, *, create: bool) -> Database:
    """The catalogue as it is, with a write-ahead log. Raises `ThavelError` where it is empty, unless `create`."""
    told = _LoggedConnection if log.isEnabledFor(logging.DEBUG) else sqlite3.Connection
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, factory=told)
    try:
        check_mark(connection, path, CATALOGUE)
        if not create:
            _refuse_empty(connection, path)
        # Large pages suit long texts; the size counts for a new file only.
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT // PAGE_SIZE}")
        connection.execute("PRAGMA foreign_keys = ON")
        _set_up(connection)
    except BaseException:
        connection.close()
        raise
    return _Written(connection, path)


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA cache_size = {-CACHE // 1024}")
    german.register(connection)


def _refuse_empty(connection: sqlite3.Connection, path: Path) -> None:
    """Raises `ThavelError` where the file holds nothing at all, not even what marks it."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ThavelError(
            f"Die Datei {path} ist leer. War schon etwas darin, spielen Sie eine Sicherung zurück; "
            "sonst legen Sie sie mit „thavel init“ an."
        )


def _refuse_missing(path: Path) -> None:
    if not path.exists():
        raise ThavelError(
            f"Den Katalog {path} gibt es nicht. Legen Sie ihn mit „thavel init“ an oder geben Sie mit --db "
            "den richtigen Pfad an."
        )


def connect(path: Path, *, create: bool = False) -> Database:
    """Open the catalogue at `path`, up to date, ready to write.

    An older one is brought up to date; one that lacks what it had is repaired with `create` only. Raises `ThavelError`
    where it is that, or missing or empty (unless `create`), no catalogue, of a newer version, locked or unreadable. The
    connection does not open transactions by itself; `locked` does. Its statements are logged with their time if the
    logger of this module is enabled for DEBUG now.
    """
    if not create:
        _refuse_missing(path)
    with explained(path):
        db = _write(path, create=create)
        try:
            lacking = _lacking(db)
            if lacking and not create:
                raise _incomplete(path, lacking)
            # A complete file that somebody added to is noted anew only where it may be created.
            if lacking is None or (create and not noted(db, TABLES, VIEWS)):
                upgrade(db)
        except BaseException:
            db.close()
            raise
    return db


def reading(path: Path) -> Database:
    """Open the catalogue at `path` for reading only: nothing is written, and no permission to write is needed.

    Raises `ThavelError` where it is missing, empty, no catalogue, older or newer than this program, unreadable, or
    lacks what it had. Its statements are logged as those of `connect`.
    """
    _refuse_missing(path)
    with explained(path):
        db = Database(_read(path), execute_plugins=False)
        try:
            _set_up(db.conn)
            lacking = _lacking(db)
            if lacking is None:
                raise ThavelError(
                    f"Der Katalog {path} ist von einer älteren Fassung des Programms. „thavel init“ bringt ihn auf den "
                    "neuen Stand; alle Daten bleiben."
                )
            if lacking:
                raise _incomplete(path, lacking)
        except BaseException:
            db.close()
            raise
    return db


def _read(path: Path) -> sqlite3.Connection:
    told = _LoggedConnection if log.isEnabledFor(logging.DEBUG) else sqlite3.Connection
    connection = sqlite3.connect(
        read_only(path), uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, factory=told
    )
    try:
        check_mark(connection, path, CATALOGUE)
        _refuse_empty(connection, path)
    except sqlite3.OperationalError as error:
        connection.close()
        refused = "unable to open" in str(error) or "readonly" in str(error)
        if refused and os.access(path, os.R_OK) and not log_of(path).exists():
            raise ThavelError(
                f"Neben {path} fehlt {log_of(path).name}, und ohne Schreibrecht lässt es sich nicht anlegen. "
                "Wem die Datei gehört, der rufe einmal „thavel init“ auf; danach ist sie wieder lesbar."
            ) from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def log_of(path: Path) -> Path:
    """The write-ahead log of a database."""
    return path.with_name(f"{path.name}-wal")


def lost(path: Path) -> list[str]:
    """Names of what the catalogue at `path` had and lacks now; empty where it is older, or no file is there."""
    if not path.exists() or not path.stat().st_size:
        return []
    with explained(path):
        db = Database(_read(path), execute_plugins=False)
        try:
            return _lacking(db) or []
        finally:
            db.close()


def _lacking(db: Database) -> list[str] | None:
    """Names of what is declared and missing in a file that had it; None for a file older than the declarations."""
    if migrations.pending(db) or _noted(db)[1] != declared(TABLES, VIEWS):
        return None
    return [] if noted(db, TABLES, VIEWS) else incomplete(db, TABLES, VIEWS)


def _incomplete(path: Path, lacking: Sequence[str]) -> ThavelError:
    return ThavelError(
        f"Dem Katalog {path} fehlt, was darin war: {', '.join(lacking)}. Spielen Sie eine Sicherung zurück. Gibt es "
        "keine, legt „thavel init“ es neu an, Tabellen leer."
    )


def _noted(db: Database) -> tuple[str, str]:
    """Fingerprints of the schema and of the declarations as `upgrade` left them; empty where it did not."""
    if not db["_sqlite_migrations"].exists():
        return "", ""
    row = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [_SHAPE]).fetchone()
    schema, _, wanted = (row[0] if row else "").partition(" ")
    return schema, wanted


def noted(db: Database, tables: Iterable[Table], views: Iterable[View]) -> bool:
    """Whether `upgrade` left the file as it is, for the same declarations."""
    return _noted(db) == (fingerprint(db), declared(tables, views))


def _note(db: Database) -> None:
    db.execute("DELETE FROM _sqlite_migrations WHERE migration_set = ?", [_SHAPE])
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        [_SHAPE, f"{fingerprint(db)} {declared(TABLES, VIEWS)}", clock.now()],
    )


def upgrade(db: Database) -> None:
    """Bring the file to the declared shape; rows are kept. A file marked as a catalogue can be finished later."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(db)
    with db.atomic():
        complete(db, TABLES, VIEWS)
        _note(db)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
