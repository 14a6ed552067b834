"""Candidates: solutions that would close a gap, each with points that explain themselves and a town to copy from."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.tables.vergleich import CLOSED_BY_REUSE
from comparisons.inputs.snapshot import Defect, Town
from comparisons.judging.gaps import INHERITED, Gap, Viewpoint
from comparisons.judging.offers import LeistungOffers, Offer
from comparisons.ranking.criteria import Base, CriterionValue, KnownFacts, evidence_of
from comparisons.ranking.donors import Donor, donors, nearest
from comparisons.solutions.recogniser import Solution


class Weight(NamedTuple):
    """One line of the table `gewichte`."""

    kriterium: str
    bezeichnung: str
    gewicht: float
    quelle: str


class PointsRow(NamedTuple):
    """One row of a candidate's points; the rows of a candidate add up to its points."""

    kriterium: str
    wert: float | None
    gewicht: float
    punkte: float
    erklaerung: str
    quelle: str


@dataclass(frozen=True)
class Candidate:
    """A solution for a gap; `giver` is the municipality to copy from, `giver_url` its link, `donors` all to ask."""

    gap: Gap
    solution: Solution
    giver: Town
    giver_url: str | None
    donors: list[Donor]
    department: str | None
    points: float
    rows: list[PointsRow]
    reasoning: str


@dataclass(frozen=True)
class Settings:
    """The town's tables that steer points and departments."""

    weights: list[Weight]
    efforts: Mapping[str, float | None]
    departments: Mapping[str, str]

    @classmethod
    def of(cls, db: Database) -> "Settings":
        """Read them from the catalogue."""
        weights = [
            Weight(*row)
            for row in db.execute(
                "SELECT kriterium, bezeichnung, gewicht, quelle FROM gewichte ORDER BY gewicht DESC, kriterium"
            )
        ]
        efforts = dict(db.execute("SELECT aufwand, wert FROM aufwandsstufen").fetchall())
        departments = dict(db.execute("SELECT schluessel_anfang, fachbereich FROM fachbereiche").fetchall())
        return cls(weights, efforts, departments)

    def department(self, key: str) -> str | None:
        """The department of a Leistung, by the longest matching beginning of its key."""
        return next((self.departments[key[:n]] for n in range(len(key), 0, -1) if key[:n] in self.departments), None)


def points_rows(evidence: Mapping[str, CriterionValue], weights: Iterable[Weight]) -> list[PointsRow]:
    """Turn evidence into points (tenths, rounded down; at most 100 in all).

    A criterion without evidence counts neither for nor against: its weight is left out of the whole.
    """
    used = [weight for weight in weights if weight.gewicht > 0 and weight.kriterium in evidence]
    whole = sum(weight.gewicht for weight in used if evidence[weight.kriterium].wert is not None)
    rows = []
    for weight in used:
        found = evidence[weight.kriterium]
        points = _tenths(100 * found.wert * weight.gewicht / whole) if found.wert is not None else 0.0
        rows.append(PointsRow(weight.kriterium, found.wert, weight.gewicht, points, found.erklaerung, weight.quelle))
    return rows


def _tenths(points: float) -> float:
    """Rounded down to tenths, so that the rows never add up to more than 100; floats' own error does not count."""
    return math.floor(round(points * 10, 6)) / 10


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; equal points are ordered by key and solution, so that the order never varies."""
    return sorted(candidates, key=lambda c: (-c.points, c.gap.key, c.solution.id))


class CandidateDraft(NamedTuple):
    """A candidate whose evidence is not complete yet; `nearest` is the user nearest in kind, whatever its link."""

    gap: Gap
    solution: Solution
    donors: list[Donor]
    nearest: Town
    nearest_defect: Defect | None
    evidence: dict[str, CriterionValue]


def drafts_of(
    gap: Gap, here: LeistungOffers, look: Viewpoint, base: Base, settings: Settings, known: KnownFacts
) -> Iterator[CandidateDraft]:
    """The solutions with which others have closed the gap themselves."""
    if gap.kind not in CLOSED_BY_REUSE or gap.verdict.zustaendig == "nein":
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
        using, solution = users[identifier], solutions[identifier]
        near = nearest(using, look)
        found = donors(using, look)
        evidence = evidence_of(solution, using, found, gap, look, base, settings.efforts, known)
        yield CandidateDraft(gap, solution, found, near, using[near.ags].defect, evidence)


def finished(draft: CandidateDraft, more: Mapping[str, CriterionValue], settings: Settings) -> Candidate:
    """The candidate of a draft with what was found out since."""
    evidence = {**draft.evidence, **more}
    rows = points_rows(evidence, settings.weights)
    giver = draft.donors[0]
    missing = [
        weight.bezeichnung
        for weight in settings.weights
        if evidence.get(weight.kriterium, CriterionValue(0, "")).wert is None
    ]
    sentences = [evidence[name].erklaerung for name in ("verbreitung", "bewaehrung", "aufwand")]
    sentences.append(f"Abschauen bei {giver.town.short}.")
    if draft.nearest_defect:
        sentences.append(f"Der Link von {draft.nearest.short} war {draft.nearest_defect.sentence}")
    if missing:
        sentences.append(f"Ohne Beleg und nicht mitgezählt: {', '.join(missing)}.")
    return Candidate(
        draft.gap,
        draft.solution,
        giver.town,
        giver.url,
        draft.donors,
        settings.department(draft.gap.key),
        round(sum(row.punkte for row in rows), 1),
        rows,
        " ".join(sentences),
    )
