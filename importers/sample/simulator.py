"""A local simulator of the PVOG Suchdienst on the loopback interface, for the demo, for tests and for benchmarks."""

import argparse
import base64
import json
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from importers.sample.generated import generated_world
from importers.sample.loopback import Loopback, wish
from importers.sample.misbehaviour import PAGE_CHANGES, TOKEN_CHANGES, Reply, spoil
from importers.sample.world import Area, World, detail, item, sample_world, table

BASE_PATH = "/suchdienst/api"
NOT_FOUND = Reply(404, b"")

KeysIn = Literal["item", "table", "detail"]


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _token(ars: str, page: int) -> str:
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
                        "nextPageToken": _token(ars, number + 1) if number + 1 < len(starts) else None,
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
            pages = {"": 0, **{_token(ars, n): n for n in range(1, len(self._pages_of(ars, area)))}}
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


class Simulator:
    """The service on a free loopback port while the context lasts; entering it gives the base URL.

    `requests` are the paths with query that were asked for, in order. Behaviours asked for by path segment (see
    `importers.sample.misbehaviour`) are switched off while `healed` is true.
    """

    def __init__(self, world: World, page_size: int = 20, *, keys_in: KeysIn = "table", port: int = 0) -> None:
        self.suchdienst = Suchdienst(world, page_size, keys_in)
        self.requests: list[str] = []
        self.healed = False
        self._spoiled: Counter[str] = Counter()
        self._loopback = Loopback(lambda request: self.reply(request.target), port)

    @property
    def world(self) -> World:
        """What is served; assign to it to change what the service knows."""
        return self.suchdienst.world

    @world.setter
    def world(self, world: World) -> None:
        old = self.suchdienst
        self.suchdienst = Suchdienst(world, old._page_size, old._keys_in)

    def reply(self, target: str) -> Reply:
        """The answer to one request, spoiled where its path asks for that."""
        self.requests.append(target)
        parts = urlsplit(target)
        parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = unquote(parts.path).removeprefix(BASE_PATH)
        wished = wish(path)
        if wished is None:
            return self.suchdienst.answer(path, parameters)
        if wished.name in ("repeated-token", "repeated-page"):
            parameters.pop("nextPageToken", None)
        reply = self.suchdienst.answer(wished.rest, parameters)
        if self.healed or (wished.only and parameters.get("ars") != wished.only):
            return reply
        earlier = self._spoiled[wished.segment]
        self._spoiled[wished.segment] += 1
        changed = reply.status == 200 and wished.rest.endswith("onlineservices")
        if changed and wished.name in {*PAGE_CHANGES, *TOKEN_CHANGES}:
            page = json.loads(reply.body)
            if wished.name in TOKEN_CHANGES:
                second = _token(parameters["ars"], 1)
                page["nextPageToken"] = TOKEN_CHANGES[wished.name](page["nextPageToken"], second, earlier)
            else:
                PAGE_CHANGES[wished.name](page)
            return Reply(200, _json(page))
        return spoil(wished.name, reply, earlier)

    def __enter__(self) -> str:
        return f"{self._loopback.__enter__()}{BASE_PATH}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loopback.__exit__(kind, error, trace)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the sample, or a generated Land where `--municipalities` is given, until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m importers.sample.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument(
        "--municipalities", type=int, help="generated municipalities instead of the sample, at most 601"
    )
    parser.add_argument("--services", type=int, default=300, help="online services of each generated municipality")
    parser.add_argument("--page-size", type=int, default=100)
    parser.add_argument("--keys-in", choices=["item", "table", "detail"], default="table")
    options = parser.parse_args(arguments)
    generated = options.municipalities is not None
    world = generated_world(options.municipalities, options.services) if generated else sample_world()
    simulator = Simulator(world, options.page_size, keys_in=options.keys_in, port=options.port)
    simulator.suchdienst.render()
    with simulator as base_url:
        sys.stdout.write(f"{base_url}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
