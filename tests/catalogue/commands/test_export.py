"""`thavel export` as a user of the command sees it."""

import subprocess
import sys
from pathlib import Path

import pytest

import cli
from tests.command import Thavel


def test_export_writes_a_file_and_does_not_overwrite_it(demo: Thavel) -> None:
    assert demo("export", "luecken", "-o", "luecken.csv").code == 0
    assert Path("luecken.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert demo("export", "luecken", "-o", "luecken.csv").code == 1
    assert demo("export", "luecken", "--format", "xlsx", "-o", "luecken.xlsx").code == 0


def test_the_ending_of_the_file_says_its_format(demo: Thavel) -> None:
    for name, start in (("a.xlsx", b"PK\x03\x04"), ("b.JSON", b"[\n{"), ("c.csv", b"\xef\xbb\xbfAGS;")):
        assert demo("export", "kommunen", "-o", name).code == 0
        assert Path(name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "a.xlsx", "--format", "csv"), "a.xlsx endet auf .xlsx, --format verlangt aber csv"),
        (("-o", "a.csv", "--format", "json"), "a.csv endet auf .csv, --format verlangt aber json"),
        (("-o", "a.ods"), "An der Endung von a.ods ist kein Format zu erkennen; möglich sind .csv, .xlsx, .json"),
        (("-o", "liste"), "An der Endung von liste ist kein Format zu erkennen"),
    ],
)
def test_a_format_that_contradicts_the_ending_is_refused(demo: Thavel, arguments: tuple[str, ...], said: str) -> None:
    outcome = demo("export", "kommunen", *arguments)
    assert (outcome.code, said in outcome.err, Path(arguments[1]).exists()) == (1, True, False)


def test_a_format_that_is_named_counts_where_the_ending_says_nothing(demo: Thavel) -> None:
    assert demo("export", "kommunen", "-o", "liste", "--format", "csv").code == 0


def test_a_closed_pipe_is_no_error_of_the_catalogue(demo: Thavel) -> None:
    command = f"{sys.executable} {cli.__file__} --db katalog.db export kommunen | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)
