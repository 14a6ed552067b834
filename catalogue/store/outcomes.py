"""Outcomes of objects: the keys of one type in one delivery, and the counts of a whole run."""

from dataclasses import dataclass
from typing import Any, NamedTuple


class Outcome(NamedTuple):
    """Keys of objects of one type: those that were not there, that were there, and of these the unchanged ones."""

    new: set[Any]
    known: set[Any]
    same: set[Any]


@dataclass
class Counts:
    """Outcomes of objects in a run, in the words of the table `laeufe`."""

    lieferungen: int = 0
    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    verschwunden: int = 0
    abgelehnt: int = 0
    fehler: int = 0
    warnungen: int = 0

    @property
    def objects(self) -> int:
        """Objects that were understood, whatever became of them."""
        return self.neu + self.geaendert + self.unveraendert

    @property
    def altered(self) -> int:
        """Objects that are not as they were before."""
        return self.neu + self.geaendert + self.verschwunden

    def __str__(self) -> str:
        """The counts that are not zero, in the words of the table."""
        return ", ".join(f"{number} {name}" for name, number in vars(self).items() if number) or "nichts"

    def since(self, before: "Counts") -> "Counts":
        """The counts that were added to `before`."""
        return Counts(*(now - then for now, then in zip(vars(self).values(), vars(before).values(), strict=True)))

    def reset(self, before: "Counts") -> None:
        """Take back what was counted since `before`."""
        vars(self).update(vars(before))
