"""The log of changes: what became new, changed or gone among the offers, and titles that changed."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.records.kind import Record, RecordKind
from catalogue.records.parsed import Scope


class _Change(NamedTuple):
    """A row of the log without its time and run."""

    art: str
    ags: str | None = None
    leistungsschluessel: str | None = None
    onlinedienst_id: str | None = None
    vorher: str | None = None
    nachher: str | None = None


# The key of a traced object: its municipality, its Leistung, its Onlinedienst.
Offer = tuple[str, str, str]


def log_offers(
    db: Database,
    run: int,
    source: str,
    scope: Scope | None,
    new: Iterable[Offer],
    back: Iterable[Offer],
    gone: Iterable[Offer],
    seen: str,
) -> None:
    """Write changes of offers; the first harvest of a municipality is one row, not a row per offer."""
    by_ags: dict[str, list[_Change]] = {scope.values["ags"]: []} if scope else {}
    for art, offers in (("neu", new), ("wieder da", back), ("verschwunden", gone)):
        for ags, leistung, service in offers:
            by_ags.setdefault(ags, []).append(_Change(art, ags, leistung, service))
    for ags, changes in by_ags.items():
        known = db.execute(
            "SELECT 1 FROM aenderungen a JOIN laeufe l ON l.id = a.lauf_id"
            " WHERE a.ags = ? AND a.art = 'Erstaufnahme' AND l.quelle = ?",
            [ags, source],
        ).fetchone()
        offered = sum(change.art == "neu" for change in changes)
        _write(db, run, changes if known else [_Change("Erstaufnahme", ags, nachher=f"{offered} Angebote")], seen)


def log_objects(
    db: Database,
    run: int,
    record_type: type[Record],
    kind: RecordKind,
    changed: Sequence[tuple[Record, tuple[Any, ...]]],
    seen: str,
) -> None:
    """Write what changed in objects themselves, of each a record and the row before; only what the kind logs."""
    place = record_type._fields.index
    changes = []
    for column in kind.logged:
        at = place(column)
        for record, row in changed:
            if row[at] != record[at]:
                of = {name: record[place(own)] for name, own in kind.logged_for.items()}
                changes.append(_Change("geändert", vorher=row[at], nachher=record[at], **of))
    _write(db, run, changes, seen)


def _write(db: Database, run: int, changes: Iterable[_Change], seen: str) -> None:
    db.conn.executemany(
        "INSERT INTO aenderungen"
        " (zeitpunkt, art, ags, leistungsschluessel, onlinedienst_id, vorher, nachher, lauf_id, kommune, leistung)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT name FROM kommunen WHERE ags = ?3),"
        " (SELECT coalesce(bezeichnung_2, bezeichnung) FROM leistungen WHERE leistungsschluessel = ?4))",
        [(seen, *change, run) for change in changes],
    )
