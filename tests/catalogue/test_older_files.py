"""Catalogues that older versions left are opened with everything that is in them; `older/write.py` wrote them."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.store import decisions
from catalogue.store.results import TABLES as RESULTS
from catalogue.tables import TABLES
from comparisons.compare import compare
from importers.registers.gemeinden import Gemeinden
from importers.run.runner import Options, run_import
from tests.reading import Row, decided_rows, messages, rows

OLDER = Path(__file__).parent / "older"
EISENACH = "16063105"
# The time of a comparison, and when what it stands on was found.
LATER = frozenset({"zeitpunkt"})


def made(sql: Path, target: Path) -> Path:
    connection = sqlite3.connect(target)
    connection.executescript(sql.read_text(encoding="utf-8"))
    connection.close()
    return target


@pytest.fixture(params=["anfang", "0.1"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The catalogue of an older version, with the decisions beside it where there were any."""
    decided = OLDER / f"{request.param}-entscheidungen.sql"
    if decided.exists():
        made(decided, tmp_path / decisions.FILE)
    return made(OLDER / f"{request.param}.sql", tmp_path / "katalog.db")


def columns(path: Path, table: str) -> list[str]:
    return [str(name) for (name,) in rows(path, "SELECT name FROM pragma_table_info(?)", table)]


def stored(path: Path, named: dict[str, list[str]]) -> dict[str, list[Row]]:
    """The rows of these columns of these tables."""
    return {
        table: sorted(rows(path, f"SELECT {', '.join(names)} FROM [{table}]"), key=repr)
        for table, names in named.items()
    }


def of_catalogue(path: Path) -> dict[str, list[str]]:
    """Columns of the tables of a catalogue that are there."""
    there = {name for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {table.name: columns(path, table.name) for table in TABLES if table.name in there}


@pytest.mark.slow
def test_every_row_is_kept_and_what_is_declared_is_there(older: Path) -> None:
    named = of_catalogue(older)
    # The status of candidates is read from the decisions.
    named["kandidaten"] = [name for name in named["kandidaten"] if name != "status"]
    before = stored(older, named)
    assert len(before["angebotsnachweise"]) > 5
    connect(older).close()
    assert stored(older, named) == before
    assert {table.name: {*columns(older, table.name)} >= {c.name for c in table.columns} for table in TABLES} == {
        table.name: True for table in TABLES
    }
    assert rows(older, "PRAGMA foreign_key_check") == []
    assert rows(older, "PRAGMA integrity_check") == [("ok",)]
    assert rows(older, "SELECT bezeichnung FROM leistungen_fts WHERE leistungen_fts MATCH 'hundesteuer'") != []


def test_a_leistung_that_a_description_named_among_its_angaben_belongs_to_it(tmp_path: Path) -> None:
    older = made(OLDER / "0.1.sql", tmp_path / "katalog.db")
    connection = sqlite3.connect(older)
    named = '["referenzLeistungsschluessel","%s",null,null,null,null,null]'
    other = "99102013104999"
    identifier, first = connection.execute(
        "SELECT id, leistungsschluessel FROM leistungsbeschreibungen WHERE leistungsschluessel IS NOT NULL"
    ).fetchone()
    angaben = f"[{named % first},{named % other},{named % other},{named % 'L 7'}]"
    connection.execute("UPDATE leistungsbeschreibungen SET angaben = ? WHERE id = ?", [angaben, identifier])
    connection.commit()
    connection.close()
    connect(older).close()
    assert rows(older, "SELECT * FROM weitere_leistungen") == [(identifier, 1, other)]
    described = "SELECT leistungsschluessel FROM beschriebene_leistungen WHERE beschreibung_id = ? ORDER BY position"
    assert rows(older, described, identifier) == [(first,), (other,)]
    assert rows(older, "SELECT count(*) FROM leistungen WHERE leistungsschluessel = ?", other) == [(1,)]


def test_an_older_register_does_not_replace_what_an_earlier_version_took(older: Path, register_file: Path) -> None:
    connect(older).close()
    assert rows(older, "SELECT quelle, bestand, stand FROM ausgaben WHERE quelle = 'gemeinden'") == [
        ("gemeinden", "Gemeindeverzeichnis", "2026-02-28")
    ]
    register_file.write_bytes(register_file.read_bytes().replace(b"20260228", b"20231231"))
    result = run_import(older, Gemeinden([register_file]), Options())
    assert (result.status, messages(older)[-1][1]) == ("fehlgeschlagen", "lieferung.aelter")


def test_a_leistungskatalog_keeps_the_edition_that_an_earlier_version_was_told(tmp_path: Path) -> None:
    path = made(OLDER / "0.1.sql", tmp_path / "katalog.db")
    connect(path).close()
    assert rows(path, "SELECT bestand, stand FROM ausgaben WHERE quelle = 'leika'") == [("Leistungskatalog", "2019")]


def test_opening_it_again_changes_nothing(older: Path) -> None:
    for create in (False, True):
        connect(older, create=create).close()
        before = older.read_bytes()
        connect(older).close()
        connect(older, create=create).close()
        assert older.read_bytes() == before


def test_it_is_compared_like_a_catalogue_that_was_always_new(older: Path, tmp_path: Path) -> None:
    new = tmp_path / "neu" / "katalog.db"
    new.parent.mkdir()
    connect(new, create=True).close()
    if decisions.file_of(older).exists():
        shutil.copyfile(decisions.file_of(older), decisions.file_of(new))
    # Rules that were declared with fewer columns are read from their files anyway.
    facts = {table.name for table in TABLES if table.kind in ("stand", "regel", "betrieb")}
    facts -= {"lueckenstand", "loesungsmuster", "zustaendigkeiten", "sonderzustaendigkeiten"}
    connection = sqlite3.connect(new)
    connection.execute("ATTACH ? AS alt", [str(older)])
    for table, names in of_catalogue(older).items():
        if table in facts and table not in {result.name for result in RESULTS}:
            listed = ", ".join(names)
            connection.execute(f"INSERT INTO main.[{table}] ({listed}) SELECT {listed} FROM alt.[{table}]")
    connection.commit()
    connection.close()
    compare(new)
    compare(older)
    named = {table.name: [c.name for c in table.columns if c.name not in LATER] for table in RESULTS}
    assert stored(older, named) == stored(new, named)
    assert rows(older, "SELECT count(*) > 0 FROM luecken") == [(1,)]


def test_decisions_and_confirmed_titles_are_kept(tmp_path: Path) -> None:
    path = made(OLDER / "0.1.sql", tmp_path / "katalog.db")
    decided = made(OLDER / "0.1-entscheidungen.sql", tmp_path / decisions.FILE)
    before = rows(decided, "SELECT * FROM entscheidungen")
    assert [row[5] for row in before] == ["vorgemerkt", "abgelehnt"]
    compare(path)
    assert decisions.current(path, EISENACH) == {"99027002012000": "abgelehnt"}
    assert decided_rows(
        path, "SELECT DISTINCT status FROM kandidaten WHERE leistungsschluessel = '99027002012000'"
    ) == [("abgelehnt",)]
    assert rows(path, "SELECT titel, leistungsschluessel, art, person FROM zuordnungen WHERE person IS NOT NULL") == [
        ("hund anmelden", "99102013104000", "bestätigt", "ab")
    ]
    assert rows(decided, "SELECT * FROM entscheidungen") == before
    with decisions.opened(path):
        pass
    assert rows(decided, "SELECT * FROM entscheidungen") == before


def test_a_decision_in_an_older_file_can_be_taken_back(tmp_path: Path) -> None:
    path = made(OLDER / "0.1.sql", tmp_path / "katalog.db")
    decided = made(OLDER / "0.1-entscheidungen.sql", tmp_path / decisions.FILE)
    before = rows(decided, "SELECT * FROM entscheidungen")
    db = connect(path)
    decisions.decide(db, path, decisions.Decision(EISENACH, "99027002012000", "offen", "Standesamt", "ab"))
    db.close()
    assert rows(decided, "SELECT * FROM entscheidungen")[:-1] == before
    assert decisions.current(path, EISENACH) == {"99027002012000": "offen"}
    with pytest.raises(sqlite3.IntegrityError, match="Zeilen kommen nur hinzu"):
        rows(decided, "DELETE FROM entscheidungen")


def test_a_view_of_ones_own_on_what_is_not_stored_any_more_keeps_no_file_from_opening(tmp_path: Path) -> None:
    path = made(OLDER / "0.1.sql", tmp_path / "katalog.db")
    rows(path, "CREATE VIEW eigene AS SELECT rang, status FROM kandidaten")
    before = rows(path, "SELECT rang, leistungsschluessel, loesung_id FROM kandidaten ORDER BY 1")
    connect(path).close()
    assert before
    assert rows(path, "SELECT rang, leistungsschluessel, loesung_id FROM kandidaten ORDER BY 1") == before
    assert rows(path, "SELECT count(*) FROM sqlite_master WHERE name = 'eigene'") == [(1,)]
