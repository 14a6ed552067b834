"""The solutions that would close a gap, as others have closed it with them; before the criteria judge them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from comparisons.inputs.snapshot import Defect, Town
from comparisons.judging.gaps import Gap
from comparisons.judging.levels import INHERITED
from comparisons.judging.offers import LeistungOffers, Offer
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.donors import Donor, donors, nearest
from comparisons.ranking.reference import ReferenceGroup
from comparisons.solutions.recogniser import Solution


class CandidateDraft(NamedTuple):
    """A solution for a gap without its points.

    `users` counts the administrations of the reference group that use it for the Leistung; `nearest` is the user
    nearest in kind, whatever its link, `nearest_defect` what a check found of that. Drafts with the same `work` are one
    work to take over, which closes several gaps.
    """

    gap: Gap
    solution: Solution
    users: int
    donors: list[Donor]
    nearest: Town
    nearest_defect: Defect | None
    work: str


def drafts_of(gap: Gap, here: LeistungOffers, look: Viewpoint, group: ReferenceGroup) -> Iterator[CandidateDraft]:
    """The solutions of others for a gap, by identifier; none where reuse would not close it or nobody here is to."""
    if not gap.closed_by_reuse or gap.verdict.zustaendig == "nein":
        return
    users: dict[str, dict[str, Offer]] = defaultdict(dict)
    solutions: dict[str, Solution] = {}
    # Of several links of a town to one solution the one that was not found broken comes first.
    for offer in sorted(here.offers, key=lambda found: (found.defect is not None, found.service)):
        if offer.solution and offer.level.ebene not in INHERITED:
            solutions.setdefault(offer.solution.id, offer.solution)
            for ags in offer.places - {look.town.ags}:
                users[offer.solution.id].setdefault(ags, offer)
    for identifier in sorted(users):
        using = users[identifier]
        near, to_ask = nearest(using, look), donors(using, look)
        yield CandidateDraft(
            gap,
            solutions[identifier],
            len(look.snapshot.administrations_of(using) & group.members),
            to_ask,
            near,
            using[near.ags].defect,
            _work(identifier, using[to_ask[0].town.ags]),
        )


def _work(solution: str, offer: Offer) -> str:
    """What is taken over with a solution, as an identifier: the solution, whatever the Leistung.

    Where a platform has a procedure, and so a solution, per Leistung, it is the giver's procedure (normal form of the
    link): one that a town uses for several Leistungen, or that a source names by several keys, is installed once.
    """
    pattern = offer.link.pattern if offer.link else None
    return offer.link.normal if offer.link and pattern and pattern.of_one_leistung else solution
