"""The offers of a snapshot understood: level and solution of each, and who has which Leistung online."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from comparisons.levels import Harvest, Level, level
from comparisons.snapshot import Defect, Snapshot
from comparisons.solutions import Link, Recogniser, Solution, solution

OWN_LIST = "bestand"
NO_LINK = Level("unbekannt", "Es ist kein gültiger Link gemeldet.")


class Assessment(NamedTuple):
    """What is known of a service for one Leistung; `solution_id` is None where it has no usable link."""

    service: str
    leistung: str
    solution_id: str | None
    instance: str | None
    normal: str | None
    level: Level


@dataclass(frozen=True)
class Offers:
    """`online` maps municipality -> Leistung -> services with a usable link, as a public source reports them.

    `broken` are Leistungen that are reported with no usable link at all, `own_list` what a town's own list names.
    `defective` are those of `online` all of whose links a check found broken, with one of the findings.
    """

    assessments: dict[tuple[str, str], Assessment]
    solutions: dict[str, Solution]
    users: dict[str, set[str]]
    online: dict[str, dict[str, list[str]]]
    broken: dict[str, set[str]]
    own_list: dict[str, set[str]]
    defective: dict[str, dict[str, Defect]]

    @cached_property
    def _providers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for ags, by_leistung in self.online.items():
            for leistung in by_leistung:
                found[leistung].add(ags)
        return dict(found)

    def providers(self, leistung: str) -> set[str]:
        """AGS of the municipalities where the Leistung is online."""
        return self._providers.get(leistung, set())

    def working(self, ags: str) -> frozenset[str]:
        """Every Leistung that is online in a municipality by a link that was not found broken."""
        return frozenset(self.online.get(ags, {}).keys() - self.defective.get(ags, {}).keys())

    def offered(self) -> set[str]:
        """Every Leistung that is online somewhere."""
        return set(self._providers)

    def level_of(self, service: str, leistung: str) -> str:
        """The level of a service for a Leistung."""
        return self.assessments[service, leistung].level.ebene


def assess(snapshot: Snapshot, recogniser: Recogniser, own_lists: Mapping[str, Iterable[str]] | None = None) -> Offers:
    """Understand every offer. The result does not depend on the order of the offers.

    `own_lists` are Leistungen by AGS that towns' own lists name beside those that they name by key.
    """
    places: dict[str, set[str]] = defaultdict(set)
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for offer in snapshot.offers:
        places[offer.service].add(offer.ags)
        pairs[offer.service, offer.leistung].add(offer.ags)

    links: dict[str, Link] = {}
    for identifier, towns in places.items():
        service = snapshot.services.get(identifier)
        if service is not None and service.url is not None:
            links[identifier] = recogniser.link(service.url, _names(snapshot, towns))
    # Counted for each Leistung on its own: a portal's start page serves many, one of them perhaps in one town only.
    spread: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (identifier, leistung), towns in pairs.items():
        if identifier in links:
            spread[links[identifier].normal, leistung] |= towns

    harvest = Harvest(snapshot.towns, snapshot.harvested | {ags for towns in places.values() for ags in towns})
    levels: dict[tuple[str, str], Level] = {}
    solutions: dict[str, Solution] = {}
    users: dict[str, set[str]] = defaultdict(set)
    assessments = {}
    for identifier, leistung in sorted(pairs):
        understood = links.get(identifier)
        if understood is None:
            assessments[identifier, leistung] = Assessment(identifier, leistung, None, None, None, NO_LINK)
            continue
        same = (understood.normal, leistung)
        if same not in levels:
            levels[same] = level(frozenset(spread[same]), understood.level, harvest)
        found = solution(understood, leistung, snapshot.title(leistung))
        solutions.setdefault(found.id, found)
        users[found.id] |= pairs[identifier, leistung]
        assessments[identifier, leistung] = Assessment(
            identifier, leistung, found.id, understood.instance, understood.normal, levels[same]
        )
    online, broken, named = _by_town(snapshot, links.keys())
    for ags, keys in (own_lists or {}).items():
        named[ags] = named.get(ags, set()) | set(keys)
    return Offers(assessments, solutions, dict(users), online, broken, named, _defective(snapshot, online))


def _names(snapshot: Snapshot, towns: Iterable[str]) -> list[str]:
    return [snapshot.towns[ags].name for ags in towns]


def _defective(snapshot: Snapshot, online: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, Defect]]:
    broken = snapshot.broken_services
    found: dict[str, dict[str, Defect]] = defaultdict(dict)
    for ags, by_leistung in online.items():
        for leistung, services in by_leistung.items():
            if broken.keys() >= set(services):
                found[ags][leistung] = broken[min(services)]
    return dict(found)


def _by_town(
    snapshot: Snapshot, usable: Iterable[str]
) -> tuple[dict[str, dict[str, list[str]]], dict[str, set[str]], dict[str, set[str]]]:
    with_link = set(usable)
    online: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    reported: dict[str, set[str]] = defaultdict(set)
    own_list: dict[str, set[str]] = defaultdict(set)
    for offer in snapshot.offers:
        if offer.source == OWN_LIST:
            own_list[offer.ags].add(offer.leistung)
            continue
        reported[offer.ags].add(offer.leistung)
        if offer.service in with_link:
            online[offer.ags][offer.leistung].append(offer.service)
    broken = {ags: keys - online[ags].keys() for ags, keys in reported.items()}
    return {ags: dict(by_leistung) for ags, by_leistung in online.items()}, broken, dict(own_list)
