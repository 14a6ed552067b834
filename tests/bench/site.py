"""How long pages of the site take, asked for alone and by twenty readers at once."""

import argparse
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from comparisons.compare import compare
from tests.bench.comparison import LAND, generate
from tests.bench.figures import timed

READERS = 20
PAGES = ("/", "/katalog", "/katalog/angebote")


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The site of a catalogue in a process of its own; yields its address."""
    command = [sys.executable, "-c", "from cli import main; main()", "--db", str(path), "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = re.search(r"http://[^/]+", process.stderr.readline())
        assert found
        yield found[0]
    finally:
        process.terminate()
        process.wait()


def get(url: str) -> None:
    """Read a page to its end."""
    with urllib.request.urlopen(url, timeout=300) as answer:
        answer.read()


def at_once(url: str) -> float:
    """Seconds until the last of twenty readers, who ask at the same time, has the page."""
    with ThreadPoolExecutor(READERS) as pool:
        return timed(lambda: list(pool.map(get, [url] * READERS)))


def change(path: Path) -> None:
    """What any import leaves: a commit, after which nothing that was counted before holds."""
    with sqlite3.connect(path) as db:
        # The same value again would be no change to SQLite.
        db.execute("UPDATE quellen SET stand = iif(stand = '2026-11-01', '2026-11-02', '2026-11-01')")
    db.close()


def bench_site(name: str, path: Path, rounds: int) -> None:
    """Print for each page: alone and at once, right after a change and when nothing has changed."""
    with served(path) as site:
        get(site + "/hilfe")
        for page in PAGES:
            seconds: dict[str, list[float]] = {"alone, changed": [], "at once, changed": [], "alone": [], "at once": []}
            for _ in range(rounds):
                change(path)
                seconds["alone, changed"].append(timed(partial(get, site + page)))
                seconds["alone"].append(timed(partial(get, site + page)))
                change(path)
                seconds["at once, changed"].append(at_once(site + page))
                seconds["at once"].append(at_once(site + page))
            told = ", ".join(f"{what} {median(each) * 1000:.0f} ms" for what, each in seconds.items())
            print(f"{name} {page}: {told}", flush=True)


def bench_land(rounds: int) -> None:
    """The same on a generated Land, compared once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "katalog.db"
        offers = generate(path, *LAND)
        compare(path)
        bench_site(f"site, a Land of {offers} offers,", path, rounds)


def main() -> None:
    """Measure on a catalogue that is given, which is written to, or on a generated Land."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.db:
        bench_site(arguments.db.name, arguments.db, arguments.rounds)
    else:
        bench_land(arguments.rounds)


if __name__ == "__main__":
    main()
