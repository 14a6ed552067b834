"""Measures which Leistung is found for real citizens' titles: `python -m tests.bench.matching [--pairs N] [--part P]`.

Those of the Bund are the titles of PVOG's table that differ from the LeiKa name, each with its key once, in the order
of the file; every fifth is held out, the others are for tuning. Those of towns are asked of the OZG catalogue of 2019
alone, as a town has it before anything is harvested: `titles_of_towns.csv` was written for tuning (every fifth held
out), the titles of PVOG in four towns of Thüringen are for tuning too, and `titles_unseen.csv` was written by somebody
who knew neither catalogue nor program, and is for measuring only.
"""

import argparse
import csv
import io
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from catalogue.keys import is_leistungsschluessel
from catalogue.store.rules import BUNDLED, read_rules
from catalogue.tables.regeln import SUCHWOERTER
from comparisons.titles.matching import Matcher
from comparisons.titles.meanings import Meanings
from tests.bench.figures import row, timed
from tests.conftest import SHARED

FOLDS = 5
PARTS = ("tuning", "held out", "towns", "towns held out", "four towns", "unseen")
OF_TOWNS, UNSEEN = (Path(__file__).with_name(name) for name in ("titles_of_towns.csv", "titles_unseen.csv"))

T = TypeVar("T")
Pair = tuple[str, str]
Ranking = Callable[[str], Sequence[str]]


class Case(NamedTuple):
    """A title, and the keys that are right for each thing that it names; none where the catalogue has no Leistung."""

    title: str
    things: tuple[frozenset[str], ...]

    @property
    def right(self) -> frozenset[str]:
        """All keys that are right."""
        return frozenset().union(*self.things)


def plain_tfidf(names: Mapping[str, str]) -> Ranking:
    """The baseline: the five names with the highest cosine of sequences of three characters, weighted by TF-IDF."""

    def grams(text: str) -> Counter[str]:
        line = f" {' '.join(text.lower().split())} "
        return Counter(line[at : at + 3] for at in range(len(line) - 2))

    bags = {key: grams(name) for key, name in names.items()}
    having = Counter(gram for bag in bags.values() for gram in bag)

    def vector(bag: Counter[str]) -> dict[str, float]:
        values = {gram: n * (math.log((1 + len(bags)) / (1 + having[gram])) + 1) for gram, n in bag.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        return {gram: value / length for gram, value in values.items()}

    postings: dict[str, list[tuple[str, float]]] = {}
    for key, bag in bags.items():
        for gram, value in vector(bag).items():
            postings.setdefault(gram, []).append((key, value))

    def ranking(title: str) -> list[str]:
        found: dict[str, float] = {}
        for gram, value in vector(grams(title)).items():
            for key, other in postings.get(gram, ()):
                found[key] = found.get(key, 0.0) + value * other
        return sorted(found, key=lambda key: (-found[key], key))[:5]

    return ranking


def catalogue_of_2019() -> dict[str, str]:
    """The names of the OZG catalogue by key."""
    text = (SHARED / "leika" / "ozg_katalog_2019_leika.csv").read_text(encoding="utf-8")
    entries = csv.DictReader(io.StringIO(text))
    return {entry["leika_key"]: entry["bezeichnung"] for entry in entries if is_leistungsschluessel(entry["leika_key"])}


def real_data() -> tuple[dict[str, str], list[Pair]]:
    """Names by key (those of the Bund, then the OZG catalogue's), and the pairs of title and key."""
    names: dict[str, str] = {}
    pairs: dict[Pair, None] = {}
    lines = (SHARED / "pvog" / "servicedescriptions_csv_v5_bund_teil.csv").read_text(encoding="utf-8").split("\n")
    for line in filter(None, lines[1:]):
        _, key, name, title, *_ = (cell.replace('""', '"') for cell in line.split("|"))
        names[key] = name
        if title != name:
            pairs[title, key] = None
    return catalogue_of_2019() | names, list(pairs)


def labelled(file: Path) -> list[Case]:
    """The titles of a file: several things are joined by +, several keys of one thing by commas."""
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")), delimiter=";")
    return [
        Case(
            row["titel"],
            tuple(
                frozenset(key.strip() for key in thing.split(","))
                for thing in row["leistungsschluessel"].split("+")
                if thing.strip()
            ),
        )
        for row in rows
    ]


def four_towns(names: Mapping[str, str]) -> list[Case]:
    """The titles of PVOG in Erfurt, Gera, Jena and Weimar whose Leistung is among the names."""
    text = (SHARED / "pvog" / "pvog_4_staedte_2026-10-04.csv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for entry in csv.DictReader(io.StringIO(text), delimiter=";"):
        if entry["bezeichnung"] and entry["leistungsschluessel"] in names:
            found.setdefault(entry["bezeichnung"], set()).add(entry["leistungsschluessel"])
    return [Case(title, (frozenset(keys),)) for title, keys in sorted(found.items())]


def meanings() -> Meanings:
    """The bundled table of words."""
    rows = read_rules(SUCHWOERTER, BUNDLED / f"{SUCHWOERTER.name}.csv")
    return Meanings.of((str(words), str(kind), str(others or "")) for words, kind, others, _ in rows)


def counted(times: int, of: int) -> str:
    """A share with its numbers and its 95 % interval (Wilson)."""
    if not of:
        return "0 of 0"
    z = 1.96
    middle, bend = times / of + z * z / (2 * of), 1 + z * z / of
    width = z * math.sqrt(times / of * (1 - times / of) / of + z * z / (4 * of * of))
    return f"{times}/{of} = {times / of:.1%} ({(middle - width) / bend:.0%}-{(middle + width) / bend:.0%})"


def shares(name: str, cases: Sequence[Case], found: Sequence[Sequence[str]]) -> None:
    """Print how often a right key comes first, and one for each thing among three and five, where there is one."""
    asked = [(case, keys) for case, keys in zip(cases, found, strict=True) if case.things]
    first = sum(bool(set(keys[:1]) & case.right) for case, keys in asked)
    three, five = (sum(all(set(keys[:n]) & thing for thing in case.things) for case, keys in asked) for n in (3, 5))
    print(
        f"  {name}: first {counted(first, len(asked))}, among three {counted(three, len(asked))},"
        f" among five {counted(five, len(asked))}"
    )


def parts(titles: Sequence[T]) -> tuple[list[T], list[T]]:
    """The tuning part and every fifth, held out."""
    return [title for at, title in enumerate(titles) if at % FOLDS != 4], list(titles[4::FOLDS])


def bund(titles: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Both parts of the Bund's titles; those that are empty keep their place, and are no titles."""
    tuning, held_out = parts(titles)
    return [pair for pair in tuning if pair[0]], [pair for pair in held_out if pair[0]]


def cases_of(pairs: Sequence[Pair]) -> list[Case]:
    """Each pair as a case with one right key."""
    return [Case(title, (frozenset({key}),)) for title, key in pairs]


def measure(part: str, names: Mapping[str, str], folds: Sequence[tuple[Sequence[Case], Sequence[Pair]]]) -> None:
    """Print one part: `folds` are the cases that are asked, each with the pairs that are known then."""
    baseline = plain_tfidf(names)
    cases = [case for asked, _ in folds for case in asked]
    found, accepted, right = [], 0, 0
    for asked, known in folds:
        matcher = Matcher(names.items(), known, meanings())
        for case in asked:
            matches = matcher.candidates(case.title)
            found.append([match.key for match in matches])
            taken = matcher.automatic(matches)
            accepted += taken is not None
            right += taken is not None and taken.key in case.right
    print(f"{part}, {len(cases)} titles, {sum(not case.things for case in cases)} of them without a Leistung")
    shares("plain TF-IDF", cases, [baseline(case.title) for case in cases])
    shares("ours", cases, found)
    print(f"  taken unasked: {counted(accepted, len(cases))}, of these right {counted(right, accepted)}")


def bench_matching(pairs: int, chosen: Sequence[str] = PARTS) -> None:
    """Quality on the chosen parts, then the time for 3,000 titles; nothing where the data is missing."""
    if not SHARED.exists():
        print("matching: the real titles are not there")
        return
    names, titles = real_data()
    of_2019 = catalogue_of_2019()
    tuning, held_out = bund(titles)
    if "tuning" in chosen:
        folds = [tuning[fold::FOLDS] for fold in range(FOLDS)]
        measure(
            "Bund, tuning part, each fifth with what the others teach",
            names,
            [(cases_of(asked), [pair for other in folds if other is not asked for pair in other]) for asked in folds],
        )
    if "held out" in chosen:
        measure("Bund, held-out part, with what the tuning part teaches", names, [(cases_of(held_out), tuning)])
    for_tuning, left = parts(labelled(OF_TOWNS))
    for part, cases in {
        "towns": for_tuning,
        "towns held out": left,
        "four towns": four_towns(of_2019),
        "unseen": labelled(UNSEEN),
    }.items():
        if part in chosen:
            measure(f"{part}, by the catalogue of 2019 alone", of_2019, [(cases, [])])
    matcher, baseline = Matcher(of_2019.items(), [], meanings()), plain_tfidf(of_2019)
    many = [case.title for case in (for_tuning * 12)[:3000]]
    ours, base = [], []
    for _ in range(pairs):
        ours.append(timed(partial(_all, lambda title: [m.key for m in matcher.candidates(title, 3)], many)))
        base.append(timed(partial(_all, baseline, many)))
    if pairs:
        row("matching 3,000 titles", ours, "plain TF-IDF", base)


def _all(ranking: Ranking, titles: Sequence[str]) -> None:
    for title in titles:
        ranking(title)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--part", choices=PARTS, action="append")
    arguments = parser.parse_args()
    bench_matching(arguments.pairs, arguments.part or PARTS)
