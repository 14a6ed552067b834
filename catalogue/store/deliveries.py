"""Raw deliveries: kept before anything is parsed, noted when their group is stored, recognised when it comes again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue import addresses
from catalogue.store import rawstore


@dataclass(frozen=True)
class Delivery:
    """One raw body as it came: `group` names what is stored together, `fetched` is UTC, `status` None for files.

    A large body is a `file` on disk instead of `body`. `payload` may carry the parsed body so that it is not parsed
    twice; it is never stored. `etag` and `last_modified` tell the edition as the server does.
    """

    url: str
    body: bytes
    fetched: str
    group: str
    kind: str = "Datei"
    content_type: str | None = None
    status: int | None = None
    payload: Any = field(default=None, compare=False)
    file: Path | None = None
    etag: str | None = None
    last_modified: str | None = None


class Earlier(NamedTuple):
    """The first delivery of an earlier group of the same content, and how many objects were understood in it."""

    id: int
    objects: int


class Body(NamedTuple):
    """A raw body that is kept: its SHA-256 (hex) and its size in bytes."""

    sha256: str
    size: int


def keep_body(folder: Path, delivery: Delivery) -> Body:
    """Keep the raw body of a delivery in `folder`."""
    if delivery.file is None:
        return Body(rawstore.keep(folder, delivery.body), len(delivery.body))
    return Body(*rawstore.keep_file(folder, delivery.file))


def enter(db: Database, run: int, source: str, kept: Iterable[tuple[Delivery, Body]]) -> None:
    """Enter deliveries of a run whose bodies are kept."""
    db.conn.executemany(
        "INSERT INTO lieferungen (lauf_id, quelle, gruppe, art, url, abgerufen, sha256, bytes, content_type,"
        " http_status, etag, zuletzt_veraendert) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                run,
                source,
                d.group,
                d.kind,
                addresses.kept(d.url),
                d.fetched,
                *body,
                d.content_type,
                d.status,
                d.etag,
                d.last_modified,
            )
            for d, body in kept
        ],
    )


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
