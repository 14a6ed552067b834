"""The words of a Leistung's name that the words of a title stand for, and how much a word says."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from comparisons.titles.wording import SHORTEST_STEM, similarity, stem, words

# What a word counts that means the same, by the table of words or by what known titles taught.
SAME_MEANING = 0.75
LEARNED = 0.8
# A word of so many known titles, and so much more usual there than in names, tells nothing about the Leistung.
USUAL_TITLES, USUAL_SHARE, USUAL_RATIO = 5, 0.02, 10

Texts = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Meanings:
    """Words that mean the same, by stem; `verbs` are those that mean a Verrichtung."""

    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    verbs: frozenset[str] = frozenset()

    def verb(self, spoken: Sequence[str]) -> str | None:
        """The last stem that means a Verrichtung."""
        return next((word for word in reversed(spoken) if word in self.verbs), None)

    def with_verbs(self, verbs: Iterable[str]) -> "Meanings":
        """The same with more stems that mean a Verrichtung."""
        return Meanings(self.same, self.verbs | frozenset(verbs))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str | None]]) -> "Meanings":
        """Build them from lines of the table `suchwoerter`: words, kind, Verrichtungen."""
        same: dict[str, set[str]] = defaultdict(set)
        verbs: set[str] = set()
        for listed, kind, listed_others in rows:
            group = {stem(word) for word in words(listed)}
            others = {stem(word) for word in words(listed_others or "")} if kind == "Verrichtung" else group
            verbs |= group if kind == "Verrichtung" else set()
            for word in group:
                same[word] |= others - {word}
        return cls({word: frozenset(others) for word, others in same.items()}, frozenset(verbs))


class Likeness:
    """Finds parts of names that a part of a title stands for: alike, of the same meaning, or so by known titles."""

    def __init__(self, meanings: Meanings, parts: Iterable[str], learned: Mapping[tuple[str, str], float]) -> None:
        self._same, self._parts = meanings.same, set(parts)
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for part in sorted(self._parts):
            self._beginning[part[:SHORTEST_STEM]].append(part)
        self._learned: dict[str, dict[str, float]] = defaultdict(dict)
        for (word, part), likeness in learned.items():
            self._learned[word][part] = likeness
        self._known: dict[str, dict[str, float]] = {}

    def of(self, word: str) -> Mapping[str, float]:
        """The parts of names that a stem stands for, each with a value from 0 to 1."""
        if word not in self._known:
            found = {part: similarity(word, part) for part in self._near(word)}
            for part in self._same.get(word, frozenset()) & self._parts:
                found[part] = max(found.get(part, 0.0), SAME_MEANING)
            for part, likeness in self._learned.get(word, {}).items():
                found[part] = max(found.get(part, 0.0), likeness)
            self._known[word] = {part: found[part] for part in sorted(found) if found[part]}
        return self._known[word]

    def _near(self, word: str) -> set[str]:
        """Those that begin alike, that have the word inside of them, or are inside of it."""
        near = set(self._beginning.get(word[:SHORTEST_STEM], ()))
        if len(word) >= SHORTEST_STEM:
            near.update(part for part in self._parts if word in part)
        ends = range(SHORTEST_STEM, len(word) + 1)
        return near | ({word[at:end] for end in ends for at in range(end - SHORTEST_STEM + 1)} & self._parts)


class Saying:
    """Weighs a word by how much it says: ln(1 / share) + 1, by names or known titles, where it is more usual."""

    def __init__(self, names: Texts, titles: Texts) -> None:
        self._names, self._titles = len(names), len(titles)
        self._in_names = Counter(part for name in names for part in set(name))
        self._in_titles = Counter(word for title in titles for word in set(title))
        self.usual = frozenset(
            word
            for word, times in self._in_titles.items()
            if times >= max(USUAL_TITLES, USUAL_SHARE * len(titles))
            and times * len(names) > USUAL_RATIO * self._in_names[word] * len(titles)
        )

    def __call__(self, word: str) -> float:
        times = self._in_titles[word]
        # As often as in titles, as if there were as many of them as names; what few titles have says nothing yet.
        as_in_titles = times * self._names / self._titles if times >= USUAL_TITLES else 0.0
        return math.log((1 + self._names) / (1 + min(max(self._in_names[word], as_in_titles), self._names))) + 1


def learned_words(titles: Texts, names: Texts) -> dict[tuple[str, str], float]:
    """Words of names that known titles express by another word: at least twice, and far more often than chance.

    `titles` and `names` are the parts of known titles and, in the same order, of all names of their Leistung.
    """
    in_titles: Counter[str] = Counter()
    in_names: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for spoken, named in zip(map(set, titles), map(set, names), strict=True):
        in_titles.update(spoken)
        in_names.update(named)
        together.update((word, part) for word in spoken for part in named if word != part)
    learned = {}
    for (word, part), times in together.items():
        share = times / (in_titles[word] + 1)
        if times >= 2 and share > 0.3 and times * len(titles) > 4 * in_titles[word] * in_names[part]:
            learned[word, part] = LEARNED * share
    return learned
