"""Own lists as offices keep them: nothing of them is lost without a word."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.export import export
from catalogue.questions.places import Place
from importers.run.runner import Options, RunResult, run_import
from importers.town.bestand import Bestand
from importers.town.spreadsheet import ByHand
from tests import reading
from tests.importers.town.told import messages, texts
from tests.reading import rows

EISENACH = Place("16063105", "160630105105", "Eisenach, Stadt")
LINK, KEY = "https://www.eisenach.de/hund", "99102013104000"
ENTRIES = (
    "SELECT titel, link, leistungsschluessel FROM bestand_eintraege WHERE verschwunden_am IS NULL ORDER BY 1, 2, 3"
)


def imported(katalog: Path, body: str | bytes, by_hand: ByHand | None = None, **options: Any) -> RunResult:
    path = katalog.with_name("bestand.csv")
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return run_import(katalog, Bestand(path, EISENACH, by_hand), Options(**options))


def sheet(book: openpyxl.Workbook, *lines: list[Any], name: str | None = None) -> Worksheet:
    made: Worksheet = book.create_sheet(name)
    for line in lines:
        made.append(line)
    return made


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def codes(katalog: Path) -> list[str]:
    return [row[1] for row in messages(katalog)]


@pytest.mark.parametrize(
    "heading",
    [
        "Serviceleistung;Link Online-Service;LeiKa-ID (14-stellig)",
        "Name der Dienstleistung;Webadresse des Antrags;Schlüssel FIM",
        "Verwaltungsverfahren;Weblink;Leistungsnummer",
        "Leistung (Kurztitel);Onlineformular;FIM ID",
        "Anliegen der Bürger;Internetseite;ID der Leistung",
        "Angebot;Aufruf;Kennung",
    ],
)
def test_columns_are_known_by_similar_headings_and_by_what_they_hold(register: Path, heading: str) -> None:
    imported(register, f"{heading}\nHund anmelden;{LINK};{KEY}\n")
    assert rows(register, ENTRIES) == [("Hund anmelden", LINK, KEY)]
    assert set(codes(register)) <= {"tabelle.inhalt"}


def test_what_was_read_is_told_and_so_is_each_column_that_was_not(register: Path) -> None:
    imported(register, f"Titel;Link;Frist;;Zuständig\nHund;{LINK};14;x;Amt 20\n")
    assert reading.texts(register).splitlines() == [
        "Gelesen wurde 1 Zeile unter der Überschrift in Zeile 1: Titel aus „Titel“; Link aus „Link“.",
        "Nicht verstanden und nicht gelesen: „Frist“, „4. Spalte, ohne Überschrift“, „Zuständig“. Wird eine davon "
        "gebraucht, ordnen Sie sie zu: --column titel=ÜBERSCHRIFT (möglich: titel, link, leistungsschluessel).",
    ]
    assert messages(register) == [("Warnung", "tabelle.spalten", None, "bestand.csv", 1)]


def test_columns_beyond_those_that_are_read_are_told(register: Path) -> None:
    imported(register, "Titel" + ";" * 50 + "Link\nHund" + ";" * 50 + LINK + "\n")
    assert "tabelle.breit" in codes(register)


def test_columns_are_assigned_by_hand_and_stay_so_when_what_was_kept_is_read_again(register: Path) -> None:
    by_hand = ByHand(columns={"titel": "Was", "link": "wo"})
    imported(register, f"Was;Wo;Link\nHund;{LINK};alt\n", by_hand)
    assert rows(register, ENTRIES) == [("Hund", LINK, None)]
    again = imported(register, "", from_raw=True)
    assert (again.counts.neu, again.counts.geaendert, rows(register, ENTRIES)) == (0, 0, [("Hund", LINK, None)])


@pytest.mark.parametrize(
    ("by_hand", "reason"),
    [
        (ByHand(columns={"titel": "Gibt es nicht"}), "Gefunden wurde: „Was“, „Wo“. Ordnen Sie zu"),
        (ByHand(columns={"preis": "Was"}), "Möglich sind: titel, link, leistungsschluessel."),
        (ByHand(sheets=["Liste"]), "hat keine Blätter"),
        (ByHand(), "--column titel=ÜBERSCHRIFT"),
    ],
)
def test_what_does_not_fit_is_refused_and_says_what_there_is(register: Path, by_hand: ByHand, reason: str) -> None:
    with pytest.raises(ThavelError) as error:
        imported(register, f"Was;Wo\nHund;{LINK}\n", by_hand)
    assert reason in str(error.value)


def two_sheets(*, hidden: bool = False) -> bytes:
    book = workbook()
    first = sheet(book, ["Titel", "Link"], ["Alter Dienst", f"{LINK}/alt"], name="2019")
    sheet(book, ["Titel", "Link"], ["Hund", LINK], name="2026")
    sheet(book, ["Ansprechpartner"], ["Frau Muster"], name="Deckblatt")
    first.sheet_state = "hidden" if hidden else "visible"
    return saved(book)


def test_a_hidden_sheet_is_left_out_and_told(register: Path) -> None:
    imported(register, two_sheets(hidden=True))
    assert rows(register, ENTRIES) == [("Hund", LINK, None)]
    assert codes(register) == ["tabelle.blatt_ausgeblendet", "tabelle.blatt_ohne_liste"]


def test_a_further_sheet_with_a_list_is_told_and_both_can_be_named(register: Path) -> None:
    imported(register, two_sheets())
    assert (len(rows(register, ENTRIES)), codes(register)[0]) == (1, "tabelle.blatt")
    imported(register, two_sheets(), ByHand(sheets=["2019", "2026"]))
    assert [row[0] for row in rows(register, ENTRIES)] == ["Alter Dienst", "Hund"]


def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do(register: Path) -> None:
    with pytest.raises(ThavelError) as error:
        imported(register, two_sheets(), ByHand(sheets=["2025"]))
    assert "Vorhanden sind: „2019“, „2026“, „Deckblatt“." in str(error.value)


def test_a_workbook_whose_only_list_is_hidden_is_refused_with_its_name(register: Path) -> None:
    book = workbook()
    sheet(book, ["Titel"], ["Hund"], name="Liste").sheet_state = "hidden"
    sheet(book, ["Deckblatt"], name="Start")
    with pytest.raises(ThavelError) as error:
        imported(register, saved(book))
    assert "Nur ausgeblendete Blätter" in str(error.value) and "„Liste“" in str(error.value)


@pytest.mark.parametrize("where", ["A2", "B2"])
def test_the_link_is_the_target_behind_the_text(register: Path, where: str) -> None:
    book = workbook()
    made = sheet(book, ["Titel", "Link"], ["Hund", "zum Antrag" if where == "B2" else None])
    made[where].hyperlink = LINK
    imported(register, saved(book))
    assert rows(register, ENTRIES) == [("Hund", LINK, None)]


@pytest.mark.parametrize("formula", ['=HYPERLINK("{}","Antrag")', '=HYPERLINK("{}")'])
def test_the_link_is_the_target_of_a_formula(register: Path, formula: str) -> None:
    book = workbook()
    sheet(book, ["Titel", "Link"], ["Hund", formula.format(LINK)])
    imported(register, saved(book))
    assert rows(register, ENTRIES) == [("Hund", LINK, None)]
    imported(register, 'Titel;Link\nHund;"=HYPERLINK(""https://www.eisenach.de/hund"";""Antrag"")"\n')
    assert rows(register, ENTRIES) == [("Hund", LINK, None)]


def test_merged_cells_hold_for_all_their_rows_and_a_heading_between_is_no_service(register: Path) -> None:
    book = workbook()
    made = sheet(book, ["Titel", "Link"], ["Bürgeramt"], ["Parkausweis", f"{LINK}/1"], [None, f"{LINK}/2"])
    made.merge_cells("A3:A4")
    made.merge_cells("A2:B2")
    imported(register, saved(book))
    assert rows(register, ENTRIES) == [("Parkausweis", f"{LINK}/1", None), ("Parkausweis", f"{LINK}/2", None)]
    assert codes(register) == ["tabelle.zeile", "tabelle.verbunden"]


@pytest.mark.parametrize(
    "line",
    ["Summe;12", "Gesamt:;", "Anzahl Dienste: 3;", "Summe aller Leistungen;3", "Titel;Link", "Stand: Oktober 2026;"],
)
def test_sums_remarks_and_repeated_headings_are_no_services(register: Path, line: str) -> None:
    imported(register, f"Titel;Link\nHund;{LINK}\n{line}\n")
    assert rows(register, ENTRIES) == [("Hund", LINK, None)]
    assert messages(register) == [("Hinweis", "tabelle.zeile", None, "bestand.csv, Zeile 3", 1)]


@pytest.mark.parametrize("title", ['=HYPERLINK("https://boese.example";"Hund")', "+49 Hund", "@Hund", "-Hund"])
def test_a_title_that_a_spreadsheet_would_execute_is_kept_as_text_and_harmless_in_a_file(
    register: Path, title: str
) -> None:
    quoted = title.replace('"', '""')
    imported(register, f'Titel;Link\n"{quoted}";{LINK}\n')
    assert rows(register, ENTRIES) == [(title, LINK, None)]
    out = register.with_name("bestand_eintraege.csv")
    db = connect(register)
    export(db, "bestand_eintraege", "csv", out)
    db.close()
    line = next(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert line["Titel"] == f"'{title}"


def test_a_service_that_is_called_like_a_sum_is_kept(register: Path) -> None:
    imported(register, f"Titel;Link\nGesamtschule anmelden;\nSumme;{LINK}\nStand auf dem Markt mieten;{LINK}\n")
    assert len(rows(register, ENTRIES)) == 3


def test_hidden_rows_and_columns_are_read_and_told(register: Path) -> None:
    book = workbook()
    made = sheet(book, ["Titel", "Link"], ["Hund", LINK], ["Markt", f"{LINK}/m"])
    made.row_dimensions[3].hidden = True
    made.column_dimensions["B"].hidden = True
    imported(register, saved(book))
    assert len(rows(register, ENTRIES)) == 2
    assert codes(register) == ["tabelle.zeilen_ausgeblendet", "tabelle.spalten_ausgeblendet"]


def test_a_formula_without_a_saved_result_is_told_with_its_row(register: Path) -> None:
    book = workbook()
    sheet(book, ["Titel", "Link"], ["=A1&B1", LINK], ["Hund", LINK])
    imported(register, saved(book))
    assert ("Warnung", "tabelle.formel", None, "bestand.csv, Blatt „Sheet“, Zeile 2", 1) in messages(register)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp850", "cp1252"])
def test_no_letter_is_lost_whatever_the_list_was_saved_in(register: Path, encoding: str) -> None:
    text = f"Titel\tLink\r\nFührungszeugnis für Ämter\t{LINK}/f\r\nStraße sperren\t{LINK}/s\r\n"
    imported(register, text.encode(encoding))
    assert [row[0] for row in rows(register, ENTRIES)] == ["Führungszeugnis für Ämter", "Straße sperren"]
    assert codes(register) == ["tabelle.kodierung"]


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("99027001012000, 99027002012000", ["99027001012000", "99027002012000"]),
        ("99027001012000\n99027002012000", ["99027001012000", "99027002012000"]),
        ("99 027 001 012 000 / 99.027.002.012.000", ["99027001012000", "99027002012000"]),
        ("urn:de:fim:leika:leistung:99027001012000", ["99027001012000"]),
        ("LeiKa-ID: 99027001012000", ["99027001012000"]),
        ("99027001012000 und 99027001012000", ["99027001012000"]),
        ("n. v.", [None]),
    ],
)
def test_each_key_of_a_cell_is_an_entry_under_the_same_title(
    register: Path, written: str, keys: list[str | None]
) -> None:
    result = imported(register, f'Titel;Link;Schlüssel\nUrkunden;{LINK};"{written}"\n')
    assert rows(register, ENTRIES) == [("Urkunden", LINK, key) for key in keys]
    assert result.counts.abgelehnt == 0


@pytest.mark.parametrize(
    ("written", "links"),
    [
        ("www.eisenach.de/hund", ["https://www.eisenach.de/hund"]),
        ("eisenach.de/hund", ["https://eisenach.de/hund"]),
        ("-", [None]),
        ("keine", [None]),
        ("n.v.", [None]),
        ("https://a.example/1 https://b.example/2", ["https://a.example/1", "https://b.example/2"]),
        ("https://a.example/1,www.b.example", ["https://a.example/1", "https://www.b.example"]),
        ("Antrag: https://a.example/1", ["https://a.example/1"]),
    ],
)
def test_links_as_people_write_them(register: Path, written: str, links: list[str | None]) -> None:
    result = imported(register, f'Titel;Link\nHund;"{written}"\n')
    assert rows(register, ENTRIES) == [("Hund", link, None) for link in links]
    assert (result.counts.abgelehnt, bool(codes(register))) == (0, True)


def test_text_beside_a_link_or_key_is_told(register: Path) -> None:
    imported(register, f"Titel;Link;Schlüssel\nHund;{LINK} (neu);{KEY} Hundesteuer\n")
    assert rows(register, ENTRIES) == [("Hund", LINK, KEY)]
    assert texts(register) == "Neben Link oder Schlüssel steht „neu Hundesteuer“; das wurde nicht übernommen."


def ods() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "called"),
    [(ods(), "OpenDocument-Tabelle (ODS)"), (b"%PDF-1.7\n", "ein PDF"), (b"<html><table>", "eine HTML-Seite")],
)
def test_another_format_is_called_by_its_name(register: Path, body: bytes, called: str) -> None:
    with pytest.raises(ThavelError) as error:
        imported(register, body)
    assert called in str(error.value)
