"""The municipalities: a list to search, and a page for each with what it is and what it offers."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.questions.anschluss import OPEN_IN_PLACE
from catalogue.site.errors import MissingPage
from catalogue.site.reading import first, number, rows
from catalogue.site.selection import Filter, choices, paging, selected

KREISE = """
SELECT DISTINCT kreis FROM kommunen WHERE kreis IS NOT NULL AND gueltig_bis IS NULL ORDER BY sortiert(kreis)
"""

FILTERS = (
    Filter("q", "Name enthält", search=("name",)),
    Filter("kreis", "Kreis", KREISE, "Alle Kreise"),
)

COUNT = "SELECT count(*) AS anzahl FROM kommunen k WHERE k.gueltig_bis IS NULL AND {matching}"

PAGE = """
SELECT k.ags, k.name, k.typ, k.kreis, k.verwaltung, k.einwohner, k.onlinedienste, k.eigene_onlinedienste
FROM kommunen k
WHERE k.gueltig_bis IS NULL AND {matching}
ORDER BY sortiert(k.name), k.ags
LIMIT :limit OFFSET :offset
"""

ALL = "SELECT count(*) AS anzahl FROM kommunen WHERE gueltig_bis IS NULL"
KOMMUNE = "SELECT k.*, n.kurzname FROM kommunen k JOIN kommunennamen n USING (ags) WHERE k.ags = :schluessel"

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
FROM kommune_nachfolger n JOIN kommunennamen k ON k.ags = n.ags_neu
WHERE n.ags_alt = :schluessel
ORDER BY sortiert(k.name)
"""

PREDECESSORS = """
SELECT n.ags_alt AS ags, k.name, n.seit, n.art
FROM kommune_nachfolger n JOIN kommunennamen k ON k.ags = n.ags_alt
WHERE n.ags_neu = :schluessel AND n.ags_alt <> n.ags_neu
ORDER BY n.seit, sortiert(k.name)
"""

LEVELS = """
SELECT ebene, count(DISTINCT leistungsschluessel) AS leistungen, count(DISTINCT onlinedienst_id) AS onlinedienste
FROM angebote
WHERE ags = :schluessel AND verschwunden_am IS NULL
GROUP BY ebene
ORDER BY CASE ebene WHEN 'Kommune' THEN 1 WHEN 'Verwaltung' THEN 2 WHEN 'Kreis' THEN 3 WHEN 'Land' THEN 4
                    WHEN 'Bund' THEN 5 ELSE 6 END
"""

OFFER_FILTERS = (
    Filter(
        "q",
        "Leistung, Onlinedienst oder Lösung enthält",
        search=("leistung", "onlinedienst", "loesung", "leistungsschluessel"),
    ),
    Filter("ebene", "Ebene", everything="Alle Ebenen"),
)

OFFER_COUNT = "SELECT count(*) AS anzahl FROM angebote a WHERE a.ags = :schluessel AND {matching}"

OFFERS = """
SELECT a.leistungsschluessel, a.leistung, a.onlinedienst, a.url, a.ebene, a.ebene_grund, a.ebene_beleg,
       a.anschluss, a.anschluss_grund, a.anschluss_beleg, a.anschluss_geprueft_am,
       a.loesung,
       a.plattform, a.erstmals_gesehen, a.verschwunden_am
FROM angebote a
WHERE a.ags = :schluessel AND {matching}
ORDER BY a.verschwunden_am IS NOT NULL, sortiert(a.leistung), sortiert(a.onlinedienst)
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
    chosen = selected(request, "/kommunen", FILTERS)
    matching = chosen.matching("k")
    pages = paging(request, await number(datasette, COUNT.format(matching=matching), chosen.params), chosen)
    context = {
        "auswahl": chosen,
        "wahl": await choices(datasette, FILTERS),
        "alle": await number(datasette, ALL),
        "kommunen": await rows(datasette, PAGE.format(matching=matching), {**chosen.params, **pages.params}),
        "seiten": pages,
        "export": chosen.export("kommunen", gueltig_bis__isnull="1"),
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
        raise MissingPage(
            "Eine Kommune mit diesem Schlüssel kennt der Katalog nicht. Ein AGS hat 8 Ziffern, ein ARS 12. "
            "Suchen Sie die Kommune unter „Kommunen“."
        )
    chosen = selected(request, f"/kommune/{key}", OFFER_FILTERS)
    matching, wanted = chosen.matching("a"), {**params, **chosen.params}
    pages = paging(request, await number(datasette, OFFER_COUNT.format(matching=matching), wanted), chosen)
    levels = await rows(datasette, LEVELS, params)
    context = {
        "kommune": kommune,
        "auswahl": chosen,
        "wahl": {"ebene": [row["ebene"] for row in levels]},
        "schluessel": await rows(datasette, KEYS, params),
        "nachfolger": await rows(datasette, SUCCESSORS, params),
        "vorgaenger": await rows(datasette, PREDECESSORS, params),
        "zaehlung": await first(datasette, DISTINCT, params),
        "anschluss": await first(datasette, OPEN_IN_PLACE, params),
        "ebenen": levels,
        "abdeckung": await first(datasette, COVERAGE, params),
        "angebote": await rows(datasette, OFFERS.format(matching=matching), {**wanted, **pages.params}),
        "seiten": pages,
        "export": chosen.export("angebote", ags=key),
    }
    return Response.html(await datasette.render_template(["kommune.html"], context, request=request))
