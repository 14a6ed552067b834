"""The `thavel` command as a user meets it: settings, errors without a traceback, exit codes, and the demo."""

import sqlite3
import sys
from pathlib import Path

import pytest

import cli
from importers.sample.world import SAMPLE_NOTE
from tests.command import Thavel, dump


def test_the_demo_answers_the_question_and_says_that_it_is_a_sample(thavel: Thavel) -> None:
    outcome = thavel("demo", "--dir", "d", "--no-serve")
    assert outcome.code == 0
    assert SAMPLE_NOTE in outcome.out
    assert outcome.out.index("Geburtsurkunde") < outcome.out.index("Hundesteuer")
    assert "Weimar" in outcome.out


def test_the_demo_can_be_built_again_and_nothing_is_new(demo: Thavel) -> None:
    outcome = demo("demo", "--dir", ".", "--no-serve")
    assert outcome.code == 0
    assert outcome.err.count(" 0 neu, 0 geändert") == 3


def test_the_demo_does_not_touch_a_catalogue_of_the_town(thavel: Thavel, register_file: Path) -> None:
    thavel("init")
    assert thavel("import", "gemeinden", register_file).code == 0
    before = dump()
    outcome = thavel("demo", "--dir", ".", "--no-serve")
    assert (outcome.code, "kein Katalog der Demonstration" in outcome.err) == (1, True)
    assert dump() == before


def test_the_demo_shows_the_date_of_the_sample_not_of_today(demo: Thavel) -> None:
    with sqlite3.connect("katalog.db") as connection:
        dates = connection.execute(
            "SELECT datenstand, (SELECT max(zuletzt_gesehen) FROM angebote),"
            " (SELECT stand FROM quellen WHERE name = 'pvog') FROM vergleich"
        ).fetchone()
    assert dates == ("2026-10-04T00:00:00Z",) * 3


def test_flag_beats_environment_beats_file(thavel: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("thavel.toml").write_text('db = "datei.db"\n')
    assert "datei.db" in thavel("status").err
    monkeypatch.setenv("THAVEL_DB", "umgebung.db")
    assert "umgebung.db" in thavel("status").err
    assert "schalter.db" in thavel("--db", "schalter.db", "status").err


def test_paths_in_the_file_of_settings_count_from_its_folder(
    demo: Thavel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo("rules", "copy", "regeln")
    steps = 'update_steps = ["import gemeinden gemeindeverzeichnis.txt"]\n'
    Path("thavel.toml").write_text(f'db = "katalog.db"\nrules = "regeln"\n{steps}', encoding="utf-8")
    elsewhere = tmp_path / "anderswo"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert demo("--config", "../thavel.toml", "status").code == 0
    outcome = demo("--config", "../thavel.toml", "update", "--max-age-days", "99999")
    assert (outcome.code, outcome.out[:18]) == (0, "2 von 2 Schritten;"), outcome.err
    monkeypatch.chdir(elsewhere)
    assert list(elsewhere.iterdir()) == []


def test_an_unknown_entry_in_the_configuration_is_named(thavel: Thavel) -> None:
    Path("thavel.toml").write_text('pvog_bese_url = "https://x.example"\n')
    outcome = thavel("status")
    assert (outcome.code, "pvog_bese_url" in outcome.err, "pvog_base_url" in outcome.err) == (2, True, True)


@pytest.mark.parametrize("line", ['db = ["a"]', "pvog_client_id = true", "ags = {x = 1}"])
def test_a_setting_of_the_wrong_type_is_named(thavel: Thavel, line: str) -> None:
    Path("thavel.toml").write_text(line + "\n")
    outcome = thavel("status")
    assert (outcome.code, f"„{line.split(maxsplit=1)[0]}“" in outcome.err) == (2, True)


def test_wrong_usage_ends_with_2(thavel: Thavel) -> None:
    thavel("init")
    for arguments in (["import", "pvog"], ["import", "pvog", "--land", "16", "--comparable"], ["gibtsnicht"]):
        assert thavel(*arguments).code == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["gaps"], "thavel init"),
        (["--db", "ordner/fehlt/katalog.db", "gaps"], "ordner/fehlt/katalog.db"),
    ],
)
def test_a_missing_catalogue_says_what_to_do(thavel: Thavel, arguments: list[str], expected: str) -> None:
    outcome = thavel(*arguments)
    assert (outcome.code, expected in outcome.err, "Traceback" in outcome.err) == (1, True, False)


def test_an_unexpected_error_is_one_sentence_unless_verbose(thavel: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    thavel("init")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("kaputt")

    monkeypatch.setattr("comparisons.compare.compare", broken)
    outcome = thavel("compare")
    assert (outcome.code, "Unerwarteter Fehler" in outcome.err, "Traceback" in outcome.err) == (1, True, False)
    monkeypatch.setattr(sys, "argv", ["thavel", "-v", "compare"])
    with pytest.raises(RuntimeError):
        cli.main()
