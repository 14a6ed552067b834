"""Calls the `thavel` command as the console script does, for tests."""

import sqlite3
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import cli


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Thavel:
    """Calls the command as the console script does."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._captured = capfdbinary

    def __call__(self, *arguments: str | Path) -> Outcome:
        self._monkeypatch.setattr(sys, "argv", ["thavel", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        sys.stdout.flush()
        captured = self._captured.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out.decode("utf-8-sig"), captured.err.decode())


def dump() -> list[str]:
    """Everything in the catalogue of the current folder, as SQL."""
    with sqlite3.connect("katalog.db") as connection:
        return list(connection.iterdump())
