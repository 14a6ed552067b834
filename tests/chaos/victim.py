"""One command in a process of its own, as the console script runs it, and what happens to it there.

`wanted` says what: `at` is the number of the SQL statement at which the signal `signal` comes, `pages` how many pages a
database may have, `file_bytes` how large a file may get. With `count` the number of statements is written to that file.
The clock stands still, so that two runs leave the same. What all commands load is loaded once, in a process from which
the others branch off.
"""

import multiprocessing
import os
import pkgutil
import resource
import signal
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import catalogue.commands
import cli
import comparisons.commands
import importers.commands
from catalogue import clock

NOW = "2026-11-28T09:00:00Z"
ROOMS = (catalogue.commands, comparisons.commands, importers.commands)
OUT, ERR = "aus.txt", "fehler.txt"

_connect = sqlite3.connect
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    [__name__, *(f"{room.__name__}.{module.name}" for room in ROOMS for module in pkgutil.iter_modules(room.__path__))]
)


class Happening:
    """What is to happen, and how many statements were begun so far."""

    def __init__(self, wanted: Mapping[str, Any]) -> None:
        self.wanted = wanted
        self.statements = 0

    def statement(self, sql: str) -> None:
        """Called before each statement of every connection."""
        self.statements += 1
        if self.statements == self.wanted.get("at"):
            os.kill(os.getpid(), self.wanted["signal"])

    def connect(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        """A connection whose statements are counted."""
        connection: sqlite3.Connection = _connect(*arguments, **named)
        if "pages" in self.wanted:
            connection.execute(f"PRAGMA max_page_count = {self.wanted['pages']}")
        connection.set_trace_callback(self.statement)
        return connection


def started(folder: Path, command: Sequence[str], wanted: Mapping[str, Any] | None = None) -> BaseProcess:
    """Start a command on the catalogue of a folder; what it says goes to the files `OUT` and `ERR` there."""
    process = _processes.Process(target=_run, args=(folder, tuple(command), dict(wanted or {})))
    process.start()
    return process


def _run(folder: Path, command: Sequence[str], wanted: Mapping[str, Any]) -> None:
    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith("THAVEL_")]:
        del os.environ[name]
    for file, stream in ((OUT, 1), (ERR, 2)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    happening = Happening(wanted)
    if "file_bytes" in wanted:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (wanted["file_bytes"], resource.RLIM_INFINITY))
    vars(sqlite3)["connect"] = happening.connect
    vars(clock)["now"] = lambda: NOW
    sys.argv = ["thavel", "--db", str(folder / "katalog.db"), *command]
    try:
        cli.main()
    finally:
        if "count" in wanted:
            Path(wanted["count"]).write_text(str(happening.statements), encoding="ascii")
