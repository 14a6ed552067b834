"""Fields of answers, each source's declared once beside its parser: the parser reads by these names, the probe compares
answers with them.

Where a service renames a field, the new name is one more of the field's `other_names`, and nothing else changes.
"""

from collections.abc import Iterator, Sequence
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


def _objects_at(value: Any, path: str) -> Iterator[dict[str, Any]]:
    """The objects at a path, in all entries of the lists on the way."""
    if not path:
        if isinstance(value, dict):
            yield value
        return
    part, _, rest = path.partition(".")
    name = part.removesuffix("[]")
    inner = value if not name else value.get(name) if isinstance(value, dict) else None
    if part.endswith("[]"):
        for entry in inner if isinstance(inner, list) else ():
            yield from _objects_at(entry, rest)
    else:
        yield from _objects_at(inner, rest)


def _rename(found: dict[str, Any], field: DeclaredField) -> None:
    present = [name for name in (field.name, *field.other_names) if name in found]
    if present in ([], [field.name]):
        return
    types = field.types.split()
    chosen = next((name for name in present if found[name] and type_of(found[name]) in types), present[0])
    value = found[chosen]
    for name in present:
        del found[name]
    found[field.name] = value
