"""The one place that asks what time it is, so that a test can answer."""

from datetime import datetime, timezone


def now() -> str:
    """The current time in UTC as `YYYY-MM-DDTHH:MM:SSZ`, the form of every time in the catalogue."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
