"""Reading a catalogue: it never writes, needs no permission to write, and says what to do where it cannot."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.database import connect, explained, log_of, reading
from catalogue.errors import ThavelError
from catalogue.store import decisions
from catalogue.store.decisions import Decision
from tests.reading import content

ROOT = Path(__file__).parents[2]
# A user who owns nothing, as root may become one.
NOBODY = 65534
FORGOTTEN = "DELETE FROM _sqlite_migrations WHERE migration_set = 'gestalt'"
PAGE = """
import asyncio, sys
from pathlib import Path
from catalogue.site import build
site = build(Path(sys.argv[1]))
for page in ("/", "/katalog/kommunen"):
    answer = asyncio.run(site.client.get(page))
    assert answer.status_code == 200, answer.text
async def write():
    await site.get_database("katalog").execute_write("DELETE FROM kommunen")
try:
    asyncio.run(write())
except Exception as error:
    print(error)
"""


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def public(fresh_demo: Path) -> Iterator[Path]:
    """The catalogue of the demo in a folder that all may read and only its owner may write."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can act as another user, with setpriv")
    with tempfile.TemporaryDirectory(prefix="lesbar-") as folder:
        place = Path(shutil.copytree(fresh_demo, Path(folder) / "katalog"))
        for path in (Path(folder), place, *place.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield place / "katalog.db"


def as_nobody(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What a Python of somebody says who may write nothing, called with these arguments.

    The one capability lets it read an interpreter that lies in the home of root.
    """
    reading = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    return subprocess.run(
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *reading, sys.executable,
         *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def read_by_nobody(catalogue: Path) -> None:
    before = sorted(path.name for path in catalogue.parent.iterdir())
    command = ("-m", "cli", "--db", catalogue)
    for words in (["gaps", "--limit", "1"], ["candidates", "--limit", "1"], ["export", "kommunen"], ["status"]):
        outcome = as_nobody(*command, *words)
        assert (outcome.returncode, outcome.stdout != "") == (0, True), outcome.stderr
    checked = as_nobody(*command, "check", "--max-age-days", "100000")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert sorted(path.name for path in catalogue.parent.iterdir()) == before


# Another user


@pytest.mark.slow
def test_whoever_may_only_read_reads_after_the_last_writer_closed_the_file(public: Path) -> None:
    db = connect(public)
    decisions.decide(db, public, Decision("16063105", "99102013104000", "vorgemerkt", "Finanzen und Steuern", "mm"))
    db.close()
    assert (log_of(public).stat().st_size, public.with_name("katalog.db-shm").exists()) == (0, True)
    read_by_nobody(public)
    refused = as_nobody("-m", "cli", "--db", public, "init")
    assert (refused.returncode, "kann nicht zugegriffen werden" in refused.stderr) == (1, True), refused.stderr


@pytest.mark.slow
def test_whoever_may_only_read_reads_while_another_writes_and_after_it_was_killed(public: Path) -> None:
    writer = "import os, sys; from pathlib import Path; from catalogue.database import connect\n"
    writer += "db = connect(Path(sys.argv[1])); db.execute('UPDATE kommunen SET einwohner = 4711')\n"
    writer += "print('da', flush=True); sys.stdin.read()"
    count = ("-m", "cli", "--db", public, "-q", "export", "kommunen")
    with subprocess.Popen(
        [sys.executable, "-c", writer, str(public)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "da\n"
        assert "4711" in as_nobody(*count).stdout
        process.kill()
    assert log_of(public).stat().st_size > 0
    assert "4711" in as_nobody(*count).stdout
    read_by_nobody(public)


@pytest.mark.slow
def test_the_site_of_whoever_may_only_read_cannot_write(public: Path) -> None:
    connect(public).close()
    outcome = as_nobody("-c", PAGE, public)
    assert (outcome.returncode, "readonly database" in outcome.stdout) == (0, True), outcome.stderr + outcome.stdout


@pytest.mark.slow
def test_where_the_log_was_taken_away_it_is_said_who_can_help(public: Path) -> None:
    change(public, "VACUUM")
    assert not log_of(public).exists()
    outcome = as_nobody("-m", "cli", "--db", public, "gaps")
    assert (outcome.returncode, "der rufe einmal „thavel init“ auf" in outcome.stderr) == (1, True), outcome.stderr
    connect(public).close()
    assert as_nobody("-m", "cli", "--db", public, "gaps").returncode == 0


# Opening


def test_reading_writes_nothing_and_cannot(katalog: Path) -> None:
    before = katalog.read_bytes()
    db = reading(katalog)
    assert db.execute("SELECT count(*) FROM kommunen").fetchone() == (0,)
    with pytest.raises(ThavelError, match="readonly"), explained(katalog):
        db.execute("DELETE FROM kommunen")
    db.close()
    assert katalog.read_bytes() == before


@pytest.mark.parametrize("sql", [FORGOTTEN, "DELETE FROM _sqlite_migrations", "DROP TABLE _sqlite_migrations"])
def test_an_older_catalogue_is_not_read_but_told_how_to_bring_it_up_to_date(katalog: Path, sql: str) -> None:
    change(katalog, sql)
    before = content(katalog, without=frozenset())
    with pytest.raises(ThavelError, match="von einer älteren Fassung des Programms. „thavel init“ bringt ihn auf den"):
        reading(katalog)
    assert content(katalog, without=frozenset()) == before
    connect(katalog).close()
    reading(katalog).close()


@pytest.mark.parametrize("opening", [connect, reading])
def test_an_emptied_file_is_told_and_not_filled_again(katalog: Path, opening: Callable[[Path], Database]) -> None:
    katalog.write_bytes(b"")
    with pytest.raises(ThavelError, match="ist leer. War schon etwas darin, spielen Sie eine Sicherung zurück"):
        opening(katalog)
    assert katalog.read_bytes() == b""
    connect(katalog, create=True).close()
    reading(katalog).close()
