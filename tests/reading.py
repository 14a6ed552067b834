"""Reads a catalogue for assertions."""

import sqlite3
from pathlib import Path
from typing import Any

from catalogue.tables import TABLES

Row = tuple[Any, ...]

BOOKKEEPING = frozenset({"laeufe", "lieferungen", "meldungen", "quellen"})


def rows(path: Path, sql: str, *parameters: object) -> list[Row]:
    """All rows of a query."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()


def content(path: Path, *, without: frozenset[str] = BOOKKEEPING) -> dict[str, list[Row]]:
    """Everything that is stored, by table, without the book-keeping of runs."""
    return {
        table.name: rows(path, f"SELECT * FROM {table.name} ORDER BY 1, 2")
        for table in TABLES
        if table.name not in without
    }


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
