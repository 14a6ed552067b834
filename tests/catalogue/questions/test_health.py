import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.questions.health import Finding, health, open_runs, stale
from catalogue.store.acknowledgements import acknowledge, take_back

ERFURT, GERA, JENA = "160510000000", "160520000000", "160530000000"
LAND, ONE = {"ars": [ERFURT, GERA, JENA]}, {"ars": [ERFURT]}
ALARM, SENT, NOTHING = "alarm", "gesendet", "nichts"


def ars_of(extent: Mapping[str, object]) -> list[str]:
    asked = extent.get("ars", [])
    return asked if isinstance(asked, list) else []


class Runs:
    """Enters runs into a catalogue, each at noon of a day in October 2026, one after the other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None)

    def close(self) -> None:
        self._connection.close()

    def __call__(
        self,
        extent: Mapping[str, object],
        status: str = "fertig",
        left: str = "",
        *,
        day: int = 1,
        source: str = "pvog",
        continues: int | None = None,
    ) -> int:
        at = f"2026-10-{day:02}T12:00:00Z"
        execute = self._connection.execute
        execute("INSERT OR IGNORE INTO quellen (name, titel) VALUES (?, upper(?))", [source, source])
        run = int(
            execute(
                "INSERT INTO laeufe (quelle, beginn, ende, status, umfang, setzt_fort, lieferungen, neu, geaendert,"
                " unveraendert, verschwunden, abgelehnt, fehler, warnungen)"
                " VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 0, 0)",
                [source, at, at, status, json.dumps(extent), continues, 0 if left in (SENT, NOTHING) else 1],
            ).lastrowid
            or 0
        )
        if left == ALARM:
            self._message(run, "anzahl.alarm", "Es fehlt mehr als ein Fünftel.", "16052000, pvog", "30 von 90")
        if left == SENT:
            self._message(run, "http.verbindung", "Der Server ist nicht erreichbar.", None, None)
        if status in ("fertig", "mit Fehlern"):
            for ars in ars_of(extent):
                execute(
                    "INSERT INTO lieferungen (lauf_id, quelle, gruppe, url, abgerufen, sha256, bytes, http_status,"
                    " gespeichert) VALUES (?, ?, ?, '', ?, '', 0, 200, ?)",
                    [run, source, f"{ars}/zuständig" if ars == GERA else ars, at, at],
                )
            execute("UPDATE quellen SET stand = ?, letzter_lauf = ? WHERE name = ?", [at, run, source])
        return run

    def _message(self, run: int, *message: str | None) -> None:
        self._connection.execute(
            "INSERT INTO meldungen (lauf_id, stufe, code, text, objekt, ort, anzahl)"
            " VALUES (?, 'Fehler', ?, ?, ?, ?, 1)",
            [run, *message],
        )

    def open(self, *, importing: bool = False) -> list[tuple[int | None, str]]:
        with closing(connect(self.path)) as db:
            return [(found.lauf, found.art) for found in open_runs(db, importing=importing)]

    def old(self, *slow: str) -> list[Finding]:
        with closing(connect(self.path)) as db:
            return stale(db, lambda: slow, 14)


@pytest.fixture
def run(register: Path, at: Callable[[str], None]) -> Iterator[Runs]:
    at("2026-10-25T12:00:00Z")
    with closing(Runs(register)) as runs:
        yield runs


def test_a_good_run_leaves_nothing_open(run: Runs) -> None:
    run(LAND, day=24)
    assert (run.open(), run.old()) == ([], [])


@pytest.mark.parametrize(("status", "left", "art"), [
    ("mit Fehlern", ALARM, "alarm"),
    ("fehlgeschlagen", ALARM, "alarm"),
    ("fehlgeschlagen", SENT, "fehlgeschlagen"),
    ("fehlgeschlagen", "", "fehlgeschlagen"),
    ("unterbrochen", "", "unterbrochen"),
    ("läuft", "", "abgebrochen"),
])  # fmt: skip
def test_what_went_wrong_stays_until_the_same_or_more_went_well(run: Runs, status: str, left: str, art: str) -> None:
    wrong = run(LAND, status, left)
    run(ONE)
    run(LAND, source="open-pvog")
    run({**LAND, "aus_rohlieferungen": True})
    assert run.open() == [(wrong, art)]
    run({**LAND, "dazu": ["responsible"]})
    assert run.open() == []


def test_of_several_that_went_wrong_the_last_is_told(run: Runs) -> None:
    run(ONE, "fehlgeschlagen", SENT)
    run(LAND, "fehlgeschlagen", SENT)
    last = run(LAND, "unterbrochen")
    assert run.open() == [(last, "unterbrochen")]


def test_a_run_that_failed_does_not_end_an_alarm(run: Runs) -> None:
    first = run(LAND, "mit Fehlern", ALARM)
    second = run(LAND, "fehlgeschlagen", SENT)
    assert run.open() == [(first, "alarm"), (second, "fehlgeschlagen")]


def test_an_alarm_holds_for_the_run_that_continues(run: Runs) -> None:
    first = run(LAND, "unterbrochen", ALARM)
    second = run(LAND, continues=first)
    assert run.open() == [(second, "alarm")]


@pytest.mark.parametrize("extent", [{"dateien": ["gibt-es-nicht.csv"]}, {"url": "https://x.example/"}])
def test_what_took_nothing_over_and_sent_nothing_is_no_failed_harvest(run: Runs, extent: dict[str, object]) -> None:
    run(extent, "fehlgeschlagen", NOTHING, source="leika")
    assert (run.open(), run.old()) == ([], [])


def test_a_run_that_goes_on_is_not_taken_for_a_killed_one(run: Runs) -> None:
    run(LAND, "läuft")
    assert run.open(importing=True) == []


def test_a_municipality_that_is_no_more_holds_nothing_open(run: Runs) -> None:
    run({"ars": [ERFURT, "160999999999"]}, "fehlgeschlagen", SENT)
    run(ONE)
    assert run.open() == []


def test_a_person_acknowledges_a_run_and_takes_that_back(run: Runs) -> None:
    wrong = run(LAND, "mit Fehlern", ALARM)
    with closing(connect(run.path)) as db:
        acknowledge(db, wrong, "mm", "so gewollt")
        assert run.open() == []
        take_back(db, wrong)
        assert run.open() == [(wrong, "alarm")]
        acknowledge(db, wrong, "mm", "so gewollt")
    again = run(LAND, "mit Fehlern", ALARM)
    assert run.open() == [(again, "alarm")]


def test_the_sentence_names_the_municipality_and_what_to_do(run: Runs) -> None:
    wrong = run(LAND, "mit Fehlern", ALARM)
    with closing(connect(run.path)) as db:
        (found,) = open_runs(db, importing=False)
        assert health(db, importing=False) == (None, 1)
    assert found.text == (
        f"Lauf {wrong} (pvog, 3 Kommunen): Es fehlt mehr als ein Fünftel. [Gera, Stadt (16052000), pvog – 30 von 90] "
        f"Ist das erledigt: thavel check acknowledge {wrong} --person KÜRZEL --note GRUND"
    )


def test_one_town_does_not_make_the_whole_source_fresh(run: Runs) -> None:
    land = run(LAND, day=2)
    run(ONE, day=24)
    assert [(found.art, found.lauf, found.text) for found in run.old()] == [
        (
            "alt",
            land,
            "PVOG: Gera, Stadt (160520000000), Jena, Stadt (160530000000): zuletzt geholt am 2026-10-02, das ist älter "
            f"als 14 Tage. Holen Sie es neu. Wird es nicht mehr geholt: thavel check acknowledge {land} "
            "--person KÜRZEL --note GRUND",
        )
    ]


def test_what_is_not_harvested_any_more_is_acknowledged(run: Runs) -> None:
    land = run(LAND, day=2)
    run(LAND, day=1)
    run(ONE, day=24)
    with closing(connect(run.path)) as db:
        acknowledge(db, land + 1, "mm", "nur noch Erfurt")
    assert run.old() == []


def test_a_town_that_was_tried_once_is_not_waited_for_but_one_that_was_asked_twice_is(run: Runs) -> None:
    run({"ars": [ERFURT], "dazu": ["x"]}, day=1)
    run(LAND, day=24)
    assert run.old() == []
    run({"listen": ["texte"]}, day=1, source="fim")
    twice = run({"listen": ["texte"]}, day=2, source="fim")
    run({"listen": ["xdf", "weitere"]}, day=24, source="fim")
    assert [found.lauf for found in run.old()] == [twice]
    assert run.old("fim") == []


def test_what_was_handed_in_as_a_file_never_grows_old(run: Runs) -> None:
    run({"orte": ["lieferung.zip"]}, day=1, source="xzufi")
    run({"orte": ["lieferung.zip"]}, day=2, source="xzufi")
    assert run.old() == []
    run({"orte": ["https://x.example/lieferung.zip"]}, day=3, source="xzufi")
    assert [found.art for found in run.old()] == ["alt"]
