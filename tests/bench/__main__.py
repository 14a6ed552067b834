"""Runs the measurements and prints a table of ratios: `python -m tests.bench [--municipalities N] [--pairs N]`."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from catalogue.database import connect
from catalogue.questions.places import places
from importers.pvog.suchdienst import Pvog, SuchdienstEndpoints
from importers.registers.gemeinden import Gemeinden
from importers.run.runner import Options, run_import
from importers.sample.register import register_lines
from importers.web.manners import Manners
from importers.web.session import Session
from tests.bench.comparison import COUNTRY, LAND, bench
from tests.bench.figures import row, timed
from tests.bench.live import POLITE, UNLIMITED, bench_rate, bench_resume, new_catalogue
from tests.bench.matching import bench_matching
from tests.bench.matching_weights import bench_weights
from tests.bench.site import bench_land
from tests.bench.xzufi import bench_large, bench_xzufi

POLITE_MUNICIPALITIES = 30


@contextmanager
def simulator(municipalities: int, services: int, page_size: int) -> Iterator[str]:
    """A simulated PVOG in a process of its own; yields its base URL."""
    command = [sys.executable, "-m", "tests.simulators.suchdienst", "--port", "0"]
    command += ["--municipalities", str(municipalities), "--services", str(services), "--page-size", str(page_size)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def requests_of(path: Path) -> list[str]:
    """URLs that an import asked for."""
    connection = connect(path)
    urls = [row[0] for row in connection.execute("SELECT url FROM lieferungen WHERE quelle = 'pvog' ORDER BY id")]
    connection.close()
    return urls


def only_requests(urls: Sequence[str], manners: Manners) -> None:
    """Make the same requests in the same manner, as many at a time, and do nothing with the answers."""
    session = Session(manners)
    with ThreadPoolExecutor(manners.parallel) as pool:
        for _ in pool.map(session.get, urls):
            pass


def import_all(path: Path, base_url: str, limit: int, manners: Manners) -> None:
    """Import the first municipalities from the simulator."""
    connection = connect(path)
    wanted = places(connection)[:limit]
    connection.close()
    run_import(path, Pvog(wanted, endpoints=SuchdienstEndpoints(base_url), manners=manners), Options())


def take_apart(lines: Sequence[str]) -> list[list[str]]:
    """Cut each line into fields and do nothing with them."""
    return [[line[start : start + 10].strip() for start in range(0, 220, 10)] for line in lines]


def bench_register(pairs: int) -> None:
    """Register import of 601 municipalities against taking the same lines apart and nothing else."""
    ours, base = [], []
    for _ in range(pairs):
        with tempfile.TemporaryDirectory() as folder:
            path = new_catalogue(Path(folder))
            source = Gemeinden([Path(folder) / "register.txt"])
            ours.append(timed(partial(run_import, path, source, Options())))
            base.append(timed(partial(take_apart, register_lines().decode().splitlines())))
    row("register, 601 municipalities, import again", ours, "lines only taken apart", base)


def bench_pvog(pairs: int, municipalities: int, services: int, page_size: int) -> None:
    """PVOG import against the same requests alone."""
    ours, base = [], []
    with simulator(municipalities, services, page_size) as base_url, tempfile.TemporaryDirectory() as folder:
        for number in range(pairs):
            place = Path(folder) / str(number)
            place.mkdir()
            path = new_catalogue(place)
            ours.append(timed(partial(import_all, path, base_url, municipalities, UNLIMITED)))
            urls = requests_of(path)
            base.append(timed(partial(only_requests, urls, UNLIMITED)))
        row(
            f"PVOG, {municipalities} x {services} services, {len(urls)} requests (page size {page_size})",
            ours,
            "requests alone",
            base,
        )
        again, base_again = [], []
        for _ in range(pairs):
            again.append(timed(partial(import_all, path, base_url, municipalities, UNLIMITED)))
            base_again.append(timed(partial(only_requests, urls, UNLIMITED)))
        row("  the same again, everything unchanged", again, "requests alone", base_again)
        bench_polite(Path(folder), base_url)


def bench_polite(folder: Path, base_url: str) -> None:
    """The same as it is run against the real service, at most five requests a second; one pair, few municipalities."""
    place = folder / "polite"
    place.mkdir()
    path = new_catalogue(place)
    ours = timed(partial(import_all, path, base_url, POLITE_MUNICIPALITIES, POLITE))
    urls = requests_of(path)
    base = timed(partial(only_requests, urls, POLITE))
    name = f"PVOG at {POLITE.rate:.0f} requests a second, {POLITE_MUNICIPALITIES} municipalities, {len(urls)} requests"
    row(name, [ours], "requests alone", [base])


def main() -> None:
    """Parse arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=601)
    parser.add_argument("--services", type=int, default=300)
    parser.add_argument("--page-size", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--leistungen", type=int, default=20_000)
    parser.add_argument("--large", type=int, help="Leistungen of one large XZuFi delivery")
    parser.add_argument("--xml2db", help="a Python that has xml2db installed")
    arguments = parser.parse_args()
    bench_xzufi(arguments.pairs, arguments.leistungen, xml2db=arguments.xml2db)
    if arguments.large:
        bench_large(arguments.large)
    bench_register(arguments.pairs)
    bench_rate()
    bench_resume()
    bench_pvog(arguments.pairs, arguments.municipalities, arguments.services, arguments.page_size)
    bench("a Land", LAND, arguments.pairs)
    bench_land(arguments.pairs)
    bench_matching(arguments.pairs)
    bench_weights()
    bench("the whole country", COUNTRY, 1)


if __name__ == "__main__":
    main()
