"""Tells links that a browser could follow from other text."""

import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

MAX_LINK = 4000

_HIDDEN = r"\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_WEB_LINK = re.compile(
    rf"https?://(?:[^{_HIDDEN}/?#@\\\[\]]+|\[[0-9a-f:.]+\](?::\d+)?)(?:[/?#][^{_HIDDEN}]*)?", re.IGNORECASE
)


@lru_cache(maxsize=1 << 16)
def is_web_link(link: str) -> bool:
    """Whether a link is an http(s) URL that a browser could follow, without credentials, white space or control
    characters (those that change the direction of writing included)."""
    if len(link) > MAX_LINK or _WEB_LINK.fullmatch(link) is None:
        return False
    try:
        return urlsplit(link).port != 0
    except ValueError:  # a port or an address that there cannot be
        return False


def led_to(url: str, location: str) -> str | None:
    """The target of a redirect of `url`, as a link that a browser could follow; None where that is none.

    `location` is the header as it came, which may be relative and hold blanks and letters that should be escaped.
    """
    with suppress(UnicodeError):  # HTTP says Latin-1, servers send UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(url, location.strip().replace(" ", "%20"))
    except ValueError:
        return None
    return target if location.strip() and is_web_link(target) else None
