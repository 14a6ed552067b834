"""The catalogue as the site reads it: each connection has the decisions beside it, as they are at the time."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from catalogue.site.reading import ReadFile
from catalogue.store.decisions import file_of
from catalogue.store.joined import Counting, join_decisions


class Catalogue(ReadFile):
    """The catalogue at `path`; decisions are joined anew where they or the catalogue changed since a connection's last
    query, so that a file that is made later is seen too.
    """

    def __init__(self, datasette: Datasette, path: Path, count: Counting | None) -> None:
        super().__init__(datasette, path=str(path), is_mutable=True)
        self._catalogue = path
        self._count = count
        self._seen: dict[sqlite3.Connection, object] = {}

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
