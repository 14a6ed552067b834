"""Changes of the last 30 days: gaps that opened or closed in the compared town, and new offers in the Land."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.clock import days_ago
from catalogue.site.reading import Row, first, rows

DAYS = 30

SUMMARY = """
SELECT (SELECT ags FROM vergleich) AS ags,
       (SELECT max(l.zeitpunkt) FROM lueckenverlauf l JOIN vergleich v ON v.ags = l.ags
        WHERE l.ereignis = 'Erstvergleich') AS erstvergleich,
       coalesce(sum(ereignis = 'geöffnet'), 0) AS geoeffnet, coalesce(sum(ereignis = 'geschlossen'), 0) AS geschlossen,
       coalesce(sum(ereignis = 'Art geändert'), 0) AS art,
       coalesce(sum(ereignis = 'Zuständigkeit geändert'), 0) AS zustaendigkeit,
       coalesce(sum(ereignis = 'neu'), 0) AS neu, coalesce(sum(ereignis = 'verschwunden'), 0) AS verschwunden,
       coalesce(sum(ereignis = 'Erstaufnahme'), 0) AS erstaufnahmen
FROM (SELECT l.ereignis AS ereignis FROM lueckenverlauf l JOIN vergleich v ON v.ags = l.ags WHERE l.zeitpunkt >= :seit
      UNION ALL
      SELECT art FROM aenderungen WHERE zeitpunkt >= :seit)
"""

GAPS = """
SELECT l.zeitpunkt, l.leistungsschluessel, l.leistung, l.ereignis, l.vorher, l.nachher, l.grund
FROM lueckenverlauf l JOIN vergleich v ON v.ags = l.ags
WHERE l.zeitpunkt >= :seit AND l.ereignis <> 'Erstvergleich'
ORDER BY l.zeitpunkt DESC, l.ereignis, sortiert(l.leistung), l.id
LIMIT 100
"""

# Each Leistung once, however many municipalities and online services are behind it.
NEW_OFFERS = """
SELECT a.leistungsschluessel,
       coalesce(nullif(s.titel, a.leistungsschluessel), max(a.leistung), a.leistungsschluessel) AS leistung,
       count(DISTINCT a.ags) AS kommunen, max(a.zeitpunkt) AS zuletzt, min(coalesce(n.kurzname, a.kommune)) AS beispiel,
       EXISTS (SELECT 1 FROM luecken l WHERE l.leistungsschluessel = a.leistungsschluessel) AS luecke
FROM aenderungen a
LEFT JOIN leistungstitel s ON s.leistungsschluessel = a.leistungsschluessel
LEFT JOIN kommunennamen n ON n.ags = a.ags
WHERE a.art = 'neu' AND a.zeitpunkt >= :seit
GROUP BY a.leistungsschluessel
ORDER BY kommunen DESC, sortiert(leistung)
LIMIT 50
"""

NEW_COUNT = """
SELECT count(DISTINCT leistungsschluessel) AS leistungen FROM aenderungen WHERE art = 'neu' AND zeitpunkt >= :seit
"""


async def summary(datasette: Datasette) -> Row:
    """Number of changes of each kind, with the time they are counted from and the town."""
    since = days_ago(DAYS)
    counted = await first(datasette, SUMMARY, {"seit": since})
    return {**(counted or {}), "seit": since, "tage": DAYS}


async def show(request: Any, datasette: Datasette) -> Response:
    """The changes of the last days."""
    numbers = await summary(datasette)
    since = {"seit": numbers["seit"]}
    context = {
        "zahlen": numbers,
        "luecken": await rows(datasette, GAPS, since),
        "neue": await rows(datasette, NEW_OFFERS, since),
        "neue_gesamt": await first(datasette, NEW_COUNT, since),
    }
    return Response.html(await datasette.render_template(["aenderungen.html"], context, request=request))
