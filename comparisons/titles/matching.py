"""The Leistungen that a title may mean, each with a probability, and when one is certain enough."""

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import mul
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.keys import leistungstyp
from comparisons.titles.evidence import Reader, TitleEvidence
from comparisons.titles.meanings import Meanings
from comparisons.titles.things import things
from comparisons.titles.wording import FUNCTION_WORDS, normal_title, stem, stems, words

NAME, TITLE, SYNONYM = "Name", "Titel", "Synonym"
# Everything that a source calls a Leistung: key, text, kind; the name of the catalogue first.
_TITLES = f"""
SELECT leistungsschluessel, bezeichnung, '{NAME}' FROM leistungen WHERE bezeichnung <> ''
UNION ALL
SELECT leistungsschluessel, bezeichnung_2, '{TITLE}' FROM leistungen WHERE bezeichnung_2 <> ''
UNION ALL
SELECT leistungsschluessel, titel, '{TITLE}' FROM leistungssteckbriefe WHERE titel <> '' AND verschwunden_am IS NULL
UNION ALL
SELECT d.leistungsschluessel, b.bezeichnung, '{TITLE}'
FROM beschriebene_leistungen d JOIN leistungsbeschreibungen b ON b.id = d.beschreibung_id
WHERE b.bezeichnung <> '' AND b.verschwunden_am IS NULL
UNION ALL
SELECT d.leistungsschluessel, json_extract(a.value, '$[1]'), '{SYNONYM}'
FROM beschriebene_leistungen d JOIN leistungsbeschreibungen b ON b.id = d.beschreibung_id, json_each(b.angaben) a
WHERE b.verschwunden_am IS NULL
  AND json_extract(a.value, '$[0]') IN ('synonym', 'modulBegriffImKontext/begriffImKontext/begriff')
"""


class Match(NamedTuple):
    """A Leistung that a title may mean: `name` is that of the catalogue, and the citizens' title only where that has
    none, whichever of them is like the title; `score` is its probability (0 to 1), `reason` German; `certain` ones can
    be taken unasked."""

    key: str
    name: str
    score: float
    reason: str
    certain: bool = False


# Found by regression on titles for tuning: those in PVOG's table of the Bund, each judged with what the titles of the
# other folds teach, and those of towns, by names alone: `python -m tests.bench.matching_weights`, see
# docs/performance.md. A tenth of the weight is on the same titles with their Leistung taken out of the catalogue, where
# the right answer is none.
WEIGHTS = TitleEvidence(
    title_covered=6.14,
    content=-0.14,
    start=1.76,
    heaviest=0.58,
    name_covered=3.47,
    characters=3.74,
    subject=1.93,
    rare=1.22,
    is_object=-0.41,
    object_for_verb=-1.70,
    is_detail=-0.75,
    length=-0.40,
    fit=1.28,
    verrichtung=0.15,
    usual_group=0.73,
    known_in_group=2.08,
)
NONE_OF_THEM = 8.70
# The sum of "none of them" rises with the highest of these values, though less than that of a Leistung that has all of
# them: where one is the best in one thing and another in the other, it is more probable that none is meant.
NONE_BY_BEST = {"title_covered": 4.66, "characters": 3.19, "known_in_group": 2.04}
# From CERTAIN on a Leistung is taken unasked, if the title has at least HALF of what its name says; from COVERED on if
# title and name have at least the share BOTH of each other's words, so that nothing in either of them speaks against
# it. The object itself (LO) speaks for the Leistung on it that comes first. By weights that were found without them,
# and without the words that were written down for them, 98 of 100 such titles of towns got the right Leistung.
CERTAIN, HALF, COVERED, BOTH = 0.9, 0.5, 0.7, 0.9


def _sum(evidence: TitleEvidence) -> float:
    total: float = sum(map(mul, WEIGHTS, evidence))
    return total


def best_of_all(found: Collection[TitleEvidence]) -> list[float]:
    """The highest value of each evidence in `NONE_BY_BEST`, 0 where nothing is found."""
    return [max((getattr(evidence, name) for evidence in found), default=0.0) for name in NONE_BY_BEST]


def _none(found: Collection[TitleEvidence]) -> float:
    return NONE_OF_THEM + sum(
        weight * best for weight, best in zip(NONE_BY_BEST.values(), best_of_all(found), strict=True)
    )


def _first(found: Mapping[str, float]) -> str | None:
    """The most probable Leistung, of equals the smaller key; None where nothing is found."""
    return min(found, key=lambda key: (-found[key], key), default=None)


def _certain(found: Mapping[str, float], evidence: Mapping[str, TitleEvidence]) -> str | None:
    """The most probable Leistung, where it is certain enough to be taken unasked."""
    first = _first(found)
    if first is None:
        return None
    sure = found[first]
    of_object = [key for key in found if key[:8] == first[:8] and key[11:] == "000" and key != first]
    if leistungstyp(first) == "LO":
        sure += max((found[key] for key in of_object), default=0.0)
    elif leistungstyp(first) == "LOV":
        sure += sum(found[key] for key in of_object if leistungstyp(key) == "LO")
    if first not in evidence:
        return None
    title, name = evidence[first].title_covered, evidence[first].name_covered
    certain = (sure >= CERTAIN and name >= HALF) or (sure >= COVERED and min(title, name) >= BOTH)
    return first if certain else None


def _together(found: Mapping[str, float], each: Iterable[Mapping[str, TitleEvidence]]) -> float:
    """How probable it is that a title means one Leistung by all the things that it names.

    That is as by the whole title, but no more than the share that its name has of the words of each thing.
    """
    allowed = [
        min([share, *(evidence[key].title_covered if key in evidence else 0.0 for evidence in each)])
        for key, share in found.items()
    ]
    return max(allowed, default=0.0)


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
        """Read names, citizens' titles, synonyms and the table of words from the catalogue.

        Titles are those of the Leistung, of its descriptions and of its Steckbrief; synonyms are those that PVOG and
        XZuFi name in descriptions.
        """
        rows = db.execute(_TITLES).fetchall()
        names = {key: name for key, name, kind in rows if kind == NAME}
        texts = [(key, text) for key, text, _ in rows]
        known = [(text, key) for key, text, kind in rows if kind == TITLE and names.get(key, text) != text]
        meanings = Meanings.of(db.execute("SELECT woerter, art, verrichtungen FROM suchwoerter").fetchall())
        return cls(texts, known, meanings)

    def candidates(self, title: str, limit: int = 5) -> list[Match]:
        """The most probable Leistungen, best first, of equals the smaller key first; empty where nothing is alike.

        Of a title that names several things, such as „Adresse ändern und Auto ummelden“, each has its part, as far as
        no Leistung is meant by all of them together.
        """
        found, evidence = self._judged(title)
        certain = _certain(found, evidence)
        named = things(title, self._reader.vocabulary, self._reader.titles.verbs)
        if len(named) > 1:
            each = [self._judged(thing) for thing in named]
            # Where one of the things is not clear the title may not be meant so.
            clear = min(max(of_thing.values(), default=0.0) for of_thing, _ in each)
            meant = {_first(of_thing) for of_thing in (found, *(of_thing for of_thing, _ in each))}
            whole = max(1 - clear, _together(found, [evidence for _, evidence in each])) if len(meant) > 1 else 1.0
            certain = certain if whole >= COVERED else None
            shares = [(whole, found), *(((1 - whole) / len(each), of_thing) for of_thing, _ in each)]
            found = defaultdict(float)
            for share, of_thing in shares:
                for key, probability in of_thing.items():
                    found[key] += share * probability
        best = heapq.nsmallest(limit, found, key=lambda key: (-found[key], key))
        equal = self._equal.get(normal_title(title), set())
        return [
            Match(key, self._names[key], round(found[key], 4), self._reason(title, key, equal), key == certain)
            for key in best
        ]

    def automatic(self, matches: Sequence[Match]) -> Match | None:
        """The first one where it is certain enough to be taken unasked; else None."""
        return matches[0] if matches and matches[0].certain else None

    def evidence(self, title: str) -> dict[str, TitleEvidence]:
        """The evidence for each Leistung that is looked at closely; of several texts the better one counts."""
        found: dict[str, TitleEvidence] = {}
        for key, evidence in self._reader.evidence(title):
            if key not in found or _sum(evidence) > _sum(found[key]):
                found[key] = evidence
        return found

    def _judged(self, title: str) -> tuple[dict[str, float], dict[str, TitleEvidence]]:
        """Probabilities that the title means each Leistung looked at, with the evidence for it; what is left to 1 is
        that it means none."""
        evidence = self.evidence(title)
        if equal := self._equal.get(normal_title(title)):
            return dict.fromkeys(evidence, 0.0) | dict.fromkeys(equal, 1.0 / len(equal)), evidence
        sums = {key: _sum(values) for key, values in evidence.items()}
        highest = max(sums.values(), default=0.0)
        shares = {key: math.exp(value - highest) for key, value in sums.items()}
        whole = sum(shares[key] for key in sorted(shares)) + math.exp(min(_none(evidence.values()) - highest, 700.0))
        return {key: share / whole for key, share in shares.items()}, evidence

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
