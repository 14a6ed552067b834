"""The catalogue and the decisions as the site reads them: together, and as they are at the time."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.shape import complete
from catalogue.site.kept import KeptResults, stamp
from catalogue.site.lists import PublicDatabase
from catalogue.site.reading import DECISIONS, ReadFile
from catalogue.store.decisions import file_of, opened
from catalogue.store.joined import Counting, join_decisions, join_status
from catalogue.tables.entscheidungen import TABLES, VIEWS

log = logging.getLogger(__name__)

MOST_KEPT = 1000


class Catalogue(ReadFile):
    """The catalogue at `path`; decisions are joined anew where they or the catalogue changed since a connection's last
    query, so that a file that is made later is seen too. Where it cannot be read nothing counts as decided.
    """

    def __init__(self, datasette: Datasette, path: Path, count: Counting | None) -> None:
        super().__init__(datasette, path=str(path), is_mutable=True)
        self._catalogue = path
        self._count = count
        self._seen: dict[sqlite3.Connection, object] = {}
        self._kept = KeptResults((path, file_of(path)), MOST_KEPT)

    async def execute(self, sql: str, params: Any = None, **more: Any) -> Any:
        """The result of a query; what counts is kept until the catalogue or the decisions change."""
        if "count(*)" not in sql.lower():
            return await super().execute(sql, params, **more)
        asked = tuple(sorted(params.items())) if isinstance(params, dict) else tuple(params or ())
        key = (sql, asked, more.get("truncate"), more.get("page_size"))
        return await self._kept.get(key, lambda: super(Catalogue, self).execute(sql, params, **more))

    async def get_all_foreign_keys(self) -> Any:
        """References between the tables."""
        return await self._kept.get("foreign_keys", super().get_all_foreign_keys)

    async def table_columns(self, table: str) -> Any:
        """Names of the columns of a table or view."""
        return await self._kept.get(("columns", table), lambda: super(Catalogue, self).table_columns(table))

    async def primary_keys(self, table: str) -> Any:
        """Names of the columns of a table's key."""
        return await self._kept.get(("keys", table), lambda: super(Catalogue, self).primary_keys(table))

    async def fts_table(self, table: str) -> Any:
        """The search index of a table, None where it has none."""
        return await self._kept.get(("search", table), lambda: super(Catalogue, self).fts_table(table))

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """The result of `fn`, which gets a connection in a thread."""

        def with_decisions(connection: sqlite3.Connection) -> Any:
            self._renew(connection)
            return fn(connection)

        return await super().execute_fn(with_decisions)

    def _renew(self, connection: sqlite3.Connection) -> None:
        now = (stamp(file_of(self._catalogue)), connection.execute("PRAGMA data_version").fetchone())
        if self._seen.get(connection) == now:
            return
        try:
            join_decisions(connection, self._catalogue, self._count)
            self._seen[connection] = now
        except ThavelError:
            join_status(connection, {}, self._count)


class Decisions(PublicDatabase):
    """The decisions beside a catalogue, opened for each query; none where the file is missing or cannot be read."""

    def __init__(self, datasette: Datasette, catalogue: Path) -> None:
        super().__init__(datasette, path=str(file_of(catalogue)), is_mutable=True)
        self._catalogue = catalogue

    @property
    def there(self) -> bool:
        """Whether anything was ever decided."""
        return file_of(self._catalogue).exists()

    async def readable(self) -> bool:
        """Whether the file can be read, or is missing; why not goes to the log."""

        def look() -> bool:
            try:
                with opened(self._catalogue) as db:
                    db.execute("SELECT count(*) FROM entscheidungen_aktuell").fetchone()
            except (ThavelError, sqlite3.Error) as error:
                log.warning("%s", error)
                return False
            return True

        return bool(await self._in_thread(look))

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """The result of `fn`, which gets a connection in a thread."""

        def asked() -> Any:
            refused: sqlite3.Error | None = None
            try:
                with opened(self._catalogue) as db:
                    try:
                        return self._asked(db, fn)
                    except sqlite3.Error as error:
                        # Of the query, not of the file: Datasette knows what to make of it.
                        refused = error
            except ThavelError:
                return self._of_nothing(fn)
            raise refused

        return await self._in_thread(asked)

    def _of_nothing(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        with closing(sqlite3.connect(":memory:")) as connection:
            db = Database(connection, execute_plugins=False)
            complete(db, TABLES, VIEWS)
            return self._asked(db, fn)

    def _asked(self, db: Database, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        self.ds._prepare_connection(db.conn, DECISIONS)
        return fn(db.conn)

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, work)
