"""`thavel update`: everything in one go."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from importers.sample.world import sample_world
from tests.command import Thavel
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.codelisten.test_source import URN
from tests.importers.codelisten.test_xrepository import CURRENT, NAMED_IN_JSON, VERSION
from tests.importers.pvog.harvesting import EISENACH
from tests.simulators.dashboard import OpenPvogService, row
from tests.simulators.fim import FimService
from tests.simulators.suchdienst import Simulator
from tests.simulators.xrepository import XRepository

TWO = ("16051000", "16063105")


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(sample_world())


@pytest.fixture
def live(simulator: Simulator, demo: Thavel, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The demo's catalogue beside a PVOG that answers; gives its base URL."""
    with simulator as base_url:
        monkeypatch.setenv("THAVEL_PVOG_BASE_URL", base_url)
        monkeypatch.setenv("THAVEL_RATE", "0")
        yield base_url


def runs() -> list[tuple[str, str, int, int]]:
    with sqlite3.connect("katalog.db") as connection:
        return connection.execute("SELECT quelle, status, neu, geaendert FROM laeufe ORDER BY id").fetchall()


def test_an_update_runs_its_steps_compares_checks_and_says_so_in_one_line(live: str, demo: Thavel) -> None:
    step = f"import pvog --ars {TWO[0]} --ars {TWO[1]}"
    outcome = demo("update", "--step", step, "--max-age-days", "9999")
    assert (outcome.code, outcome.out.count("\n")) == (0, 1)
    assert outcome.out.startswith("2 von 2 Schritten; 0 neu, 0 geändert, 0 verschwunden, 0 abgelehnt; ")
    assert outcome.out.endswith(" Kandidaten; 0 Befunde.\n")
    assert runs()[-1] == ("pvog", "fertig", 0, 0)


@pytest.mark.slow
def test_all_live_sources_are_refreshed_one_after_the_other_and_a_second_update_changes_nothing(
    live: str, demo: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    xrepository = XRepository()
    with OpenPvogService({EISENACH: [row(1, EISENACH)]}) as dashboard, FimService() as fim, xrepository as lists:
        monkeypatch.setenv("THAVEL_OPEN_PVOG_BASE_URL", dashboard.base("new"))
        monkeypatch.setenv("THAVEL_FIM_BASE_URL", fim)
        monkeypatch.setenv("THAVEL_XREPOSITORY_BASE_URL", lists)
        steps = [
            "import pvog --comparable --also descriptions --also details --also responsible",
            "import open-pvog --ars 16063105",
            "import fim",
            f"import codeliste {URN}",
        ]
        xrepository.answers = {CURRENT: (200, NAMED_IN_JSON), VERSION: (200, LIST.encode())}
        arguments = [part for step in steps for part in ("--step", step)]
        first = demo("update", *arguments, "--max-age-days", "9999")
        again = demo("update", *arguments, "--max-age-days", "9999")
    assert (first.code, first.out[:19]) == (0, "5 von 5 Schritten; "), first.err
    assert (again.code, "; 0 neu, 0 geändert, 0 verschwunden, 0 abgelehnt; " in again.out) == (0, True), again.err
    assert [run[0] for run in runs()[-5:]] == ["pvog", "open-pvog", "fim", "fim_texte", "codeliste"]


def test_a_step_that_fails_does_not_stop_the_others_and_ends_with_1(
    live: str, demo: Thavel, simulator: Simulator
) -> None:
    steps = ("import leika gibt-es-nicht.csv", f"import pvog --ars {TWO[0]}")
    outcome = demo("update", "--step", steps[0], "--step", steps[1], "--max-age-days", "9999")
    assert outcome.code == 1
    assert outcome.out.startswith("2 von 3 Schritten; ")
    assert "import leika gibt-es-nicht.csv: Die Datei gibt-es-nicht.csv gibt es nicht." in outcome.err
    assert [run[:2] for run in runs()[-2:]] == [("leika", "fehlgeschlagen"), ("pvog", "fertig")]


def test_a_finding_of_the_check_ends_with_1(live: str, demo: Thavel) -> None:
    outcome = demo("update", "--step", f"import pvog --ars {TWO[0]}", "--max-age-days", "1")
    assert (outcome.code, "1 Befunde" in outcome.out or "Befunde" in outcome.out) == (0, True)
    assert "0 Befunde" in outcome.out
    with sqlite3.connect("katalog.db") as connection:
        connection.execute("UPDATE quellen SET stand = '2020-01-01T00:00:00Z' WHERE name = 'pvog'")
    outcome = demo("update", "--step", "import gemeinden gemeindeverzeichnis.txt", "--max-age-days", "1")
    assert (outcome.code, "; 1 Befunde." in outcome.out) == (1, True)
    assert "zuletzt vollständig geholt am 2020-01-01" in outcome.err


def test_the_steps_and_their_options_come_from_the_configuration(live: str, demo: Thavel) -> None:
    Path("thavel.toml").write_text(
        f'update_steps = ["import pvog --ars {TWO[0]}", "import gemeinden gemeindeverzeichnis.txt"]\nparallel = 1\n',
        encoding="utf-8",
    )
    outcome = demo("update", "--max-age-days", "9999")
    assert (outcome.code, outcome.out[:19]) == (0, "3 von 3 Schritten; ")
    assert [run[0] for run in runs()[-2:]] == ["pvog", "gemeinden"]


def test_the_steps_may_come_from_the_environment(live: str, demo: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAVEL_UPDATE_STEPS", f"import pvog --ars {TWO[0]};import pvog --ars {TWO[1]}")
    assert demo("update", "--max-age-days", "9999").out[:19] == "3 von 3 Schritten; "


@pytest.mark.parametrize("step", ["serve", "import", "import nichts", "rules copy .", "import 'pvog", "export luecken"])
def test_what_is_neither_an_import_nor_a_check_is_no_step(demo: Thavel, step: str) -> None:
    before = runs()
    outcome = demo("update", "--step", step)
    assert (outcome.code, runs()) == (2, before)


def test_wrong_options_of_a_step_are_told_and_the_rest_is_done(live: str, demo: Thavel) -> None:
    outcome = demo("update", "--step", "import pvog", "--max-age-days", "9999")
    assert (outcome.code, outcome.out[:19]) == (1, "1 von 2 Schritten; ")
    assert "Geben Sie genau eines an: --ars, --kreis, --land oder --comparable." in outcome.err


def test_a_loss_stays_red_and_names_the_municipality_until_it_is_confirmed(
    live: str, demo: Thavel, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = f"import pvog --ars {TWO[0]} --ars {TWO[1]}"
    harmless = f"import pvog --ars {TWO[1]}"
    assert demo("update", "--step", whole, "--max-age-days", "9999").code == 0
    erfurt = simulator.world["160510000000"]
    left = erfurt.services[: len(erfurt.services) * 2 // 3]
    simulator.world = {**simulator.world, "160510000000": replace(erfurt, services=left)}
    outcome = demo("-q", "update", "--step", whole, "--step", harmless, "--max-age-days", "9999")
    assert (outcome.code, "Erfurt, Stadt (16051000)" in outcome.err) == (1, True), outcome.err
    later = demo("update", "--step", harmless, "--max-age-days", "9999")
    assert (later.code, "Erfurt, Stadt (16051000)" in later.err) == (1, True)
    assert demo("check", "--max-age-days", "9999").code == 1
    alone = demo(*whole.split())
    assert (alone.code, "Der Import ist nicht vollständig gelungen" in alone.err) == (1, True)
    confirmed = demo("update", "--step", f"{whole} --confirm-deletions", "--max-age-days", "9999")
    assert confirmed.code == 0, confirmed.err
    assert demo("check", "--max-age-days", "9999").code == 0


def test_with_json_only_the_result_goes_to_stdout(live: str, demo: Thavel) -> None:
    Path("kaputt.txt").write_text("x", encoding="utf-8")
    steps = (
        "--step",
        "import gemeinden kaputt.txt",
        "--step",
        f"import pvog --ars {TWO[0]}",
        "--step",
        "check links --dry-run",
    )
    outcome = demo("update", *steps, "--max-age-days", "9999", "--json")
    told = json.loads(outcome.out)
    assert "Zu prüfen: " in outcome.err
    assert (outcome.code, told["schritte"], next(iter(told["fehler"]))) == (1, 4, "import gemeinden kaputt.txt")
    assert told["vergleich"].endswith(" Kandidaten")
    assert set(told["ergebnis"]) == {"neu", "geaendert", "verschwunden", "abgelehnt", "fehler"}
    assert [finding for finding in told["befunde"] if not finding["text"]] == []
