"""The file of decisions: made when the first is written, only added to, read as the last one of each Leistung."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.database import check_mark, connect
from catalogue.errors import ThavelError
from catalogue.store.decisions import MARK, Decided, Decision, current, decide, file_of, holder, opened
from tests.reading import Row, rows

EISENACH, GOTHA = "16063105", "16067029"
DOG, CAT = "99102013104000", "99102013104001"
NOTED, PLANNED, DONE, REFUSED = "vorgemerkt", "Nachnutzung beschlossen", "umgesetzt", "abgelehnt"
ALL = "SELECT * FROM entscheidungen ORDER BY id"
LATEST = "SELECT id, ags, leistungsschluessel, status FROM entscheidungen_aktuell ORDER BY id"


@pytest.fixture
def path(katalog: Path) -> Path:
    """A catalogue that knows two Leistungen."""
    db = connect(katalog)
    db.execute(
        "INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES (?, 'Hundesteuer'), (?, NULL)", [DOG, CAT]
    )
    db.close()
    return katalog


def say(path: Path, status: str, key: str = DOG, ags: str = EISENACH, **more: str) -> Decided:
    db = connect(path)
    try:
        return decide(db, path, Decision(ags, key, status, **{"fachbereich": "Ordnung", "person": "MM", **more}))
    finally:
        db.close()


def written(path: Path, sql: str = ALL) -> list[Row]:
    return rows(file_of(path), sql)


def test_a_decision_is_written_beside_the_catalogue_and_told(path: Path, at: Callable[[str], None]) -> None:
    at("2026-11-26T03:17:00Z")
    found = say(path, PLANNED, person="  M.\tM.\n", notiz="erst\nim \x1b[31mMai")
    assert found.title == "Hundesteuer"
    assert found.before == "offen"
    assert file_of(path) == path.with_name("entscheidungen.db")
    assert written(path) == [
        (1, "2026-11-26T03:17:00Z", EISENACH, DOG, "Ordnung", PLANNED, "M. M.", "erst; im [31mMai")
    ]


def test_the_last_decision_of_a_town_about_a_leistung_counts_even_within_a_second(
    path: Path, at: Callable[[str], None]
) -> None:
    at("2026-11-26T03:17:00Z")
    assert [say(path, status).before for status in (PLANNED, DONE, REFUSED)] == ["offen", PLANNED, DONE]
    say(path, DONE, CAT)
    say(path, NOTED, ags=GOTHA)
    assert written(path, LATEST) == [
        (3, EISENACH, DOG, REFUSED), (4, EISENACH, CAT, DONE), (5, GOTHA, DOG, "vorgemerkt")
    ]  # fmt: skip
    assert current(path, EISENACH) == {DOG: REFUSED, CAT: DONE}
    assert current(path, GOTHA) == {DOG: "vorgemerkt"}


def test_without_a_file_nothing_is_decided_and_none_is_made_by_reading(path: Path) -> None:
    assert current(path, EISENACH) == {}
    db = connect(path)
    with holder("entscheidungen", db, path) as found:
        assert found.execute(ALL).fetchall() == []
    with holder("kommunen", db, path) as found:
        assert found is db
    db.close()
    assert not file_of(path).exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entscheidungen SET person = 'XX'",
        "UPDATE entscheidungen SET status = status",
        "DELETE FROM entscheidungen",
        "INSERT OR REPLACE INTO entscheidungen SELECT * FROM entscheidungen",
        "REPLACE INTO entscheidungen SELECT id, zeitpunkt, ags, leistungsschluessel, fachbereich, status, 'XX', notiz"
        " FROM entscheidungen",
    ],
)
def test_what_was_decided_is_never_changed_or_deleted_whoever_writes(path: Path, change: str) -> None:
    say(path, PLANNED)
    before = written(path)
    connection = sqlite3.connect(file_of(path))
    with pytest.raises(sqlite3.IntegrityError, match="entscheidungen: Zeilen kommen nur hinzu"):
        connection.execute(change)
    connection.close()
    assert written(path) == before


def test_a_dry_run_checks_and_writes_nothing(path: Path) -> None:
    db = connect(path)
    found = decide(db, path, Decision(EISENACH, DOG, PLANNED, "Ordnung", "MM"), dry_run=True)
    with pytest.raises(ThavelError, match="„Person“ ist leer"):
        decide(db, path, Decision(EISENACH, DOG, PLANNED, "Ordnung", " "), dry_run=True)
    db.close()
    assert (found.before, found.changes_points) == ("offen", True)
    assert not file_of(path).exists()


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        ("abgelehnt", "umgesetzt", True), ("Nachnutzung beschlossen", "umgesetzt", False),
        ("umgesetzt", "in Prüfung", True), ("vorgemerkt", "in Prüfung", False),
    ],
)  # fmt: skip
def test_it_is_known_whether_points_change_with_the_next_comparison(
    path: Path, before: str, now: str, changes: bool
) -> None:
    say(path, before)
    assert say(path, now).changes_points is changes


# What is taken back, said twice, or named otherwise


def test_a_decision_is_taken_back_and_both_stay_written(path: Path) -> None:
    say(path, PLANNED)
    taken = say(path, "offen")
    assert (taken.before, taken.already, taken.changes_points) == (PLANNED, False, True)
    assert [row[5] for row in written(path)] == [PLANNED, "offen"]
    assert current(path, EISENACH) == {DOG: "offen"}


def test_the_same_decision_twice_is_told_and_stored_once(path: Path) -> None:
    assert [say(path, PLANNED, notiz="im Mai").already for _ in range(3)] == [False, True, True]
    assert len(written(path)) == 1
    assert say(path, PLANNED, notiz="im Juni").already is False
    assert say(path, PLANNED, notiz="im Juni", person="XY").already is False
    assert say(path, PLANNED, ags=GOTHA).already is False
    assert len(written(path)) == 4


def test_what_was_never_decided_is_open_already(path: Path) -> None:
    assert say(path, "offen").already is True
    assert not file_of(path).exists()


@pytest.mark.parametrize("title", ["Hundesteuer", " HUNDESTEUER ", DOG])
def test_a_leistung_is_named_by_key_or_title(path: Path, title: str) -> None:
    assert say(path, PLANNED, title).decision.leistungsschluessel == DOG


def test_a_title_of_several_leistungen_names_none_of_them(path: Path) -> None:
    db = connect(path)
    db.execute("UPDATE leistungen SET bezeichnung = 'Hundesteuer'")
    db.close()
    with pytest.raises(ThavelError, match=f"heißen mehrere Leistungen.*: {DOG} .Hundesteuer., {CAT} .Hundesteuer.[.]$"):
        say(path, PLANNED, "Hundesteuer")
    assert not file_of(path).exists()


@pytest.fixture
def with_departments(path: Path) -> Path:
    db = connect(path)
    lines = [("01", "Straßenbau"), ("02", "Ordnung"), ("03", "Öffentliches Grün"), ("04", "Ordnung")]
    db.conn.executemany("INSERT OR REPLACE INTO fachbereiche VALUES (?, ?, 'Test')", lines)
    db.execute("DELETE FROM fachbereiche WHERE quelle <> 'Test'")
    db.close()
    return path


@pytest.mark.parametrize("written_as", ["Straßenbau", "STRASSENBAU", "strassenbau"])
def test_a_department_is_stored_as_the_rules_spell_it(with_departments: Path, written_as: str) -> None:
    assert say(with_departments, PLANNED, fachbereich=written_as).decision.fachbereich == "Straßenbau"


@pytest.mark.parametrize(("wrong", "meant"), [("Strassenbahn", " Meinten Sie „Straßenbau“?"), ("Zirkus", "")])
def test_an_unknown_department_is_refused_with_those_there_are(with_departments: Path, wrong: str, meant: str) -> None:
    with pytest.raises(ThavelError) as error:
        say(with_departments, PLANNED, fachbereich=wrong)
    assert str(error.value) == (
        f"Den Fachbereich „{wrong}“ kennen die Regeln nicht.{meant} Bekannt sind: Öffentliches Grün, Ordnung, "
        "Straßenbau. Weitere nennen Sie in fachbereiche.csv: thavel rules copy ORDNER"
    )
    assert not file_of(with_departments).exists()


# What is wrong, in German


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"fachbereich": "\t"}, "Wer entschieden hat, fehlt: „Fachbereich“ ist leer."),
        ({"person": ""}, "Wer entschieden hat, fehlt: „Person“ ist leer. Bei der Person genügt ein Kürzel."),
        (
            {"key": "9910201310400"},
            f"„9910201310400“ ist kein Leistungsschlüssel. .* Meinten Sie .*{DOG} .Hundesteuer.",
        ),
        ({"key": "Hundest"}, f"„Hundest“ ist kein Leistungsschlüssel. .* Meinten Sie {DOG} .Hundesteuer.[?]"),
        (
            {"key": "99102013104009"},
            f"Die Leistung 99102013104009 kennt der .* Meinten Sie .*{DOG} .Hundesteuer.",
        ),
        (
            {"key": "11111111111111"},
            "Die Leistung 11111111111111 kennt der .*thavel export leistungen.$",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_may_be_meant(path: Path, wrong: dict[str, str], message: str) -> None:
    with pytest.raises(ThavelError, match=message):
        say(path, PLANNED, **wrong)
    assert not file_of(path).exists()


def test_an_unknown_status_is_refused_by_the_file(path: Path) -> None:
    with pytest.raises(ThavelError, match="CHECK constraint failed"):
        say(path, "vielleicht")
    assert written(path) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"Das ist ein Brief.\n" * 100, "ist keine lesbare Datenbank"), (None, "keine Datei mit Entscheidungen")],
)
def test_another_file_in_its_place_is_left_alone(path: Path, content: bytes | None, message: str) -> None:
    file_of(path).write_bytes(path.read_bytes() if content is None else content)
    before = file_of(path).read_bytes()
    with pytest.raises(ThavelError, match=f"entscheidungen.db .*{message}"):
        say(path, PLANNED)
    with pytest.raises(ThavelError, match=message):
        current(path, EISENACH)
    assert file_of(path).read_bytes() == before


def test_a_newer_format_is_refused(path: Path) -> None:
    say(path, PLANNED)
    connection = sqlite3.connect(file_of(path))
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(ThavelError, match="wurde von einer neueren Fassung von thavel angelegt"):
        current(path, EISENACH)


# Several at once


def test_while_another_program_decides_nothing_is_decided(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(path, NOTED)
    monkeypatch.setattr("catalogue.store.decisions.BUSY_TIMEOUT_MS", 100)
    other = sqlite3.connect(file_of(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ThavelError, match="entscheidungen.db wird gerade von einem anderen Programm geschrieben"):
        say(path, PLANNED)
    other.execute("ROLLBACK")
    other.close()
    assert [row[5] for row in written(path)] == [NOTED]


def test_while_an_import_writes_the_catalogue_decisions_are_written_all_the_same(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    say(path, PLANNED)
    other.execute("ROLLBACK")
    other.close()
    assert [row[5] for row in written(path)] == [PLANNED]


def test_of_many_who_decide_at_once_all_are_written_even_where_the_file_is_not_there_yet(path: Path) -> None:
    failures: list[Exception] = []

    def person(number: int) -> None:
        try:
            for status in (PLANNED, DONE):
                say(path, status, person=f"P{number}")
        except ThavelError as error:
            failures.append(error)

    together = [threading.Thread(target=person, args=(number,)) for number in range(8)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert failures == []
    assert [row[0] for row in written(path)] == list(range(1, 17))
    assert sorted({row[6] for row in written(path)}) == [f"P{number}" for number in range(8)]
    assert len(written(path, LATEST)) == 1


def test_a_file_that_another_program_begins_in_between_is_none_of_another_kind(path: Path) -> None:
    connection = sqlite3.connect(file_of(path), isolation_level=None)
    asked: list[str] = []

    def begin_in_between(sql: str) -> None:
        asked.append(sql)
        if len(asked) == 2:
            say(path, PLANNED)

    connection.set_trace_callback(begin_in_between)
    check_mark(connection, file_of(path), MARK)
    connection.close()
    assert len(written(path)) == 1


def test_a_file_that_was_begun_and_not_finished_is_finished(path: Path) -> None:
    file_of(path).touch()
    with opened(path) as db:
        assert db.execute("SELECT count(*) FROM entscheidungen_aktuell").fetchone() == (0,)
    assert file_of(path).read_bytes() == b""
    say(path, DONE)
    assert current(path, EISENACH) == {DOG: DONE}
