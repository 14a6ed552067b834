"""Addresses without names, passwords and tokens: the one definition of what in an address is nobody else's business."""

import re

# Names of parameters, in any case and with any sign between words, whose values let somebody in.
SECRET_NAMES = ("token", "secret", "passw", "pwd", "credential", "signature", "api.?key", "access.?key")
SECRET_WHOLE_NAMES = ("sig", "pw")
# Of addresses that the program itself asks or was led to besides; a link that is published needs these.
PRIVATE_NAMES = ("session", "sessid", "client.?id")
PRIVATE_WHOLE_NAMES = ("auth", "key", "code", "state")

_URL = re.compile(r"https?://[^\s<>\"„“»«]+", re.IGNORECASE)


def _pattern(parts: tuple[str, ...], whole: tuple[str, ...]) -> "re.Pattern[str]":
    # The mark of a next page is none, though it is called a token.
    inside = rf"(?![^?&;=#]*page)[^?&;=#]*(?:{'|'.join(parts)})[^?&;=#]*"
    return re.compile(rf"([?&;#](?:{inside}|{'|'.join(whole)})=)[^&#\s]*", re.IGNORECASE)


_SECRET = _pattern(SECRET_NAMES, SECRET_WHOLE_NAMES)
_PRIVATE = _pattern((*SECRET_NAMES, *PRIVATE_NAMES), (*SECRET_WHOLE_NAMES, *PRIVATE_WHOLE_NAMES))


def credentials(url: str) -> str:
    """The name and password in a URL with the sign that ends them, empty where it has none."""
    authority = re.split(r"[/?#\\]", url.partition("://")[2], maxsplit=1)[0]
    secret, found, _ = authority.rpartition("@")
    return secret + found


def published(link: str) -> str:
    """A link of others as it is stored and shown: without credentials and the values of parameters that are secret."""
    return _cleaned(link, _SECRET)


def kept(url: str) -> str:
    """An address that was asked or led to as it is stored: as `published`, and without values that may be private."""
    return _cleaned(url, _PRIVATE)


def logged(url: str) -> str:
    """An address as the log shows it: as `kept`, and without its fragment."""
    return kept(url).partition("#")[0]


def in_text(text: str) -> str:
    """A text, its addresses as `kept` has them."""
    return _URL.sub(lambda found: kept(found.group()), text) if "://" in text else text


def _cleaned(url: str, secret: "re.Pattern[str]") -> str:
    # Most addresses have neither.
    if "=" not in url and "@" not in url:
        return url
    found = credentials(url)
    return secret.sub(r"\1…", url.replace(found, "", 1) if found else url)
