import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from catalogue import dictionary
from catalogue.database import connect
from catalogue.schema import Table
from catalogue.tables import RELATIONS, TABLES, VIEWS, entscheidungen

ALL_TABLES = (*TABLES, *entscheidungen.TABLES)
WRONG = {"TEXT": b"\x00", "INTEGER": "viele", "REAL": "warm"}
RIGHT = {"TEXT": "x", "INTEGER": 1, "REAL": 1.5}


def complete_row(table: Table) -> dict[str, object]:
    return {c.name: c.allowed[0] if c.allowed else RIGHT[c.type] for c in table.columns}


def insert(connection: sqlite3.Connection, table: Table, row: dict[str, object]) -> None:
    names = ", ".join(f"[{name}]" for name in row)
    marks = ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO [{table.name}] ({names}) VALUES ({marks})", list(row.values()))


def test_everything_has_a_german_title_and_description() -> None:
    wrong = [name for name, relation in RELATIONS.items() if not (relation.title and relation.source)]
    wrong += [name for name, relation in RELATIONS.items() if not relation.description.endswith(".")]
    wrong += [
        f"{name}.{column.name}"
        for name, relation in RELATIONS.items()
        for column in relation.columns
        if not (column.title and column.description.endswith("."))
    ]
    assert wrong == []


def test_headings_and_names_are_unique_within_a_relation() -> None:
    wrong = [
        f"{name}, {kind} {entry}"
        for name, relation in RELATIONS.items()
        for kind, entries in (
            ("name", Counter(column.name for column in relation.columns)),
            ("heading", Counter(column.title for column in relation.columns)),
        )
        for entry, times in entries.items()
        if times > 1
    ]
    assert wrong == []


def test_keys_indexes_and_references_name_declared_columns() -> None:
    wrong = []
    for table in ALL_TABLES:
        names = {column.name for column in table.columns}
        named = {*table.key, *(name for index in table.indexes for name in index)}
        wrong += [f"{table.name}.{name} is not declared" for name in sorted(named - names)]
        for column in table.columns:
            parent, _, key = column.references.partition(".") if column.references else ("", "", "")
            target = RELATIONS.get(parent)
            if parent and not (isinstance(target, Table) and target.key == (key,)):
                wrong.append(f"{table.name}.{column.name} refers to what is no key")
    assert wrong == []


def test_a_table_takes_a_complete_row() -> None:
    wrong = []
    for table in ALL_TABLES:
        connection = sqlite3.connect(":memory:")
        connection.execute(table.create_sql())
        for statement in table.index_sql():
            connection.execute(statement)
        insert(connection, table, complete_row(table))
        if connection.execute(f"SELECT * FROM [{table.name}]").fetchall() != [tuple(complete_row(table).values())]:
            wrong.append(table.name)
        connection.close()
    assert wrong == []


def test_a_column_takes_only_what_is_declared() -> None:
    wrong = []
    for table in ALL_TABLES:
        connection = sqlite3.connect(":memory:")
        connection.execute(table.create_sql())
        for column in table.columns:
            refused: list[tuple[object, str]] = [(WRONG[column.type], "cannot store|datatype mismatch")]
            if column.required and column.type != "INTEGER":
                refused.append((None, "NOT NULL"))
            if column.allowed:
                refused.append(("etwas anderes", "CHECK"))
            for value, reason in refused:
                said = refusal(connection, table, {**complete_row(table), column.name: value})
                if not re.search(reason, said):
                    wrong.append(f"{table.name}.{column.name} = {value!r}: {said}")
        connection.close()
    assert wrong == []


def refusal(connection: sqlite3.Connection, table: Table, row: dict[str, object]) -> str:
    """What the database says to a row that it does not take."""
    try:
        insert(connection, table, row)
    except sqlite3.IntegrityError as error:
        return str(error)
    return "taken"


def test_a_reference_to_nothing_is_refused_at_the_end_of_the_transaction(katalog: Path) -> None:
    db = connect(katalog)
    db.execute("BEGIN")
    db.execute("INSERT INTO gebietsschluessel VALUES ('16063105', '16063105', 'AGS', NULL, 'Test')")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("COMMIT")
    db.execute("ROLLBACK")
    db.close()


def test_a_view_yields_the_declared_columns_in_order(katalog: Path) -> None:
    db = connect(katalog)
    yielded = {
        view.name: [description[0] for description in db.execute(f"SELECT * FROM [{view.name}]").description]
        for view in VIEWS
    }
    db.close()
    assert yielded == {view.name: [column.name for column in view.columns] for view in VIEWS}


def test_search_finds_words_without_their_umlauts(katalog: Path) -> None:
    db = connect(katalog)
    db.execute(
        "INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES ('99090023276000', 'Baumfällgenehmigung')"
    )
    found = db.execute(
        "SELECT bezeichnung FROM leistungen_fts WHERE leistungen_fts MATCH 'baumfallgenehmigung'"
    ).fetchall()
    assert found == [("Baumfällgenehmigung",)]
    db.close()


def test_the_data_dictionary_is_up_to_date() -> None:
    assert dictionary.FILE.read_text(encoding="utf-8") == dictionary.dictionary(), (
        "write it again with: python -m catalogue.dictionary"
    )


def test_the_data_dictionary_tells_type_unit_reference_and_allowed_values() -> None:
    lines = dictionary.dictionary().splitlines()
    assert "| `einwohner` | Einwohner | INTEGER, Personen | Bevölkerung laut Register. |" in lines
    assert "| `kreis_ags` | Kreisschlüssel | TEXT | Schlüssel des Kreises. Verweist auf `kreise.kreis_ags`. |" in lines
    assert "| `art` | Art | TEXT, Pflicht | AGS oder ARS. Erlaubt: AGS, ARS. |" in lines
