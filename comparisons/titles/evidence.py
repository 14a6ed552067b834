"""The evidence for a Leistung in a title: words, subject, Verrichtung, and titles that are known already."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from catalogue.keys import leistungstyp
from comparisons.titles.meanings import Likeness, Meanings, Saying, learned_words
from comparisons.titles.wording import FUNCTION_WORDS, PREPOSITIONS, Space, Vocabulary, grams, stem, stems, words

# Only the texts that share the most characters, parts of words and subject are looked at closely.
LOOKED_AT = 90
# A Verrichtung's word ends at least so many names of its code.
OFTEN = 3


class TitleEvidence(NamedTuple):
    """The evidence for a Leistung in a title; the values are from 0 to 1 where nothing else is said.

    `title_covered` is the share of the title's words that the name has, weighted by how much they say, `content` that
    of its words that mean no Verrichtung, `start` that of its words before the first preposition, `heaviest` what the
    found word says that says the most; `characters` is the cosine of sequences of three characters, `subject` that of
    parts of words with all names of the Leistungsgruppierung; `rare` counts what is found of the words that tell the
    Leistung from its group; `is_object` is 1 for a key without Verrichtung (LO), `object_for_verb` if the title has a
    Verrichtung all the same; `length` is the logarithm of the number of words; `verrichtung` is as of
    `_Verrichtungen.fits`; `usual_group` is the logarithm of how much more often known titles mean a Leistung of the
    group than of any; `known_in_group` is as of `_Known.near`.
    """

    title_covered: float
    content: float
    start: float
    heaviest: float
    characters: float
    subject: float
    rare: float
    is_object: float
    object_for_verb: float
    length: float
    verrichtung: float
    usual_group: float
    known_in_group: float


class Title(NamedTuple):
    """A title as it is read: parts of its words, how much each says, what each part of a name stands for of them (place
    and likeness), the places of those that mean no Verrichtung and of those before the first preposition, and the stem
    that means a Verrichtung."""

    parts: Sequence[str]
    saying: Sequence[float]
    alike: Mapping[str, Sequence[tuple[int, float]]]
    content: Sequence[int]
    start: Sequence[int]
    verb: str | None


class Text(NamedTuple):
    """A text of a Leistung: its key, how it reads, and the parts of its words."""

    key: str
    text: str
    parts: tuple[str, ...]


class _Verrichtungen:
    """Counts the Verrichtungen (digits 9 to 11 of the key) of known titles by their verb."""

    def __init__(self, keys: Iterable[str], known: Iterable[tuple[str | None, str]]) -> None:
        self._kinds = len({key[8:11] for key in keys})
        self._all: Counter[str] = Counter()
        self._of_verb: dict[str | None, Counter[str]] = defaultdict(Counter)
        for verb, key in known:
            self._all[key[8:11]] += 1
            self._of_verb[verb][key[8:11]] += 1
        self._known: dict[tuple[str | None, str], float] = {}

    def fits(self, verb: str | None, key: str) -> float:
        """Logarithm of how much more probable the key's Verrichtung is than any, given the verb; 0 if nothing is known.

        Few titles of a verb count little beside all titles (as three of them), and a kind never seen as a third of one.
        """
        kind = key[8:11]
        if (verb, kind) not in self._known:
            seen = self._of_verb.get(verb, Counter[str]())
            usual = (self._all[kind] + 0.3) / (self._all.total() + 0.3 * self._kinds)
            self._known[verb, kind] = math.log((seen[kind] + 3 * usual) / (seen.total() + 3) * self._kinds)
        return self._known[verb, kind]


class _Known:
    """Titles whose Leistung is known, as neighbours of a title."""

    def __init__(self, known: Sequence[tuple[Counter[str], Counter[str], str]]) -> None:
        """`known` are the parts, the sequences of characters and the key of each."""
        self._parts = Space([parts for parts, _, _ in known])
        self._characters = Space([characters for _, characters, _ in known])
        self._keys = [key for _, _, key in known]
        self._of_key = Counter(self._keys)
        self.of_group = Counter(key[:5] for key in self._keys)

    def near(self, parts: Counter[str], characters: Counter[str], keys: Iterable[str]) -> dict[str, float]:
        """For each of the keys, how near known titles of other Leistungen of its group are to a title.

        It is the sum of two cosines with each of them, divided by the square root of their number. What a Leistung is
        called itself is left out: that speaks for it alone, and does so where it is one of its texts.
        """
        of_group: dict[str, float] = defaultdict(float)
        of_key: dict[str, float] = defaultdict(float)
        cosines = zip(self._parts.cosines(parts), self._characters.cosines(characters), self._keys, strict=True)
        for part, character, key in cosines:
            of_group[key[:5]] += part + character
            of_key[key] += part + character
        others = {key: self.of_group[key[:5]] - self._of_key[key] for key in keys}
        return {
            key: (of_group[key[:5]] - of_key[key]) / math.sqrt(number) if number else 0.0
            for key, number in others.items()
        }


class Reader:
    """Reads titles beside the texts of a catalogue."""

    def __init__(self, named: Sequence[tuple[str, str]], known: Sequence[tuple[str, str]], meanings: Meanings) -> None:
        """`named` are (key, text), sorted, all with words; `known` (title, key), sorted, of keys that are named."""
        self.vocabulary = Vocabulary([stems(text) for _, text in named])
        self._meanings = meanings.with_verbs(_verrichtung_words(named))
        self.texts = [Text(key, text, tuple(self.vocabulary.split(stems(text)))) for key, text in named]
        self.of_key: dict[str, list[Text]] = defaultdict(list)
        for text in self.texts:
            self.of_key[text.key].append(text)
        titles = [self.vocabulary.split(stems(title)) for title, _ in known]
        self._saying = Saying([text.parts for text in self.texts], titles)
        names = [[part for text in self.of_key[key] for part in text.parts] for _, key in known]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self.texts):
            for part in text.parts:
                self._places[part].append(place)
        self.likeness = Likeness(self._meanings, self._places, learned_words(titles, names))
        self._characters = Space([grams(text.text) for text in self.texts])
        self._by_parts = Space([Counter(text.parts) for text in self.texts])
        self._groups: dict[str, Counter[str]] = defaultdict(Counter)
        for text in self.texts:
            self._groups[text.key[:5]].update(text.parts)
        for (_, key), parts in zip(known, titles, strict=True):
            self._groups[key[:5]].update(parts)
        self._subjects = Space(list(self._groups.values()))
        numbers = {group: number for number, group in enumerate(self._groups)}
        self._group_of = [numbers[text.key[:5]] for text in self.texts]
        self._sizes = Counter(text.key[:5] for text in self.texts)
        self._verrichtungen = _Verrichtungen(
            {text.key for text in self.texts}, [(self._meanings.verb(stems(title)), key) for title, key in known]
        )
        self._known = _Known(
            [(Counter(parts), self._grams(title), key) for (title, key), parts in zip(known, titles, strict=True)]
        )
        self._usual = {group: self._usual_group(group, len(known)) for group in self._groups}

    def evidence(self, title: str) -> list[tuple[str, TitleEvidence]]:
        """The texts that are looked at closely, by their keys, with the evidence for each."""
        read = self._read(title)
        if not read.parts:
            return []
        telling = Counter(part for part in read.parts if part not in self._saying.usual)
        shapes = self._grams(title)
        characters, parts = self._characters.cosines(shapes), self._by_parts.cosines(telling)
        of_groups = self._subjects.cosines(telling)
        subjects = [of_groups[group] for group in self._group_of]
        together = zip(characters, parts, subjects, self._covered(read), strict=True)
        nearness = [one + other + subject + covered for one, other, subject, covered in together]
        near = heapq.nlargest(LOOKED_AT, range(len(nearness)), key=nearness.__getitem__)
        in_group = self._known.near(telling, shapes, {self.texts[place].key for place in near})
        found = []
        for place in near:
            text = self.texts[place]
            if nearness[place]:
                known = (self._usual[text.key[:5]], in_group[text.key])
                found.append((text.key, self._judge(read, text, (characters[place], subjects[place]), known)))
        return found

    def _read(self, title: str) -> Title:
        spoken = stems(title)
        parts = self.vocabulary.split(spoken)
        start = set(self.vocabulary.split(_start(title)))
        alike: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, word in enumerate(parts):
            for part, likeness in self.likeness.of(word).items():
                alike[part].append((at, likeness))
        return Title(
            parts,
            [self._saying(part) for part in parts],
            alike,
            [at for at, part in enumerate(parts) if part not in self._meanings.verbs],
            [at for at, part in enumerate(parts) if part in start],
            self._meanings.verb(spoken),
        )

    def _grams(self, title: str) -> Counter[str]:
        return grams(" ".join(word for word in words(title) if stem(word) not in self._saying.usual))

    def _covered(self, read: Title) -> list[float]:
        """The share of the title that each text covers."""
        covered = [0.0] * len(self.texts)
        whole = sum(read.saying)
        for word, saying in zip(read.parts, read.saying, strict=True):
            best: dict[int, float] = {}
            for part, likeness in self.likeness.of(word).items():
                for place in self._places[part]:
                    if likeness > best.get(place, 0.0):
                        best[place] = likeness
            for place, likeness in best.items():
                covered[place] += saying * likeness / whole
        return covered

    def _judge(
        self, read: Title, text: Text, cosines: tuple[float, float], known: tuple[float, float]
    ) -> TitleEvidence:
        found = [0.0] * len(read.parts)
        of_part = {}
        for part in text.parts:
            if part in read.alike:
                of_part[part] = max(likeness for _, likeness in read.alike[part])
                for at, likeness in read.alike[part]:
                    found[at] = max(found[at], likeness * read.saying[at])
        group, size = self._groups[text.key[:5]], self._sizes[text.key[:5]]
        rare = sum(likeness * max(math.log((1 + size) / (0.5 + group[part])), 0) for part, likeness in of_part.items())
        is_object = float(leistungstyp(text.key) == "LO")
        return TitleEvidence(
            _share(found, read.saying, range(len(found))),
            _share(found, read.saying, read.content),
            _share(found, read.saying, read.start),
            max(found),
            *cosines,
            rare / (1 + len(read.parts)),
            is_object,
            is_object * bool(read.verb),
            math.log(1 + len(text.parts)),
            self._verrichtungen.fits(read.verb, text.key),
            *known,
        )

    def _usual_group(self, group: str, known: int) -> float:
        """Shares of few titles are drawn to that of all, as if the group had 20 more Leistungen; 0 without titles."""
        of_all = known / len(self.texts)
        drawn = (self._known.of_group[group] + 20 * of_all) / (self._sizes[group] + 20)
        return math.log(drawn / of_all) if known else 0.0


def _share(found: Sequence[float], saying: Sequence[float], places: Sequence[int]) -> float:
    whole = sum(saying[at] for at in places)
    return sum(found[at] for at in places) / whole if whole else 0.0


def _verrichtung_words(named: Iterable[tuple[str, str]]) -> set[str]:
    """The stem that most names with Verrichtung and without detail end with, for each Verrichtung (digits 9 to 11)."""
    last: dict[str, Counter[str]] = defaultdict(Counter)
    for key, text in named:
        if leistungstyp(key) == "LOV":
            last[key[8:11]][stems(text)[-1]] += 1
    most = [max(sorted(ends.items()), key=lambda end: end[1]) for ends in last.values()]
    return {word for word, times in most if times >= OFTEN}


def _start(title: str) -> list[str]:
    """The stems before the title's first preposition that follows a word."""
    found: list[str] = []
    for word in words(title):
        if word in PREPOSITIONS and found:
            break
        if word not in FUNCTION_WORDS and len(word) > 1:
            found.append(stem(word))
    return found
