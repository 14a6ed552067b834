"""The Leistungen whose data a town has already: online there, on its own list, or decided on."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.tables.entscheidungen import BESCHLOSSEN
from comparisons.inputs.snapshot import Snapshot
from comparisons.judging.viewpoint import Viewpoint


@dataclass(frozen=True)
class Held:
    """Leistungen that are held, by key; `planned` are those of them that are only decided on.

    `status` is that of each decision of the town, by Leistung.
    """

    snapshot: Snapshot
    leistungen: frozenset[str]
    planned: frozenset[str]
    status: Mapping[str, str]

    @classmethod
    def of(cls, look: Viewpoint, status: Mapping[str, str]) -> "Held":
        """The Leistungen held from a viewpoint; decisions on those that are not in the catalogue do not count."""
        offered = look.have | look.own_list
        decided = {key for key, of in status.items() if of in BESCHLOSSEN}
        planned = frozenset(decided & look.snapshot.leistungen.keys()) - offered
        return cls(look.snapshot, offered | planned, planned, status)

    def title(self, key: str) -> str:
        """The title of a Leistung, with the status of the decision where it is only planned."""
        title = self.snapshot.title(key)
        return f"{title}, {self.status[key]}" if key in self.planned else title
