"""The search index is kept by triggers, which can be taken away for a while."""

from pathlib import Path

from sqlite_utils import Database

from catalogue.database import connect
from catalogue.store.search_index import built_afterwards, left_alone


def triggers(db: Database) -> dict[str, int]:
    """How many triggers tables have."""
    rows = db.execute("SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name")
    return dict(rows.fetchall())


def test_the_index_of_one_table_is_left_alone_and_its_triggers_come_back(katalog: Path) -> None:
    db = connect(katalog)
    before = triggers(db)
    with left_alone(db, "onlinedienste"):
        assert triggers(db) == {name: number for name, number in before.items() if name != "onlinedienste"}
    assert triggers(db) == before
    assert before["onlinedienste"] == 3
    db.close()


def test_what_was_written_while_the_index_was_left_alone_is_found_afterwards(katalog: Path) -> None:
    db = connect(katalog)
    before = triggers(db)
    with built_afterwards(db):
        assert triggers(db) == {}
        db.execute("INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES ('99102013104000', 'Hundesteuer')")
    assert triggers(db) == before
    assert list(db.table("leistungen").search("Hundesteuer")) != []
    db.close()
