"""The offers of a snapshot understood, Leistung by Leistung: link, level and solution of each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from catalogue.records.vergleich import Assessment
from comparisons.inputs.evidence import AreaEvidence
from comparisons.inputs.snapshot import Defect, ListedOffer, Listing, Snapshot, Town
from comparisons.judging.levels import OWN_LEVELS, Harvest, Level, level_of
from comparisons.solutions.recogniser import Link, Recogniser, Solution, solution

NO_LINK = Level("unbekannt", "Es ist kein gültiger Link gemeldet.", "kein Link")
# Links that are remembered; the same one occurs for several Leistungen.
REMEMBERED = 1 << 16


class Offer(NamedTuple):
    """A service for a Leistung; link and solution are None where no usable link is reported.

    `places` are the municipalities (AGS) where it is valid, `defect` is what a check found of its link.
    """

    service: str
    url: str | None
    places: frozenset[str]
    link: Link | None
    level: Level
    solution: Solution | None
    defect: Defect | None


@dataclass(frozen=True)
class LeistungOffers:
    """The offers of one Leistung, by service."""

    key: str
    offers: tuple[Offer, ...]

    @cached_property
    def reported(self) -> frozenset[str]:
        """The municipalities where it is reported, by whatever link."""
        return _union([offer.places for offer in self.offers])

    @cached_property
    def online(self) -> frozenset[str]:
        """The municipalities where it is online: by a usable link, broken or not."""
        return _union([offer.places for offer in self.offers if offer.link])

    @cached_property
    def working(self) -> frozenset[str]:
        """The municipalities where it is online by a link that was not found broken."""
        return _union([offer.places for offer in self.offers if offer.link and not offer.defect])

    @cached_property
    def own(self) -> frozenset[str]:
        """The municipalities that offer it themselves or by their administration."""
        return _union([offer.places for offer in self.offers if offer.link and offer.level.ebene in OWN_LEVELS])

    @cached_property
    def users(self) -> dict[str, frozenset[str]]:
        """The municipalities where each solution is used for it, by the solution's identifier."""
        found: dict[str, list[frozenset[str]]] = defaultdict(list)
        for offer in self.offers:
            if offer.solution:
                found[offer.solution.id].append(offer.places)
        return {identifier: _union(places) for identifier, places in found.items()}

    def at(self, ags: str) -> list[Offer]:
        """The offers with a usable link that are valid in a municipality, those that are not broken first."""
        here = [offer for offer in self.offers if offer.link and ags in offer.places]
        return sorted(here, key=lambda offer: (offer.defect is not None, offer.service))


def _union(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """The union; of sets that are all the same object, as most are, that object itself."""
    if sets and all(places is sets[0] for places in sets):
        return sets[0]
    return frozenset().union(*sets)


def _solution(link: Link, key: str, title: str, known: dict[tuple[object, ...], Solution]) -> Solution:
    """The solution of a link, the same object for the same solution where the pattern allows to tell."""
    if link.pattern is None or link.pattern.of_one_town:
        return solution(link, key, title)
    same = (link.pattern.id, link.service)
    if same not in known:
        known[same] = solution(link, key, title)
    return known[same]


class _Names:
    """The names of municipalities, looked up only where a pattern asks for them."""

    def __init__(self, towns: Mapping[str, Town], places: frozenset[str]) -> None:
        self._towns = towns
        self._places = places

    def __iter__(self) -> Iterator[str]:
        return (self._towns[ags].name for ags in self._places)


class Offers:
    """Understands the offers of a snapshot, Leistung by Leistung; the order of the imports does not matter."""

    def __init__(self, snapshot: Snapshot, recogniser: Recogniser, evidence: AreaEvidence | None = None) -> None:
        """`evidence` is what sources say of areas."""
        self._snapshot = snapshot
        self._recogniser = recogniser
        self._evidence = evidence or AreaEvidence()
        self._listing = Listing(snapshot.towns)
        self._harvest = Harvest(snapshot.towns, snapshot.harvested)
        self._level_by_link = lru_cache(REMEMBERED)(lambda places, hint: level_of(places, hint, self._harvest, ()))
        self._link = lru_cache(REMEMBERED)(self._understood)

    def listed(self, key: str, listed: str) -> LeistungOffers:
        """The offers of the Leistung `key`, listed as of `listed_offers`."""
        return self.of(key, self._listing.offers(key, listed))

    def _understood(self, url: str, places: frozenset[str]) -> Link:
        return self._recogniser.link(url, _Names(self._snapshot.towns, places))

    def of(self, key: str, listed: Sequence[ListedOffer]) -> LeistungOffers:
        """The offers of one Leistung."""
        links = [self._link(offer.url, offer.places) if offer.url is not None else None for offer in listed]
        # Counted for each Leistung on its own: a portal's start page serves many, one of them perhaps in one town only.
        spread: dict[str, list[frozenset[str]]] = defaultdict(list)
        for offer, link in zip(listed, links, strict=True):
            if link:
                spread[link.normal].append(offer.places)
        everywhere = {normal: _union(places) for normal, places in spread.items()}
        title = self._snapshot.title(key)
        registered = self._registered(key)
        solutions: dict[tuple[object, ...], Solution] = {}
        understood = []
        for offer, link in zip(listed, links, strict=True):
            if link is None:
                understood.append(Offer(offer.service, None, offer.places, None, NO_LINK, None, None))
                continue
            understood.append(
                Offer(
                    offer.service,
                    offer.url,
                    offer.places,
                    link,
                    self._level(key, offer.service, link, everywhere[link.normal], registered),
                    _solution(link, key, title, solutions),
                    self._snapshot.defects.get(offer.url or ""),
                )
            )
        return LeistungOffers(key, tuple(understood))

    def _registered(self, key: str) -> dict[str, frozenset[str]]:
        """Areas for which the Dashboard knows a link of a Leistung, by the link's normal form."""
        found: dict[str, set[str]] = defaultdict(set)
        for link in self._evidence.dashboard.get(key, ()):
            understood = self._recogniser.link(link.url, (link.town,) if link.town else ())
            found[understood.normal].add(link.area)
        return {normal: frozenset(areas) for normal, areas in found.items()}

    def _level(
        self, key: str, service: str, link: Link, places: frozenset[str], registered: Mapping[str, frozenset[str]]
    ) -> Level:
        areas = self._evidence.areas(key, service, registered.get(link.normal))
        return level_of(places, link.level, self._harvest, areas) if areas else self._level_by_link(places, link.level)


def assessments(here: LeistungOffers) -> list[Assessment]:
    """Rows of the table `dienstbewertung` for a Leistung."""
    return [_assessment(here.key, offer) for offer in here.offers]


def _assessment(key: str, offer: Offer) -> Assessment:
    level, link = offer.level, offer.link
    if offer.solution is None or link is None:
        return Assessment(offer.service, key, None, None, None, level.ebene, level.grund, level.beleg)
    return Assessment(
        offer.service, key, offer.solution.id, link.instance, link.normal, level.ebene, level.grund, level.beleg
    )
