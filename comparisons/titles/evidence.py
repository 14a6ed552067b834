"""The evidence for a Leistung in a title: words, subject, Verrichtung, and titles that are known already."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import add, mul
from typing import NamedTuple

from catalogue.keys import leistungstyp
from comparisons.titles.meanings import Likeness, Meanings, Phrase, Saying, learned_words
from comparisons.titles.reading import SAME_MEANING, WITHOUT_VERB, OtherWay, SomeParts, Title, TitleReader
from comparisons.titles.wording import Space, Vocabulary, grams, stem, stems, words

# Only the texts that share the most characters, parts of words and subject are looked at closely.
LOOKED_AT = 90
# What is less near has nothing in common with the title.
LEAST = 1e-9
# A Verrichtung's word ends at least so many names of its code, and such a share of them.
OFTEN, MOST = 3, 0.6


class TitleEvidence(NamedTuple):
    """The evidence for a Leistung in a title; the values are from 0 to 1 where nothing else is said.

    `title_covered` is the share of the title's words that the name has, weighted by how much they say, `content` that
    of its words that mean no Verrichtung, `start` that of its words before the first preposition, `heaviest` what the
    found word says that says the most; `name_covered` is the share of the name's words, without its Verrichtung, that
    the title has; `characters` is the cosine of sequences of three characters, `subject` that of parts of words with
    all names of the Leistungsgruppierung; `rare` counts what is found of the words that tell the Leistung from its
    group; `is_object` is 1 for a key without Verrichtung (LO), `object_for_verb` if the title has a Verrichtung all the
    same, `is_detail` for a variant (LOVD); `length` is the logarithm of the number of words; `fit` is how well the
    Verrichtung fits the title by the table of words, `verrichtung` as of `_Verrichtungen.fits`; `usual_group` is the
    logarithm of how much more often known titles mean a Leistung of the group than of any; `known_in_group` is as of
    `_Known.near`.
    """

    title_covered: float
    content: float
    start: float
    heaviest: float
    name_covered: float
    characters: float
    subject: float
    rare: float
    is_object: float
    object_for_verb: float
    is_detail: float
    length: float
    fit: float
    verrichtung: float
    usual_group: float
    known_in_group: float


class Text(NamedTuple):
    """A text of a Leistung: its key, how it reads, the parts of its words, and what each of them and all together say.

    The word of its Verrichtung says 0; `kind` is that word. `form` is whether the key is that of an object (LO), of a
    variant (LOVD), and the logarithm of the number of words.
    """

    key: str
    text: str
    parts: tuple[str, ...]
    has: frozenset[str]
    saying: Mapping[str, float]
    whole: float
    kind: str
    form: tuple[float, float, float]


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

        Few titles of a verb count little beside all titles (as three of them), and a kind never seen as a third of
        one.
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
        if not self._keys:
            return dict.fromkeys(keys, 0.0)
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
        self.vocabulary = Vocabulary([stems(text) for _, text in named], meanings.words())
        self._meanings, self._verb_of_kind = meanings, _verrichtung_words(named)
        split = [tuple(self.vocabulary.split(stems(text))) for _, text in named]
        titles = [self.vocabulary.split(stems(title)) for title, _ in known]
        self._saying = Saying(split, titles, meanings.usual())
        self.texts = [self._text(key, text, parts) for (key, text), parts in zip(named, split, strict=True)]
        self.of_key: dict[str, list[Text]] = defaultdict(list)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self.texts):
            self.of_key[text.key].append(text)
            for part in text.parts:
                self._places[part].append(place)
        names = [[part for text in self.of_key[key] for part in text.parts] for _, key in known]
        self.likeness = Likeness(self._places, learned_words(titles, names))
        verbs = frozenset(self._verb_of_kind.values())
        self.titles = TitleReader(self.vocabulary, meanings, verbs, self.likeness, self._saying)
        self._having_all: dict[Phrase, frozenset[int]] = {}
        self._rarity: dict[tuple[str, str], float] = {}
        self._characters = Space([grams(text.text) for text in self.texts])
        self._by_parts = Space([Counter(text.parts) for text in self.texts])
        self._groups: dict[str, Counter[str]] = defaultdict(Counter)
        for text in self.texts:
            self._groups[text.key[:5]].update(text.parts)
        for (_, key), spoken in zip(known, titles, strict=True):
            self._groups[key[:5]].update(spoken)
        self._subjects = Space(list(self._groups.values()))
        numbers = {group: number for number, group in enumerate(self._groups)}
        self._group_of = [numbers[text.key[:5]] for text in self.texts]
        self._sizes = Counter(text.key[:5] for text in self.texts)
        self._verrichtungen = _Verrichtungen(
            {text.key for text in self.texts}, [(self.titles.read(title).verb, key) for title, key in known]
        )
        self._known = _Known(
            [(Counter(parts), self._grams(title), key) for (title, key), parts in zip(known, titles, strict=True)]
        )
        self._usual = {group: self._usual_group(group, len(known)) for group in self._groups}

    def evidence(self, title: str) -> list[tuple[str, TitleEvidence]]:
        """The texts that are looked at closely, by their keys, with the evidence for each."""
        read = self.titles.read(title)
        if not read.parts:
            return []
        telling = Counter(part for part in read.parts if part not in self._saying.usual)
        shapes = self._grams(title)
        characters, subjects = self._characters.cosines(shapes), self._subjects.cosines(telling)
        of_words = map(add, self._by_parts.cosines(telling), self._covered(read))
        of_subjects = map(subjects.__getitem__, self._group_of)
        nearness = list(map(add, characters, map(add, of_words, of_subjects)))
        least = max([LEAST, *sorted(nearness)[-LOOKED_AT:][:1]])
        near = sorted(
            (place for place, value in enumerate(nearness) if value >= least),
            key=lambda place: (-nearness[place], place),
        )[:LOOKED_AT]
        in_group = self._known.near(telling, shapes, {self.texts[place].key for place in near})
        ways: dict[int, list[OtherWay]] = defaultdict(list)
        for way in read.other_ways:
            for place in self._having(way.parts).intersection(near):
                ways[place].append(way)
        found = []
        for place in near:
            text = self.texts[place]
            cosines, known = (characters[place], subjects[self._group_of[place]]), in_group[text.key]
            values = self._judge(read, text, ways.get(place, ()), cosines, (self._usual[text.key[:5]], known))
            found.append((text.key, values))
        return found

    def _text(self, key: str, text: str, parts: tuple[str, ...]) -> Text:
        verb = self._verb_of_kind.get(key[8:11], "")
        saying = {part: 0.0 if part == verb else self._saying(part) for part in parts}
        form = (float(leistungstyp(key) == "LO"), float(leistungstyp(key) == "LOVD"), math.log(1 + len(parts)))
        return Text(key, text, parts, frozenset(parts), saying, sum(saying.values()) or 1.0, verb, form)

    def _grams(self, title: str) -> Counter[str]:
        return grams(" ".join(word for word in words(title) if stem(word) not in self._saying.usual))

    def _having(self, parts: Phrase) -> frozenset[int]:
        """The places of the texts that have all of the parts."""
        if parts not in self._having_all:
            fewest, *others = sorted(parts, key=lambda part: len(self._places.get(part, ())))
            of_fewest = self._places.get(fewest, ())
            self._having_all[parts] = frozenset(at for at in of_fewest if self.texts[at].has.issuperset(others))
        return self._having_all[parts]

    def _covered(self, read: Title) -> list[float]:
        """The share of the title that each text covers, without Verrichtungen where the title has anything else."""
        covered = [0.0] * len(self.texts)
        found: dict[int, dict[int, float]] = {at: {} for at in read.content.places or range(len(read.parts))}
        for part, likenesses in read.alike.items():
            for at, likeness in likenesses:
                if at in found:
                    best = found[at]
                    for place in self._places[part]:
                        if likeness > best.get(place, 0.0):
                            best[place] = likeness
        for way in read.other_ways:
            for best in (found[at] for at in way.places if at in found):
                for place in self._having(way.parts):
                    best[place] = max(best.get(place, 0.0), SAME_MEANING)
        for at, best in found.items():
            share = read.saying[at] / read.whole
            for place, likeness in best.items():
                covered[place] += share * likeness
        return covered

    def _judge(
        self,
        read: Title,
        text: Text,
        ways: Sequence[OtherWay],
        cosines: tuple[float, float],
        known: tuple[float, float],
    ) -> TitleEvidence:
        found = [0.0] * len(read.parts)
        of_part: dict[str, float] = {}
        for part in text.has & read.alike.keys():
            best = 0.0
            for at, likeness in read.alike[part]:
                best = max(best, likeness)
                found[at] = max(found[at], likeness)
            of_part[part] = best
        for way in ways:
            for at in way.places:
                found[at] = max(found[at], SAME_MEANING)
            for part in way.parts:
                of_part[part] = max(of_part.get(part, 0.0), SAME_MEANING)
        fits = [self._fits(verb, text.kind) for verb in read.verbs]
        for at, fit in zip(read.verbs.values(), fits, strict=True):
            found[at] = max(found[at], fit * SAME_MEANING)
        told = list(map(mul, found, read.saying))
        named = rare = 0.0
        for part in sorted(of_part):
            named += of_part[part] * text.saying[part]
            rare += of_part[part] * self._rare(text.key[:5], part)
        is_object, is_detail, length = text.form
        return TitleEvidence(
            sum(told) / read.whole,
            _share(told, read.content),
            _share(told, read.start),
            max(told),
            named / text.whole,
            *cosines,
            rare / (1 + len(read.parts)),
            is_object,
            is_object * bool(read.verbs),
            is_detail,
            length,
            max(fits) if fits else self._fits(WITHOUT_VERB, text.kind),
            self._verrichtungen.fits(read.verb, text.key),
            *known,
        )

    def _rare(self, group: str, part: str) -> float:
        """How much a part of a word tells the Leistung from its group, 0 where most of the group have it."""
        if (group, part) not in self._rarity:
            share = (1 + self._sizes[group]) / (0.5 + self._groups[group][part])
            self._rarity[group, part] = max(math.log(share), 0.0)
        return self._rarity[group, part]

    def _fits(self, verb: str, kind: str) -> float:
        """How well the word of a Verrichtung fits a verb by the table of words."""
        return self._meanings.fits[verb].get(kind, 0.0) if verb in self._meanings.fits else float(verb == kind)

    def _usual_group(self, group: str, known: int) -> float:
        """Shares of few titles are drawn to that of all, as if the group had 20 more Leistungen; 0 without titles."""
        of_all = known / len(self.texts)
        drawn = (self._known.of_group[group] + 20 * of_all) / (self._sizes[group] + 20)
        return math.log(drawn / of_all) if known else 0.0


def _share(told: Sequence[float], chosen: SomeParts) -> float:
    return sum([told[at] for at in chosen.places]) / chosen.saying if chosen.places else 0.0


def _verrichtung_words(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """For each Verrichtung (digits 9 to 11), the stem that most of its names without detail end with.

    Of two stems that most end with („Einsicht gewähren“) it is the one that fewer other names end with.
    """
    last: dict[str, Counter[str]] = defaultdict(Counter)
    names: Counter[str] = Counter()
    for key, text in named:
        if leistungstyp(key) == "LOV":
            names[key[8:11]] += 1
            last[key[8:11]].update(set(stems(text)[-2:]))
    of_all: Counter[str] = sum(last.values(), Counter[str]())
    found = {}
    for kind, ends in last.items():
        usual = [stem for stem, times in ends.items() if times >= max(OFTEN, MOST * names[kind])]
        if usual:
            found[kind] = min(usual, key=lambda stem: (of_all[stem], stem))
    return found
