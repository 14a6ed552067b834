"""The site shows what was decided beside the candidates, as it is at the time."""

import asyncio
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
