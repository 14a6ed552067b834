"""The log of gaps: which opened, closed or changed between two comparisons for the same town."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.tables.verlauf import CLOSED, FIRST, KIND_CHANGED, OPENED, RESPONSIBILITY_CHANGED


class Gap(NamedTuple):
    """A gap as it matters here; the reasons are those of the comparison, None where they are not known any more."""

    leistung: str
    art: str
    zustaendig: str
    art_grund: str | None = None
    zustaendig_grund: str | None = None


class Standing(NamedTuple):
    """How a Leistung stood in a comparison: `stand` and `zustaendig` of the table `leistungsstand`."""

    stand: str
    zustaendig: str


class Event(NamedTuple):
    """A row of `lueckenverlauf` without time and town."""

    leistungsschluessel: str
    leistung: str
    ereignis: str
    vorher: str | None
    nachher: str | None
    grund: str | None


class History(NamedTuple):
    """How many gaps opened, closed and changed since the last comparison for the town; `first` where there was none."""

    first: bool
    opened: int = 0
    closed: int = 0
    changed: int = 0


# What is known of Leistungen of a town by a comparison; None where its result is not there any more.
Standings = Mapping[str, Standing] | None


def events(
    before: Mapping[str, Gap], after: Mapping[str, Gap], stood: Standings, stands: Mapping[str, Standing]
) -> list[Event]:
    """What became of the gaps of a town, by key; equal gaps yield nothing.

    `stood` and `stands` are all Leistungen in the comparison before and after; reasons are told where they follow.
    """
    found = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if new is None and old is not None:
            reason = _why_closed(old, stands.get(key))
            found.append(Event(key, old.leistung, CLOSED, old.art, None, reason))
        elif old is None and new is not None:
            found.append(Event(key, new.leistung, OPENED, None, new.art, _why_opened(key, new, stood)))
        elif old is not None and new is not None:
            if old.art != new.art:
                found.append(Event(key, new.leistung, KIND_CHANGED, old.art, new.art, new.art_grund))
            if old.zustaendig != new.zustaendig:
                reason = new.zustaendig_grund
                found.append(Event(key, new.leistung, RESPONSIBILITY_CHANGED, old.zustaendig, new.zustaendig, reason))
    return found


def _why_closed(gap: Gap, stands: Standing | None) -> str | None:
    if stands and stands.stand == "online":
        reasons = {"Link defekt": "Link der Kommune geht wieder", "nicht gemeldet": "inzwischen gemeldet"}
        return reasons.get(gap.art, "neu online in der Kommune")
    if gap.art == "nicht gemeldet":
        return "nicht mehr in der eigenen Liste"
    if stands is None or stands.stand == "nirgends online":
        return "nirgends mehr online"
    return "Zuständigkeit" if stands.zustaendig == "nein" else None


def _why_opened(key: str, gap: Gap, stood: Standings) -> str | None:
    if gap.art == "Link defekt":
        return "Link der Kommune defekt"
    if stood is None:
        return None
    known = stood.get(key)
    if known and known.stand == "online":
        return "nicht mehr online in der Kommune"
    if gap.art == "nicht gemeldet":
        return "neu in der eigenen Liste"
    if known is None or known.stand == "nirgends online":
        return "neu online in anderen Kommunen"
    return "Zuständigkeit" if known.zustaendig == "nein" else None


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
    standings: Mapping[str, Standing]


def before_replacing(db: Database) -> Before:
    """What the log needs of the result in the catalogue before it is replaced; a first one is noted as the base."""
    _note_first(db)
    return Before(_town(db), _standings(db))


def after_replacing(db: Database, before: Before) -> History:
    """Log how the gaps of the result now in the catalogue differ from the last ones of the same town.

    Belongs into the transaction that replaces the result. The first comparison for a town is only noted as the base.
    """
    if _note_first(db):
        return History(first=True)
    (ags, time), *_ = db.execute("SELECT ags, zeitpunkt FROM vergleich").fetchall()
    known = {
        row[0]: Gap(*row[1:])
        for row in db.execute(
            "SELECT leistungsschluessel, leistung, art, zustaendig FROM lueckenstand WHERE ags = ?", [ags]
        )
    }
    gaps = {
        row[0]: Gap(*row[1:])
        for row in db.execute(
            "SELECT leistungsschluessel, bezeichnung, art, zustaendig, art_grund, zustaendig_grund FROM luecken"
        )
    }
    found = events(known, gaps, before.standings if before.ags == ags else None, _standings(db))
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


def _standings(db: Database) -> dict[str, Standing]:
    rows = db.execute("SELECT leistungsschluessel, stand, zustaendig FROM leistungsstand").fetchall()
    return {key: Standing(stand, zustaendig) for key, stand, zustaendig in rows}
