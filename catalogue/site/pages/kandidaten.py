"""The candidates by rank, each with the points that make it up; what is one work to take over stands there once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.reading import Row, rows
from catalogue.site.selection import Filter, choices, found_in, paging, selected
from catalogue.tables.entscheidungen import STATUS

PER_PAGE = 50

EFFORTS = """
SELECT DISTINCT k.aufwand, a.wert AS stufe
FROM kandidaten k LEFT JOIN aufwandsstufen a ON a.aufwand = k.aufwand
ORDER BY a.wert IS NULL, a.wert DESC
"""

FILTERS = (
    Filter("themenfeld", "Themenfeld", found_in("kandidaten", "themenfeld"), "Alle Themenfelder"),
    Filter("fachbereich", "Fachbereich", found_in("kandidaten", "fachbereich"), "Alle Fachbereiche"),
    Filter("plattform", "Plattform", found_in("kandidaten", "plattform"), "Alle Plattformen"),
    Filter("aufwand", "Aufwand", EFFORTS, "Jeder Aufwand"),
    Filter("zustaendig", "Zuständig", found_in("kandidaten", "zustaendig")),
    Filter("status", "Status", STATUS, "Jeder Status"),
)

COUNT = """
SELECT count(*) AS kandidaten, count(DISTINCT k.leistungsschluessel) AS leistungen,
       count(DISTINCT coalesce(k.vorhaben, k.rang)) AS vorhaben
FROM kandidaten k
WHERE {matching}
"""

# Of the candidates that are one work the best one.
SHOWN = """
WITH passend AS (SELECT * FROM kandidaten k WHERE {matching}),
seite AS (
  SELECT * FROM passend
  WHERE rang IN (SELECT min(rang) FROM passend GROUP BY coalesce(vorhaben, rang))
  ORDER BY rang
  LIMIT :limit OFFSET :offset
)
"""

PAGE = f"""
{SHOWN}
SELECT k.*, l.betreiber, u.zustaendig_sicherheit,
       (SELECT count(*) FROM kooperationen c WHERE c.leistungsschluessel = k.leistungsschluessel) AS mitstreiter
FROM seite k
LEFT JOIN loesungen l ON l.id = k.loesung_id
LEFT JOIN luecken u ON u.leistungsschluessel = k.leistungsschluessel
ORDER BY k.rang
"""

POINTS = f"""
{SHOWN}
SELECT p.leistungsschluessel, p.loesung_id, coalesce(g.bezeichnung, p.kriterium) AS bezeichnung, g.bedeutung,
       p.wert, p.ersatzwert, p.gewicht, p.punkte, p.erklaerung, p.quelle
FROM seite s
JOIN kandidat_punkte p ON p.leistungsschluessel = s.leistungsschluessel AND p.loesung_id = s.loesung_id
LEFT JOIN gewichte g ON g.kriterium = p.kriterium
ORDER BY p.punkte DESC, p.gewicht DESC, p.kriterium
"""

# Results of an older comparison name one donor only.
DONORS = f"""
{SHOWN}
SELECT s.leistungsschluessel, s.loesung_id, g.naehe, g.link_befund, g.stelle,
       coalesce(g.ags, s.geber_ags) AS ags, coalesce(g.kommune, s.geber) AS kommune,
       iif(g.ags IS NULL, s.geber_url, g.url) AS url,
       p.geprueft_am, p.ergebnis, p.ziel AS link_ziel, p.grund AS link_grund
FROM seite s
LEFT JOIN kandidat_geber g ON g.leistungsschluessel = s.leistungsschluessel AND g.loesung_id = s.loesung_id
LEFT JOIN linkpruefungen p ON p.url = iif(g.ags IS NULL, s.geber_url, g.url)
ORDER BY g.platz
"""


OF_WORKS = """
SELECT vorhaben, leistungsschluessel, bezeichnung, rang, punkte
FROM kandidaten
WHERE vorhaben IN (SELECT value FROM json_each(:vorhaben))
ORDER BY rang
"""


async def with_members(datasette: Datasette, candidates: Iterable[Row]) -> list[Row]:
    """The candidates, each with those for other Leistungen that are the same work (`auch`), by rank."""
    shown = list(candidates)
    works = json.dumps([row["vorhaben"] for row in shown if row["vorhaben"]])
    members = await rows(datasette, OF_WORKS, {"vorhaben": works})
    return [
        {
            **row,
            "auch": [
                other
                for other in members
                if other["vorhaben"] == row["vorhaben"] and other["leistungsschluessel"] != row["leistungsschluessel"]
            ],
        }
        for row in shown
    ]


async def with_evidence(datasette: Datasette, matching: str, params: Mapping[str, Any]) -> list[Row]:
    """Works to take over, by rank: the best candidate of each, with points (`punkte_liste`) and donors (`geber_liste`).

    Of the `kandidaten k` for which the SQL condition `matching` holds, from `offset` on and at most `limit`. What else
    a work closes (`auch`) is named whether it matches or not.
    """
    points = _by_candidate(await rows(datasette, POINTS.format(matching=matching), params))
    donors = _by_candidate(await rows(datasette, DONORS.format(matching=matching), params))
    return [
        {**candidate, "punkte_liste": points[_key(candidate)], "geber_liste": donors[_key(candidate)]}
        for candidate in await with_members(datasette, await rows(datasette, PAGE.format(matching=matching), params))
    ]


def _key(row: Row) -> tuple[str, str]:
    return row["leistungsschluessel"], row["loesung_id"]


def _by_candidate(found: Iterable[Row]) -> defaultdict[tuple[str, str], list[Row]]:
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        grouped[_key(row)].append(row)
    return grouped


async def show(request: Any, datasette: Datasette) -> Response:
    """The candidates that match the form."""
    chosen = selected(request, "/kandidaten", FILTERS)
    matching = chosen.matching("k")
    counted = (await rows(datasette, COUNT.format(matching=matching), chosen.params))[0]
    pages = paging(request, counted["vorhaben"], chosen, PER_PAGE)
    context = {
        "auswahl": chosen,
        "wahl": await choices(datasette, FILTERS),
        "kandidaten": await with_evidence(datasette, matching, {**chosen.params, **pages.params}),
        "gezaehlt": counted,
        "seiten": pages,
        "export": chosen.export("kandidaten"),
    }
    return Response.html(await datasette.render_template(["kandidaten.html"], context, request=request))
