"""Requests that no browser sends: methods, paths, prefixes, and the health that a monitor asks for."""

import asyncio
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from catalogue.schema import Table
from catalogue.site import build
from catalogue.tables import RELATIONS
from tests.catalogue.site.world import DOG, NOTE, fill, heading, one, visit, words
from tests.catalogue.site.world import RESULTS as RESULT_ROWS
from tests.catalogue.site.world import ROWS as WORLD_ROWS

PATHS = (
    "/", "/luecken", "/katalog", "/katalog/kommunen", "/katalog/kommunen.csv", "/katalog/kommunen/16063105",
    "/statisch/site.css", "/favicon.ico", "/gibtsnicht", "/-/static/app.css", "/katalog/kommunen.json",
)  # fmt: skip


def ask(path: Path, *requests: tuple[str, str], **settings: str) -> list[httpx.Response]:
    datasette = build(path, settings=settings)

    async def answers() -> list[httpx.Response]:
        return [await datasette.client.request(method, url) for method, url in requests]

    try:
        return asyncio.run(answers())
    finally:
        datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()


def behind(path: Path, prefix: str, kept: bool, urls: Sequence[str]) -> list[httpx.Response]:
    """Answers of a site whose readers see it below a prefix; the proxy keeps that in the path or takes it away."""
    datasette = build(path, settings={"base_url": f"{prefix}/"})

    async def answers() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=datasette.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return [await client.get(f"{prefix if kept else ''}{url}") for url in urls]

    try:
        return asyncio.run(answers())
    finally:
        datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_only_reading_is_allowed_everywhere(filled: Path, method: str) -> None:
    for url, answer in zip(PATHS, ask(filled, *((method, url) for url in PATHS)), strict=True):
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD"), url
        assert "content-security-policy" in answer.headers
        if url.endswith(".json"):
            assert answer.json()["title"] == "Das geht hier nicht"
        else:
            assert heading(answer) == "Das geht hier nicht"


def test_head_is_get_without_its_body(filled: Path) -> None:
    asked = [(method, url) for url in PATHS for method in ("GET", "HEAD")]
    answers = ask(filled, *asked)
    for get, head in zip(answers[::2], answers[1::2], strict=True):
        assert (head.status_code, head.headers["content-type"]) == (get.status_code, get.headers["content-type"])
        assert head.content == b""


@pytest.mark.parametrize("odd", ["?", "#", "%", "/", "\\", '"', "..", "\0", "\u202e", "~"])
def test_odd_paths_lead_nowhere_and_never_to_an_error(filled: Path, odd: str) -> None:
    starts = ("/", "/leistung/", "/kommune/", "/lauf/", "/katalog/", "/katalog/kommunen/", "/entscheidungen/", "/-/")
    tried = [f"{start}{text}" for start in starts for text in (quote(odd, safe=""), f"1{quote(odd, safe='')}2")]
    answers = visit(filled, tried)
    onward = [answer.headers["location"] for answer in answers if answer.is_redirect]
    assert [place for place in onward if not place.startswith("/")] == []
    ended = [answer for answer in (*answers, *visit(filled, onward)) if not answer.is_redirect]
    assert {answer.status_code for answer in ended} <= {200, 400, 403, 404}
    assert {answer.url.path.rstrip("/") for answer in ended if answer.status_code == 200} <= {"", "/katalog", "/-"}


def test_a_key_of_too_few_or_too_many_parts_leads_to_no_row(filled: Path) -> None:
    wrong = {
        f"/katalog/{relation.name}/{','.join('x' * parts)}{ending}"
        for relation in RELATIONS.values()
        for parts in (1, 2, 9)
        if not isinstance(relation, Table) or len(relation.key) != parts
        for ending in ("", ".json")
    }
    answers = dict(zip(sorted(wrong), visit(filled, sorted(wrong)), strict=True))
    assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 404} == {}


def test_a_refused_request_leaves_no_trace_in_the_log(filled: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert [answer.status_code for answer in visit(filled, ["/katalog/kommunen?_sort=x", "/katalog/x/y"])] == [400, 404]
    assert capfd.readouterr().err == ""


def test_the_host_of_a_request_stands_in_no_answer(filled: Path) -> None:
    datasette = build(filled)

    async def answers() -> list[httpx.Response]:
        headers = {"host": "boese.example", "x-forwarded-host": "boese.example", "x-forwarded-proto": "https"}
        urls = (
            "/",
            "/katalog/koordinaten?_size=1",
            "/katalog/koordinaten.json?_size=1",
            "/katalog/luecken",
            "/luecken/",
        )
        return [await datasette.client.get(url, headers=headers) for url in urls]

    for answer in asyncio.run(answers()):
        assert "boese.example" not in answer.text + str(answer.headers)
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "taken-away"])
def test_behind_a_path_every_link_works_whether_the_proxy_keeps_the_path_or_not(filled: Path, kept: bool) -> None:
    prefix = "/amt/katalog"
    urls = (
        "/",
        "/katalog/luecken?art=fehlt",
        "/katalog/leistungen?_size=1",
        "/katalog/kommunen/16063105",
        "/kommunen",
    )
    pages = behind(filled, prefix, kept, urls)
    links = set()
    for page in pages:
        assert page.status_code == 200
        links |= set(re.findall(r'(?:href|action|src)="(/[^"#]*)', page.text))
    assert [link for link in links if not link.startswith(f"{prefix}/") or link.count("/amt") > 1] == []
    found = [unescape(link).removeprefix(prefix) for link in sorted(links)]
    followed = behind(filled, prefix, kept, found)
    assert [link for link, answer in zip(found, followed, strict=True) if answer.status_code != 200] == []
    for moved in behind(filled, prefix, kept, ("/luecken/", "/katalog/kommunen?_filter_column=name&_filter_value=x")):
        assert moved.headers["location"].startswith(f"{prefix}/")
        assert moved.headers["location"].count("/amt") == 1


def test_the_path_of_the_site_without_its_slash_is_its_start(filled: Path) -> None:
    assert NOTE in words(behind(filled, "/amt", True, [""])[0])


def test_a_monitor_gets_one_sentence_and_nobody_s_name(filled: Path, katalog: Path) -> None:
    answer = one(filled, "/-/gesund")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert set(answer.json()) == {"gesund", "text", "verglichen", "befunde"}
    assert answer.json()["text"].startswith("Der Katalog kann gelesen werden.")


def test_a_monitor_is_told_that_the_catalogue_cannot_be_read(filled: Path) -> None:
    datasette = build(filled)
    filled.write_bytes(b"kaputt" * 5000)
    for more in ("-wal", "-shm"):
        filled.with_name(filled.name + more).unlink(missing_ok=True)

    async def get() -> httpx.Response:
        return await datasette.client.get("/-/gesund")  # type: ignore[no-any-return]

    answer = asyncio.run(get())
    assert (answer.status_code, answer.json()) == (
        503,
        {"gesund": False, "text": "Der Katalog kann nicht gelesen werden."},
    )
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()


@pytest.mark.parametrize("folder", ["Amt #3", "Was?", "100%", "Straße & Grün"])
def test_the_catalogue_may_lie_in_any_folder(katalog: Path, tmp_path: Path, folder: str) -> None:
    fill(katalog, WORLD_ROWS, RESULT_ROWS)
    place = tmp_path / folder
    place.mkdir()
    for file in katalog.parent.glob("katalog.db*"):
        if file.is_file():
            (place / file.name).write_bytes(file.read_bytes())
    answers = visit(place / katalog.name, ["/", f"/leistung/{DOG}", "/katalog/kommunen", "/katalog/kommunen.csv"])
    assert [answer.status_code for answer in answers] == [200] * 4
