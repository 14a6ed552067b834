"""Checks of a catalogue: are its files sound and references whole, is the data fresh, did a source shrink or fail."""

from collections.abc import Callable, Collection
from pathlib import Path

from sqlite_utils import Database

from catalogue import clock
from catalogue.errors import ThavelError
from catalogue.formats import tag
from catalogue.store import decisions, rawstore


def findings(db: Database, path: Path, slow: Callable[[], Collection[str]], *, max_age_days: int) -> list[str]:
    """German sentences about everything that is wrong; empty where all is well.

    `slow` names the sources whose data is not stale after `max_age_days`; it is asked only where any is older.
    """
    found = _damage(db, path)
    try:
        with decisions.opened(path) as decided:
            found += _damage(decided, decisions.file_of(path))
    except ThavelError as error:
        found.append(str(error))
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        found.append(f"In {table} verweist eine Angabe auf etwas, das in {parent} fehlt.")
    found += _stale(db, slow, max_age_days)
    found += _failed(db)
    for (sha256,) in db.execute("SELECT DISTINCT sha256 FROM lieferungen ORDER BY id DESC LIMIT 200").fetchall():
        try:
            rawstore.read(rawstore.folder_of(path), sha256)
        except ThavelError as error:
            found.append(str(error))
    return found


def _damage(db: Database, path: Path) -> list[str]:
    rows = db.execute("PRAGMA integrity_check").fetchall()
    return [f"Die Datei {path} ist beschädigt: {text}" for (text,) in rows if text != "ok"]


def _stale(db: Database, slow: Callable[[], Collection[str]], max_age_days: int) -> list[str]:
    rows = db.execute(
        "SELECT name, titel, stand FROM quellen WHERE stand < ?", [clock.days_ago(max_age_days)]
    ).fetchall()
    left_out = slow() if rows else ()
    return [
        f"{title}: zuletzt vollständig geholt am {tag(stand)}, das ist älter als {max_age_days} Tage."
        for name, title, stand in rows
        if name not in left_out
    ]


def _failed(db: Database) -> list[str]:
    rows = db.execute(
        "SELECT l.id, l.quelle, l.status FROM laeufe l"
        " WHERE l.id = (SELECT max(id) FROM laeufe WHERE quelle = l.quelle)"
        " AND l.status IN ('fehlgeschlagen', 'unterbrochen')"
    ).fetchall()
    found = [
        f"Der letzte Lauf {run} der Quelle {source} ist {status}. Näheres: thavel messages --run {run}"
        for run, source, status in rows
    ]
    alarms = db.execute(
        "SELECT m.lauf_id, m.text, m.objekt, m.ort FROM meldungen m"
        " WHERE m.code = 'anzahl.alarm'"
        " AND m.lauf_id = (SELECT max(id) FROM laeufe WHERE quelle = (SELECT quelle FROM laeufe WHERE id = m.lauf_id))"
    ).fetchall()
    return found + [f"Lauf {run}: {text} [{' – '.join(filter(None, where))}]" for run, text, *where in alarms]
