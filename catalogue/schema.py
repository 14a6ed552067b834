"""Declarations of tables and views: each once, in Python, with everything its uses need."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

ColumnType = Literal["TEXT", "INTEGER", "REAL"]
# What a text of a rule file means: a key, the beginning of the key of a Leistung, a day, a code, a regular expression.
Form = Literal["ags", "ars", "land", "leistung", "tag", "code", "muster"]
TableKind = Literal["stand", "ergebnis", "regel", "betrieb"]


@dataclass(frozen=True)
class Column:
    """One column: SQL type, German heading and description, and how it is used.

    `references` is "table.column" of a declared table; `allowed` lists the only permitted values
    (NULL is permitted too unless `required`); `unit` is shown beside the heading.
    `form` and `bounds` (least and greatest number) are what rule files are checked for.
    What is `private` never leaves the machine: the site shows it to nobody, in no form.
    """

    name: str
    type: ColumnType
    title: str
    description: str
    unit: str | None = None
    required: bool = False
    references: str | None = None
    allowed: tuple[str, ...] = ()
    facet: bool = False
    search: bool = False
    form: Form | None = None
    bounds: tuple[float, float] | None = None
    private: bool = False

    def sql(self) -> str:
        """The column's part of CREATE TABLE and of ALTER TABLE ADD COLUMN."""
        parts = [f"[{self.name}] {self.type}"]
        if self.required:
            parts.append("NOT NULL")
        if self.allowed:
            values = ", ".join(f"'{value}'" for value in self.allowed)
            parts.append(f"CHECK ([{self.name}] IN ({values}))")
        if self.references:
            table, column = self.references.split(".")
            parts.append(f"REFERENCES [{table}]([{column}]) DEFERRABLE INITIALLY DEFERRED")
        return " ".join(parts)


@dataclass(frozen=True)
class Table:
    """One STRICT table. `kind` says who fills it: an import (stand), a comparison (ergebnis),
    the town's rule files (regel) or the program's own book-keeping (betrieb).

    `by_key` keeps its rows in the order of the key, without a rowid: for many short rows written in that order.
    Rows of an `append_only` table, which has one number as its key, stay as they are for ever.
    """

    name: str
    title: str
    description: str
    kind: TableKind
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    source: str
    indexes: tuple[tuple[str, ...], ...] = ()
    sort: str | None = None
    by_key: bool = False
    append_only: bool = False

    def create_sql(self) -> str:
        """CREATE TABLE statement of a STRICT table with its key, checks and foreign keys."""
        lines = [column.sql() for column in self.columns]
        lines.append(f"PRIMARY KEY ({', '.join(f'[{name}]' for name in self.key)})")
        options = "STRICT, WITHOUT ROWID" if self.by_key else "STRICT"
        return f"CREATE TABLE [{self.name}] (\n  " + ",\n  ".join(lines) + f"\n) {options}"

    def index_sql(self) -> Iterator[str]:
        """CREATE INDEX statements; names follow from the columns, so they can be repeated."""
        for name, columns in zip(self.index_names, self.indexes, strict=True):
            on = ", ".join(f"[{column}]" for column in columns)
            yield f"CREATE INDEX IF NOT EXISTS [{name}] ON [{self.name}] ({on})"

    @property
    def index_names(self) -> tuple[str, ...]:
        """Names of the indexes, in the order of `indexes`."""
        return tuple(f"idx_{self.name}_{'_'.join(columns)}" for columns in self.indexes)

    def trigger_sql(self) -> Iterator[str]:
        """CREATE TRIGGER statements that keep the rows of an append-only table; they can be repeated."""
        if self.append_only:
            (key,) = self.key
            refused = f"BEGIN SELECT RAISE(ABORT, '{self.name}: Zeilen kommen nur hinzu.'); END"
            # INSERT OR REPLACE deletes without asking the trigger of DELETE.
            replaces = f"BEFORE INSERT ON [{self.name}] WHEN NEW.[{key}] IN (SELECT [{key}] FROM [{self.name}])"
            for event in (f"BEFORE UPDATE ON [{self.name}]", f"BEFORE DELETE ON [{self.name}]", replaces):
                name = f"{self.name}_{event.split()[1].lower()}"
                yield f"CREATE TRIGGER IF NOT EXISTS [{name}] {event} {refused}"

    @property
    def public(self) -> "Table":
        """The same table without what is private."""
        return replace(self, columns=_public(self.columns))

    @property
    def search_columns(self) -> tuple[str, ...]:
        """Names of the columns that are searched."""
        return tuple(column.name for column in self.columns if column.search)


@dataclass(frozen=True)
class View:
    """One view; `sql` is the SELECT, `columns` describe what it yields, in order."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    sql: str
    source: str
    sort: str | None = None

    @property
    def public(self) -> "View":
        """The same view without what is private."""
        return replace(self, columns=_public(self.columns))

    def create_sql(self) -> str:
        """CREATE VIEW statement, as SQLite keeps it."""
        return f"CREATE VIEW [{self.name}] AS {self.sql.strip()}"


def _public(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(column for column in columns if not column.private)


Relation = Table | View
