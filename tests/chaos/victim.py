"""Runs one command as the console script does, and lets something happen to it: `python -m tests.chaos.victim ARGS`.

The variable CHAOS says what, as JSON: `kill` and `signal` come with the number of the SQL statement at which they
happen, `pages` is how many pages a database may have, `file_bytes` how large a file may get. The clock stands still, so
that two runs leave the same. With `count` the number of statements is written to that file.
"""

import json
import os
import resource
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import cli
from catalogue import clock

NOW = "2026-11-28T09:00:00Z"


class Happening:
    """What is to happen, and how many statements were begun so far."""

    def __init__(self, wanted: dict[str, Any]) -> None:
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


_connect = sqlite3.connect


def main() -> None:
    """Run the command; what happens to it is its end."""
    happening = Happening(json.loads(os.environ.get("CHAOS", "{}")))
    if "file_bytes" in happening.wanted:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (happening.wanted["file_bytes"], resource.RLIM_INFINITY))
    vars(sqlite3)["connect"] = happening.connect
    vars(clock)["now"] = lambda: NOW
    sys.argv = ["thavel", *sys.argv[1:]]
    try:
        cli.main()
    finally:
        if "count" in happening.wanted:
            Path(happening.wanted["count"]).write_text(str(happening.statements), encoding="ascii")


if __name__ == "__main__":
    main()
