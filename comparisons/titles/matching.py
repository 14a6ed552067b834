"""The Leistungen that a title may mean, each with a probability, and when one is certain enough."""

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from comparisons.titles.evidence import Reader, TitleEvidence
from comparisons.titles.meanings import Meanings
from comparisons.titles.wording import FUNCTION_WORDS, normal_title, stem, stems, words


class Match(NamedTuple):
    """A Leistung that a title may mean: `name` is that of the catalogue, and the citizens' title only where that has
    none, whichever of them is like the title; `score` is its probability (0 to 1), `reason` German."""

    key: str
    name: str
    score: float
    reason: str


# Found by regression on four fifths of the citizens' titles in PVOG's table of the Bund, each judged with what the
# titles of the other folds teach: `python -m tests.bench.matching_weights`, see docs/performance.md. A tenth of the
# weight is on the same titles with their Leistung taken out of the catalogue, where the right answer is none.
WEIGHTS = TitleEvidence(
    title_covered=7.19,
    content=-2.23,
    start=1.88,
    heaviest=0.62,
    characters=5.31,
    subject=6.34,
    rare=2.27,
    is_object=-1.54,
    object_for_verb=-1.99,
    length=-1.61,
    verrichtung=0.18,
    usual_group=0.70,
    known_in_group=2.51,
)
NONE_OF_THEM = 5.55
# The sum of "none of them" rises with the highest of these values, though less than that of a Leistung that has all of
# them: where one is the best in one thing and another in the other, it is more probable that none is meant.
NONE_BY_BEST = {"title_covered": 4.91, "characters": 3.33, "known_in_group": 2.76}
# From here on 98 of 100 of those titles got the right Leistung from weights that were found without them. Scores add up
# to 1 at most, so that the second one is far behind.
CERTAIN = 0.86


def _sum(evidence: TitleEvidence) -> float:
    return sum(weight * value for weight, value in zip(WEIGHTS, evidence, strict=True))


def best_of_all(found: Collection[TitleEvidence]) -> list[float]:
    """The highest value of each evidence in `NONE_BY_BEST`, 0 where nothing is found."""
    return [max((getattr(evidence, name) for evidence in found), default=0.0) for name in NONE_BY_BEST]


def _none(found: Collection[TitleEvidence]) -> float:
    return NONE_OF_THEM + sum(
        weight * best for weight, best in zip(NONE_BY_BEST.values(), best_of_all(found), strict=True)
    )


class Matcher:
    """Finds the Leistungen of a catalogue that a title may mean. Their order in the catalogue does not matter."""

    def __init__(
        self, texts: Iterable[tuple[str, str]], known: Iterable[tuple[str, str]] = (), meanings: Meanings | None = None
    ) -> None:
        """`texts` are (key, name), several for a key if need be, of which the first is shown; `known` are (citizen's
        title, key) to learn from."""
        named = list(texts)
        self._names = dict(reversed(named))
        given = [(key, name) for key, name in named if stems(name)]
        self._equal: dict[str, set[str]] = defaultdict(set)
        for key, name in given:
            self._equal[normal_title(name)].add(key)
        keys = {key for key, _ in given}
        learned = sorted((title, key) for title, key in set(known) if key in keys)
        self._reader = Reader(sorted(set(given)), learned, meanings or Meanings())

    @classmethod
    def of(cls, db: Database) -> "Matcher":
        """Read names, citizens' titles and the table of words from the catalogue."""
        rows = db.execute("SELECT leistungsschluessel, bezeichnung, bezeichnung_2 FROM leistungen").fetchall()
        texts = [(key, text) for key, *both in rows for text in both if text]
        known = [(title, key) for key, name, title in rows if name and title and name != title]
        meanings = Meanings.of(db.execute("SELECT woerter, art, verrichtungen FROM suchwoerter").fetchall())
        return cls(texts, known, meanings)

    def candidates(self, title: str, limit: int = 5) -> list[Match]:
        """The most probable Leistungen, best first, of equals the smaller key first; empty where nothing is alike."""
        equal = self._equal.get(normal_title(title), set())
        found = self._judged(title)
        if equal:
            found = dict.fromkeys(found, 0.0) | dict.fromkeys(equal, 1.0 / len(equal))
        best = heapq.nsmallest(limit, found, key=lambda key: (key not in equal, -found[key], key))
        return [Match(key, self._names[key], round(found[key], 4), self._reason(title, key, equal)) for key in best]

    def automatic(self, matches: Sequence[Match]) -> Match | None:
        """The first one where it is certain enough to be taken unasked, and so far before the second; else None."""
        return matches[0] if matches and matches[0].score >= CERTAIN else None

    def evidence(self, title: str) -> dict[str, TitleEvidence]:
        """The evidence for each Leistung that is looked at closely; of several texts the better one counts."""
        found: dict[str, TitleEvidence] = {}
        for key, evidence in self._reader.evidence(title):
            if key not in found or _sum(evidence) > _sum(found[key]):
                found[key] = evidence
        return found

    def _judged(self, title: str) -> dict[str, float]:
        """Probabilities that the title means each Leistung looked at; what is left to 1 is that it means none."""
        found = self.evidence(title)
        sums = {key: _sum(evidence) for key, evidence in found.items()}
        highest = max(sums.values(), default=0.0)
        shares = {key: math.exp(value - highest) for key, value in sums.items()}
        whole = sum(shares[key] for key in sorted(shares)) + math.exp(min(_none(found.values()) - highest, 700.0))
        return {key: share / whole for key, share in shares.items()}

    def _reason(self, title: str, key: str, equal: set[str]) -> str:
        if key in equal:
            return (
                "Der Titel stimmt überein." if len(equal) == 1 else "Der Titel stimmt bei mehreren Leistungen überein."
            )
        spoken = [word for word in words(title) if word not in FUNCTION_WORDS and len(word) > 1]
        named = {part for text in self._reader.of_key[key] for part in text.parts}
        shared = [
            word
            for word in dict.fromkeys(spoken)
            if any(
                self._reader.likeness.of(own).get(part, 0.0) > 0.5
                for own in self._reader.vocabulary.parts(stem(word))
                for part in named
            )
        ]
        return f"Gemeinsame Wörter: {', '.join(shared)}." if shared else "Ähnliche Schreibweise."
