import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import ThavelError
from catalogue.questions.places import Place
from importers.run.runner import Options, RunResult, run_import
from importers.town.fallzahlen import Fallzahlen, cases
from tests.importers.town.told import messages, texts
from tests.reading import content, rows

EISENACH = Place("16063105", "160630105105", "Eisenach, Stadt")
GERA = Place("16052000", "160520000000", "Gera, Stadt")
HUND, GEBURT, EHE = "99102013104000", "99027002012000", "99059004012000"
LIST = f"""Leistungsschlüssel;Titel;Jahr;Fälle;Bemerkung
{HUND};Hundesteuer anmelden;2024;1.234;
{GEBURT};Geburtsurkunde;2024;3;auch Nachbestellungen
{HUND};Hundesteuer anmelden;2025;1 301;
"""
CASES = (
    "SELECT ags, leistungsschluessel, jahr, faelle, bemerkung, quelle FROM fallzahlen"
    " WHERE verschwunden_am IS NULL ORDER BY jahr, leistungsschluessel"
)
OF_LIST = [
    ("16063105", GEBURT, 2024, 3, "auch Nachbestellungen", "fallzahlen"),
    ("16063105", HUND, 2024, 1234, None, "fallzahlen"),
    ("16063105", HUND, 2025, 1301, None, "fallzahlen"),
]


def imported(
    katalog: Path, text: str | bytes, place: Place = EISENACH, name: str = "faelle.csv", **options: Any
) -> RunResult:
    path = katalog.with_name(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return run_import(katalog, Fallzahlen(path, place), Options(**options))


def test_cases_of_two_years_are_kept_with_remarks(register: Path) -> None:
    result = imported(register, LIST)
    assert rows(register, CASES) == OF_LIST
    assert (result.status, texts(register)) == ("fertig", "")
    assert rows(register, "SELECT leistungsschluessel, bezeichnung FROM leistungen ORDER BY 1") == [
        (GEBURT, "Geburtsurkunde"),
        (HUND, "Hundesteuer anmelden"),
    ]


def test_importing_twice_and_reading_what_was_kept_changes_nothing(register: Path) -> None:
    imported(register, LIST)
    before = rows(register, CASES)
    for from_raw in (False, True):
        again = imported(register, LIST, from_raw=from_raw)
        assert (again.counts.neu, again.counts.geaendert, again.counts.verschwunden) == (0, 0, 0)
        assert rows(register, CASES) == before


@pytest.mark.parametrize("separator", ";,\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(
    "heading", ["LeiKa-Schlüssel;Jahr;Fallzahl", "Schlüssel;Kalenderjahr;Anzahl", "LEIKA-ID; jahr ;Anzahl der Fälle"]
)
def test_headings_separators_and_encodings_may_differ(
    register: Path, heading: str, encoding: str, separator: str
) -> None:
    text = f"{heading}\n{HUND};2024;1.234\n".replace(";", separator)
    imported(register, text.encode(encoding))
    assert rows(register, CASES) == [("16063105", HUND, 2024, 1234, None, "fallzahlen")]


def test_numbers_of_an_excel_file_are_read_as_they_are_kept(register: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["Leistungsschlüssel", "Jahr", "Fälle"],
        [99102013104000, 2024.0, 1234.0],
        [GEBURT, 2024, 0],
        [EHE, "2024", "1.234"],
        [EHE, date(2023, 1, 1), 7],
    ):
        sheet.append(line)
    path = register.with_name("faelle.xlsx")
    book.save(path)
    run_import(register, Fallzahlen(path, EISENACH), Options())
    assert [row[1:4] for row in rows(register, CASES)] == [
        (EHE, 2023, 7),
        (GEBURT, 2024, 0),
        (EHE, 2024, 1234),
        (HUND, 2024, 1234),
    ]
    assert messages(register) == [("Hinweis", "fallzahlen.jahr_gelesen", EHE, "faelle.xlsx, Zeile 5", 1)]


@pytest.mark.parametrize(
    ("line", "code", "objekt"),
    [
        (f";{'Wohngeld'};2024;5;", "fallzahlen.schluessel", "Wohngeld"),
        (";;2024;5;", "fallzahlen.schluessel", None),
        ("9,91E+13;Wohngeld;2024;5;", "fallzahlen.schluessel", "9,91E+13"),
        ("9910201310400;;2024;5;", "fallzahlen.schluessel", "9910201310400"),
        (f"{EHE};;2024;-1;", "fallzahlen.faelle", EHE),
        (f"{EHE};;2024;12,5;", "fallzahlen.faelle", EHE),
        (f"{EHE};;2024;viele;", "fallzahlen.faelle", EHE),
        (f"{EHE};;2024;{HUND};", "fallzahlen.faelle", EHE),
        (f"{EHE};;2024;{'9' * 5000};", "fallzahlen.faelle", EHE),
        (f"{EHE};;2024;٣;", "fallzahlen.faelle", EHE),
        (f"{EHE};;24;5;", "fallzahlen.jahr", EHE),
        (f"{EHE};;;5;", "fallzahlen.jahr", EHE),
        (f"{EHE};;2099;5;", "fallzahlen.jahr", EHE),
        (f"{EHE};{'W' * 501};2024;5;", "fallzahlen.text", EHE),
        (f"{HUND};;2024;5;", "fallzahlen.widerspruch", HUND),
    ],
)
def test_a_row_that_is_not_understood_is_rejected_and_nothing_of_its_year_is_gone(
    register: Path, line: str, code: str, objekt: str | None
) -> None:
    imported(register, LIST)
    heading, first, *_ = LIST.splitlines()
    result = imported(register, f"{heading}\n{first}\n{line}")
    assert (result.status, result.counts.abgelehnt, result.counts.verschwunden) == ("mit Fehlern", 1, 0)
    assert messages(register) == [("Fehler", code, objekt, "faelle.csv, Zeile 3", 1)]
    assert rows(register, CASES) == OF_LIST


def test_a_row_without_key_is_named_by_its_title(register: Path) -> None:
    imported(register, LIST + ";Wohngeld beantragen;2024;5;\n")
    assert texts(register) == (
        "Zu „Wohngeld beantragen“ fehlt der Leistungsschlüssel (14 Ziffern); die Zeile wurde nicht übernommen. "
        "Ergänzen Sie ihn; er steht im Katalog auf der Seite der Leistung."
    )


def test_an_empty_number_is_unknown_and_told(register: Path) -> None:
    imported(register, LIST + f"{EHE};;2024;;\n")
    assert messages(register) == [("Hinweis", "fallzahlen.unbekannt", EHE, "faelle.csv, Zeile 5", 1)]
    assert rows(register, CASES) == OF_LIST


def test_a_repeated_row_counts_once(register: Path) -> None:
    imported(register, LIST + f"{HUND};;2025;1301;\n")
    assert messages(register) == [("Hinweis", "fallzahlen.doppelt", HUND, "faelle.csv, Zeile 5", 1)]
    assert rows(register, CASES) == OF_LIST


def test_what_a_file_lacks_of_its_years_is_gone_and_other_years_and_towns_stay(register: Path) -> None:
    imported(register, LIST, GERA)
    imported(register, LIST)
    heading, first, *_ = LIST.splitlines()
    result = imported(register, f"{heading}\n{first}\n", name="2024.csv")
    assert result.counts.verschwunden == 1
    assert [row[1:4] for row in rows(register, CASES) if row[0] == EISENACH.ags] == [
        (HUND, 2024, 1234),
        (HUND, 2025, 1301),
    ]
    assert len([row for row in rows(register, CASES) if row[0] == GERA.ags]) == 3


def test_a_year_that_has_become_unknown_throughout_is_gone(register: Path) -> None:
    imported(register, LIST)
    imported(register, f"Leistungsschlüssel;Jahr;Fälle\n{HUND};2025;\n")
    assert [row[2] for row in rows(register, CASES)] == [2024, 2024]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Leistungsschlüssel;Fälle\n{HUND};5\n", "faelle.csv: Es fehlt an Spalten: Jahr. Gebraucht werden"),
        (f"Leistungsschlüssel;Titel\n{HUND};x\n", "Es fehlt an Spalten: Jahr, Fälle."),
        ("Titel;Jahr;Fälle\nHund;2024;5\n", "Überschrift mit diesen Spalten wurde nicht gefunden: Leistungsschluessel"),
        ("", "ist leer"),
    ],
)
def test_a_file_that_cannot_be_understood_is_one_sentence_and_changes_nothing(
    register: Path, text: str, expected: str
) -> None:
    imported(register, LIST)
    before = content(register)
    with pytest.raises(ThavelError) as error:
        imported(register, text)
    assert expected in str(error.value)
    assert content(register) == before


def test_a_heading_without_rows_fails_and_changes_nothing(register: Path) -> None:
    imported(register, LIST)
    result = imported(register, "Leistungsschlüssel;Jahr;Fälle\n")
    assert (result.failed, messages(register)) == (True, [("Fehler", "fallzahlen.leer", None, "faelle.csv", 1)])
    assert rows(register, CASES) == OF_LIST


@pytest.mark.parametrize("written", ["", "-", "1,234", "1.23", "1.2345", "12 34", "1.234,5", "+5", "1e3", "0x10", "<5"])
def test_what_is_no_whole_number_is_none(written: str) -> None:
    assert cases(written) is None


@given(st.integers(0, 10**9), st.sampled_from(["{:d}", "{:d}.0", "{:d},00", "{:,d}", "{:,d},0"]), st.sampled_from(". "))
def test_a_number_in_any_german_form_is_read_back(number: int, form: str, separator: str) -> None:
    written = form.format(number)
    if "{:,d}" in form:
        written = f"{number:,d}".replace(",", separator) + form.partition("}")[2]
    assert cases(written) == number


def lines(katalog: Path) -> list[tuple[Any, ...]]:
    return rows(katalog, "SELECT leistungsschluessel, jahr, faelle, art FROM fallzahlen ORDER BY 2, 1")


@pytest.mark.parametrize(
    ("written", "faelle", "art"),
    [
        ("<5", 5, "Obergrenze"),
        ("< 1.000", 1000, "Obergrenze"),
        ("unter 10", 10, "Obergrenze"),
        ("ca. 1.200", 1200, "gerundet"),
        ("rund 300", 300, "gerundet"),
        ("~40", 40, "gerundet"),
        ("1.234 ", 1234, "gezählt"),
        ("1 234", 1234, "gezählt"),
    ],
)
def test_a_number_that_is_not_exact_is_kept_and_marked(register: Path, written: str, faelle: int, art: str) -> None:
    imported(register, f"Leistungsschlüssel;Jahr;Fälle\n{HUND};2024;{written}\n")
    assert lines(register) == [(HUND, 2024, faelle, art)]
    marked = [("Hinweis", "fallzahlen.gekennzeichnet", HUND, "faelle.csv, Zeile 2", 1)]
    assert messages(register) == (marked if art != "gezählt" else [])


def test_numbers_that_nobody_knows_are_each_told_with_their_line_and_never_0(register: Path) -> None:
    imported(register, "Leistungsschlüssel;Jahr;Fälle\n" + "".join(f"{EHE};2024;{x}\n" for x in ("k. A.", "-", "x")))
    assert lines(register) == []
    assert [row[1:4:2] for row in messages(register)] == [
        ("fallzahlen.unbekannt", f"faelle.csv, Zeile {number}") for number in (2, 3, 4)
    ]


@pytest.mark.parametrize(
    "written", ["2023", "31.12.2023", "2023/24", "2023-2024", "2023-12-31", "12/2023", "Jahr 2023"]
)
def test_the_year_is_read_as_people_write_it(register: Path, written: str) -> None:
    imported(register, f"Leistungsschlüssel;Jahr;Fälle\n{HUND};{written};7\n")
    assert lines(register) == [(HUND, 2023, 7, "gezählt")]


@pytest.mark.parametrize("heading", ["2023;2024", "Fälle 2023;Fälle 2024", "31.12.2023;2024 (vorläufig)"])
def test_each_year_may_have_a_column(register: Path, heading: str) -> None:
    imported(register, f"Leistungsschlüssel;Titel;{heading}\n{HUND};Hund;120;<5\n")
    assert lines(register) == [(HUND, 2023, 120, "gezählt"), (HUND, 2024, 5, "Obergrenze")]


def test_what_several_offices_counted_is_added_up_and_told(register: Path) -> None:
    imported(
        register,
        f"Leistungsschlüssel;Jahr;Fälle;Amt\n{HUND};2024;120;A\n{HUND};2024;ca. 80;B\n{HUND};2024;k.A.;C\n"
        f"{HUND};2024;120;A\n",
    )
    assert lines(register) == [(HUND, 2024, 200, "gerundet")]
    assert [row[1] for row in messages(register)] == [
        "fallzahlen.gekennzeichnet",
        "fallzahlen.unbekannt",
        "fallzahlen.doppelt",
        "fallzahlen.summe",
        "fallzahlen.summe_unvollstaendig",
    ]


def test_a_sum_below_the_table_is_no_case(register: Path) -> None:
    imported(register, f"Leistungsschlüssel;Titel;Jahr;Fälle\n{HUND};Hund;2024;5\nSumme;;;5\n")
    assert [row[1] for row in messages(register)] == ["tabelle.zeile"]


def test_one_number_for_several_keys_or_merged_rows_is_refused(register: Path) -> None:
    imported(register, f'Leistungsschlüssel;Jahr;Fälle\n"{HUND}, {EHE}";2024;5\n')
    assert [row[1] for row in messages(register)] == ["fallzahlen.schluessel"]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["Leistungsschlüssel", "Jahr", "Fälle"], [HUND, 2024, 5], [EHE, 2024, None]):
        sheet.append(line)
    sheet.merge_cells("C2:C3")
    path = register.with_name("faelle.xlsx")
    book.save(path)
    run_import(register, Fallzahlen(path, EISENACH), Options())
    assert ("Fehler", "fallzahlen.verbunden", EHE, "faelle.xlsx, Zeile 3", 1) in messages(register)


def test_a_sum_of_numbers_whose_result_was_not_saved_is_worked_out(register: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["Leistungsschlüssel", "Jahr", "Fälle"], [HUND, 2024, "=SUM(100,20)"], [EHE, 2024, "=C2*2"]):
        sheet.append(line)
    path = register.with_name("faelle.xlsx")
    book.save(path)
    run_import(register, Fallzahlen(path, EISENACH), Options())
    assert lines(register) == [(HUND, 2024, 120, "gezählt")]
    assert [row[1] for row in messages(register)] == ["tabelle.formel", "fallzahlen.unbekannt"]


def test_without_file_and_town_all_that_is_kept_is_read_again_each_file_for_its_town(register: Path) -> None:
    imported(register, LIST)
    imported(register, LIST, GERA)
    before = rows(register, CASES)
    with sqlite3.connect(register) as connection:
        connection.execute("DELETE FROM fallzahlen")
    connection.close()
    run_import(register, Fallzahlen(None, None), Options(from_raw=True))
    assert rows(register, CASES) == before
    assert {row[0] for row in before} == {EISENACH.ags, GERA.ags}
