"""How the client of a live service behaves: how far it uses its rate, what processor time it needs, what it repeats."""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from catalogue.database import connect
from catalogue.questions.places import places
from catalogue.store.rules import sync_rules
from importers.pvog.suchdienst import Pvog, SuchdienstEndpoints
from importers.registers.gemeinden import Gemeinden
from importers.run.runner import Options, run_import
from importers.sample.loopback import Reply
from importers.sample.register import register_lines
from importers.web.manners import Manners
from tests.simulators.generated import generated_world
from tests.simulators.suchdienst import Simulator

POLITE = Manners()
UNLIMITED = Manners(rate=0)
# Seconds until the simulated service answers, about what a busy one takes.
LATENCY = 0.3
POLITE_MUNICIPALITIES, ALL = 60, 601
SERVICES, PAGE_SIZE = 300, 100


class Slow(Simulator):
    """A service that takes its time and notes when it was asked."""

    def __init__(self, municipalities: int, latency: float) -> None:
        super().__init__(generated_world(municipalities, SERVICES), PAGE_SIZE, keys_in="item")
        self.suchdienst.render()
        self._latency = latency
        self.times: list[float] = []

    def reply(self, target: str) -> Reply:
        """The answer, after a while."""
        self.times.append(time.monotonic())
        time.sleep(self._latency)
        return super().reply(target)


def new_catalogue(folder: Path) -> Path:
    """A fresh catalogue with rules and register."""
    path = folder / "katalog.db"
    connection = connect(path, create=True)
    sync_rules(connection)
    connection.close()
    register = folder / "register.txt"
    register.write_bytes(register_lines())
    run_import(path, Gemeinden([register]), Options())
    return path


def client(path: Path, base_url: str, limit: int, manners: Manners, *, resume: bool) -> dict[str, float]:
    """Import the first municipalities, naming each on stdout; seconds of processor and of wall time."""
    connection = connect(path)
    wanted = places(connection)[:limit]
    connection.close()
    source = Pvog(wanted, endpoints=SuchdienstEndpoints(base_url), manners=manners)
    cpu, wall = time.process_time(), time.monotonic()
    run_import(path, source, Options(resume=resume), lambda done, total, label: print(int(done), flush=True))
    return {"cpu": time.process_time() - cpu, "wall": time.monotonic() - wall}


def _started(path: Path, base_url: str, limit: int, manners: Manners, *more: str) -> "subprocess.Popen[str]":
    """The client in a process of its own, so that the service does not share its processor time."""
    command = [sys.executable, "-m", "tests.bench.live", str(path), base_url, str(limit), json.dumps(asdict(manners))]
    return subprocess.Popen([*command, *more], stdout=subprocess.PIPE, text=True)


def bench_rate() -> None:
    """Requests per second against what is allowed, and processor time against wall time, as it is run."""
    service = Slow(POLITE_MUNICIPALITIES, LATENCY)
    with service as base_url, tempfile.TemporaryDirectory() as folder:
        process = _started(new_catalogue(Path(folder)), base_url, POLITE_MUNICIPALITIES, POLITE)
        measured = json.loads(process.communicate()[0].splitlines()[-1])
    achieved = (len(service.times) - 1) / (service.times[-1] - service.times[0])
    print(
        f"PVOG, {len(service.times)} requests to a service that takes {LATENCY} s, {POLITE.parallel} at a time: "
        f"{achieved:.2f} of {POLITE.rate:.0f} requests a second, {achieved / POLITE.rate:.1%} of the rate; "
        f"processor time {measured['cpu'] / measured['wall']:.1%} of {measured['wall']:.1f} s",
        flush=True,
    )


def bench_resume() -> None:
    """A Land that is interrupted half-way: how many requests are made twice."""
    service = Slow(ALL, 0.0)
    with service as base_url, tempfile.TemporaryDirectory() as folder:
        path = new_catalogue(Path(folder))
        process = _started(path, base_url, ALL, UNLIMITED)
        assert process.stdout is not None
        while int(process.stdout.readline()) < ALL // 2:
            pass
        process.send_signal(signal.SIGINT)
        process.communicate()
        answered = len(service.requests)
        _started(path, base_url, ALL, UNLIMITED, "--resume").communicate()
    repeated = len(service.requests) - len(set(service.requests))
    print(
        f"PVOG, {ALL} municipalities, interrupted after {answered} requests and resumed: {len(set(service.requests))} "
        f"different requests, {repeated} made twice",
        flush=True,
    )


def main() -> None:
    """The client as it is measured from outside."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("base_url")
    parser.add_argument("limit", type=int)
    parser.add_argument("manners", type=json.loads)
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args()
    manners = Manners(**given.manners)
    with suppress(KeyboardInterrupt):
        print(json.dumps(client(given.path, given.base_url, given.limit, manners, resume=given.resume)))


if __name__ == "__main__":
    main()
