"""Lists to download: every row that a list shows, written as the command `export` writes it, before the first byte."""

import functools
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from datasette.app import Datasette
from datasette.filters import Filters
from datasette.plugins import pm
from datasette.utils import await_me_maybe, sqlite_timelimit

from catalogue.errors import ThavelError
from catalogue.export import select, write
from catalogue.formats import zahl
from catalogue.schema import Relation, Table
from catalogue.site.errors import RefusedError, TooSlowError
from catalogue.site.letters import folded
from catalogue.site.selection import CONTAINS, any_contains, contained

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
CHUNK = 1 << 16
# Longer queries would keep the readers of the site waiting.
LONGEST_MS = 120_000
# A workbook is written a hundred times as slowly as CSV.
MOST_ROWS_OF_A_WORKBOOK = 100_000


class Download(NamedTuple):
    """A finished file as the answer to a request; it is gone when it was sent."""

    file: BinaryIO
    name: str
    fmt: str

    async def asgi_send(self, send: Any) -> None:
        """Send the file in pieces."""
        with self.file as file:
            headers = {
                "content-type": TYPES[self.fmt],
                "content-length": str(file.seek(0, 2)),
                "content-disposition": f'attachment; filename="{self.name}.{self.fmt}"',
                "cache-control": "no-cache",
            }
            pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
            await send({"type": "http.response.start", "status": 200, "headers": pairs})
            file.seek(0)
            while chunk := file.read(CHUNK):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


async def of_list(request: Any, datasette: Datasette, database: str, relation: Relation, fmt: str) -> Download:
    """The file of the rows that the request asks for, which `check` has looked at.

    Raises `RefusedError` or `TooSlowError` where there can be none.
    """
    clauses, params = await _conditions(request, datasette, database, relation)
    for number, value in enumerate(request.args.getlist(CONTAINS)):
        columns, _, text = value.partition(":")
        clauses.append(any_contains(columns.split(","), f"enthaelt{number}"))
        params[f"enthaelt{number}"] = contained(text)
    where = " AND ".join(f"({clause})" for clause in clauses) or "1"
    down = request.args.get("_sort_desc")
    query = select(relation.public, where, down or request.args.get("_sort") or None, down=bool(down))
    return await _written(datasette, database, relation, fmt, query, params)


async def of_row(datasette: Datasette, database: str, table: Table, fmt: str, key: Sequence[str]) -> Download:
    """The file of the one row with this key."""
    where = " AND ".join(f"[{name}] = :{name}" for name in table.key)
    query = select(table.public, where)
    return await _written(datasette, database, table, fmt, query, dict(zip(table.key, key, strict=True)))


async def _conditions(
    request: Any, datasette: Datasette, database: str, relation: Relation
) -> tuple[list[str], dict[str, Any]]:
    """The conditions of the list in SQL with their values, as Datasette makes them from the request."""
    pairs = [(key, value) for key in request.args for value in request.args.getlist(key)]
    filters = Filters(sorted(pair for pair in pairs if not pair[0].startswith("_") or "__" in pair[0]))
    found_clauses, params = filters.build_where_clauses(relation.name)
    clauses = [folded(clause) for clause in found_clauses]
    for hook in pm.hook.filters_from_request(
        request=request, table=relation.name, database=database, datasette=datasette
    ):
        found = await await_me_maybe(hook)
        if found:
            clauses.extend(found.where_clauses)
            params.update(found.params)
    return clauses, params


async def _written(
    datasette: Datasette,
    database: str,
    relation: Relation,
    fmt: str,
    query: str,
    params: Mapping[str, Any],
) -> Download:
    write_it = functools.partial(_write, relation=relation.public, fmt=fmt, query=query, params=params)
    try:
        file = await datasette.get_database(database).execute_fn(write_it)
    except ThavelError as error:
        raise RefusedError(str(error)) from error
    except OSError as error:
        raise RefusedError(
            f"Die Datei kann gerade nicht geschrieben werden ({error.strerror}). Versuchen Sie es später noch einmal.",
            503,
        ) from error
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise TooSlowError from error
        if "malformed JSON" in str(error):
            raise RefusedError("In dieser Spalte stehen keine Listen.") from error
        raise
    return Download(file, relation.name, fmt)


def _write(
    connection: sqlite3.Connection,
    relation: Relation,
    fmt: str,
    query: str,
    params: Mapping[str, Any],
) -> BinaryIO:
    # Closed by `Download`, or here where it does not come to that.
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        with sqlite_timelimit(connection, LONGEST_MS):
            if fmt == "xlsx":
                most = MOST_ROWS_OF_A_WORKBOOK
                counted = f"SELECT count(*) FROM ({query} LIMIT {most + 1})"
                if connection.execute(counted, params).fetchone()[0] > most:
                    raise RefusedError(
                        f"Das sind mehr als {zahl(most)} Zeilen, zu viele für eine Excel-Datei. "
                        "Laden Sie die Liste als CSV herunter; Excel öffnet sie auch."
                    )
            rows = map(tuple, connection.execute(query, params))
            write(relation, rows, fmt, file)
    except BaseException:
        file.close()
        raise
    return file
