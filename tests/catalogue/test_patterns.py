"""Patterns that people write: what is none is refused, and what takes too long for a text is given up and told."""

import csv
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import patterns
from catalogue.patterns import MAX_PATTERN, MAX_TEXT, PatternError, RulePattern
from catalogue.store.rules import BUNDLED

WHERE = "loesungsmuster.csv, Zeile 2"
BUNDLED_PATTERNS = [
    line["muster"]
    for name in ("loesungsmuster", "stellenarten")
    for line in csv.DictReader((BUNDLED / f"{name}.csv").read_text(encoding="utf-8").splitlines(), delimiter=";")
]
# What makes people's patterns slow: one character, or a few in turn, very often, and an end that does not fit.
LONG = [(part * MAX_TEXT)[: MAX_TEXT - 1] + "!" for part in ("a", "b", "/", "ab", "a/", "aab/")]
# Each could compute for years with some text of this length.
DANGEROUS = [
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
    r".*.*.*=",
    r"a*a*a*b",
    r"(.*),(.*),(.*),(.*)",
    r".*a.*b.*c.*d",
    r"^/a/(.*)/b/(.*)/c/(.*)$",
    r"(?:.*,)?(?:.*,)?(?:.*,)?x",
    r"(?:.*,){9}x",
    r"(a{1,50}){1,9}b",
    "a?" * 40 + "a" * 40,
]


def needs_no_longer(pattern: str) -> bool:
    """Whether every long text is answered; each is answered or given up within about `MAX_SECONDS` in any case."""
    compiled = RulePattern(pattern, WHERE)
    answered = True
    for text in LONG:
        for look in (compiled.match, compiled.search):
            start = time.process_time()
            try:
                look(text)
            except PatternError:
                answered = False
            assert time.process_time() - start < 1
    return answered


@pytest.mark.parametrize("pattern", DANGEROUS)
def test_no_pattern_computes_for_ever(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MAX_SECONDS", 0.05)
    needs_no_longer(pattern)


def test_a_pattern_that_is_given_up_is_told_with_its_place_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MAX_SECONDS", 0.05)
    for look in (RulePattern("(a|aa)+$", WHERE).match, RulePattern("(a|aa)+$", WHERE).search):
        with pytest.raises(PatternError) as error:
            look(LONG[0])
        assert str(error.value) == (
            f"{WHERE}: Das Muster „(a|aa)+$“ rechnet zu lange (mehr als eine Sekunde) an „{'a' * 200}…“. Wiederholen "
            "Sie nur, was eindeutig ist, etwa [^/]+ statt (.+)+ oder .*.*.*."
        )


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
def test_what_people_write_is_answered_for_long_texts_too(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MAX_SECONDS", 0.5)
    assert needs_no_longer(pattern)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "ist kein regulärer Ausdruck (missing ), unterminated subpattern at position 0)"),
        ("a{99999999999}", "ist kein regulärer Ausdruck (the repetition number is too large)"),
        ("(" * 499 + ")" * 499, "ist kein regulärer Ausdruck (maximum recursion depth exceeded"),
        ("[[a]", "ist kein regulärer Ausdruck (Possible nested set at position 1)"),
        ("x" * (MAX_PATTERN + 1), "hat mehr als 1000 Zeichen"),
        ("((a{1000}){1000}){1000}", "wiederholt zu oft: Die Zahlen in geschweiften Klammern ergeben malgenommen mehr"),
        ("a{,1000}b{1000,}", "wiederholt zu oft"),
        ("a{1000000000}", "wiederholt zu oft"),
    ],
)
def test_what_is_no_pattern_is_told(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError) as error:
        RulePattern(pattern, WHERE)
    shown = pattern if len(pattern) <= 200 else f"{pattern[:200]}…"
    assert str(error.value).startswith(f"{WHERE}: Das Muster „{shown}“ {reason}")


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


@settings(max_examples=100, deadline=None)
@given(PATTERNS)
def test_no_pattern_takes_long_with_a_long_text(pattern: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(patterns, "MAX_SECONDS", 0.02)
        needs_no_longer(f"^{pattern}$")


@given(PATTERNS, st.text("ab/x_", max_size=12))
def test_what_is_found_is_what_the_standard_library_finds(pattern: str, text: str) -> None:
    found, expected = RulePattern(pattern, WHERE).match(text), re.match(pattern, text)
    assert (found and found.span()) == (expected and expected.span())
