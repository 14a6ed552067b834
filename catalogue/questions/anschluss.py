"""Which connections are to be checked, and the findings of a check."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.tables.anschluss import ANGESCHLOSSEN, BUNDESPORTAL, FIT_CONNECT, SHARED, UNGEKLAERT

# A service of the Bundesportal as links name it.
_PORTAL_SERVICE = re.compile(
    r"https?://verwaltung\.bund\.de/onlinebeantragung/[a-z]{2}/onlinedienst/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![^/?#])"
)


class ConnectionQuestion(NamedTuple):
    """Whether the authority for a Leistung in a municipality is connected; `weg` and `dienst` say who is asked.

    `namen` are what service and Leistung are called. `ergebnis` and `seit` are those of the last check, None where
    there was none.
    """

    ags: str
    ars: str
    leistungsschluessel: str
    weg: str
    dienst: str
    namen: tuple[str, ...]
    ergebnis: str | None = None
    seit: str | None = None


# Where it matters: addresses that all share, not told to need no connection, for what a town offers by them or lacks,
# unless the comparison says that the town is not responsible. An instance in the link is evidence already.
_WANTED = f"""
WITH geteilt AS (
  SELECT DISTINCT b.leistungsschluessel, b.onlinedienst_id
  FROM dienstbewertung b JOIN loesungen s ON s.id = b.loesung_id
  WHERE s.anschluss <> 'keiner nötig' AND b.instanz IS NULL
    AND {SHARED}
), gefragt (ags, leistungsschluessel) AS (
  SELECT n.ags, n.leistungsschluessel
  FROM angebotsnachweise n JOIN geteilt g USING (leistungsschluessel, onlinedienst_id)
  WHERE n.verschwunden_am IS NULL
  UNION
  SELECT v.ags, l.leistungsschluessel
  FROM luecken l, vergleich v WHERE l.leistungsschluessel IN (SELECT leistungsschluessel FROM geteilt)
  EXCEPT
  SELECT v.ags, s.leistungsschluessel FROM leistungsstand s, vergleich v WHERE s.zustaendig = 'nein'
)
SELECT k.ags, k.ars, g.leistungsschluessel, l.bezeichnung, l.bezeichnung_2
FROM gefragt g JOIN kommunen k ON k.ags = g.ags
LEFT JOIN leistungen l ON l.leistungsschluessel = g.leistungsschluessel
WHERE k.ars IS NOT NULL AND g.ags IN (SELECT value FROM json_each(?))
ORDER BY k.ags, g.leistungsschluessel
"""

_PORTAL_LINKS = """
SELECT DISTINCT n.leistungsschluessel, o.url, o.bezeichnung
FROM onlinedienste o JOIN angebotsnachweise n ON n.onlinedienst_id = o.id
WHERE o.url LIKE '%verwaltung.bund.de/onlinebeantragung/%' AND o.verschwunden_am IS NULL AND n.verschwunden_am IS NULL
ORDER BY 1, 2, 3
"""

_EARLIER = "SELECT ags, leistungsschluessel, weg, dienst, geprueft_am, ergebnis, seit FROM anschlusspruefungen"


# Of the Leistungen that are online in a municipality, those by no offer of which a connection is certain.
_OPEN = f"""
SELECT coalesce(sum(NOT sicher AND offen), 0) AS ungeklaert, coalesce(sum(NOT sicher AND NOT offen), 0) AS nicht
FROM (SELECT max(anschluss IN ('keiner nötig', '{ANGESCHLOSSEN}')) AS sicher, max(anschluss = '{UNGEKLAERT}') AS offen
      FROM angebote
      WHERE ags = {{town}} AND verschwunden_am IS NULL AND url IS NOT NULL AND {{among}}
      GROUP BY leistungsschluessel)
"""
OPEN_IN_PLACE = _OPEN.format(town=":schluessel", among="1")
OPEN_IN_COMPARED_TOWN = _OPEN.format(
    town="(SELECT ags FROM vergleich)",
    among="leistungsschluessel IN"
    " (SELECT leistungsschluessel FROM leistungsstand WHERE zustaendig = 'ja' AND stand = 'online')",
)


def compared_towns(db: Database) -> list[str]:
    """The municipalities (AGS) for which was compared."""
    return [ags for (ags,) in db.execute("SELECT ags FROM vergleich ORDER BY ags").fetchall()]


def connections_to_check(
    db: Database, towns: Iterable[str], *, before: str, limit: int | None = None
) -> list[ConnectionQuestion]:
    """What is to be asked for these municipalities (AGS), by the last comparison, longest ago first.

    Only what was not checked after `before` (UTC). FIT-Connect is asked about each Leistung, the Bundesportal about
    those of which somebody reported a service there.
    """
    services: dict[str, dict[str, str | None]] = defaultdict(dict)
    for key, url, name in db.execute(_PORTAL_LINKS).fetchall():
        if found := _PORTAL_SERVICE.match(url):
            services[key].setdefault(found[1], name)
    earlier = {tuple(row[:4]): row[4:] for row in db.execute(_EARLIER).fetchall()}
    wanted = []
    for ags, ars, key, *titles in db.execute(_WANTED, [json.dumps([*towns])]).fetchall():
        asked = [(FIT_CONNECT, "", None), *((BUNDESPORTAL, *service) for service in services[key].items())]
        for way, service, name in asked:
            at, result, since = earlier.get((ags, key, way, service), ("", None, None))
            if at <= before:
                names = tuple(dict.fromkeys(filter(None, (name, *titles))))
                wanted.append((at, ConnectionQuestion(ags, ars, key, way, service, names, result, since)))
    return [question for _, question in sorted(wanted, key=lambda item: item[0])][:limit]


def connection_results(db: Database, run: int) -> list[dict[str, Any]]:
    """What a run found, by municipality and Leistung."""
    found = db.query(
        "SELECT p.ags, n.name AS kommune, p.leistungsschluessel, l.titel AS leistung, p.weg, p.ergebnis, p.grund,"
        " p.geprueft_am, p.seit, p.beleg"
        " FROM anschlusspruefungen p LEFT JOIN kommunennamen n ON n.ags = p.ags"
        " LEFT JOIN leistungstitel l ON l.leistungsschluessel = p.leistungsschluessel"
        " WHERE p.geprueft_am >= (SELECT beginn FROM laeufe WHERE id = ?)"
        " ORDER BY p.ags, p.leistungsschluessel, p.weg DESC, p.dienst",
        [run],
    )
    return list(found)
