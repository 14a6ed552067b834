"""On which level an online service is offered, judged by where else the same link occurs and by the link itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from comparisons.snapshot import Town

MIN_KREISE_FOR_LAND = 3


class Level(NamedTuple):
    """The level and the evidence for it, as a German sentence; `spread` says that the link's spread is the evidence."""

    ebene: str
    grund: str
    spread: bool = False


class Harvest:
    """Which municipalities were harvested, seen by Kreis and by administration."""

    def __init__(self, towns: Mapping[str, Town], harvested: Iterable[str]) -> None:
        self.towns = towns
        self.by_kreis: dict[str | None, set[str]] = defaultdict(set)
        self.members: dict[str | None, int] = defaultdict(int)
        for town in towns.values():
            self.members[town.verwaltung] += 1
        for ags in harvested:
            self.by_kreis[towns[ags].kreis_ags].add(ags)

    def administrations(self, places: Iterable[str]) -> set[str | None]:
        """The administrations of these municipalities."""
        return {self.towns[ags].verwaltung for ags in places}


def level(places: frozenset[str], hint: str | None, harvest: Harvest) -> Level:
    """The level of a service whose link occurs in `places` (AGS); `hint` is the level that the link itself tells.

    In Thüringen nearly every description is Land-wide, so its area says nothing; different towns have different links
    for the same Leistung. With too few municipalities harvested the level stays `unbekannt`.
    """
    kreise = {harvest.towns[ags].kreis_ags for ags in places}
    total = len(harvest.by_kreis)
    if len(kreise) >= MIN_KREISE_FOR_LAND and 2 * len(kreise) >= total:
        ebene = "Bund" if hint == "Bund" else "Land"
        reason = (
            f"Derselbe Link gilt für diese Leistung in {len(kreise)} von {total} erfassten Kreisen "
            "und kreisfreien Städten."
        )
        return Level(ebene, reason, spread=True)
    if hint in ("Bund", "Land"):
        reach = "bundesweiten" if hint == "Bund" else "landesweiten"
        return Level(hint, f"Der Link gehört nach der Tabelle der Linkmuster zu einem {reach} Dienst.")
    if len(kreise) > 1:
        return Level(
            "unbekannt", f"Derselbe Link gilt in {len(kreise)} von {total} erfassten Kreisen: zu wenige für landesweit."
        )
    return _within_one_kreis(places, hint, harvest)


def _within_one_kreis(places: frozenset[str], hint: str | None, harvest: Harvest) -> Level:
    first = harvest.towns[min(places)]
    administrations = harvest.administrations(places)
    harvested = harvest.by_kreis[first.kreis_ags]
    if len(administrations) > 1:
        if harvested <= places:
            return Level(
                "Kreis",
                f"Derselbe Link gilt in allen {len(places)} erfassten Gemeinden des Kreises und nirgends sonst.",
            )
        return Level(
            "unbekannt", f"Derselbe Link gilt in {len(places)} von {len(harvested)} erfassten Gemeinden des Kreises."
        )
    if len(places) > 1:
        return Level(
            "Verwaltung", f"Derselbe Link gilt in {len(places)} Gemeinden derselben Verwaltung und nirgends sonst."
        )
    if first.independent:
        return Level("Kommune", f"Der Link kommt nur in {first.short} vor, und {first.short} ist kreisfrei.")
    if hint == "Kommune":
        return Level("Kommune", f"Der Link kommt nur in {first.short} vor und nennt diese Kommune.")
    if len(harvest.administrations(harvested)) < 2:
        return Level(
            "unbekannt",
            f"Der Link kommt nur in {first.short} vor; weil dort sonst keine Verwaltung des Kreises erfasst ist, "
            "kann er auch der des Kreises sein.",
        )
    same = [ags for ags in harvested if harvest.towns[ags].verwaltung == first.verwaltung]
    if harvest.members[first.verwaltung] > 1 and len(same) < 2:
        return Level(
            "unbekannt", f"Der Link kommt nur in {first.short} vor; er kann auch der der gemeinsamen Verwaltung sein."
        )
    return Level("Kommune", f"Der Link kommt im Kreis nur in {first.short} vor.")
