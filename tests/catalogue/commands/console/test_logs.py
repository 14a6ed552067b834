"""`-v` and `-vv`: which packages are shown, from which level on, and that no secret is among it."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

import cli
from catalogue.commands.console.logs import OURS, show_logs
from importers.sample.world import sample_world
from tests.command import Thavel
from tests.importers.xzufi.documents import leistung, transfer
from tests.simulators.bereitstelldienst import CLIENT_ID, CLIENT_SECRET
from tests.simulators.bereitstelldienst import Simulator as Bereitstelldienst
from tests.simulators.suchdienst import Simulator

SECRET = "ganz-geheim-4711"
EISENACH = "16063105"


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    yield
    show_logs(0)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAVEL_BEREITSTELLDIENST_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("THAVEL_BEREITSTELLDIENST_CLIENT_SECRET", CLIENT_SECRET)


def said(capsys: pytest.CaptureFixture[str], verbose: int) -> list[str]:
    """What is shown of a message of each level of a package of ours, and of one of another."""
    show_logs(verbose)
    for level in (logging.DEBUG, logging.INFO):
        logging.getLogger("importers.web.session").log(level, "hier")
    logging.getLogger("urllib3.connectionpool").info("fremd")
    return [line.split(" ", 1)[1] for line in capsys.readouterr().err.splitlines()]


def test_nothing_is_shown_without_the_option_once_shows_what_happens_and_twice_everything(
    capsys: pytest.CaptureFixture[str],
) -> None:
    info = "INFO importers.web.session: hier"
    assert said(capsys, 0) == []
    assert said(capsys, 1) == [info]
    assert said(capsys, 2) == ["DEBUG importers.web.session: hier", info]
    assert said(capsys, 3) == said(capsys, 2)
    assert said(capsys, 0) == []


def test_an_error_of_the_site_is_not_hushed_up() -> None:
    show_logs(0)
    assert logging.getLogger("catalogue.site.errors").isEnabledFor(logging.ERROR)


def test_every_room_is_shown() -> None:
    root = Path(__file__).parents[4]
    rooms = {path.parent.name for path in root.glob("*/__init__.py")} - {"tests"}
    assert rooms == set(OURS)


def imported(demo: Thavel, *options: str) -> str:
    """What an import of one municipality from a PVOG that wants a client id says to stderr."""
    with Simulator(sample_world()) as base_url:
        arguments = ("--base-url", base_url, "--client-id", SECRET, "--rate", "0", "--ars", EISENACH)
        outcome = demo(*options, "import", "pvog", *arguments)
    assert (outcome.code, outcome.out) == (0, "")
    return outcome.err


@pytest.mark.slow
def test_without_the_option_an_import_says_what_it_said_before(demo: Thavel) -> None:
    lines = imported(demo).splitlines()
    assert [line for line in lines if not line.startswith(("Lauf ", "Warnung: ", "Hinweis: "))] == []
    assert imported(demo, "-q") == ""


def test_once_shows_requests_deliveries_and_the_run_and_twice_also_the_sql(demo: Thavel) -> None:
    once, twice = imported(demo, "-v"), imported(demo, "-vv")
    for text in ("INFO importers.web.session: GET http://127.0.0.1:", "INFO catalogue.store.run: run "):
        assert text in once
        assert text in twice
    assert "DEBUG" not in once
    assert "DEBUG catalogue.database: " in twice
    assert "INSERT INTO" in twice
    assert SECRET not in once + twice


def bulk(url: str) -> tuple[str, ...]:
    return ("import", "bereitstelldienst", "--base-url", f"{url}/api", "--auth-url", f"{url}/auth", "--rate", "0")


def test_secret_and_token_are_not_shown(demo: Thavel, credentials: None) -> None:
    simulator = Bereitstelldienst([transfer(leistung(1))])
    with simulator as url:
        outcome = demo("-vv", *bulk(url))
    assert (outcome.code, "GET http://127.0.0.1:" in outcome.err) == (0, True)
    assert [
        secret for secret in (CLIENT_SECRET, quote(CLIENT_SECRET), *simulator.tokens) if secret in outcome.err
    ] == []


def test_a_traceback_shows_no_secret_either(demo: Thavel, credentials: None) -> None:
    with Bereitstelldienst([], "auth-echo") as url:
        command = [sys.executable, cli.__file__, "-vv", *bulk(url)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, True)
    assert [secret for secret in (CLIENT_SECRET, quote(CLIENT_SECRET)) if secret in done.stderr] == []
