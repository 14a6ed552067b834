"""What an import asks of the book-keeping: which raw deliveries are kept, and what was noted in a run."""

from typing import NamedTuple

from sqlite_utils import Database


class KeptGroup(NamedTuple):
    """A group that was stored completely, and the newest run that did so."""

    group: str
    run: int


class KeptBody(NamedTuple):
    """A raw body that is kept, as it was delivered; `fetched` is UTC, `status` None for files."""

    url: str
    sha256: str
    fetched: str
    group: str
    kind: str
    content_type: str | None
    status: int | None


class Noted(NamedTuple):
    """A message of a run: level, text, object and place where there are any, and how often."""

    stufe: str
    text: str
    objekt: str | None
    ort: str | None
    anzahl: int


def kept_groups(db: Database, source: str) -> list[KeptGroup]:
    """The groups of a source that are kept, in the order in which they first came."""
    rows = db.execute(
        "SELECT gruppe, max(lauf_id) FROM lieferungen WHERE quelle = ? AND gespeichert IS NOT NULL"
        " GROUP BY gruppe ORDER BY min(id)",
        [source],
    )
    return [KeptGroup(*row) for row in rows.fetchall()]


def kept_bodies(db: Database, source: str, kept: KeptGroup) -> list[KeptBody]:
    """The raw bodies of a group, in the order in which they came."""
    rows = db.execute(
        "SELECT url, sha256, abgerufen, gruppe, art, content_type, http_status FROM lieferungen"
        " WHERE quelle = ? AND gruppe = ? AND lauf_id = ? AND gespeichert IS NOT NULL ORDER BY id",
        [source, kept.group, kept.run],
    )
    return [KeptBody(*row) for row in rows.fetchall()]


def notes(db: Database, run: int) -> list[Noted]:
    """The messages of a run, errors first."""
    rows = db.execute(
        "SELECT stufe, text, objekt, ort, anzahl FROM meldungen WHERE lauf_id = ?"
        " ORDER BY CASE stufe WHEN 'Fehler' THEN 0 WHEN 'Warnung' THEN 1 ELSE 2 END, id",
        [run],
    )
    return [Noted(*row) for row in rows.fetchall()]
