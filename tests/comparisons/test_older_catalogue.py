"""A catalogue of an older program version is brought up to date and compared as if it had always been a new one."""

import sqlite3
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.store.results import TABLES
from catalogue.tables import VIEWS
from comparisons.compare import compare
from tests.command import Thavel
from tests.reading import Row, answers, rows

CATALOGUE = Path("katalog.db")
LATER_TABLES = (
    "kandidat_geber",
    "kooperationen",
    "trichter",
    "lueckenstand",
    "lueckenverlauf",
    "fallzahlen",
    "vergleichsstand",
)
LATER_COLUMNS = (
    ("dienstbewertung", "ebene_beleg"),
    ("loesungen", "anschluss"),
    ("loesungen", "anschluss_grund"),
    ("luecken", "zustaendig_sicherheit"),
    ("leistungsstand", "zustaendig_sicherheit"),
    *((table, f"zustaendig_{what}") for table in ("luecken", "leistungsstand") for what in ("wer", "regel", "klaeren")),
    ("vergleich", "datenstand_ab"),
    ("vergleich", "grundlage"),
    ("kandidat_punkte", "ersatzwert"),
    ("kandidaten", "vorhaben"),
)
LATER_WEIGHTS = ("nachfrage", "reife", "datensparsamkeit", "trend", "link")
TIMES = ("zeitpunkt",)


def _results() -> dict[str, list[Row]]:
    queries = {}
    for table in TABLES:
        names = ", ".join(column.name for column in table.columns if column.name not in TIMES)
        queries[table.name] = f"SELECT {names} FROM {table.name} ORDER BY 1, 2, 3"
    return answers(CATALOGUE, queries)


def _older() -> None:
    """Take away what a version from before did not have, with the result of its last comparison left in place."""
    connection = sqlite3.connect(CATALOGUE, isolation_level=None)
    connection.execute("DELETE FROM _sqlite_migrations WHERE migration_set = 'gestalt'")
    for view in VIEWS:
        connection.execute(f"DROP VIEW {view.name}")
    for table in LATER_TABLES:
        connection.execute(f"DROP TABLE {table}")
    for table, column in LATER_COLUMNS:
        connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for weight in LATER_WEIGHTS:
        connection.execute("DELETE FROM gewichte WHERE kriterium = ?", [weight])
        connection.execute("DELETE FROM kandidat_punkte WHERE kriterium = ?", [weight])
    connection.close()


def _columns(table: str) -> set[str]:
    return {row[1] for row in rows(CATALOGUE, f"PRAGMA table_info({table})")}


@pytest.mark.parametrize("commands", [["init", "compare"], ["compare"]])
def test_an_older_catalogue_is_compared_with_the_result_of_a_new_one(
    thavel: Thavel, sample_catalogue: Path, commands: list[str]
) -> None:
    compare(sample_catalogue)
    expected = _results()
    _older()
    assert not any(column in _columns(table) for table, column in LATER_COLUMNS)
    for command in commands:
        outcome = thavel(command)
        assert (outcome.code, "Fehler" in outcome.err) == (0, False)
    assert _results() == expected
    assert rows(CATALOGUE, "SELECT count(*) FROM dienstbewertung WHERE ebene_beleg = ''") == [(0,)]
    assert rows(CATALOGUE, "SELECT ereignis FROM lueckenverlauf") == [("Erstvergleich",)]
    assert rows(CATALOGUE, "PRAGMA foreign_key_check") == []


def test_after_bringing_it_up_to_date_the_old_result_can_still_be_shown(thavel: Thavel, sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    _older()
    assert thavel("init").code == 0
    for listing in ("gaps", "candidates", "solutions list", "changes"):
        assert thavel(*listing.split()).code == 0
    kept = rows(CATALOGUE, "SELECT count(*), count(zustaendig_sicherheit) FROM luecken")
    assert kept == [(25, 0)]


def test_assessments_that_were_kept_by_onlinedienst_are_kept_by_leistung(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    names = [row[1] for row in rows(sample_catalogue, "PRAGMA table_info(dienstbewertung)")]
    whole = f"SELECT {', '.join(names)} FROM dienstbewertung ORDER BY 1, 2"
    before = rows(sample_catalogue, whole)
    connection = sqlite3.connect(sample_catalogue, isolation_level=None)
    connection.execute("DELETE FROM _sqlite_migrations WHERE migration_set = 'gestalt'")
    for view in VIEWS:
        connection.execute(f"DROP VIEW {view.name}")
    connection.execute("ALTER TABLE dienstbewertung RENAME TO neu")
    columns = ", ".join(f"{name} TEXT NOT NULL" for name in names[:2])
    rest = ", ".join(f"{name} TEXT" for name in names[2:])
    connection.execute(
        f"CREATE TABLE dienstbewertung ({columns}, {rest}, PRIMARY KEY (onlinedienst_id, leistungsschluessel)) STRICT"
    )
    connection.execute(f"INSERT INTO dienstbewertung ({', '.join(names)}) SELECT {', '.join(names)} FROM neu")
    connection.execute("DROP TABLE neu")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm003%'")
    connection.close()
    connect(sample_catalogue).close()
    keys = rows(sample_catalogue, "SELECT name FROM pragma_table_info('dienstbewertung') WHERE pk > 0 ORDER BY pk")
    assert keys == [("leistungsschluessel",), ("onlinedienst_id",)]
    assert rows(sample_catalogue, whole) == before
    assert rows(sample_catalogue, "SELECT count(*) FROM angebote WHERE ebene IS NOT NULL") != [(0,)]
    compare(sample_catalogue, fresh=True)
    assert rows(sample_catalogue, whole) == before
