"""The municipalities: a list to search, and a page for each with what it is and what it offers."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.errors import Missing
from catalogue.site.reading import chosen, contains, export_links, first, number, paging, rows

MATCHING = """
FROM kommunen k
WHERE k.gueltig_bis IS NULL
  AND (:muster IS NULL OR k.name LIKE :muster ESCAPE '\\')
  AND (:kreis IS NULL OR k.kreis = :kreis)
"""

COUNT = f"SELECT count(*) AS anzahl {MATCHING}"

PAGE = f"""
SELECT k.ags, k.name, k.typ, k.kreis, k.verwaltung, k.einwohner, k.onlinedienste, k.eigene_onlinedienste
{MATCHING}
ORDER BY k.name, k.ags
LIMIT :limit OFFSET :offset
"""

ALL = "SELECT count(*) AS anzahl FROM kommunen WHERE gueltig_bis IS NULL"
KREISE = "SELECT DISTINCT kreis FROM kommunen WHERE kreis IS NOT NULL AND gueltig_bis IS NULL ORDER BY kreis"

KOMMUNE = "SELECT * FROM kommunen WHERE ags = :schluessel"

OF_PAST_KEY = """
SELECT DISTINCT ags FROM gebietsschluessel WHERE schluessel = :schluessel AND ags <> :schluessel
"""

KEYS = """
SELECT schluessel, art, gueltig_bis, quelle
FROM gebietsschluessel
WHERE ags = :schluessel
ORDER BY gueltig_bis IS NOT NULL, art, schluessel
"""

SUCCESSORS = """
SELECT n.ags_neu AS ags, k.name, n.seit, n.art
FROM kommune_nachfolger n JOIN kommunen k ON k.ags = n.ags_neu
WHERE n.ags_alt = :schluessel
ORDER BY k.name
"""

PREDECESSORS = """
SELECT n.ags_alt AS ags, k.name, n.seit, n.art
FROM kommune_nachfolger n JOIN kommunen k ON k.ags = n.ags_alt
WHERE n.ags_neu = :schluessel AND n.ags_alt <> n.ags_neu
ORDER BY n.seit, k.name
"""

LEVELS = """
SELECT ebene, count(DISTINCT leistungsschluessel) AS leistungen, count(DISTINCT onlinedienst_id) AS onlinedienste
FROM angebote
WHERE ags = :schluessel AND verschwunden_am IS NULL
GROUP BY ebene
ORDER BY CASE ebene WHEN 'Kommune' THEN 1 WHEN 'Verwaltung' THEN 2 WHEN 'Kreis' THEN 3 WHEN 'Land' THEN 4
                    WHEN 'Bund' THEN 5 ELSE 6 END
"""

OFFERS_MATCHING = """
FROM angebote a
WHERE a.ags = :schluessel
  AND (:ebene IS NULL OR a.ebene = :ebene)
  AND (:muster IS NULL OR a.leistung LIKE :muster ESCAPE '\\' OR a.onlinedienst LIKE :muster ESCAPE '\\'
       OR a.loesung LIKE :muster ESCAPE '\\' OR a.leistungsschluessel LIKE :muster ESCAPE '\\')
"""

OFFER_COUNT = f"SELECT count(*) AS anzahl {OFFERS_MATCHING}"

OFFERS = f"""
SELECT a.leistungsschluessel, a.leistung, a.onlinedienst, a.url, a.ebene, a.ebene_grund, a.ebene_beleg, a.loesung,
       a.plattform, a.erstmals_gesehen, a.verschwunden_am
{OFFERS_MATCHING}
ORDER BY a.verschwunden_am IS NOT NULL, a.leistung, a.onlinedienst
LIMIT :limit OFFSET :offset
"""

DISTINCT = """
SELECT count(DISTINCT leistungsschluessel) AS leistungen, count(DISTINCT onlinedienst_id) AS onlinedienste
FROM angebotsnachweise
WHERE ags = :schluessel AND verschwunden_am IS NULL
"""

COVERAGE = "SELECT leistungen, online, online_eigen FROM abdeckung WHERE ags = :schluessel"


async def show_all(request: Any, datasette: Datasette) -> Response:
    """The municipalities of today that match the search."""
    filters = chosen(request, "q", "kreis")
    params = {"kreis": filters["kreis"], "muster": contains(filters["q"])}
    pages = paging(request, await number(datasette, COUNT, params), "/kommunen", filters)
    context = {
        "auswahl": filters,
        "kreise": [row["kreis"] for row in await rows(datasette, KREISE)],
        "alle": await number(datasette, ALL),
        "kommunen": await rows(datasette, PAGE, {**params, **pages.params}),
        "seiten": pages,
        "export": export_links(
            "kommunen", {"gueltig_bis__isnull": "1", "kreis": filters["kreis"], "name__contains": filters["q"]}
        ),
    }
    return Response.html(await datasette.render_template(["kommunen.html"], context, request=request))


async def show(request: Any, datasette: Datasette) -> Response:
    """The page of the municipality in the path; a past key leads to the municipality of today."""
    key = request.url_vars["schluessel"]
    params = {"schluessel": key}
    kommune = await first(datasette, KOMMUNE, params)
    if kommune is None:
        today = await rows(datasette, OF_PAST_KEY, params)
        if len(today) == 1:
            return Response.redirect(str(datasette.urls.path(f"/kommune/{today[0]['ags']}")))
        raise Missing(
            "Eine Kommune mit diesem Schlüssel kennt der Katalog nicht. Ein AGS hat 8 Ziffern, ein ARS 12. "
            "Suchen Sie die Kommune unter „Kommunen“."
        )
    filters = chosen(request, "q", "ebene")
    wanted = {**params, "ebene": filters["ebene"], "muster": contains(filters["q"])}
    pages = paging(request, await number(datasette, OFFER_COUNT, wanted), f"/kommune/{key}", filters)
    context = {
        "kommune": kommune,
        "auswahl": filters,
        "schluessel": await rows(datasette, KEYS, params),
        "nachfolger": await rows(datasette, SUCCESSORS, params),
        "vorgaenger": await rows(datasette, PREDECESSORS, params),
        "zaehlung": await first(datasette, DISTINCT, params),
        "ebenen": await rows(datasette, LEVELS, params),
        "abdeckung": await first(datasette, COVERAGE, params),
        "angebote": await rows(datasette, OFFERS, {**wanted, **pages.params}),
        "seiten": pages,
        "export": export_links("angebote", {"ags": key, "ebene": filters["ebene"]}),
    }
    return Response.html(await datasette.render_template(["kommune.html"], context, request=request))
