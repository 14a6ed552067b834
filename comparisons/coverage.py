"""How far a town is: which Leistungen it is responsible for, which of these are online, there and elsewhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from catalogue.keys import leistungstyp
from catalogue.tables.nachnutzung import WHOLE
from comparisons.gaps import Look, administrations_of
from comparisons.offers import OWN_LEVELS, LeistungOffers, Offer
from comparisons.responsibility import Verdict
from comparisons.snapshot import Snapshot

OWN_OR_KREIS = (*OWN_LEVELS, "Kreis")
UNKNOWN_FIELD = "ohne Themenfeld"
ONLINE, ELSEWHERE, NOWHERE = "online", "nur anderswo online", "nirgends online"


class Standing(NamedTuple):
    """One Leistung seen from the town; `elsewhere` counts other harvested administrations that have it online."""

    key: str
    verdict: Verdict
    state: str
    elsewhere: int


def standing_of(here: LeistungOffers, look: Look) -> Standing | None:
    """How a Leistung stands; None for objects without Verrichtung (LO), which nobody could apply for, and for what is
    neither offered nor described."""
    leistung = look.snapshot.leistungen.get(here.key)
    if leistungstyp(here.key) == "LO" or not (here.online or (leistung and leistung.described)):
        return None
    town = look.town
    state = ONLINE if town.ags in here.working else ELSEWHERE if here.online else NOWHERE
    elsewhere = len(administrations_of(look.snapshot, here.online) - {town.verwaltung or town.ags})
    return Standing(here.key, look.verdict(here), state, elsewhere)


class Coverage:
    """Counts, Leistung by Leistung, what of the town's tasks is online in each municipality."""

    def __init__(self) -> None:
        self.responsible = 0
        self.unclear = 0
        self._online: Counter[str] = Counter()
        self._own: Counter[str] = Counter()

    def add(self, standing: Standing, here: LeistungOffers) -> None:
        """Count one Leistung."""
        self.unclear += standing.verdict.zustaendig == "unklar"
        if standing.verdict.zustaendig == "ja":
            self.responsible += 1
            self._online.update(here.working)
            working = [offer for offer in here.offers if offer.link and not offer.defect]
            own = [offer.places for offer in working if offer.level.ebene in OWN_OR_KREIS]
            self._own.update(frozenset().union(*own) & here.working)

    def rows(self, look: Look) -> list[dict[str, Any]]:
        """Rows of the table `abdeckung`: the same Leistungen in every harvested municipality."""
        return [
            {
                "ags": ags,
                "kommune": look.snapshot.towns[ags].name,
                "vergleichbar": int(ags in look.peers),
                "leistungen": self.responsible,
                "online": self._online[ags],
                "online_eigen": self._own[ags],
                "unklar": self.unclear,
            }
            for ags in sorted(look.snapshot.harvested)
        ]


class _Steps:
    """How many Leistungen have come how far in a municipality."""

    def __init__(self) -> None:
        self.zustaendig = self.beschrieben = self.online = self.geerbt = self.nachgenutzt = self.eigen = 0


class Funnel:
    """The way from responsible over described to online, by Themenfeld, of the town and its harvested peers.

    Online is inherited by a service of Bund, Land or Kreis, or of an unknown level; else it is a service of the
    municipality or its administration: reused where other administrations use the same solution for the Leistung, else
    its own.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._places = [look.town.ags, *sorted(look.peers & look.snapshot.harvested)]
        self._steps: dict[tuple[str, str], _Steps] = {}

    def add(self, standing: Standing, here: LeistungOffers) -> None:
        """Count one Leistung, if the town is responsible for it."""
        if standing.verdict.zustaendig != "ja":
            return
        snapshot = self._look.snapshot
        leistung = snapshot.leistungen.get(here.key)
        users: dict[str, set[str]] = {}
        for offer in here.offers:
            if offer.solution:
                users.setdefault(offer.solution.id, set()).update(offer.places)
        for ags in self._places:
            for themenfeld in (WHOLE, snapshot.themenfeld(here.key) or UNKNOWN_FIELD):
                steps = self._steps.setdefault((themenfeld, ags), _Steps())
                steps.zustaendig += 1
                steps.beschrieben += bool(leistung and leistung.described)
                if ags in here.working:
                    steps.online += 1
                    way = self._way(ags, here, users)
                    setattr(steps, way, getattr(steps, way) + 1)

    def _way(self, ags: str, here: LeistungOffers, users: Mapping[str, set[str]]) -> str:
        towns = self._look.snapshot.towns
        working = [offer for offer in here.at(ags) if not offer.defect]
        own = [offer for offer in working if offer.level.ebene in OWN_LEVELS and offer.solution]
        if not own:
            return "geerbt"
        administration = towns[ags].verwaltung or ags
        for offer in own:
            if offer.solution and administrations_of(self._look.snapshot, users[offer.solution.id]) - {administration}:
                return "nachgenutzt"
        return "eigen"

    def rows(self) -> list[dict[str, Any]]:
        """Rows of the table `trichter`."""
        return [
            {"themenfeld": themenfeld, "ags": ags, "kommune": self._look.snapshot.towns[ags].name, **vars(steps)}
            for (themenfeld, ags), steps in sorted(self._steps.items())
        ]


class ServiceCounts:
    """Counts the online services of municipalities, each service once, and of these the municipality's own ones."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._seen_own: set[str] = set()
        self._all: Counter[str] = Counter()
        self._own: Counter[str] = Counter()

    def add(self, offer: Offer) -> None:
        """Count a service for one of its Leistungen."""
        if offer.link is None:
            return
        if offer.service not in self._seen:
            self._seen.add(offer.service)
            self._all.update(offer.places)
        if offer.level.ebene in OWN_LEVELS and offer.service not in self._seen_own:
            self._seen_own.add(offer.service)
            self._own.update(offer.places)

    def of(self, places: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Both numbers of each of these municipalities."""
        return {ags: (self._all[ags], self._own[ags]) for ags in places}


def standing_rows(found: list[Standing], snapshot: Snapshot) -> list[dict[str, Any]]:
    """Rows of the table `leistungsstand`."""
    return [
        {
            "leistungsschluessel": standing.key,
            "bezeichnung": snapshot.title(standing.key),
            "themenfeld": snapshot.themenfeld(standing.key),
            "zustaendig": standing.verdict.zustaendig,
            "zustaendig_grund": standing.verdict.grund,
            "zustaendig_sicherheit": standing.verdict.sicherheit,
            "stand": standing.state,
            "verwaltungen": standing.elsewhere,
        }
        for standing in found
    ]
