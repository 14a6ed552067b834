"""Addresses as they may be shown and kept: without names, passwords and tokens."""

import re

from importers.web.errors import SourceError

# Parameters whose values are nobody else's business; page tokens fall under it too, which is no loss.
_SECRET = re.compile(
    r"([?&;][^?&;=#]*(?:token|secret|passw|credential|signature|session|sessid|client.?id|api.?key)[^?&;=#]*="
    r"|[?&;](?:sig|auth|key|code|state)=)[^&#]*",
    re.IGNORECASE,
)


def credentials(url: str) -> str:
    """The name and password in a URL with the sign that ends them, empty where it has none."""
    authority = re.split(r"[/?#\\]", url.partition("://")[2], maxsplit=1)[0]
    secret, found, _ = authority.rpartition("@")
    return secret + found


def without_secrets(url: str) -> str:
    """A URL as the log shows it: without credentials, fragment and the values of parameters that may be secret."""
    address = url.replace(credentials(url), "", 1).partition("#")[0]
    return _SECRET.sub(r"\1…", address)


def refuse_credentials(url: str) -> None:
    """Raises `SourceError` where a URL carries a name or password, which would end up in messages and the catalogue."""
    found = credentials(url)
    if found:
        raise SourceError(
            "http.zugang_im_link",
            "Der Link enthält Zugangsdaten; sie stünden in Meldungen und Katalog. Lassen Sie sie weg und hinterlegen "
            "Sie sie in der Datei ~/.netrc mit den Rechten 600.",
            url.replace(found, "", 1),
            fatal=True,
        )
