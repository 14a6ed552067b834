"""Two Datenschemata field by field: the same by identity, suggested by place and name, and what differs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.database import connect
from catalogue.errors import ThavelError
from comparisons.forms.schema_diff import (
    LONGEST,
    TRAITS,
    Element,
    FieldPair,
    Side,
    Totals,
    canonical,
    diff,
    diff_rows,
    precisions,
    read_side,
    shown,
    totals,
)
from tests.comparisons.forms.test_once_only import FILES, in_document
from tests.importers.fim.documents import XDF2, feld, gruppe, load, schema, stelle

DOG, CAT = "99102013104000", "99102013104001"
A, B = "S00000000001", "S00000000002"


def side(katalog: Path, wanted: str) -> Side:
    db = connect(katalog)
    try:
        return read_side(db, wanted)
    finally:
        db.close()


def compared(katalog: Path, a: str, b: str) -> list[FieldPair]:
    """The differences between two schemas of one group each that hold `a` and `b`."""
    load(
        katalog,
        schema(stelle("1:1", gruppe("G00000000001", "Halter", a))),
        schema(stelle("1:1", gruppe("G00000000002", "Halter", b)), identifier=B),
    )
    return diff(side(katalog, A), side(katalog, B))


def test_a_field_with_another_version_number_precision_and_values_differs_in_these(katalog: Path) -> None:
    old = feld("F00000004", "Rasse", version="1.1", more='<praezisierung maxLength="5" minLength=""/>')
    new = feld(
        "F00000000004",
        "Hunderasse",
        version="2.0.0",
        art="HAR",
        more='<praezisierung maxLength="50"/><werte><wert><code>1</code><name>Dackel</name></wert></werte>',
    ).replace(">text<", ">num<")
    (pair,) = compared(katalog, stelle("0:1", old), stelle("1:1", new))
    assert diff_rows([pair]) == [
        {
            "befund": "verschieden",
            "feld": "Rasse",
            "harmonisiert": "ja",
            "unterschiede": "Version: 1.1.0 → 2.0.0; Art: RNG → HAR; Datentyp: text → num; "
            "Präzisierung: maxLength 5 → maxLength 50; Werteliste: keine Angabe → 1 Dackel; Anzahl: 0:1 → 1:1",
            "pfad_a": "Halter / Rasse",
            "pfad_b": "Halter / Hunderasse",
            "feld_a": "F00000000004",
            "feld_b": "F00000000004",
            "stellen_a": 1,
            "stellen_b": 1,
        }
    ]


def test_the_same_field_of_both_standards_is_the_same(katalog: Path) -> None:
    (pair,) = compared(
        katalog,
        stelle("0:1", feld("F00000004", "Rasse", version="1.1")),
        stelle("0:1", feld("F00000000004", "Rasse", version="1.1.0")) * 2,
    )
    assert (pair.finding, pair.differences) == ("gleich", [])
    assert diff_rows([pair]) == []
    (row,) = diff_rows([pair], everything=True)
    assert (row["befund"], row["stellen_a"], row["stellen_b"]) == ("gleich", 1, 2)


def test_place_and_name_in_words_only_suggest(katalog: Path) -> None:
    (pair,) = compared(
        katalog,
        stelle("0:1", feld("F00000000004", "Rasse")),
        stelle("0:1", feld("F00000000099", "RASSE ").replace("RASSE  (Name)", "rasse (name)")),
    )
    assert (pair.finding, pair.differences) == ("Vorschlag", [("Kennung", "F00000000004", "F00000000099")])


def test_what_two_fields_could_be_is_not_suggested(katalog: Path) -> None:
    twice = stelle("0:1", feld("F00000000098", "Rasse")) + stelle("0:1", feld("F00000000099", "Rasse"))
    pairs = compared(katalog, stelle("0:1", feld("F00000000004", "Rasse")), twice)
    assert [pair.finding for pair in pairs] == ["nur in A", "nur in B", "nur in B"]


def test_the_order_is_that_of_a_and_then_of_b(katalog: Path) -> None:
    first, second, third, fourth = (
        stelle("1:1", feld(f"F0000000000{n}", name)) for n, name in enumerate(("Rasse", "Alter", "Chip", "Farbe"))
    )
    pairs = compared(katalog, first + second + third, fourth + third + first)
    assert [(row["befund"], row["feld"]) for row in diff_rows(pairs, everything=True)] == [
        ("gleich", "Rasse"),
        ("nur in A", "Alter"),
        ("gleich", "Chip"),
        ("nur in B", "Farbe"),
    ]
    assert totals(pairs) == Totals(both=2, harmonised=0, same=2, other=0, suggested=0, only_a=1, only_b=1)


def test_a_leistung_stands_for_its_newest_schemas_together(katalog: Path) -> None:
    names = f"Leistungsschlüssel: {DOG}"
    load(
        katalog,
        schema(stelle("1:1", feld("F00000000001", "Rasse")), beschreibung=names),
        schema(stelle("1:1", feld("F00000000009", "Alt")), beschreibung=names, identifier=B),
        schema(stelle("1:1", feld("F00000000002", "Alter")), beschreibung=names, identifier=B, version="1.1.0"),
    )
    found = side(katalog, DOG)
    assert (found.title, list(found.elements)) == (f"Leistung {DOG} ({A}, {B})", ["F00000000001", "F00000000002"])


def test_a_version_can_be_named_in_either_form_and_else_the_newest_is_taken(katalog: Path) -> None:
    for version, name in (("1.0.0", "Alt"), ("1.1.0", "Neu")):
        load(katalog, schema(stelle("1:1", feld("F00000000001", name, version=version)), version=version))
    assert side(katalog, A).title == f"{A} Version 1.1.0 „Hundesteuer“"
    assert side(katalog, f"{A}:1.0").title == side(katalog, f"{A}:1.0.0").title == f"{A} Version 1.0.0 „Hundesteuer“"


def test_the_short_id_of_a_document_finds_its_schema(katalog: Path) -> None:
    load(katalog, schema(stelle("1:1", feld("F00000001", "Rasse")), identifier="S00000371", namespace=XDF2))
    for wanted in ("S00000371", "s00000000371", " S00000371 "):
        assert side(katalog, wanted).title == "S00000371 Version 1.0.0 „Hundesteuer“"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("S00000000002", "Ein Datenschema S00000000002 kennt der Katalog nicht. Ähnlich: S00000000001."),
        ("S9", "kennt der Katalog nicht. Welche es gibt, zeigt: thavel export datenschemata"),
        ("S00000000001:7", "keine Version „7“, aber diese: 1.0.0."),
        ("S00000000001:", "keine Version „“, aber diese: 1.0.0."),
        ("S00000000003", "seine Felder sind nicht im Katalog. Importieren Sie sie: thavel import fim"),
        (CAT, f"Zur Leistung {CAT} ist kein Datenschema bekannt.*Ähnlich: {DOG}."),
        ("Hundesteuer", "„Hundesteuer“ ist weder die Kennung eines Datenschemas"),
        ("", "„“ ist weder"),
    ],
)
def test_what_there_is_not_is_told_with_what_is_similar(katalog: Path, wanted: str, message: str) -> None:
    load(katalog, schema(stelle("1:1", feld("F1", "Rasse")), beschreibung=f"Leika Schlüssel: {DOG}"))
    db = connect(katalog)
    db.execute("INSERT INTO datenschemata (id, version, id_xdf3, standard) VALUES ('S3', '1', 'S00000000003', 'x')")
    db.close()
    with pytest.raises(ThavelError, match=message):
        side(katalog, wanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, []),
        ('{"minLength": 1, "maxLength": "5", "pattern": ""}', ["minLength 1", "maxLength 5"]),
        ("bis 5 Zeichen", ["bis 5 Zeichen"]),
        ("[1]", ["[1]"]),
        ("[" * 100_000, ["[" * 100_000]),
        ('{"a": {"b": null}}', ["a {'b': None}"]),
    ],
)
def test_a_precision_is_read_part_by_part_or_left_as_it_is(text: str | None, expected: list[str]) -> None:
    assert precisions(text) == expected


def test_versions_are_written_as_the_newer_standard_does() -> None:
    assert [canonical(text) for text in ("1.1", "01.00.00", "2", "1.2.3.4", "", "neu", "9" * 5000)] == [
        "1.1.0", "1.0.0", "2.0.0", "1.2.3.4", "", "neu", "9" * 5000
    ]  # fmt: skip


def test_of_many_values_only_the_different_ones_are_shown() -> None:
    many = tuple(f"{number:03d} Wert" for number in range(100))
    assert shown(many, many[1:]) == "100, nur hier: 000 Wert"
    assert shown(many[1:], many) == "99, nur hier: keine Angabe"
    assert len(shown(many, ())) < LONGEST + 30


# Whatever the schemas are

NUMBERS = st.integers(0, 9)
traits = st.fixed_dictionaries({name: st.sampled_from([(), ("1",), ("1", "2")]) for name in TRAITS})
keys = st.frozensets(st.tuples(st.sampled_from("pq"), st.sampled_from("xyz")), min_size=1)


@st.composite
def sides(draw: st.DrawFn) -> Side:
    names = draw(st.lists(NUMBERS.map("F{}".format), unique=True))
    return Side(
        "S",
        {
            name: Element(name, name, draw(st.booleans()), draw(NUMBERS) + 1, "p", draw(keys), draw(traits))
            for name in names
        },
    )


def by_id(pairs: list[FieldPair]) -> list[FieldPair]:
    return sorted(pairs, key=lambda pair: (pair.a.id if pair.a else "", pair.b.id if pair.b else ""))


@given(sides(), sides())
def test_the_comparison_the_other_way_round_is_its_mirror(a: Side, b: Side) -> None:
    mirrored = [FieldPair(pair.b, pair.a, pair.suggested) for pair in diff(a, b)]
    assert by_id(mirrored) == by_id(diff(b, a))
    there, back = totals(diff(a, b)), totals(diff(b, a))
    assert there == back._replace(only_a=back.only_b, only_b=back.only_a)
    for pair, turned in zip(by_id(mirrored), by_id(diff(b, a)), strict=True):
        assert pair.differences == turned.differences


@given(sides())
def test_a_schema_does_not_differ_from_itself(a: Side) -> None:
    assert {pair.finding for pair in diff(a, a)} <= {"gleich"}
    assert diff_rows(diff(a, a)) == []
    assert [pair.a for pair in diff(a, a)] == list(a.elements.values())


@given(sides(), sides())
def test_every_field_comes_once_and_the_same_ids_always_meet(a: Side, b: Side) -> None:
    pairs = diff(a, b)
    assert sorted(pair.a.id for pair in pairs if pair.a) == sorted(a.elements)
    assert sorted(pair.b.id for pair in pairs if pair.b) == sorted(b.elements)
    assert {pair.a.id for pair in pairs if pair.a and pair.b and not pair.suggested} == a.elements.keys() & b.elements
    for pair in pairs:
        if pair.suggested:
            assert pair.a and pair.b and pair.a.keys & pair.b.keys


@pytest.mark.needs_shared
@pytest.mark.parametrize("other", [name for name in FILES if name != "S00000094V1.0_xdf2.xml"])
def test_the_real_schemas_have_in_common_what_their_documents_have(katalog: Path, shared: Path, other: str) -> None:
    paths = [shared / "xdatenfelder" / name for name in ("S00000094V1.0_xdf2.xml", other)]
    load(katalog, *paths)
    (of_a, _), (of_b, _) = (in_document(path) for path in paths)
    a, b = side(katalog, "S00000094"), side(katalog, other.partition("_")[0])
    found = totals(diff(a, b))
    assert {name: element.places for name, element in a.elements.items()} == {name: of_a.count(name) for name in of_a}
    assert (found.both, found.only_a + found.suggested, found.only_b + found.suggested) == (
        len(set(of_a) & set(of_b)),
        len(set(of_a) - set(of_b)),
        len(set(of_b) - set(of_a)),
    )
    assert diff_rows(diff(a, a)) == []
