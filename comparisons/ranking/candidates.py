"""Candidates: solutions that would close a gap, each with points that explain themselves and a town to copy from."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from comparisons.inputs.snapshot import Town
from comparisons.judging.gaps import Gap
from comparisons.ranking.criteria import LEADING, Circumstances, CriterionValue, evidence_of, worst_of
from comparisons.ranking.donors import Donor
from comparisons.ranking.drafts import CandidateDraft
from comparisons.solutions.recogniser import Solution

# The last sentences of a reasoning begin with this: what is not known, and how that counts.
UNPROVEN = "Ohne Beleg und "


class Weight(NamedTuple):
    """One line of the table `gewichte`."""

    kriterium: str
    bezeichnung: str
    gewicht: float
    quelle: str


class PointsRow(NamedTuple):
    """One row of a candidate's points; the rows of a candidate add up to its points.

    `ersatzwert` is what counts where the value is missing. Without either the criterion does not count.
    """

    kriterium: str
    wert: float | None
    ersatzwert: float | None
    gewicht: float
    punkte: float
    erklaerung: str
    quelle: str


@dataclass(frozen=True)
class Candidate:
    """A solution for a gap; `giver` is the municipality to copy from, `giver_url` its link, `donors` all to ask.

    `work` is that of its draft.
    """

    gap: Gap
    solution: Solution
    work: str
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


def missing_among(rivals: Sequence[Mapping[str, CriterionValue]], worst: Mapping[str, float]) -> Mapping[str, float]:
    """What a missing value counts among the solutions of one Leistung, by criterion: the worst there is.

    Only where the value of another solution is known. A criterion that is known of none is not among it: it counts for
    none of them, and so neither for nor against the Leistung beside others. Why: docs/comparison.md.
    """
    return {name: least for name, least in worst.items() if any(found[name].wert is not None for found in rivals)}


def points_of(
    evidence: Mapping[str, CriterionValue], weights: Iterable[Weight], missing: Mapping[str, float] = {}
) -> list[PointsRow]:
    """The points of a candidate, a row per criterion with a weight; all rows add up to at most 100.

    Only the sum is rounded down to tenths. Were each row, a candidate would lose by every row that it has more.

    A value that is missing counts as `missing` says. Where that says nothing the criterion does not count, and its
    weight is left out of the whole.
    """
    used = [weight for weight in weights if weight.gewicht > 0 and weight.kriterium in evidence]
    counted = {
        name: missing.get(name) if evidence[name].wert is None else evidence[name].wert
        for name in (weight.kriterium for weight in used)
    }
    whole = sum(weight.gewicht for weight in used if counted[weight.kriterium] is not None)
    points = _tenths({name: 100 * (counted[name] or 0.0) * weight / (whole or 1) for name, _, weight, _ in used})
    rows = []
    for name, _, weight, source in used:
        value, explanation = evidence[name]
        instead = counted[name] if value is None else None
        rows.append(PointsRow(name, value, instead, weight, points[name], explanation, source))
    return rows


def unproven(rows: Iterable[PointsRow], weights: Iterable[Weight]) -> list[str]:
    """The last sentences of a reasoning: the criteria without evidence by their titles, and how these count."""
    titles = {weight.kriterium: weight.bezeichnung for weight in weights}
    without = [(titles[row.kriterium], row.ersatzwert) for row in rows if row.wert is None]
    said = {
        "wie der schlechteste Wert gezählt": [title for title, instead in without if instead is not None],
        "nicht mitgezählt": [title for title, instead in without if instead is None],
    }
    return [f"{UNPROVEN}{how}: {', '.join(named)}." for how, named in said.items() if named]


def _tenths(parts: Mapping[str, float]) -> dict[str, float]:
    """Parts in tenths that add up to their sum, rounded down: what rounding takes goes to those that lost the most.

    Floats' own error does not count.
    """
    exact = {name: round(part * 10, 6) for name, part in parts.items()}
    tenths = {name: math.floor(part) for name, part in exact.items()}
    lost = max(0, math.floor(round(sum(parts.values()) * 10, 6)) - sum(tenths.values()))
    for name in sorted(parts, key=lambda name: (tenths[name] - exact[name], name))[:lost]:
        tenths[name] += 1
    return {name: number / 10 for name, number in tenths.items()}


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; of equal points the one of which more is known, then by key and solution: the order never varies.

    The store orders stored rows alike (`catalogue.store.results.RANK`).
    """
    return sorted(
        candidates, key=lambda c: (-c.points, sum(row.wert is None for row in c.rows), c.gap.key, c.solution.id)
    )


def candidates_of(rivals: Iterable[CandidateDraft], known: Circumstances, settings: Settings) -> list[Candidate]:
    """Judge the solutions for one gap, all of them, by all criteria."""
    found = [(draft, evidence_of(draft, known)) for draft in rivals]
    missing = missing_among([evidence for _, evidence in found], worst_of(known))
    return [_candidate(draft, evidence, missing, settings) for draft, evidence in found]


def _candidate(
    draft: CandidateDraft, evidence: Mapping[str, CriterionValue], missing: Mapping[str, float], settings: Settings
) -> Candidate:
    rows = points_of(evidence, settings.weights, missing)
    giver = draft.donors[0]
    sentences = [evidence[name].erklaerung for name in LEADING]
    sentences.append(f"Abschauen bei {giver.town.short}.")
    if draft.nearest_defect:
        sentences.append(f"Der Link von {draft.nearest.short} war {draft.nearest_defect.sentence}")
    sentences += unproven(rows, settings.weights)
    return Candidate(
        draft.gap,
        draft.solution,
        draft.work,
        giver.town,
        giver.url,
        draft.donors,
        settings.department(draft.gap.key),
        round(sum(row.punkte for row in rows), 1),
        rows,
        " ".join(sentences),
    )
