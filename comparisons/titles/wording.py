"""The words of German titles: what carries no meaning, stems, and compounds taken apart by the words of a catalogue."""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

# Articles, prepositions, conjunctions, auxiliary verbs and what stands before a legal source.
FUNCTION_WORDS = frozenset(
    "der die das den dem des ein eine einer eines einem einen und oder für von vom zu zum zur im in an am auf aus bei "
    "beim mit nach über unter um durch als bzw ggf inkl sowie auch gegen gem gemäß abs satz nr nummer artikel art sich "
    "ihr ihre ihrer ihren ihrem sie es ob wenn werden wird sind ist hat haben wegen zwischen bis ab seit innerhalb "
    "während deren dessen welche welcher welches etc beziehungsweise anderer anderen andere anderem lassen können "
    "möchten soll sollen".split()
)
PREPOSITIONS = frozenset(
    "bei beim für in im durch von vom an am auf aus nach zur zum zu mit gegen als über während wegen".split()
)
JOINTS = ("", "s", "es", "n", "en", "er", "e")
SHORTEST_STEM = 4
SHORTEST_COMPOUND = 8
# So short a word begins a compound only where both of its parts are known: Ehe-Urkunde, Bau-Antrag.
SHORTEST_HEAD = 3
# A known part of this length shows a compound even where the other part is unknown.
LONG_PART = 5

# Remarks of LeiKa on a Leistung, not part of its name.
_REMARK = re.compile(r"^(vorgesehen zum löschen|außer kraft)\s*[-–:]\s*")
# Endings of flexion and of nouns made from verbs, longest first; at most two are taken off. The end of Verein, Ausweis,
# Pass and Kurs is none.
_ENDING = re.compile(r"(ungen|ung|innen|ern|em|er|en|es|e|(?<![eius])(?<!ur)s|(?<=[elr])n)$")
# The longest German words have just over 60 letters; what is longer counts as several.
_WORD = re.compile(r"[^\W_]{1,64}")
# One letter before a hyphen belongs to the word behind it: H-Kennzeichen, P-Schein.
_LETTER = re.compile(r"\b([^\W\d_])-(?=[^\W\d_]{3})")
_FEMALE = re.compile(r"[*:_/]-?innen\b")
_PARAGRAPH = re.compile(r"§+\s*\d+\w*")
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e"})


def normal_title(title: str) -> str:
    """A title in lower case and without superfluous blanks: what two titles have in common that count as the same."""
    return " ".join(title.casefold().split())


def words(text: str) -> list[str]:
    """The words of a text in lower case, without remarks of LeiKa, numbers of paragraphs and signs of gender."""
    plain = _LETTER.sub(r"\1", _FEMALE.sub("innen", _REMARK.sub("", text.lower().strip())))
    return _WORD.findall(_PARAGRAPH.sub("", plain))


def fold(word: str) -> str:
    """The word without umlauts, however they are written: Gebühr, Gebuehr and Gebuhr are the same."""
    return word.translate(_UMLAUTS).replace("ae", "a").replace("oe", "o").replace("ue", "u")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word in lower case without its endings; the same for Anmeldung and anmelden."""
    word = fold(word)
    if len(word) > 7:
        word = re.sub(r"innen$|(?<=er)in$", "", word)
    for _ in range(2):
        ending = _ENDING.search(word, SHORTEST_STEM)
        if ending is None:
            break
        word = word[: ending.start()]
    return word.removesuffix("s") if word.endswith("niss") else word


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS and len(word) > 1]


def grams(text: str) -> Counter[str]:
    """The text's sequences of three characters, function words left out."""
    line = f" {' '.join(fold(word) for word in words(text) if word not in FUNCTION_WORDS)} "
    return Counter(line[at : at + 3] for at in range(len(line) - 2))


@lru_cache(maxsize=1 << 20)
def similarity(one: str, other: str) -> float:
    """The likeness of two stems, 0 to 1: by a common beginning, or where one is inside of the other."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    common = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if common < SHORTEST_STEM and len(short) >= SHORTEST_STEM and short in long:
        common = len(short)
    share = 2 * common / (len(one) + len(other)) if common >= SHORTEST_STEM else 0.0
    return 0.8 * share if share > 0.5 else 0.0


class Vocabulary:
    """The stems of a catalogue with the number of texts that have them, by which compounds are taken apart."""

    def __init__(self, texts: Iterable[Sequence[str]], others: Iterable[str] = ()) -> None:
        """`others` are stems that are known without being in a text."""
        self._known = Counter(word for text in texts for word in set(text))
        self._known.update(set(others) - set(self._known))
        self._parts: dict[str, tuple[str, ...]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems that a compound is made of, or the stem itself.

        Of several ways one whose parts are both known comes first, then that of the most usual parts.
        """
        if word not in self._parts:
            self._parts[word] = self._split(word)
        return self._parts[word]

    def split(self, text: Iterable[str]) -> list[str]:
        """All parts of all stems, each once, in order."""
        return list(dict.fromkeys(part for word in text for part in self.parts(word)))

    def _split(self, word: str) -> tuple[str, ...]:
        best: tuple[bool, int, float, int, str, str] | None = None
        for head, tail in self._cuts(word):
            known = [part for part in (head, tail) if self._is_known(part)]
            if len(head) < SHORTEST_STEM and len(known) < 2:
                continue
            if len(known) == 2 or any(len(part) >= LONG_PART for part in known):
                own = [*self.parts(head), *self.parts(tail)]
                letters = sum(len(part) for part in own if part in self._known) if len(known) < 2 else 0
                usual = math.log(1 + self._known[head]) + math.log(1 + self._known[tail])
                cut = len(known) == 2, letters, usual, -len(head + tail), head, tail
                best = max(best or cut, cut)
        return (*self.parts(best[4]), *self.parts(best[5])) if best else (word,)

    def _is_known(self, part: str) -> bool:
        return part in self._known or all(own in self._known for own in self.parts(part))

    @staticmethod
    def _cuts(word: str) -> Iterable[tuple[str, str]]:
        """The ways to cut a compound in two, the first part without what joins it to the second."""
        if len(word) >= SHORTEST_COMPOUND:
            for at in range(SHORTEST_HEAD, len(word) - SHORTEST_STEM + 1):
                beginning = word[:at]
                heads = {beginning.removesuffix(joint) for joint in JOINTS if beginning.endswith(joint)}
                for head in heads | {stem(head) for head in heads}:
                    if len(head) >= SHORTEST_HEAD:
                        yield head, word[at:]


class Weights:
    """Weighs a word by the number of texts that have it: ln((1 + texts) / (1 + texts with it)) + 1."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        bags = [set(text) for text in texts]
        self._count = len(bags)
        self._with = Counter(word for bag in bags for word in bag)

    def __call__(self, word: str) -> float:
        return math.log((1 + self._count) / (1 + self._with[word])) + 1


class Space:
    """Texts as vectors of weighted terms of length 1, by which term they have (an inverted index)."""

    def __init__(self, texts: Sequence[Mapping[str, int]]) -> None:
        self._weight = Weights(texts)
        self._size = len(texts)
        # Side by side in memory: to look up each number as an object elsewhere took most of the time of a match.
        self._postings: dict[str, tuple[array[int], array[float]]] = {}
        for place, terms in enumerate(texts):
            for term, value in self._vector(terms).items():
                places, values = self._postings.setdefault(term, (array("l"), array("d")))
                places.append(place)
                values.append(value)

    def cosines(self, terms: Mapping[str, int]) -> list[float]:
        """The cosine of these terms with every text, in the order of the texts."""
        found = [0.0] * self._size
        for term, value in self._vector(terms).items():
            if term in self._postings:
                for place, other in zip(*self._postings[term]):  # noqa: B905 (both as long, and checking takes time)
                    found[place] += value * other
        return found

    def _vector(self, terms: Mapping[str, int]) -> dict[str, float]:
        vector = {term: (1 + math.log(count)) * self._weight(term) for term, count in sorted(terms.items())}
        length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        return {term: value / length for term, value in vector.items()}
