"""Queries of the pages against the catalogue: SQL and parameters in, rows out."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette
from datasette.database import Database

from catalogue.site.letters import german

DATABASE = "katalog"
DECISIONS = "entscheidungen"


class ReadFile(Database):  # type: ignore[misc] # Datasette has no types
    """A file of SQLite, opened for reading wherever it lies: Datasette takes `?` and `#` in a path for its end."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection; it can only read."""
        place = f"file:{quote(str(self.path))}?mode=ro"
        connection = sqlite3.connect(place, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection

    @property
    def size(self) -> int:
        """Size in bytes; none where the file is not there (yet)."""
        path = Path(self.path)
        return path.stat().st_size if path.exists() else 0

    async def execute(self, sql: str, params: Any = None, **more: Any) -> Any:
        """The result of a query, in German order."""
        return await super().execute(german(sql), params, **more)


Row = dict[str, Any]


async def rows(datasette: Datasette, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
    """All rows of a query against the catalogue, as dictionaries."""
    result = await datasette.get_database(DATABASE).execute(sql, dict(params or {}))
    return [dict(row) for row in result.rows]


async def first(datasette: Datasette, sql: str, params: Mapping[str, Any] | None = None) -> Row | None:
    """The first row, or None."""
    found = await rows(datasette, sql, params)
    return found[0] if found else None


async def number(datasette: Datasette, sql: str, params: Mapping[str, Any] | None = None) -> int:
    """The single number a counting query yields."""
    found = await first(datasette, sql, params)
    return int(next(iter(found.values())) or 0) if found else 0
