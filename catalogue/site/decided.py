"""The catalogue as the site reads it: each connection has the decisions beside it, as they are at the time."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from catalogue.site.reading import ReadFile
from catalogue.store.decisions import file_of
from catalogue.store.joined import Counting, join_decisions

MOST_KEPT = 1000


class Catalogue(ReadFile):
    """The catalogue at `path`; decisions are joined anew where they or the catalogue changed since a connection's last
    query, so that a file that is made later is seen too.
    """

    def __init__(self, datasette: Datasette, path: Path, count: Counting | None) -> None:
        super().__init__(datasette, path=str(path), is_mutable=True)
        self._catalogue = path
        self._count = count
        self._seen: dict[sqlite3.Connection, object] = {}
        self._counted: dict[object, Any] = {}
        self._counted_at: object = None

    async def execute(self, sql: str, params: Any = None, **more: Any) -> Any:
        """The result of a query; what counts is kept until the catalogue or the decisions change."""
        if "count(*)" not in sql.lower():
            return await super().execute(sql, params, **more)
        asked = tuple(sorted(params.items())) if isinstance(params, dict) else tuple(params or ())
        key = (sql, asked, more.get("truncate"), more.get("page_size"))
        return await self._kept(key, lambda: super(Catalogue, self).execute(sql, params, **more))

    async def table_counts(self, limit: int = 10) -> Any:
        """Numbers of rows by table, None where counting takes too long."""
        return await self._kept("table_counts", lambda: super(Catalogue, self).table_counts(limit))

    async def get_all_foreign_keys(self) -> Any:
        """References between the tables."""
        return await self._kept("foreign_keys", super().get_all_foreign_keys)

    async def table_columns(self, table: str) -> Any:
        """Names of the columns of a table or view."""
        return await self._kept(("columns", table), lambda: super(Catalogue, self).table_columns(table))

    async def primary_keys(self, table: str) -> Any:
        """Names of the columns of a table's key."""
        return await self._kept(("keys", table), lambda: super(Catalogue, self).primary_keys(table))

    async def fts_table(self, table: str) -> Any:
        """The search index of a table, None where it has none."""
        return await self._kept(("search", table), lambda: super(Catalogue, self).fts_table(table))

    async def hidden_table_names(self) -> Any:
        """Tables that SQLite keeps for itself."""
        return await self._kept("hidden", super().hidden_table_names)

    async def _kept(self, key: object, ask: Callable[[], Awaitable[Any]]) -> Any:
        """The answer of `ask`, kept for as long as the files stay the same.

        A commit changes the time of the write-ahead log, and a checkpoint that of the file, before a reader can see it.
        The state is looked at before the question, so that what is kept is never older than its state.
        """
        files = (self._catalogue, file_of(self._catalogue))
        now = [_stamp(each) for file in files for each in (file, file.with_name(f"{file.name}-wal"))]
        if now != self._counted_at or len(self._counted) >= MOST_KEPT:
            self._counted, self._counted_at = {}, now
        kept = self._counted
        if key not in kept:
            kept[key] = await ask()
        return kept[key]

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """The result of `fn`, which gets a connection in a thread."""

        def with_decisions(connection: sqlite3.Connection) -> Any:
            self._renew(connection)
            return fn(connection)

        return await super().execute_fn(with_decisions)

    def _renew(self, connection: sqlite3.Connection) -> None:
        now = (_stamp(file_of(self._catalogue)), connection.execute("PRAGMA data_version").fetchone())
        if self._seen.get(connection) != now:
            join_decisions(connection, self._catalogue, self._count)
            self._seen[connection] = now


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """By what a changed file is known; None where it is missing."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
