"""The one place that asks what time it is, so that a test can answer."""

from datetime import datetime, timedelta, timezone


def now() -> str:
    """The current time in UTC as `YYYY-MM-DDTHH:MM:SSZ`, the form of every time in the catalogue."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def days_ago(days: int) -> str:
    """The time so many days ago, in the same form."""
    moment = datetime.fromisoformat(now().replace("Z", "+00:00")) - timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
