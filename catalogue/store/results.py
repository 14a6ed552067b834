"""Writes what a comparison computed, in one transaction: of each table the rows of the Leistungen judged anew, or all.

How its gaps differ from the last ones of the same town is logged in the same transaction.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from catalogue import clock
from catalogue.database import locked
from catalogue.records.vergleich import Assessment, Remembered, ServiceCounts
from catalogue.schema import Table
from catalogue.store import gap_log, search_index
from catalogue.store.assignments import Assignment
from catalogue.store.gap_log import Events, History
from catalogue.tables import abdeckung, formulare, nachnutzung, vergleich
from catalogue.tables.angebote import ONLINEDIENSTE
from catalogue.tables.bestand import AUTOMATIC
from catalogue.tables.vergleich import DIENSTBEWERTUNG, LOESUNGEN

TABLES = (*vergleich.TABLES, *abdeckung.TABLES, *formulare.TABLES, *nachnutzung.TABLES)
# Rows of these belong to one Leistung each; the others are written anew as a whole, solutions by their identifier.
BY_LEISTUNG = (
    vergleich.LUECKEN,
    vergleich.KANDIDATEN,
    vergleich.KANDIDAT_PUNKTE,
    abdeckung.LEISTUNGSSTAND,
    abdeckung.BESTANDSABGLEICH,
    nachnutzung.KANDIDAT_GEBER,
    nachnutzung.KOOPERATIONEN,
)


@dataclass(frozen=True)
class Results:
    """Results of a comparison beside the assessments: rows per result table (column name -> value).

    Rows of the tables `BY_LEISTUNG` are those of the Leistungen judged, `leistungen`, or of all (None), and rows of
    solutions those of `solutions`, or all; the place of a candidate among all is counted when they are written.
    `services` are the number of online services and of own ones of each municipality, `recognised` the titles of a
    town's own list (by AGS) whose Leistung was recognised.
    """

    rows: Mapping[str, Iterable[Mapping[str, Any]]]
    leistungen: Collection[str] | None = None
    solutions: Collection[str] = ()
    services: Mapping[str, ServiceCounts] = field(default_factory=dict)
    recognised: Mapping[str, Sequence[Assignment]] = field(default_factory=dict)


# From so many rows on it is quicker to take indexes away and give them back.
MANY = 1_000
# So many services are written with one statement.
AT_ONCE = 20_000
# Each Onlinedienst shows the solution that it has for its first Leistung.
_SOLUTION_OF_SERVICE = """
UPDATE onlinedienste SET loesung_id = b.loesung_id
FROM (SELECT s.value AS id, (SELECT loesung_id FROM dienstbewertung WHERE onlinedienst_id = s.value
                             ORDER BY leistungsschluessel LIMIT 1) AS loesung_id
      FROM json_each(?) AS s) AS b
WHERE onlinedienste.id = b.id AND onlinedienste.loesung_id IS NOT b.loesung_id
"""
RANK = """
UPDATE kandidaten SET rang = r.rang
FROM (SELECT leistungsschluessel, loesung_id,
             row_number() OVER (ORDER BY punkte DESC, ohne_beleg, leistungsschluessel, loesung_id) AS rang
      FROM kandidaten
      LEFT JOIN (SELECT leistungsschluessel, loesung_id, sum(wert IS NULL) AS ohne_beleg
                 FROM kandidat_punkte GROUP BY 1, 2) USING (leistungsschluessel, loesung_id)) AS r
WHERE kandidaten.leistungsschluessel = r.leistungsschluessel AND kandidaten.loesung_id = r.loesung_id
  AND kandidaten.rang <> r.rang
"""
_REMEMBER = "INSERT OR REPLACE INTO vergleichsstand (leistungsschluessel, pruefsumme, angebote) VALUES (?, ?, ?)"


class Replacement:
    """The result of the last comparison while it is being replaced."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._left = {key for (key,) in db.execute("SELECT DISTINCT leistungsschluessel FROM dienstbewertung")}
        self._first = not self._left
        self._services: set[str] = set()
        self._before = gap_log.before_replacing(db)
        if self._first:
            _drop_indexes(db, DIENSTBEWERTUNG.index_names)

    def judged(self, key: str, rows: Sequence[Assessment], remembered: Remembered | None) -> None:
        """Bring the assessments of a Leistung to `rows` of `dienstbewertung`, writing only what differs.

        `remembered` is None where nothing speaks of the Leistung any more.
        """
        connection = self._db.conn
        names = [column.name for column in DIENSTBEWERTUNG.columns]
        old = set()
        if key in self._left:
            select = f"SELECT {', '.join(names)} FROM dienstbewertung WHERE leistungsschluessel = ?"
            old = set(connection.execute(select, [key]).fetchall())
            self._left.discard(key)
        gone = {row[0] for row in old} - {row.onlinedienst_id for row in rows}
        changed = [row for row in rows if row not in old]
        remove = "DELETE FROM dienstbewertung WHERE leistungsschluessel = ? AND onlinedienst_id = ?"
        connection.executemany(remove, [(key, service) for service in gone])
        write = f"INSERT OR REPLACE INTO dienstbewertung ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})"
        connection.executemany(write, changed)
        self._services.update(gone, (row.onlinedienst_id for row in changed))
        if remembered:
            connection.execute(_REMEMBER, [key, *remembered])
        else:
            connection.execute("DELETE FROM vergleichsstand WHERE leistungsschluessel = ?", [key])

    def write(self, found: Results, events: Events) -> History:
        """Write everything else, when all Leistungen have been judged; `events` tells what became of gaps.

        Returns how many gaps opened, closed and changed since the last comparison for the same town.
        """
        connection = self._db.conn
        if found.leistungen is None:
            for key in sorted(self._left):
                self.judged(key, [], None)
        if self._first:
            # From here on rows are looked up by them.
            _create_indexes(self._db, DIENSTBEWERTUNG)
        self._clear(found)
        for table in TABLES:
            _insert(self._db, table, found.rows.get(table.name, ()))
        connection.execute(RANK)
        self._solutions_of_services()
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
        return gap_log.after_replacing(self._db, self._before, events)

    def _clear(self, found: Results) -> None:
        """Take away the rows that are written anew."""
        of = "WHERE leistungsschluessel IN (SELECT value FROM json_each(?))"
        for table in reversed(TABLES):
            if table is DIENSTBEWERTUNG:
                continue
            if found.leistungen is None or table not in (*BY_LEISTUNG, LOESUNGEN):
                self._db.conn.execute(f"DELETE FROM [{table.name}]")
            elif table is LOESUNGEN:
                self._db.conn.executemany("DELETE FROM loesungen WHERE id = ?", [(name,) for name in found.solutions])
            else:
                self._db.conn.execute(f"DELETE FROM [{table.name}] {of}", [json.dumps(sorted(found.leistungen))])

    def _solutions_of_services(self) -> None:
        services = sorted(self._services)
        if len(services) < MANY:
            self._db.execute(_SOLUTION_OF_SERVICE, [json.dumps(services)])
            return
        with search_index.left_alone(self._db, ONLINEDIENSTE.name):
            _drop_indexes(self._db, [ONLINEDIENSTE.index_names[ONLINEDIENSTE.indexes.index(("loesung_id",))]])
            for start in range(0, len(services), AT_ONCE):
                self._db.execute(_SOLUTION_OF_SERVICE, [json.dumps(services[start : start + AT_ONCE])])
            _create_indexes(self._db, ONLINEDIENSTE)


def _insert(db: Database, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    names = [column.name for column in table.columns]
    named = ", ".join(f":{name}" for name in names)
    db.conn.executemany(f"INSERT INTO [{table.name}] ({', '.join(names)}) VALUES ({named})", rows)


def _drop_indexes(db: Database, names: Iterable[str]) -> None:
    for name in names:
        db.execute(f"DROP INDEX IF EXISTS [{name}]")


def _create_indexes(db: Database, table: Table) -> None:
    for statement in table.index_sql():
        db.execute(statement)


@contextmanager
def replacing(db: Database) -> Iterator[Replacement]:
    """Replace the old result by a new one inside the block; a reader sees either the one or the other."""
    with locked(db):
        yield Replacement(db)
