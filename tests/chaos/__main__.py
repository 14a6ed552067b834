"""Runs the campaign, prints what was tried, how often, and what held: `python -m tests.chaos [--kills N] [--seed N]`.

It ends by itself, asks nothing but servers that it started on the loopback interface, and exits with 1 where something
did not hold, which is described at the end.
"""

import argparse
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from importers.sample.world import sample_world
from tests.chaos.ground import UNEXPECTED, Ended, Task, damage, differences, known, run, tasks
from tests.chaos.inputs import READERS, bodies
from tests.chaos.web import Site, requests
from tests.simulators.misbehaviour import NAMES
from tests.simulators.suchdienst import Simulator

# These wait for a minute or send gigabytes; the tests of the session have them.
TOO_LONG = frozenset({"timeout", "drip", "huge", "endless", "bomb"})
# Shorter and longer than the program waits for a lock.
LOCKED_SECONDS = (0.5, 7.0)
# What a bad answer said that looks like a good one stays in the log of changes.
HISTORY = frozenset({"aenderungen"})
WEB = "Anfrage an die Seite"


class Attempt(NamedTuple):
    """One thing that is done to the program; `work` gets an empty folder and returns what did not hold."""

    kind: str
    name: str
    work: Callable[[Path], list[str]]


def _sane(ended: Ended, codes: Sequence[int] = (0, 1)) -> list[str]:
    """Complaints about the end of a command: another exit code, a traceback, a failure without a reason."""
    found = [f"„{word}“: {ended.err[-300:]}" for word in UNEXPECTED if word in ended.err]
    if ended.code not in codes:
        found.append(f"Exit-Code {ended.code}: {ended.err[-300:]}")
    if ended.code == 1 and not (ended.err or ended.out).strip():
        found.append("Exit-Code 1 ohne ein Wort")
    return found


def _heals(task: Task, folder: Path, *, but: frozenset[str] = frozenset()) -> list[str]:
    """Run the command again, undisturbed; complaints where it does not leave what it leaves when nothing happens.

    The tables `but` may differ.
    """
    broken = damage(folder)
    again = run(folder, task.command)
    left, found = (
        {name: rows for name, rows in tables.items() if name not in but} for tables in (task.left, known(folder))
    )
    return [*broken, *_sane(again, (0,)), *damage(folder), *differences(left, found)]


def killed(task: Task, at: int) -> Attempt:
    """The process is killed at a statement."""

    def work(folder: Path) -> list[str]:
        here = task.begin(folder)
        run(here, task.command, {"at": at, "signal": signal.SIGKILL})
        return _heals(task, here)

    return Attempt("Kill an beliebiger Anweisung", f"{task.name}, Anweisung {at} von {task.statements}", work)


def stopped(task: Task, at: int, number: signal.Signals) -> Attempt:
    """A signal asks the process to end at a statement: nothing may be left as running."""

    def work(folder: Path) -> list[str]:
        here = task.begin(folder)
        ended = run(here, task.command, {"at": at, "signal": number})
        running = "SELECT id FROM laeufe WHERE status = 'läuft'"
        left = sqlite3.connect(here / "katalog.db").execute(running).fetchall()
        complaints = [f"Lauf {run_id} blieb „läuft“" for (run_id,) in left]
        return [*_sane(ended), *complaints, *_heals(task, here)]

    return Attempt(f"Signal {number.name}", f"{task.name}, Anweisung {at} von {task.statements}", work)


def full(task: Task, pages: int) -> Attempt:
    """The database may not grow beyond a number of pages, as on a full disk."""

    def work(folder: Path) -> list[str]:
        here = task.begin(folder)
        ended = run(here, task.command, {"pages": pages})
        told = [] if ended.code == 0 or "voll" in ended.err else [f"ohne das Wort „voll“: {ended.err[-300:]}"]
        return [*_sane(ended), *told, *_heals(task, here)]

    return Attempt("Datenträger voll (Datenbank)", f"{task.name}, {pages} Seiten", work)


def cut(task: Task, size: int) -> Attempt:
    """No file may become larger than `size` bytes: raw bodies, the log of the database, what the command says."""

    def work(folder: Path) -> list[str]:
        here = task.begin(folder)
        ended = run(here, task.command, {"file_bytes": size})
        return [*_sane(ended), *_heals(task, here)]

    return Attempt("Datei darf nicht wachsen", f"{task.name}, {size} Bytes", work)


def locked(task: Task, seconds: float) -> Attempt:
    """Another program holds the catalogue's lock for a while."""

    def work(folder: Path) -> list[str]:
        here = task.begin(folder)
        other = sqlite3.connect(here / "katalog.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(seconds, lambda: other.execute("ROLLBACK"))
        release.start()
        ended = run(here, task.command)
        release.join()
        other.close()
        return [*_sane(ended), *_heals(task, here)]

    return Attempt("Sperre eines anderen Programms", f"{task.name}, {seconds} s", work)


def fed(start: Path, command: Sequence[str], name: str, body: bytes) -> Attempt:
    """A file that holds something else than it should."""

    def work(folder: Path) -> list[str]:
        task = Task("", (), start, 0, {})
        here = task.begin(folder)
        file = here / name
        file.write_bytes(body)
        return [*_sane(run(here, [*command, str(file)])), *damage(here)]

    return Attempt("Feindliche oder falsche Datei", f"{' '.join(command)} {name}", work)


def misled(task: Task, name: str) -> Attempt:
    """A server that misbehaves, and then answers well."""
    bad = tuple(f"{word}/!{name}" if word.startswith("http") else word for word in task.command)

    def work(folder: Path) -> list[str]:
        here = task.begin(folder)
        ended = run(here, (*bad, "--timeout", "2"))
        return [*_sane(ended), *_heals(task, here, but=HISTORY)]

    return Attempt("Server, der sich falsch verhält", f"{task.name} !{name}", work)


def asked(site: Site, name: str, request: bytes) -> Attempt:
    """A request that no browser sends, to the running site."""
    return Attempt(WEB, name, lambda _: site.ask(request))


def attempts(chance: random.Random, found: Sequence[Task], site: Site, kills: int) -> Iterator[Attempt]:
    """Everything that is done, in an order that mixes long and short."""
    for number in range(kills):
        task = found[number % len(found)]
        yield killed(task, chance.randint(1, task.statements))
    for number in range(30):
        task = found[number % len(found)]
        which = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[number % 3]
        yield stopped(task, chance.randint(1, task.statements), which)
    for number in range(20):
        task = found[number % len(found)]
        pages = (task.start / "katalog.db").stat().st_size // (16 << 10)
        yield full(task, pages + chance.randint(0, 12))
        yield cut(task, chance.choice((1000, 20_000, 200_000, 1_000_000)))
    for task in found:
        for seconds in LOCKED_SECONDS:
            yield locked(task, seconds)
    filled = found[-1].start
    for reader in READERS:
        for name, body in bodies(chance):
            yield fed(filled, reader, name, body)
    (pvog,) = [task for task in found if task.name == "import pvog"]
    for name in sorted(NAMES - TOO_LONG):
        yield misled(pvog, name)
    for name, request in requests(chance):
        yield asked(site, name, request)
    yield Attempt(WEB, "alle zusammen", lambda _: site.unchanged())


def work_off(wanted: Sequence[Attempt], folder: Path) -> tuple[Counter[str], dict[str, list[str]]]:
    """How often each kind was tried, and the complaints by attempt; `folder` is made anew for each."""
    tried: Counter[str] = Counter()
    failed: dict[str, list[str]] = {}
    for number, attempt in enumerate(wanted, start=1):
        complaints = attempt.work(folder)
        shutil.rmtree(folder, ignore_errors=True)
        tried[attempt.kind] += 1
        if complaints:
            failed[f"{attempt.kind}: {attempt.name}"] = complaints
        if number % 50 == 0:
            print(f"{number} von {len(wanted)}, nicht gehalten: {len(failed)}", file=sys.stderr)
    return tried, failed


def main() -> None:
    """Run everything, one after the other, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="only kinds that contain this")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="thavel-chaos-") as name, Simulator(sample_world(), 20) as base_url:
        place = Path(name)
        found = tasks(place, base_url)
        with Site(Path(shutil.copytree(found[-1].start, place / "site"))) as site:
            every = attempts(chance, found, site, arguments.kills)
            wanted = [each for each in every if (arguments.only or "") in each.kind]
            tried, failed = work_off(wanted, place / "attempt")
    for kind, number in tried.items():
        broken = sum(which.startswith(f"{kind}: ") for which in failed)
        print(f"{number - broken:5d} von {number:5d} gehalten  {kind}")
    for which, complaints in failed.items():
        print(f"- {which}\n    " + "\n    ".join(complaints))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
