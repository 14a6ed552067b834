import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue import database
from catalogue.database import APPLICATION_ID, SCHEMA_VERSION, connect
from catalogue.errors import ThavelError
from importers.pvog.suchdienst import Pvog
from importers.registers.gemeinden import Gemeinden
from importers.run.runner import Options, run_import
from importers.run.source import Fetched, KnownCatalogue
from importers.sample.world import World
from importers.web.manners import Manners
from tests.importers.pvog.harvesting import area, harvest, numbered, offers, pvog
from tests.reading import content, messages, rows
from tests.simulators.suchdienst import Simulator

TOWNS = [f"1605{number}0000000" for number in range(1, 6)]
MANY: World = {ars: area(*(numbered(10 * place + n) for n in range(5))) for place, ars in enumerate(TOWNS)}

KILLED = """
import sys, time
from pathlib import Path
from importers.run.runner import Options, run_import
from tests.importers.pvog.harvesting import pvog
path, base_url, *towns = sys.argv[1:]
def slowly(done, total, label):
    print(done, flush=True)
    time.sleep(60 if done == 2 else 0)
run_import(Path(path), pvog(base_url, *towns), Options(), slowly)
"""


def asked(simulator: Simulator) -> list[str]:
    """Municipalities whose services were asked for."""
    return [path.rpartition("?ars=")[2][:12] for path in simulator.requests if "onlineservices" in path]


def per_town(katalog: Path) -> dict[str, int]:
    return dict(rows(katalog, "SELECT ags, count(*) FROM angebotsnachweise GROUP BY ags ORDER BY ags"))


class Stopping(Pvog):
    """The source, stopped by the user after some municipalities."""

    def __init__(self, source: Pvog, after: int) -> None:
        self.__dict__.update(source.__dict__)
        self._after = after

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        for position, fetched in enumerate(super().fetch(known, done)):
            if position == self._after:
                raise KeyboardInterrupt
            yield fetched


def test_a_run_that_is_stopped_leaves_whole_municipalities_and_resume_repeats_no_request(register: Path) -> None:
    simulator = Simulator(MANY, page_size=2, keys_in="item")
    with simulator as base_url:
        with pytest.raises(KeyboardInterrupt):
            run_import(register, Stopping(pvog(base_url, *TOWNS), 2), Options())
        assert per_town(register) == {"16051000": 5, "16052000": 5}
        assert rows(register, "SELECT status, neu, ende FROM laeufe WHERE quelle = 'pvog'") == [
            ("unterbrochen", 30, None)
        ]
        result = harvest(register, base_url, *TOWNS, resume=True)
    assert len(simulator.requests) == len(set(simulator.requests)) == 15
    assert set(per_town(register).values()) == {5}
    assert rows(register, "SELECT id, status, lieferungen, neu FROM laeufe WHERE quelle = 'pvog' ORDER BY id") == [
        (result.run_id - 1, "unterbrochen", 6, 30),
        (result.run_id, "fertig", 9, 45),
    ]


def test_a_run_that_is_killed_leaves_whole_municipalities_and_resume_goes_on(register: Path) -> None:
    simulator = Simulator(MANY, page_size=2, keys_in="item")
    with simulator as base_url:
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(register), base_url, *TOWNS], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        while process.stdout.readline().strip() != "2":
            assert process.poll() is None, "the import ended early"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        left = per_town(register)
        assert left == {"16051000": 5, "16052000": 5}
        assert rows(register, "PRAGMA integrity_check") == [("ok",)]
        result = harvest(register, base_url, *TOWNS, resume=True)
    # Only what was under way when the process died may have been answered without being noted.
    assert len(set(simulator.requests)) == 15
    assert len(simulator.requests) <= 15 + Manners.parallel
    assert (result.status, per_town(register)) == ("fertig", {f"1605{n}000": 5 for n in range(1, 6)})
    assert rows(register, "SELECT status FROM laeufe WHERE quelle = 'pvog' ORDER BY id") == [
        ("unterbrochen",),
        ("fertig",),
    ]


def test_resume_after_an_error_asks_only_for_what_is_missing(register: Path) -> None:
    simulator = Simulator(MANY, page_size=2, keys_in="item")
    with simulator as base_url:
        broken = f"{base_url}/!cut-json@{TOWNS[3]}"
        first = harvest(register, broken, *TOWNS)
        assert (first.status, len(per_town(register))) == ("mit Fehlern", 4)
        simulator.healed = True
        simulator.requests.clear()
        again = harvest(register, broken, *TOWNS, resume=True)
    assert (again.status, set(asked(simulator))) == ("fertig", {TOWNS[3]})
    assert rows(register, "SELECT setzt_fort FROM laeufe WHERE id = ?", again.run_id) == [(first.run_id,)]
    assert len(per_town(register)) == 5


def test_resume_of_a_run_that_has_everything_starts_a_new_one(register: Path) -> None:
    simulator = Simulator(MANY, keys_in="item")
    with simulator as base_url:
        rejected = f"{base_url}/!short-key@{TOWNS[0]}"
        first = harvest(register, rejected, *TOWNS)
        assert (first.status, first.counts.abgelehnt) == ("mit Fehlern", 1)
        simulator.healed = True
        again = harvest(register, rejected, *TOWNS, resume=True)
    assert again.run_id != first.run_id
    assert (again.status, again.counts.neu) == ("fertig", 3)
    assert [row[0] for row in rows(register, "SELECT status FROM laeufe ORDER BY id")[1:]] == ["mit Fehlern", "fertig"]


def test_what_a_failed_attempt_left_is_not_read_again_with_what_came_later(register: Path) -> None:
    simulator = Simulator(MANY, page_size=2, keys_in="item")
    with simulator as base_url:
        broken = f"{base_url}/!cut-json@{TOWNS[0]}"
        harvest(register, broken, *TOWNS[:2])
        simulator.healed = True
        harvest(register, broken, *TOWNS[:2], resume=True)
    before = content(register)
    again = harvest(register, base_url, *TOWNS[:2], from_raw=True)
    assert (again.status, messages(register)) == ("fertig", [])
    assert content(register) == before


def test_a_server_that_fails_again_and_again_is_left_alone_and_resume_goes_on(register: Path) -> None:
    towns = [f"1606{number}0000000" for number in range(1, 8)]
    simulator = Simulator({ars: area(numbered(1)) for ars in [TOWNS[0], *towns]}, keys_in="item")
    with simulator as base_url:
        failing = f"{base_url}/!http400"
        with pytest.raises(ThavelError, match=r"5 Fehlern in Folge.*--resume"):
            harvest(register, failing, *towns)
        # Only what was under way is asked for beyond the five.
        assert len(asked(simulator)) <= 7
        assert rows(register, "SELECT status, fehler FROM laeufe WHERE quelle = 'pvog'") == [("fehlgeschlagen", 6)]


def test_a_source_that_knows_nothing_of_anything_has_probably_moved(register: Path) -> None:
    with Simulator(MANY) as base_url:
        result = harvest(register, f"{base_url}/umgezogen", *TOWNS[:3])
        alone = harvest(register, f"{base_url}/umgezogen", TOWNS[0])
    assert (result.status, result.failed) == ("fehlgeschlagen", True)
    assert "lauf.leer" in [row[0] for row in rows(register, "SELECT code FROM meldungen")]
    assert (alone.status, alone.failed) == ("fertig", False)


def stopped(katalog: Path, base_url: str, *, after: int) -> None:
    """The import of three municipalities, stopped by the user after some of them."""
    with pytest.raises(KeyboardInterrupt):
        run_import(katalog, Stopping(pvog(base_url, *TOWNS[:3]), after), Options())


def test_what_is_left_of_a_run_is_not_the_whole_when_it_is_resumed(register: Path) -> None:
    """The last municipalities have no services: that says nothing of a source that knew the others."""
    world: World = {TOWNS[0]: area(numbered(1)), TOWNS[1]: area(), TOWNS[2]: area()}
    with Simulator(world, keys_in="item") as base_url:
        stopped(register, base_url, after=1)
        result = harvest(register, base_url, *TOWNS[:3], resume=True)
    assert (result.continues, result.status, result.failed) == (2, "fertig", False)


def test_a_failure_in_what_is_left_of_a_run_does_not_make_a_failed_run_of_the_whole(register: Path) -> None:
    with Simulator(MANY, keys_in="item") as base_url:
        stopped(register, f"{base_url}/!html@{TOWNS[2]}", after=2)
        result = harvest(register, f"{base_url}/!html@{TOWNS[2]}", *TOWNS[:3], resume=True)
    assert (result.continues, result.status, result.failed) == (2, "mit Fehlern", False)


def test_each_municipality_that_failed_is_named(register: Path) -> None:
    with Simulator(MANY) as base_url:
        harvest(register, f"{base_url}/!html", *TOWNS[:3])
    failed = rows(register, "SELECT objekt FROM meldungen WHERE code = 'pvog.html' ORDER BY id")
    assert [row[0] for row in failed] == TOWNS[:3]


def test_a_good_answer_in_between_lets_the_run_go_on(register: Path) -> None:
    simulator = Simulator(MANY, keys_in="item")
    with simulator as base_url:
        result = harvest(register, f"{base_url}/!http400@{TOWNS[1]}", *TOWNS)
    assert (result.status, len(per_town(register))) == ("mit Fehlern", 4)


def test_resume_with_nothing_to_resume_is_a_new_run(register: Path) -> None:
    with Simulator(MANY) as base_url:
        result = harvest(register, base_url, TOWNS[0], resume=True)
    assert (result.status, len(offers(register))) == ("fertig", 5)


def test_without_resume_everything_is_asked_for_again(register: Path) -> None:
    simulator = Simulator(MANY, keys_in="item")
    with simulator as base_url:
        with pytest.raises(KeyboardInterrupt):
            run_import(register, Stopping(pvog(base_url, *TOWNS), 2), Options())
        simulator.requests.clear()
        harvest(register, base_url, *TOWNS)
    assert sorted(set(asked(simulator))) == TOWNS
    assert [row[0] for row in rows(register, "SELECT status FROM laeufe WHERE quelle = 'pvog' ORDER BY id")] == [
        "unterbrochen",
        "fertig",
    ]


def test_progress_goes_from_nothing_to_everything(register: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    with Simulator(MANY) as base_url:
        run_import(register, pvog(base_url, *TOWNS), Options(), lambda *step: seen.append(step))
    assert seen == [(0, 5, ""), *((place, 5, ars) for place, ars in enumerate(TOWNS, start=1))]


def test_reading_kept_deliveries_of_a_source_that_has_none_says_so(register: Path) -> None:
    with pytest.raises(ThavelError, match="Für die Quelle pvog sind keine Rohlieferungen aufbewahrt"):
        harvest(register, "http://127.0.0.1:1", from_raw=True)


@pytest.mark.slow
def test_a_damaged_delivery_is_named_and_nothing_is_changed(register: Path) -> None:
    with Simulator(MANY, keys_in="item") as base_url:
        harvest(register, base_url, TOWNS[0])
    before = content(register)
    ((sha256,),) = rows(register, "SELECT sha256 FROM lieferungen WHERE quelle = 'pvog'")
    (file,) = register.with_name("katalog-lieferungen").rglob(f"{sha256}.gz")
    for damage in (b"", b"kein gzip", file.read_bytes()[:-9], gzip.compress(b"etwas anderes")):
        file.write_bytes(damage)
        with pytest.raises(ThavelError, match=f"{sha256}.*beschädigt"):
            harvest(register, base_url, TOWNS[0], from_raw=True)
        assert content(register) == before


def test_the_source_stands_in_the_catalogue_with_publisher_and_latest_run(register: Path) -> None:
    assert rows(register, "SELECT name, titel, herausgeber, lizenz, letzter_lauf, stand FROM quellen") == [
        ("gemeinden", "Gemeindeverzeichnis", "Statistisches Bundesamt (Destatis)", "dl-de/by-2-0", 1, "2026-02-28")
    ]


def test_a_catalogue_that_another_program_writes_to_is_a_clear_sentence(
    register: Path, register_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 100)
    monkeypatch.setattr(database, "LOCK_PATIENCE", 0.1)
    other = sqlite3.connect(register, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = content(register)
    start = time.monotonic()
    with pytest.raises(ThavelError, match="wird gerade von einem anderen Programm geschrieben. Warten Sie"):
        run_import(register, Gemeinden([register_file]), Options())
    assert time.monotonic() - start < 20
    other.execute("ROLLBACK")
    other.close()
    assert content(register) == before


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"Das ist keine Datenbank, sondern ein Brief.\n" * 100, "ist keine lesbare Datenbank"),
        (b"SQLite format 3\x00" + b"\xff" * 4096, "ist keine lesbare Datenbank"),
    ],
)
def test_a_file_that_is_no_database_is_refused_and_not_touched(
    tmp_path: Path, register_file: Path, body: bytes, text: str
) -> None:
    path = tmp_path / "brief.db"
    path.write_bytes(body)
    with pytest.raises(ThavelError, match=text):
        run_import(path, Gemeinden([register_file]), Options())
    assert path.read_bytes() == body


def test_another_database_is_refused_and_not_touched(tmp_path: Path, register_file: Path) -> None:
    path = tmp_path / "fremd.db"
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE hunde (name TEXT)")
    foreign.commit()
    foreign.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(ThavelError, match="ist eine SQLite-Datei, aber kein Katalog"):
            connect(path, create=create)
    assert path.read_bytes() == before


def test_a_catalogue_of_a_newer_version_is_refused_and_not_touched(register: Path, register_file: Path) -> None:
    newer = sqlite3.connect(register)
    newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.commit()
    newer.close()
    before = register.read_bytes()
    with pytest.raises(ThavelError, match="neueren Fassung von thavel angelegt"):
        run_import(register, Gemeinden([register_file]), Options())
    assert register.read_bytes() == before


def test_a_missing_catalogue_is_not_created_by_an_import(tmp_path: Path, register_file: Path) -> None:
    path = tmp_path / "fehlt.db"
    with pytest.raises(ThavelError, match="gibt es nicht. Legen Sie ihn mit „thavel init“ an"):
        run_import(path, Gemeinden([register_file]), Options())
    assert not path.exists()


def test_a_catalogue_in_a_folder_that_is_missing_is_a_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="Prüfen Sie, ob der Ordner besteht"):
        connect(tmp_path / "fehlt" / "katalog.db", create=True)


def test_an_older_catalogue_is_brought_up_to_date_and_keeps_its_rows(register: Path, register_file: Path) -> None:
    older = sqlite3.connect(register, isolation_level=None)
    older.execute("DROP VIEW angebote")
    older.execute("ALTER TABLE kommunen DROP COLUMN plz")
    older.execute("DROP TABLE kommune_nachfolger")
    older.execute("DELETE FROM _sqlite_migrations WHERE migration_set = 'gestalt'")
    older.execute("PRAGMA user_version = 0")
    older.close()
    known = "SELECT ags, ars, name, einwohner, lat, gueltig_bis FROM kommunen ORDER BY ags"
    before = rows(register, known)
    connect(register).close()
    assert rows(register, known) == before
    assert rows(register, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert rows(register, "PRAGMA application_id") == [(APPLICATION_ID,)]
    run_import(register, Gemeinden([register_file]), Options())
    assert rows(register, "SELECT plz FROM kommunen WHERE ags = '16063105'") == [("99817",)]
    assert rows(register, "SELECT count(*) FROM angebote") == [(0,)]


@pytest.mark.slow
def test_a_full_disk_ends_the_run_with_one_sentence_and_keeps_what_was_stored(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Simulator(MANY, keys_in="item") as base_url:
        harvest(register, base_url, TOWNS[0])
        before = content(register)

        def full(*_: object) -> str:
            raise OSError(28, "No space left on device", str(register))

        monkeypatch.setattr("catalogue.store.rawstore.keep", full)
        with pytest.raises(ThavelError, match="ist voll. Schaffen Sie Platz"):
            harvest(register, base_url, *TOWNS)
    assert content(register) == before
