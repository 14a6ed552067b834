"""What is kept of answers: for one state of the files, once for all who ask, and nothing that went wrong."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from catalogue.database import connect
from catalogue.site import build
from catalogue.site.kept import KeptResults, kept_pages


def test_what_many_ask_for_at_once_is_found_once_and_errors_are_not_kept(tmp_path: Path) -> None:
    asked: list[str] = []
    kept = KeptResults([tmp_path / "katalog.db"], 10)

    async def ask() -> str:
        asked.append("")
        await asyncio.sleep(0)
        if len(asked) == 1:
            raise OSError
        return f"Antwort {len(asked)}"

    async def main() -> list[Any]:
        failed = await asyncio.gather(*[kept.get("a", ask) for _ in range(5)], return_exceptions=True)
        assert [type(each) for each in failed] == [OSError] * 5
        first = await asyncio.gather(*[kept.get("a", ask) for _ in range(5)])
        (tmp_path / "katalog.db-wal").write_bytes(b"x")
        return [*first, await kept.get("a", ask)]

    assert asyncio.run(main()) == ["Antwort 2"] * 5 + ["Antwort 3"]


def test_too_much_is_dropped_and_what_has_no_size_is_not_kept(tmp_path: Path) -> None:
    kept = KeptResults([tmp_path / "katalog.db"], 10)
    asked: list[str] = []

    async def ask() -> str:
        asked.append("")
        return "x" * 6

    async def main() -> None:
        for key in ("a", "a", "b", "b", "a"):
            await kept.get(key, ask, len)
        await kept.get("c", ask, lambda found: None)
        await kept.get("c", ask, lambda found: None)

    asyncio.run(main())
    assert len(asked) == 6


@pytest.mark.parametrize(
    ("path", "status", "made"), [("/x", 200, 1), ("/x.csv", 200, 3), ("/-/x", 200, 3), ("/x", 500, 3)]
)
def test_only_whole_pages_are_kept(tmp_path: Path, path: str, status: int, made: int) -> None:
    asked: list[str] = []
    got: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append("")
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"ja"})

    async def send(message: Any) -> None:
        got.append(message.get("body"))

    async def receive() -> Any:
        return {}

    async def main() -> None:
        scope = {"type": "http", "path": path, "raw_path": path.encode(), "query_string": b""}
        for _ in range(3):
            await wrapped(scope, receive, send)

    wrapped = kept_pages(app, lambda: [tmp_path / "katalog.db"])
    asyncio.run(main())
    assert (len(asked), got) == (made, [None, b"ja"] * 3)


def test_a_page_asked_for_by_many_is_made_once_and_anew_after_a_change(filled: Path) -> None:
    datasette = build(filled)
    asked: list[str] = []

    async def main() -> tuple[int, int, bool]:
        database = datasette.get_database("katalog")
        original = database.execute_fn

        async def counted(fn: Any) -> Any:
            asked.append("")
            return await original(fn)

        database.execute_fn = counted
        await asyncio.gather(*[datasette.client.get("/katalog/leistungen") for _ in range(20)])
        twenty = len(asked)
        await datasette.client.get("/katalog/leistungen")
        again = len(asked) - twenty
        db = connect(filled)
        db.execute("INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES ('7', 'ganz neu')")
        db.close()
        return twenty, again, "ganz neu" in (await datasette.client.get("/katalog/leistungen")).text

    twenty, again, renewed = asyncio.run(main())
    assert twenty < 40 and (again, renewed) == (0, True)
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()
