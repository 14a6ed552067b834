"""`thavel gaps` and `candidates`: formats, filters, and what they say before any comparison."""

import csv
import io
import json
from pathlib import Path

import openpyxl

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


def test_what_closes_several_gaps_is_one_work_and_names_the_keys(demo: Thavel) -> None:
    compared = demo("compare", "--ags", "16055000").out
    every = json.loads(demo("candidates", "--format", "json").out)
    works = {row["vorhaben"] for row in every}
    assert f"{len(every)} Kandidaten, zusammen {len(works)} Vorhaben: thavel candidates" in compared
    assert len(works) < len(every)
    best = demo("candidates", "--best").out
    licence, others = "99108049012001", ("99108049012005", "99108062012000", "99108047001001")
    assert "auch fuer" in best
    assert [best.index(key) for key in (licence, *others)] == sorted(best.index(key) for key in (licence, *others))
    assert {row["auch_fuer"] for row in every if row["leistungsschluessel"] == licence} > {", ".join(others)}


def test_candidates_of_a_department_and_of_a_decision_are_listed_with_the_key_to_decide_on(demo: Thavel) -> None:
    dog = "99102013104000"
    who = ("--fachbereich", "Ordnung", "--person", "MM")
    assert demo("decide", dog, "--status", "in Prüfung", *who).code == 0
    rows = json.loads(demo("candidates", "--status", "in prüfung", "--format", "json").out)
    assert {row["leistungsschluessel"] for row in rows} == {dog}
    assert dog in demo("candidates", "--status", "in Prüfung").out
    of_one = json.loads(demo("candidates", "--fachbereich", "STANDESAMT", "--format", "json").out)
    assert {row["fachbereich"] for row in of_one} == {"Standesamt"}
    wrong = demo("candidates", "--fachbereich", "Standesam")
    assert (wrong.code, "Meinten Sie „Standesamt“?" in wrong.err) == (1, True)


def test_candidates_are_written_to_a_spreadsheet_with_the_same_filters(demo: Thavel) -> None:
    file = demo.folder / "standesamt.xlsx"
    assert demo("candidates", "--fachbereich", "Standesamt", "-o", file).code == 0
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    listed = list(sheet.iter_rows(values_only=True))
    start = next(at for at, line in enumerate(listed) if line[0] == "Rang")
    head, lines = listed[start], listed[start + 1 :]
    assert [head[0], head[-1]] == ["Rang", "Status"]
    assert {line[head.index("Fachbereich")] for line in lines} == {"Standesamt"}
    again = demo("candidates", "-o", file)
    assert (again.code, "gibt es schon" in again.err) == (1, True)
    assert demo("candidates", "-o", file, "--force").code == 0
    cut = demo("candidates", "-o", demo.folder / "andere.xlsx", "--limit", "3")
    assert (cut.code, "alle, die passen" in cut.err) == (2, True)
    odd = demo("candidates", "-o", demo.folder / "liste.ods")
    assert (odd.code, "möglich: csv, xlsx, json" in odd.err) == (1, True)


def test_before_any_comparison_the_lists_say_what_to_do(thavel: Thavel, register_file: Path) -> None:
    thavel("init")
    assert "thavel compare" in thavel("gaps").err
    assert "gemeinden" in thavel("compare").err
    thavel("import", "gemeinden", register_file)
    outcome = thavel("compare")
    assert (outcome.code, "thavel import pvog" in outcome.err) == (1, True)
