"""What is noted of delivered groups: that they are stored, how many objects they held, and which are the same again."""

from typing import NamedTuple

from sqlite_utils import Database


class Earlier(NamedTuple):
    """The first delivery of an earlier group of the same content, and how many objects were understood in it."""

    id: int
    objects: int


def first_of(db: Database, run: int, group: str) -> int:
    """The first delivery of a group in a run; where none is kept, the run's number with a minus."""
    row = db.execute("SELECT min(id) FROM lieferungen WHERE lauf_id = ? AND gruppe = ?", [run, group]).fetchone()
    return int(row[0] or -run)


def stored(
    db: Database,
    run: int,
    group: str,
    *,
    at: str,
    reader: str | None,
    objects: int,
    changed: int,
    same_as: int | None = None,
) -> None:
    """Note that the content of a group is in the catalogue completely."""
    db.execute(
        "UPDATE lieferungen SET gespeichert = ?, leser = ?, objekte = ?, veraendert = ?, gleich_lieferung_id = ?"
        " WHERE lauf_id = ? AND gruppe = ?",
        [at, reader, objects, changed, same_as, run, group],
    )


def same_as(db: Database, run: int, source: str, group: str, reader: str) -> Earlier | None:
    """The group that a kept one repeats: stored last under the same name by the same reader, body for body the same.

    None where any delivery that was stored since has changed objects, for the group may change them back.
    """
    last = db.execute(
        "SELECT lauf_id, min(id), max(id), max(objekte), max(gleich_lieferung_id) FROM lieferungen"
        " WHERE quelle = ? AND gruppe = ? AND gespeichert IS NOT NULL GROUP BY lauf_id ORDER BY lauf_id DESC LIMIT 1",
        [source, group],
    ).fetchone()
    if last is None:
        return None
    earlier, first, newest, objects, repeats = last
    if _bodies(db, earlier, group) != _bodies(db, run, group) or not _read_by(db, earlier, group, reader):
        return None
    since = db.execute(
        "SELECT 1 FROM lieferungen WHERE id > ? AND gespeichert IS NOT NULL AND leser IS NOT NULL AND veraendert > 0"
        " AND NOT (lauf_id = ? AND gruppe = ?)",
        [newest, earlier, group],
    ).fetchone()
    return None if since else Earlier(repeats or first, objects or 0)


def _bodies(db: Database, run: int, group: str) -> list[tuple[str, str]]:
    rows = db.execute("SELECT url, sha256 FROM lieferungen WHERE lauf_id = ? AND gruppe = ? ORDER BY id", [run, group])
    return rows.fetchall()


def _read_by(db: Database, run: int, group: str, reader: str) -> bool:
    readers = db.execute("SELECT DISTINCT leser FROM lieferungen WHERE lauf_id = ? AND gruppe = ?", [run, group])
    return readers.fetchall() == [(reader,)]
