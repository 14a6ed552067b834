"""The words of a Leistung's name that the words of a title stand for, and how much a word says."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from comparisons.titles.wording import SHORTEST_STEM, similarity, stems

# What a word counts that means the same by what known titles taught.
LEARNED = 0.8
# How much less a Verrichtung fits a word for each place further down in its line of the table, and the least it does.
FIT_STEP, LEAST_FIT = 0.05, 0.3
# What means more Verrichtungen tells nothing of them.
MANY = 20
# A word of so many known titles, and so much more usual there than in names, tells nothing about the Leistung.
USUAL_TITLES, USUAL_SHARE, USUAL_RATIO = 5, 0.02, 10

Texts = Sequence[Sequence[str]]
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Meanings:
    """Words that mean the same, and Verrichtungen that words mean, both by stems.

    `same` has, for each way to say something (its stems in order), the other ways. `fits` has, for a word, the
    Verrichtungen that it can mean, each with how well it fits (0 to 1): the word itself 1, the others by their place in
    the table, the most usual first.
    """

    same: Mapping[Phrase, frozenset[Phrase]] = field(default_factory=dict)
    fits: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def usual(self) -> set[str]:
        """Words that can mean so many Verrichtungen that they tell nothing, such as „beantragen“."""
        return {word for word, fits in self.fits.items() if len(fits) > MANY}

    def words(self) -> set[str]:
        """All stems that mean the same as others."""
        return {word for phrase in self.same for word in phrase}

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str | None]]) -> "Meanings":
        """Build them from lines of the table `suchwoerter`: words, kind, Verrichtungen."""
        same: dict[Phrase, set[Phrase]] = defaultdict(set)
        fits: dict[str, dict[str, float]] = defaultdict(dict)
        for listed, kind, listed_others in rows:
            group, others = _phrases(listed), _phrases(listed_others or "")
            if kind == "Verrichtung":
                for word in (stem for phrase in group for stem in phrase):
                    for place, meant in enumerate(stem for phrase in others for stem in phrase):
                        fit = max(LEAST_FIT, 1 - FIT_STEP * (place + 1))
                        fits[word][meant] = max(fit, fits[word].get(meant, 0.0))
                    fits[word][word] = 1.0
            else:
                for phrase in group:
                    same[phrase].update(other for other in group if other != phrase)
        return cls({phrase: frozenset(others) for phrase, others in same.items()}, dict(fits))


def _phrases(listed: str) -> list[Phrase]:
    """Words or groups of words that are listed with commas, as their stems in order."""
    return [phrase for part in listed.split(",") if (phrase := tuple(stems(part)))]


class Likeness:
    """Finds parts of names that a part of a title stands for: alike, or of the same meaning by known titles."""

    def __init__(self, parts: Iterable[str], learned: Mapping[tuple[str, str], float]) -> None:
        self._parts = set(parts)
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

    def __init__(self, names: Texts, titles: Texts, usual: Iterable[str] = ()) -> None:
        """`usual` are words of titles that tell nothing whatever is known."""
        self._names, self._titles = len(names), len(titles)
        self._in_names = Counter(part for name in names for part in set(name))
        self._in_titles = Counter(word for title in titles for word in set(title))
        self.usual = frozenset(usual).union(
            word
            for word, times in self._in_titles.items()
            if times >= max(USUAL_TITLES, USUAL_SHARE * len(titles))
            and times * len(names) > USUAL_RATIO * self._in_names[word] * len(titles)
        )

    def __call__(self, word: str) -> float:
        if word in self.usual:
            return 1.0
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
