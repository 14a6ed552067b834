"""Measures the import of XZuFi against other readers of the same file, each in a process of its own.

`python -m tests.bench.xzufi --leistungen 20000 --pairs 3 [--large 200000] [--xml2db PYTHON]`
"""

import argparse
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from lxml import etree
from sqlite_utils import Database

from catalogue.database import connect
from catalogue.store import search_index
from catalogue.store.rules import sync_rules
from importers.run.runner import Options, run_import
from importers.xzufi.source import XZuFi
from tests.bench.figures import row, timed
from tests.bench.transfer import SPACE, write_transfer

HERE = Path(__file__).parent


def bare(file: Path, target: Path) -> int:
    """A pass of lxml over the units, which does nothing with them: the baseline."""
    found = 0
    for _, element in etree.iterparse(file, events=("end",), tag=("{*}schreibe", "{*}loesche")):
        found += 1
        element.clear()
    return found


def plain(file: Path, target: Path) -> int:
    """The reader that one would write first: the whole tree in memory, only identifiers and texts into a table."""
    space = f"{{{SPACE}}}"

    def texts() -> Iterator[dict[str, str | None]]:
        for leistung in ET.parse(file).getroot().iter(f"{space}leistung"):
            identifier = leistung.findtext(f"{space}id")
            for module in leistung.findall(f"{space}modulText"):
                code = module.find(f"{space}leikaTextmodul")
                for inhalt in module.findall(f"{space}inhalt"):
                    yield {
                        "id": identifier,
                        "modul": code.findtext(f"{space}code") if code is not None else None,
                        "sprache": inhalt.get("languageCode"),
                        "inhalt": inhalt.text,
                    }

    db = Database(target)
    db.table("texte").insert_all(texts())
    return db.table("texte").count


def ours(file: Path, target: Path, *, strict: bool = False) -> int:
    """This project's import into the catalogue at `target`, which is there already."""
    result = run_import(target, XZuFi([str(file)]), Options(strict=strict))
    if result.failed:
        raise RuntimeError(result.messages)
    return result.counts.objects


READERS: Mapping[str, Callable[[Path, Path], int]] = {
    "bare": bare,
    "plain": plain,
    "ours": ours,
    "strict": partial(ours, strict=True),
}


def memory_of(pid: int) -> int:
    """Memory (KiB) of a process and those it has started: each page counted once, shared ones by share."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, StopIteration):
        return 0
    return own + sum(memory_of(int(child)) for child in children)


def measure(reader: str, file: Path, target: Path, python: str = sys.executable) -> dict[str, float]:
    """Seconds of the work alone, and the peak memory (MiB) of the process with those it starts, seen every 50 ms."""
    script = ["-m", "tests.bench.xzufi"] if reader in READERS else [str(HERE / "xml2db_reader.py")]
    process = subprocess.Popen(
        [python, *script, "--reader", reader, str(file), str(target)], stdout=subprocess.PIPE, text=True
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(0.05)
    output = process.communicate()[0]
    if process.returncode:
        raise RuntimeError(f"{reader} failed")
    return {**json.loads(output.splitlines()[-1]), "peak_mib": peak / 1024}


def new_catalogue(folder: Path) -> Path:
    """A fresh catalogue with rules."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "katalog.db"
    db = connect(path, create=True)
    sync_rules(db)
    db.close()
    return path


def bench_xzufi(pairs: int, leistungen: int, *, xml2db: str | None = None) -> None:
    """Fresh import, the same again, one per cent changed, and other readers, pair by pair with the bare pass."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, changed = folder / "transfer.xml", folder / "changed" / "transfer.xml"
        changed.parent.mkdir()
        write_transfer(file, leistungen)
        write_transfer(changed, leistungen, changed=0.01)
        size = file.stat().st_size
        print(f"XZuFi, {leistungen * 7} objects, {size / 1e6:.0f} MB", flush=True)
        seconds: dict[str, list[float]] = {}
        peaks: dict[str, float] = {}

        def note(what: str, measured: Mapping[str, float]) -> None:
            seconds.setdefault(what, []).append(measured["seconds"])
            peaks[what] = max(peaks.get(what, 0), measured["peak_mib"])

        for _ in range(pairs):
            note("bare", measure("bare", file, folder))
            catalogue = new_catalogue(folder / "katalog")
            note("fresh", measure("ours", file, catalogue))
            note("same again", measure("ours", file, catalogue))
            note("1 % changed", measure("ours", changed, catalogue))
            note("fresh, --strict", measure("strict", file, new_catalogue(folder / "katalog-strict")))
            (folder / "plain.db").unlink(missing_ok=True)
            note("plain reader", measure("plain", file, folder / "plain.db"))
            if xml2db:
                (folder / "xml2db.db").unlink(missing_ok=True)
                note("xml2db", measure("xml2db", file, folder / "xml2db.db", xml2db))
        for what, taken in seconds.items():
            if what == "bare":
                continue
            row(f"  {what}", taken, "bare pass", seconds["bare"])
            print(f"    peak memory: {peaks[what]:.0f} MiB", flush=True)
        print(f"  same again: {min(seconds['same again']) / size * 1e9:.2f} s per GB", flush=True)
        connection = connect(catalogue)
        connection.execute("BEGIN")
        print(f"  search index, built anew: {timed(lambda: search_index.build(connection)):.2f} s", flush=True)
        connection.execute("ROLLBACK")
        connection.close()


def bench_large(leistungen: int) -> None:
    """One import of a large delivery: time against the bare pass, and memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "transfer.xml"
        write_transfer(file, leistungen)
        print(f"XZuFi, {leistungen * 7} objects, {file.stat().st_size / 1e6:.0f} MB", flush=True)
        base = measure("bare", file, folder)
        catalogue = new_catalogue(folder / "katalog")
        measured = measure("ours", file, catalogue)
        row("  fresh", [measured["seconds"]], "bare pass", [base["seconds"]])
        print(f"    peak memory: {measured['peak_mib']:.0f} MiB", flush=True)
        again = measure("ours", file, catalogue)
        print(f"  same again: {again['seconds'] / file.stat().st_size * 1e9:.2f} s per GB", flush=True)


def main() -> None:
    """Parse arguments and run; with --reader one reader alone, whose figures are printed as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leistungen", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--large", type=int)
    parser.add_argument("--xml2db", help="a Python that has xml2db installed")
    parser.add_argument("--reader", nargs=3, metavar=("NAME", "FILE", "TARGET"))
    arguments = parser.parse_args()
    if arguments.reader:
        name, file, target = arguments.reader
        seconds = timed(lambda: READERS[name](Path(file), Path(target)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "rss_mib": peak, "sqlite": sqlite3.sqlite_version}))
        return
    bench_xzufi(arguments.pairs, arguments.leistungen, xml2db=arguments.xml2db)
    if arguments.large:
        bench_large(arguments.large)


if __name__ == "__main__":
    main()
