"""What a town has decided on counts for its other forms like what is online, and is told as decided."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.questions.explanation import explanation
from catalogue.store.decisions import Decision, decide, file_of
from catalogue.store.joined import join_decisions
from comparisons.compare import compare
from comparisons.decided import count_decided
from tests.importers.fim.documents import feld, load, schema, stelle
from tests.reading import Row, content, decided_rows, rows

EISENACH, ERFURT = "16063105", "16051000"
# A gap, two more gaps, and a Leistung that is online in Eisenach.
DOG, HOME, LAND_TAX, ONLINE = "99102013104000", "99102017002000", "99102012002000", "99115005104000"
NAME, STREET = feld("F60000000227", "Familienname", art="HAR"), feld("F60000000243", "Straße", art="HAR")
BREED, ROOMS = feld("F60000000001", "Rasse"), feld("F60000000002", "Zimmer")
PLANNED, DONE = "Nachnutzung beschlossen", "umgesetzt"
STATUS = "SELECT leistungsschluessel, loesung_id, status FROM kandidaten ORDER BY 1, 2"
STATUS_ALONE = "SELECT DISTINCT status FROM kandidaten"
COUNTED = ("kandidaten", "kandidat_punkte", "formularvergleich", "automatisierung")


def ask(path: Path, forms: dict[str, Iterable[str]]) -> None:
    """Give each Leistung a form that asks for these fields."""
    load(
        path,
        *(
            schema(
                "".join(stelle("1:1", field) for field in fields),
                identifier=f"S{number:011d}",
                beschreibung=f"Leistungsschlüssel: {key}",
            )
            for number, (key, fields) in enumerate(forms.items())
        ),
    )


@pytest.fixture
def path(sample_catalogue: Path) -> Path:
    """The sample with forms of three gaps, none of what is online."""
    ask(sample_catalogue, {DOG: (NAME, STREET, BREED), HOME: (NAME, STREET, ROOMS), LAND_TAX: (NAME,)})
    return sample_catalogue


def say(path: Path, key: str, status: str, ags: str = EISENACH) -> None:
    db = connect(path)
    decide(db, path, Decision(ags, key, status, "Ordnung", "MM"))
    db.close()


def overlap(path: Path, key: str = DOG) -> list[Row]:
    """Compared forms, shared fields and with which Leistungen, and value and sentence of the criterion."""
    if not rows(path, "SELECT 1 FROM vergleich"):
        compare(path)
    return decided_rows(
        path,
        "SELECT f.verglichene_leistungen, f.gemeinsame_felder, f.mit_leistungen, p.wert, p.erklaerung"
        " FROM formularvergleich f JOIN kandidat_punkte p USING (leistungsschluessel)"
        " WHERE leistungsschluessel = ? AND p.kriterium = 'datensparsamkeit'",
        key,
    )


UNKNOWN = [(0, None, None, None, "Zu vergleichende Datenschemata sind nicht bekannt.")]


def test_without_decisions_a_gap_is_compared_with_what_is_online_and_no_file_is_made(path: Path) -> None:
    assert overlap(path) == UNKNOWN
    assert not file_of(path).exists()


@pytest.mark.parametrize("status", [PLANNED, DONE])
def test_what_is_decided_on_counts_like_what_is_online_and_says_so(path: Path, status: str) -> None:
    say(path, HOME, status)
    assert overlap(path) == [
        (
            1,
            2,
            f"Zweitwohnungsteuer, {status} ({HOME}): 2",
            2 / 3,
            "2 von 3 Datenfeldern werden schon bei anderen Leistungen abgefragt "
            "(2 davon nur bei beschlossenen, noch nicht gemeldeten), 2 sind harmonisiert.",
        )
    ]


def test_what_is_online_and_decided_on_is_told_apart(path: Path) -> None:
    ask(path, {ONLINE: (STREET,), HOME: (NAME, STREET), DOG: (NAME, STREET, BREED)})
    say(path, HOME, PLANNED)
    say(path, ONLINE, DONE)
    ((compared, shared, named, value, sentence),) = overlap(path)
    assert (compared, shared, value) == (2, 2, 2 / 3)
    assert named.splitlines()[0] == f"Zweitwohnungsteuer, {PLANNED} ({HOME}): 2"
    assert named.splitlines()[1].endswith(f"({ONLINE}): 1")
    assert "umgesetzt" not in named
    assert "(1 davon nur bei beschlossenen, noch nicht gemeldeten)" in sentence


@pytest.mark.parametrize("status", ["vorgemerkt", "in Prüfung", "abgelehnt"])
def test_any_other_decision_changes_nothing_and_the_last_one_counts(path: Path, status: str) -> None:
    say(path, HOME, PLANNED)
    say(path, HOME, status)
    assert overlap(path) == UNKNOWN


def test_a_leistung_that_is_decided_on_is_not_compared_with_itself(path: Path) -> None:
    say(path, DOG, PLANNED)
    assert overlap(path) == UNKNOWN
    assert [row[:2] for row in overlap(path, HOME)] == [(1, 2)]


def test_decisions_of_another_town_do_not_count(path: Path) -> None:
    say(path, HOME, PLANNED, ERFURT)
    say(path, DOG, DONE, ERFURT)
    assert overlap(path) == UNKNOWN
    assert set(decided_rows(path, "SELECT DISTINCT status FROM kandidaten")) == {("offen",)}


def test_what_the_catalogue_does_not_know_any_more_is_left_out(path: Path) -> None:
    say(path, HOME, PLANNED)
    db = connect(path)
    db.execute("PRAGMA foreign_keys = OFF")
    for table in ("leistungen", "leistungsbeschreibungen", "angebotsnachweise"):
        db.execute(f"DELETE FROM {table} WHERE leistungsschluessel = ?", [HOME])
    db.close()
    assert overlap(path) == UNKNOWN


@pytest.mark.slow
def test_the_order_in_which_it_was_decided_does_not_matter(path: Path) -> None:
    """Whatever is decided about different Leistungen, in whatever order: the result is the same."""
    wanted = {HOME: PLANNED, LAND_TAX: DONE, DOG: "in Prüfung", ONLINE: "abgelehnt"}
    compare(path)
    results = []
    for seed in range(3):
        file_of(path).unlink(missing_ok=True)
        for key in random.Random(seed).sample(sorted(wanted), len(wanted)):
            say(path, key, "vorgemerkt")
            say(path, key, wanted[key])
        results.append([decided_rows(path, f"SELECT * FROM {name} ORDER BY 1, 2, 3") for name in COUNTED])
    assert results[1:] == results[:-1]


def test_the_status_stands_beside_all_candidates_at_once_and_the_catalogue_stays_as_it_is(path: Path) -> None:
    compare(path)
    before, stored = decided_rows(path, STATUS), content(path)
    several = "99108001001000"
    say(path, several, PLANNED)
    at_once = decided_rows(path, STATUS)
    assert at_once == [(key, found, PLANNED if key == several else status) for key, found, status in before]
    assert [row[2] for row in at_once].count(PLANNED) == 3
    assert content(path) == stored
    assert "status" not in {name for (name,) in rows(path, "SELECT name FROM pragma_table_info('kandidaten')")}


def test_points_rank_and_reasoning_follow_a_decision_and_come_back_with_it(path: Path) -> None:
    compare(path)
    sql = "SELECT rang, punkte, begruendung, leistungsschluessel, loesung_id FROM kandidaten ORDER BY 1"
    stored = decided_rows(path, sql)
    say(path, HOME, PLANNED)
    counted = decided_rows(path, sql)
    assert [row[0] for row in counted] == [*range(1, len(stored) + 1)]
    assert [row[1] for row in counted] == sorted((row[1] for row in counted), reverse=True)
    sums = "SELECT leistungsschluessel, loesung_id, round(sum(punkte), 1) FROM kandidat_punkte GROUP BY 1, 2"
    points = {row[:2]: row[2] for row in decided_rows(path, sums)}
    assert points == {row[3:]: row[1] for row in counted}
    (before,), (after,) = ([row for row in found if row[3] == DOG] for found in (stored, counted))
    assert after[1] != before[1]
    assert ("Daten nur einmal" in before[2], "Daten nur einmal" in after[2]) == (True, False)
    assert before[2].partition("Ohne Beleg")[0] == after[2].partition("Ohne Beleg")[0]
    say(path, HOME, "abgelehnt")
    assert decided_rows(path, sql) == stored


def test_a_decision_makes_no_comparison_start_anew(path: Path) -> None:
    compare(path)
    say(path, HOME, PLANNED)
    assert compare(path).judged == 0
    say(path, HOME, "abgelehnt")
    assert compare(path).judged == 0


def test_a_file_of_decisions_that_cannot_be_read_is_told_by_what_reads_it(path: Path) -> None:
    file_of(path).write_bytes(b"Das ist keine Datenbank.\n" * 100)
    compare(path)
    with pytest.raises(ThavelError, match="entscheidungen.db ist keine lesbare Datenbank"):
        decided_rows(path, STATUS)


def test_the_explanation_of_a_leistung_names_what_is_only_decided_on(path: Path) -> None:
    say(path, HOME, PLANNED)
    say(path, DOG, "in Prüfung")
    compare(path)
    db = connect(path)
    join_decisions(db.conn, path, count_decided)
    text = explanation(db, DOG)
    db.close()
    assert "Stand: in Prüfung." in text
    assert f"  Die meisten gemeinsam mit: Zweitwohnungsteuer, {PLANNED} ({HOME}): 2\n" in text
    assert "werden schon bei anderen Leistungen abgefragt (2 davon nur bei beschlossenen" in text


@pytest.mark.slow
@pytest.mark.parametrize("status", [PLANNED, "abgelehnt"])
def test_a_comparison_after_a_decision_is_like_one_of_everything(path: Path, status: str) -> None:
    """Also where decisions came into the file by another way, as from a backup."""
    without = frozenset({"vergleich", "lueckenverlauf"})
    compare(path)
    say(path, HOME, status)
    compare(path)
    found = content(path, without=without)
    compare(path, fresh=True)
    assert content(path, without=without) == found
    file_of(path).unlink()
    assert overlap(path) == UNKNOWN
    assert set(decided_rows(path, STATUS_ALONE)) == {("offen",)}
