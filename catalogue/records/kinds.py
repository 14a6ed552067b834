"""Finds every record type and its kind in the modules beside this one, in the order of writing."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from catalogue import records
from catalogue.records.kind import Kinds

# What others refer to is written first; it does not matter where among the others a module stands.
FIRST = ("gebiete", "leistungen", "angebote")


def _declared() -> Iterator[Kinds]:
    """The kinds that each module declares beside its record types, if it does."""
    names = {module.name for module in pkgutil.iter_modules(records.__path__)} - {"kinds"}
    for name in (*FIRST, *sorted(names - {*FIRST})):
        yield getattr(import_module(f"{records.__name__}.{name}"), "KINDS", {})


KINDS: Kinds = {record_type: kind for kinds in _declared() for record_type, kind in kinds.items()}
