"""How long a comparison takes and how much memory it needs, on generated offers of a Land and of the whole country."""

import argparse
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from catalogue.database import connect
from catalogue.store.rules import sync_rules
from comparisons.compare import compare
from tests.bench.figures import row, timed

LEISTUNGEN = 1_000
WIDE = 200
TIME = "2026-11-01T00:00:00Z"
LAND = (601, 189, 500)
COUNTRY = (10_800, 4_600, 463)


def _key(number: int) -> str:
    return f"99{100 + number % 40:03}{1 + number // 40:03}{1 + number % 7:03}000"


def _towns(municipalities: int, administrations: int) -> Iterator[tuple[str, str, str]]:
    """AGS, Kreis and administration; the first is Eisenach, which administers itself."""
    yield "16063105", "16063", "160630105"
    for number in range(1, municipalities):
        administration = 1 + number % (administrations - 1)
        kreis = f"{1 + administration % 16:02}{1 + administration % 20 * 16 + administration % 13:03}"
        yield f"{kreis}{number % 1000:03}", kreis, f"{kreis}{5000 + administration % 1000:04}"


def generate(path: Path, municipalities: int, administrations: int, offers: int) -> int:
    """Fill a new catalogue; returns the number of offers. 200 services are valid everywhere in a Land."""
    connection = connect(path, create=True)
    sync_rules(connection)
    db = connection.conn
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    towns = list({town[0]: town for town in _towns(municipalities, administrations)}.values())
    db.execute("INSERT INTO quellen (name, titel, herausgeber, lizenz) VALUES ('pvog', 'PVOG', 'x', 'x')")
    db.executemany(
        "INSERT INTO kommunen (ags, ars, name, typ, kreis, kreis_ags, verwaltung_schluessel, einwohner)"
        " VALUES (?1, ?3 || substr(?1, 6), 'Ort ' || ?1, 'Stadt', 'Kreis ' || ?2, ?2, ?3, ?4)",
        # Few are of Eisenach's size, as it is.
        [(*town, 40_000 if number % 60 == 0 else 900) for number, town in enumerate(towns)],
    )
    db.executemany(
        "INSERT INTO gebietsschluessel (schluessel, ags, art, quelle) VALUES (?1, ?1, 'AGS', 'x')",
        [(town[0],) for town in towns],
    )
    db.executemany(
        "INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES (?, ?)",
        [(_key(number), f"Leistung {number}") for number in range(LEISTUNGEN)],
    )
    services: dict[str, str] = {}
    count = 0
    for ags, _, administration in towns:
        rows = []
        for number in range(WIDE):
            service = f"L{ags[:2]}.OD.{number}"
            services[service] = f"https://thavel.thueringen.de/thavel/portal?f=leistung&aid={ags[:2]}{number}"
            rows.append((ags, _key(number), service))
        for number in range(offers - WIDE if ags != "16063105" else 40):
            service = f"L{administration}.OD.{number}"
            services[service] = f"https://thavelp.thueringen.de/thavelp/go/a/{administration}{number}"
            chosen = WIDE + (number * 7 + int(administration) * 13) % (LEISTUNGEN - WIDE)
            rows.append((ags, _key(chosen), service))
        count += len(rows)
        db.executemany(
            "INSERT OR IGNORE INTO angebotsnachweise (ags, leistungsschluessel, onlinedienst_id, quelle,"
            f" erstmals_gesehen, zuletzt_gesehen) VALUES (?, ?, ?, 'pvog', '{TIME}', '{TIME}')",
            rows,
        )
    db.executemany(
        "INSERT INTO onlinedienste (id, redaktion, url, quelle, erstmals_gesehen, zuletzt_gesehen)"
        f" VALUES (?, 'L1', ?, 'pvog', '{TIME}', '{TIME}')",
        services.items(),
    )
    db.execute("COMMIT")
    connection.close()
    return count


def change_one(path: Path) -> None:
    """What an import leaves that found one service of one municipality gone."""
    with sqlite3.connect(path) as db:
        db.execute(
            "UPDATE angebotsnachweise SET verschwunden_am = ? WHERE rowid = (SELECT max(rowid) FROM angebotsnachweise"
            " WHERE ags <> '16063105' AND verschwunden_am IS NULL)",
            [TIME],
        )


def measured(path: Path, *options: str) -> tuple[float, float]:
    """Seconds of a comparison in a process of its own, and its peak memory in MiB."""
    command = [sys.executable, "-m", "tests.bench.comparison", "--only", str(path), *options]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found["seconds"], found["peak_mib"]


def read_offers(path: Path) -> None:
    """Read the offers one by one and do nothing with them."""
    with sqlite3.connect(path) as db:
        for _ in db.execute("SELECT ags, leistungsschluessel, onlinedienst_id FROM angebotsnachweise"):
            pass


def bench(name: str, size: tuple[int, int, int], pairs: int) -> None:
    """The first comparison, one that judges all again, and one after one municipality has changed.

    The baseline is reading the offers alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        new, path = Path(folder) / "neu.db", Path(folder) / "katalog.db"
        count = generate(new, *size)
        first: list[float] = []
        fresh: list[float] = []
        again, base, peaks = [], [], []
        for _ in range(pairs):
            shutil.copyfile(new, path)
            for found, options in ((first, ()), (fresh, ("--fresh",))):
                seconds, peak = measured(path, *options)
                found.append(seconds)
                peaks.append(peak)
            base.append(timed(partial(read_offers, path)))
            change_one(path)
            again.append(measured(path)[0])
            for file in path.parent.glob("katalog.db*"):
                file.unlink()
        row(f"compare, {name}: {size[0]} municipalities, {count} offers", first, "reading the offers alone", base)
        row("  all judged again", fresh, "reading the offers alone", base)
        row("  after one municipality has changed", again, "reading the offers alone", base)
        print(f"  peak memory of the process: {max(peaks):.0f} MiB", flush=True)


def main() -> None:
    """Compare once and print seconds and peak memory as JSON, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=Path)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--country", action="store_true", help="the whole country too")
    parser.add_argument("--pairs", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.only:
        seconds = timed(partial(compare, arguments.only, fresh=arguments.fresh))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "peak_mib": peak}))
        return
    bench("a Land", LAND, arguments.pairs)
    if arguments.country:
        bench("the whole country", COUNTRY, 1)


if __name__ == "__main__":
    main()
