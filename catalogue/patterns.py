"""Regular expressions that people write into the rules: compiled, and refused where they could compute for ever."""

import importlib
import math
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

# So much of a text is compared with a pattern; the rest of a longer one does not count.
MAX_TEXT = 2000
# Far more than a link or the name of an authority needs.
MAX_PATTERN = 1000
# A part that may be repeated so often is treated as if there was no end to it.
MANY = 10
# What a repetition without end adds to the choices, in bits: log2 of `MAX_TEXT`.
WITHOUT_END = 11
# More choices (in bits) than those of two competing repetitions without end, and a long link takes minutes.
CHOICES = 2 * WITHOUT_END + 3

# A set of characters as bits: Latin-1, and one for all that lies beyond.
_OTHERS = 1 << 256
_ALL = (1 << 257) - 1
_CATEGORIES: Mapping[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda character: character.isalnum() or character == "_",
}

_parser: Any = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")


class Chain(NamedTuple):
    """Repetitions in a row that compete for characters: their choices in bits, the characters that all of them fit,
    and the sets of characters that must come between the last one and the next."""

    choices: float
    common: int
    between: frozenset[int] = frozenset()


class PatternError(Exception):
    """Why a pattern is refused, as the end of a German sentence about it."""


def compiled(pattern: str) -> re.Pattern[str]:
    """The compiled pattern. Raises `PatternError` where it is none, or could take exponential time.

    The check looks at the pattern alone. A part that is repeated without end (or more than `MANY` times) must be
    deterministic: after each character only one place of it may fit the next one (Glushkov's construction;
    Brüggemann-Klein and Wood, "One-Unambiguous Regular Languages", 1998), loops counted one by one, and it must not be
    able to match nothing. That holds for `(?:/[a-z]+)*` and not for `(a+)+`, `(a|a)*` or `(.*)*`. Besides, repetitions
    in a row that fit the same characters must not leave more than 2^`CHOICES` choices: `.*.*.*` does. What is refused
    could sometimes be harmless; it can always be written in another way.
    """
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"hat mehr als {MAX_PATTERN} Zeichen. Teilen Sie es auf mehrere Zeilen auf")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            regex = re.compile(pattern)
            _Reader(bool(regex.flags & re.IGNORECASE)).sequence(_parser.parse(pattern))
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise PatternError(f"ist kein regulärer Ausdruck ({error})") from None
    return regex


@dataclass
class _Part:
    """A part of a pattern: the places that may come first and last, whether it may be empty, all its places, whether
    it is ambiguous in a way that places do not show, and the repetitions that compete up to its end."""

    first: set[int] = field(default_factory=set)
    last: set[int] = field(default_factory=set)
    nullable: bool = True
    places: set[int] = field(default_factory=set)
    doubtful: bool = False
    chains: list[Chain] = field(default_factory=list)


class _Reader:
    """Reads a parsed pattern into places (one for each character or set in it) and what may follow each."""

    def __init__(self, ignore_case: bool) -> None:
        self._ignore_case = ignore_case
        self._sets: list[int] = []
        self._follow: list[set[int]] = []

    def sequence(self, nodes: Iterable[tuple[Any, Any]]) -> _Part:
        """Parts one after the other."""
        whole = _Part()
        for operation, argument in nodes:
            part = self._part(str(operation), argument)
            for place in whole.last:
                self._follow[place] |= part.first
            whole = _Part(
                whole.first | part.first if whole.nullable else whole.first,
                whole.last | part.last if part.nullable else part.last,
                whole.nullable and part.nullable,
                whole.places | part.places,
                whole.doubtful or part.doubtful,
                self._chained(whole, part),
            )
        return whole

    def _part(self, operation: str, argument: Any) -> _Part:
        if operation in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "GROUPREF"):
            return self._place(self._characters(operation, argument), nullable=operation == "GROUPREF")
        if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeated(*argument)
        if operation == "BRANCH":
            return self._alternatives(argument[1])
        if operation == "GROUPREF_EXISTS":
            return self._alternatives([argument[1], argument[2] or ()])
        if operation == "SUBPATTERN":
            before = self._ignore_case
            self._ignore_case = before or bool(argument[1] & re.IGNORECASE)
            part = self.sequence(argument[3])
            self._ignore_case = before
            return part
        if operation == "ATOMIC_GROUP":
            return self.sequence(argument)
        if operation in ("ASSERT", "ASSERT_NOT"):
            self.sequence(argument[1])  # is tried on its own, and takes no characters
        return _Part()

    def _place(self, characters: int, *, nullable: bool) -> _Part:
        place = len(self._sets)
        self._sets.append(characters)
        self._follow.append(set())
        return _Part({place}, {place}, nullable, {place})

    def _alternatives(self, alternatives: Sequence[Any]) -> _Part:
        parts = [self.sequence(alternative) for alternative in alternatives]
        return _Part(
            set().union(*(part.first for part in parts)),
            set().union(*(part.last for part in parts)),
            any(part.nullable for part in parts),
            set().union(*(part.places for part in parts)),
            sum(part.nullable for part in parts) > 1 or any(part.doubtful for part in parts),
            [chain for part in parts for chain in part.chains],
        )

    def _repeated(self, least: int, most: Any, body: Any) -> _Part:
        part = self.sequence(body)
        again = most > 1 and self._loop(part)
        if most > MANY and (part.nullable or part.doubtful or again or self._ambiguous(part)):
            raise PatternError(
                "könnte an einem langen Text endlos rechnen: In ihm wird etwas wiederholt, das denselben Text auf "
                "mehrere Arten treffen kann, wie (a+)+ oder (a|a)*. Wiederholen Sie nur, was eindeutig ist, etwa "
                "[^/]+ statt (.+)+"
            )
        return _Part(
            part.first,
            part.last,
            least == 0 or part.nullable,
            part.places,
            part.doubtful or again,
            self._chains_of(part, least, most),
        )

    def _loop(self, part: _Part) -> bool:
        """Let the part follow itself; whether it did so already, by a loop inside."""
        loops = {(place, first) for place in part.last for first in part.first}
        again = any(first in self._follow[place] for place, first in loops)
        for place, first in loops:
            self._follow[place].add(first)
        return again

    def _chains_of(self, part: _Part, least: int, most: Any) -> list[Chain]:
        """The chains of a part that is repeated."""
        fixed = least == most
        if most > MANY:
            return [] if fixed and not part.chains else [Chain(WITHOUT_END, self._all(part))]
        chains = part.chains
        for _ in range(most - 1):
            chains = self._chained(_Part(chains=chains), part)
        if fixed:
            return chains
        more = math.log2(most - least + 1)
        return [chain._replace(choices=chain.choices + more) for chain in chains] or [Chain(more, self._all(part))]

    def _all(self, part: _Part) -> int:
        """Every character that some place of the part fits."""
        found = 0
        for place in part.places:
            found |= self._sets[place]
        return found

    def _ambiguous(self, part: _Part) -> bool:
        """Whether after some place of the part (or at its start) two places fit the same character."""
        return any(
            self._sets[one] & self._sets[other]
            for following in (part.first, *(self._follow[place] & part.places for place in part.places))
            for one, other in combinations(following, 2)
        )

    def _chained(self, whole: _Part, part: _Part) -> list[Chain]:
        """The chains up to the end of `part` where it follows `whole`.

        What comes between two repetitions only keeps them competing where both of them fit it.
        """
        if not part.places:
            return whole.chains
        needed = self._all(part)
        if not part.chains:
            kept = [chain for chain in whole.chains if part.nullable or chain.common & needed]
            return [c if part.nullable else c._replace(between=c.between | {needed}) for c in kept]
        longest: dict[tuple[int, frozenset[int]], float] = {}
        joined = [
            Chain(chain.choices + own.choices, chain.common & own.common, own.between)
            for chain in whole.chains
            for own in part.chains
            if chain.common & own.common and all(own.common & characters for characters in chain.between)
        ]
        for chain in (*joined, *part.chains, *(whole.chains if part.nullable else ())):
            key = chain.common, chain.between
            longest[key] = max(longest.get(key, 0), chain.choices)
        if max(longest.values()) > CHOICES:
            raise PatternError(
                "könnte an einem langen Text sehr lange rechnen: Zu viele Wiederholungen hintereinander treffen "
                "dieselben Zeichen, wie .*.*.*. Schreiben Sie statt des Punktes, was enden lässt, etwa [^/]*"
            )
        return [Chain(choices, *key) for key, choices in longest.items()]

    def _characters(self, operation: str, argument: Any) -> int:
        if operation == "LITERAL":
            return self._literal(argument)
        if operation == "NOT_LITERAL":
            return _ALL & ~self._literal(argument) | _OTHERS
        if operation == "IN":
            return self._set(argument)
        return _ALL  # ANY, and what an earlier group matched

    def _literal(self, code: int) -> int:
        letters = {chr(code), *chr(code).swapcase()} if self._ignore_case else {chr(code)}
        return _bits(ord(letter) for letter in letters)

    def _set(self, entries: Iterable[tuple[Any, Any]]) -> int:
        found, negated = 0, False
        for operation, argument in entries:
            kind = str(operation)
            if kind == "NEGATE":
                negated = True
            elif kind == "LITERAL":
                found |= self._literal(argument)
            elif kind == "RANGE":
                for code in range(argument[0], min(argument[1], 256) + 1):
                    found |= self._literal(code)
                found |= _bits([argument[1]])
            else:
                found |= _category(str(argument))
        return (_ALL & ~found | _OTHERS) if negated else found


def _bits(codes: Iterable[int]) -> int:
    found = 0
    for code in codes:
        found |= 1 << code if code < 256 else _OTHERS
    return found


def _category(name: str) -> int:
    """The characters of CATEGORY_DIGIT, CATEGORY_NOT_DIGIT and so on."""
    kind = name.removeprefix("CATEGORY_").removeprefix("UNI_")
    fits = _CATEGORIES[kind.removeprefix("NOT_")]
    inside = _bits(code for code in range(256) if fits(chr(code)))
    return (_ALL & ~inside if kind.startswith("NOT_") else inside) | _OTHERS
