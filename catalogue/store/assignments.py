"""Decisions about titles of a town's own list: confirmed, rejected, forgotten again."""

from typing import NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.errors import ThavelError
from catalogue.tables.bestand import AUTOMATIC


class Assignment(NamedTuple):
    """A Leistung that a normalised title was found to mean, or not to mean (`art`), and with how many points."""

    titel: str
    leistungsschluessel: str
    art: str
    punkte: float | None


def decided(db: Database, ags: str) -> list[Assignment]:
    """Assignments that persons decided about titles of a town, ordered by title and key."""
    return [found for found in _all(db, ags) if found.art != AUTOMATIC]


def recognised(db: Database, ags: str) -> list[Assignment]:
    """Assignments that the last comparison for a town recognised, ordered by title and key."""
    return [found for found in _all(db, ags) if found.art == AUTOMATIC]


def _all(db: Database, ags: str) -> list[Assignment]:
    rows = db.execute(
        "SELECT titel, leistungsschluessel, art, punkte FROM zuordnungen WHERE ags = ? ORDER BY 1, 2", [ags]
    )
    return [Assignment(*row) for row in rows.fetchall()]


def decide(db: Database, ags: str, assignment: Assignment, person: str) -> None:
    """Write a person's decision; it replaces what was there. Raises `ThavelError` for an unknown Leistung."""
    key = assignment.leistungsschluessel
    if not db.execute("SELECT 1 FROM leistungen WHERE leistungsschluessel = ?", [key]).fetchone():
        raise ThavelError(
            f"Eine Leistung mit dem Schlüssel „{key}“ kennt der Katalog nicht. "
            "Vorschläge mit ihren Schlüsseln zeigt: thavel match"
        )
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO zuordnungen (ags, titel, leistungsschluessel, art, punkte, person, zeitpunkt)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [ags, *assignment, person, clock.now()],
        )


def forget(db: Database, ags: str, title: str, key: str | None) -> int:
    """Take back what persons decided about a normalised title, for one Leistung or all; returns how many there were."""
    with db.atomic():
        cursor = db.execute(
            "DELETE FROM zuordnungen WHERE ags = ?1 AND titel = ?2 AND art <> ?3"
            " AND (?4 IS NULL OR leistungsschluessel = ?4)",
            [ags, title, AUTOMATIC, key],
        )
    return int(cursor.rowcount)
