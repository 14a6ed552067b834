"""Writes the log of gaps: how the gaps of a new result differ from the last ones of the same town."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.records.verlauf import GapEvent, LoggedGap, LoggedResult, LoggedStanding
from catalogue.tables.verlauf import CLOSED, FIRST, OPENED

# What became of gaps from one result to the next: `comparisons.judging.history.events`.
Events = Callable[[LoggedResult, LoggedResult], list[GapEvent]]


class History(NamedTuple):
    """Numbers of gaps that opened, closed, changed since the last comparison for the town; `first` where none was."""

    first: bool
    opened: int = 0
    closed: int = 0
    changed: int = 0


_FIRST = f"""
INSERT INTO lueckenverlauf (zeitpunkt, ags, ereignis, nachher)
SELECT zeitpunkt, ags, '{FIRST}', (SELECT count(*) || iif(count(*) = 1, ' Lücke', ' Lücken') FROM luecken)
FROM vergleich
WHERE ags NOT IN (SELECT ags FROM lueckenverlauf WHERE ereignis = '{FIRST}')
"""
_FORGET = "DELETE FROM lueckenstand WHERE ags IN (SELECT ags FROM vergleich)"
_REMEMBER = """
INSERT INTO lueckenstand (ags, leistungsschluessel, leistung, art, zustaendig)
SELECT v.ags, l.leistungsschluessel, l.bezeichnung, l.art, l.zustaendig FROM vergleich v CROSS JOIN luecken l
"""


class Before(NamedTuple):
    """The result that is about to be replaced: its town, None where there is none, and how Leistungen stood there."""

    ags: str | None
    standings: Mapping[str, LoggedStanding]


def before_replacing(db: Database) -> Before:
    """Read what the log needs of the result before it is replaced; a first one is noted as the base."""
    _note_first(db)
    return Before(_town(db), _standings(db))


def after_replacing(db: Database, before: Before, events: Events) -> History:
    """Log how the gaps of the result now in the catalogue differ from the last ones of the same town.

    Belongs into the transaction that replaces the result. The first comparison for a town is only noted as the base.
    """
    if _note_first(db):
        return History(first=True)
    (ags, time), *_ = db.execute("SELECT ags, zeitpunkt FROM vergleich").fetchall()
    known = {
        key: LoggedGap(*gap)
        for key, *gap in db.execute(
            "SELECT leistungsschluessel, leistung, art, zustaendig FROM lueckenstand WHERE ags = ?", [ags]
        )
    }
    gaps = {
        key: LoggedGap(*gap)
        for key, *gap in db.execute(
            "SELECT leistungsschluessel, bezeichnung, art, zustaendig, art_grund, zustaendig_grund FROM luecken"
        )
    }
    last = LoggedResult(known, before.standings if before.ags == ags else None)
    found = events(last, LoggedResult(gaps, _standings(db)))
    db.conn.executemany(
        "INSERT INTO lueckenverlauf (zeitpunkt, ags, leistungsschluessel, leistung, ereignis, vorher, nachher, grund)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(time, ags, *event) for event in found],
    )
    _remember(db)
    opened, closed = (sum(event.ereignis == kind for event in found) for kind in (OPENED, CLOSED))
    return History(False, opened, closed, len({event.leistungsschluessel for event in found}) - opened - closed)


def _note_first(db: Database) -> bool:
    """Make the result in the catalogue the base for its town where there is none yet; whether it was made so."""
    if db.conn.execute(_FIRST).rowcount == 0:
        return False
    _remember(db)
    return True


def _remember(db: Database) -> None:
    db.conn.execute(_FORGET)
    db.conn.execute(_REMEMBER)


def _town(db: Database) -> str | None:
    row = db.execute("SELECT ags FROM vergleich").fetchone()
    return str(row[0]) if row else None


def _standings(db: Database) -> dict[str, LoggedStanding]:
    rows = db.execute("SELECT leistungsschluessel, stand, zustaendig FROM leistungsstand").fetchall()
    return {key: LoggedStanding(stand, zustaendig) for key, stand, zustaendig in rows}
