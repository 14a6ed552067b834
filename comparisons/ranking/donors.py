"""Municipalities to ask for a solution, nearest in kind first, and those with the same gap that could join in."""

import heapq
from collections.abc import Mapping
from typing import Any, NamedTuple

from catalogue.formats import zahl
from comparisons.inputs.authorities import authority_of
from comparisons.inputs.snapshot import Defect, Town
from comparisons.judging.gaps import Gap
from comparisons.judging.offers import LeistungOffers, Offer
from comparisons.judging.viewpoint import Viewpoint

# So many are worth asking; a solution may be used everywhere.
MAX_DONORS = 10
IN_KREIS, COMPARABLE = "Kreis", "vergleichbar"


class Donor(NamedTuple):
    """A municipality that uses a solution, its link, what a check found of that, and how near it is in kind."""

    town: Town
    url: str | None
    defect: Defect | None
    nearness: str


def donors(users: Mapping[str, Offer], look: Viewpoint) -> list[Donor]:
    """The users (AGS) of a solution as donors, at most ten: nearest first, those with a broken link last."""
    far = look.distance.__getitem__
    chosen = heapq.nsmallest(MAX_DONORS, (ags for ags, offer in users.items() if offer.defect is None), key=far)
    if len(chosen) < MAX_DONORS:
        broken = (ags for ags, offer in users.items() if offer.defect is not None)
        chosen += heapq.nsmallest(MAX_DONORS - len(chosen), broken, key=far)
    return [
        Donor(look.snapshot.towns[ags], users[ags].url, users[ags].defect, _nearness(look.snapshot.towns[ags], look))
        for ags in chosen
    ]


def nearest(users: Mapping[str, Offer], look: Viewpoint) -> Town:
    """The user nearest in kind, whether its link works or not."""
    return look.snapshot.towns[min(users, key=look.distance.__getitem__)]


def _nearness(other: Town, look: Viewpoint) -> str:
    parts = [
        "vergleichbar" if other.ags in look.peers else "",
        "Nachbar im Kreis" if other.kreis_ags == look.town.kreis_ags else "",
        "" if other.independent == look.town.independent else "kreisfrei" if other.independent else "kreisangehörig",
        f"{zahl(other.einwohner)} Einwohner" if other.einwohner else "",
    ]
    return ", ".join(filter(None, parts)) or "ohne Angaben"


def cooperation(gap: Gap, here: LeistungOffers, look: Viewpoint) -> list[dict[str, Any]]:
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
        if other.ags not in here.online and look.rules.verdict(gap.key, authority_of(other)).zustaendig != "nein"
    ]
