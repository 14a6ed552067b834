"""Writes what a comparison computed: every result table is replaced as a whole, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from catalogue import clock
from catalogue.assignments import Assignment
from catalogue.tables.bestand import AUTOMATIC
from catalogue.tables.vergleich import TABLES


@dataclass(frozen=True)
class Results:
    """Rows per result table (column name -> value), and what is noted at services and municipalities.

    `solutions` gives the loesung_id of each Onlinedienst, `services` the number of online services and of own ones
    of each municipality. `recognised` are the titles of a town's own list (by AGS) whose Leistung was recognised.
    """

    rows: dict[str, Iterable[Mapping[str, Any]]]
    solutions: Mapping[str, str | None]
    services: Mapping[str, tuple[int, int]]
    recognised: Mapping[str, Sequence[Assignment]] = field(default_factory=dict)


def replace_results(db: Database, results: Results) -> None:
    """Replace the old result by the new one; a reader sees either the one or the other."""
    connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM [{table.name}]")
        for table in TABLES:
            names = [column.name for column in table.columns]
            marks = ", ".join(f":{name}" for name in names)
            connection.executemany(
                f"INSERT INTO [{table.name}] ({', '.join(names)}) VALUES ({marks})", results.rows.get(table.name, ())
            )
        connection.executemany(
            "UPDATE onlinedienste SET loesung_id = ?1 WHERE id = ?2 AND loesung_id IS NOT ?1",
            [(solution, service) for service, solution in results.solutions.items()],
        )
        connection.executemany(
            "UPDATE kommunen SET onlinedienste = ?1, eigene_onlinedienste = ?2 WHERE ags = ?3"
            " AND (onlinedienste IS NOT ?1 OR eigene_onlinedienste IS NOT ?2)",
            [(*counts, ags) for ags, counts in results.services.items()],
        )
        for ags, assignments in results.recognised.items():
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
