"""`thavel check`: exit codes, and how a person acknowledges a run."""

import json
import sqlite3

import pytest

from tests.command import Thavel

ALL = ("check", "--max-age-days", "100000")
FAILED = """
INSERT INTO laeufe (quelle, beginn, status, umfang, lieferungen, neu, geaendert, unveraendert, verschwunden, abgelehnt,
                    fehler, warnungen)
VALUES ('pvog', '2026-10-05T03:00:00Z', 'unterbrochen', '{"ars": ["160520000000"]}', 0, 1, 0, 0, 0, 0, 0, 0)
"""


@pytest.fixture
def failed(demo: Thavel) -> int:
    """The number of a harvest of the demo that was cut off."""
    with sqlite3.connect("katalog.db") as connection:
        return int(connection.execute(FAILED).lastrowid or 0)


def test_check_is_quiet_when_all_is_well_and_ends_with_1_when_not(demo: Thavel) -> None:
    assert demo(*ALL).code == 0
    outcome = demo("check", "--max-age-days", "1")
    assert (outcome.code, "2026-10-04" in outcome.out) == (1, True)


def test_a_harvest_that_failed_ends_with_1_until_it_is_acknowledged(demo: Thavel, failed: int) -> None:
    outcome = demo(*ALL)
    assert (outcome.code, f"Lauf {failed} (pvog, 1 Kommune) ist unterbrochen" in outcome.out) == (1, True)
    assert [found["lauf"] for found in json.loads(demo("-q", *ALL, "--json").out)] == [failed]
    tried = demo("check", "acknowledge", str(failed), "--person", "mm", "--note", "egal", "--dry-run")
    assert (tried.code, "nicht quittiert" in tried.err, demo(*ALL).code) == (0, True, 1)
    done = demo("check", "acknowledge", str(failed), "--person", " mm ", "--note", "Server\numgezogen")
    assert (done.code, done.out) == (
        0,
        f"Lauf {failed} (pvog, unterbrochen, 2026-10-05) quittiert von mm: Server; umgezogen\n",
    )
    assert demo(*ALL).code == 0
    assert demo("check", "acknowledge", str(failed), "--undo").code == 0
    assert demo(*ALL).code == 1


def test_a_wrong_path_is_told_at_once_and_does_not_stay(demo: Thavel) -> None:
    assert demo("import", "leika", "gibtsnicht.csv").code == 1
    assert demo(*ALL).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (["999", "--person", "mm", "--note", "x"], 1, "Einen Lauf 999 gibt es nicht."),
        (["1", "--person", " ", "--note", "x"], 1, "--person ist leer"),
        (["1", "--person", "mm"], 2, "Geben Sie an, wer quittiert und warum"),
        (["1", "--undo"], 1, "Lauf 1 ist nicht quittiert"),
    ],
)
def test_an_acknowledgement_names_a_run_a_person_and_a_reason(
    demo: Thavel, arguments: list[str], code: int, text: str
) -> None:
    outcome = demo("check", "acknowledge", *arguments)
    assert (outcome.code, text in outcome.err) == (code, True), outcome.err
