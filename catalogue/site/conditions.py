"""Conditions of the filtered lists of Datasette: their words in German, and the list without one of them."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from catalogue.schema import Relation, Table
from catalogue.site.errors import RefusedError
from catalogue.site.metadata import column_of
from catalogue.site.selection import CONTAINS, export_links

LABELS = {
    "exact": "ist gleich",
    "not": "ist nicht",
    "contains": "enthält",
    "startswith": "beginnt mit",
    "endswith": "endet mit",
    "gt": "ist größer als",
    "gte": "ist mindestens",
    "lt": "ist kleiner als",
    "lte": "ist höchstens",
    "like": "passt zum Muster (%)",
    "notlike": "passt nicht zum Muster (%)",
    "glob": "passt zum Muster (*)",
    "in": "ist eines von (mit Komma)",
    "notin": "ist keines von (mit Komma)",
    "arraycontains": "Liste enthält",
    "arraynotcontains": "Liste enthält nicht",
    "date": "ist am Tag (JJJJ-MM-TT)",
    "isnull": "fehlt",
    "notnull": "ist angegeben",
    "isblank": "ist leer",
    "notblank": "ist nicht leer",
}
WITHOUT_VALUE = frozenset({"isnull", "notnull", "isblank", "notblank"})
# Parameters of a list that say which part of it a page shows, and how; a download has no use for them.
OF_A_PAGE = frozenset(
    {
        *("_next", "_size", "_shape", "_label", "_labels", "_col", "_nocol", "_stream", "_dl", "_ttl"),
        *("_facet", "_facet_array", "_facet_date", "_facet_size", "_nofacet", "_nocount", "_nosuggest"),
    }
)
# What else a list understands; Datasette's `_where` is refused by itself.
OF_ROWS = frozenset({"_search", "_sort", "_sort_desc", "_sort_by_desc", "_where", CONTAINS})
OF_FORM = ("_filter_column", "_filter_op", "_filter_value")
NAMING_COLUMNS = frozenset({"_sort", "_sort_desc", "_facet", "_facet_array", "_facet_date", "_col", "_nocol", "_label"})
OFFERED = tuple(name for name in LABELS if not name.startswith("array"))


class Condition(NamedTuple):
    """One condition of a filtered list: its words, and the parameter it came from."""

    text: str
    key: str
    value: str


def conditions(table: str, pairs: Iterable[tuple[str, Any]]) -> list[Condition]:
    """The conditions of a data page in German, from the parameters of its address."""
    found = []
    for key, value in pairs:
        name, _, lookup = key.rpartition("__") if "__" in key else (key, "", "exact")
        column = column_of(table, name)
        words = LABELS.get(lookup)
        if words is None:
            continue
        shown = "" if lookup in WITHOUT_VALUE else f" „{value}“"
        found.append(Condition(f"{column.title if column else name} {words}{shown}", key, str(value)))
    return found


def without(request: Any, key: str, value: str | None = None) -> str:
    """The request's path without this parameter (or only this value of it), from the first page on."""
    pairs = parse_qsl(request.query_string, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if k != "_next" and not (k == key and value in (None, v))]
    query = urlencode(kept)
    return f"{request.path}?{query}" if query else str(request.path)


def downloads(request: Any, database: str, table: str) -> dict[str, str]:
    """Paths to download the whole list that a page shows a part of, by the name of the format."""
    query: dict[str, list[str]] = {}
    for key, value in parse_qsl(request.query_string, keep_blank_values=True):
        if key not in OF_A_PAGE:
            query.setdefault(key, []).append(value)
    return export_links(table, query, database)


def check(relation: Relation, pairs: Iterable[tuple[str, str]]) -> None:
    """Raise `RefusedError` where a list does not know what the parameters of its address ask for."""
    asked = list(pairs)
    for key, value in asked:
        if key in NAMING_COLUMNS and value:
            _column(relation, value)
        elif key.startswith("_") and "__" not in key:
            _parameter(relation, key, value)
        else:
            _condition(relation, key, value)
    if {"_sort", "_sort_desc"} <= {key for key, value in asked if value}:
        raise RefusedError("Eine Liste lässt sich nur auf eine Weise ordnen: mit _sort oder mit _sort_desc.")


def _column(relation: Relation, name: str) -> None:
    names = [column.name for column in relation.columns if not column.private]
    if name not in names:
        raise RefusedError(f"Die Spalte „{name}“ gibt es in dieser Liste nicht. Möglich sind: {', '.join(names)}.")


def _parameter(relation: Relation, key: str, value: str) -> None:
    if key not in OF_A_PAGE | OF_ROWS and not key.startswith(OF_FORM):
        raise RefusedError(f"Die Angabe „{key}“ kennt diese Liste nicht.")
    if key.startswith(OF_FORM[0]) and value:
        _column(relation, value)
    if key == "_search" and value.strip() and not (isinstance(relation, Table) and relation.search_columns):
        raise RefusedError("Diese Liste lässt sich nicht durchsuchen. Filtern Sie sie nach einer ihrer Angaben.")
    if key == "_next" and not _is_place(relation, value):
        raise RefusedError("Diese Stelle der Liste gibt es nicht. Beginnen Sie auf ihrer ersten Seite.")
    if key == CONTAINS:
        for name in value.partition(":")[0].split(","):
            _column(relation, name)


def _is_place(relation: Relation, value: str) -> bool:
    """Whether a page of the list can begin there: after so many rows of a view, after a key of a table."""
    if isinstance(relation, Table):
        return len(value.split(",")) - len(relation.key) in (0, 1)
    return value.isascii() and value.isdigit() and len(value) < 10


def _condition(relation: Relation, key: str, value: str) -> None:
    name, _, lookup = key.rpartition("__") if "__" in key else (key, "", "exact")
    _column(relation, name)
    if lookup not in LABELS:
        raise RefusedError(f"Die Bedingung „{lookup}“ gibt es nicht. Möglich sind: {', '.join(LABELS)}.")
    if lookup in ("in", "notin") and value.startswith("["):
        try:
            json.loads(value)
        except ValueError:
            raise RefusedError(f"„{value}“ ist keine Liste von Werten. Trennen Sie die Werte mit Komma.") from None
