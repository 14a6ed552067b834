import csv
import io
import json
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.export import _harmless, export, write_csv
from catalogue.store.joined import join_decisions
from catalogue.tables import CATALOGUE

HEADINGS = [
    "Leistungsschlüssel",
    "Bezeichnung",
    "Bezeichnung II",
    "Leistungstyp",
    "Typisierung",
    "OZG-Nummer",
    "OZG-Leistung",
    "Themenfeld",
    "Lage",
    "SDG-Bereich",
    "Rechtsgrundlagen",
    "Stand",
]


@pytest.fixture
def db(katalog: Path) -> Iterator[Database]:
    db = connect(katalog)
    db.table("leistungen").insert_all(
        [
            {"leistungsschluessel": "99102013104000", "bezeichnung": "Hundesteuer; Anmeldung", "typisierung": "4"},
            {"leistungsschluessel": "99090023276000", "bezeichnung": '=HYPERLINK("http://x")', "typisierung": "2/3"},
        ]
    )
    yield db
    db.close()


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_german_excel(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "leistungen.csv"
    export(db, "leistungen", "csv", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfLeistungsschl\xc3\xbcssel;Bezeichnung;")
    assert out.read_bytes().count(b"\r\n") == 3
    assert table(out) == [
        HEADINGS,
        ["99090023276000", '\'=HYPERLINK("http://x")', "", "", "2/3", "", "", "", "", "", "", ""],
        ["99102013104000", "Hundesteuer; Anmeldung", "", "", "4", "", "", "", "", "", "", ""],
    ]


def test_csv_has_units_and_a_decimal_comma(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "koordinaten.csv"
    export(db, "koordinaten", "csv", out, filters={"ags": "16051000"})
    assert table(out) == [
        ["AGS", "Breite (Grad)", "Länge (Grad)", "Quelle"],
        ["16051000", "50,98333", "11,02049", "BKG VG250"],
    ]


def test_json_has_technical_names_and_types(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "koordinaten.json"
    export(db, "koordinaten", "json", out, filters={"ags": "16051000"})
    assert json.loads(out.read_text(encoding="utf-8")) == [
        {"ags": "16051000", "lat": 50.98333, "lon": 11.02049, "quelle": "BKG VG250"}
    ]


def test_json_of_nothing_is_an_empty_list(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "luecken.json"
    export(db, "luecken", "json", out)
    assert out.read_text(encoding="utf-8") == "[]\n"


def test_xlsx_has_a_title_headings_and_text_that_is_never_computed(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "leistungen.xlsx"
    export(db, "leistungen", "xlsx", out)
    workbook = openpyxl.load_workbook(out)
    assert workbook.sheetnames == ["Leistungen"]
    sheet = workbook["Leistungen"]
    assert sheet.freeze_panes == "A3"
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert str(lines[0][0]).startswith("Leistungen (OZG-Umsetzungskatalog")
    assert lines[1] == HEADINGS
    assert [line[:2] for line in lines[2:]] == [
        ["99090023276000", '=HYPERLINK("http://x")'],
        ["99102013104000", "Hundesteuer; Anmeldung"],
    ]
    assert {cell.data_type for line in sheet.iter_rows(min_row=3, max_col=2) for cell in line} == {"s"}


def test_xlsx_keeps_numbers_and_leaves_out_what_it_cannot_hold(db: Database, tmp_path: Path) -> None:
    db.execute("UPDATE gewichte SET bedeutung = 'a' || char(11) || 'b' WHERE kriterium = 'aufwand'")
    out = tmp_path / "gewichte.xlsx"
    export(db, "gewichte", "xlsx", out, filters={"kriterium": "aufwand"})
    line = [cell.value for cell in openpyxl.load_workbook(out)["Gewichte"][3]]
    assert line[:4] == ["aufwand", "Aufwand", 30, "ab"]


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "json"])
def test_every_table_and_view_can_be_exported(db: Database, katalog: Path, tmp_path: Path, fmt: str) -> None:
    join_decisions(db.conn, katalog)
    empty = []
    for relation in CATALOGUE:
        out = tmp_path / f"{relation.name}.{fmt}"
        export(db, relation.name, fmt, out)
        if not out.stat().st_size:
            empty.append(relation.name)
    assert empty == []


def test_without_a_file_it_goes_to_stdout(db: Database, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    export(db, "koordinaten", "json", filters={"ags": "16051000"})
    assert json.loads(capfdbinary.readouterr().out)[0]["ags"] == "16051000"
    export(db, "koordinaten", "csv", filters={"ags": "16051000"})
    assert capfdbinary.readouterr().out.decode("utf-8-sig").splitlines()[1] == "16051000;50,98333;11,02049;BKG VG250"


def test_xlsx_needs_a_file(db: Database) -> None:
    with pytest.raises(ThavelError, match="Eine Excel-Datei braucht einen Namen: Geben Sie ihn mit -o an"):
        export(db, "leistungen", "xlsx")


def test_an_unknown_name_lists_the_names(db: Database, tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="„kommune“ gibt es im Katalog nicht. Möglich sind: abdeckung, .*kommunen, "):
        export(db, "kommune", "csv", tmp_path / "x.csv")
    assert not (tmp_path / "x.csv").exists()


def test_an_unknown_format_or_column_is_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="Das Format „ods“ gibt es nicht; möglich: csv, xlsx, json"):
        export(db, "leistungen", "ods", tmp_path / "x.ods")
    with pytest.raises(ThavelError, match="Die Spalte „ort“ gibt es in leistungen nicht. Möglich sind: leistungsschl"):
        export(db, "leistungen", "csv", tmp_path / "x.csv", filters={"ort": "Eisenach"})


def test_a_file_that_is_there_is_overwritten_only_with_force(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "leistungen.csv"
    out.write_text("wichtig", encoding="utf-8")
    with pytest.raises(ThavelError, match="gibt es schon.*--force"):
        export(db, "leistungen", "csv", out)
    assert out.read_text(encoding="utf-8") == "wichtig"
    export(db, "leistungen", "csv", out, force=True)
    assert table(out)[0] == HEADINGS


def test_a_missing_folder_is_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match=r"kann nicht geschrieben werden \(No such file or directory\)"):
        export(db, "leistungen", "csv", tmp_path / "fehlt" / "x.csv")


def test_an_export_that_breaks_off_leaves_the_old_file(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "leistungen.csv"
    out.write_text("alt", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ThavelError, match="No space left"):
        export(db, "leistungen", "csv", out, force=True)
    assert out.read_text(encoding="utf-8") == "alt"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("fmt", ["csv", "json", "xlsx"])
def test_a_large_table_is_not_held_in_memory(db: Database, tmp_path: Path, fmt: str) -> None:
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
        " INSERT INTO fachbereiche SELECT printf('77%012d', i), printf('%0500d', i), 'Test' FROM n"
    )
    export(db, "fachbereiche", fmt, tmp_path / f"warm.{fmt}", filters={"schluessel_anfang": "99008"})
    tracemalloc.start()
    export(db, "fachbereiche", fmt, tmp_path / f"f.{fmt}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_lists_of_commands_are_csv_in_the_same_form(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_csv(
        [{"rang": 1, "punkte": 87.5, "leistung": "+Plus"}, {"rang": 2, "punkte": None, "leistung": "ä"}], sys.stdout
    )
    assert capfdbinary.readouterr().out.decode("utf-8-sig") == "rang;punkte;leistung\r\n1;87,5;'+Plus\r\n2;;ä\r\n"


# Cells


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM", "\tx", "\rx", "\nx", "-", "+1,5,2", "-1e5"])
def test_what_a_spreadsheet_would_compute_is_defused(text: str) -> None:
    assert _harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["-5", "+49361", "-1,5", "+0.5", "Hund", "", "a=b", "'x", 7, -7, None])
def test_numbers_and_words_stay_as_they_are(value: object) -> None:
    assert _harmless(value) == value


@given(st.text())
def test_no_text_starts_like_a_formula_unless_it_is_a_number(text: str) -> None:
    shown = _harmless(text)
    assert shown.removeprefix("'") == text.removeprefix("'") or shown == text
    assert not shown.startswith(("=", "@", "\t", "\r"))
    assert not shown.startswith(("+", "-")) or shown[1] in "0123456789"


def test_rows_stand_in_german_order(katalog: Path, tmp_path: Path) -> None:
    db = connect(katalog)
    for ags, name in (("16000001", "Suhl"), ("16000002", "Sömmerda"), ("16000003", "Zeitz"), ("16000004", "Öchsen")):
        db.execute("INSERT INTO kommunen (ags, name) VALUES (?, ?)", [ags, name])
    export(db, "kommunen", "json", tmp_path / "kommunen.json")
    db.close()
    names = [row["name"] for row in json.loads((tmp_path / "kommunen.json").read_text())]
    assert names == ["Öchsen", "Sömmerda", "Suhl", "Zeitz"]
