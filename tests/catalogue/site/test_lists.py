"""The lists of Datasette, what is refused, errors, decisions and metadata."""

import asyncio
import re
from pathlib import Path

import httpx
import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.site import build
from catalogue.site.metadata import PUBLIC, metadata
from catalogue.store.decisions import Decision, decide, file_of
from catalogue.tables import CATALOGUE
from tests.catalogue.site.world import (
    DOG,
    NOTE,
    SCRIPT,
    heading,
    one,
    visit,
    words,
)


@pytest.mark.slow
def test_data_pages_speak_german_and_link_to_the_pages(pages: dict[str, httpx.Response]) -> None:
    page = pages["/katalog/luecken"]
    assert heading(page) == "Lücken: 2 Einträge"
    assert f'href="/leistung/{DOG}"' in page.text
    assert "Leistungsschlüssel" in page.text
    assert 'href="/kommune/16053000"' in pages["/katalog/angebotsnachweise"].text
    assert 'href="/lauf/1"' in pages["/katalog/laeufe"].text
    filtered = words(pages["/katalog/kommunen?name__contains=ena&_sort_desc=einwohner"])
    assert "Kommune enthält „ena“" in filtered
    assert heading(pages["/katalog/leistungen?_search=hundesteuer"]) == "Leistungen: 2 Einträge"


def test_long_lists_of_data_have_a_next_page(filled: Path) -> None:
    first = visit(filled, ["/katalog/koordinaten"], default_page_size=5)[0]
    following = re.search(r'href="(/katalog/koordinaten\?[^"]*_next=[^"]*)"', first.text)
    assert following
    assert "Weitere Einträge" in first.text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/leistung/12345678901234", 404), ("/leistung/x", 404), ("/kommune/99999999", 404), ("/lauf/77", 404),
        ("/lauf/eins", 404), ("/gibt-es-nicht", 404), ("/katalog/gibtsnicht", 404), ("/katalog/kommunen/1", 404),
        ("/katalog?sql=select+1", 403), ("/katalog/kommunen?_where=1", 403), ("/katalog.db", 403),
        ("/katalog/kommunen_fts", 403), ("/katalog/_sqlite_migrations", 403), ("/_internal", 403),
        ("/katalog/kommunen?_sort=gibtsnicht", 400), ("/katalog/kommunen?_size=x", 400), ("/-/metadata", 404),
        ("/-/databases.json", 404), ("/katalog/gibtsnicht.json", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_german(filled: Path, url: str, status: int) -> None:
    response = one(filled, url)
    assert response.status_code == status
    if url.endswith(".json"):
        assert set(response.json()) == {"ok", "error", "status", "title"}
        return
    text = words(response)
    assert NOTE in text
    assert "Zur Startseite" in text
    assert not re.search(r"\b(not|found|Forbidden|permission|Invalid|must|Cannot)\b", text)


@pytest.mark.slow
def test_raw_sql_has_no_link_anywhere(pages: dict[str, httpx.Response]) -> None:
    assert all("?sql=" not in response.text for response in pages.values())


def test_an_error_of_ours_shows_no_trace(filled: Path, caplog: pytest.LogCaptureFixture) -> None:
    datasette = build(filled)
    damaged = connect(filled)
    damaged.execute("DROP VIEW angebote")
    damaged.close()

    async def get() -> httpx.Response:
        return await datasette.client.get("/kommune/16053000")  # type: ignore[no-any-return]

    response = asyncio.run(get())
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()
    assert response.status_code == 500
    assert heading(response) == "Hier ist ein Fehler passiert"
    assert "angebote" not in words(response).split("Zur Startseite")[0]
    assert "no such table" in caplog.text


def test_a_site_under_a_path_links_under_that_path(filled: Path) -> None:
    page = visit(filled, ["/", "/katalog/luecken"], base_url="/thavel/")
    for response in page:
        assert response.status_code == 200
        own = re.findall(r'(?:href|action|src)="(/[^"]*)"', response.text)
        assert [address for address in own if not address.startswith("/thavel/")] == []


def test_a_missing_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="gibt es nicht"):
        build(tmp_path / "fehlt.db")


@pytest.mark.slow
def test_decisions_are_published_read_only_where_there_are_any(filled: Path) -> None:
    db = connect(filled)
    for status in ("in Prüfung", "abgelehnt"):
        decide(db, filled, Decision("16063105", DOG, status, "Ordnung", "MM", SCRIPT))
    db.close()
    before = file_of(filled).read_bytes()
    urls = ["/", "/entscheidungen", "/entscheidungen/entscheidungen_aktuell", "/entscheidungen/entscheidungen"]
    urls += ["/entscheidungen/entscheidungen/1", "/katalog", "/entscheidungen/entscheidungen_aktuell.json"]
    start, overview, latest, everything, row, data, answer = visit(filled, urls)
    for page in (start, overview, latest, everything, row, data):
        assert page.status_code == 200
        assert '<a href="/entscheidungen"' in page.text
        assert SCRIPT not in page.text
    assert heading(overview) == "Was die Fachbereiche entschieden haben"
    assert heading(latest) == "Entscheidungen, aktueller Stand: 1 Eintrag"
    assert heading(everything) == "Entscheidungen: 2 Einträge"
    assert f'<a href="/leistung/{DOG}">' in latest.text
    assert 'action="/entscheidungen/entscheidungen_aktuell"' in latest.text
    assert "Entscheidungen › Entscheidungen" in words(row)
    assert "Die letzte Entscheidung jeder Kommune" not in words(data)
    assert answer.json()["rows"] == [[2, *answer.json()["rows"][0][1:5], "abgelehnt"]]
    assert file_of(filled).read_bytes() == before


def test_without_decisions_nothing_of_them_is_shown(filled: Path) -> None:
    start, overview = visit(filled, ["/", "/entscheidungen"])
    assert "Entscheidungen" not in words(start)
    assert overview.status_code == 404


def test_metadata_describes_every_column_and_hides_the_undeclared() -> None:
    tables = metadata(["kommunen", "kommunen_fts"])["databases"]["katalog"]["tables"]
    assert tables["kommunen_fts"] == {"hidden": True, "allow": False}
    for relation in CATALOGUE:
        if relation.name not in PUBLIC:
            assert tables[relation.name] == tables["kommunen_fts"]
            continue
        assert list(tables[relation.name]["columns"]) == [column.name for column in relation.columns]
        assert all(tables[relation.name]["columns"].values())


def test_who_decided_and_their_notes_are_in_no_answer(filled: Path) -> None:
    db = connect(filled)
    decide(db, filled, Decision("16063105", DOG, "abgelehnt", "Bauen", "Frau Geheim", "Notiz vertraulich"))
    db.close()
    lists = ["/entscheidungen/entscheidungen", "/entscheidungen/entscheidungen_aktuell"]
    forms = [
        ".json",
        ".json?_shape=array",
        ".json?_shape=objects",
        ".csv",
        ".xlsx",
        "?_sort=zeitpunkt",
        "?_facet=status",
    ]
    asked = [
        "person=Frau+Geheim", "person__contains=e", "notiz__notnull=1", "_sort=person", "_sort_desc=notiz",
        "_facet=person", "_col=person", "_nocol=notiz", "_label=person", "_enthaelt=person:Frau", "_where=person='x'",
        "_search=Geheim", "_facet_array=notiz", "sql=select+person+from+entscheidungen",
    ]  # fmt: skip
    shown = ["/", "/entscheidungen", "/entscheidungen.json", "/.json", f"/leistung/{DOG}", "/kandidaten", "/hilfe"]
    shown += [f"{path}{form}" for path in lists for form in ("", *forms)]
    shown += [f"{lists[0]}/1{form}" for form in ("", ".json", ".json?_shape=objects", ".csv", ".xlsx")]
    refused = [f"{path}{form}?{query}" for path in lists for form in ("", ".json", ".csv") for query in asked]
    answers = visit(filled, [*shown, *refused])
    for url, answer in zip([*shown, *refused], answers, strict=True):
        text = answer.content.decode("utf-8", "replace").lower()
        assert "frau geheim" not in text.replace("+", " ") or url in refused, url
        assert "vertraulich" not in text, url
        if url in shown:
            assert answer.status_code == 200, url
            assert not {'"person"', '"notiz"', ">person<", ">notiz<"} & set(re.findall(r'[">]\w+["<]', text)), url
        else:
            assert answer.status_code in (400, 403), url


def test_no_query_of_the_site_sees_what_is_private(filled: Path) -> None:
    db = connect(filled)
    decide(db, filled, Decision("16063105", DOG, "abgelehnt", "Bauen", "Frau Geheim", "vertraulich"))
    db.close()
    datasette = build(filled)

    async def seen() -> list[tuple[object, ...]]:
        decisions = datasette.get_database("entscheidungen")
        queries = ("entscheidungen", "entscheidungen_aktuell", "(SELECT * FROM entscheidungen WHERE person IS NULL)")
        found = [await decisions.execute(f"SELECT status, PERSON, max(notiz) FROM {query}") for query in queries]
        return [tuple(result.rows[0]) for result in found]

    assert asyncio.run(seen()) == [("abgelehnt", None, None)] * 3
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()
