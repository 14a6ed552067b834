"""The tree of a Datenschema: groups in groups, fields at the ends, flattened into paths with multiplicities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_MULTIPLICITY = re.compile(r"([0-9]{1,9}):([0-9]{1,9}|\*|n)", re.ASCII)


@dataclass(frozen=True)
class Multiplicity:
    """How often something stands in a place; `high` None means without limit."""

    low: int
    high: int | None

    @classmethod
    def of(cls, text: str | None) -> "Multiplicity | None":
        """Read `0:1`, `1:*` or `1:n`; None for anything else, also where the most is less than the least."""
        found = _MULTIPLICITY.fullmatch(text or "")
        if found is None:
            return None
        low, high = int(found[1]), None if found[2] in ("*", "n") else int(found[2])
        return cls(low, high) if high is None or low <= high else None

    def __mul__(self, other: "Multiplicity") -> "Multiplicity":
        if self.high == 0 or other.high == 0:
            return Multiplicity(0, 0)
        high = None if self.high is None or other.high is None else self.high * other.high
        return Multiplicity(self.low * other.low, high)

    def __str__(self) -> str:
        return f"{self.low}:{'*' if self.high is None else self.high}"


@dataclass
class Node:
    """A group or a field in the tree; `uses` are the places inside a group, in order."""

    id: str
    version: str
    label: str
    is_field: bool
    harmonised: bool = False
    uses: list["Use"] = field(default_factory=list)


@dataclass(frozen=True)
class Use:
    """That an element stands in a place: how often (as written) and on what legal ground."""

    node: Node
    anzahl: str | None
    bezug: str | None


@dataclass(frozen=True)
class FieldPlace:
    """A field at the end of its path; `total` is None where a multiplicity on the path cannot be read."""

    use: Use
    path: tuple[str, ...]
    labels: tuple[str, ...]
    counts: tuple[str, ...]
    total: Multiplicity | None


def places(uses: list[Use]) -> Iterator[FieldPlace]:
    """Every field below these places, in the document's order; each element is visited once."""
    once: Multiplicity | None = Multiplicity(1, 1)
    waiting = [FieldPlace(use, (), (), (), once) for use in reversed(uses)]
    while waiting:
        above = waiting.pop()
        use, own = above.use, Multiplicity.of(above.use.anzahl)
        here = FieldPlace(
            use,
            (*above.path, use.node.id),
            (*above.labels, use.node.label),
            (*above.counts, use.anzahl or "?"),
            above.total * own if above.total is not None and own is not None else None,
        )
        if use.node.is_field:
            yield here
        waiting.extend(replace(here, use=inner) for inner in reversed(use.node.uses))
