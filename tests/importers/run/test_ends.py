"""What ends a run before its time: another program that writes, a signal; and what the catalogue says of it then."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from catalogue import database
from catalogue.errors import ThavelError
from importers.run.runner import Options, run_import
from tests.importers.pvog.harvesting import harvest, pvog
from tests.importers.run.test_runner import MANY, TOWNS
from tests.reading import rows
from tests.simulators.suchdienst import Simulator


@contextmanager
def writing(katalog: Path) -> Iterator[Callable[[], None]]:
    """Another program that writes to the catalogue until it is told to end."""
    other = sqlite3.connect(katalog, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")

    def end() -> None:
        if other.in_transaction:
            other.execute("ROLLBACK")

    try:
        yield end
    finally:
        end()
        other.close()


def test_an_import_waits_for_another_program_and_says_so(
    register: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    with Simulator(MANY) as base_url, writing(register) as end:
        threading.Timer(1.0, end).start()
        assert harvest(register, base_url, TOWNS[0]).status == "fertig"
    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == [
        "Ein anderes Programm schreibt gerade in den Katalog; gewartet wird bis zu 10 min."
    ]


def test_a_failure_that_a_lock_keeps_out_of_the_catalogue_is_written_by_the_next_import(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr(database, "LOCK_PATIENCE", 0.2)
    with Simulator(MANY) as base_url, ExitStack() as others:

        def locked(done: float, total: int, label: str) -> None:
            if done == 1:
                others.enter_context(writing(register))

        with pytest.raises(ThavelError, match="von einem anderen Programm geschrieben"):
            run_import(register, pvog(base_url, *TOWNS[:2]), Options(), locked)
        others.close()
        assert harvest(register, base_url, TOWNS[0]).status == "fertig"
    assert rows(register, "SELECT status, fehler FROM laeufe WHERE quelle = 'pvog' ORDER BY id") == [
        ("fehlgeschlagen", 1),
        ("fertig", 0),
    ]
    assert rows(register, "SELECT lauf_id, code FROM meldungen WHERE stufe = 'Fehler'") == [(2, "lauf.abbruch")]


ENDED = """
import sys, time
import cli
from importers.run import runner
def slowly(*_):
    print("da", flush=True)
    time.sleep(60)
runner._work_off = slowly
sys.argv = ["thavel", *sys.argv[1:]]
cli.main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("steps", [["import", "gemeinden"], ["update", "--step", "import gemeinden x"]])
def test_a_run_that_the_system_ends_is_marked_as_interrupted_and_nothing_follows(
    register: Path, name: str, steps: list[str]
) -> None:
    register.with_name("x").write_bytes(b"10")
    command = ["--db", str(register), *steps, *([] if "--step" in steps else ["x"])]
    command += ["--step", "import leika x"] if "--step" in steps else []
    process = subprocess.Popen(
        [sys.executable, "-c", ENDED, *command],
        cwd=register.parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "da\n"
    process.send_signal(getattr(signal, name))
    _, told = process.communicate(timeout=120)
    assert (process.returncode, "Abgebrochen" in told, "Traceback" in told) == (1, True, False)
    assert rows(register, "SELECT quelle, status FROM laeufe ORDER BY id") == [
        ("gemeinden", "fertig"),
        ("gemeinden", "unterbrochen"),
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_output_is_not_called_the_disk_of_the_catalogue(register: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "cli", "--db", str(register), "export", "kommunen", "--format", "csv"]
        outcome = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3], check=False
        )
    assert (outcome.returncode != 0, "Ihr Ziel ist voll, nicht der Datenträger" in outcome.stderr) == (
        True,
        True,
    )
    assert "Traceback" not in outcome.stderr
