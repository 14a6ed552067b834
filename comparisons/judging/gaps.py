"""Gaps of a town: Leistungen that others have online and it has not, each with its kind and the reason."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from catalogue import keys
from comparisons.inputs.snapshot import Snapshot, Town
from comparisons.judging.offers import LeistungOffers
from comparisons.judging.responsibility import Offering, Responsibilities, ResponsibilityVerdict

INHERITED = ("Bund", "Land")


class Gap(NamedTuple):
    """One gap. `administrations` and `comparable` count other administrations, `providers` are AGS."""

    key: str
    kind: str
    kind_reason: str
    verdict: ResponsibilityVerdict
    providers: frozenset[str]
    administrations: int
    comparable: int


def administrations_of(snapshot: Snapshot, places: Iterable[str]) -> set[str]:
    """The administrations behind municipalities; one that is not known counts as its own."""
    return set(map(snapshot.administration.__getitem__, places))


@dataclass(frozen=True)
class Viewpoint:
    """From where gaps are looked at: the town, its comparable municipalities (AGS), and what decides about it.

    `have` is what it has online, `own_list` what it names itself, `partners` are harvested municipalities of its Kreis
    and comparable ones, `watched` is the number of harvested administrations of kreisangehörige municipalities.
    """

    snapshot: Snapshot
    town: Town
    peers: frozenset[str]
    rules: Responsibilities
    have: frozenset[str]
    own_list: frozenset[str]
    partners: tuple[Town, ...]
    watched: int

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
        watched = len({other.verwaltung or other.ags for other in harvested if not other.independent})
        return cls(snapshot, town, peers, rules, snapshot.working(town.ags), named, partners, watched)

    @cached_property
    def distance(self) -> dict[str, int]:
        """How far each municipality (AGS) is in kind, as a place in the order.

        Comparable ones come first, then neighbours in the Kreis, then the same status, then the nearest in size.
        """
        town = self.town

        def far(other: Town) -> tuple[bool, bool, bool, float, str]:
            ratio = abs(math.log((other.einwohner or 1) / (town.einwohner or 1)))
            status = other.independent != town.independent
            return (other.ags not in self.peers, other.kreis_ags != town.kreis_ags, status, ratio, other.ags)

        ordered = sorted(self.snapshot.towns.values(), key=far)
        return {other.ags: place for place, other in enumerate(ordered)}

    def verdict(self, here: LeistungOffers) -> ResponsibilityVerdict:
        """Whether the town is responsible for a Leistung."""
        return self.rules.of_town(
            here.key, self.town, Offering(here.own, self.snapshot.towns, self.snapshot.independent, self.watched)
        )


def gap_of(here: LeistungOffers, look: Viewpoint) -> Gap | None:
    """The gap that a Leistung is for the town; None where it is none."""
    town, snapshot = look.town, look.snapshot
    elsewhere = here.online - {town.ags}
    kind: tuple[str, str] | None
    if here.key in look.have:
        return None
    verdict = look.verdict(here)
    if town.ags in here.online:
        defect = here.at(town.ags)[0].defect
        kind = ("Link defekt", f"Der Onlinedienst ist gemeldet, sein Link war {defect.sentence}" if defect else "")
    elif town.ags in here.reported:
        kind = ("Link defekt", "Der Onlinedienst ist gemeldet, aber ohne gültigen Link.")
    elif here.key in look.own_list:
        kind = ("nicht gemeldet", "Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.")
    else:
        kind = _kind(here, verdict, look) if elsewhere else None
    if kind is None:
        return None
    own = {town.verwaltung or town.ags}
    return Gap(
        here.key,
        *kind,
        verdict,
        elsewhere,
        len(administrations_of(snapshot, elsewhere) - own),
        len(administrations_of(snapshot, elsewhere & look.peers) - own),
    )


def _kind(here: LeistungOffers, verdict: ResponsibilityVerdict, look: Viewpoint) -> tuple[str, str] | None:
    """The kind of a gap and its reason; None where it is nobody's gap here, because neither town nor Kreis do it."""
    town = look.town
    if verdict.zustaendig == "nein" and verdict.ebene == "Kreis" and not town.independent:
        kreis = town.kreis or "der Landkreis"
        return "Aufgabe des Kreises", f"Zuständig ist: {kreis}. Für {town.short} kann es ein gemeinsames Vorhaben sein."
    if verdict.zustaendig == "nein":
        return None
    levels = {offer.level for offer in here.offers if offer.link and offer.places != {town.ags}}
    inherited = {level for level in levels if level.ebene in INHERITED}
    if any(level.everywhere for level in inherited) or (inherited and inherited == levels):
        reason = max(inherited, key=lambda level: (level.everywhere, level.grund)).grund
        return "landesweit verfügbar", f"{reason} Zu prüfen ist nur der eigene Eintrag."
    related = keys.related_keys(here.key, look.have)
    if related:
        titles = ", ".join(f"{look.snapshot.title(other)} ({other})" for other in related[:3])
        return (
            "verwandte Leistung online",
            f"Online ist die verwandte Leistung {titles}; sie deckt diese nur zum Teil ab.",
        )
    reason = "Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet."
    if inherited:
        reason += " Einzelne verweisen dafür auf einen Dienst von Bund oder Land; ob der genügt, ist zu prüfen."
    return "fehlt", reason
