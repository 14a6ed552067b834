"""`thavel compare schemas`: a table for people, rows for programs, the sum on stderr, help where one is unknown."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.command import Thavel
from tests.importers.fim.documents import feld, load, schema, stelle

DOG = "99102013104000"
NAME = stelle("1:1", feld("F60000000227", "Familienname", art="HAR"))
SUMMARY = (
    "A: S00000000001 Version 1.0.0 „Hundesteuer“, 3 Felder. B: S00000000002 Version 1.0.0 „Pass“, 2 Felder.\n"
    "In beiden 2, davon harmonisiert 1: 1 gleich, 1 verschieden. Nur in A 1, nur in B 0. "
    "Nach Ort und Name vielleicht dieselben: 0.\n"
)


@pytest.fixture
def schemas(katalog: Path, thavel: Thavel) -> Thavel:
    """The command beside a catalogue with two Datenschemata."""
    load(
        katalog,
        schema(
            NAME + stelle("0:1", feld("F00000000004", "Rasse")) + stelle("1:1", feld("F00000000005", "Alter")),
            beschreibung=f"Leistungsschlüssel: {DOG}",
        ),
        schema(NAME + stelle("1:1", feld("F00000000004", "Rasse")), identifier="S00000000002", title="Pass"),
    )
    return thavel


def test_the_differences_are_listed_and_summed_up(schemas: Thavel) -> None:
    outcome = schemas("compare", "schemas", "S00000000001", "S00000000002")
    assert (outcome.code, outcome.err) == (0, SUMMARY)
    assert [line.split()[:1] for line in outcome.out.splitlines()[2:]] == [["verschieden"], ["nur"]]
    assert "Anzahl: 0:1 → 1:1" in outcome.out
    assert "Familienname" not in outcome.out
    assert schemas("-q", "compare", "schemas", DOG, "S00000000002:1.0").err == ""


def test_all_fields_come_as_rows(schemas: Thavel) -> None:
    outcome = schemas("compare", "schemas", DOG, "S00000000002", "--all", "--format", "json")
    rows = json.loads(outcome.out)
    assert [(row["befund"], row["feld"]) for row in rows] == [
        ("gleich", "Familienname"),
        ("verschieden", "Rasse"),
        ("nur in A", "Alter"),
    ]
    table = schemas("compare", "schemas", DOG, "S00000000002", "--all", "--format", "csv").out
    assert [row["feld_a"] for row in csv.DictReader(io.StringIO(table), delimiter=";")] == [
        "F60000000227",
        "F00000000004",
        "F00000000005",
    ]


def test_a_schema_compared_with_itself_shows_nothing(schemas: Thavel) -> None:
    assert schemas("compare", "schemas", DOG, "S00000000001").out == "Nichts gefunden.\n"
    assert schemas("compare", "schemas", DOG, DOG, "--format", "json").out == "[]\n"


def test_an_unknown_schema_is_told_with_a_similar_one(schemas: Thavel) -> None:
    outcome = schemas("compare", "schemas", "S00000000003", "S00000000002")
    assert (outcome.code, outcome.out) == (1, "")
    assert "Fehler: Ein Datenschema S00000000003 kennt der Katalog nicht. Ähnlich: S0000000000" in outcome.err


def test_comparing_the_town_still_needs_no_further_word(schemas: Thavel) -> None:
    outcome = schemas("compare")
    assert outcome.code == 1
    assert "thavel import gemeinden" in outcome.err
