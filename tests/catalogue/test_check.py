import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from catalogue.check import findings, importing, remarks
from catalogue.database import connect, reading
from catalogue.store.rawstore import folder_of

OLD = "PVOG: zuletzt vollständig geholt am 2020-01-01, das ist älter als 14 Tage."


@pytest.mark.parametrize(("slow", "found"), [({"leika"}, [OLD]), ({"leika", "pvog"}, [])])
def test_old_data_is_told_of_sources_that_are_often_renewed(katalog: Path, slow: set[str], found: list[str]) -> None:
    with sqlite3.connect(katalog) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO quellen (name, titel, stand) VALUES"
            " ('pvog', 'PVOG', '2020-01-01'), ('leika', 'LeiKa', '2020-01-01'), ('fim', 'FIM', NULL)"
        )
        connection.execute("INSERT INTO leistungen (leistungsschluessel) VALUES ('99102013104000')")
    connection.close()
    db = connect(katalog)
    assert [finding.text for finding in findings(db, katalog, lambda: slow, max_age_days=14)] == found
    db.close()


def kinds(path: Path) -> list[str]:
    db = connect(path)
    try:
        return [finding.art for finding in findings(db, path, tuple, max_age_days=100_000)]
    finally:
        db.close()


def test_an_empty_catalogue_is_not_all_right(katalog: Path) -> None:
    assert kinds(katalog) == ["leer"]


def test_raw_bodies_may_be_deleted_but_not_damaged(register: Path) -> None:
    (body,) = folder_of(register).rglob("*.gz")
    body.write_bytes(body.read_bytes()[:-20])
    assert kinds(register) == ["rohlieferung"]
    shutil.rmtree(folder_of(register))
    assert kinds(register) == []
    db = connect(register)
    assert remarks(db, register) == [
        "Von den letzten 1 Rohlieferungen sind 1 nicht mehr aufbewahrt; --from-raw fehlen sie."
    ]
    db.close()


@pytest.fixture
def strange(register: Path) -> Iterator[Path]:
    """The catalogue as a user sees it who may not read the raw deliveries."""
    folder = Path(tempfile.mkdtemp(prefix="fremd-"))
    shutil.copytree(register.parent, folder, dirs_exist_ok=True)
    connect(folder / register.name).close()
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    raw = folder_of(folder / register.name)
    raw.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield folder / register.name
    finally:
        os.seteuid(user)
        raw.chmod(0o700)
        shutil.rmtree(folder)


def test_who_may_not_read_the_raw_deliveries_checks_the_rest_and_is_told(strange: Path) -> None:
    db = reading(strange)
    (finding,) = findings(db, strange, tuple, max_age_days=100_000)
    told = remarks(db, strange)
    db.close()
    assert finding.art == "rohlieferung" and told == []
    assert "wurde nicht geprüft" in finding.text and "darf dieser Benutzer nicht lesen" in finding.text


def test_the_lock_of_imports_says_whether_one_is_going_on(katalog: Path) -> None:
    assert not importing(katalog)
    lock = FileLock(katalog.with_name(f"{katalog.name}.import"))
    with lock:
        assert importing(katalog)
    assert not importing(katalog)


def test_missing_triggers_of_the_search_are_named_and_init_mends_them(register: Path) -> None:
    with sqlite3.connect(register) as connection:
        connection.execute("DROP TRIGGER kommunen_ai")
        connection.execute("INSERT INTO kommunen (ags, name) VALUES ('16999999', 'Neustadtlein')")
    connection.close()
    db = connect(register)
    (finding,) = findings(db, register, tuple, max_age_days=100_000)
    db.close()
    assert finding.art == "suche" and "Suche: kommunen_ai." in finding.text
    db = connect(register, create=True)
    assert db.execute("SELECT count(*) FROM kommunen_fts WHERE kommunen_fts MATCH 'neustadtlein'").fetchone() == (1,)
    db.close()
    assert kinds(register) == []


def test_references_that_lead_nowhere_are_counted(register: Path) -> None:
    with sqlite3.connect(register) as connection:
        connection.execute("DELETE FROM kreise WHERE kreis_ags = '16063'")
    connection.close()
    db = connect(register)
    (number,) = db.execute("SELECT count(*) FROM kommunen WHERE kreis_ags = '16063'").fetchone()
    texts = [finding.text for finding in findings(db, register, tuple, max_age_days=100_000)]
    db.close()
    assert f"In kommunen verweisen Angaben auf etwas, das in kreise fehlt: {number}-mal." in texts
    assert len(texts) == len(set(texts)) < number
