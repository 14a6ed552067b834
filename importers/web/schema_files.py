"""Fetches the official schema files of all standards, politely; one that cannot be had does not stop the others."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from catalogue.database import explained
from catalogue.files import write
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.session import Session
from xoev_schemas.archive import MAX_ZIP_BYTES
from xoev_schemas.fetch import URNS, FetchError, fetch


class SchemaFetch(NamedTuple):
    """The outcome for one standard: whether its files are in the cache now, and a German sentence about it."""

    fetched: bool
    sentence: str


def fetch_all(folder: Path, manners: Manners, *, base_url: str, renew: bool) -> Iterator[SchemaFetch]:
    """Fetch the ZIP of every standard into `folder`, one after the other; with `renew` other content is accepted.

    Raises `SourceError` where every further request would end the same way, `ThavelError` for errors of the folder.
    """
    session = Session(replace(manners, max_bytes=MAX_ZIP_BYTES))
    for standard in URNS:
        try:
            with explained(folder):
                file = fetch(standard, folder, partial(_body, session), write, base_url=base_url, renew=renew)
        except (FetchError, SourceError) as error:
            if isinstance(error, SourceError) and error.fatal:
                raise
            yield SchemaFetch(False, str(error))
        else:
            yield SchemaFetch(True, f"{standard}: abgerufen, SHA-256 {file.sha256}")


def _body(session: Session, url: str) -> bytes:
    answer = session.get(url)
    if answer.status == 404:
        raise SourceError("http.404", "Diese Schemadateien gibt es dort nicht (404).", url)
    return answer.body
