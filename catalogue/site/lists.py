"""Routes to the lists of Datasette and their rows: what they ask for is checked, and downloads are whole."""

import sqlite3
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.utils import tilde_decode, urlsafe_components
from datasette.utils.asgi import NotFound, Request
from datasette.views.row import RowView
from datasette.views.table import TableView

from catalogue.schema import Table
from catalogue.site import downloads
from catalogue.site.conditions import check
from catalogue.site.errors import UNDECIDED, RefusedError
from catalogue.site.metadata import PUBLIC
from catalogue.site.reading import DATABASE, DECISIONS, ReadFile
from catalogue.tables import RELATIONS

FORMATS = ("", "json", "csv", "xlsx")
_DATABASES = f"(?P<database>{DATABASE}|{DECISIONS})"
# What is read of them depends on what was decided.
DECIDED = frozenset({"kandidaten", "kandidat_punkte"})
_FORMAT = r"(\.(?P<format>\w+))?$"
PRIVATE = frozenset(
    (table.name, column.name) for table in RELATIONS.values() for column in table.columns if column.private
)


def blind(connection: sqlite3.Connection) -> None:
    """Let the connection see nothing in columns that are private, whatever the query and the view it goes through."""

    def authorize(action: int, table: str | None, column: str | None, *_: object) -> int:
        hidden = action == sqlite3.SQLITE_READ and (table, column) in PRIVATE
        return sqlite3.SQLITE_IGNORE if hidden else sqlite3.SQLITE_OK

    connection.set_authorizer(authorize)


class PublicDatabase(ReadFile):
    """A database whose private columns are not there for Datasette."""

    async def table_columns(self, table: str) -> list[str]:
        """Names of the columns of a table or view that everybody may see."""
        names = await super().table_columns(table)
        return [name for name in names if (table, name) not in PRIVATE]


class PublicRow(RowView):  # type: ignore[misc]
    """The page of a row, and its JSON, without what is private."""

    async def data(self, request: Any, default_labels: bool = False) -> tuple[Any, ...]:
        """The answer that Datasette makes of the request."""
        data, *rest = await super().data(request, default_labels)
        columns = [name for name in data["columns"] if (data["table"], name) not in PRIVATE]
        rows = [tuple(row[name] for name in columns) for row in data["rows"]]
        return ({**data, "columns": columns, "rows": rows}, *rest)


async def show(request: Any, datasette: Datasette, send: Any) -> Any:
    """A list: as a page, as JSON page by page, or whole as a file.

    Raises `RefusedError` where it does not know what is asked for.
    """
    database, name, fmt = _asked(request)
    relation = PUBLIC.get(name)
    await must_be_readable(datasette, database, name, fmt)
    if relation is not None:
        pairs = parse_qsl(request.query_string, keep_blank_values=True)
        check(relation, pairs)
        # An empty field of the form is no search; Datasette would look for nothing.
        asked = [(key, value) for key, value in pairs if key != "_search" or value.strip()]
        if asked != pairs:
            request = Request({**request.scope, "query_string": urlencode(asked).encode()}, request.receive)
        shape = request.args.get("_shape")
        if fmt in ("csv", "xlsx") or (fmt, shape) == ("json", "array"):
            return await downloads.of_list(request, datasette, database, relation, fmt)
        if shape not in (None, "arrays", "objects"):
            raise RefusedError(f"Die Form „{shape}“ gibt es nicht. Möglich sind: array, arrays, objects.")
    return await TableView.as_view(datasette)(request, send)


async def show_row(request: Any, datasette: Datasette, send: Any) -> Any:
    """A row: as a page, as JSON, or as a file.

    Raises `NotFound` where the key has not the parts that a key of the table has; rows of views have none.
    """
    database, name, fmt = _asked(request)
    await must_be_readable(datasette, database, name, fmt)
    table = PUBLIC.get(name)
    if not isinstance(table, Table):
        raise NotFound(request.path)
    key = urlsafe_components(request.url_vars["pks"])
    if len(key) != len(table.key):
        raise NotFound(request.path)
    if fmt not in ("csv", "xlsx"):
        return await PublicRow.as_view(datasette)(request, send)
    # Raises where there is no such row.
    await PublicRow(datasette).data(request)
    return await downloads.of_row(datasette, database, table, fmt, key)


async def must_be_readable(datasette: Datasette, database: str, name: str = "", fmt: str = "") -> None:
    """Raise `NotFound` where there are no decisions, `RefusedError` where an answer would pass over unreadable ones.

    Pages about candidates say it above them, files and JSON could not.
    """
    decisions = datasette.get_database(DECISIONS)
    if database == DECISIONS and not decisions.there:
        raise NotFound(database)
    if (database == DECISIONS or (fmt and name in DECIDED)) and not await decisions.readable():
        raise RefusedError(UNDECIDED, 503)


async def show_nothing(request: Any) -> Any:
    """There are no other forms of what the catalogue holds."""
    raise NotFound(request.path)


def _asked(request: Any) -> tuple[str, str, str]:
    """Database, table and format in the path. Raises `NotFound` where there is no such format."""
    fmt = request.url_vars["format"] or ""
    if fmt not in FORMATS:
        raise NotFound(request.path)
    return request.url_vars["database"], tilde_decode(request.url_vars["table"]), fmt


ROUTES: list[tuple[str, Callable[..., Coroutine[Any, Any, Any]]]] = [
    (rf"/{_DATABASES}/(?P<table>[^/.]+){_FORMAT}", show),
    (rf"/{_DATABASES}/(?P<table>[^/.]+)/(?P<pks>[^/]+?){_FORMAT}", show_row),
    (rf"/{_DATABASES}\.(?!(json|db)$)\w+$", show_nothing),
]
