"""Reads a catalogue for assertions."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from catalogue.database import connect
from catalogue.store.joined import join_decisions
from catalogue.tables import TABLES
from comparisons.decided import count_decided

Row = tuple[Any, ...]

BOOKKEEPING = frozenset({"laeufe", "lieferungen", "meldungen", "quellen"})


def rows(path: Path, sql: str, *parameters: object) -> list[Row]:
    """All rows of a query."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()


def answers(path: Path, queries: Mapping[str, str]) -> dict[str, list[Row]]:
    """All rows of several queries, by name; over one connection, as each new one reads the whole schema."""
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in queries.items()}


def decided_rows(path: Path, sql: str, *parameters: object) -> list[Row]:
    """All rows of a query as commands and site read them, with what the town decided."""
    db = connect(path)
    try:
        join_decisions(db.conn, path, count_decided)
        return db.execute(sql, parameters).fetchall()
    finally:
        db.close()


def content(path: Path, *, without: frozenset[str] = BOOKKEEPING) -> dict[str, list[Row]]:
    """Everything that is stored, by table, without the book-keeping of runs."""
    stored = (table.name for table in TABLES if table.name not in without)
    return answers(path, {name: f"SELECT * FROM {name} ORDER BY 1, 2" for name in stored})


def messages(path: Path, *, run: int | None = None) -> list[Row]:
    """Level, code, object, place and count of the messages of a run, or of the latest."""
    return rows(
        path,
        "SELECT stufe, code, objekt, ort, anzahl FROM meldungen"
        " WHERE lauf_id = coalesce(?, (SELECT max(id) FROM laeufe)) ORDER BY id",
        run,
    )


def texts(path: Path) -> str:
    """The texts of the latest run's messages, one a line."""
    found = rows(path, "SELECT text FROM meldungen WHERE lauf_id = (SELECT max(id) FROM laeufe) ORDER BY id")
    return "\n".join(row[0] for row in found)
