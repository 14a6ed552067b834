"""The log of changes: what became new, changed or gone among the offers, and titles that changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from catalogue.records.angebote import Onlinedienst
from catalogue.records.kinds import Record
from catalogue.records.parsed import Scope
from catalogue.records.xzufi import XzufiLeistung, XzufiOnlinedienst

# Columns whose change is logged, by record type.
_WATCHED: Mapping[type[Record], tuple[str, ...]] = {
    Onlinedienst: ("bezeichnung", "url"),
    XzufiOnlinedienst: ("bezeichnung", "url"),
    XzufiLeistung: ("bezeichnung",),
}


def log_offers(
    db: Database,
    run: int,
    source: str,
    scope: Scope | None,
    new: Sequence[Record],
    back: Sequence[Record],
    gone: Sequence[Any],
    seen: str,
) -> None:
    """Write changes of offers; the first harvest of a municipality is one row, not a row per offer."""
    by_ags: dict[str, list[tuple[Any, ...]]] = {scope.values["ags"]: []} if scope else {}
    for art, offers in (("neu", new), ("wieder da", back), ("verschwunden", gone)):
        for offer in offers:
            by_ags.setdefault(offer[0], []).append((art, *offer[:3], None, None))
    for ags, rows in by_ags.items():
        known = db.execute(
            "SELECT 1 FROM aenderungen a JOIN laeufe l ON l.id = a.lauf_id"
            " WHERE a.ags = ? AND a.art = 'Erstaufnahme' AND l.quelle = ?",
            [ags, source],
        ).fetchone()
        first = ("Erstaufnahme", ags, None, None, None, f"{sum(row[0] == 'neu' for row in rows)} Angebote")
        _write(db, run, rows if known else [first], seen)


def log_objects(
    db: Database,
    run: int,
    record_type: type[Record],
    changed: Sequence[tuple[Record, tuple[Any, ...]]],
    seen: str,
) -> None:
    """Write what changed in an Onlinedienst itself, its name or link, or in the title of a Leistungsbeschreibung."""
    rows: list[tuple[Any, ...]] = []
    for watched in _WATCHED.get(record_type, ()):
        place = record_type._fields.index(watched)
        for record, row in changed:
            before, after = row[place], record[place]
            if before != after:
                of = (record[2], None) if record_type is XzufiLeistung else (None, record[0])
                rows.append(("geändert", None, *of, before, after))
    _write(db, run, rows, seen)


def _write(db: Database, run: int, rows: Sequence[tuple[Any, ...]], seen: str) -> None:
    db.conn.executemany(
        "INSERT INTO aenderungen"
        " (zeitpunkt, art, ags, leistungsschluessel, onlinedienst_id, vorher, nachher, lauf_id, kommune, leistung)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT name FROM kommunen WHERE ags = ?3),"
        " (SELECT coalesce(bezeichnung_2, bezeichnung) FROM leistungen WHERE leistungsschluessel = ?4))",
        [(seen, *row, run) for row in rows],
    )
