"""Where the campaign takes place: catalogues to be copied, commands to be disturbed, and what must hold after."""

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from catalogue.store.decisions import file_of
from catalogue.tables import TABLES
from importers.sample.register import register_lines
from tests.chaos.victim import ERR, OUT, started
from tests.importers.xzufi.documents import DIENST, ZUSTAENDIGKEIT, leistung, transfer
from tests.reading import BOOKKEEPING, Row, rows

TIMEOUT = 180
ARS = ("160510000000", "160520000000", "160550000000", "160630105105")
DOG = "99102013104000"
# What differs from run to run although the same is known: numbers of runs and rows.
NUMBERS = frozenset({"id", "lauf_id", "letzter_lauf", "lieferung", "lieferung_id", "gesehen_in"})
UNEXPECTED = ("Traceback", "Unerwarteter Fehler")


class Ended(NamedTuple):
    """How a command ended: its exit code (negative: the signal), what it said."""

    code: int
    out: str
    err: str


def run(folder: Path, command: Sequence[str], wanted: Mapping[str, Any] | None = None) -> Ended:
    """Run a command on the catalogue of a folder and let the wanted happen; a command that does not end is code 124."""
    process = started(folder, command, wanted)
    process.join(TIMEOUT)
    if process.exitcode is None:
        process.kill()
        return Ended(124, "", f"nach {TIMEOUT} s nicht zu Ende")
    return Ended(
        process.exitcode, *((folder / name).read_text(encoding="utf-8", errors="replace") for name in (OUT, ERR))
    )


@dataclass(frozen=True)
class Task:
    """A command that is disturbed, the folder that it starts from, and what it leaves when nothing happens."""

    name: str
    command: tuple[str, ...]
    start: Path
    statements: int
    left: Mapping[str, Sequence[Row]]

    def begin(self, folder: Path) -> Path:
        """A copy of the folder that the command starts from."""
        shutil.copytree(self.start, folder)
        return folder


def known(folder: Path) -> dict[str, list[Row]]:
    """Everything that the catalogue and the decisions of a folder hold, by table, without book-keeping."""
    found: dict[str, list[Row]] = {}
    path = folder / "katalog.db"
    for table in TABLES:
        columns = ", ".join(f"[{column.name}]" for column in table.columns if column.name not in NUMBERS)
        if table.name not in BOOKKEEPING and columns:
            found[table.name] = sorted(rows(path, f"SELECT {columns} FROM [{table.name}]"), key=repr)
    decided = file_of(path)
    if decided.exists():
        found["entscheidungen"] = rows(decided, "SELECT leistungsschluessel, status, fachbereich FROM entscheidungen")
    return found


def damage(folder: Path) -> list[str]:
    """Everything that is broken in the files of a folder; empty where they are sound."""
    found = []
    for path in (folder / "katalog.db", file_of(folder / "katalog.db")):
        if path.exists():
            connection = sqlite3.connect(path)
            try:
                found += [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
                found += [f"Verweis in {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
            finally:
                connection.close()
    return found


def differences(expected: Mapping[str, Sequence[Row]], found: Mapping[str, Sequence[Row]]) -> list[str]:
    """The tables whose rows differ, with how many."""
    return [
        f"{name}: {len(expected.get(name, ()))} erwartet, {len(found.get(name, ()))} gefunden oder andere"
        for name in sorted(expected.keys() | found.keys())
        if list(expected.get(name, ())) != list(found.get(name, ()))
    ]


def tasks(folder: Path, base_url: str) -> list[Task]:
    """Five commands, each with the folder that it starts from, run once undisturbed."""
    (folder / "gemeinden.txt").write_bytes(register_lines())
    (folder / "lieferung.xml").write_bytes(transfer(*(leistung(n) for n in range(1, 40)), DIENST, ZUSTAENDIGKEIT))
    places = [argument for ars in ARS for argument in ("--ars", ars)]
    pvog = ("import", "pvog", *places, "--base-url", base_url, "--rate", "0")
    steps: Sequence[tuple[str, tuple[str, ...]]] = (
        ("init", ("init",)),
        ("import gemeinden", ("import", "gemeinden", str(folder / "gemeinden.txt"))),
        ("import xzufi", ("import", "xzufi", str(folder / "lieferung.xml"))),
        ("import pvog", pvog),
        ("compare", ("compare",)),
        (
            "decide",
            ("decide", DOG, "--status", "vorgemerkt", "--fachbereich", "Finanzen und Steuern", "--person", "MM"),
        ),
    )
    found = []
    here = folder / "0"
    here.mkdir()
    for number, (name, command) in enumerate(steps, start=1):
        after = folder / str(number)
        shutil.copytree(here, after)
        count = folder / "count"
        ended = run(after, command, {"count": str(count)})
        if ended.code:
            raise SystemExit(f"{name} fails undisturbed: {ended.out} {ended.err}")
        if name != "init":
            found.append(Task(name, command, here, int(count.read_text(encoding="ascii")), known(after)))
        here = after
    return found
