"""Every table and view: of the catalogue, found in the modules beside this one, and of the decisions beside it.

A module's `READ` are those that commands, exports and site read with more columns than are stored, because they are
joined from the other file (`catalogue.store.joined`).
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from catalogue.schema import Relation, Table, View

# The order in which they are shown; what is not named here follows by name.
ORDER = (
    "laeufe",
    "quittungen",
    "gebiete",
    "angebote",
    "bestand",
    "fallzahlen",
    "codelisten",
    "linkpruefungen",
    "anschluss",
    "vergleich",
    "abdeckung",
    "formulare",
    "nachnutzung",
    "verlauf",
    "regeln",
    "zustaendigkeit",
    "fim",
    "prozesse",
    "xzufi",
)
# In a file of their own.
DECIDED = "entscheidungen"


def _subjects() -> Iterator[str]:
    names = {module.name for module in pkgutil.iter_modules(__path__)} - {DECIDED}
    yield from (*ORDER, *sorted(names - {*ORDER}))


def _declared(what: str, *subjects: str) -> Iterator[Any]:
    """The tables or views, `what` is TABLES, VIEWS or READ, that these modules declare."""
    for name in subjects:
        yield from getattr(import_module(f"{__name__}.{name}"), what, ())


TABLES: tuple[Table, ...] = tuple(_declared("TABLES", *_subjects()))
VIEWS: tuple[View, ...] = tuple(_declared("VIEWS", *_subjects()))
READ: dict[str, Relation] = {relation.name: relation for relation in _declared("READ", *_subjects(), DECIDED)}
_STORED: tuple[Relation, ...] = (*TABLES, *VIEWS)
CATALOGUE: tuple[Relation, ...] = tuple(READ.get(relation.name, relation) for relation in _STORED)
DECISIONS: tuple[Relation, ...] = (*_declared("TABLES", DECIDED), *_declared("VIEWS", DECIDED))
RELATIONS: dict[str, Relation] = {relation.name: relation for relation in (*CATALOGUE, *DECISIONS)} | READ
