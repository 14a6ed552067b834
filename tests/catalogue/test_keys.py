import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.keys import (
    PvogId,
    ags_of_ars,
    is_ags,
    is_ars,
    is_leistungsschluessel,
    leistungstyp,
    related_keys,
    split_pvog_id,
    version_numbers,
    with_parents,
)


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def test_the_ags_of_eisenach_follows_from_its_ars() -> None:
    assert ags_of_ars("160630105105") == "16063105"


@given(kreis=digits(5), verband=digits(4), gemeinde=digits(3))
def test_an_ars_leads_to_its_ags_whatever_the_verband(kreis: str, verband: str, gemeinde: str) -> None:
    ars = kreis + verband + gemeinde
    assert is_ars(ars)
    assert ags_of_ars(ars) == kreis + gemeinde
    assert is_ags(ags_of_ars(ars))


@given(st.text(max_size=16))
def test_what_has_the_form_of_a_key_is_digits_only(text: str) -> None:
    for is_key, length in ((is_ags, 8), (is_ars, 12), (is_leistungsschluessel, 14)):
        assert is_key(text) == (len(text) == length and all(c in "0123456789" for c in text))


@pytest.mark.parametrize("check", [is_ags, is_ars, is_leistungsschluessel])
@pytest.mark.parametrize("length", [8, 12, 14])
def test_digits_of_other_scripts_and_line_ends_are_no_key(check: object, length: int) -> None:
    assert callable(check)
    assert not check("٣" * length)
    assert not check("1" * length + "\n")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("99102013000000", "LO"),
        ("99102013104000", "LOV"),
        ("99102013104001", "LOVD"),
        ("11102013104000", None),
        ("9910201310400", None),
        ("", None),
    ],
)
def test_the_kind_of_a_leistung_follows_from_its_key(key: str, kind: str | None) -> None:
    assert leistungstyp(key) == kind


def test_a_lov_is_related_to_its_details_and_the_other_way_round() -> None:
    keys = frozenset({"99102013104000", "99102013104002", "99102013104001", "99102013105000", "99102013000000"})
    assert related_keys("99102013104000", keys) == ["99102013104001", "99102013104002"]
    assert related_keys("99102013104001", keys) == ["99102013104000"]
    assert related_keys("99102013000000", keys) == []
    assert related_keys("11102013104000", keys) == []


@given(st.sets(digits(5).map(lambda end: "990010010" + end)))
def test_being_related_is_mutual_and_never_with_itself(keys: set[str]) -> None:
    others = frozenset(keys)
    for key in keys:
        for other in related_keys(key, others):
            assert other != key
            if leistungstyp(other) in ("LOV", "LOVD"):
                assert key in related_keys(other, others)


def test_what_a_leistung_is_a_kind_of_is_its_object_and_its_verrichtung() -> None:
    assert with_parents(["99102013104001", "99027002000000", "11102013104001", "kaputt"]) == {
        *("99102013104001", "99102013104000", "99102013000000"),
        "99027002000000",
        "11102013104001",
        "kaputt",
    }


@given(digits(7), st.sampled_from(["LB", "OE", "OD"]), st.text(min_size=1))
def test_a_pvog_identifier_falls_into_its_parts_and_back(redaktion: str, klasse: str, lokal: str) -> None:
    parts = split_pvog_id(f"L{redaktion}.{klasse}.{lokal}")
    assert parts == PvogId(f"L{redaktion}", klasse, lokal)
    assert ".".join(parts) == f"L{redaktion}.{klasse}.{lokal}"


@pytest.mark.parametrize("text", ["", "L100038", "L100038.LB", "L100038.LB.", ".LB.1", "L100038..1"])
def test_what_lacks_a_part_is_no_pvog_identifier(text: str) -> None:
    assert split_pvog_id(text) is None


@pytest.mark.parametrize(
    ("older", "newer"), [("1.0", "1.1"), ("1.9", "1.10"), ("1.9.9", "2"), ("", "0.1"), ("neu", "0.1"), ("1.1", "1.1.1")]
)
def test_versions_are_ordered_by_their_numbers(older: str, newer: str) -> None:
    assert version_numbers(older) < version_numbers(newer)


@pytest.mark.parametrize(("one", "same"), [("1.1", "1.1.0"), ("01.00.00", "1"), ("", "neu"), ("1.", "1.x")])
def test_versions_of_equal_numbers_are_equal(one: str, same: str) -> None:
    assert version_numbers(one) == version_numbers(same)
