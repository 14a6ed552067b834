import sqlite3
from pathlib import Path

import pytest

from catalogue import dictionary
from catalogue.database import connect
from catalogue.schema import Column, Relation, Table
from catalogue.tables import RELATIONS, TABLES, VIEWS, entscheidungen

ALL_TABLES = (*TABLES, *entscheidungen.TABLES)
WRONG = {"TEXT": b"\x00", "INTEGER": "viele", "REAL": "warm"}
RIGHT = {"TEXT": "x", "INTEGER": 1, "REAL": 1.5}


def relation_id(relation: Relation) -> str:
    return relation.name


def complete_row(table: Table) -> dict[str, object]:
    return {c.name: c.allowed[0] if c.allowed else RIGHT[c.type] for c in table.columns}


def insert(connection: sqlite3.Connection, table: Table, row: dict[str, object]) -> None:
    names = ", ".join(f"[{name}]" for name in row)
    marks = ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO [{table.name}] ({names}) VALUES ({marks})", list(row.values()))


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=relation_id)
def test_everything_has_a_german_title_and_description(relation: Relation) -> None:
    assert relation.title
    assert relation.source
    assert relation.description.endswith(".")
    for column in relation.columns:
        assert column.title, column.name
        assert column.description.endswith("."), column.name


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=relation_id)
def test_headings_and_names_are_unique_within_a_relation(relation: Relation) -> None:
    assert len({column.name for column in relation.columns}) == len(relation.columns)
    assert len({column.title for column in relation.columns}) == len(relation.columns)


@pytest.mark.parametrize("table", ALL_TABLES, ids=relation_id)
def test_keys_indexes_and_references_name_declared_columns(table: Table) -> None:
    names = {column.name for column in table.columns}
    assert set(table.key) <= names
    assert {name for index in table.indexes for name in index} <= names
    for column in table.columns:
        if column.references:
            parent, _, key = column.references.partition(".")
            target = RELATIONS[parent]
            assert isinstance(target, Table)
            assert target.key == (key,), f"{table.name}.{column.name} refers to what is no key"


@pytest.mark.parametrize("table", ALL_TABLES, ids=relation_id)
def test_a_table_takes_a_complete_row(table: Table) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(table.create_sql())
    for statement in table.index_sql():
        connection.execute(statement)
    insert(connection, table, complete_row(table))
    assert connection.execute(f"SELECT * FROM [{table.name}]").fetchall() == [tuple(complete_row(table).values())]
    connection.close()


@pytest.mark.parametrize(
    ("table", "column"),
    [pytest.param(table, column, id=f"{table.name}.{column.name}") for table in ALL_TABLES for column in table.columns],
)
def test_a_column_takes_only_what_is_declared(table: Table, column: Column) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(table.create_sql())
    with pytest.raises(sqlite3.IntegrityError, match="cannot store|datatype mismatch"):
        insert(connection, table, {**complete_row(table), column.name: WRONG[column.type]})
    if column.required and column.type != "INTEGER":
        with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
            insert(connection, table, {**complete_row(table), column.name: None})
    if column.allowed:
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            insert(connection, table, {**complete_row(table), column.name: "etwas anderes"})
    connection.close()


def test_a_reference_to_nothing_is_refused_at_the_end_of_the_transaction(katalog: Path) -> None:
    db = connect(katalog)
    db.execute("BEGIN")
    db.execute("INSERT INTO gebietsschluessel VALUES ('16063105', '16063105', 'AGS', NULL, 'Test')")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("COMMIT")
    db.execute("ROLLBACK")
    db.close()


@pytest.mark.parametrize("view", VIEWS, ids=relation_id)
def test_a_view_yields_the_declared_columns_in_order(katalog: Path, view: Relation) -> None:
    db = connect(katalog)
    cursor = db.execute(f"SELECT * FROM [{view.name}]")
    assert [description[0] for description in cursor.description] == [column.name for column in view.columns]
    db.close()


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
