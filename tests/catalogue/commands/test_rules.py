"""`thavel rules`, and what a mistake in a rule file leads to."""

import json
from pathlib import Path

import pytest

from tests.command import Thavel, dump


def test_changing_a_weight_ranks_anew_without_an_import(demo: Thavel) -> None:
    before = json.loads(demo("candidates", "--format", "json").out)
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("aufwand;Aufwand;30", "aufwand;Aufwand;0"))
    assert demo("--rules", "regeln", "compare").code == 0
    after = json.loads(demo("--rules", "regeln", "candidates", "--format", "json").out)
    assert [row["punkte"] for row in before] != [row["punkte"] for row in after]


def test_a_mistake_in_a_rule_file_names_file_line_and_column(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("aufwand;Aufwand;30", "aufwand;Aufwand;viel"))
    outcome = demo("--rules", "regeln", "compare")
    assert outcome.code == 1
    assert "gewichte.csv, Zeile 4" in outcome.err
    assert "„gewicht“" in outcome.err


def test_reading_commands_leave_the_rules_alone_and_say_that_they_changed(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("verbreitung;Verbreitung;30", "verbreitung;Verbreitung;90"))
    demo("--rules", "regeln", "compare")
    assert "verbreitung;Verbreitung;90" in demo("export", "gewichte").out
    assert "Regeln" not in demo("candidates").err
    demo("import", "gemeinden", "gemeindeverzeichnis.txt")
    assert "Die Regeln wurden seit dem Vergleich geändert" in demo("candidates").err


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        ("gewichte.csv", "verbreitung;", "quatsch;", "Ein Kriterium „quatsch“ gibt es nicht"),
        ("gewichte.csv", ";30;", ";-5;", "Gewichte sind Zahlen ab 0"),
        ("loesungsmuster.csv", "verfahrenId=(?P<instanz>", "verfahrenId=(?P<instanz", "kein regulärer Ausdruck"),
        ("loesungsmuster.csv", ";sehr gering;", ";mittelmäßig;", "Der Aufwand „mittelmäßig“"),
        ("sonderzustaendigkeiten.csv", "16063105;", "1606310;", "ein AGS mit 8 Ziffern"),
    ],
)
def test_a_slip_in_a_rule_file_is_named(demo: Thavel, file: str, before: str, after: str, message: str) -> None:
    demo("rules", "copy", "regeln")
    path = Path("regeln") / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    rules = dump()
    outcome = demo("--rules", "regeln", "compare")
    assert (outcome.code, file in outcome.err, message in outcome.err) == (1, True, True)
    assert dump() == rules


def test_a_rule_file_of_an_unknown_name_is_no_silent_slip(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    Path("regeln/zustaendigkeit.csv").write_text("x\n")
    outcome = demo("--rules", "regeln", "compare")
    assert (outcome.code, "zustaendigkeit.csv" in outcome.err) == (1, True)


def test_a_dry_run_does_not_renew_the_rules_either(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/gewichte.csv")
    file.write_text(file.read_text().replace("verbreitung;Verbreitung;30", "verbreitung;Verbreitung;90"))
    before = dump()
    assert demo("--rules", "regeln", "import", "gemeinden", "gemeindeverzeichnis.txt", "--dry-run").code == 0
    assert dump() == before


def test_german_days_do_not_stop_a_later_import_and_are_said(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/gebietsaenderungen.csv")
    file.write_text(file.read_text(encoding="utf-8").replace("2024-01-01", "01.01.2024"), encoding="utf-8")
    before = dump()
    outcome = demo("--rules", "regeln", "compare")
    assert (outcome.code, "01.01.2024 als 2024-01-01" in outcome.err) == (0, True), outcome.err
    outcome = demo("--rules", "regeln", "import", "gemeinden", "gemeindeverzeichnis.txt")
    assert (outcome.code, "01.01.2024 als 2024-01-01" in outcome.err) == (0, True), outcome.err
    changed = [line for line in set(dump()) ^ set(before) if "gebietsaenderungen" in line or "01.01.2024" in line]
    assert changed == []


def test_a_rounded_key_stops_the_next_command_with_file_line_and_column(demo: Thavel) -> None:
    demo("rules", "copy", "regeln")
    file = Path("regeln/alte_schluessel.csv")
    file.write_text(file.read_text(encoding="utf-8").replace("160560000000", "1,6056E+11"), encoding="utf-8")
    before = dump()
    for command in ("compare", "init", "import gemeinden gemeindeverzeichnis.txt", "update"):
        outcome = demo("--rules", "regeln", *command.split())
        assert outcome.code == 1
        assert "alte_schluessel.csv, Zeile 2: „1,6056E+11“ in Spalte „schluessel“ hat eine" in outcome.err
    assert dump() == before


def test_a_folder_of_rules_that_is_missing_is_told_with_how_to_make_it_and_can_be_made(demo: Thavel) -> None:
    Path("thavel.toml").write_text('rules = "regeln"\n', encoding="utf-8")
    outcome = demo("status")
    assert outcome.code == 2
    assert (
        "thavel.toml, rules: Das Verzeichnis „regeln“ gibt es nicht. Anlegen: thavel rules copy regeln" in outcome.err
    )
    assert demo("rules", "copy", "regeln").code == 0
    assert demo("compare").code == 0
