"""The shape of a file: what is declared and missing in it, added without losing a row, and told by a fingerprint."""

import hashlib
from collections.abc import Iterable

from sqlite_utils import Database

from catalogue.schema import Table, View


def add_columns(db: Database, table: Table) -> None:
    """Add the columns of a table that are declared and missing."""
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
        add_columns(db, table)
        for statement in (*table.index_sql(), *table.trigger_sql()):
            db.execute(statement)
        if table.search_columns and (db.table(table.name).detect_fts() is None or unsearched(db, [table])):
            db.table(table.name).enable_fts(
                table.search_columns, create_triggers=True, tokenize="unicode61 remove_diacritics 2", replace=True
            )
    for view in views:
        db.execute(f"DROP VIEW IF EXISTS [{view.name}]")
        db.execute(view.create_sql())


def _names(table: Table) -> list[str]:
    """Names that SQLite keeps of a table: its own, its indexes', its search's."""
    return [table.name, *table.index_names, *([f"{table.name}_fts"] if table.search_columns else [])]


def incomplete(db: Database, tables: Iterable[Table], views: Iterable[View]) -> list[str]:
    """Names of what is declared and missing, and of views that differ; reads only, so that no lock is needed."""
    present: dict[str, str | None] = dict(db.execute("SELECT name, sql FROM sqlite_master").fetchall())
    lacking = [view.name for view in views if present.get(view.name) != view.create_sql()]
    for table in tables:
        lacking += [name for name in _names(table) if name not in present]
        if table.name in present:
            there = db[table.name].columns_dict
            lacking += [f"{table.name}.{column.name}" for column in table.columns if column.name not in there]
    return lacking


def unsearched(db: Database, tables: Iterable[Table]) -> list[str]:
    """Names of missing triggers that bring what is written to a table into its search."""
    present = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    wanted = [f"{table.name}_{event}" for table in tables if table.search_columns for event in ("ai", "ad", "au")]
    return [name for name in wanted if name not in present]


def fingerprint(db: Database) -> str:
    """Fingerprint of every statement that SQLite keeps of a file, in any order.

    It changes with each table, column, index, trigger and view, but neither with VACUUM or a copy nor where a trigger
    was taken away and given back.
    """
    return _hash(sorted(sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")))


def declared(tables: Iterable[Table], views: Iterable[View]) -> str:
    """Fingerprint of what `incomplete` looks for, so that a file of an older program is told from a damaged one."""
    wanted = [" ".join((*_names(table), *(column.name for column in table.columns))) for table in tables]
    return _hash([*wanted, *(view.create_sql() for view in views)])


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
