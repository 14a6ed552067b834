"""The town's own list beside what PVOG knows of it: what is not reported, not linked, or linked differently."""

from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.glossary import FINDINGS
from catalogue.site.reading import number, rows
from catalogue.site.selection import Filter, choices, paging, selected
from catalogue.tables.vergleich import BEFUNDE

FILTERS = (
    Filter("q", "Leistung enthält", search=("leistung",)),
    Filter("befund", "Befund", BEFUNDE, "Alle Befunde"),
)

COUNT = "SELECT count(*) AS anzahl FROM bestandsabgleich b WHERE {matching}"

PAGE = """
SELECT b.*
FROM bestandsabgleich b
WHERE {matching}
ORDER BY CASE b.befund WHEN 'nicht gemeldet' THEN 1 WHEN 'nicht verlinkt' THEN 2 WHEN 'anderer Link' THEN 3 ELSE 4 END,
         sortiert(b.leistung), b.leistungsschluessel
LIMIT :limit OFFSET :offset
"""

TOTALS = "SELECT befund, count(*) AS anzahl FROM bestandsabgleich GROUP BY befund"


class FindingCount(NamedTuple):
    """A finding, the number of entries that have it, and what it means."""

    befund: str
    anzahl: int
    bedeutung: str


async def show(request: Any, datasette: Datasette) -> Response:
    """The findings that match the form, what needs work first."""
    chosen = selected(request, "/eigene-liste", FILTERS)
    matching = chosen.matching("b")
    pages = paging(request, await number(datasette, COUNT.format(matching=matching), chosen.params), chosen)
    counted = {row["befund"]: row["anzahl"] for row in await rows(datasette, TOTALS)}
    context = {
        "auswahl": chosen,
        "wahl": await choices(datasette, FILTERS),
        "befunde": [FindingCount(befund, counted.get(befund, 0), FINDINGS[befund]) for befund in BEFUNDE],
        "gesamt": sum(counted.values()),
        "eintraege": await rows(datasette, PAGE.format(matching=matching), {**chosen.params, **pages.params}),
        "seiten": pages,
        "export": chosen.export("bestandsabgleich"),
    }
    return Response.html(await datasette.render_template(["eigene_liste.html"], context, request=request))
