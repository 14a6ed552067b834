"""How the pages read the catalogue: parameters in, rows out, never more than a page of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

DATABASE = "katalog"
DECISIONS = "entscheidungen"
PAGE_SIZE = 100

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


def chosen(request: Any, *names: str) -> dict[str, str | None]:
    """The values of a GET form; what is empty or missing is None."""
    return {name: (request.args.get(name) or "").strip() or None for name in names}


def contains(text: str | None) -> str | None:
    """A LIKE pattern (with `\\` as ESCAPE) for values that contain `text`; None stays None."""
    if text is None:
        return None
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


@dataclass(frozen=True)
class Paging:
    """One page of a longer list: how many there are, which page this is, and the way to the others."""

    total: int
    page: int
    path: str
    filters: Mapping[str, str | None]
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def params(self) -> dict[str, int]:
        return {"limit": self.size, "offset": self.offset}

    @property
    def start(self) -> int:
        return min(self.total, self.offset + 1)

    @property
    def end(self) -> int:
        return min(self.total, self.offset + self.size)

    def link(self, page: int) -> str:
        """Path of another page with the same filters."""
        return with_query(self.path, {**self.filters, "seite": str(page) if page > 1 else None})

    @property
    def previous(self) -> str | None:
        return self.link(self.page - 1) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        return self.link(self.page + 1) if self.page < self.pages else None


def paging(request: Any, total: int, path: str, filters: Mapping[str, str | None], size: int = PAGE_SIZE) -> Paging:
    """The page asked for with `?seite=`, or the nearest there is."""
    wanted = request.args.get("seite") or "1"
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    last = max(1, -(-total // size))
    return Paging(total=total, page=min(max(page, 1), last), path=path, filters=filters, size=size)


def with_query(path: str, params: Mapping[str, Any]) -> str:
    """The path with those parameters that have a value."""
    query = urlencode({name: value for name, value in params.items() if value is not None})
    return f"{path}?{query}" if query else path


def export_links(relation: str, filters: Mapping[str, str | None]) -> dict[str, str]:
    """Paths of the CSV and JSON of a table or view, restricted as the page is."""
    return {
        "CSV": with_query(f"/{DATABASE}/{relation}.csv", {**filters, "_stream": "on", "_dl": "1"}),
        "JSON": with_query(f"/{DATABASE}/{relation}.json", {**filters, "_shape": "array", "_size": "max"}),
    }
