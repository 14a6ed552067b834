"""The health of the catalogue: harvests that failed, alarms that nobody dealt with, extents that have grown old.

It belongs to a source and the extent of its runs: what a run of the whole Land left behind is not mended by a run of
one town. A finding stays until a run of the same or a larger extent went well, or until a person acknowledges it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.formats import tag
from catalogue.questions.extents import Extent, extent_of
from catalogue.questions.places import places

ALARM = "anzahl.alarm"
NAMED = 5

# An alarm holds for the runs that continue its run, too: they do not ask again for what was stored with it.
_ALARMED = f"""
WITH RECURSIVE alarmiert (id) AS (
  SELECT lauf_id FROM meldungen WHERE code = '{ALARM}'
  UNION SELECT l.id FROM laeufe l JOIN alarmiert a ON l.setzt_fort = a.id)
"""
# What was not sent to a server and took nothing over is no harvest: a wrong path, a file of another kind.
_HARVEST = """
(l.neu + l.geaendert + l.unveraendert + l.verschwunden > 0
 OR EXISTS (SELECT 1 FROM lieferungen WHERE lauf_id = l.id AND http_status IS NOT NULL)
 OR EXISTS (SELECT 1 FROM meldungen WHERE lauf_id = l.id AND code LIKE 'http.%'))
"""
_BY_EXTENT = f"""
{_ALARMED}
SELECT l.quelle, q.titel, l.umfang,
       max(l.id) FILTER (WHERE l.status IN ('fertig', 'mit Fehlern')) AS beendet,
       max(l.id) FILTER (WHERE (l.status IN ('fehlgeschlagen', 'unterbrochen') OR (l.status = 'läuft' AND :dead))
                         AND {_HARVEST}) AS gescheitert,
       max(l.id) FILTER (WHERE l.id IN alarmiert) AS alarm,
       max(l.ende) FILTER (WHERE l.status IN ('fertig', 'mit Fehlern') AND l.id NOT IN alarmiert) AS gut,
       max(l.id) AS zuletzt, count(DISTINCT substr(l.beginn, 1, 10)) AS tage
FROM laeufe l JOIN quellen q ON q.name = l.quelle
GROUP BY l.quelle, l.umfang
HAVING count(*) FILTER (WHERE l.status IN ('fertig', 'mit Fehlern') OR {_HARVEST}) > 0
ORDER BY l.quelle, max(l.id)
"""
# A place is as old as the last run that stored it, and that run is as old as its end.
_STORED = """
SELECT CASE WHEN instr(d.gruppe, '/') THEN substr(d.gruppe, 1, instr(d.gruppe, '/') - 1) ELSE d.gruppe END,
       max(min(d.gespeichert, coalesce(l.ende, d.gespeichert)))
FROM lieferungen d JOIN laeufe l ON l.id = d.lauf_id
WHERE d.quelle = ? AND d.gespeichert IS NOT NULL AND coalesce(l.umfang, '') NOT LIKE '%aus_rohlieferungen%'
GROUP BY 1
"""


class Finding(NamedTuple):
    """Something that is wrong: a kind that does not change, a German sentence, and the run it is about, if any."""

    art: str
    text: str
    lauf: int | None = None


class Health(NamedTuple):
    """The state of the catalogue in short: time (UTC) of the last comparison, and the number of open findings."""

    verglichen: str | None
    befunde: int


class _Extents(NamedTuple):
    """All runs of a source that asked for the same; numbers are those of the newest such run."""

    source: str
    title: str
    extent: Extent
    ended: int | None
    failed: int | None
    alarm: int | None
    good: str | None
    last: int
    days: int

    @property
    def words(self) -> str:
        """The source and how much of it was asked for, in German."""
        asked = len(self.extent.places)
        return f"{self.source}, {asked} {'Kommune' if asked == 1 else 'Kommunen'}" if asked else self.source


def health(db: Database, *, importing: bool) -> Health:
    """The state in three queries, for a monitor that asks often; age and damage are left to the whole check."""
    compared = db.execute("SELECT max(zeitpunkt) FROM vergleich").fetchone()[0]
    return Health(compared, len(open_runs(db, importing=importing)))


def open_runs(db: Database, *, importing: bool) -> list[Finding]:
    """Harvests that failed or were cut off, and count alarms, unless they were mended or acknowledged since.

    `importing` says whether an import is going on; a run that has not ended was killed where none is.
    """
    runs = _runs(db, importing=importing)
    there = frozenset(place.ars for place in places(db))
    done = _acknowledged(db)
    found: list[Finding] = []
    for one in runs:
        if one.alarm is not None and one.alarm not in done and not _mended(one, one.alarm, runs, there, failed=False):
            found += _alarms(db, one)
        failed = one.failed if one.failed != one.alarm else None
        if failed is not None and failed not in done and not _mended(one, failed, runs, there, failed=True):
            found.append(_failure(db, one, failed))
    return found


def stale(db: Database, slow: Callable[[], Collection[str]], max_age_days: int) -> list[Finding]:
    """Sources and extents that are harvested and were not for `max_age_days`; not the `slow` ones.

    An extent is harvested if it was asked for on two days or is the largest of its source. What somebody handed in as
    files is never asked for again by itself and does not grow old. Which sources are slow is asked only where any is
    old: it takes as long as all else.
    """
    found = _old(db, max_age_days)
    left_out = slow() if found else ()
    return [finding for source, finding in found if source not in left_out]


def _old(db: Database, max_age_days: int) -> list[tuple[str, Finding]]:
    """The findings of `stale`, each with its source, of slow sources too."""
    runs = [one for one in _runs(db, importing=True) if not one.extent.kept]
    since = clock.days_ago(max_age_days)
    old = _old_sources(db, runs, since)
    harvested = {one.source for one in runs if not one.extent.delivered}
    days = f"das ist älter als {max_age_days} Tage"
    found = [
        (source, Finding("alt", f"{title}: zuletzt vollständig geholt am {tag(stand)}, {days}."))
        for source, title, stand in old
    ]
    there = frozenset(place.ars for place in places(db))
    done = _acknowledged(db)
    for source in sorted(harvested - {name for name, _, _ in old}):
        of_source = [one for one in runs if one.source == source and not one.extent.delivered]
        asked_for = [one for one in of_source if not _dismissed(one, of_source, there, done)]
        largest = max(asked_for, key=lambda one: (len(one.extent.parts), one.last), default=None)
        stored = dict(db.execute(_STORED, [source]).fetchall())
        told: set[str] = set()
        for one in sorted(asked_for, key=lambda one: -len(one.extent.parts)):
            if one is not largest and one.days < 2:
                continue
            if one.extent.places:
                behind = {ars: stored.get(ars) or "" for ars in one.extent.places & there}
                behind = {ars: at for ars, at in behind.items() if at < since and ars not in told}
                told |= behind.keys()
                found += [(source, _old_places(db, one, behind, days))] if behind else []
            elif not any(o.good and o.good >= since and o.extent.covers(one.extent, there) for o in of_source):
                when = f"zuletzt vollständig geholt am {tag(one.good)}, {days}" if one.good else "noch nie ganz geholt"
                found.append((source, Finding("alt", f"{one.title}: {when}. {_ways_out(one.last)}", one.last)))
    return found


def _runs(db: Database, *, importing: bool) -> list[_Extents]:
    rows = db.execute(_BY_EXTENT, {"dead": not importing}).fetchall()
    return [_Extents(source, title, extent_of(umfang), *rest) for source, title, umfang, *rest in rows]


def _acknowledged(db: Database) -> set[int]:
    return {run for (run,) in db.execute("SELECT lauf_id FROM quittungen").fetchall()}


def _mended(one: _Extents, run: int, runs: Sequence[_Extents], there: frozenset[str], *, failed: bool) -> bool:
    """Whether a later run asked for the same or more and got to its end; a failed one is told in place of a failed."""
    later = (
        max(other.ended or 0, other.failed or 0 if failed else 0)
        for other in runs
        if other.source == one.source and other.extent.covers(one.extent, there)
    )
    return max(later, default=0) > run


def _dismissed(one: _Extents, runs: Sequence[_Extents], there: frozenset[str], done: Collection[int]) -> bool:
    """Whether the last run of this extent, or a later one of a larger extent, was acknowledged: nobody waits for it."""
    return any(
        other.last in done and other.last >= one.last and other.extent.covers(one.extent, there) for other in runs
    )


def _old_sources(db: Database, runs: Sequence[_Extents], since: str) -> list[tuple[str, str, str]]:
    """Name, title and date of sources whose newest data is older than `since`; not of those that only get files."""
    delivered = {one.source for one in runs} - {one.source for one in runs if not one.extent.delivered}
    done = _acknowledged(db)
    rows = db.execute("SELECT name, titel, stand, letzter_lauf FROM quellen WHERE stand < ?", [since]).fetchall()
    return [(name, title, stand) for name, title, stand, last in rows if name not in delivered and last not in done]


def _alarms(db: Database, one: _Extents) -> Iterator[Finding]:
    """Each alarm of the newest run of an extent, and of those that it continued, with the municipality by name."""
    rows = db.execute(
        "WITH RECURSIVE kette (id) AS (SELECT ? UNION SELECT l.setzt_fort FROM laeufe l JOIN kette k ON l.id = k.id)"
        f" SELECT text, objekt, ort FROM meldungen WHERE code = '{ALARM}' AND lauf_id IN (SELECT id FROM kette)"
        " ORDER BY id",
        [one.alarm],
    )
    for text, key, place in rows.fetchall():
        where = " – ".join(filter(None, (_named(db, key), _named(db, place))))
        yield Finding("alarm", f"Lauf {one.alarm} ({one.words}): {text} [{where}] {_accept(one.alarm)}", one.alarm)


def _named(db: Database, text: str | None) -> str:
    """The text with the names of the municipalities whose keys it consists of."""
    return ", ".join(_name(db, part) for part in text.split(", ")) if text else ""


def _name(db: Database, key: str) -> str:
    found = db.execute("SELECT name FROM kommunen WHERE ags = :key OR ars = :key", {"key": key}).fetchone()
    return f"{found[0]} ({key})" if found else key


def _failure(db: Database, one: _Extents, run: int) -> Finding:
    (status,) = db.execute("SELECT status FROM laeufe WHERE id = ?", [run]).fetchone()
    if status == "läuft":
        text = (
            f"Lauf {run} ({one.words}) wurde mittendrin beendet, ohne es vermerken zu können. "
            "Wiederholen Sie ihn mit --resume."
        )
        return Finding("abgebrochen", f"{text} {_accept(run)}", run)
    text = f"Lauf {run} ({one.words}) ist {status}, und seither wurde nicht dasselbe mit Erfolg geholt. "
    return Finding(status, f"{text}Näheres: thavel messages --run {run}. {_accept(run)}", run)


def _old_places(db: Database, one: _Extents, behind: dict[str, str], days: str) -> Finding:
    names = [_name(db, ars) for ars in sorted(behind)[:NAMED]]
    more = f" und {len(behind) - NAMED} weitere" if len(behind) > NAMED else ""
    last = max(behind.values())
    when = f"zuletzt geholt am {tag(last)}, {days}" if last else "noch nie ganz geholt"
    text = f"{one.title}: {', '.join(names)}{more}: {when}. {_ways_out(one.last)}"
    return Finding("alt", text, one.last)


def _accept(run: int | None) -> str:
    return f"Ist das erledigt: thavel check acknowledge {run} --person KÜRZEL --note GRUND"


def _ways_out(run: int) -> str:
    return f"Holen Sie es neu. Wird es nicht mehr geholt: thavel check acknowledge {run} --person KÜRZEL --note GRUND"
