"""Searches and orders of the site: German letters, however they are typed, and nothing that ends in an error."""

import json
import sqlite3
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.site.search import query
from tests.catalogue.site.test_downloads import downloads_of
from tests.catalogue.site.world import RESULTS, ROWS, fill, heading, one, visit, words

NAMES = ("Mühlhausen/Thüringen, Stadt", "Suhl, Stadt", "Sömmerda, Stadt", "Großbreitenbach, Stadt")


@pytest.fixture
def german(katalog: Path) -> Path:
    kommunen = [{"ags": f"1699900{n}", "name": name, "kreis": name[:5]} for n, name in enumerate(NAMES)]
    titles = ("Gewerbesteuer Überlassung", "Straße sperren", "Ueberlassung von Geraeten")
    leistungen = [{"leistungsschluessel": f"9900000000000{n}", "bezeichnung": title} for n, title in enumerate(titles)]
    fill(katalog, ROWS, RESULTS, {"kommunen": kommunen, "leistungen": leistungen})
    return katalog


@pytest.mark.parametrize("typed", ["MÜHLHAUSEN", "Muehlhausen", "mühlhausen", "mu\u0308hlhausen"])
def test_a_municipality_is_found_however_its_name_is_typed(german: Path, typed: str) -> None:
    pages = visit(german, [f"/kommunen?q={quote_plus(typed)}", f"/katalog/kommunen?_search={quote_plus(typed)}"])
    for page in pages:
        assert "Mühlhausen/Thüringen" in words(page)
        assert "Suhl" not in words(page).split("Quellen")[0].split("Kreis")[-1]
        assert len(json.loads(one(german, downloads_of(page)["JSON"]).text)) == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("überlassung", 2), ("UEBERLASSUNG", 2), ("gewerbesteuer ueberlassung", 1), ("strasse", 1), ("STRAßE", 1),
        ('"Überlassung von"', 1), ('"', 0), ('x"y', 0), ("geräten", 1), ("", 6), ("  ", 6), ("AND", 0), ("*", 0),
        ("'", 0), ("-", 0), ("ueberlassung OR x", 0), ("NEAR(", 0), ("bezeichnung:x", 0), ("\0", 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", ["", "&bezeichnung__notnull=1"])
def test_the_search_of_a_list_knows_german_letters_and_never_fails(
    german: Path, typed: str, found: int, more: str
) -> None:
    page = one(german, f"/katalog/leistungen?_search={quote_plus(typed)}{more}")
    assert heading(page) == f"Leistungen: {found} {'Eintrag' if found == 1 else 'Einträge'}"


@given(st.text())
def test_whatever_is_typed_is_a_query(text: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE suche USING fts5 (titel, tokenize = 'unicode61 remove_diacritics 2')")
    assert db.execute("SELECT * FROM suche WHERE suche MATCH ?", [query(text)]).fetchall() == []
    db.close()


def test_names_stand_in_german_order(german: Path) -> None:
    page = one(german, "/kommunen")
    text = words(page)
    assert text.index("Eisenach, Stadt") < text.index("Großbreitenbach") < text.index("Jena, Stadt")
    assert text.index("Sömmerda, Stadt") < text.index("Suhl, Stadt")
    kreise = unescape(page.text).split('name="kreis"')[1].split("</select>")[0]
    assert kreise.index(">Sömme") < kreise.index(">Suhl,")


ORDER = ["Großbreitenbach", "Jena", "Mühlhausen/Thüringen", "Öchsen", "Sömmerda", "Suhl"]


def listed(answer: Any) -> list[str]:
    body = answer.json()
    return [row["name"].partition(",")[0] for row in (body["rows"] if isinstance(body, dict) else body)]


@pytest.mark.parametrize(("asked", "backwards"), [("", False), ("&_sort=name", False), ("&_sort_desc=name", True)])
def test_lists_of_data_stand_in_german_order_over_all_their_pages_and_in_their_files(
    german: Path, asked: str, backwards: bool
) -> None:
    fill(german, {"kommunen": [{"ags": "16999010", "name": "Öchsen"}, {"ags": "16999011", "name": "Öchsen"}]})
    where = (
        f"/katalog/kommunen.json?_shape=objects&ags__like=16%25&gueltig_bis__isnull=1&name__not=Eisenach, Stadt{asked}"
    )
    pages, url = [], f"{where}&_size=2"
    while url:
        answer = one(german, url)
        pages += listed(answer)
        url = answer.json()["next_url"] or ""
    file = listed(one(german, where.replace("_shape=objects", "_shape=array")))
    assert pages == file
    assert list(dict.fromkeys(pages)) == (ORDER[::-1] if backwards else ORDER)
    assert pages.count("Öchsen") == 2


def test_values_to_filter_by_stand_in_german_order(german: Path) -> None:
    facets = one(german, "/katalog/kommunen.json?_facet=name").json()["facet_results"]["name"]["results"]
    names = [each["value"].partition(",")[0] for each in facets]
    assert [name for name in names if name in ORDER] == [name for name in ORDER if name != "Öchsen"]


@pytest.mark.parametrize(
    "condition", ["name__contains=MUEHLHAUSEN", "name__startswith=mühl", "name__like=%25ÜHLHAU%25"]
)
def test_a_condition_on_a_text_knows_german_letters_on_the_page_and_in_the_file(german: Path, condition: str) -> None:
    for shape in ("objects", "array"):
        assert listed(one(german, f"/katalog/kommunen.json?_shape={shape}&{condition}")) == ["Mühlhausen/Thüringen"]


def test_a_catalogue_served_with_german_order_stays_open_to_any_sqlite(german: Path) -> None:
    one(german, "/katalog/kommunen?_sort=name")
    with sqlite3.connect(german) as db:
        db.execute("UPDATE kommunen SET name = 'Öchsen' WHERE name LIKE 'Suhl%'")
        assert db.execute("SELECT count(*) FROM kommunen WHERE name = 'Öchsen'").fetchone() == (1,)
    db.close()
