"""The administrations that shares refer to: the comparable ones where enough of them are harvested, else all."""

from dataclasses import dataclass

from catalogue.german import sort_key
from comparisons.judging.viewpoint import Viewpoint

ENOUGH_PEERS = 3
# So many administrations are named where a share refers to them.
NAMED = 8


@dataclass(frozen=True)
class ReferenceGroup:
    """Other administrations by key, what they are called in German, and whether they are the comparable ones."""

    members: frozenset[str]
    name: str
    comparable: bool = False

    @property
    def sentence(self) -> str:
        """The group that shares refer to, as a German sentence."""
        if not self.members:
            return "Andere Verwaltungen sind noch nicht erfasst; ohne sie gibt es nichts nachzunutzen."
        reason = "" if self.comparable else f", weil weniger als {ENOUGH_PEERS} vergleichbare erfasst sind"
        return f"Verbreitung und Bewährung beziehen sich auf die {len(self.members)} {self.name}{reason}."

    @classmethod
    def of(cls, look: Viewpoint) -> "ReferenceGroup":
        """The group for a town: harvested comparable administrations, or all harvested ones if these are too few."""
        snapshot = look.snapshot
        own = {look.town.administration}
        peers = snapshot.harvested & look.peers
        alike = frozenset(snapshot.administrations_of(peers) - own)
        if len(alike) >= ENOUGH_PEERS:
            names = sorted((snapshot.towns[ags].short for ags in peers), key=sort_key)
            shown = ", ".join(names[:NAMED]) + (f" und {len(names) - NAMED} weitere" if len(names) > NAMED else "")
            return cls(alike, f"erfassten vergleichbaren Verwaltungen ({shown})", comparable=True)
        everyone = frozenset(snapshot.administrations_of(snapshot.harvested) - own)
        return cls(everyone, "erfassten anderen Verwaltungen")
