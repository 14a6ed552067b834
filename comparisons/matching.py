"""Which Leistung a title means: candidates from the catalogue with a probability, and when one is certain enough."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.keys import leistungstyp
from comparisons.wording import (
    FUNCTION_WORDS,
    PREPOSITIONS,
    Space,
    Vocabulary,
    Weights,
    grams,
    normal_title,
    similarity,
    stem,
    stems,
    words,
)

# Only what shares the most characters, parts of words and subject is looked at closely.
LOOKED_AT = 60
# What a word counts that means the same, by the table of words or by what known titles taught.
SAME_MEANING = 0.75
LEARNED = 0.8


class Match(NamedTuple):
    """A Leistung that a title may mean: `score` is its probability (0 to 1), `reason` German."""

    key: str
    name: str
    score: float
    reason: str


class Evidence(NamedTuple):
    """What speaks for a Leistung, each from 0 to 1 except `rare`, `length` and `verrichtung`.

    `title_covered` is the share of the title's words that the name has, weighted by how much they say; `characters` is
    the cosine of sequences of three characters; `subject` that of the title with all names of the
    Leistungsgruppierung; `rare` counts what is found of the words that tell the Leistung from its group; `start` is the
    share of the title's words before its first preposition; `is_object` is 1 for a key without Verrichtung (LO),
    `object_for_verb` if the title has a Verrichtung all the same; `length` is the logarithm of the number of words;
    `verrichtung` is as of `_Verrichtungen.fits`.
    """

    title_covered: float
    characters: float
    subject: float
    rare: float
    start: float
    is_object: float
    object_for_verb: float
    length: float
    verrichtung: float


# Found by regression (multinomial, L2 penalty 3) on four fifths of the citizens' titles in PVOG's table of the Bund,
# each judged with what the titles of the other folds teach; see docs/performance.md. A tenth of the weight is on the
# same titles with their Leistung taken out of the catalogue, where the right answer is none.
WEIGHTS = Evidence(
    title_covered=3.33,
    characters=9.25,
    subject=3.93,
    rare=1.41,
    start=1.93,
    is_object=-1.17,
    object_for_verb=-1.85,
    length=-0.51,
    verrichtung=0.17,
)
NONE_OF_THEM = 7.6
# From here on 99 of 100 of those titles got the right Leistung. Scores add up to 1 at most, so that the second one is
# far behind.
CERTAIN = 0.94


def _sum(evidence: Evidence) -> float:
    return sum(weight * value for weight, value in zip(WEIGHTS, evidence, strict=True))


@dataclass(frozen=True)
class Meanings:
    """Which words mean the same, by stem; `verbs` are those that mean a Verrichtung."""

    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    verbs: frozenset[str] = frozenset()

    def verb(self, spoken: Sequence[str]) -> str | None:
        """The last stem that means a Verrichtung."""
        return next((word for word in reversed(spoken) if word in self.verbs), None)

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


class _Verrichtungen:
    """Which Verrichtung (digits 9 to 11 of the key) known titles with a verb had."""

    def __init__(self, keys: Iterable[str], known: Iterable[tuple[str | None, str]]) -> None:
        self._kinds = len({key[8:11] for key in keys})
        self._all: Counter[str] = Counter()
        self._of_verb: dict[str | None, Counter[str]] = defaultdict(Counter)
        for verb, key in known:
            self._all[key[8:11]] += 1
            self._of_verb[verb][key[8:11]] += 1

    def fits(self, verb: str | None, key: str) -> float:
        """Logarithm of how much more probable the key's Verrichtung is than any, given the verb; 0 if nothing is known.

        Few titles of a verb count little beside all titles (as three of them), and a kind never seen as a third of one.
        """
        kind, seen = key[8:11], self._of_verb.get(verb, Counter[str]())
        usual = (self._all[kind] + 0.3) / (self._all.total() + 0.3 * self._kinds)
        return math.log((seen[kind] + 3 * usual) / (seen.total() + 3) * self._kinds)


class _Text(NamedTuple):
    """A text of a Leistung: its key, how it reads, and the parts of its words."""

    key: str
    text: str
    parts: tuple[str, ...]


class Matcher:
    """Finds the Leistungen of a catalogue that a title may mean. Their order in the catalogue does not matter."""

    def __init__(
        self, texts: Iterable[tuple[str, str]], known: Iterable[tuple[str, str]] = (), meanings: Meanings | None = None
    ) -> None:
        """`texts` are (key, name), several for a key if need be, of which the first is shown; `known` are (citizen's
        title, key) to learn from."""
        self._meanings = meanings or Meanings()
        given = [(key, name) for key, name in texts if stems(name)]
        self._names = dict(reversed(given))
        named = sorted(set(given))
        self._vocabulary = Vocabulary([stems(name) for _, name in named])
        self._texts = [_Text(key, name, tuple(self._vocabulary.split(stems(name)))) for key, name in named]
        self._of_key: dict[str, list[_Text]] = defaultdict(list)
        self._equal: dict[str, set[str]] = defaultdict(set)
        for text in self._texts:
            self._of_key[text.key].append(text)
            self._equal[normal_title(text.text)].add(text.key)
        self._weight = Weights(text.parts for text in self._texts)
        self._characters = Space([grams(text.text) for text in self._texts])
        self._by_parts = Space([Counter(text.parts) for text in self._texts])
        learned = sorted((title, key) for title, key in set(known) if key in self._of_key)
        self._learned = self._learn(learned)
        self._verrichtungen = _Verrichtungen(
            {text.key for text in self._texts}, [(self._meanings.verb(stems(title)), key) for title, key in learned]
        )
        self._groups = self._group_words(learned)
        self._subjects = Space(list(self._groups.values()))
        numbers = {group: number for number, group in enumerate(self._groups)}
        self._group_of = [numbers[text.key[:5]] for text in self._texts]
        self._sizes = Counter(text.key[:5] for text in self._texts)

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

    def evidence(self, title: str) -> dict[str, Evidence]:
        """What speaks for each of the Leistungen that are looked at closely; of several texts the better one counts."""
        spoken = stems(title)
        wanted = self._vocabulary.split(spoken)
        if not wanted:
            return {}
        terms = Counter(wanted)
        characters, parts = self._characters.cosines(grams(title)), self._by_parts.cosines(terms)
        of_groups = self._subjects.cosines(terms)
        subjects = [of_groups[group] for group in self._group_of]
        nearness = [sum(values) for values in zip(characters, parts, subjects, strict=True)]
        near = heapq.nlargest(LOOKED_AT, range(len(nearness)), key=nearness.__getitem__)
        alike = self._alike(wanted, {part for place in near for part in self._texts[place].parts})
        start = [wanted.index(part) for part in self._vocabulary.split(self._start(title))]
        verb = self._meanings.verb(spoken)
        found: dict[str, Evidence] = {}
        for place in near:
            if not nearness[place]:
                break
            text = self._texts[place]
            title_covered, rare, starts = self._covered(wanted, text, alike, start)
            is_object = float(leistungstyp(text.key) == "LO")
            evidence = Evidence(
                title_covered,
                characters[place],
                subjects[place],
                rare,
                starts,
                is_object,
                is_object * bool(verb),
                math.log(1 + len(text.parts)),
                self._verrichtungen.fits(verb, text.key),
            )
            if text.key not in found or _sum(evidence) > _sum(found[text.key]):
                found[text.key] = evidence
        return found

    def _judged(self, title: str) -> dict[str, float]:
        """Probabilities that the title means each Leistung looked at; what is left to 1 is that it means none."""
        sums = {key: _sum(evidence) for key, evidence in self.evidence(title).items()}
        highest = max(sums.values(), default=0.0)
        shares = {key: math.exp(value - highest) for key, value in sums.items()}
        whole = sum(shares[key] for key in sorted(shares)) + math.exp(min(NONE_OF_THEM - highest, 700.0))
        return {key: share / whole for key, share in shares.items()}

    def _alike(self, wanted: Sequence[str], parts: Iterable[str]) -> dict[str, list[tuple[int, float]]]:
        """For each part of a name the places of the title's parts that it is like, and how much."""
        alike = {}
        for part in parts:
            found = [(at, self._likeness(word, part)) for at, word in enumerate(wanted)]
            alike[part] = [(at, likeness) for at, likeness in found if likeness]
        return alike

    def _likeness(self, word: str, part: str) -> float:
        likeness = similarity(word, part)
        if likeness < SAME_MEANING and part in self._meanings.same.get(word, ()):
            likeness = SAME_MEANING
        return max(likeness, self._learned.get((word, part), 0.0))

    def _covered(
        self,
        wanted: Sequence[str],
        text: _Text,
        alike: Mapping[str, Sequence[tuple[int, float]]],
        start: Sequence[int],
    ) -> tuple[float, float, float]:
        """The share of the title that the name covers, what is covered of rare words, the share of its start."""
        best = [0.0] * len(wanted)
        group, size = self._groups[text.key[:5]], self._sizes[text.key[:5]]
        rare = 0.0
        for part in text.parts:
            covered = max((likeness for _, likeness in alike[part]), default=0.0)
            for at, likeness in alike[part]:
                best[at] = max(best[at], likeness)
            rare += covered * max(math.log((1 + size) / (0.5 + group[part])), 0.0)
        weights = [self._weight(word) for word in wanted]
        title = sum(w * b for w, b in zip(weights, best, strict=True)) / sum(weights)
        begins = sum(weights[at] for at in start)
        starts = sum(weights[at] * best[at] for at in start) / begins if begins else 0.0
        return title, rare / (1 + len(wanted)), starts

    @staticmethod
    def _start(title: str) -> list[str]:
        """The stems before the title's first preposition that follows a word."""
        found: list[str] = []
        for word in words(title):
            if word in PREPOSITIONS and found:
                break
            if word not in FUNCTION_WORDS and len(word) > 1:
                found.append(stem(word))
        return found

    def _learn(self, known: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
        """Words of names that known titles express by another word: at least twice, and far more often than chance."""
        in_titles: Counter[str] = Counter()
        in_names: Counter[str] = Counter()
        together: Counter[tuple[str, str]] = Counter()
        for title, key in known:
            spoken = set(self._vocabulary.split(stems(title)))
            named = {part for text in self._of_key[key] for part in text.parts}
            in_titles.update(spoken)
            in_names.update(named)
            together.update((word, part) for word in spoken for part in named if word != part)
        learned = {}
        for (word, part), times in together.items():
            share = times / (in_titles[word] + 1)
            if times >= 2 and share > 0.3 and times * len(known) > 4 * in_titles[word] * in_names[part]:
                learned[word, part] = LEARNED * share
        return learned

    def _group_words(self, known: Sequence[tuple[str, str]]) -> dict[str, Counter[str]]:
        """The words of each Leistungsgruppierung (first five digits) with the number of names and titles with them."""
        groups: dict[str, Counter[str]] = defaultdict(Counter)
        for text in self._texts:
            groups[text.key[:5]].update(text.parts)
        for title, key in known:
            groups[key[:5]].update(self._vocabulary.split(stems(title)))
        return groups

    def _reason(self, title: str, key: str, equal: set[str]) -> str:
        if key in equal:
            return (
                "Der Titel stimmt überein." if len(equal) == 1 else "Der Titel stimmt bei mehreren Leistungen überein."
            )
        spoken = [word for word in words(title) if word not in FUNCTION_WORDS and len(word) > 1]
        named = {part for text in self._of_key[key] for part in text.parts}
        shared = [
            word
            for word in dict.fromkeys(spoken)
            if any(self._likeness(own, part) > 0.5 for own in self._vocabulary.parts(stem(word)) for part in named)
        ]
        return f"Gemeinsame Wörter: {', '.join(shared)}." if shared else "Ähnliche Schreibweise."
