"""German letters are found however they are written, and names stand in German order."""

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.german import folded, register, sort_key


@pytest.mark.parametrize("written", ["Mühlhausen", "MÜHLHAUSEN", "Muehlhausen", "mu\u0308hlhausen", "MUEHLHAUSEN"])
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    assert folded(written) == "muehlhausen"


def test_sharp_s_and_foreign_accents_are_folded_too() -> None:
    assert (folded("Straße"), folded("STRASSE"), folded("GROẞE"), folded("Café")) == (
        "strasse", "strasse", "grosse", "cafe",
    )  # fmt: skip


def test_a_part_of_a_word_is_found_in_the_whole() -> None:
    assert folded("überlassung") in folded("Grundstücksüberlassung") and folded("Überlassung") in folded("UEBERLASSUNG")


def test_names_stand_in_german_order() -> None:
    names = [
        "Apolda",
        "Bad Berka",
        "Ölknitz",
        "Oßmannstedt",
        "Ossmannstedt",
        "Ostramondra",
        "sömmerda",
        "Suhl",
        "Zella",
    ]
    mixed = random.Random(1).sample(names, len(names))
    assert sorted(mixed, key=sort_key) == [
        "Apolda", "Bad Berka", "Ölknitz", "Ossmannstedt", "Oßmannstedt", "Ostramondra", "sömmerda", "Suhl", "Zella",
    ]  # fmt: skip


@given(st.text(), st.text())
def test_the_order_tells_any_two_texts_apart(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(st.text(alphabet=st.characters(max_codepoint=0x17F)))
def test_capitals_and_folding_twice_change_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper()) == folded(text.upper().lower())


def test_sql_has_the_same_folding_and_order() -> None:
    connection = sqlite3.connect(":memory:")
    register(connection)
    connection.execute("CREATE TABLE orte (name TEXT)")
    connection.executemany("INSERT INTO orte VALUES (?)", [("Suhl",), ("Sömmerda",), (None,), ("Mühlhausen",)])
    assert connection.execute("SELECT name FROM orte ORDER BY sortiert(name)").fetchall() == [
        (None,), ("Mühlhausen",), ("Sömmerda",), ("Suhl",),
    ]  # fmt: skip
    found = connection.execute("SELECT name FROM orte WHERE instr(gefaltet(name), gefaltet('MUEHL'))").fetchall()
    assert found == [("Mühlhausen",)]
    assert connection.execute("SELECT gefaltet(7), sortiert(1.5)").fetchall() == [(7, 1.5)]
