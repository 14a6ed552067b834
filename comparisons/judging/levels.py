"""The level on which an online service is offered: by its area according to sources, by its link, and by its spread."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from catalogue.keys import LAND_ARS
from catalogue.tables.angebote import EBENEN
from comparisons.inputs.evidence import BY_DASHBOARD, Areas
from comparisons.inputs.snapshot import Town

# Levels of a municipality itself, and those of whom all municipalities inherit.
OWN_LEVELS = ("Kommune", "Verwaltung")
INHERITED = ("Bund", "Land")
MIN_KREISE_FOR_LAND = 3
BY_SPREAD, BY_LINK = "Verbreitung", "Linkmuster"
NATIONWIDE, NOWHERE = "000000000000", "0000000000"


class Level(NamedTuple):
    """The level, the evidence for it as a German sentence, and its kind in a word.

    `everywhere` says that it is valid in the whole Land for certain, not only by the look of its link.
    """

    ebene: str
    grund: str
    beleg: str = BY_SPREAD
    everywhere: bool = False


class Harvest:
    """The harvested municipalities by Kreis, and the number of members of each administration."""

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


def _area(key: str, towns: Mapping[str, Town]) -> tuple[str, str] | None:
    """Level of an area (ARS or AGS) and the digits that all in it share; None in other Länder and for what is no key.

    Digits of an ARS: Land 2, Regierungsbezirk 1, Kreis 2, Verband 4, Gemeinde 3.
    """
    ars = key if len(key) == 12 else f"{key[:5]}0000{key[5:]}" if len(key) == 8 else ""
    ags = ars[:5] + ars[9:]
    if ars == NATIONWIDE:
        return "Bund", ""
    if not ars.isdecimal() or ars[:2] != LAND_ARS[:2]:
        return None
    if ars.endswith(NOWHERE):
        return "Land", ""
    if ags in towns:
        return "Kommune", ags
    if ars.endswith("0000000"):
        return "Kreis", ars[:5]
    return ("Verwaltung", ars[:9]) if ars.endswith("000") else None


def level_of_areas(areas: Iterable[str], towns: Mapping[str, Town]) -> str | None:
    """The level that offers a service valid in these areas (ARS or AGS); None where they do not tell.

    The widest area decides; those in other Länder do not count, as nothing there is valid here.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for ebene, digits in filter(None, (_area(key, towns) for key in areas)):
        found[ebene].add(digits)
    for wide in ("Bund", "Land", "Kreis", "Verwaltung"):
        if found[wide]:
            return wide
    administrations = {towns[ags].administration for ags in found["Kommune"]}
    if len(administrations) > 1 or not administrations:
        return None
    return "Kommune" if len(found["Kommune"]) == 1 else "Verwaltung"


def _covered(places: Iterable[str], areas: Iterable[str], towns: Mapping[str, Town]) -> bool:
    """Whether all places (AGS) are in one of the areas (ARS or AGS)."""
    known = {_area(key, towns) for key in areas}
    return all(known & _around(towns[ags]) for ags in places)


def _around(town: Town) -> set[tuple[str, str | None]]:
    """The areas that a municipality is in, as of `_area`."""
    smaller = ("Kreis", town.kreis_ags), ("Verwaltung", town.verwaltung), ("Kommune", town.ags)
    return {("Bund", ""), ("Land", ""), *smaller}


def level_of(places: frozenset[str], hint: str | None, harvest: Harvest, areas: Sequence[Areas]) -> Level:
    """The level by the strongest evidence; what contradicts it is told beside it.

    `places` and `hint` as of `level_by_spread`, `areas` is what sources say, strongest first. The Dashboard may have
    been asked for a few towns only: where it tells a narrower level than the spread, and not of all places, it proves
    no more than that these areas have the service.
    """
    by_spread = level_by_spread(places, hint, harvest)
    told, in_part = [], []
    for said in areas:
        ebene = level_of_areas(said.keys, harvest.towns)
        if ebene is None or (said.weak and (by_spread.ebene != "unbekannt" or ebene in ("Bund", "Land"))):
            continue
        grund = f"Gültig ist der Dienst laut {said.beleg} für das Gebiet {_shown(said.keys)}."
        narrower = EBENEN.index(ebene) > EBENEN.index(by_spread.ebene)
        if said.beleg == BY_DASHBOARD and narrower and not _covered(places, said.keys, harvest.towns):
            in_part.append(f"{grund[:-1]}; das zeigt nur, dass es ihn dort gibt.")
            continue
        told.append(Level(ebene, grund, said.beleg, everywhere=ebene in ("Bund", "Land")))
    strongest, *others = (*told, by_spread)
    against = [other.grund for other in others if other.ebene not in (strongest.ebene, "unbekannt")]
    contradiction = [f"Dem widerspricht: {' '.join(against)}"] if against else []
    return strongest._replace(grund=" ".join((strongest.grund, *contradiction, *in_part)))


def _shown(keys: Iterable[str]) -> str:
    several = sorted(keys)
    return ", ".join(several[:3]) + (f" und {len(several) - 3} weitere" if len(several) > 3 else "")


def level_by_spread(places: frozenset[str], hint: str | None, harvest: Harvest) -> Level:
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
        return Level(ebene, reason, everywhere=True)
    if hint in ("Bund", "Land"):
        reach = "bundesweiten" if hint == "Bund" else "landesweiten"
        return Level(hint, f"Der Link gehört nach der Tabelle der Linkmuster zu einem {reach} Dienst.", BY_LINK)
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
        return Level("Kommune", f"Der Link kommt nur in {first.short} vor und nennt diese Kommune.", BY_LINK)
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
