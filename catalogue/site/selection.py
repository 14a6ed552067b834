"""Filters of the pages: declared once by each page, read from the address, kept by every link on the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

from catalogue.export import FORMATS
from catalogue.german import folded
from catalogue.site.reading import DATABASE, rows

PAGE_SIZE = 100
# The parameter of a list for a text in one of several columns: „bezeichnung,themenfeld:hund“.
CONTAINS = "_enthaelt"


@dataclass(frozen=True)
class Filter:
    """A filter of a page: the choice of a value of the column `name`, or a search for text in the columns `search`.

    `name` is also its parameter in the address and in queries, `title` its label. A choice offers `values`: a list, or
    what a query finds in its first column; `everything` is the label of no choice, `default` what then counts instead.
    """

    name: str
    title: str
    values: Sequence[str] | str = ()
    everything: str = "Alle"
    search: tuple[str, ...] = ()
    default: str | None = None

    def condition(self, alias: str) -> str:
        """The condition in SQL on the rows of a table that is called `alias` there."""
        if not self.search:
            return f"{alias}.{self.name} = :{self.name}"
        return any_contains([f"{alias}.{column}" for column in self.search], self.name)


def found_in(relation: str, column: str) -> str:
    """The query for the values of a column that there are, in order."""
    return f"SELECT DISTINCT {column} FROM {relation} WHERE {column} IS NOT NULL ORDER BY sortiert({column})"


@dataclass(frozen=True)
class Selection:
    """The selection on the page at `path`: a value by name for each of its `filters` that is set."""

    path: str
    filters: Sequence[Filter] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)

    def _valid(self) -> list[tuple[Filter, str]]:
        found = [(each, self.chosen.get(each.name, each.default)) for each in self.filters]
        return [(each, value) for each, value in found if value is not None]

    def matching(self, alias: str) -> str:
        """The conditions in SQL of all that is chosen, „1“ where nothing is; their values are in `params`."""
        return " AND ".join(each.condition(alias) for each, _ in self._valid()) or "1"

    @property
    def params(self) -> dict[str, str]:
        """The values for the query, a search as a LIKE pattern."""
        return {each.name: contained(value) if each.search else value for each, value in self._valid()}

    def link(self, **changes: str | int | None) -> str:
        """Path of the page with this selection but for `changes` (None takes a filter away), from its first page on.

        Filters stand in the order of their declaration, so that a selection has one address.
        """
        values = {**dict.fromkeys(each.name for each in self.filters), **self.chosen, **changes}
        return with_query(self.path, values)

    def export(self, relation: str, **more: str) -> dict[str, str]:
        """Paths to download a table or view as CSV, Excel and JSON, restricted as the page is."""
        exact = {each.name: value for each, value in self._valid() if not each.search}
        texts = [f"{','.join(each.search)}:{value}" for each, value in self._valid() if each.search]
        return export_links(relation, {**more, **exact, CONTAINS: texts})


def selected(request: Any, path: str, filters: Sequence[Filter] = ()) -> Selection:
    """The selection that the address names; what is empty is not chosen, what no page offers finds nothing."""
    values = {each.name: (request.args.get(each.name) or "").strip() for each in filters}
    return Selection(path, filters, {name: value for name, value in values.items() if value})


async def choices(datasette: Datasette, filters: Sequence[Filter]) -> dict[str, Sequence[str]]:
    """The values to choose from by name of filter; none for searches."""
    found: dict[str, Sequence[str]] = {}
    for each in filters:
        values = each.values
        found[each.name] = (
            [next(iter(row.values())) for row in await rows(datasette, values)] if isinstance(values, str) else values
        )
    return found


def any_contains(columns: Sequence[str], parameter: str) -> str:
    """The condition in SQL that one of the columns contains a text, by the folding of German letters.

    The parameter holds the text as `contained` gives it.
    """
    return "(" + " OR ".join(f"gefaltet({column}) LIKE :{parameter} ESCAPE '\\'" for column in columns) + ")"


def contained(text: str) -> str:
    """A LIKE pattern (with `\\` as ESCAPE) for folded values that contain the text."""
    escaped = folded(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


@dataclass(frozen=True)
class Paging:
    """One page of a longer list: how many there are, which page this is, and the way to the others."""

    total: int
    page: int
    selection: Selection
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
        """Path of another page of the same selection."""
        return self.selection.link(seite=page if page > 1 else None)

    @property
    def previous(self) -> str | None:
        return self.link(self.page - 1) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        return self.link(self.page + 1) if self.page < self.pages else None


def paging(request: Any, total: int, chosen: Selection, size: int = PAGE_SIZE) -> Paging:
    """The page asked for with `?seite=`, or the nearest there is."""
    wanted = request.args.get("seite") or "1"
    page = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    last = max(1, -(-total // size))
    return Paging(total=total, page=min(max(page, 1), last), selection=chosen, size=size)


def with_query(path: str, params: Mapping[str, Any]) -> str:
    """The path with those parameters that have a value; a list gives a parameter several."""
    query = urlencode({name: value for name, value in params.items() if value is not None}, doseq=True)
    return f"{path}?{query}" if query else path


def export_links(
    relation: str, filters: Mapping[str, str | Sequence[str] | None], database: str = DATABASE
) -> dict[str, str]:
    """Paths to download a table or view with those filters that have a value, by the name of the format."""
    names = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
    whole = {"json": {"_shape": "array"}}
    return {
        names[fmt]: with_query(f"/{database}/{relation}.{fmt}", {**filters, **whole.get(fmt, {})}) for fmt in FORMATS
    }
