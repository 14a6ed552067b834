"""Files that appear whole or not at all."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catalogue.files import whole, write


def test_a_file_appears_when_it_is_complete_and_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_bytes(b"alt")
    with whole(path) as file:
        file.write(b"neu")
        file.flush()
        assert path.read_bytes() == b"alt"
    assert path.read_bytes() == b"neu"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_bytes(b"alt")
    with pytest.raises(ValueError, match="mitten"), whole(path) as file:
        file.write(b"halb")
        raise ValueError("mitten im Schreiben")
    assert path.read_bytes() == b"alt"
    assert list(tmp_path.iterdir()) == [path]


def test_others_may_read_it_as_any_file_of_this_account(tmp_path: Path) -> None:
    (tmp_path / "sonst.txt").write_bytes(b"")
    with whole(tmp_path / "bericht.txt") as file:
        file.write(b"neu")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_threads_that_write_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"

    def write(number: int) -> None:
        with whole(path) as file:
            file.writelines([b"%d\n" % number] * 1000)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    assert len(set(path.read_bytes().split())) == 1
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import os, signal, sys
from pathlib import Path
from catalogue.files import whole
with whole(Path(sys.argv[1]) / "bericht.txt") as file:
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_is_removed_by_the_next_and_nothing_else(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    others = {f".brief.txt.{os.getpid()}-1.teil", ".notiz.teil", "erster.teil"}
    for name in others:
        (tmp_path / name).touch()
    write(tmp_path / "anderes.txt", b"neu")
    assert {path.name for path in tmp_path.iterdir()} == {*others, "anderes.txt"}
