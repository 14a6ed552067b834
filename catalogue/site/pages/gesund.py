"""The health of the site for a monitor: one cheap answer, without personal data."""

import sqlite3
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response
from sqlite_utils import Database

from catalogue.check import importing
from catalogue.questions.health import Health, health
from catalogue.site.reading import DATABASE


async def show(request: Any, datasette: Datasette) -> Response:
    """200 while the catalogue can be read, else 503; how it is stands in the text as a sentence."""
    catalogue = datasette.get_database(DATABASE)

    def state(connection: sqlite3.Connection) -> Health:
        db = Database(connection, execute_plugins=False)
        return health(db, importing=importing(Path(catalogue.path)))

    headers = {"cache-control": "no-store"}
    try:
        found = await catalogue.execute_fn(state)
    except (sqlite3.Error, OSError):
        body = {"gesund": False, "text": "Der Katalog kann nicht gelesen werden."}
        return Response.json(body, status=503, headers=headers)
    findings = f"Offene Befunde: {found.befunde} (thavel check)." if found.befunde else "Kein Lauf hat offene Befunde."
    compared = "" if found.verglichen else " Es wurde noch nicht verglichen."
    body = {"gesund": True, "text": f"Der Katalog kann gelesen werden.{compared} {findings}", **found._asdict()}
    return Response.json(body, headers=headers)
