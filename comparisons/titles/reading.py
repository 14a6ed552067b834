"""How a title is read beside a catalogue: the parts of its words, other ways to say them, and its Verrichtungen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from comparisons.titles.meanings import Likeness, Meanings, Phrase, Saying
from comparisons.titles.wording import FUNCTION_WORDS, PREPOSITIONS, Vocabulary, stem, stems, words

# What words count that are another way to say the same.
SAME_MEANING = 0.85
# The word of the table for titles without a word that means a Verrichtung.
WITHOUT_VERB = "ohne"


class OtherWay(NamedTuple):
    """Another way to say some parts of a title: the places of these, and the parts of names that stand for them."""

    places: Sequence[int]
    parts: Phrase


class SomeParts(NamedTuple):
    """Some parts of a title: their places, and how much they say together."""

    places: Sequence[int]
    saying: float


class Title(NamedTuple):
    """A title as it is read.

    These are its parts, how much each of them and all together say, what each part of a name stands for of them (place
    and likeness), other ways to say them, those that mean no Verrichtung and those before the first preposition, the
    stems that mean a Verrichtung with their places, and the last of them that is a word of its own, if any is.
    """

    parts: Sequence[str]
    saying: Sequence[float]
    whole: float
    alike: Mapping[str, Sequence[tuple[int, float]]]
    other_ways: Sequence[OtherWay]
    content: SomeParts
    start: SomeParts
    verbs: Mapping[str, int]
    verb: str | None


class TitleReader:
    """Reads titles by the words of a catalogue and the table of words."""

    def __init__(
        self, vocabulary: Vocabulary, meanings: Meanings, verbs: frozenset[str], likeness: Likeness, saying: Saying
    ) -> None:
        """`verbs` are stems that mean a Verrichtung besides those of the table."""
        self._vocabulary, self._likeness, self._saying = vocabulary, likeness, saying
        self.verbs = (verbs | frozenset(meanings.fits)) - {WITHOUT_VERB}
        self._same: dict[Phrase, set[Phrase]] = defaultdict(set)
        for phrase, others in meanings.same.items():
            self._same[self._split(phrase)].update(self._split(other) for other in others)
        self._longest = max(map(len, self._same), default=0)

    def _split(self, phrase: Iterable[str]) -> Phrase:
        return tuple(part for word in phrase for part in self._vocabulary.parts(word))

    def read(self, title: str) -> Title:
        """The title with all that its words stand for; without parts where it has no words."""
        spoken = stems(title)
        sequence = self._split(spoken)
        parts = list(dict.fromkeys(sequence))
        start = set(self._split(_start(title)))
        alike: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, word in enumerate(parts):
            for part, likeness in self._likeness.of(word).items():
                alike[part].append((at, likeness))
        verbs = {part: at for at, part in enumerate(parts) if part in self.verbs}
        saying = [self._saying(part) for part in parts]
        return Title(
            parts,
            saying,
            sum(saying),
            alike,
            self._other_ways(sequence, {part: at for at, part in enumerate(parts)}),
            _some_parts(saying, [at for at, part in enumerate(parts) if part not in verbs]),
            _some_parts(saying, [at for at, part in enumerate(parts) if part in start]),
            verbs,
            next((word for word in reversed(spoken) if word in self.verbs), None),
        )

    def _other_ways(self, sequence: Phrase, place: Mapping[str, int]) -> list[OtherWay]:
        found = []
        for at in range(len(sequence)):
            for end in range(at + 1, min(at + self._longest, len(sequence)) + 1):
                said = sequence[at:end]
                places = sorted({place[part] for part in said})
                found += [OtherWay(places, other) for other in sorted(self._same.get(said, ()))]
        return found


def _some_parts(saying: Sequence[float], places: Sequence[int]) -> SomeParts:
    return SomeParts(places, sum(saying[at] for at in places))


def _start(title: str) -> list[str]:
    """The stems before the title's first preposition that follows a word."""
    found: list[str] = []
    for word in words(title):
        if word in PREPOSITIONS and found:
            break
        if word not in FUNCTION_WORDS and len(word) > 1:
            found.append(stem(word))
    return found
