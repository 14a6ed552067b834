"""`thavel export` as a user of the command sees it."""

import subprocess
import sys
from pathlib import Path

import cli
from tests.command import Thavel


def test_export_writes_a_file_and_does_not_overwrite_it(demo: Thavel) -> None:
    assert demo("export", "luecken", "-o", "luecken.csv").code == 0
    assert Path("luecken.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert demo("export", "luecken", "-o", "luecken.csv").code == 1
    assert demo("export", "luecken", "--format", "xlsx", "-o", "luecken.xlsx").code == 0


def test_a_closed_pipe_is_no_error_of_the_catalogue(demo: Thavel) -> None:
    command = f"{sys.executable} {cli.__file__} --db katalog.db export kommunen | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)
