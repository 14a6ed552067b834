"""Writes what a comparison computed: every result table is replaced as a whole, in one transaction.

How its gaps differ from the last ones of the same town is logged in the same transaction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from catalogue import clock, gap_history, search_index
from catalogue.assignments import Assignment
from catalogue.gap_history import History
from catalogue.tables import nachnutzung, vergleich
from catalogue.tables.bestand import AUTOMATIC
from catalogue.tables.vergleich import DIENSTBEWERTUNG

TABLES = (*vergleich.TABLES, *nachnutzung.TABLES)


@dataclass(frozen=True)
class Results:
    """What a comparison found beside the assessments: rows per result table (column name -> value).

    `services` are the number of online services and of own ones of each municipality, `recognised` the titles of a
    town's own list (by AGS) whose Leistung was recognised.
    """

    rows: Mapping[str, Iterable[Mapping[str, Any]]]
    services: Mapping[str, tuple[int, int]]
    recognised: Mapping[str, Sequence[Assignment]] = field(default_factory=dict)


Assessment = tuple[Any, ...]

# From so many services on it is quicker to take the index of titles away and give it back.
MANY = 1_000
# Each Onlinedienst shows the solution that it has for its first Leistung.
_SOLUTION_OF_SERVICE = """
UPDATE onlinedienste SET loesung_id = b.loesung_id
FROM (SELECT (SELECT loesung_id FROM dienstbewertung WHERE onlinedienst_id = ?1
              ORDER BY leistungsschluessel LIMIT 1) AS loesung_id) AS b
WHERE id = ?1 AND onlinedienste.loesung_id IS NOT b.loesung_id
"""


def replace_results(
    db: Database, assessments: Iterable[tuple[str, Sequence[Assessment]]], results: Callable[[], Results]
) -> History:
    """Replace the old result by the new one; a reader sees either the one or the other.

    `assessments` are rows of `dienstbewertung` by Leistung, as many as there are offers and therefore never kept; when
    they have been gone through, `results` gives the rest. Returns how many gaps opened, closed and changed since the
    last comparison for the same town.
    """
    connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        # What rows refer to may be written after them.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        before = gap_history.before_replacing(db)
        services = _write_assessments(db, assessments)
        for table in reversed(TABLES):
            if table is not DIENSTBEWERTUNG:
                connection.execute(f"DELETE FROM [{table.name}]")
        found = results()
        for table in TABLES:
            names = [column.name for column in table.columns]
            named = ", ".join(f":{name}" for name in names)
            connection.executemany(
                f"INSERT INTO [{table.name}] ({', '.join(names)}) VALUES ({named})", found.rows.get(table.name, ())
            )
        with search_index.left_alone(db, "onlinedienste") if len(services) > MANY else nullcontext():
            connection.executemany(_SOLUTION_OF_SERVICE, ((service,) for service in sorted(services)))
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
        history = gap_history.after_replacing(db, before)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return history


def _write_assessments(db: Database, assessments: Iterable[tuple[str, Sequence[Assessment]]]) -> set[str]:
    """Bring `dienstbewertung` to what was found, writing only what differs; returns the services that it concerns."""
    connection = db.conn
    names = [column.name for column in DIENSTBEWERTUNG.columns]
    select = f"SELECT {', '.join(names)} FROM dienstbewertung WHERE leistungsschluessel = ?"
    write = f"INSERT OR REPLACE INTO dienstbewertung ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})"
    remove = "DELETE FROM dienstbewertung WHERE leistungsschluessel = ?1 AND onlinedienst_id = ?2"
    left = {key for (key,) in db.execute("SELECT DISTINCT leistungsschluessel FROM dienstbewertung").fetchall()}
    services: set[str] = set()
    for key, rows in assessments:
        old = set(db.execute(select, [key]).fetchall()) if key in left else set()
        left.discard(key)
        new = set(rows)
        gone = {(row[1], row[0]) for row in old} - {(row[1], row[0]) for row in new}
        changed = new - old
        connection.executemany(remove, gone)
        # In the order of the table's key: with millions of rows each page is then read once, not once for each row.
        connection.executemany(write, sorted(changed, key=itemgetter(0)))
        services.update(service for _, service in gone)
        services.update(row[0] for row in changed)
    for key in left:
        gone = {(row[1], row[0]) for row in db.execute(select, [key]).fetchall()}
        connection.executemany(remove, gone)
        services.update(service for _, service in gone)
    return services
