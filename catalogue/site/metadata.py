"""Datasette's metadata, made from the declarations of the tables and views."""

from collections.abc import Iterable
from typing import Any

from catalogue.schema import Column, Relation, Table
from catalogue.site.reading import DATABASE, DECISIONS
from catalogue.tables import CATALOGUE, RELATIONS
from catalogue.tables import DECISIONS as DECIDED

TITLE = "ThavelKatalog"

LABELS = {
    "kommunen": "name",
    "kreise": "name",
    "verwaltungen": "name",
    "leistungen": "bezeichnung",
    "leistungsbeschreibungen": "bezeichnung",
    "onlinedienste": "bezeichnung",
    "loesungen": "bezeichnung",
    "luecken": "bezeichnung",
    "quellen": "titel",
    "laeufe": "id",
}
NEWEST_FIRST = {
    **dict.fromkeys(("laeufe", "lieferungen", "meldungen", "aenderungen", "lueckenverlauf"), "id"),
    **dict.fromkeys(("entscheidungen", "entscheidungen_aktuell"), "id"),
}
# Who acknowledged a run, and why, is nobody's business outside.
NOT_PUBLIC = ("quittungen",)
# The others as everybody may see them.
PUBLIC = {name: relation.public for name, relation in RELATIONS.items() if name not in NOT_PUBLIC}
TITLES = {DATABASE: "Daten", DECISIONS: "Entscheidungen"}


def describe(column: Column) -> str:
    """The column's German description with its unit."""
    return f"{column.description} Einheit: {column.unit}." if column.unit else column.description


def _relation(relation: Relation) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "title": relation.title,
        "description": relation.description,
        "source": relation.source,
        "columns": {column.name: describe(column) for column in relation.columns},
        "facets": [column.name for column in relation.columns if column.facet],
    }
    if relation.name in NEWEST_FIRST:
        entry["sort_desc"] = NEWEST_FIRST[relation.name]
    elif relation.sort:
        entry["sort"] = relation.sort
    if relation.name in LABELS:
        entry["label_column"] = LABELS[relation.name]
    return entry


def metadata(tables: Iterable[str]) -> dict[str, Any]:
    """Metadata of the site; `tables` are those in the file, of which the undeclared are hidden and refused."""
    entries = {relation.name: _relation(relation.public) for relation in CATALOGUE}
    refused = {"hidden": True, "allow": False}
    entries.update(dict.fromkeys(NOT_PUBLIC, refused))
    for name in tables:
        entries.setdefault(name, refused)
    return {
        "title": TITLE,
        "description": "Welche Onlinedienste andere Kommunen anbieten und welche sich nachnutzen lassen.",
        "databases": {
            DATABASE: {"title": TITLES[DATABASE], "tables": entries},
            DECISIONS: {
                "title": TITLES[DECISIONS],
                "tables": {relation.name: _relation(relation.public) for relation in DECIDED},
            },
        },
    }


def column_of(table: str | None, name: str) -> Column | None:
    """The declared column, or None where the catalogue declares none."""
    relation = PUBLIC.get(table or "")
    return next((column for column in relation.columns if column.name == name), None) if relation else None


def is_plain_number(table: str | None, name: str) -> bool:
    """Whether numbers of this column are names of things (keys, ranks), to be shown without a thousands separator."""
    relation = RELATIONS.get(table or "")
    column = column_of(table, name)
    in_key = isinstance(relation, Table) and name in relation.key
    return (
        in_key
        or name.endswith("_id")
        or name in ("rang", "reihenfolge", "http_status")
        or bool(column and column.references)
    )
