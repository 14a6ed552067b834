"""The candidates by rank, each with the points that make it up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Response

from catalogue.site.reading import Row, chosen, export_links, number, paging, rows

PER_PAGE = 50

MATCHING = """
FROM kandidaten k
WHERE (:themenfeld IS NULL OR k.themenfeld = :themenfeld)
  AND (:fachbereich IS NULL OR k.fachbereich = :fachbereich)
  AND (:plattform IS NULL OR k.plattform = :plattform)
  AND (:aufwand IS NULL OR k.aufwand = :aufwand)
  AND (:zustaendig IS NULL OR k.zustaendig = :zustaendig)
  AND (:leistungsschluessel IS NULL OR k.leistungsschluessel = :leistungsschluessel)
"""

COUNT = f"SELECT count(*) AS anzahl {MATCHING}"
SERVICES = f"SELECT count(DISTINCT k.leistungsschluessel) AS anzahl {MATCHING}"

FURTHER = """FROM kandidaten k
LEFT JOIN loesungen l ON l.id = k.loesung_id
LEFT JOIN luecken u ON u.leistungsschluessel = k.leistungsschluessel"""

PAGE = f"""
SELECT k.*, l.betreiber, u.zustaendig_sicherheit,
       (SELECT count(*) FROM kooperationen c WHERE c.leistungsschluessel = k.leistungsschluessel) AS mitstreiter
{MATCHING.replace("FROM kandidaten k", FURTHER)}
ORDER BY k.rang
LIMIT :limit OFFSET :offset
"""

SHOWN = f"""
WITH seite AS (
  SELECT k.leistungsschluessel, k.loesung_id, k.geber_ags, k.geber, k.geber_url {MATCHING}
  ORDER BY k.rang
  LIMIT :limit OFFSET :offset
)
"""

POINTS = f"""
{SHOWN}
SELECT p.leistungsschluessel, p.loesung_id, coalesce(g.bezeichnung, p.kriterium) AS bezeichnung, g.bedeutung,
       p.wert, p.gewicht, p.punkte, p.erklaerung, p.quelle
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

CHOICES = {
    "themenfeld": "SELECT DISTINCT themenfeld AS wert FROM kandidaten WHERE themenfeld IS NOT NULL ORDER BY 1",
    "fachbereich": "SELECT DISTINCT fachbereich AS wert FROM kandidaten WHERE fachbereich IS NOT NULL ORDER BY 1",
    "plattform": "SELECT DISTINCT plattform AS wert FROM kandidaten ORDER BY 1",
    "aufwand": """
        SELECT DISTINCT k.aufwand AS wert, a.wert AS stufe
        FROM kandidaten k LEFT JOIN aufwandsstufen a ON a.aufwand = k.aufwand
        ORDER BY a.wert IS NULL, a.wert DESC
    """,
    "zustaendig": "SELECT DISTINCT zustaendig AS wert FROM kandidaten ORDER BY 1",
}


async def with_evidence(datasette: Datasette, filters: Mapping[str, Any]) -> list[Row]:
    """Candidates that match the filters, by rank, each with its points (`punkte_liste`) and donors (`geber_liste`)."""
    points = _by_candidate(await rows(datasette, POINTS, filters))
    donors = _by_candidate(await rows(datasette, DONORS, filters))
    return [
        {**candidate, "punkte_liste": points[_key(candidate)], "geber_liste": donors[_key(candidate)]}
        for candidate in await rows(datasette, PAGE, filters)
    ]


def _key(row: Row) -> tuple[str, str]:
    return row["leistungsschluessel"], row["loesung_id"]


def _by_candidate(found: Iterable[Row]) -> defaultdict[tuple[str, str], list[Row]]:
    grouped: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        grouped[_key(row)].append(row)
    return grouped


def no_filters(names: Iterable[str] = (*CHOICES, "leistungsschluessel")) -> dict[str, str | None]:
    """Filters that let every candidate through."""
    return dict.fromkeys(names)


async def show(request: Any, datasette: Datasette) -> Response:
    """The candidates that match the form."""
    filters = {**no_filters(), **chosen(request, *CHOICES)}
    pages = paging(request, await number(datasette, COUNT, filters), "/kandidaten", filters, PER_PAGE)
    context = {
        "auswahl": filters,
        "wahl": {name: [row["wert"] for row in await rows(datasette, sql)] for name, sql in CHOICES.items()},
        "kandidaten": await with_evidence(datasette, {**filters, **pages.params}),
        "leistungen": await number(datasette, SERVICES, filters),
        "seiten": pages,
        "export": export_links("kandidaten", filters),
    }
    return Response.html(await datasette.render_template(["kandidaten.html"], context, request=request))
