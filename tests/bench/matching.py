"""Measures which Leistung is found for real citizens' titles: `python -m tests.bench.matching [--pairs N] [--part P]`.

The titles are those of PVOG's table of the Bund that differ from the LeiKa name, each with its key once, in the order
of the file. Every fifth was held out when the weights, the words and the threshold were made.
"""

import argparse
import csv
import io
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from catalogue.keys import is_leistungsschluessel
from catalogue.store.rules import BUNDLED, read_rules
from catalogue.tables.regeln import SUCHWOERTER
from comparisons.titles.matching import Matcher
from comparisons.titles.meanings import Meanings
from tests.bench.figures import row, timed
from tests.conftest import SHARED

FOLDS = 5

Pair = tuple[str, str]
Ranking = Callable[[str], Sequence[str]]


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
    catalogue = (SHARED / "leika" / "ozg_katalog_2019_leika.csv").read_text(encoding="utf-8")
    for entry in csv.DictReader(io.StringIO(catalogue)):
        if is_leistungsschluessel(entry["leika_key"]):
            names.setdefault(entry["leika_key"], entry["bezeichnung"])
    return names, list(pairs)


def meanings() -> Meanings:
    """The bundled table of words."""
    rows = read_rules(SUCHWOERTER, BUNDLED / f"{SUCHWOERTER.name}.csv")
    return Meanings.of((str(words), str(kind), str(others or "")) for words, kind, others, _ in rows)


def shares(name: str, pairs: Sequence[Pair], found: Sequence[Sequence[str]]) -> None:
    """Print how often the right key comes first and among five."""
    first = sum(keys[:1] == [key] for keys, (_, key) in zip(found, pairs, strict=True))
    five = sum(key in keys for keys, (_, key) in zip(found, pairs, strict=True))
    print(f"  {name}: first {first / len(pairs):.1%}, among five {five / len(pairs):.1%} of {len(pairs)}")


def parts(titles: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The tuning part and every fifth, held out; titles that are empty keep their place, and are no titles."""
    tuning = [pair for at, pair in enumerate(titles) if at % 5 != 4 and pair[0]]
    return tuning, [pair for at, pair in enumerate(titles) if at % 5 == 4 and pair[0]]


def measure(part: str, names: Mapping[str, str], folds: Sequence[tuple[Sequence[Pair], Sequence[Pair]]]) -> None:
    """Print one part: `folds` are the pairs that are asked, each with those that are known then."""
    baseline = plain_tfidf(names)
    pairs = [pair for asked, _ in folds for pair in asked]
    found, accepted, right = [], 0, 0
    for asked, known in folds:
        matcher = Matcher(names.items(), known, meanings())
        for title, key in asked:
            matches = matcher.candidates(title)
            found.append([match.key for match in matches])
            taken = matcher.automatic(matches)
            accepted += taken is not None
            right += taken is not None and taken.key == key
    print(part)
    shares("plain TF-IDF", pairs, [baseline(title) for title, _ in pairs])
    shares("ours", pairs, found)
    precision = f"{right / accepted:.1%} of these right" if accepted else "none right"
    print(f"  taken automatically: {accepted} ({accepted / len(pairs):.1%}), {precision} ({accepted - right} wrong)")
    same = Counter(names.values())
    print(f"  titles whose Leistung shares its name with another: {sum(same[names[key]] > 1 for _, key in pairs)}")


def bench_matching(pairs: int, part: str = "both") -> None:
    """Quality on both parts of the real titles, then the time for 1,000 titles; nothing where the data is missing."""
    if not SHARED.exists():
        print("matching: the real titles are not there")
        return
    names, titles = real_data()
    tuning, held_out = parts(titles)
    print(f"matching: {len(names)} names, {len(titles)} titles, {sum(not title for title, _ in titles)} of them empty")
    if part in ("both", "tuning"):
        folds = [tuning[fold::FOLDS] for fold in range(FOLDS)]
        measure(
            "tuning part, each fifth with what the others teach",
            names,
            [(asked, [pair for other in folds if other is not asked for pair in other]) for asked in folds],
        )
    if part in ("both", "held out"):
        measure("held-out part, with what the tuning part teaches", names, [(held_out, tuning)])
    matcher, baseline = Matcher(names.items(), tuning, meanings()), plain_tfidf(names)
    thousand = [title for title, _ in (tuning * 3)[:1000]]
    ours, base = [], []
    for _ in range(pairs):
        ours.append(timed(partial(_all, lambda title: [m.key for m in matcher.candidates(title)], thousand)))
        base.append(timed(partial(_all, baseline, thousand)))
    row("matching 1,000 titles", ours, "plain TF-IDF", base)


def _all(ranking: Ranking, titles: Sequence[str]) -> None:
    for title in titles:
        ranking(title)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--part", choices=["both", "tuning", "held out"], default="both")
    arguments = parser.parse_args()
    bench_matching(arguments.pairs, arguments.part)
