"""Every import command: exit codes, dry runs, going on, and what it says."""

from pathlib import Path

import pytest

from tests.command import Thavel, dump


def test_resume_with_nothing_to_resume_says_so(demo: Thavel) -> None:
    assert "nichts fortzusetzen" in demo("import", "gemeinden", "gemeindeverzeichnis.txt", "--resume").err


def test_a_missing_file_is_one_message_and_exit_1(thavel: Thavel) -> None:
    thavel("init")
    outcome = thavel("import", "gemeinden", "gibtsnicht.txt")
    assert outcome.code == 1
    assert outcome.err.count("Die Datei gibtsnicht.txt gibt es nicht") == 1


def test_a_dry_run_reports_and_writes_nothing(demo: Thavel, register_file: Path) -> None:
    before = dump()
    outcome = demo("import", "gemeinden", register_file, "--dry-run")
    assert (outcome.code, "Probelauf, nichts gespeichert" in outcome.err) == (0, True)
    assert dump() == before


def test_an_import_stopped_by_the_user_says_how_to_go_on(demo: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("importers.commands.console.running.run_import", stopped)
    outcome = demo("import", "gemeinden", "gemeindeverzeichnis.txt")
    assert (outcome.code, "--resume" in outcome.err) == (1, True)


def test_kept_deliveries_are_read_again_without_naming_a_place(demo: Thavel) -> None:
    Path("faelle.csv").write_text("Leistungsschlüssel;Jahr;Fälle\n99102013104000;2024;12\n", encoding="utf-8")
    Path("liste.csv").write_text("Titel;Link\nFundbüro;https://www.gera.de/f\n", encoding="utf-8")
    assert demo("import", "fallzahlen", "faelle.csv", "--ags", "16052000").code == 0
    assert demo("import", "bestand", "liste.csv", "--ags", "16052000").code == 0
    for source in ("gemeinden", "pvog", "fallzahlen", "bestand"):
        outcome = demo("import", source, "--from-raw")
        assert (outcome.code, "fertig" in outcome.out + outcome.err) == (0, True), outcome.err
        assert demo("import", source).code == 2
