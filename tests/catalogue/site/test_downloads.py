"""What the site gives to download: the same files as the command `export`, whole, or a refusal in German."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import httpx
import openpyxl
import pytest

from catalogue.database import connect
from catalogue.export import export
from catalogue.site import downloads
from catalogue.site.metadata import PUBLIC
from catalogue.store.joined import join_decisions
from catalogue.tables import CATALOGUE
from tests.catalogue.site.world import DOG, RESULTS, ROWS, fill, heading, one, visit, words

MANY = 2300
FORMULA = '=HYPERLINK("https://boese.example";"Klick")'


@pytest.fixture
def long(katalog: Path) -> Path:
    """A catalogue with more Leistungen than Datasette returns at once; one has a formula for a name."""
    leistungen = [{"leistungsschluessel": f"99{n:012}", "bezeichnung": f"Leistung {n % 7}"} for n in range(MANY)]
    fill(
        katalog, ROWS, RESULTS, {"leistungen": [*leistungen, {"leistungsschluessel": "8" * 14, "bezeichnung": FORMULA}]}
    )
    return katalog


def table(response: httpx.Response) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def downloads_of(page: httpx.Response) -> dict[str, str]:
    """Addresses by name of the last place on a page where there is something to download."""
    place = page.text.split('class="ausgabe"')[-1].split("</p>")[0]
    return {name: unescape(address) for address, name in re.findall(r'href="([^"]+)">([^<]+)</a>', place)}


@pytest.mark.parametrize("name", [relation.name for relation in CATALOGUE if relation.name in PUBLIC])
def test_every_list_is_the_file_of_the_command(filled: Path, tmp_path: Path, name: str) -> None:
    db = connect(filled)
    join_decisions(db.conn, filled)
    answers = visit(filled, [f"/katalog/{name}.csv", f"/katalog/{name}.json?_shape=array", f"/katalog/{name}.xlsx"])
    for answer, fmt in zip(answers, ("csv", "json"), strict=False):
        export(db, name, fmt, tmp_path / f"liste.{fmt}", force=True)
        assert answer.content == (tmp_path / f"liste.{fmt}").read_bytes()
    db.close()
    sheet = openpyxl.load_workbook(io.BytesIO(answers[2].content)).worksheets[0]
    assert [cell.value for cell in sheet[2]] == table(answers[0])[0]
    assert [answer.headers["content-disposition"] for answer in answers] == [
        f'attachment; filename="{name}.{fmt}"' for fmt in ("csv", "json", "xlsx")
    ]


def test_downloads_are_whole_and_formulas_in_them_harmless(long: Path) -> None:
    page = one(long, "/katalog/leistungen")
    whole = visit(long, [*downloads_of(page).values()])
    assert list(downloads_of(page)) == ["CSV", "Excel", "JSON"]
    lines, rows = table(whole[0]), json.loads(whole[2].text)
    sheet = openpyxl.load_workbook(io.BytesIO(whole[1].content)).worksheets[0]
    assert len(lines) - 1 == len(rows) == (sheet.max_row or 0) - 2 == MANY + 4
    assert lines[0][:2] == ["Leistungsschlüssel", "Bezeichnung"]
    assert lines[1][:2] == ["8" * 14, f"'{FORMULA}"]
    assert (sheet["B3"].value, sheet["B3"].data_type) == (FORMULA, "s")


def test_a_later_page_gives_the_whole_list_with_its_filters_and_its_order(long: Path) -> None:
    first = one(long, "/katalog/leistungen?bezeichnung=Leistung+3&_sort_desc=leistungsschluessel&_size=10")
    later = re.search(r'href="([^"]+)" rel="next"', first.text)
    assert later
    files = downloads_of(one(long, unescape(later[1])))
    assert files == downloads_of(first)
    lines = table(one(long, files["CSV"]))[1:]
    assert len(lines) == len([n for n in range(MANY) if n % 7 == 3])
    assert lines == sorted(lines, reverse=True)
    assert {line[1] for line in lines} == {"Leistung 3"}


def test_a_search_restricts_the_download_too(filled: Path) -> None:
    for page in ("/katalog/leistungen?_search=hundesteuer", "/kommune/16053000?q=hund", "/kommunen?q=ena"):
        files = downloads_of(one(filled, page))
        found = json.loads(one(filled, files["JSON"]).text)
        assert [len(found), len(table(one(filled, files["CSV"]))) - 1] == [len(found)] * 2
        everything = json.loads(one(filled, files["JSON"].partition("?")[0] + "?_shape=array").text)
        assert 0 < len(found) < len(everything)


def test_every_link_to_a_download_answers_with_a_file(pages: dict[str, httpx.Response], filled: Path) -> None:
    html = "".join(page.text for page in pages.values())
    found = {unescape(link) for link in re.findall(r'href="(/katalog/[^"?]+\.\w+[^"]*)"', html)}
    kinds = {"csv": "text/csv", "xlsx": "application/vnd.openxml", "json": "application/json"}
    for link, answer in zip(sorted(found), visit(filled, sorted(found)), strict=True):
        assert answer.status_code == 200, link
        assert answer.headers["content-type"].startswith(kinds[link.partition("?")[0].rpartition(".")[2]])
        assert len(answer.content) == int(answer.headers.get("content-length", len(answer.content)))
    assert len(found) > 3 * (len(CATALOGUE) - 1)


def test_a_row_is_a_file_of_one_line(filled: Path) -> None:
    answer, missing = visit(filled, ["/katalog/kommunen/16063105.csv", "/katalog/kommunen/1.csv"])
    assert [line[0] for line in table(answer)] == ["AGS", "16063105"]
    assert missing.status_code == 404


def test_what_cannot_be_whole_is_refused_in_german(long: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(downloads, "MOST_ROWS_OF_A_WORKBOOK", 1000)
    large, small = visit(long, ["/katalog/leistungen.xlsx", f"/katalog/leistungen.xlsx?leistungsschluessel={DOG}"])
    assert (large.status_code, small.status_code) == (400, 200)
    assert "mehr als 1.000 Zeilen, zu viele für eine Excel-Datei. Laden Sie die Liste als CSV" in words(large)
    monkeypatch.setattr(downloads, "LONGEST_MS", 0)
    slow = one(long, "/katalog/leistungen.csv")
    assert (slow.status_code, heading(slow)) == (503, "Das dauert zu lange")

    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    assert "Die Datei kann gerade nicht geschrieben werden" in words(one(long, "/katalog/leistungen.csv"))
    assert one(long, "/katalog/leistungen.csv").status_code == 503


@pytest.mark.parametrize(
    "query",
    [
        "gibtsnicht=1", "name__gibtsnicht=1", "_sort=gibtsnicht", "_sort=name&_sort_desc=ags", "_search_ags=x",
        "_gibtsnicht=1", "einwohner__in=[1", "_through=x", "_enthaelt=gibtsnicht:x", "_enthaelt=x", "_facet=gibtsnicht",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["", ".csv", ".xlsx", ".json"])
def test_what_a_list_does_not_know_is_refused_in_every_form(filled: Path, form: str, query: str) -> None:
    answer = one(filled, f"/katalog/kommunen{form}?{query}")
    assert answer.status_code == 400
    if form == ".json":
        assert answer.json()["title"] == "Diese Angabe ist hier nicht möglich"
    else:
        assert heading(answer) == "Diese Angabe ist hier nicht möglich"


@pytest.mark.parametrize("path", ["/katalog/kommunen.ods", "/katalog.csv", "/katalog/kommunen/16063105.blob"])
def test_other_forms_do_not_exist(filled: Path, path: str) -> None:
    assert one(filled, path).status_code == 404


def test_the_address_of_the_next_page_names_no_host(filled: Path) -> None:
    answer = one(filled, "/katalog/koordinaten.json?_size=1")
    assert answer.json()["next_url"] == "/katalog/koordinaten.json?_size=1&_next=16051000"
    assert "localhost" not in str(answer.headers)
