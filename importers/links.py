"""What counts as a link that a browser could follow."""

import re
from functools import lru_cache

MAX_LINK = 4000

_HIDDEN = r"\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_WEB_LINK = re.compile(
    rf"https?://(?:[^{_HIDDEN}/?#@\\\[\]]+|\[[0-9a-f:.]+\](?::\d+)?)(?:[/?#][^{_HIDDEN}]*)?", re.IGNORECASE
)


@lru_cache(maxsize=1 << 16)
def is_web_link(link: str) -> bool:
    """Whether a link is an http(s) URL that a browser could follow, without credentials, white space or control
    characters (those that change the direction of writing included)."""
    return len(link) <= MAX_LINK and _WEB_LINK.fullmatch(link) is not None
