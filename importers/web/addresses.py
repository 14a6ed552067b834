"""Refuses addresses with a name and password: they would be sent, and end up in messages."""

from catalogue.addresses import credentials
from importers.web.errors import SourceError


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
