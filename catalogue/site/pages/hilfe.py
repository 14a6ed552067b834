"""Help: the terms, how points come about, where the data comes from; and the rules the town may change."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.schema import Table
from catalogue.site.glossary import KINDS, TERMS
from catalogue.site.reading import number, rows
from catalogue.tables import RELATIONS

WEIGHTS = "SELECT bezeichnung, gewicht, bedeutung, quelle FROM gewichte ORDER BY gewicht DESC, sortiert(bezeichnung)"
SOURCES = "SELECT name, titel, herausgeber, lizenz, url, standard, stand, hinweis FROM quellen ORDER BY sortiert(titel)"

RULES = tuple(table for table in RELATIONS.values() if isinstance(table, Table) and table.kind == "regel")


async def show(request: Any, datasette: Datasette) -> Response:
    """Glossary, points, sources."""
    context = {
        "glossar": TERMS,
        "arten_erklaert": KINDS,
        "gewichte": await rows(datasette, WEIGHTS),
        "quellen": await rows(datasette, SOURCES),
    }
    return Response.html(await datasette.render_template(["hilfe.html"], context, request=request))


async def show_rules(request: Any, datasette: Datasette) -> Response:
    """The rule tables with how many entries each has."""
    counted = [(table, await number(datasette, f"SELECT count(*) AS anzahl FROM [{table.name}]")) for table in RULES]
    html = await datasette.render_template(["regeln.html"], {"regeln": counted}, request=request)
    return Response.html(html)
