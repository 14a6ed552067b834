"""German numbers and days as every page, command and export writes them."""

import re
from pathlib import Path

import pytest

from catalogue import formats
from catalogue.formats import anzahl, dezimal, zeitraum

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
