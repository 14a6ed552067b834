"""Lists of commands: a table fits the terminal and loses nothing; what a machine reads is JSON."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

import pytest

from catalogue.commands.console.show import show
from tests.command import Thavel

ROWS: list[Mapping[str, Any]] = [
    {"rang": 1, "titel": "Anmeldung eines Hundes zur Hundesteuer", "schluessel": "99102013104000", "wert": 12.5},
    {"rang": 20, "titel": "Geburtsurkunde", "schluessel": "99027001012000", "wert": None},
]


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, room: int | None) -> list[str]:
    if room is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", str(room))
    show(ROWS, ("rang", "titel", "schluessel", "wert"))
    return capsys.readouterr().out.splitlines()


def test_a_table_that_fits_is_not_wrapped(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    wide = shown(capsys, monkeypatch, 200)
    assert wide == shown(capsys, monkeypatch, None)
    assert len(wide) == 4
    assert wide[2].split("  ")[-1].strip() == "12.5"


@pytest.mark.parametrize("room", [80, 60, 55, 50])
def test_a_table_is_no_wider_than_the_terminal_and_nothing_is_lost(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    lines = shown(capsys, monkeypatch, room)
    assert max(map(len, lines)) <= room
    words = "Anmeldung eines Hundes zur Hundesteuer Geburtsurkunde 99102013104000 99027001012000 12.5"
    assert set(words.split()) <= set(" ".join(lines).split())


def test_where_no_table_fits_each_row_stands_below_the_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(capsys, monkeypatch, 30) == [
        "rang        1",
        "titel       Anmeldung eines Hundes zur Hundesteuer",
        "schluessel  99102013104000",
        "wert        12.5",
        "",
        "rang        20",
        "titel       Geburtsurkunde",
        "schluessel  99027001012000",
        "wert        ",
    ]


def test_runs_messages_sources_and_status_are_told_to_machines_as_json(demo: Thavel) -> None:
    with sqlite3.connect("katalog.db") as connection:
        runs = [number for (number,) in connection.execute("SELECT id FROM laeufe ORDER BY id DESC")]
        messages = connection.execute("SELECT count(*) FROM meldungen WHERE lauf_id = ?", [runs[0]]).fetchone()[0]
    assert [row["id"] for row in json.loads(demo("runs", "--json").out)] == runs
    assert len(json.loads(demo("messages", "--json").out)) == messages
    assert json.loads(demo("messages", "--run", "1", "--level", "Fehler", "--json").out) == []
    status = json.loads(demo("status", "--json").out)
    assert {"tabelle": "laeufe", "titel": "Läufe", "zeilen": len(runs)} in status["tabellen"]
    assert {"pvog", "gemeinden"} <= {source["name"] for source in status["quellen"]}
    assert {"pvog", "gemeinden", "fim"} <= {source["name"] for source in json.loads(demo("sources", "--json").out)}


def test_runs_that_are_not_shown_are_told_of(demo: Thavel) -> None:
    with sqlite3.connect("katalog.db") as connection:
        last = connection.execute("SELECT max(id) FROM laeufe").fetchone()[0]
    assert f"thavel runs --limit {last}" in demo("runs", "--limit", "1").err
    assert demo("runs", "--limit", str(last)).err == ""
