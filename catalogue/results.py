"""Writes what a comparison computed: every result table is replaced as a whole, in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from catalogue import clock
from catalogue.assignments import Assignment
from catalogue.tables.bestand import AUTOMATIC
from catalogue.tables.vergleich import DIENSTBEWERTUNG, TABLES


@dataclass(frozen=True)
class Results:
    """What a comparison found beside the assessments: rows per result table (column name -> value).

    `services` are the number of online services and of own ones of each municipality, `recognised` the titles of a
    town's own list (by AGS) whose Leistung was recognised.
    """

    rows: Mapping[str, Iterable[Mapping[str, Any]]]
    services: Mapping[str, tuple[int, int]]
    recognised: Mapping[str, Sequence[Assignment]] = field(default_factory=dict)


# Each Onlinedienst shows the solution that it has for its first Leistung.
_SOLUTIONS_OF_SERVICES = """
UPDATE onlinedienste SET loesung_id = b.loesung_id
FROM (SELECT onlinedienst_id, loesung_id, min(leistungsschluessel) FROM dienstbewertung GROUP BY onlinedienst_id) AS b
WHERE b.onlinedienst_id = onlinedienste.id AND onlinedienste.loesung_id IS NOT b.loesung_id
"""


def replace_results(db: Database, assessments: Iterable[tuple[Any, ...]], results: Callable[[], Results]) -> None:
    """Replace the old result by the new one; a reader sees either the one or the other.

    `assessments` are rows of `dienstbewertung`, as many as there are offers and therefore never kept; when they have
    been gone through, `results` gives the rest.
    """
    connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        # What rows refer to may be written after them.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM [{table.name}]")
        marks = ", ".join("?" for _ in DIENSTBEWERTUNG.columns)
        connection.executemany(f"INSERT INTO dienstbewertung VALUES ({marks})", assessments)
        found = results()
        for table in TABLES:
            names = [column.name for column in table.columns]
            named = ", ".join(f":{name}" for name in names)
            connection.executemany(
                f"INSERT INTO [{table.name}] ({', '.join(names)}) VALUES ({named})", found.rows.get(table.name, ())
            )
        connection.execute(_SOLUTIONS_OF_SERVICES)
        connection.executemany(
            "UPDATE kommunen SET onlinedienste = ?1, eigene_onlinedienste = ?2 WHERE ags = ?3"
            " AND (onlinedienste IS NOT ?1 OR eigene_onlinedienste IS NOT ?2)",
            [(*counts, ags) for ags, counts in found.services.items()],
        )
        for ags, assignments in found.recognised.items():
            connection.execute("DELETE FROM zuordnungen WHERE ags = ? AND art = ?", [ags, AUTOMATIC])
            connection.executemany(
                "INSERT INTO zuordnungen (ags, titel, leistungsschluessel, art, punkte, zeitpunkt)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [(ags, *assignment, clock.now()) for assignment in assignments],
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
