"""Where a redirect leads."""

from contextlib import suppress
from urllib.parse import urljoin

from catalogue.weblinks import is_web_link

# What servers write into a header that should be escaped.
_ESCAPED = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E"})


def led_to(url: str, location: str) -> str | None:
    """The target of a redirect of `url`, as a link that a browser could follow; None where that is none.

    `location` is the header as it came, which may be relative and hold blanks and letters that should be escaped.
    """
    with suppress(UnicodeError):  # HTTP says Latin-1, servers send UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(url, location.strip().translate(_ESCAPED))
    except ValueError:
        return None
    return target if location.strip() and is_web_link(target) else None
