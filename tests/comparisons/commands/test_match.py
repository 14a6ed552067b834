"""`thavel match`: what a town's own list means, and what a person says about it."""

import json
from pathlib import Path

import pytest

from tests.command import Outcome, Thavel


def test_the_own_list_shows_what_is_not_reported(demo: Thavel) -> None:
    Path("eigen.csv").write_text(
        "titel;link;leistungsschluessel\nHundesteuer;https://www.eisenach.de/hund;99102013104000\n", encoding="utf-8"
    )
    assert demo("import", "bestand", "eigen.csv", "--ags", "16063105").code == 0
    demo("compare")
    kinds = {row["leistungsschluessel"]: row["art"] for row in json.loads(demo("gaps", "--format", "json").out)}
    assert kinds["99102013104000"] == "nicht gemeldet"


def _own_list(demo: Thavel) -> Outcome:
    text = "Titel;Link\nHundesteuer anmelden;https://www.eisenach.de/hund\nHund melden;https://www.eisenach.de/h\n"
    Path("liste.csv").write_text(text, encoding="utf-8")
    return demo("import", "bestand", "liste.csv")


def test_importing_a_list_without_keys_says_what_was_recognised_and_what_waits(demo: Thavel) -> None:
    outcome = _own_list(demo)
    assert outcome.code == 0
    assert "Liste von 16063105, ohne Schlüssel: 2 Einträge, davon 1 zugeordnet, 1 offen." in outcome.err
    assert "Hund melden – vielleicht " in outcome.err
    assert "thavel match" in outcome.err


def test_matching_reads_only_and_tells_of_rules_that_are_new(demo: Thavel) -> None:
    _own_list(demo)
    rules = Path("regeln")
    demo("rules", "copy", "regeln")
    file = rules / "suchwoerter.csv"
    file.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8")
    before = Path("katalog.db").read_bytes()
    outcome = demo("--rules", "regeln", "match")
    assert outcome.code == 0
    assert "Geänderte Regeln gelten erst nach „thavel compare“ oder einem Import: suchwoerter." in outcome.err
    assert Path("katalog.db").read_bytes() == before
    assert demo("match").err == ""


@pytest.mark.slow
def test_a_suggestion_is_confirmed_used_and_taken_back(demo: Thavel) -> None:
    _own_list(demo)
    found = json.loads(demo("match", "--format", "json").out)
    assert {row["titel"]: row["stand"] for row in reversed(found)} == {
        "Hundesteuer anmelden": "automatisch",
        "Hund melden": "offen",
    }
    assert demo("match", "confirm", "Hund melden", "99027002012000", "--person", "A. B.").code == 0
    assert "bestätigt" in demo("match").out
    demo("compare")
    demo("export", "bestandsabgleich", "--format", "json", "-o", "abgleich.json")
    rows = json.loads(Path("abgleich.json").read_text(encoding="utf-8"))
    assert {(row["leistungsschluessel"], row["befund"], row["zuordnung"]) for row in rows} == {
        ("99027002012000", "nicht gemeldet", "bestätigt"),
        ("99102013104000", "nicht gemeldet", "automatisch"),
    }
    assert demo("match", "forget", "Hund melden").code == 0
    assert demo("match", "forget", "Hund melden").code == 1


def test_a_rejected_suggestion_is_not_made_again(demo: Thavel) -> None:
    _own_list(demo)
    assert demo("match", "reject", "Hundesteuer anmelden", "99102013104000", "--person", "A. B.").code == 0
    rows = json.loads(demo("match", "--format", "json").out)
    assert "99102013104000" not in [
        row["leistungsschluessel"] for row in rows if row["titel"] == "Hundesteuer anmelden"
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("match",), 1, "keine eigene Liste"),
        (("match", "confirm", "Wohngeld", "99102013104000", "--person", "x"), 1, "gibt es in der eigenen Liste nicht"),
        (("match", "confirm", "Wohngeld", "99102013104000"), 2, "--person"),
        (("match", "reject", "Wohngeld"), 2, "SCHLUESSEL"),
    ],
)
def test_matching_what_is_not_there_is_told(demo: Thavel, arguments: tuple[str, ...], code: int, reason: str) -> None:
    outcome = demo(*arguments)
    assert (outcome.code, reason in outcome.err) == (code, True)
