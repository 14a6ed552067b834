"""Links to be checked, and the findings of a check."""

from typing import NamedTuple

from sqlite_utils import Database


class CheckedLink(NamedTuple):
    """A link and what was found when it was checked last; None throughout where it never was."""

    url: str
    geprueft_am: str | None = None
    ergebnis: str | None = None
    http_status: int | None = None
    seit: str | None = None


_LINKS_TO_CHECK = """
WITH gefragt (url) AS (
  SELECT o.url
  FROM angebotsnachweise n JOIN onlinedienste o ON o.id = n.onlinedienst_id
  WHERE n.verschwunden_am IS NULL AND o.verschwunden_am IS NULL
    AND (:everything
         -- Every candidate closes one of the gaps.
         OR n.leistungsschluessel IN (SELECT leistungsschluessel FROM luecken)
         OR n.ags IN (SELECT ags FROM vergleich))
  UNION
  SELECT geber_url FROM kandidaten
)
SELECT g.url, p.geprueft_am, p.ergebnis, p.http_status, p.seit
FROM gefragt g LEFT JOIN linkpruefungen p ON p.url = g.url
WHERE g.url IS NOT NULL AND (p.geprueft_am IS NULL OR p.geprueft_am <= :before)
ORDER BY p.geprueft_am, g.url
LIMIT coalesce(:limit, -1)
"""


def links_to_check(
    db: Database, *, before: str, everything: bool = False, limit: int | None = None
) -> list[CheckedLink]:
    """The links of gaps, candidates and the reference town, with `everything` those of all current offers.

    Only those that were not checked after `before` (UTC), each once, longest ago first.
    """
    rows = db.execute(_LINKS_TO_CHECK, {"before": before, "everything": everything, "limit": limit})
    return [CheckedLink(*row) for row in rows.fetchall()]


def link_results(db: Database, run: int) -> dict[str, int]:
    """Number of links that a run checked, by result."""
    rows = db.execute(
        "SELECT ergebnis, count(*) FROM linkpruefungen"
        " WHERE geprueft_am >= (SELECT beginn FROM laeufe WHERE id = ?) GROUP BY ergebnis",
        [run],
    )
    return dict(rows.fetchall())


class BrokenLink(NamedTuple):
    """A broken link of the reference town, why it is held to be broken, and one Leistung that has it."""

    url: str
    grund: str | None
    leistung: str


_BROKEN = """
SELECT p.url, p.grund, min(l.titel) AS leistung
FROM linkpruefungen p
JOIN onlinedienste o ON o.url = p.url AND o.verschwunden_am IS NULL
JOIN angebotsnachweise n ON n.onlinedienst_id = o.id AND n.verschwunden_am IS NULL
JOIN vergleich v ON v.ags = n.ags
JOIN leistungstitel l ON l.leistungsschluessel = n.leistungsschluessel
WHERE p.ergebnis = 'defekt' AND p.geprueft_am >= (SELECT beginn FROM laeufe WHERE id = ?)
GROUP BY p.url, p.grund
ORDER BY p.url
"""


def broken_links_of_the_town(db: Database, run: int) -> list[BrokenLink]:
    """The reference town's links that a run found broken."""
    return [BrokenLink(*row) for row in db.execute(_BROKEN, [run]).fetchall()]
