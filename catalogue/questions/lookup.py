"""Questions to the catalogue that importers and commands ask: which municipality is this, what is known already."""

import json
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import keys
from catalogue.codes import KINDS_OF_DECISION, PUBLISHED
from catalogue.errors import ThavelError

# So many Leistungen are proposed for a mistyped key, if their keys are so alike (0 to 1).
NEAR, LIKENESS = 3, 0.85


class Place(NamedTuple):
    """A municipality of today."""

    ags: str
    ars: str
    name: str


class Correction(NamedTuple):
    """A known wrong value of a source and what is right instead."""

    falsch: str | None
    richtig: str
    grund: str
    quelle: str


def places(db: Database) -> list[Place]:
    """All municipalities of today, by AGS."""
    rows = db.execute("SELECT ags, ars, name FROM kommunen WHERE gueltig_bis IS NULL AND ars IS NOT NULL ORDER BY ags")
    return [Place(*row) for row in rows.fetchall()]


def of_kreis(db: Database, kreis_ags: str) -> list[Place]:
    """The municipalities of a Kreis (five digits), by AGS. Raises `ThavelError` where none is known."""
    found = [place for place in places(db) if place.ags.startswith(kreis_ags)] if len(kreis_ags) == 5 else []
    if not found:
        raise ThavelError(
            f"Einen Kreis mit dem Schlüssel „{kreis_ags}“ (5 Ziffern) kennt der Katalog nicht. "
            "Die Schlüssel zeigt: thavel export kreise --format csv"
        )
    return found


def resolve(db: Database, wanted: Iterable[str]) -> list[Place]:
    """The municipalities of today behind AGS or ARS, past keys included; each once, in the order asked for.

    Raises `ThavelError` for what is no key, not known, or split between several municipalities.
    """
    if not db["kommunen"].count:
        raise ThavelError(
            "Der Katalog kennt noch keine Kommunen. Importieren Sie zuerst das Gemeindeverzeichnis: "
            "thavel import gemeinden PFAD"
        )
    found: dict[str, Place] = {}
    for key in wanted:
        if not (keys.is_ags(key) or keys.is_ars(key)):
            raise ThavelError(f"„{key}“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern).")
        rows = db.execute(
            "SELECT DISTINCT k.ags, k.ars, k.name FROM gebietsschluessel g JOIN kommunen k ON k.ags = g.ags"
            " WHERE g.schluessel = ? AND k.gueltig_bis IS NULL ORDER BY k.ags",
            [key],
        ).fetchall()
        if not rows:
            raise ThavelError(
                f"Eine Kommune mit dem Schlüssel {key} ist nicht bekannt. "
                "Suchen Sie sie mit: thavel export kommunen --format csv"
            )
        if len(rows) > 1:
            names = ", ".join(f"{name} ({ags})" for ags, _, name in rows)
            raise ThavelError(f"Die Kommune {key} wurde aufgeteilt. Geben Sie eine der Nachfolgerinnen an: {names}.")
        found.setdefault(rows[0][0], Place(*rows[0]))
    return list(found.values())


def title_of(db: Database, key: str) -> str:
    """Title of a Leistung; `ThavelError` with the nearest ones where the key is none or the catalogue lacks it."""
    titles: dict[str, str] = dict(
        db.execute(
            "SELECT leistungsschluessel, coalesce(bezeichnung_2, bezeichnung, leistungsschluessel) FROM leistungen"
            " ORDER BY 1"
        ).fetchall()
    )
    if key in titles:
        return one_line(titles[key])
    near = get_close_matches(key, titles, NEAR, cutoff=LIKENESS)
    near = near or [known for known, title in titles.items() if key and key.casefold() in title.casefold()][:NEAR]
    named = " oder ".join(f"{known} ({one_line(titles[known])})" for known in near)
    meant = f" Meinten Sie {named}?" if named else ""
    if not keys.is_leistungsschluessel(key):
        raise ThavelError(
            f"„{one_line(key)}“ ist kein Leistungsschlüssel. Er hat 14 Ziffern, etwa 99102013104000.{meant}"
        )
    raise ThavelError(
        f"Die Leistung {key} kennt der Katalog nicht. Welche er kennt, zeigt: thavel export leistungen.{meant}"
    )


def one_line(text: str) -> str:
    """The text in one line, without anything that a terminal would obey."""
    whole = "; ".join(text.splitlines())
    return "".join(char if char.isprintable() else " " for char in whole)


def service_keys(db: Database) -> dict[str, str]:
    """Leistungsschlüssel of each known Leistungsbeschreibung (PVOG id of class LB)."""
    return dict(db.execute("SELECT id, leistungsschluessel FROM leistungsbeschreibungen").fetchall())


def offered(db: Database) -> frozenset[str]:
    """Leistungsschlüssel of what some municipality offers online, as far as is known."""
    rows = db.execute("SELECT DISTINCT leistungsschluessel FROM angebotsnachweise WHERE verschwunden_am IS NULL")
    return frozenset(key for (key,) in rows.fetchall())


def used_code_lists(db: Database) -> list[str]:
    """URNs of the code lists that name codes on the pages, hold the values of data fields, or are there already.

    Those of processes only where there are processes.
    """
    rows = db.execute(
        "SELECT liste AS urn FROM codes WHERE liste LIKE 'urn:%' UNION SELECT urn FROM codelisten"
        " UNION SELECT codeliste_urn FROM datenfelder WHERE codeliste_urn LIKE 'urn:%'"
        " UNION SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM prozessklassen) ORDER BY urn",
        [json.dumps([*PUBLISHED.values(), KINDS_OF_DECISION])],
    )
    return [urn for (urn,) in rows.fetchall()]


def corrections(db: Database) -> dict[tuple[str, str, str], Correction]:
    """Known wrong values by table, key and column."""
    rows = db.execute("SELECT tabelle, schluessel, spalte, falsch, richtig, grund, quelle FROM korrekturen")
    return {row[:3]: Correction(*row[3:]) for row in rows.fetchall()}


def coordinates(db: Database) -> dict[str, tuple[float, float]]:
    """Latitude and longitude (degrees, WGS 84) by AGS."""
    return {ags: (lat, lon) for ags, lat, lon in db.execute("SELECT ags, lat, lon FROM koordinaten").fetchall()}


def kreis_names(db: Database) -> dict[str, str]:
    """Names of the Kreise by their five-digit key."""
    return dict(db.execute("SELECT kreis_ags, name FROM kreise WHERE name IS NOT NULL").fetchall())


class TerritorialChange(NamedTuple):
    """A dissolved municipality and one that took it over."""

    ags_alt: str
    name_alt: str
    ags_neu: str
    seit: str | None
    art: str
    quelle: str


def territorial_changes(db: Database) -> list[TerritorialChange]:
    """All known changes of area, oldest key first."""
    rows = db.execute(
        "SELECT ags_alt, name_alt, ags_neu, seit, art, quelle FROM gebietsaenderungen ORDER BY ags_alt, ags_neu"
    )
    return [TerritorialChange(*row) for row in rows.fetchall()]


def former_keys(db: Database) -> list[tuple[str, str, str | None, str]]:
    """Past or deviating ARS: key, AGS of today, last day, source."""
    return db.execute("SELECT schluessel, ags, gueltig_bis, quelle FROM alte_schluessel ORDER BY schluessel").fetchall()


def next_index(db: Database, source: str, url: str) -> int:
    """Where to go on with what a source delivers page by page under `url` followed by a running index; 0 at first.

    The latest run that asked decides: the index of its first page that is not stored, else what follows its last one.
    Deliveries name both: `<url><index>#<next index>`.
    """
    rows = db.execute(
        "WITH seiten AS (SELECT id, lauf_id, substr(url, ?3 + 1) AS ende, gespeichert FROM lieferungen"
        " WHERE quelle = ?1 AND substr(url, 1, ?3) = ?2)"
        " SELECT ende, gespeichert FROM seiten WHERE lauf_id = (SELECT max(lauf_id) FROM seiten) ORDER BY id",
        [source, url, len(url)],
    )
    position = 0
    for end, stored in rows.fetchall():
        index, _, following = end.partition("#")
        if stored is None:
            return int(index)
        position = int(following)
    return position


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


class Edition(NamedTuple):
    """An answer that is kept: what tells its edition, its type, and the checksum (SHA-256) of its body."""

    etag: str | None
    last_modified: str | None
    content_type: str | None
    sha256: str


def editions(db: Database, source: str) -> dict[str, Edition]:
    """The newest stored answer of a source to each URL, of those whose edition the server told."""
    rows = db.execute(
        "SELECT url, etag, zuletzt_veraendert, content_type, sha256, max(id) FROM lieferungen"
        " WHERE quelle = ? AND gespeichert IS NOT NULL AND (etag IS NOT NULL OR zuletzt_veraendert IS NOT NULL)"
        " GROUP BY url",
        [source],
    )
    return {row[0]: Edition(*row[1:5]) for row in rows.fetchall()}


class StoredGroup(NamedTuple):
    """What was stored last under a group's name: when the source was first asked for it (UTC), kind and origin."""

    asked: str
    kind: str
    url: str


def stored_groups(db: Database, source: str) -> dict[str, StoredGroup]:
    """The groups of a source whose content is in the catalogue completely, as the latest run that stored them did."""
    rows = db.execute(
        "SELECT gruppe, min(abgerufen), art, url FROM"
        " (SELECT gruppe, abgerufen, art, url, lauf_id, max(lauf_id) OVER (PARTITION BY gruppe) AS letzter"
        "  FROM lieferungen WHERE quelle = ? AND gespeichert IS NOT NULL)"
        " WHERE lauf_id = letzter GROUP BY gruppe",
        [source],
    )
    return {row[0]: StoredGroup(*row[1:]) for row in rows.fetchall()}
