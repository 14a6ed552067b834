"""Candidates: solutions that would close a gap, each with points that explain themselves and a town to copy from."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from comparisons.inputs.snapshot import Town
from comparisons.judging.gaps import Gap
from comparisons.ranking.criteria import LEADING, Circumstances, CriterionValue, evidence_of
from comparisons.ranking.donors import Donor
from comparisons.ranking.drafts import CandidateDraft
from comparisons.solutions.recogniser import Solution

UNCOUNTED = "Ohne Beleg und nicht mitgezählt: "


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


def points_of(evidence: Mapping[str, CriterionValue], weights: Iterable[Weight]) -> list[PointsRow]:
    """The points of a candidate, a row per criterion with a weight (tenths, rounded down; at most 100 in all).

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


def uncounted(evidence: Mapping[str, CriterionValue], weights: Iterable[Weight]) -> list[str]:
    """The last sentence of a reasoning, which names the criteria without evidence; none where all have some."""
    missing = [weight.bezeichnung for weight in weights if evidence[weight.kriterium].wert is None]
    return [f"{UNCOUNTED}{', '.join(missing)}."] if missing else []


def _tenths(points: float) -> float:
    """Rounded down to tenths, so that the rows never add up to more than 100; floats' own error does not count."""
    return math.floor(round(points * 10, 6)) / 10


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; equal points are ordered by key and solution, so that the order never varies."""
    return sorted(candidates, key=lambda c: (-c.points, c.gap.key, c.solution.id))


def candidate_of(draft: CandidateDraft, known: Circumstances, settings: Settings) -> Candidate:
    """Judge a draft by all criteria."""
    evidence = evidence_of(draft, known)
    rows = points_of(evidence, settings.weights)
    giver = draft.donors[0]
    sentences = [evidence[name].erklaerung for name in LEADING]
    sentences.append(f"Abschauen bei {giver.town.short}.")
    if draft.nearest_defect:
        sentences.append(f"Der Link von {draft.nearest.short} war {draft.nearest_defect.sentence}")
    sentences += uncounted(evidence, settings.weights)
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
