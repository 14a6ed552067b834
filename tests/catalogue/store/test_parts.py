from pathlib import Path

from sqlite_utils import Database

from catalogue.database import connect
from catalogue.records.fim import DatenfeldWert
from catalogue.store import parts
from tests.reading import rows


def value(field: str, position: int, name: str) -> DatenfeldWert:
    return DatenfeldWert(field, "1", position, str(position), name, None)


def stored(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT feld_id, position, name FROM datenfeld_werte ORDER BY 1, 2")


def replace(db: Database, owners: list[str], *values: DatenfeldWert) -> set[str]:
    changed = parts.replace(db, DatenfeldWert, [(owner, "1") for owner in owners], values)
    return {owner for owner, _ in changed}


def test_parts_become_exactly_what_was_delivered(katalog: Path) -> None:
    db = connect(katalog)
    assert replace(db, ["A", "B"], value("A", 1, "ja"), value("A", 2, "nein"), value("B", 1, "rot")) == {"A", "B"}
    assert replace(db, ["A", "B"], value("B", 1, "rot"), value("A", 1, "ja")) == {"A"}
    assert stored(katalog) == [("A", 1, "ja"), ("B", 1, "rot")]
    assert replace(db, ["B"]) == {"B"}
    assert stored(katalog) == [("A", 1, "ja")]
    db.close()


def test_the_same_parts_again_change_nothing(katalog: Path) -> None:
    db = connect(katalog)
    replace(db, ["A"], value("A", 1, "ja"), value("A", 2, "nein"))
    before = db.conn.total_changes
    assert replace(db, ["A"], value("A", 2, "nein"), value("A", 1, "ja")) == set()
    assert replace(db, [], value("A", 1, "ja")) == set()
    assert db.conn.total_changes == before
    db.close()


def test_parts_of_objects_that_were_not_delivered_are_left_alone(katalog: Path) -> None:
    db = connect(katalog)
    replace(db, ["A", "B"], value("A", 1, "ja"), value("B", 1, "rot"))
    assert replace(db, ["A"], value("A", 1, "nein"), value("B", 1, "blau")) == {"A"}
    assert stored(katalog) == [("A", 1, "nein"), ("B", 1, "rot")]
    db.close()


def test_more_objects_than_fit_into_one_statement_are_compared(katalog: Path) -> None:
    db = connect(katalog)
    names = [f"F{number}" for number in range(1000)]
    assert len(replace(db, names, *(value(name, 1, "ja") for name in names))) == 1000
    assert replace(db, names, *(value(name, 1, "nein" if name == "F999" else "ja") for name in names)) == {"F999"}
    db.close()
