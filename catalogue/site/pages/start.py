"""The start page: how far the town is, compared with whom, and what it should take over first."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.questions.anschluss import OPEN_IN_COMPARED_TOWN
from catalogue.site.pages import aenderungen, kandidaten, trichter
from catalogue.site.reading import first, rows
from catalogue.tables.vergleich import LUECKENARTEN

BEST = 10

COMPARISON = """
SELECT v.ags, v.kommune, v.zeitpunkt, v.datenstand, v.datenstand_ab, v.verwaltungen, v.vergleichbare, v.hinweis,
       a.leistungen, a.online, a.online_eigen, a.unklar
FROM vergleich v
LEFT JOIN abdeckung a ON a.ags = v.ags
LIMIT 1
"""

COVERAGE = """
SELECT a.ags, a.kommune, a.vergleichbar, a.leistungen, a.online, a.online_eigen, a.ags = v.ags AS selbst
FROM abdeckung a
JOIN vergleich v
ORDER BY a.online DESC, sortiert(a.kommune)
LIMIT 60
"""

TOWNS = "SELECT count(*) AS anzahl FROM abdeckung"

NOWHERE = """
SELECT count(*) AS anzahl FROM leistungsstand WHERE zustaendig = 'ja' AND stand = 'nirgends online'
"""

ASSUMED = """
SELECT count(*) AS anzahl FROM leistungsstand WHERE zustaendig = 'ja' AND zustaendig_sicherheit = 'angenommen'
"""

CANDIDATES = """
WITH beste AS (SELECT * FROM kandidaten WHERE rang IN (SELECT min(rang) FROM kandidaten GROUP BY leistungsschluessel))
SELECT k.rang, k.leistungsschluessel, k.bezeichnung, k.loesung, k.plattform, k.nachnutzungsweg, k.aufwand,
       k.geber_ags, k.geber, k.geber_url, k.punkte, k.zustaendig, k.status, k.vorhaben,
       (SELECT count(*) FROM kandidaten w WHERE w.leistungsschluessel = k.leistungsschluessel) - 1 AS weitere
FROM beste k
WHERE k.rang IN (SELECT min(rang) FROM beste GROUP BY coalesce(vorhaben, rang))
ORDER BY k.rang
LIMIT :limit
"""

KINDS = """
SELECT art, count(*) AS anzahl, sum(zustaendig = 'ja') AS ja, sum(zustaendig = 'unklar') AS unklar
FROM luecken
GROUP BY art
"""

SOURCES = """
SELECT name, titel, herausgeber, url, stand FROM quellen WHERE letzter_lauf IS NOT NULL ORDER BY sortiert(titel)
"""

FILLED = """
SELECT (SELECT count(*) FROM kommunen WHERE gueltig_bis IS NULL) AS kommunen,
       (SELECT count(*) FROM leistungen) AS leistungen,
       (SELECT count(*) FROM angebotsnachweise) AS angebote
"""


async def show(request: Any, datasette: Datasette) -> Response:
    """The answer, or what to do to get one."""
    comparison = await first(datasette, COMPARISON)
    if comparison is None:
        filled = await first(datasette, FILLED)
        html = await datasette.render_template(["start_leer.html"], {"bestand": filled}, request=request)
        return Response.html(html)
    kinds = {row["art"]: row for row in await rows(datasette, KINDS)}
    gaps = sum(row["ja"] for row in kinds.values())
    context = {
        "antwort": comparison,
        "fehlend": gaps,
        "angenommen": (await first(datasette, ASSUMED) or {"anzahl": 0})["anzahl"],
        "nirgends": (await first(datasette, NOWHERE) or {"anzahl": 0})["anzahl"],
        "unklare_luecken": sum(row["unklar"] for row in kinds.values()),
        "anschluss": await first(datasette, OPEN_IN_COMPARED_TOWN),
        "trichter": await trichter.funnel(datasette),
        "abdeckung": await rows(datasette, COVERAGE),
        "erfasste": await first(datasette, TOWNS),
        "kandidaten": await kandidaten.with_members(datasette, await rows(datasette, CANDIDATES, {"limit": BEST})),
        "gesamt": await first(datasette, kandidaten.COUNT.format(matching="1")),
        "arten": [kinds[art] for art in LUECKENARTEN if art in kinds],
        "aenderungen": await aenderungen.summary(datasette),
        "quellen": await rows(datasette, SOURCES),
    }
    return Response.html(await datasette.render_template(["start.html"], context, request=request))
