"""The gaps: what others offer online and the town does not, what it is responsible for first."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.glossary import KINDS
from catalogue.site.reading import chosen, export_links, first, number, paging, rows
from catalogue.tables.vergleich import LUECKENARTEN, ZUSTAENDIG

MATCHING = """
FROM luecken l
WHERE (:art IS NULL OR l.art = :art)
  AND (:themenfeld IS NULL OR l.themenfeld = :themenfeld)
  AND (:zustaendig IS NULL OR l.zustaendig = :zustaendig)
"""

COUNT = f"SELECT count(*) AS anzahl {MATCHING}"

PAGE = f"""
SELECT l.*, (SELECT min(k.rang) FROM kandidaten k WHERE k.leistungsschluessel = l.leistungsschluessel) AS rang
{MATCHING}
ORDER BY CASE l.zustaendig WHEN 'ja' THEN 1 WHEN 'unklar' THEN 2 ELSE 3 END,
         l.verwaltungen DESC, l.bezeichnung, l.leistungsschluessel
LIMIT :limit OFFSET :offset
"""

TOTALS = f"""
SELECT count(*) AS gesamt, coalesce(sum(l.zustaendig = 'ja'), 0) AS ja,
       coalesce(sum(l.zustaendig = 'unklar'), 0) AS unklar, coalesce(sum(l.zustaendig = 'nein'), 0) AS nein
{MATCHING}
"""

BASE = "SELECT verwaltungen, vergleichbare FROM vergleich LIMIT 1"

FIELDS = "SELECT DISTINCT themenfeld FROM luecken WHERE themenfeld IS NOT NULL ORDER BY themenfeld"

GROUPS = {
    "ja": "Dafür ist die Kommune zuständig",
    "unklar": "Zuständigkeit unklar",
    "nein": "Dafür ist die Kommune nicht zuständig",
}


async def show(request: Any, datasette: Datasette) -> Response:
    """The gaps that match the form, grouped by responsibility."""
    filters = chosen(request, "art", "themenfeld", "zustaendig")
    pages = paging(request, await number(datasette, COUNT, filters), "/luecken", filters)
    found = await rows(datasette, PAGE, {**filters, **pages.params})
    context = {
        "auswahl": filters,
        "arten": LUECKENARTEN,
        "arten_erklaert": KINDS,
        "zustaendigkeiten": ZUSTAENDIG,
        "themenfelder": [row["themenfeld"] for row in await rows(datasette, FIELDS)],
        "summen": await first(datasette, TOTALS, filters),
        "basis": await first(datasette, BASE),
        "gruppen": [
            (title, [row for row in found if row["zustaendig"] == value], value) for value, title in GROUPS.items()
        ],
        "seiten": pages,
        "export": export_links("luecken", filters),
    }
    return Response.html(await datasette.render_template(["luecken.html"], context, request=request))
