"""How far FIM's building blocks are: only what is released at silver or gold counts, of several the furthest."""

from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.schema import Table
from catalogue.tables.fim import DATENSCHEMATA, LEISTUNGSSTECKBRIEFE
from catalogue.tables.prozesse import PROZESSE
from comparisons.ranking.maturity import Maturity, MaturityFacts

DOG, BIRTH = "99102013104000", "99027002012000"


def steckbrief(path: Path, status: str | None, *, key: str = DOG, gone: str | None = None) -> None:
    _insert(path, LEISTUNGSSTECKBRIEFE, leistungsschluessel=key, freigabestatus=status, verschwunden_am=gone)


def schema(path: Path, number: int, status: str | None, *, portal: str | None = None, key: str | None = DOG) -> None:
    told = {"freigabestatus": status, "freigabestatus_portal": portal}
    _insert(path, DATENSCHEMATA, id=f"S{number:011d}", leistungsschluessel=key, **told)


def process(path: Path, status: str | None, *, key: str = DOG) -> None:
    _insert(path, PROZESSE, id=f"P{key}", leistungsschluessel=key, status=status)


def _insert(path: Path, table: Table, **values: str | None) -> None:
    """A row with these values; what else is required is something."""
    row = {**{column.name: "x" for column in table.columns if column.required}, **values}
    db = connect(path)
    db.execute("INSERT OR IGNORE INTO leistungen (leistungsschluessel) VALUES (?), (?)", [DOG, BIRTH])
    marks = ", ".join("?" for _ in row)
    db.execute(f"INSERT INTO {table.name} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    db.close()


def facts(path: Path, key: str = DOG) -> MaturityFacts | None:
    db = connect(path)
    try:
        return Maturity.of(db).facts(key)
    finally:
        db.close()


def test_three_released_building_blocks_are_the_most_a_leistung_can_have(katalog: Path) -> None:
    steckbrief(katalog, "6")
    schema(katalog, 1, "5")
    process(katalog, "6")
    found = facts(katalog)
    assert found == MaturityFacts({"Steckbrief": "6", "Datenschema": "5", "Prozess": "6"})
    assert found is not None
    assert (found.wert, found.sentence) == (
        1.0,
        "FIM-Bausteine: Steckbrief gold, Datenschema silber, Prozess gold.",
    )


@pytest.mark.parametrize(
    ("status", "wert", "word"),
    [
        ("6", 1 / 3, "gold"),
        ("5", 1 / 3, "silber"),
        ("4", 0.0, "nicht freigegeben"),
        ("1", 0.0, "nicht freigegeben"),
        ("7", 0.0, "nicht freigegeben"),
        ("8", 0.0, "nicht freigegeben"),
        ("60", 0.0, "nicht freigegeben"),
        ("gold", 0.0, "nicht freigegeben"),
        (None, 0.0, "nicht freigegeben"),
    ],
)
def test_only_silver_and_gold_count(katalog: Path, status: str | None, wert: float, word: str) -> None:
    steckbrief(katalog, status)
    found = facts(katalog)
    assert found is not None
    assert (found.wert, found.sentence) == (
        wert,
        f"FIM-Bausteine: Steckbrief {word}, Datenschema fehlt, Prozess fehlt.",
    )


@pytest.mark.parametrize("order", [("6", "7", "2"), ("7", "2", "6"), ("2", "6", "7")])
def test_of_several_schemas_the_furthest_counts_and_an_inactive_one_never_does(
    katalog: Path, order: tuple[str, ...]
) -> None:
    for number, status in enumerate(order):
        schema(katalog, number, status)
    assert facts(katalog) == MaturityFacts({"Datenschema": "6"})


def test_what_the_portal_lists_beats_what_the_document_says_of_itself(katalog: Path) -> None:
    schema(katalog, 1, "6", portal="7")
    assert facts(katalog) == MaturityFacts({"Datenschema": "0"})


def test_what_is_gone_or_belongs_to_another_leistung_or_to_none_says_nothing(katalog: Path) -> None:
    steckbrief(katalog, "6", gone="2026-10-04T00:00:00Z")
    schema(katalog, 1, "6", key=None)
    process(katalog, "5", key=BIRTH)
    assert facts(katalog) is None
    assert facts(katalog, BIRTH) == MaturityFacts({"Prozess": "5"})
