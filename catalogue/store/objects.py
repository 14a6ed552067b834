"""The register of XZuFi objects: what is unchanged, what was deleted, what is missing from a complete delivery."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.records.kinds import KINDS
from catalogue.records.xzufi import KLASSEN, RegisteredObject

_TABLES = {klasse: KINDS[record_type].table for klasse, record_type in KLASSEN.values()}

_WRITE = """
INSERT INTO xzufi_objekte (id, redaktion, klasse, pruefsumme, enthalten_in, lieferung_id) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET pruefsumme = excluded.pruefsumme, enthalten_in = excluded.enthalten_in,
  lieferung_id = excluded.lieferung_id, verschwunden_am = NULL
"""
_GONE = """
UPDATE xzufi_objekte SET verschwunden_am = ?, pruefsumme = NULL WHERE id = ? AND verschwunden_am IS NULL
"""


def none(db: Database) -> bool:
    """Whether no object was ever entered."""
    return db.execute("SELECT 1 FROM xzufi_objekte LIMIT 1").fetchone() is None


def note(db: Database, objects: Sequence[RegisteredObject], delivery: int) -> None:
    """Enter objects as they were delivered."""
    rows = [(o.id, o.redaktion, KLASSEN[o.klasse][0], o.pruefsumme, o.enthalten_in, delivery) for o in objects]
    db.conn.executemany(_WRITE, rows)


def confirm(db: Database, ids: Sequence[str], delivery: int) -> int:
    """Note that a delivery holds these objects, and what was delivered inside of them, unchanged; returns how many."""
    confirmed = 0
    for column in ("id", "enthalten_in"):
        cursor = db.conn.executemany(
            f"UPDATE xzufi_objekte SET lieferung_id = ? WHERE {column} = ? AND verschwunden_am IS NULL",
            [(delivery, identifier) for identifier in ids],
        )
        confirmed += cursor.rowcount
    return confirmed


def inside(db: Database, owners: Iterable[str]) -> set[str]:
    """Objects that were delivered inside of these and are not gone."""
    rows = db.execute(
        "SELECT o.id FROM json_each(?) AS w CROSS JOIN xzufi_objekte AS o ON o.enthalten_in = w.value"
        " WHERE o.verschwunden_am IS NULL",
        [json.dumps(list(owners))],
    )
    return {row[0] for row in rows.fetchall()}


def remove(db: Database, ids: Iterable[str], seen: str) -> int:
    """Mark objects, and what was delivered inside of them, as gone at `seen` (UTC); returns how many there were."""
    wanted = list(ids)
    wanted += inside(db, wanted)
    classes = db.execute(
        "SELECT o.klasse, o.id FROM json_each(?) AS w CROSS JOIN xzufi_objekte AS o ON o.id = w.value"
        " WHERE o.verschwunden_am IS NULL",
        [json.dumps(wanted)],
    ).fetchall()
    for klasse, identifier in classes:
        db.conn.execute(f"UPDATE {_TABLES[klasse]} SET verschwunden_am = ? WHERE id = ?", [seen, identifier])
    db.conn.executemany(_GONE, [(seen, identifier) for _, identifier in classes])
    return len(classes)


def redaktionen(db: Database, delivery: int) -> list[str]:
    """The Redaktionen of what a delivery holds, in order."""
    rows = db.execute("SELECT DISTINCT redaktion FROM xzufi_objekte WHERE lieferung_id = ? ORDER BY 1", [delivery])
    return [redaktion for (redaktion,) in rows.fetchall()]


class MissingObjects(NamedTuple):
    """Numbers of objects of a Redaktion and class that a complete delivery lacks (`gone`) and holds (`there`)."""

    redaktion: str
    klasse: str
    gone: int
    there: int


def missing(db: Database, delivery: int) -> list[MissingObjects]:
    """Counts of stored objects that a complete delivery lacks, of those Redaktionen that it holds anything of."""
    rows = db.execute(
        "SELECT redaktion, klasse, sum(lieferung_id <> :delivery), sum(lieferung_id = :delivery) FROM xzufi_objekte"
        " WHERE verschwunden_am IS NULL GROUP BY redaktion, klasse",
        {"delivery": delivery},
    )
    found = [MissingObjects(*row) for row in rows.fetchall()]
    delivered = {one.redaktion for one in found if one.there}
    return [one for one in found if one.redaktion in delivered and one.gone]


def remove_missing(db: Database, delivery: int, redaktion: str, klasse: str, seen: str) -> int:
    """Mark objects of a Redaktion and class that a complete delivery lacks as gone; returns how many."""
    ids = db.execute(
        "SELECT id FROM xzufi_objekte WHERE redaktion = ? AND klasse = ? AND lieferung_id <> ?"
        " AND verschwunden_am IS NULL",
        [redaktion, klasse, delivery],
    ).fetchall()
    return remove(db, [row[0] for row in ids], seen)


def sighted(db: Database, delivery: int, seen: str) -> None:
    """Tell the Onlinedienste, which keep their last sight, that a delivery held them at `seen` (UTC)."""
    db.execute(
        "UPDATE onlinedienste SET zuletzt_gesehen = ? WHERE zuletzt_gesehen < ? AND EXISTS"
        " (SELECT 1 FROM xzufi_objekte o WHERE o.id = onlinedienste.id AND o.lieferung_id = ?"
        " AND o.verschwunden_am IS NULL)",
        [seen, seen, delivery],
    )
