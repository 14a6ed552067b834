"""Municipalities of one name are told apart, and what is no key is answered with what may be meant."""

from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.questions.places import places, resolve
from comparisons.inputs.snapshot import read_towns
from tests.reading import rows

TOWNS = (
    ("16068009", "160685009009", "Elxleben", "Sömmerda", None),
    ("16070012", "160705012012", "Elxleben", "Ilm-Kreis", None),
    ("16064014", "160645051014", "Neustadt, Stadt", "Unstrut-Hainich-Kreis", None),
    ("16074064", "160745009064", "Neustadt", None, None),
    ("16061119", "160615012119", "Uder", "Eichsfeld", None),
    ("16061007", "160615012007", "Birkenfelde", "Eichsfeld", "2023-12-31"),
)


@pytest.fixture
def path(katalog: Path) -> Path:
    db = connect(katalog)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DELETE FROM kommunen")
    db.conn.executemany("INSERT INTO kommunen (ags, ars, name, kreis, gueltig_bis) VALUES (?, ?, ?, ?, ?)", TOWNS)
    db.conn.executemany(
        "INSERT INTO gebietsschluessel (schluessel, ags, art, quelle) VALUES (?, ?, 'AGS', 'Test')",
        [(ags, ags) for ags, *_, until in TOWNS if until is None],
    )
    db.close()
    return katalog


def refusal(path: Path, key: str) -> str:
    db = connect(path)
    try:
        with pytest.raises(ThavelError) as error:
            resolve(db, [key])
    finally:
        db.close()
    return str(error.value)


def test_where_two_are_called_the_same_the_kreis_stands_beside_the_name(path: Path) -> None:
    assert rows(path, "SELECT kurzname, name FROM kommunennamen ORDER BY ags") == [
        ("Birkenfelde", "Birkenfelde"),
        ("Uder", "Uder"),
        ("Neustadt (Unstrut-Hainich-Kreis)", "Neustadt (Unstrut-Hainich-Kreis), Stadt"),
        ("Elxleben (Sömmerda)", "Elxleben (Sömmerda)"),
        ("Elxleben (Ilm-Kreis)", "Elxleben (Ilm-Kreis)"),
        ("Neustadt (16074064)", "Neustadt (16074064)"),
    ]
    db = connect(path)
    assert {town.short for town in read_towns(db).values()} >= {"Elxleben (Ilm-Kreis)", "Neustadt (16074064)", "Uder"}
    assert "Elxleben (Sömmerda)" in {place.name for place in places(db)}
    db.close()


@pytest.mark.parametrize("written", ["Elxleben", "ELXLEBEN", " elxleben "])
def test_a_name_is_answered_with_all_it_may_mean(path: Path, written: str) -> None:
    assert refusal(path, written).endswith(
        " Meinten Sie Elxleben (Sömmerda) (16068009) oder Elxleben (Ilm-Kreis) (16070012)?"
    )


def test_a_merged_town_is_found_by_its_old_name(path: Path) -> None:
    assert refusal(path, "Birkenfelde").endswith(" Meinten Sie Uder (16061119), früher Birkenfelde?")


def test_what_means_nothing_is_only_refused(path: Path) -> None:
    assert refusal(path, "Entenhausen") == "„Entenhausen“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern)."
    assert refusal(path, "") == "„“ ist weder ein AGS (8 Ziffern) noch ein ARS (12 Ziffern)."


@pytest.mark.parametrize("key", ["09162000", "064350014014"])
def test_a_town_of_another_land_gets_the_right_reason(path: Path, key: str) -> None:
    assert f"Der Schlüssel {key} gehört zu einem anderen Land" in refusal(path, key)
    assert "ist nicht bekannt" in refusal(path, "16999999")
