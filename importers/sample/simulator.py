"""A local simulator of the PVOG Suchdienst on the loopback interface."""

import base64
import json
from types import TracebackType
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from importers.sample.loopback import Loopback, Reply
from importers.sample.world import Area, World, detail, item, table

BASE_PATH = "/suchdienst/api"
NOT_FOUND = Reply(404, b"")

KeysIn = Literal["item", "table", "detail"]


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def page_token(ars: str, page: int) -> str:
    """The mark by which a page other than the first is asked for; pages are counted from 0."""
    return base64.b64encode(f"{ars}/{page}".encode()).decode()


class Suchdienst:
    """The answers of the service, without the network. Bodies are rendered once and kept."""

    def __init__(self, world: World, page_size: int, keys_in: KeysIn = "table") -> None:
        self.world = world
        self._page_size = page_size
        self._keys_in = keys_in
        self._pages: dict[str, list[bytes]] = {}
        self._tables: dict[str, bytes] = {}
        self._details = {d.id: d for area in world.values() for d in area.descriptions}

    def render(self) -> None:
        """Render every page and table now, so that a benchmark does not measure it."""
        for ars, area in self.world.items():
            self._pages_of(ars, area)
            self._table_of(ars, area)

    def _pages_of(self, ars: str, area: Area) -> list[bytes]:
        if ars not in self._pages:
            items = [item(service, with_keys=self._keys_in == "item") for service in area.services]
            starts = range(0, max(len(items), 1), self._page_size)
            self._pages[ars] = [
                _json(
                    {
                        "totalHits": len(items),
                        "nextPageToken": page_token(ars, number + 1) if number + 1 < len(starts) else None,
                        "hits": [],
                        "onlineservices": items[start : start + self._page_size],
                    }
                )
                for number, start in enumerate(starts)
            ]
        return self._pages[ars]

    def _table_of(self, ars: str, area: Area) -> bytes:
        if ars not in self._tables:
            self._tables[ars] = table(area).encode()
        return self._tables[ars]

    def answer(self, path: str, parameters: dict[str, str]) -> Reply:
        """The answer to a GET; `path` starts after the base path."""
        ars = parameters.get("ars", "")
        area = self.world.get(ars)
        if path == "/v1beta2/onlineservices":
            if area is None:
                return NOT_FOUND
            pages = {"": 0, **{page_token(ars, n): n for n in range(1, len(self._pages_of(ars, area)))}}
            number = pages.get(parameters.get("nextPageToken", ""))
            if number is None:
                return Reply(400, b"nextPageToken: unbekannt", "text/plain; charset=utf-8")
            return Reply(200, self._pages_of(ars, area)[number])
        if path == "/v5/servicedescriptions/csv":
            if area is None or self._keys_in == "detail":
                return NOT_FOUND
            return Reply(200, self._table_of(ars, area), "text/csv;charset=UTF-8")
        if path == "/v2/organisationunits/titles":
            organisations = area.responsible.get(parameters.get("lbId", "")) if area else None
            return Reply(200, _json([found.answer() for found in organisations])) if organisations else NOT_FOUND
        identifier = path.removeprefix("/v6/servicedescriptions/").removesuffix("/detail")
        if identifier in self._details and path.endswith("/detail"):
            return Reply(200, _json(detail(self._details[identifier])))
        return NOT_FOUND


def question(target: str) -> tuple[str, dict[str, str]]:
    """Path after the base path, and parameters, of a path with query as it was asked for."""
    parts = urlsplit(target)
    parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return unquote(parts.path).removeprefix(BASE_PATH), parameters


class Simulator:
    """The service on a free loopback port while the context lasts; entering it gives the base URL."""

    def __init__(self, world: World, page_size: int = 20, *, keys_in: KeysIn = "table", port: int = 0) -> None:
        self.suchdienst = Suchdienst(world, page_size, keys_in)
        self._loopback = Loopback(lambda request: self.reply(request.target), port)

    def reply(self, target: str) -> Reply:
        """The answer to one request."""
        return self.suchdienst.answer(*question(target))

    def __enter__(self) -> str:
        return f"{self._loopback.__enter__()}{BASE_PATH}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loopback.__exit__(kind, error, trace)
