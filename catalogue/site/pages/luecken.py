"""The gaps: what others offer online and the town does not, what it is responsible for first."""

from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.glossary import KINDS
from catalogue.site.reading import Row, first, rows
from catalogue.site.selection import Filter, choices, found_in, paging, selected
from catalogue.tables.vergleich import LUECKENARTEN, ZUSTAENDIG

FILTERS = (
    Filter("art", "Art der Lücke", LUECKENARTEN, "Alle Arten"),
    Filter("themenfeld", "Themenfeld", found_in("luecken", "themenfeld"), "Alle Themenfelder"),
    Filter("zustaendig", "Zuständig", ZUSTAENDIG),
)

PAGE = """
SELECT l.*, (SELECT min(k.rang) FROM kandidaten k WHERE k.leistungsschluessel = l.leistungsschluessel) AS rang
FROM luecken l
WHERE {matching}
ORDER BY CASE l.zustaendig WHEN 'ja' THEN 1 WHEN 'unklar' THEN 2 ELSE 3 END,
         l.verwaltungen DESC, sortiert(l.bezeichnung), l.leistungsschluessel
LIMIT :limit OFFSET :offset
"""

TOTALS = """
SELECT count(*) AS gesamt, coalesce(sum(l.zustaendig = 'ja'), 0) AS ja,
       coalesce(sum(l.zustaendig = 'unklar'), 0) AS unklar, coalesce(sum(l.zustaendig = 'nein'), 0) AS nein
FROM luecken l
WHERE {matching}
"""

BASE = "SELECT verwaltungen, vergleichbare FROM vergleich LIMIT 1"

GROUPS = {
    "ja": "Dafür ist die Kommune zuständig",
    "unklar": "Zuständigkeit unklar",
    "nein": "Dafür ist die Kommune nicht zuständig",
}


class GapGroup(NamedTuple):
    """The gaps of the page with the same responsibility, under their heading."""

    zustaendig: str
    titel: str
    luecken: list[Row]


async def show(request: Any, datasette: Datasette) -> Response:
    """The gaps that match the form, grouped by responsibility."""
    chosen = selected(request, "/luecken", FILTERS)
    matching = chosen.matching("l")
    totals = (await rows(datasette, TOTALS.format(matching=matching), chosen.params))[0]
    pages = paging(request, totals["gesamt"], chosen)
    found = await rows(datasette, PAGE.format(matching=matching), {**chosen.params, **pages.params})
    context = {
        "auswahl": chosen,
        "wahl": await choices(datasette, FILTERS),
        "arten_erklaert": KINDS,
        "summen": totals,
        "basis": await first(datasette, BASE),
        "gruppen": [
            GapGroup(value, title, [row for row in found if row["zustaendig"] == value])
            for value, title in GROUPS.items()
        ],
        "seiten": pages,
        "export": chosen.export("luecken"),
    }
    return Response.html(await datasette.render_template(["luecken.html"], context, request=request))
