"""The one definition of a web link: what importers take for one, pages make one of, and the link check asks."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

MAX_LINK = 4000

_HIDDEN = r"\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
# RFC 3986, 2: what no URL has but escaped, and what a browser would turn into something else.
_NEVER = rf"{_HIDDEN}<>\"\\"
_WEB_LINK = re.compile(
    rf"https?://(?:[^{_NEVER}/?#@\[\]]+|\[[0-9a-f:.]+\](?::\d+)?)(?:[/?#][^{_NEVER}]*)?", re.IGNORECASE
)


@lru_cache(maxsize=1 << 16)
def is_web_link(link: str) -> bool:
    """Whether a link is an http(s) URL that a browser could follow, without credentials, white space, quotes or control
    characters (those that change the direction of writing included)."""
    if len(link) > MAX_LINK or _WEB_LINK.fullmatch(link) is None:
        return False
    try:
        parts = urlsplit(link)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an address that there cannot be
        return False
