"""The town's own list beside what PVOG knows of it: what is not reported, not linked, or linked differently."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.glossary import FINDINGS
from catalogue.site.reading import chosen, contains, export_links, number, paging, rows
from catalogue.tables.vergleich import BEFUNDE

MATCHING = """
FROM bestandsabgleich b
WHERE (:befund IS NULL OR b.befund = :befund)
  AND (:muster IS NULL OR b.leistung LIKE :muster ESCAPE '\\')
"""

COUNT = f"SELECT count(*) AS anzahl {MATCHING}"

PAGE = f"""
SELECT b.*
{MATCHING}
ORDER BY CASE b.befund WHEN 'nicht gemeldet' THEN 1 WHEN 'nicht verlinkt' THEN 2 WHEN 'anderer Link' THEN 3 ELSE 4 END,
         b.leistung, b.leistungsschluessel
LIMIT :limit OFFSET :offset
"""

TOTALS = "SELECT befund, count(*) AS anzahl FROM bestandsabgleich GROUP BY befund"


async def show(request: Any, datasette: Datasette) -> Response:
    """The findings that match the form, what needs work first."""
    filters = chosen(request, "q", "befund")
    params = {"befund": filters["befund"], "muster": contains(filters["q"])}
    pages = paging(request, await number(datasette, COUNT, params), "/eigene-liste", filters)
    counted = {row["befund"]: row["anzahl"] for row in await rows(datasette, TOTALS)}
    context = {
        "auswahl": filters,
        "befunde": [(befund, counted.get(befund, 0), FINDINGS[befund]) for befund in BEFUNDE],
        "gesamt": sum(counted.values()),
        "eintraege": await rows(datasette, PAGE, {**params, **pages.params}),
        "seiten": pages,
        "export": export_links("bestandsabgleich", {"befund": filters["befund"], "leistung__contains": filters["q"]}),
    }
    return Response.html(await datasette.render_template(["eigene_liste.html"], context, request=request))
