"""The municipalities where each service and solution is valid, by all Leistungen; the same for every viewpoint."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.records.vergleich import ServiceCounts
from comparisons.inputs.snapshot import listed_offers
from comparisons.judging.levels import OWN_LEVELS
from comparisons.judging.offers import LeistungOffers, Offers
from comparisons.solutions.recogniser import Solution

# Leistungen for which one of these services or solutions was found.
_WITH_SAME = """
SELECT leistungsschluessel FROM dienstbewertung WHERE onlinedienst_id IN (SELECT value FROM json_each(?))
UNION
SELECT leistungsschluessel FROM dienstbewertung WHERE loesung_id IN (SELECT value FROM json_each(?))
"""


class UsedSolution(NamedTuple):
    """A solution, and in how many municipalities it is used."""

    solution: Solution
    kommunen: int


class Reach:
    """The municipalities where each service and solution is valid, by all Leistungen that were added."""

    def __init__(self, towns: Iterable[str]) -> None:
        self._bits = {ags: 1 << place for place, ags in enumerate(sorted(towns))}
        self._masks: dict[frozenset[str], int] = {}
        self._services: dict[str, frozenset[str]] = {}
        self._own: dict[str, frozenset[str]] = {}
        self._users: dict[str, int] = {}
        self._shown: dict[str, tuple[str, Solution]] = {}

    def add(self, here: LeistungOffers) -> None:
        """Note where the offers of a Leistung are valid."""
        for offer in here.offers:
            if offer.link is None:
                continue
            _unite(self._services, offer.service, offer.places)
            if offer.level.ebene in OWN_LEVELS:
                _unite(self._own, offer.service, offer.places)
            if offer.solution:
                identifier = offer.solution.id
                self._users[identifier] = self._users.get(identifier, 0) | self._mask(offer.places)
                known = self._shown.get(identifier)
                if known is None or here.key < known[0]:
                    self._shown[identifier] = here.key, offer.solution

    def services(self) -> dict[str, ServiceCounts]:
        """The number of services in each municipality (AGS) that has any."""
        every, own = _by_town(self._services), _by_town(self._own)
        return {ags: ServiceCounts(number, own[ags]) for ags, number in every.items()}

    def solutions(self) -> dict[str, UsedSolution]:
        """Each solution as its first Leistung shows it, by identifier."""
        return {key: UsedSolution(shown, self._users[key].bit_count()) for key, (_, shown) in self._shown.items()}

    def differing(self, other: "Reach") -> tuple[set[str], set[str]]:
        """The services and solutions that are not valid in the same places in the other."""
        services = _differing(self._services, other._services) | _differing(self._own, other._own)
        return services, _differing(self._users, other._users)

    def _mask(self, places: frozenset[str]) -> int:
        """The municipalities as bits of a number: ten thousand of them take a hundredth of the room of a set."""
        if places not in self._masks:
            self._masks[places] = sum(self._bits[ags] for ags in places)
        return self._masks[places]


class ReachSinceLast:
    """The reach in the last comparison and now, by the Leistungen that changed.

    Of a `fresh` comparison these are all, and nothing was before.
    """

    def __init__(self, db: Database, towns: Collection[str], *, fresh: bool) -> None:
        self._db = db
        self._fresh = fresh
        self._before, self._now = Reach(towns), Reach(towns)

    def add(self, before: LeistungOffers, now: LeistungOffers) -> None:
        """Note where the offers of a Leistung were and are valid."""
        self._before.add(before)
        self._now.add(now)

    def complete(self, judged: Collection[str], offers: Offers) -> set[str]:
        """Look at the Leistungen that were not `judged`, as far as they have a service or solution that moved.

        Only so it is known where each of these is valid by all its Leistungen. Returns the solutions that moved.
        """
        if self._fresh:
            return set(self._now.solutions())
        services, solutions = self._now.differing(self._before)
        names = [json.dumps(sorted(found)) for found in (services, solutions)]
        keys = {key for (key,) in self._db.execute(_WITH_SAME, names).fetchall()}
        for key, listed in listed_offers(self._db, keys.difference(judged)):
            here = offers.listed(key, listed)
            self.add(here, here)
        return solutions

    def solution_rows(self, solutions: Collection[str]) -> Iterator[dict[str, Any]]:
        """Rows of the table `loesungen` for those of the `solutions` that are used anywhere."""
        used = self._now.solutions()
        for name in sorted(used.keys() & set(solutions)):
            yield {**used[name].solution._asdict(), "kommunen": used[name].kommunen}

    def service_counts(self, harvested: Iterable[str]) -> dict[str, ServiceCounts]:
        """The services of each harvested municipality: those of the last comparison and what has changed since."""
        counted = "SELECT ags, onlinedienste, eigene_onlinedienste FROM kommunen WHERE onlinedienste IS NOT NULL"
        last = {} if self._fresh else {ags: ServiceCounts(*counts) for ags, *counts in self._db.execute(counted)}
        now, before, none = self._now.services(), self._before.services(), ServiceCounts(0, 0)
        found = {}
        for ags in harvested:
            was, less, more = last.get(ags, none), before.get(ags, none), now.get(ags, none)
            found[ags] = ServiceCounts(
                was.onlinedienste - less.onlinedienste + more.onlinedienste, was.eigene - less.eigene + more.eigene
            )
        return found


def _unite(found: dict[str, frozenset[str]], name: str, places: frozenset[str]) -> None:
    known = found.setdefault(name, places)
    if known is not places:
        found[name] = known | places


def _by_town(found: Mapping[str, frozenset[str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for places, number in Counter(found.values()).items():
        for ags in places:
            counts[ags] += number
    return counts


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
