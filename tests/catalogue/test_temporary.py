import logging
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from catalogue.temporary import own_folder
from tests.command import Thavel

KILLED = """
import os, signal, tempfile
from catalogue.temporary import own_folder
with own_folder():
    tempfile.mkstemp()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system has temporary files."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def files(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_temporary_files_lie_in_a_folder_of_the_run_and_end_with_it(place: Path) -> None:
    with own_folder():
        _, name = tempfile.mkstemp()
        assert files(place) == [Path(name)]
        assert Path(name).parent.parent.parent == place
    assert (files(place), tempfile.tempdir) == ([], str(place))


def test_what_a_killed_run_left_is_removed_by_the_next_and_told_in_the_log(
    place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    subprocess.run([sys.executable, "-c", KILLED], env={"TMPDIR": str(place)}, check=False)
    (left,) = files(place)
    with caplog.at_level(logging.INFO, "catalogue"), own_folder():
        assert files(place) == []
    assert caplog.messages == [f"removed the temporary files of a run that was killed: {left.parent}"]


def test_a_run_that_lives_keeps_its_files(place: Path) -> None:
    with own_folder():
        _, name = tempfile.mkstemp()
        tempfile.tempdir = str(place)
        with own_folder():
            assert Path(name).exists()


def test_other_peoples_files_are_left_alone(place: Path, tmp_path: Path) -> None:
    with own_folder():
        ours = Path(tempfile.gettempdir()).parent
    (place / "lauf-fremd").mkdir()
    (tmp_path / "fremd").mkdir()
    (tmp_path / "fremd" / "datei").touch()
    (ours / "lauf-verweis").symlink_to(tmp_path / "fremd")
    with own_folder():
        pass
    assert (place / "lauf-fremd").exists()
    assert (tmp_path / "fremd" / "datei").exists()


def test_where_the_name_is_taken_the_place_of_the_system_serves(place: Path, tmp_path: Path) -> None:
    with own_folder():
        ours = Path(tempfile.gettempdir()).parent
    ours.rmdir()
    ours.symlink_to(tmp_path)
    with own_folder():
        assert tempfile.gettempdir() == str(place)


def test_every_command_has_such_a_folder_and_leaves_none(thavel: Thavel, place: Path) -> None:
    assert thavel("rules", "copy", "regeln").code == 0
    assert [path.name[:15] for path in place.iterdir()] == ["thavel-katalog-"]
    assert files(place) == []
    assert not list(next(place.iterdir()).iterdir())
