"""The viewpoint of a comparison: a town, its own list, its comparable municipalities, and who is responsible there."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from comparisons.inputs.authorities import Authority, authority_of
from comparisons.inputs.snapshot import Snapshot, Town
from comparisons.judging.offers import LeistungOffers
from comparisons.judging.responsibility import Offerers, Responsibilities, ResponsibilityVerdict


@dataclass(frozen=True)
class Viewpoint:
    """A town with all that makes its result differ from that of another; `peers` are its comparable ones (AGS).

    `have` is what it has online, `own_list` what it names itself, `partners` are harvested municipalities of its Kreis
    and comparable ones, `watched` is the number of harvested administrations of kreisangehörige municipalities,
    `connections` is what `anschlussbelege` says of the town by Leistung.
    """

    snapshot: Snapshot
    town: Town
    peers: frozenset[str]
    rules: Responsibilities
    have: frozenset[str]
    own_list: frozenset[str]
    partners: tuple[Town, ...]
    watched: int
    connections: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        town: Town,
        peers: frozenset[str],
        rules: Responsibilities,
        own_list: Collection[str] = (),
    ) -> "Viewpoint":
        """`own_list` are Leistungen that the town names itself beside what the snapshot knows of its list."""
        named = snapshot.own_lists.get(town.ags, frozenset()) | frozenset(own_list)
        harvested = [snapshot.towns[ags] for ags in sorted(snapshot.harvested - {town.ags})]
        partners = tuple(other for other in harvested if other.ags in peers or other.kreis_ags == town.kreis_ags)
        watched = len({other.administration for other in harvested if not other.independent})
        return cls(snapshot, town, peers, rules, snapshot.working(town.ags), named, partners, watched)

    @cached_property
    def distance(self) -> dict[str, int]:
        """The place of each municipality (AGS) in the order of likeness, 0 for the most alike.

        Comparable ones come first, then neighbours in the Kreis, then the same status, then the nearest in size.
        """
        town = self.town

        def far(other: Town) -> tuple[bool, bool, bool, float, str]:
            ratio = abs(math.log((other.einwohner or 1) / (town.einwohner or 1)))
            status = other.independent != town.independent
            return (other.ags not in self.peers, other.kreis_ags != town.kreis_ags, status, ratio, other.ags)

        ordered = sorted(self.snapshot.towns.values(), key=far)
        return {other.ags: place for place, other in enumerate(ordered)}

    @property
    def held(self) -> frozenset[str]:
        """The Leistungen whose data the town has: online or on its own list; decided ones are added when read."""
        return self.have | self.own_list

    @cached_property
    def authority(self) -> Authority:
        """The town as an authority: its class, and who acts for it."""
        return authority_of(self.town)

    def verdict(self, here: LeistungOffers) -> ResponsibilityVerdict:
        """Whether the town is responsible for a Leistung."""
        offerers = Offerers(here.own, self.snapshot.towns, self.snapshot.independent, self.watched)
        return self.rules.verdict(here.key, self.authority, offerers)
