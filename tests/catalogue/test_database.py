import errno
import logging
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue import database
from catalogue.database import APPLICATION_ID, SCHEMA_VERSION, connect, explained, lost, reading
from catalogue.errors import ThavelError
from catalogue.schema import Column
from catalogue.store import search_index
from catalogue.tables import TABLES, VIEWS
from tests.reading import content, rows

# A file that no upgrade has noted is older than the program.
FORGOTTEN = "DELETE FROM _sqlite_migrations WHERE migration_set = 'gestalt'"


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file without anything that the program adds."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def objects(path: Path) -> set[tuple[str, str]]:
    return {(kind, name) for kind, name in rows(path, "SELECT type, name FROM sqlite_master")}


def test_a_new_catalogue_has_everything_that_is_declared(tmp_path: Path) -> None:
    path = tmp_path / "katalog.db"
    connect(path, create=True).close()
    found = objects(path)
    assert {("table", table.name) for table in TABLES} <= found
    assert {("view", view.name) for view in VIEWS} <= found
    assert {("table", f"{table.name}_fts") for table in TABLES if table.search_columns} <= found
    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert rows(path, "PRAGMA journal_mode") == [("wal",)]


def test_opening_a_current_catalogue_writes_nothing(katalog: Path) -> None:
    before = katalog.read_bytes()
    connect(katalog).close()
    connect(katalog, create=True).close()
    assert katalog.read_bytes() == before


def test_a_current_catalogue_opens_while_another_program_writes(katalog: Path) -> None:
    with raw(katalog) as other:
        other.execute("BEGIN IMMEDIATE")
        connect(katalog).close()


# What is wrong with a file, in German


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "katalog.db"
    with pytest.raises(ThavelError) as caught:
        connect(path)
    assert str(caught.value) == (
        f"Den Katalog {path} gibt es nicht. Legen Sie ihn mit „thavel init“ an oder geben Sie mit --db "
        "den richtigen Pfad an."
    )
    assert not path.exists()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="kann nicht zugegriffen werden .*Prüfen Sie, ob der Ordner besteht"):
        connect(tmp_path / "fehlt" / "katalog.db", create=True)


def test_a_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="kann nicht zugegriffen werden"):
        connect(tmp_path)


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "katalog.db"
    path.write_text("ags;name\n16063105;Eisenach\n" * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(ThavelError, match="ist keine lesbare Datenbank.*die Datei wurde nicht verändert"):
        connect(path, create=True)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "fotos.db"
    with raw(path) as connection:
        connection.execute("CREATE TABLE fotos (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(ThavelError, match="ist eine SQLite-Datei, aber kein Katalog.*nicht verändert"):
        connect(path, create=True)
    assert path.read_bytes() == before


def test_a_catalogue_of_a_newer_version_is_told_and_left_alone(katalog: Path) -> None:
    with raw(katalog) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = content(katalog, without=frozenset())
    with pytest.raises(ThavelError, match=r"von einer neueren Fassung .*\(Format 99, dieses Programm kennt 1\)"):
        connect(katalog)
    assert content(katalog, without=frozenset()) == before


def test_a_locked_catalogue_is_told_within_the_timeout(katalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    with raw(katalog) as other:
        other.execute("BEGIN IMMEDIATE")
        begin = time.monotonic()
        db = connect(katalog)
        with pytest.raises(ThavelError, match="wird gerade von einem anderen Programm geschrieben"), explained(katalog):
            db.execute("BEGIN IMMEDIATE")
        assert time.monotonic() - begin < 4
        db.close()


def test_an_older_catalogue_that_is_locked_is_told_and_upgraded_later(
    katalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    with raw(katalog) as other:
        other.execute("DROP VIEW angebote")
        other.execute(FORGOTTEN)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ThavelError, match="wird gerade von einem anderen Programm geschrieben"):
            connect(katalog)
        other.execute("ROLLBACK")
    connect(katalog).close()
    assert ("view", "angebote") in objects(katalog)


def test_a_full_disk_is_told_and_keeps_what_was_stored(katalog: Path) -> None:
    before = content(katalog, without=frozenset())
    db = connect(katalog)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ThavelError, match="Der Datenträger von .* ist voll.*was schon gespeichert war, ist erhalten"):
        fill(katalog, db.conn)
    db.close()
    assert content(katalog, without=frozenset()) == before


def fill(path: Path, connection: sqlite3.Connection) -> None:
    with explained(path):
        connection.execute("BEGIN")
        try:
            for number in range(10_000):
                connection.execute(
                    "INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES (?, ?)",
                    [f"99{number:012}", "Bezeichnung " * 20],
                )
        finally:
            connection.execute("ROLLBACK") if connection.in_transaction else None


def test_a_set_up_that_was_cut_off_is_finished_at_the_next_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    path = tmp_path / "katalog.db"
    with monkeypatch.context() as patch:
        patch.setattr(database, "complete", cut_off)
        with pytest.raises(ThavelError, match="ist voll"):
            connect(path, create=True)
    connect(path, create=True).close()
    assert {("view", view.name) for view in VIEWS} <= objects(path)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "k"), "Der Datenträger von katalog.db ist voll"),
        (OSError(errno.ENOSPC, "No space left on device"), "Ihr Ziel ist voll, nicht der Datenträger von katalog.db"),
        (PermissionError(errno.EACCES, "Permission denied", "regeln"), "Auf regeln kann nicht zugegriffen werden"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "kann nicht zugegriffen werden"),
        (sqlite3.DatabaseError("database disk image is malformed"), "ist keine lesbare Datenbank"),
        (sqlite3.IntegrityError("FOREIGN KEY constraint failed"), "meldet einen Fehler: FOREIGN KEY"),
    ],
)
def test_errors_of_sqlite_and_the_file_system_are_told_in_german(error: Exception, text: str) -> None:
    with pytest.raises(ThavelError, match=text) as caught, explained(Path("katalog.db")):
        raise error
    assert caught.value.__cause__ is error


# Older catalogues


WITHOUT_SEARCH = """
DROP TRIGGER kreise_ai; DROP TRIGGER kreise_ad; DROP TRIGGER kreise_au; DROP TABLE kreise_fts
"""


def older(path: Path) -> None:
    """Take away a table, a column, an index, the search of a table and a view, as if they were not invented yet."""
    with raw(path) as connection:
        connection.execute("DROP VIEW angebote")
        connection.execute("DROP TABLE vergleichskommunen")
        connection.execute("ALTER TABLE onlinedienste DROP COLUMN vertrauensniveau")
        connection.execute("ALTER TABLE kommunen DROP COLUMN eigene_onlinedienste")
        connection.execute("DROP INDEX idx_angebotsnachweise_onlinedienst_id")
        connection.executescript(WITHOUT_SEARCH)
        connection.execute(FORGOTTEN)


def by_column(path: Path, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    return rows(path, f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2")


@pytest.mark.slow
def test_an_older_catalogue_is_brought_up_to_date_without_losing_a_row(register: Path) -> None:
    with raw(register) as connection:
        connection.execute("INSERT INTO leistungen (leistungsschluessel) VALUES ('99102013104000')")
        connection.execute(
            "INSERT INTO onlinedienste (id, redaktion, bezeichnung, quelle, erstmals_gesehen, zuletzt_gesehen)"
            " VALUES ('L100038.OD.1', 'L100038', 'Hundesteuer', 'pvog', '2026-10-04', '2026-10-04')"
        )
        connection.execute(
            "INSERT INTO angebotsnachweise (ags, leistungsschluessel, onlinedienst_id, quelle, erstmals_gesehen,"
            " zuletzt_gesehen)"
            " VALUES ('16063105', '99102013104000', 'L100038.OD.1', 'pvog', '2026-10-04', '2026-10-04')"
        )
    whole = objects(register)
    before = content(register, without=frozenset())
    older(register)
    assert whole - objects(register)

    connect(register).close()
    assert objects(register) == whole
    assert {name: len(lines) for name, lines in content(register, without=frozenset()).items()} == {
        name: len(lines) for name, lines in before.items()
    }
    for table in TABLES:
        kept = [c.name for c in table.columns if c.name not in ("vertrauensniveau", "eigene_onlinedienste")]
        position = [[c.name for c in table.columns].index(name) for name in kept]
        assert sorted(by_column(register, table.name, kept), key=repr) == sorted(
            (tuple(row[p] for p in position) for row in before[table.name]), key=repr
        )
    assert rows(register, "SELECT name FROM kreise_fts WHERE kreise_fts MATCH 'wartburgkreis'") == [("Wartburgkreis",)]
    assert rows(register, "PRAGMA foreign_key_check") == []
    assert rows(register, "SELECT kommune, leistungsschluessel, onlinedienst FROM angebote") == [
        ("Eisenach, Stadt", "99102013104000", "Hundesteuer")
    ]


@pytest.mark.parametrize(
    ("loss", "name"),
    [
        ("DROP INDEX idx_angebotsnachweise_onlinedienst_id", "idx_angebotsnachweise_onlinedienst_id"),
        (WITHOUT_SEARCH, "kreise_fts"),
        ("DROP TABLE vergleichskommunen", "vergleichskommunen"),
        ("DROP VIEW angebote", "angebote"),
        ("DROP VIEW angebote; CREATE VIEW angebote AS SELECT 1", "angebote"),
        (
            "DROP VIEW angebote; ALTER TABLE onlinedienste DROP COLUMN vertrauensniveau",
            "angebote, onlinedienste.vertrauensniveau",
        ),
    ],
)
def test_each_thing_that_is_missing_is_told_by_itself_and_made_again_by_init_only(
    katalog: Path, loss: str, name: str
) -> None:
    whole = objects(katalog)
    with raw(katalog) as connection:
        connection.executescript(loss)
    damaged = objects(katalog)
    for opening in (connect, reading):
        with pytest.raises(ThavelError, match=f"fehlt, was darin war: {name}. Spielen Sie eine Sicherung zurück"):
            opening(katalog)
    assert objects(katalog) == damaged
    assert lost(katalog) == name.split(", ")
    connect(katalog, create=True).close()
    assert lost(katalog) == []
    assert objects(katalog) == whole
    assert rows(katalog, "SELECT count(*) FROM angebote WHERE kommune IS NULL") == [(0,)]
    assert "vertrauensniveau" in {row[1] for row in rows(katalog, "PRAGMA table_info(onlinedienste)")}


def looks_closer(path: Path) -> bool:
    """Whether opening the file looks at each table of it."""
    looked = False

    def incomplete(*_: object) -> list[str]:
        nonlocal looked
        looked = True
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "incomplete", incomplete)
        connect(path).close()
    return looked


def vacuumed(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("VACUUM")


def copied(path: Path) -> None:
    with raw(path.with_name("kopie.db")) as copy:
        with raw(path) as connection:
            connection.backup(copy)
        with raw(path) as connection:
            copy.backup(connection)


def searched_afterwards(path: Path) -> None:
    db = connect(path)
    with db.atomic(), search_index.built_afterwards(db):
        pass
    db.close()


@pytest.mark.parametrize("change", [vacuumed, copied, searched_afterwards])
def test_a_file_that_was_left_complete_is_known_again(katalog: Path, change: Callable[[Path], None]) -> None:
    assert not looks_closer(katalog)
    change(katalog)
    assert not looks_closer(katalog)


def test_a_file_that_somebody_added_to_is_looked_at_each_time_until_it_may_be_noted(katalog: Path) -> None:
    with raw(katalog) as connection:
        connection.execute("CREATE INDEX eigener ON kommunen (name)")
    before = katalog.read_bytes()
    assert looks_closer(katalog)
    assert katalog.read_bytes() == before
    connect(katalog, create=True).close()
    assert not looks_closer(katalog)
    assert ("index", "eigener") in objects(katalog)


def test_what_is_declared_later_is_added_to_a_file_that_was_complete(
    katalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = replace(TABLES[0], columns=(*TABLES[0].columns, Column("neu", "TEXT", "Neu", "Erst jetzt erfunden.")))
    monkeypatch.setattr(database, "TABLES", (later, *TABLES[1:]))
    connect(katalog).close()
    assert "neu" in {row[1] for row in rows(katalog, f"PRAGMA table_info({later.name})")}
    assert not looks_closer(katalog)


def test_a_migration_that_a_file_has_not_seen_is_made(katalog: Path) -> None:
    with raw(katalog) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm002%'")
    connect(katalog).close()
    assert rows(katalog, "SELECT count(*) FROM _sqlite_migrations WHERE name LIKE 'm002%'") == [(1,)]
    assert not looks_closer(katalog)


@pytest.mark.slow
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(katalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(katalog)
    before = (objects(katalog), content(katalog, without=frozenset({"vergleichskommunen"})))
    broken = VIEWS[0].__class__(**{**VIEWS[0].__dict__, "sql": "SELECT nichts FROM"})
    with monkeypatch.context() as patch:
        patch.setattr(database, "VIEWS", (broken,))
        with pytest.raises(ThavelError, match="meldet einen Fehler"):
            connect(katalog)
    assert (objects(katalog), content(katalog, without=frozenset({"vergleichskommunen"}))) == before


# What is logged


def logged(caplog: pytest.LogCaptureFixture, katalog: Path, level: int) -> list[str]:
    with caplog.at_level(level, "catalogue.database"):
        db = connect(katalog)
        caplog.clear()
        db.execute("SELECT name FROM kommunen\n  WHERE ags = ?", ["16063105"])
        db.conn.executemany("DELETE FROM kommunen WHERE ags = ?", [("16063105",), ("16055000",)])
        db.close()
    return [record.getMessage() for record in caplog.records]


def test_statements_are_logged_with_their_time_and_without_parameters(
    katalog: Path, caplog: pytest.LogCaptureFixture
) -> None:
    query, removal, *_closing = logged(caplog, katalog, logging.DEBUG)
    assert re.fullmatch(r"[0-9]+\.[0-9] ms: SELECT name FROM kommunen WHERE ags = \?", query)
    assert re.fullmatch(r"[0-9]+\.[0-9] ms: DELETE FROM kommunen WHERE ags = \?", removal)


def test_without_being_asked_no_statement_is_logged(katalog: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert logged(caplog, katalog, logging.INFO) == []
    db = connect(katalog)
    assert type(db.conn) is sqlite3.Connection
    db.close()
