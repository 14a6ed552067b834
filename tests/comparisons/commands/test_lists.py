"""`thavel gaps` and `candidates`: formats, filters, and what they say before any comparison."""

import csv
import io
import json
from pathlib import Path

from importers.sample.world import SAMPLE_NOTE
from tests.command import Thavel


def test_candidates_as_json_hold_the_columns_of_the_contract(demo: Thavel) -> None:
    outcome = demo("candidates", "--format", "json")
    rows = json.loads(outcome.out)
    assert {"99102013104000", "99027002012000"} <= {row["leistungsschluessel"] for row in rows if row["art"] == "fehlt"}
    assert [row["rang"] for row in rows] == list(range(1, len(rows) + 1))
    assert SAMPLE_NOTE in outcome.err


def test_lists_can_be_limited_filtered_and_taken_as_csv(demo: Thavel) -> None:
    assert len(json.loads(demo("gaps", "--format", "json", "--limit", "3").out)) == 3
    of_the_kreis = json.loads(demo("gaps", "--format", "json", "--art", "Aufgabe des Kreises").out)
    assert {row["zustaendig"] for row in of_the_kreis} == {"nein"}
    rows = list(csv.DictReader(io.StringIO(demo("candidates", "--format", "csv", "--best").out), delimiter=";"))
    keys = [row["leistungsschluessel"] for row in rows]
    assert len(keys) == len(set(keys)) > 5
    assert "Nichts gefunden." in demo("gaps", "--themenfeld", "Weltraum").out


def test_before_any_comparison_the_lists_say_what_to_do(thavel: Thavel, register_file: Path) -> None:
    thavel("init")
    assert "thavel compare" in thavel("gaps").err
    assert "gemeinden" in thavel("compare").err
    thavel("import", "gemeinden", register_file)
    outcome = thavel("compare")
    assert (outcome.code, "thavel import pvog" in outcome.err) == (1, True)
