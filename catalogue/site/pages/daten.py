"""The data of the catalogue and the decisions: every list there is, with how many entries it has."""

from collections.abc import Sequence
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Forbidden, Response

from catalogue.schema import Relation, Table
from catalogue.site.lists import must_be_readable
from catalogue.site.metadata import PUBLIC
from catalogue.site.reading import DATABASE
from catalogue.tables import CATALOGUE
from catalogue.tables import DECISIONS as DECIDED

KINDS = (
    ("ergebnis", "Ergebnisse des Vergleichs"),
    ("stand", "Eingelesene Daten"),
    ("regel", "Regeln"),
    ("betrieb", "Herkunft und Aufzeichnungen"),
)


async def show(request: Any, datasette: Datasette) -> Response:
    """The lists of the database in the path by their kind; views stand with the data that they are made of."""
    database = request.url_vars["database"]
    if "sql" in request.args:
        raise Forbidden("sql")
    await must_be_readable(datasette, database)
    relations = CATALOGUE if database == DATABASE else DECIDED
    lists = [PUBLIC[relation.name] for relation in relations if relation.name in PUBLIC]
    lists.sort(key=lambda each: (isinstance(each, Table), each.name))
    context = {
        "database": database,
        "listen": lists,
        "gruppen": [(kind, title, [each for each in lists if _kind(each) == kind]) for kind, title in KINDS],
        "anzahl": await _counted(datasette, database, [each for each in lists if isinstance(each, Table)]),
    }
    return Response.html(await datasette.render_template(["database.html"], context, request=request))


def _kind(relation: Relation) -> str:
    return relation.kind if isinstance(relation, Table) else "stand"


async def _counted(datasette: Datasette, database: str, tables: Sequence[Table]) -> dict[str, int]:
    """The number of rows by table; empty where counting takes too long."""
    numbers = ", ".join(f"(SELECT count(*) FROM [{table.name}]) AS [{table.name}]" for table in tables)
    try:
        counted = await datasette.get_database(database).execute(f"SELECT {numbers}")
    except QueryInterrupted:
        return {}
    return dict(counted.first())
