"""The surroundings of a command: paths, how much to say, the opened catalogue, and what rooms above hand in."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.formats import visible

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True)
class HandedIn:
    """Functions of rooms that commands may not import; `cli.py` hands them in.

    `sources` gives rows of the table `quellen`, `slow` the names of those that are seldom renewed, `comparable` the AGS
    of a town and of those comparable with it, `list_imported` says what was recognised of a town's own list (AGS) once
    it is imported, and `count_decided` brings the points that a connection reads up to what the town decided.
    """

    sources: Callable[[], Sequence[Mapping[str, str | None]]] = tuple
    slow: Callable[[], Collection[str]] = tuple
    comparable: "Callable[[Database, str], list[str]]" = lambda db, ags: [ags]
    list_imported: "Callable[[Context, str], None]" = lambda context, ags: None
    count_decided: "Callable[[Database, Mapping[str, str]], None]" = lambda db, status: None


@dataclass
class Context:
    """Shared by all commands: paths, and how much to say.

    `verbose` counts the `-v`: 1 shows requests, deliveries, steps and tracebacks, 2 also the SQL.
    """

    db: Path = Path("katalog.db")
    rules: Path | None = None
    verbose: int = 0
    quiet: bool = False
    handed: HandedIn = field(default_factory=HandedIn)

    def say(self, text: str, *, error: bool = False) -> None:
        """Progress and remarks go to stderr, so that stdout holds data only; what is an error is said with -q too."""
        if error or not self.quiet:
            click.echo(visible(text), err=True)

    @contextmanager
    def catalogue(
        self, *, write: bool = False, renew_rules: bool = False, decided: bool = False
    ) -> "Iterator[Database]":
        """The catalogue, opened to `write` or for reading only; with `renew_rules` its rules become what files say.

        With `decided` candidates and points are read with what the town decided; such a catalogue is only read.
        """
        # Here, because what only prints help or the version needs no database.
        from catalogue.database import connect, explained, reading  # noqa: PLC0415

        with explained(self.db):
            db = connect(self.db) if write or renew_rules else reading(self.db)
            try:
                if renew_rules:
                    from catalogue.store.rules import sync_rules  # noqa: PLC0415

                    sync_rules(db, self.rules, self.say)
                if decided:
                    from catalogue.store.joined import join_decisions  # noqa: PLC0415

                    join_decisions(db.conn, self.db, self.handed.count_decided)
                yield db
            finally:
                db.close()
