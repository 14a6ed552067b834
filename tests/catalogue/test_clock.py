from collections.abc import Callable

import pytest

from catalogue.clock import since

NOW = "2026-11-26T17:00:00Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-01", "2026-10-31T23:00:00Z"),
        ("2026-07-01", "2026-06-30T22:00:00Z"),
        ("2026-11-26", "2026-11-25T23:00:00Z"),
        ("30d", "2026-10-27T17:00:00Z"),
        ("1d", "2026-11-25T17:00:00Z"),
    ],
)
def test_a_day_begins_in_germany_and_days_are_counted_back_from_now(
    text: str, expected: str, at: Callable[[str], None]
) -> None:
    at(NOW)
    assert since(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "gestern", "01.11.2026", "2026-13-01", "2026-W01-1", "20261101", "0d", "-1d", "100000d", "٣d", "0001-01-01"],
)
def test_what_is_no_date_is_told_with_what_would_be_one(text: str, at: Callable[[str], None]) -> None:
    at(NOW)
    with pytest.raises(ValueError, match=r"ist kein Datum. Geben Sie einen Tag an \(2026-11-01\) oder .*30d"):
        since(text)


def test_a_day_that_is_still_to_come_is_refused(at: Callable[[str], None]) -> None:
    at(NOW)
    with pytest.raises(ValueError, match="Der 27.11.2026 liegt in der Zukunft"):
        since("2026-11-27")
