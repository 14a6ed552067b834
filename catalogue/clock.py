"""The one place that asks what time it is, so that a test can answer."""

import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

_DAYS = re.compile(r"([1-9][0-9]{0,4})d")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def now() -> str:
    """The current time in UTC as `YYYY-MM-DDTHH:MM:SSZ`, the form of every time in the catalogue."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def days_ago(days: int) -> str:
    """The time so many days ago, in the same form."""
    moment = datetime.fromisoformat(now().replace("Z", "+00:00")) - timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def since(text: str) -> str:
    """The time that `YYYY-MM-DD` (the start of that day in Germany) or `30d` (so many days ago) means.

    Raises `ValueError` with a German sentence for anything else, and for a time that is still to come.
    """
    days = _DAYS.fullmatch(text)
    try:
        if days:
            return days_ago(int(days[1]))
        if not _DATE.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
        start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        raise ValueError(
            f"„{text[:30]}“ ist kein Datum. Geben Sie einen Tag an (2026-11-01) oder wie viele Tage zurück (30d)."
        ) from None
    found = start.strftime("%Y-%m-%dT%H:%M:%SZ")
    if found > now():
        raise ValueError(f"Der {day:%d.%m.%Y} liegt in der Zukunft. Geben Sie einen vergangenen Tag an.")
    return found
