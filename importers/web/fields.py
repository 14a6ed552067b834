"""Fields of answers, each source's declared once beside its parser: the parser reads by these names, the probe compares
answers with them.

Where a service renames a field, the new name is one more of the field's `other_names`, and nothing else changes.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

TYPES = {str: "Text", bool: "ja/nein", int: "Zahl", float: "Zahl", list: "Liste", dict: "Objekt", type(None): "null"}
ANY_TYPE = " ".join(dict.fromkeys(TYPES.values()))


class DeclaredField(NamedTuple):
    """A field of an answer: its path (`items[].id`), the types that are understood, and what it is read for.

    `types` are words of `type_of` with blanks between them. Without `used_for` the field is known and not read. Where a
    field is `needed` but missing, nothing works. `other_names` are those under which services deliver it too.
    """

    path: str
    types: str = ANY_TYPE
    used_for: str = ""
    needed: bool = False
    other_names: tuple[str, ...] = ()

    @property
    def holder(self) -> str:
        """Path of the object that has the field: `items[]`; empty where that is the answer itself."""
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The field's own name, the last part of its path."""
        return self.path.rpartition(".")[2]


def type_of(value: object) -> str:
    """The type of a JSON value, in German."""
    return TYPES[type(value)]


def names_in(fields: Sequence[DeclaredField], holder: str = "") -> tuple[str, ...]:
    """The names that an object may have, in the order of their declaration; `holder` is its path."""
    return tuple(field.name for field in fields if field.holder == holder)


def with_declared_names(answer: Any, fields: Sequence[DeclaredField]) -> Any:
    """The answer, its fields renamed in place from their other names to the declared ones.

    Where several names of a field are there, the first counts that has a content of a declared type.
    """
    # What holds others is renamed before them.
    for field in sorted(fields, key=lambda field: field.path.count(".")):
        if field.other_names:
            for found in _objects_at(answer, field.holder):
                _rename(found, field)
    return answer


def _objects_at(answer: Any, path: str) -> list[dict[str, Any]]:
    """The objects at a path, in all entries of the lists on the way."""
    found = [answer]
    for part in path.split(".") if path else ():
        name = part.removesuffix("[]")
        if name:
            found = [holder[name] for holder in found if isinstance(holder, dict) and name in holder]
        if part.endswith("[]"):
            found = [entry for entries in found if isinstance(entries, list) for entry in entries]
    return [holder for holder in found if isinstance(holder, dict)]


def _rename(found: dict[str, Any], field: DeclaredField) -> None:
    # Most answers have the declared names: these cost one look.
    if found.keys().isdisjoint(field.other_names):
        return
    present = [name for name in (field.name, *field.other_names) if name in found]
    types = field.types.split()
    chosen = next((name for name in present if found[name] and type_of(found[name]) in types), present[0])
    value = found[chosen]
    for name in present:
        del found[name]
    found[field.name] = value
