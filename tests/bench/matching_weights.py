"""Finds the weights of the evidence for a title, and what they give on titles they were not found on.

`python -m tests.bench.matching_weights` (ten minutes) asks the parts for tuning only (see `tests.bench.matching`):
those of the Bund, each fifth judged with what the others teach, and those of towns, by the catalogue of 2019 alone,
each counted as half a title. Weights are found by regression (multinomial: which of the Leistungen looked at, or none)
with an L2 penalty on values of standard deviation 1: first on four fifths for the fifth that is left, which is
measured, then on all for the weights themselves.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comparisons.titles.evidence import TitleEvidence
from comparisons.titles.matching import NONE_BY_BEST, Matcher, best_of_all
from tests.bench.matching import (
    FOLDS,
    OF_TOWNS,
    Case,
    Pair,
    bund,
    cases_of,
    catalogue_of_2019,
    counted,
    four_towns,
    labelled,
    meanings,
    parts,
    real_data,
    shares,
)
from tests.conftest import SHARED

PENALTY = 1.0
# The same titles with their Leistung taken out of the catalogue count so much; the right answer is none.
WITHOUT = 0.1
# What a title of a town counts: there are nearly as many as of the Bund, and those of the Bund teach more.
OF_A_TOWN = 0.5
STEPS = 12
PRECISION = 0.98

Vector = list[float]


class Asked(NamedTuple):
    """A title: its right keys, the keys looked at, their values, and how much it counts.

    The last values are for "none of them" alone, and of these the very last is 1.
    """

    right: frozenset[str]
    keys: Sequence[str]
    values: Sequence[Vector]
    worth: float


class Choice(NamedTuple):
    """Values to choose from, the places of the right ones, and how much the case counts."""

    values: Sequence[Vector]
    right: Sequence[int]
    worth: float


def asked(names: dict[str, str], tuning: Sequence[Pair]) -> list[list[Asked]]:
    """The Bund's titles of each fold with what speaks for each Leistung."""
    folds = [tuning[fold::FOLDS] for fold in range(FOLDS)]
    found = []
    for fold in folds:
        known = [pair for other in folds if other is not fold for pair in other]
        found.append(_asked(Matcher(names.items(), known, meanings()), cases_of(fold), 1.0))
    return found


def asked_of_towns() -> list[list[Asked]]:
    """The titles of towns of each fold, those that name one thing."""
    names = catalogue_of_2019()
    cases = [*parts(labelled(OF_TOWNS))[0], *four_towns(names)]
    found = _asked(Matcher(names.items(), [], meanings()), [case for case in cases if len(case.things) < 2], OF_A_TOWN)
    return [found[fold::FOLDS] for fold in range(FOLDS)]


def _asked(matcher: Matcher, cases: Sequence[Case], worth: float) -> list[Asked]:
    judged_ = [(case.right, matcher.evidence(case.title)) for case in cases]
    return [Asked(right, [*found, ""], _values(list(found.values())), worth) for right, found in judged_]


def _values(found: Sequence[TitleEvidence]) -> list[Vector]:
    none = [0.0] * len(TitleEvidence._fields) + best_of_all(found) + [1.0]
    return [*([*values] + [0.0] * (len(NONE_BY_BEST) + 1) for values in found), none]


def probabilities(values: Sequence[Vector], weights: Vector) -> list[float]:
    """Of each of the Leistungen, and of none."""
    sums = [_product(weights, row) for row in values]
    highest = max(sums)
    parts_ = [math.exp(value - highest) for value in sums]
    return [part / sum(parts_) for part in parts_]


def _product(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def regression(titles: Sequence[Asked]) -> Vector:
    """The weights that make the right answers most probable, by Newton's method with steps halved where too long."""
    own = len(TitleEvidence._fields)
    size = own + len(NONE_BY_BEST) + 1
    columns = [
        *zip(*(row[:own] for title in titles for row in title.values[:-1]), strict=True),
        *zip(*(title.values[-1][own:-1] for title in titles), strict=True),
    ]
    penalties = [*(PENALTY * statistics.pvariance(column) for column in columns), 0.0]
    cases = list(_choices(titles))
    weights = [0.0] * size
    reached = _fit(cases, weights, penalties)
    for _ in range(STEPS):
        slope = [-penalty * weight for penalty, weight in zip(penalties, weights, strict=True)]
        bend = [[penalties[a] + 1e-6 if a == b else 0.0 for b in range(size)] for a in range(size)]
        for case in cases:
            _add(case, weights, slope, bend)
        step = _solved(bend, slope)
        for halved in range(10):
            tried = [weight + value / 2**halved for weight, value in zip(weights, step, strict=True)]
            if (fit := _fit(cases, tried, penalties)) > reached:
                weights, reached = tried, fit
                break
    return weights


def _choices(titles: Sequence[Asked]) -> Iterator[Choice]:
    """Each title, and again without its Leistungen."""
    for title in titles:
        right = [at for at, key in enumerate(title.keys) if key in title.right]
        yield Choice(title.values, right or [len(title.keys) - 1], title.worth)
        if right:
            rest = [
                TitleEvidence(*row[: len(TitleEvidence._fields)])
                for key, row in zip(title.keys[:-1], title.values[:-1], strict=True)
                if key not in title.right
            ]
            yield Choice(_values(rest), [len(rest)], WITHOUT * title.worth)


def _fit(cases: Sequence[Choice], weights: Vector, penalties: Vector) -> float:
    """The logarithm of the likelihood, less the penalty."""
    found = 0.0
    for case in cases:
        shares_ = probabilities(case.values, weights)
        found += case.worth * math.log(max(sum(shares_[at] for at in case.right), 1e-300))
    return found - sum(p * w * w for p, w in zip(penalties, weights, strict=True)) / 2


def _add(case: Choice, weights: Vector, slope: Vector, bend: list[Vector]) -> None:
    """Add what a case says about the first and second derivatives of the logarithm of the likelihood."""
    shares_ = probabilities(case.values, weights)
    likely = [(share, row) for share, row in zip(shares_, case.values, strict=True) if share > 1e-5]
    mean = [sum(share * row[at] for share, row in likely) for at in range(len(weights))]
    of_right = max(sum(shares_[at] for at in case.right), 1e-300)
    for at, expected in enumerate(mean):
        value = sum(shares_[place] * case.values[place][at] for place in case.right) / of_right
        slope[at] += case.worth * (value - expected)
    for share, row in likely:
        away = [value - expected for value, expected in zip(row, mean, strict=True)]
        for line, one in zip(bend, away, strict=True):
            weight = case.worth * share * one
            for other, value in enumerate(away):
                line[other] += weight * value


def _solved(matrix: Sequence[Vector], right: Vector) -> Vector:
    """Solve linear equations by elimination; the matrix is symmetric and positive."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at, row in enumerate(rows):
        for other in rows[:at] + rows[at + 1 :]:
            factor = other[at] / row[at]
            for place in range(at, len(other)):
                other[place] -= factor * row[place]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def judged(title: Asked, weights: Vector) -> list[tuple[float, str]]:
    """The Leistungen with their probabilities, most probable first."""
    found = zip(probabilities(title.values, weights)[:-1], title.keys, strict=False)
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def certain(found: Sequence[tuple[float, bool]]) -> tuple[float, int, int]:
    """The lowest probability from which on `PRECISION` were right, how many there are, and how many of them wrong."""
    best, wrong = (1.0, 0, 0), 0
    for at, (probability, right) in enumerate(sorted(found, reverse=True), 1):
        wrong += not right
        if wrong <= (1 - PRECISION) * at:
            best = probability, at, wrong
    return best


def bench_weights() -> None:
    """Print what weights give on titles they were not found on, then the weights found on all; nothing without data."""
    if not SHARED.exists():
        print("weights of the matching: the real titles are not there")
        return
    names, titles = real_data()
    of_bund, of_towns = asked(names, bund(titles)[0]), asked_of_towns()
    left: dict[str, list[tuple[Asked, list[tuple[float, str]]]]] = {"Bund": [], "towns": []}
    for fold in range(FOLDS):
        others = [at for at in range(FOLDS) if at != fold]
        weights = regression([title for at in others for title in (*of_bund[at], *of_towns[at])])
        left["Bund"] += [(title, judged(title, weights)) for title in of_bund[fold]]
        left["towns"] += [(title, judged(title, weights)) for title in of_towns[fold]]
    for part, found in left.items():
        cases = [Case("", (title.right,) if title.right else ()) for title, _ in found]
        print(f"{part}, with weights of the other folds")
        shares("ours", cases, [[key for _, key in keys[:5]] for _, keys in found])
        known = [title for title, _ in found if title.right]
        print(f"  looked at: {counted(sum(bool(title.right & set(title.keys)) for title in known), len(known))}")
        firsts = [(keys[0][0], keys[0][1] in title.right) for title, keys in found if keys]
        threshold, taken, wrong = certain(firsts)
        print(f"  from {threshold:.3f} on: {counted(taken, len(found))}, {wrong} wrong")
    folds = [*of_bund, *of_towns]
    *weights, none = regression([title for fold in folds for title in fold])
    own = len(TitleEvidence._fields)
    for name, weight in zip(TitleEvidence._fields, weights[:own], strict=True):
        print(f"    {name}={weight:.2f},")
    print(f"NONE_OF_THEM = {none:.2f}")
    print("NONE_BY_BEST =", dict(zip(NONE_BY_BEST, (round(weight, 2) for weight in weights[own:]), strict=True)))


if __name__ == "__main__":
    bench_weights()
