import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.codes import LISTS, PUBLISHED, codes_in, labelled
from catalogue.store.rules import BUNDLED, read_rules
from catalogue.tables import RELATIONS
from catalogue.tables.regeln import CODES

KNOWN = {"1": "Bund", "2/3": "Land", "a b": "beides"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", [("1", "Bund")]),
        ("1;2/3", [("1", "Bund"), ("2/3", "Land")]),
        ("1, 2/3", [("1", "Bund"), ("2/3", "Land")]),
        ("1; 1", [("1", "Bund")]),
        ("44", [("44", None)]),
        ("44,1", [("44", None), ("1", "Bund")]),
        ("a b", [("a b", "beides")]),
        (";", [(";", None)]),
    ],
)
def test_each_known_part_of_a_value_has_its_label_and_the_others_stay(
    value: str, expected: list[tuple[str, str | None]]
) -> None:
    assert labelled(value, KNOWN) == expected


@given(st.text(alphabet="12/a ,;|", min_size=1))
def test_no_code_is_lost_and_something_is_always_shown(value: str) -> None:
    parts = labelled(value, KNOWN)
    assert parts
    assert {code for code, _ in parts} >= set(codes_in(value)) or parts == [(value, KNOWN[value])]


def test_every_list_that_a_column_names_has_bundled_labels_or_is_fetched_when_used() -> None:
    bundled = {row[0] for row in read_rules(CODES, BUNDLED / "codes.csv")}
    assert bundled >= set(LISTS.values()) - set(PUBLISHED.values())
    columns = {column.name for relation in RELATIONS.values() for column in relation.columns}
    assert columns >= LISTS.keys()
