"""Fixtures of all tests: catalogues that are built once and copied, the command, the time, the real data if there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from catalogue import clock
from catalogue.database import connect
from catalogue.store.rawstore import folder_of
from catalogue.store.rules import sync_rules
from importers.registers.gemeinden import Gemeinden
from importers.run.runner import Options, run_import
from importers.sample.register import register_lines
from tests.command import Thavel
from tests.simulators.link_servers import Resolved, own_names

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"


# How long an example takes depends on what else the machine does; no test asserts a time.
settings.register_profile("any machine", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("any machine")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name long bytes by their argument: packed ones hold the time, and each process would name the test otherwise."""
    return argname if isinstance(val, bytes) and len(val) >= 20 else None


# Fixtures that every catalogue, site and command of the tests comes from.
WHOLE = {"fresh_katalog", "fresh_demo", "thavel"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that Hypothesis feeds as `property`, and each that a fixture gives a catalogue or the command as
    `room`.
    """
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("property")
        if isinstance(item, pytest.Function) and WHOLE & set(item.fixturenames):
            item.add_marker("room")


@pytest.fixture
def shared() -> Path:
    """The folder of real data; the test is skipped where it is missing."""
    if not SHARED.exists():
        pytest.skip("the real data in ../shared/data is not there")
    return SHARED


@pytest.fixture(scope="session")
def fresh_katalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with the bundled rules, to be copied."""
    path = tmp_path_factory.mktemp("frisch") / "katalog.db"
    db = connect(path, create=True)
    sync_rules(db)
    db.close()
    return path


@pytest.fixture(scope="session")
def fresh_register(fresh_katalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with the sample's register, to be copied; its file lies beside it."""
    path = tmp_path_factory.mktemp("register") / "katalog.db"
    shutil.copyfile(fresh_katalog, path)
    file = path.with_name("gemeinden.txt")
    file.write_bytes(register_lines())
    run_import(path, Gemeinden([file]), Options())
    return path


@pytest.fixture(scope="session")
def fresh_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the demo was built, to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    ours = {name: value for name, value in os.environ.items() if not name.startswith("THAVEL_")}
    command = [sys.executable, "-m", "cli", "-q", "demo", "--dir", str(folder), "--no-serve"]
    subprocess.run(command, check=True, cwd=ROOT, env=ours)
    return folder


@pytest.fixture
def katalog(fresh_katalog: Path, tmp_path: Path) -> Path:
    """A fresh catalogue with the bundled rules and nothing else."""
    return Path(shutil.copyfile(fresh_katalog, tmp_path / "katalog.db"))


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    """The sample's register of municipalities as a file."""
    path = tmp_path / "gemeinden.txt"
    path.write_bytes(register_lines())
    return path


@pytest.fixture
def register(katalog: Path, fresh_register: Path) -> Path:
    """The same catalogue with the sample's register of municipalities, imported from `gemeinden.txt`."""
    shutil.copytree(folder_of(fresh_register), folder_of(katalog))
    return Path(shutil.copyfile(fresh_register, katalog))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the time (UTC, `YYYY-MM-DDTHH:MM:SSZ`) that the program reads from its clock."""

    def set_time(time: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: time)

    return set_time


@pytest.fixture
def thavel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Thavel]:
    """The command in an empty folder, without settings from outside."""
    monkeypatch.chdir(tmp_path)
    # COLUMNS is set by pytest-xdist; a list would be as wide as whoever starts the tests has it.
    for variable in [name for name in os.environ if name.startswith("THAVEL_") or name == "COLUMNS"]:
        monkeypatch.delenv(variable)
    yield Thavel(tmp_path, monkeypatch, capfdbinary)


@pytest.fixture
def demo(thavel: Thavel, fresh_demo: Path) -> Thavel:
    """The command in a folder where the demo was built."""
    shutil.copytree(fresh_demo, thavel.folder, dirs_exist_ok=True)
    return thavel


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, Resolved]:
    """What names lead to, as of `own_names`; nothing is asked of the network's name service."""
    return own_names(monkeypatch)
