"""Finds the weights of the evidence for a title, and what they give on titles they were not found on.

`python -m tests.bench.matching_weights` (two minutes) asks the tuning part only (see `tests.bench.matching`). Each
fifth is judged with what the titles of the others teach. Weights are found by regression (multinomial: which of the
Leistungen looked at, or none) with an L2 penalty on values of standard deviation 1: first on four fifths for the fifth
that is left, which is measured, then on all for the weights themselves.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comparisons.titles.evidence import TitleEvidence
from comparisons.titles.matching import NONE_BY_BEST, Matcher, best_of_all
from tests.bench.matching import FOLDS, Pair, meanings, parts, real_data, shares
from tests.conftest import SHARED

PENALTY = 1.0
# The same titles with their Leistung taken out of the catalogue count so much; the right answer is none.
WITHOUT = 0.1
STEPS = 12
PRECISION = 0.98

Vector = list[float]


class Asked(NamedTuple):
    """A title: its right key, the keys looked at, and their values; the last ones are for "none of them" alone, and of
    these the very last is 1."""

    right: str
    keys: Sequence[str]
    values: Sequence[Vector]


class Case(NamedTuple):
    """Values to choose from, the place of the right ones, and how much the case counts."""

    values: Sequence[Vector]
    right: int
    worth: float


def asked(names: dict[str, str], tuning: Sequence[Pair]) -> list[list[Asked]]:
    """The titles of each fold with what speaks for each Leistung."""
    folds = [tuning[fold::FOLDS] for fold in range(FOLDS)]
    found = []
    for fold in folds:
        known = [pair for other in folds if other is not fold for pair in other]
        matcher = Matcher(names.items(), known, meanings())
        found.append([_asked(key, matcher.evidence(title)) for title, key in fold])
    return found


def _asked(right: str, evidence: dict[str, TitleEvidence]) -> Asked:
    return Asked(right, [*evidence, ""], _values(list(evidence.values())))


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
    cases = list(_cases(titles))
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


def _cases(titles: Sequence[Asked]) -> Iterator[Case]:
    """Each title, and again without its Leistung."""
    for title in titles:
        right = title.keys.index(title.right) if title.right in title.keys else len(title.keys) - 1
        yield Case(title.values, right, 1.0)
        if right < len(title.keys) - 1:
            rest = [TitleEvidence(*row[: len(TitleEvidence._fields)]) for row in title.values[:-1]]
            yield Case(_values(rest[:right] + rest[right + 1 :]), len(rest) - 1, WITHOUT)


def _fit(cases: Sequence[Case], weights: Vector, penalties: Vector) -> float:
    """The logarithm of the likelihood, less the penalty."""
    found = sum(case.worth * math.log(max(probabilities(case.values, weights)[case.right], 1e-300)) for case in cases)
    return found - sum(p * w * w for p, w in zip(penalties, weights, strict=True)) / 2


def _add(case: Case, weights: Vector, slope: Vector, bend: list[Vector]) -> None:
    """Add what a case says about the first and second derivatives of the logarithm of the likelihood."""
    shares_ = probabilities(case.values, weights)
    likely = [(share, row) for share, row in zip(shares_, case.values, strict=True) if share > 1e-5]
    mean = [sum(share * row[at] for share, row in likely) for at in range(len(weights))]
    for at, (value, expected) in enumerate(zip(case.values[case.right], mean, strict=True)):
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
    tuning, _ = parts(titles)
    folds = asked(names, tuning)
    left = []
    for fold in folds:
        weights = regression([title for other in folds if other is not fold for title in other])
        left += [(title.right, judged(title, weights)) for title in fold]
    shares(
        "weights of the other folds", [("", key) for key, _ in left], [[k for _, k in found[:5]] for _, found in left]
    )
    firsts = [(found[0][0], found[0][1] == key) for key, found in left if found]
    threshold, taken, wrong = certain(firsts)
    print(f"  looked at: {sum(key in [k for _, k in found] for key, found in left) / len(left):.1%}")
    print(f"  from {threshold:.3f} on: {taken} ({taken / len(left):.1%}), {wrong} wrong")
    half = sorted(firsts, reverse=True)[: (len(left) + 1) // 2]
    print(f"  the more certain half, from {half[-1][0]:.3f} on: {sum(not right for _, right in half)} wrong")
    *weights, none = regression([title for fold in folds for title in fold])
    own = len(TitleEvidence._fields)
    for name, weight in zip(TitleEvidence._fields, weights[:own], strict=True):
        print(f"    {name}={weight:.2f},")
    print(f"NONE_OF_THEM = {none:.2f}")
    print("NONE_BY_BEST =", dict(zip(NONE_BY_BEST, (round(weight, 2) for weight in weights[own:]), strict=True)))


if __name__ == "__main__":
    bench_weights()
