"""German dates, numbers and names as pages, commands, reasons and exports write them; links only where they are links.

Written here only: nothing else puts a decimal comma, a dot between thousands or an order of day and month."""

import html
import re
from datetime import date, datetime, timezone
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from catalogue.weblinks import is_web_link

UNKNOWN = "unbekannt"
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HREF = re.compile(r'href="([^"]*)"')
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _moment(value: str) -> datetime | None:
    if not TIME.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None
    try:
        return moment.astimezone(ZoneInfo("Europe/Berlin"))
    except ZoneInfoNotFoundError:
        return moment.astimezone(timezone.utc)


def datum(value: Any) -> str:
    """A date as TT.MM.JJJJ (a UTC time as its day in Germany); other text as it is; nothing as „unbekannt“."""
    if value in (None, ""):
        return UNKNOWN
    text = str(value)
    moment = _moment(text)
    if moment:
        return moment.strftime("%d.%m.%Y")
    if DATE.fullmatch(text):
        try:
            return date.fromisoformat(text).strftime("%d.%m.%Y")
        except ValueError:
            return text
    return text


def zeitpunkt(value: Any) -> str:
    """A UTC time as „TT.MM.JJJJ, HH:MM Uhr“ in Germany; anything else as `datum` writes it."""
    moment = _moment(str(value)) if value else None
    if moment is None:
        return datum(value)
    zone = "" if moment.tzinfo is not timezone.utc else " (UTC)"
    return moment.strftime("%d.%m.%Y, %H:%M Uhr") + zone


def tag(value: str) -> str:
    """The day of a UTC time as JJJJ-MM-TT, as commands write it."""
    return value[:10]


def zeitraum(start: Any, end: Any) -> str:
    """Two times as „TT.MM.JJJJ bis TT.MM.JJJJ“, or the last day alone where the first is unknown or the same."""
    first, last = datum(start), datum(end)
    return last if first in (UNKNOWN, last) else f"{first} bis {last}"


def zahl(value: Any, stellen: int | None = None) -> str:
    """A number with dots between thousands and a decimal comma, to `stellen` decimals; nothing is „unbekannt“."""
    if value in (None, ""):
        return UNKNOWN
    if not isinstance(value, int | float) or isinstance(value, bool):
        return str(value)
    if stellen is None:
        stellen = 0 if isinstance(value, int) or value.is_integer() else 6
        text = f"{value:,.{stellen}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{value:,.{stellen}f}"
    return text.translate(str.maketrans(",.", ".,"))


def anzahl(value: Any, one: str, many: str) -> str:
    """A number with what it counts, such as „1 Lücke“ and „1.200 Lücken“."""
    return f"{zahl(value)} {one if value == 1 else many}"


def dezimal(value: float) -> str:
    """A number with all its decimals and no dots, as German Excel reads it from CSV."""
    return str(value).replace(".", ",")


def ganz(value: Any) -> str:
    """A number that names something, such as a run, without separators."""
    return UNKNOWN if value in (None, "") else str(value)


def anteil(part: Any, whole: Any) -> str:
    """A share as whole per cent; without a base „unbekannt“."""
    if part is None or not whole:
        return UNKNOWN
    return f"{round(100 * part / whole)}\u00a0%"


def breite(part: Any, whole: Any) -> str:
    """A share as a number from 0 to 100 for the width of a bar in SVG."""
    if not part or not whole:
        return "0"
    return f"{min(100.0, max(0.0, 100 * part / whole)):.2f}"


def groesse(value: Any) -> str:
    """Bytes as Byte, kB or MB."""
    if value is None:
        return UNKNOWN
    if value < 1000:
        return f"{value} Byte"
    return f"{zahl(value / 1000, 1)} kB" if value < 1_000_000 else f"{zahl(value / 1_000_000, 1)} MB"


def weblink(value: Any) -> str | None:
    """The value where it is a web link, else None."""
    return value if isinstance(value, str) and is_web_link(value) else None


def gastgeber(value: Any) -> str:
    """The host of a link, to show where it leads."""
    link = weblink(value)
    return (urlsplit(link).hostname or "") if link else ""


def relativ(value: str) -> str:
    """A link to this site without scheme and host."""
    parts = urlsplit(value)
    query = f"?{parts.query}" if parts.query else ""
    return "/" + parts.path.lstrip("/") + query


def ziel(value: str) -> str:
    """Target of the link in a piece of Datasette's HTML."""
    found = _HREF.search(str(value))
    return html.unescape(found.group(1)) if found else ""


def kurzname(value: Any) -> str:
    """The name of a municipality without what follows the comma, such as „Eisenach“ for „Eisenach, Stadt“."""
    return str(value or UNKNOWN).partition(",")[0]


def satzanfang(value: str) -> str:
    """The text with a capital first letter."""
    return value[:1].upper() + value[1:]


def visible(text: str) -> str:
    """The text with „�“ in place of what a terminal or a browser would obey instead of showing it.

    That is control characters but for tab and line feed, and what turns the direction of writing (U+202A to U+202E and
    U+2066 to U+2069; source: Unicode, UAX 9). Ends of lines become line feeds.
    """
    if text.isprintable():
        return text
    return _OBEYED.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text in one line, without anything that a terminal would obey."""
    whole = "; ".join(text.splitlines())
    return "".join(char if char.isprintable() else " " for char in whole)


FILTERS = {
    "datum": datum,
    "zeitpunkt": zeitpunkt,
    "zeitraum": zeitraum,
    "zahl": zahl,
    "anzahl": anzahl,
    "ganz": ganz,
    "groesse": groesse,
    "weblink": weblink,
    "gastgeber": gastgeber,
    "relativ": relativ,
    "satzanfang": satzanfang,
    "kurzname": kurzname,
    "ziel": ziel,
}
