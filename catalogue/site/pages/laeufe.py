"""The runs: what each import brought, what was odd, and the raw deliveries behind it."""

import json
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.errors import MissingPage
from catalogue.site.reading import first, number, rows
from catalogue.site.selection import Selection, paging

COUNT = "SELECT count(*) AS anzahl FROM laeufe"

PAGE = """
SELECT l.*, coalesce(q.titel, l.quelle) AS titel
FROM laeufe l LEFT JOIN quellen q ON q.name = l.quelle
ORDER BY l.id DESC
LIMIT :limit OFFSET :offset
"""

RUN = """
SELECT l.*, coalesce(q.titel, l.quelle) AS titel, q.herausgeber
FROM laeufe l LEFT JOIN quellen q ON q.name = l.quelle
WHERE l.id = :nummer
"""

MESSAGES = """
SELECT stufe, code, text, objekt, ort, anzahl
FROM meldungen
WHERE lauf_id = :nummer
ORDER BY CASE stufe WHEN 'Fehler' THEN 1 WHEN 'Warnung' THEN 2 ELSE 3 END, anzahl DESC, id
LIMIT 200
"""

DELIVERY_COUNT = "SELECT count(*) AS anzahl, sum(bytes) AS bytes FROM lieferungen WHERE lauf_id = :nummer"

DELIVERIES = """
SELECT url, gruppe, art, abgerufen, sha256, bytes, content_type, http_status, gespeichert
FROM lieferungen
WHERE lauf_id = :nummer
ORDER BY id
LIMIT :limit OFFSET :offset
"""

MESSAGE_COUNT = "SELECT count(*) AS anzahl FROM meldungen WHERE lauf_id = :nummer"


NAMES = {"ars": "Angefordert (ARS)", "basis": "Abgerufen bei", "dateien": "Dateien", "ags": "Kommune (AGS)"}


async def show_all(request: Any, datasette: Datasette) -> Response:
    """All runs, newest first."""
    pages = paging(request, await number(datasette, COUNT), Selection("/laeufe"), 50)
    context = {"laeufe": await rows(datasette, PAGE, pages.params), "seiten": pages}
    return Response.html(await datasette.render_template(["laeufe.html"], context, request=request))


def scope_of(text: str | None) -> list[tuple[str, str]]:
    """Names and values to show from the JSON that says what a run was asked for."""
    try:
        scope = json.loads(text or "{}")
    except ValueError:
        return [("Umfang", text or "")]
    if not isinstance(scope, dict):
        return [("Umfang", str(scope))]
    return [
        (NAMES.get(name, str(name)), ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        for name, value in scope.items()
    ]


async def show(request: Any, datasette: Datasette) -> Response:
    """One run with its messages and deliveries."""
    text = request.url_vars["nummer"]
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    params = {"nummer": int(text) if is_number else 0}
    run = await first(datasette, RUN, params)
    if run is None:
        raise MissingPage("Einen Lauf mit dieser Nummer gibt es nicht. Alle Läufe finden Sie unter „Läufe“.")
    counted = await first(datasette, DELIVERY_COUNT, params) or {}
    pages = paging(request, int(counted["anzahl"]), Selection(f"/lauf/{params['nummer']}"))
    context = {
        "lauf": run,
        "umfang": scope_of(run["umfang"]),
        "meldungen": await rows(datasette, MESSAGES, params),
        "meldungen_gesamt": await number(datasette, MESSAGE_COUNT, params),
        "lieferungen": await rows(datasette, DELIVERIES, {**params, **pages.params}),
        "bytes": counted["bytes"],
        "seiten": pages,
    }
    return Response.html(await datasette.render_template(["lauf.html"], context, request=request))
