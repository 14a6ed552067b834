"""What is wrong with a call is said in German, with what to do, whoever noticed it."""

from pathlib import Path

import pytest

from tests.command import Thavel


@pytest.mark.parametrize(
    ("call", "usage", "error"),
    [
        ("gap", "thavel", "Den Befehl „gap“ gibt es hier nicht. Meinten Sie gaps?"),
        ("import pvg", "thavel import", "Den Befehl „pvg“ gibt es hier nicht. Meinten Sie pvog?"),
        ("solutions xyz", "thavel solutions", "Den Befehl „xyz“ gibt es hier nicht."),
        ("gaps --limt 3", "thavel gaps", "Die Option --limt gibt es hier nicht. Meinten Sie --limit?"),
        ("import pvog --land 15", "thavel import pvog", "--land: „15“ ist nicht möglich; möglich: 16."),
        (
            "messages --level Irrtum",
            "thavel messages",
            "--level: „Irrtum“ ist nicht möglich; möglich: Fehler, Warnung, Hinweis.",
        ),
        ("messages --run eins", "thavel messages", "--run: „eins“ ist keine ganze Zahl."),
        ("serve --port 70000", "thavel serve", "--port: 70000 ist nicht möglich; möglich: 0 bis 65535."),
        ("runs --limit 0", "thavel runs", "--limit: 0 ist nicht möglich; möglich: ab 1."),
        ("import pvog --rate schnell", "thavel import pvog", "--rate: „schnell“ ist keine Zahl."),
        ("init katalog.db", "thavel init", "Das ist zu viel: katalog.db."),
        ("import bestand", "thavel import bestand", "Geben Sie an, was eingelesen werden soll; nur mit --from-raw "),
        ("schemas validate", "thavel schemas validate", "Es fehlt FILE."),
        ("sources probe", "thavel sources probe", "Es fehlt NAME. Möglich: pvog, open-pvog, bereitstelldienst, fim, "),
        ("--rules fehlt status", "thavel", "--rules: Das Verzeichnis „fehlt“ gibt es nicht."),
        ("--rules datei status", "thavel", "--rules: „datei“ ist eine Datei; verlangt ist ein Verzeichnis."),
        ("--config fehlt.toml status", "thavel", "--config: Die Datei fehlt.toml gibt es nicht."),
        ("import codeliste", "thavel import codeliste", "Geben Sie Dateien oder URNs von Codelisten an, oder --used."),
    ],
)
def test_wrong_usage_is_told_with_how_to_call_and_where_help_is(
    thavel: Thavel, call: str, usage: str, error: str
) -> None:
    Path("datei").touch()
    outcome = thavel(*call.split())
    called, told, helped = outcome.err.splitlines()
    assert (outcome.code, outcome.out) == (2, "")
    assert called.startswith(f"Aufruf: {usage} ")
    assert told.startswith(f"Fehler: {error}")
    assert helped == f"Hilfe: {usage} --help"


@pytest.mark.parametrize(
    ("call", "error"),
    [("--db", "--db verlangt einen Wert."), ("gaps --limit", "--limit verlangt einen Wert.")],
)
def test_an_option_without_its_value_is_told(thavel: Thavel, call: str, error: str) -> None:
    outcome = thavel(*call.split())
    assert (outcome.code, f"Fehler: {error}" in outcome.err) == (2, True)


def test_a_wrong_value_names_the_file_and_the_key_or_the_variable_that_it_comes_from(
    thavel: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("thavel.toml").write_text('rate = "schnell"\n', encoding="utf-8")
    assert "Fehler: thavel.toml, rate: „schnell“ ist keine Zahl." in thavel("import", "pvog", "--land", "16").err
    monkeypatch.setenv("THAVEL_RATE", "langsam")
    told = thavel("import", "pvog", "--land", "16").err
    assert "Fehler: Umgebungsvariable THAVEL_RATE: „langsam“ ist keine Zahl." in told


def test_a_group_without_a_command_shows_its_help(thavel: Thavel) -> None:
    outcome = thavel("import")
    assert (outcome.code, "Import from a source." in outcome.err) == (2, True)


def test_a_step_of_an_update_is_told_in_the_same_words(demo: Thavel) -> None:
    outcome = demo("update", "--step", "import bestand", "--max-age-days", "99999")
    assert (outcome.code, "import bestand: Geben Sie an, was eingelesen werden soll" in outcome.err) == (1, True)


def test_ctrl_c_is_one_german_word(thavel: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("catalogue.questions.reports.contents", stopped)
    thavel("init")
    outcome = thavel("status")
    assert (outcome.code, outcome.err.split()) == (1, ["Abgebrochen."])


def test_quiet_hides_remarks_and_no_error(demo: Thavel) -> None:
    Path("kaputt.txt").write_text("kein Register\n", encoding="utf-8")
    outcome = demo("-q", "import", "gemeinden", "kaputt.txt")
    assert outcome.code == 1
    first, last = outcome.err.splitlines()[0], outcome.err.splitlines()[-1]
    assert (first.startswith("Fehler: "), "kaputt.txt" in first) == (True, True)
    assert last.startswith("Fehler: Der Import ist fehlgeschlagen; die Meldungen darüber sagen warum.")
