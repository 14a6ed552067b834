"""Conditions of the filtered lists of Datasette: their words in German, and the list without one of them."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from catalogue.site.metadata import column_of

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
