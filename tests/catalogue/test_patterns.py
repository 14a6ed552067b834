"""Patterns that could compute for ever are refused before they meet a link; all others are not."""

import csv
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.patterns import MAX_PATTERN, MAX_TEXT, PatternError, compiled
from catalogue.store.rules import BUNDLED

BUNDLED_PATTERNS = [
    line["muster"]
    for name in ("loesungsmuster", "stellenarten")
    for line in csv.DictReader((BUNDLED / f"{name}.csv").read_text(encoding="utf-8").splitlines(), delimiter=";")
]


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fails where the block needs more time; a regular expression can be stopped by a signal only."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"([a-zA-Z]+)*$",
        r"(a|aa)+$",
        r"(a|a?)+$",
        r"(a|a)*b",
        r"(ab|ab)*c",
        r"(?:a|b|ab)*c",
        r"(a*)*b",
        r"(.*)*x",
        r"(?:.*/)*x",
        r"(x+x+)+y",
        r"((a+)b?)+c",
        r"(\d+|\w+)*-",
        r"^([\w.-]+)+@",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        r"(?:(?:a+)?b?)*c",
        r"(?i)(?:ab|AC|Ab)+$",
        r"(\w*)*\1",
        r"(?=(a+)+b)",
        r"(a)?(?(1)(b+)+|c)d",
        r"(.*a){11}",
        r"(a{1,50}){1,50}b",
        r"(a?){30}a{30}",
    ],
)
def test_a_repetition_of_what_is_ambiguous_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"endlos rechnen.*wie \(a\+\)\+"):
        compiled(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r".*.*.*=",
        r"a*a*a*b",
        r"(.*),(.*),(.*),(.*)",
        r".*a.*b.*c.*d",
        r"^/a/(.*)/b/(.*)/c/(.*)$",
        r"(?:.*,)?(?:.*,)?(?:.*,)?x",
        r"(?:.*,){9}x",
        r"(a{1,50}){1,9}b",
        "a?" * 40 + "a" * 40,
    ],
)
def test_too_many_repetitions_for_the_same_characters_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"sehr lange rechnen.*wie \.\*\.\*\.\*"):
        compiled(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *BUNDLED_PATTERNS,
        r"(?:/[a-z]+)*$",
        r"^/[^?]*\?(?:[^&]*&)*aid=(\d+)",
        r"^/(?:foo|bar)*/",
        r"^/a/(.*)/b/(.*)$",
        r"(?:[^/]*/){9}x",
        r"(?:\d{1,3}\.){3}\d{1,3}",
        r"(?:\d+,)+\d+",
        r"(\w|_)+",
        r"(?:a{3}b)+",
        r".{11}.{12}.{13}.{14}x",
        r"/?(?:index)?/?(?:[?#]|$)",
        r"\bStadt\b.*\bAmt\b",
        r"",
    ],
)
def test_what_people_write_is_accepted(pattern: str) -> None:
    assert compiled(pattern).pattern == pattern


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "ist kein regulärer Ausdruck (missing ), unterminated subpattern at position 0)"),
        ("a{99999999999}", "ist kein regulärer Ausdruck (the repetition number is too large)"),
        ("(" * 499 + ")" * 499, "ist kein regulärer Ausdruck (maximum recursion depth exceeded"),
        ("[[a]", "ist kein regulärer Ausdruck (Possible nested set at position 1)"),
        ("x" * (MAX_PATTERN + 1), "hat mehr als 1000 Zeichen"),
    ],
)
def test_what_is_no_pattern_is_told(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError) as error:
        compiled(pattern)
    assert str(error.value).startswith(reason)


ATOMS = st.sampled_from(["a", "b", "/", ".", "[ab]", "[^/]", r"\w", "(?:a|b)", "ab"])
QUANTIFIERS = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,3}", "*?"])
PATTERNS = st.recursive(
    st.builds(str.__add__, ATOMS, QUANTIFIERS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds(lambda a, b, q: f"(?:{a}|{b}){q}", inner, inner, QUANTIFIERS),
    ),
    max_leaves=8,
)
# What makes people's patterns slow: one character, or a few in turn, very often, and an end that does not fit.
LONG = [(part * MAX_TEXT)[: MAX_TEXT - 1] + "!" for part in ("a", "b", "/", "ab", "a/", "aab/")]


@settings(max_examples=150, deadline=None)
@given(PATTERNS)
def test_no_accepted_pattern_takes_long_with_a_long_text(pattern: str) -> None:
    try:
        regex = compiled(f"^{pattern}$")
    except PatternError:
        return
    with within(20):
        for text in LONG:
            regex.match(text)
