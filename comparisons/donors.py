"""Whom to ask for a solution, nearest in kind first, and who has the same gap and could join a project."""

import heapq
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from comparisons.gaps import Gap, Look
from comparisons.offers import LeistungOffers, Offer
from comparisons.snapshot import Defect, Town

# So many are worth asking; a solution may be used everywhere.
MAX_DONORS = 10
IN_KREIS, COMPARABLE = "Kreis", "vergleichbar"


class Donor(NamedTuple):
    """A municipality that uses a solution, its link, what a check found of that, and how near it is in kind."""

    town: Town
    url: str | None
    defect: Defect | None
    nearness: str


def donors(users: Mapping[str, Offer], look: Look) -> list[Donor]:
    """The users (AGS) of a solution as donors, at most ten: nearest first, those with a broken link last."""
    towns = [look.snapshot.towns[ags] for ags in users]
    chosen = heapq.nsmallest(
        MAX_DONORS, towns, key=lambda other: (users[other.ags].defect is not None, _distance(other, look))
    )
    return [Donor(other, users[other.ags].url, users[other.ags].defect, _nearness(other, look)) for other in chosen]


def nearest(users: Mapping[str, Offer], look: Look) -> Town:
    """The user nearest in kind, whether its link works or not."""
    return min((look.snapshot.towns[ags] for ags in users), key=lambda other: _distance(other, look))


def _distance(other: Town, look: Look) -> tuple[bool, bool, bool, float, str]:
    """Comparable first, then neighbours in the Kreis, then the same status, then nearest in size."""
    town = look.town
    ratio = abs(math.log((other.einwohner or 1) / (town.einwohner or 1)))
    return (
        other.ags not in look.peers,
        other.kreis_ags != town.kreis_ags,
        other.independent != town.independent,
        ratio,
        other.ags,
    )


def _nearness(other: Town, look: Look) -> str:
    parts = [
        "vergleichbar" if other.ags in look.peers else "",
        "Nachbar im Kreis" if other.kreis_ags == look.town.kreis_ags else "",
        "" if other.independent == look.town.independent else "kreisfrei" if other.independent else "kreisangehörig",
        f"{other.einwohner:,} Einwohner".replace(",", ".") if other.einwohner else "",
    ]
    return ", ".join(filter(None, parts)) or "ohne Angaben"


def cooperation(gap: Gap, here: LeistungOffers, look: Look) -> list[dict[str, Any]]:
    """Rows of `kooperationen`: harvested municipalities of the Kreis and comparable ones that have the same gap.

    They have not got the Leistung online either, and nothing says that they are not responsible for it.
    """
    return [
        {
            "leistungsschluessel": gap.key,
            "ags": other.ags,
            "kommune": other.name,
            "verwaltung": other.administrator,
            "gruppe": IN_KREIS if other.kreis_ags == look.town.kreis_ags else COMPARABLE,
        }
        for other in look.partners
        if other.ags not in here.online and look.rules.of_town(gap.key, other).zustaendig != "nein"
    ]
