"""The search index: kept by triggers row by row, or built at once after a first large import."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from catalogue.tables import TABLES


@contextmanager
def built_afterwards(db: Database) -> Iterator[None]:
    """Leave the index alone inside the block and build it once at its end; to be used within a transaction."""
    with left_alone(db):
        yield
    build(db)


@contextmanager
def left_alone(db: Database, table: str | None = None) -> Iterator[None]:
    """Leave the index alone inside the block, where nothing that is searched changes in this table (None: in any)."""
    triggers = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(sql, '_fts')"
        " AND (?1 IS NULL OR tbl_name = ?1)",
        [table],
    ).fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER [{name}]")
    yield
    for _, sql in triggers:
        db.execute(sql)


def build(db: Database) -> None:
    """Build the index of every table that is searched."""
    for table in TABLES:
        if table.search_columns:
            db.execute(f"INSERT INTO [{table.name}_fts] ([{table.name}_fts]) VALUES ('rebuild')")
