"""The site shows what was decided beside the candidates, as it is at the time."""

import asyncio
import re
from pathlib import Path
from typing import Any

from catalogue.database import connect
from catalogue.site import build
from catalogue.store.decisions import Decision, decide, file_of
from tests.catalogue.site.world import DOG, visit

ADDRESS = "/katalog/kandidaten.json?_shape=objects"


def say(path: Path, status: str) -> None:
    db = connect(path)
    decide(db, path, Decision("16063105", DOG, status, "Ordnung", "MM"))
    db.close()


def status(answer: Any) -> dict[str, str]:
    return {row["leistungsschluessel"]: row["status"] for row in answer.json()["rows"]}


def test_a_decision_is_seen_without_a_restart_even_the_first_and_one_taken_back(filled: Path) -> None:
    datasette = build(filled)

    async def look() -> list[dict[str, str]]:
        seen = [status(await datasette.client.get(ADDRESS))]
        for decided in ("in Prüfung", "offen"):
            say(filled, decided)
            seen += [status(await datasette.client.get(ADDRESS)) for _ in range(8)]
        return seen

    first, *later = asyncio.run(look())
    assert first[DOG] == "offen"
    assert later == [{**first, DOG: "in Prüfung"}] * 8 + [first] * 8


def test_the_list_of_candidates_is_filtered_searched_and_sorted_by_what_was_decided(filled: Path) -> None:
    say(filled, "abgelehnt")
    for query in ("status=abgelehnt", "_search=hundesteuer&status=abgelehnt", "_sort=status", "_facet=status"):
        (answer,) = visit(filled, [f"{ADDRESS}&{query}"])
        assert status(answer)[DOG] == "abgelehnt"
    assert status(visit(filled, [f"{ADDRESS}&status=offen"])[0]).get(DOG) is None
    (page,) = visit(filled, ["/kandidaten"])
    assert "abgelehnt" in page.text


def test_a_site_without_decisions_makes_no_file(filled: Path) -> None:
    assert status(visit(filled, [ADDRESS])[0])[DOG] == "offen"
    assert not file_of(filled).exists()


def test_without_decisions_the_overview_for_programs_is_answered(filled: Path) -> None:
    assert not file_of(filled).exists()
    assert visit(filled, ["/.json"])[0].status_code == 200


def test_numbers_are_counted_once_for_each_state_of_the_catalogue(filled: Path) -> None:
    datasette = build(filled)
    asked: list[str] = []

    async def titles() -> list[str]:
        database = datasette.get_database("katalog")
        original = database.execute_fn

        async def counted(fn: Any) -> Any:
            asked.append("")
            return await original(fn)

        database.execute_fn = counted
        found, numbers = [], []
        for number in range(4):
            if number == 2:
                db = connect(filled)
                db.execute("INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES ('7', 'neu')")
                db.close()
            asked.clear()
            page = await datasette.client.get("/katalog")
            numbers.append(len(asked))
            listed = await datasette.client.get("/katalog/leistungen")
            found.append(re.findall(r"Leistungen: \d+ Eintr", listed.text)[0] + str("4 Einträge" in page.text))
        assert numbers[1] < numbers[0] / 2
        assert numbers[3] < numbers[2] / 2
        return found

    found = asyncio.run(titles())
    assert [text.partition("Eintr")[0] for text in found] == ["Leistungen: 3 "] * 2 + ["Leistungen: 4 "] * 2
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()


def visits(datasette: Any, *urls: str) -> list[Any]:
    async def get() -> list[Any]:
        return [await datasette.client.get(url) for url in urls]

    return asyncio.run(get())


def test_the_first_decision_appears_in_the_navigation_without_a_restart(filled: Path) -> None:
    datasette = build(filled)
    start, decisions = visits(datasette, "/", "/entscheidungen")
    assert 'href="/entscheidungen"' not in start.text and decisions.status_code == 404
    say(filled, "in Prüfung")
    start, *decisions = visits(datasette, "/", "/entscheidungen", "/entscheidungen/entscheidungen_aktuell")
    assert 'href="/entscheidungen"' in start.text
    assert [page.status_code for page in decisions] == [200, 200] and "in Prüfung" in decisions[1].text
    datasette.executor.shutdown()


def test_decisions_that_cannot_be_read_are_told_of_and_no_file_passes_over_them(filled: Path) -> None:
    say(filled, "in Prüfung")
    datasette = build(filled)
    visits(datasette, "/", "/kandidaten", "/entscheidungen")
    whole = file_of(filled).read_bytes()
    file_of(filled).write_bytes(b"kaputt" * 2000)
    pages = visits(datasette, "/", "/kandidaten", f"/leistung/{DOG}", "/katalog/kandidaten", "/katalog")
    assert [page.status_code for page in pages] == [200] * 5
    assert [page.url.path for page in pages if "Entscheidungen können gerade nicht gelesen" not in page.text] == []
    refused = visits(
        datasette, "/entscheidungen", "/entscheidungen/entscheidungen.json", ADDRESS, "/katalog/kandidaten.csv"
    )
    assert [page.status_code for page in refused] == [503] * 4
    assert all("gerade nicht gelesen werden" in page.text for page in refused)
    file_of(filled).write_bytes(whole)
    (answer,) = visits(datasette, ADDRESS)
    assert status(answer)[DOG] == "in Prüfung"
    datasette.executor.shutdown()
