"""Lists as people keep them in Excel, and files that only pretend to be one."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import ThavelError
from catalogue.store.deliveries import Delivery
from importers.town import columns
from importers.town.spreadsheet import MAX_BYTES, MAX_ROWS, ByHand, Row, SheetRows, read_table

COLUMNS = columns.Columns((columns.TITLE, columns.LINK, columns.KEY._replace(name="schluessel")), needed="titel")
LINK = "https://www.eisenach.de/hund"
HUND = {"titel": "Hundesteuer", "link": LINK, "schluessel": "99102013104000"}


def read(body: bytes, *sheets: str, **headings: str) -> SheetRows:
    return read_table(Delivery("liste.xlsx", body, "2026-10-04T06:00:00Z", "x"), COLUMNS, ByHand(sheets, headings))


def told(table: SheetRows) -> list[tuple[str, str | None]]:
    """Code and place of what is told beside what was read."""
    return [(message.code, message.ort) for message in table.messages if message.code != "tabelle.gelesen"]


def workbook(*lines: Sequence[Any], before: str | None = None) -> bytes:
    """An XLSX with these rows in its last sheet; `before` names a sheet that stands before it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if before:
        sheet.title = before
        sheet.append(["Stand", date(2026, 10, 4)])
        sheet = book.create_sheet("Liste")
    for line in lines:
        sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(body: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SIMPLE = workbook(["Titel", "Link", "Schlüssel"], ["Hundesteuer", LINK, "99102013104000"])


def with_rows(xml: bytes) -> bytes:
    """The simple workbook with these rows after its own."""
    return changed(SIMPLE, SHEET, lambda sheet: sheet.replace(b"</sheetData>", xml + b"</sheetData>"))


@pytest.mark.parametrize("key", ["99102013104000", 99102013104000, 99102013104000.0, " 99102013104000 "])
def test_a_workbook_is_read_and_a_key_that_excel_took_for_a_number_is_exact(key: Any) -> None:
    table = read(workbook(["Titel", "Link", "Schlüssel"], ["Hundesteuer", LINK, key]))
    assert (table.rows, told(table)) == ([Row(2, HUND)], [])


def test_the_sheet_with_the_heading_is_found_and_so_is_the_heading() -> None:
    body = workbook(
        ["Unsere Onlinedienste"], [], [None, "NAME", "link"], [], [None, "Hundesteuer", LINK], before="Deckblatt"
    )
    assert read(body).rows == [Row(5, {"titel": "Hundesteuer", "link": LINK})]


def test_of_a_formula_the_saved_value_is_read_and_an_error_is_no_text() -> None:
    formula = b'<row r="3"><c r="A3" t="str"><f>1+1</f><v>Wohngeld</v></c><c r="B3" t="e"><v>#REF!</v></c></row>'
    assert read(with_rows(formula)).rows[1] == Row(3, {"titel": "Wohngeld", "link": "", "schluessel": ""})
    assert read(workbook(["Titel", "Link"], ["=1+1", LINK])).rows == [Row(2, {"titel": "", "link": LINK})]


def test_line_breaks_and_control_characters_in_cells_become_blanks() -> None:
    body = workbook(["Titel\n(Bürger)", "Link", "Titel"], ["x", LINK, "Hunde-\nsteuer\u00a0 anmelden"])
    assert read(body).rows[0].values["titel"] == "Hunde- steuer anmelden"


def test_a_million_empty_rows_are_passed_over() -> None:
    assert read(with_rows(b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Ende</t></is></c></row>')).rows[
        1:
    ] == [Row(1_048_576, {"titel": "Ende", "link": "", "schluessel": ""})]


def test_a_row_beyond_what_excel_can_hold_and_a_claimed_size_cost_nothing() -> None:
    far = with_rows(b'<row r="99999999999999"><c r="XFD99999999" t="str"><v>x</v></c></row>')
    assert read(far).rows == [Row(2, HUND)]
    claimed = changed(SIMPLE, SHEET, lambda sheet: sheet.replace(b"A1:C2", b"A1:XFD1048576"))
    assert read(claimed).rows == [Row(2, HUND)]


def zeros(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (zeros(MAX_BYTES + 1), "entpackt größer als 64 MB"),
        (b"x" * (MAX_BYTES + 1), "größer als 64 MB"),
        (zeros(10), "lässt sich nicht lesen"),
        (SIMPLE[:-100], "lässt sich nicht lesen"),
        (with_rows(b"<row><c t='s'><v>99</v></c></row>"), "lässt sich nicht lesen"),
        (with_rows(b"<row><c r='??'><v>1</v></c></row>"), "lässt sich nicht lesen"),
        (with_rows(b"<row>"), "lässt sich nicht lesen"),
        (changed(SIMPLE, "xl/workbook.xml", lambda part: b"<!DOCTYPE x>" + part), "DOCTYPE"),
        (b"\xd0\xcf\x11\xe0rest", "alte (.xls) oder verschlüsselte"),
        (workbook(["Stand", "2026"]), "wurde nicht gefunden: Titel oder Bezeichnung oder Leistung; Link oder Url"),
        (workbook(["Titel"], *([["x"]] * (MAX_ROWS + 1))), "mehr als 20000 Zeilen"),
        (b"Titel\n" + b"x\n" * (MAX_ROWS + 1), "mehr als 20000 Zeilen"),
        (b"Titel;Link\n\x81\x8d;x\n", "Zeile 2: Die Datei ist weder in UTF-8 noch in Windows-1252 kodiert"),
    ],
)
def test_what_is_no_list_is_refused_in_words(body: bytes, reason: str) -> None:
    with pytest.raises(ThavelError) as error:
        read(body)
    assert str(error.value).startswith("liste.xlsx")
    assert reason in str(error.value)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SIMPLE) - 1), st.binary(min_size=1, max_size=8), st.sampled_from([None, SHEET]))
def test_a_workbook_with_broken_bytes_is_read_or_refused(at: int, noise: bytes, part: str | None) -> None:
    def broken(content: bytes) -> bytes:
        place = at % len(content)
        return content[:place] + noise + content[place + len(noise) :]

    body = changed(SIMPLE, part, broken) if part else broken(SIMPLE)
    try:
        assert isinstance(read(body), SheetRows)
    except ThavelError as error:
        assert str(error).startswith("liste.xlsx")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), st.sampled_from(";,\t"), st.sampled_from(["\n", "\r\n"])
)
def test_what_a_spreadsheet_writes_as_csv_is_read_back(pairs: list[tuple[str, str]], separator: str, end: str) -> None:
    quoted = [
        ("Titel", "Link"),
        *((f'"{a.replace(chr(34), chr(34) * 2)}"', f'"{b.replace(chr(34), "")}"') for a, b in pairs),
    ]
    text = "".join(separator.join(cells) + end for cells in quoted)
    found = [(row.values["titel"], row.values["link"]) for row in read(text.encode()).rows]
    assert found == [(a, b.replace('"', "")) for a, b in pairs]
