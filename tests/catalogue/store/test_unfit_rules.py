"""Lines of the town's rules that can never take effect."""

from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.store.rules import BUNDLED, sync_rules, unfit


def told(katalog: Path, table: str, line: str, *statements: str) -> list[str]:
    """What is told when the line is added to the bundled ones."""
    folder = katalog.with_name("regeln")
    folder.mkdir()
    (folder / f"{table}.csv").write_text((BUNDLED / f"{table}.csv").read_text(encoding="utf-8") + line + "\n", "utf-8")
    db = connect(katalog)
    try:
        sync_rules(db, folder)
        for statement in statements:
            db.execute(statement)
        return unfit(db)
    finally:
        db.close()


@pytest.mark.parametrize(
    ("table", "line", "sentence"),
    [
        ("sonderzustaendigkeiten", "16063106;99108;ja;;belegt;G;Q", "sonderzustaendigkeiten.csv nennt in „ags“ "),
        ("sonderbehoerden", "16063106;Wohngeldbehörde;;belegt;Q", "sonderbehoerden.csv nennt in „ags“ "),
        ("vergleichskommunen", "16063106;16055000;ja;G;Q", "vergleichskommunen.csv nennt in „ags“ "),
        ("vergleichskommunen", "16063105;16063106;ja;G;Q", "vergleichskommunen.csv nennt in „vergleich_ags“ "),
    ],
)
def test_a_line_about_a_municipality_that_is_not_there_is_told(
    register: Path, table: str, line: str, sentence: str
) -> None:
    ending = "Gemeinden, die es im Katalog nicht gibt; das bewirkt nichts: 16063106."
    assert told(register, table, line) == [sentence + ending]


def test_lines_about_leistungen_are_looked_at_when_the_leika_is_there(register: Path) -> None:
    leika = ("INSERT OR REPLACE INTO quellen (name, titel, letzter_lauf) VALUES ('leika', 'LeiKa', 1)",)
    (sentence,) = told(register, "zustaendigkeiten", "16;99017777;Land;;belegt;G;;Q", *leika)
    assert sentence == (
        "zustaendigkeiten.csv nennt in „schluessel_anfang“ Schlüssel, mit denen keine Leistung des Katalogs beginnt; "
        "das bewirkt nichts: 99017777."
    )


def test_without_register_and_leika_nothing_is_told(katalog: Path) -> None:
    assert told(katalog, "sonderzustaendigkeiten", "16063106;99017777;ja;;belegt;G;Q") == []
