"""Joins the decisions to what a connection reads: on it, `kandidaten` has the status of what the town decided.

A table of the connection's own stands before the stored one of the same name; nothing is written to either file.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.schema import Table
from catalogue.store.decisions import current, latest
from catalogue.store.results import RANK
from catalogue.tables.entscheidungen import ENTSCHEIDUNGEN_AKTUELL, ENTSCHEIDUNGEN_MIT_KANDIDAT, OFFEN
from catalogue.tables.vergleich import KANDIDAT_PUNKTE, KANDIDATEN_MIT_STATUS

# Brings what a connection reads of points up to what the town decided: its status by Leistung.
Counting = Callable[[Database, Mapping[str, str]], None]

_WITH_CANDIDATE = """
UPDATE temp.entscheidungen_aktuell AS e
SET kommune = (SELECT name FROM kommunennamen WHERE ags = e.ags),
    leistung = (SELECT titel FROM leistungstitel WHERE leistungsschluessel = e.leistungsschluessel),
    (loesung, geber, geber_url, punkte) = (
      SELECT loesung, geber, geber_url, punkte FROM kandidaten
      WHERE leistungsschluessel = e.leistungsschluessel AND e.ags = (SELECT ags FROM vergleich)
      ORDER BY rang LIMIT 1
    )
"""
_STATUS = f"coalesce((SELECT value FROM json_each(?) WHERE key = leistungsschluessel), '{OFFEN}')"


def join_decisions(connection: sqlite3.Connection, catalogue: Path, count: Counting | None = None) -> None:
    """Read the decisions beside the catalogue and let this connection see them, as they are now.

    `count` then brings the points up to them. From now on the connection is for reading only. Raises `ThavelError`
    where the file of decisions cannot be read.
    """
    town = connection.execute("SELECT ags FROM main.vergleich").fetchone()
    join_status(connection, current(catalogue, town[0]) if town else {}, count)


def join_status(connection: sqlite3.Connection, status: Mapping[str, str], count: Counting | None = None) -> None:
    """Let this connection see this status by Leistung beside the candidates, and let `count` bring points up to it."""
    shadow(connection, KANDIDATEN_MIT_STATUS, {"status": _STATUS}, json.dumps(status))
    if count:
        count(Database(connection, execute_plugins=False), status)
    connection.commit()


def join_latest(connection: sqlite3.Connection, catalogue: Path) -> None:
    """Let this connection, which has joined decisions, see those that hold now as `entscheidungen_aktuell`.

    Each has the best candidate. Persons are among it, so this is for commands, not for the site.
    """
    table = ENTSCHEIDUNGEN_MIT_KANDIDAT
    connection.execute(f"DROP TABLE IF EXISTS temp.[{table.name}]")
    connection.execute(f"CREATE TEMP TABLE [{table.name}] ({', '.join(column.name for column in table.columns)})")
    marks = ", ".join("?" for _ in ENTSCHEIDUNGEN_AKTUELL.columns)
    own = ", ".join(column.name for column in ENTSCHEIDUNGEN_AKTUELL.columns)
    connection.executemany(f"INSERT INTO temp.[{table.name}] ({own}) VALUES ({marks})", latest(catalogue))
    connection.execute(_WITH_CANDIDATE)


def shadow(connection: sqlite3.Connection, table: Table, other: Mapping[str, str] = {}, *parameters: object) -> None:
    """Let this connection see a table of its own instead of the stored one, filled with the stored rows.

    `other` gives the SQL of columns that are not stored, `parameters` its values.
    """
    connection.commit()
    connection.execute("PRAGMA temp_store = MEMORY")
    # What the rows refer to is in the file, where references of this table do not reach.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(f"DROP TABLE IF EXISTS temp.[{table.name}]")
    connection.execute(table.create_sql().replace(f"[{table.name}]", f"temp.[{table.name}]", 1))
    names = [column.name for column in table.columns]
    values = ", ".join(other.get(name, f"[{name}]") for name in names)
    connection.execute(
        f"INSERT INTO temp.[{table.name}] (rowid, {', '.join(names)}) SELECT rowid, {values} FROM main.[{table.name}]",
        parameters,
    )
    connection.commit()


def with_rows(connection: sqlite3.Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Let this connection see these rows beside the stored ones of a table, or instead of those with the same key."""
    shadow(connection, table)
    names = ", ".join(f":{column.name}" for column in table.columns)
    connection.executemany(f"INSERT OR REPLACE INTO temp.[{table.name}] VALUES ({names})", rows)


class CountedRow(NamedTuple):
    """The part of a criterion that counts, and why."""

    kriterium: str
    wert: float | None
    punkte: float
    erklaerung: str


class Counted(NamedTuple):
    """The points of a candidate when decisions count, the reasoning, and the criteria that they come from."""

    leistungsschluessel: str
    loesung_id: str
    punkte: float
    begruendung: str
    rows: Sequence[CountedRow]


def recount(connection: sqlite3.Connection, candidates: Iterable[Counted]) -> None:
    """Let this connection see these points instead of the stored ones, and the candidates in their order."""
    shadow(connection, KANDIDAT_PUNKTE)
    for candidate in candidates:
        connection.executemany(
            "UPDATE temp.kandidat_punkte SET wert = ?, punkte = ?, erklaerung = ?"
            " WHERE leistungsschluessel = ? AND loesung_id = ? AND kriterium = ?",
            [(*row[1:], *candidate[:2], row.kriterium) for row in candidate.rows],
        )
        connection.execute(
            "UPDATE temp.kandidaten SET punkte = ?, begruendung = ? WHERE leistungsschluessel = ? AND loesung_id = ?",
            [candidate.punkte, candidate.begruendung, *candidate[:2]],
        )
    connection.execute(RANK)
