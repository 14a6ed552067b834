"""German numbers, days and links as every page, command and export writes them."""

import re
from pathlib import Path
from typing import Any

import pytest

from catalogue import formats
from catalogue.formats import (
    anteil,
    anzahl,
    datum,
    dezimal,
    groesse,
    kurzname,
    relativ,
    weblink,
    zahl,
    zeitpunkt,
    zeitraum,
)

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 Lücken"), (1, "1 Lücke"), (1200, "1.200 Lücken"), (None, "unbekannt Lücken")]
)
def test_a_number_with_what_it_counts(number: int | None, words: str) -> None:
    assert anzahl(number, "Lücke", "Lücken") == words


def test_a_number_for_a_spreadsheet_keeps_its_decimals_and_has_no_dots() -> None:
    assert (dezimal(1234.5), dezimal(0.125)) == ("1234,5", "0,125")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-03-01T10:00:00Z", "2026-03-04T10:00:00Z", "01.03.2026 bis 04.03.2026"),
        ("2026-03-04T10:00:00Z", "2026-03-04T12:00:00Z", "04.03.2026"),
        ("2026-03-03T23:30:00Z", "2026-03-04T12:00:00Z", "04.03.2026"),
        (None, "2026-03-04T12:00:00Z", "04.03.2026"),
    ],
)
def test_a_span_of_days_names_a_day_once(start: str | None, end: str, words: str) -> None:
    assert zeitraum(start, end) == words


def test_nobody_else_writes_numbers_and_dates_by_hand() -> None:
    by_hand = re.compile(r"""replace\(["'][.]["'], ?["'],["']\)|strftime\(["']%d|:,(?:\.\d)?f?\}|\[:10\]\}""")
    rooms = [path for room in ("catalogue", "importers", "comparisons") for path in (ROOT / room).rglob("*.py")]
    found = [path for path in rooms if by_hand.search(path.read_text(encoding="utf-8"))]
    assert found == [Path(formats.__file__)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-10-04", "04.10.2026"), ("2026-10-04T22:30:00Z", "05.10.2026"), ("2026-13-40", "2026-13-40"),
        ("2019", "2019"), (None, "unbekannt"), ("", "unbekannt"),
    ],
)  # fmt: skip
def test_dates_are_german(value: str | None, shown: str) -> None:
    assert datum(value) == shown


def test_times_are_those_of_germany() -> None:
    assert zeitpunkt("2026-01-04T22:30:00Z") == "04.01.2026, 23:30 Uhr"
    assert zeitpunkt("2026-02-28") == "28.02.2026"


@pytest.mark.parametrize(
    ("value", "stellen", "shown"),
    [
        (1234567, None, "1.234.567"), (0, None, "0"), (89.0, 1, "89,0"), (0.75, None, "0,75"),
        (1234.5, None, "1.234,5"), (None, None, "unbekannt"), (20.0, None, "20"),
    ],
)  # fmt: skip
def test_numbers_are_german(value: float | None, stellen: int | None, shown: str) -> None:
    assert zahl(value, stellen) == shown


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://x.example", "https://x.example/a b", "//x.example",
        "data:text/html,x", "https://", "http:x", "https://x.example/\u0000", "https://[",
        'https://x/"onclick=', None, 5,
    ],
)  # fmt: skip
def test_what_is_no_web_link_is_none(value: Any) -> None:
    assert weblink(value) is None


def test_small_words() -> None:
    assert weblink("https://x.example/a?b=1#c") == "https://x.example/a?b=1#c"
    assert kurzname("Weimar, Stadt") == "Weimar"
    assert anteil(1, 3) == "33\u00a0%"
    assert anteil(1, 0) == "unbekannt"
    assert groesse(999) == "999 Byte"
    assert relativ("http://localhost//evil.example/x?y=1") == "/evil.example/x?y=1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hund\x1b[2J", "Hund\ufffd[2J"), ("a\x00b", "a\ufffdb"),
        ("exe\u202efdp", "exe\ufffdfdp"), ("a\rb\r\nc", "a\nb\nc"),
        ("\x9b31m", "\ufffd31m"), ("a\u2067b\u2069", "a\ufffdb\ufffd"), ("Straße\t\n– ü", "Straße\t\n– ü"),
    ],
)  # fmt: skip
def test_what_would_be_obeyed_is_shown_instead(text: str, shown: str) -> None:
    assert formats.visible(text) == shown
    assert formats.visible(shown) == shown
