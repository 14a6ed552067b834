"""The PVOG Suchdienst of the demo as tests ask it: it counts, changes and misbehaves where the path asks for that."""

import argparse
import json
import sys
import threading
from collections import Counter
from collections.abc import Sequence

from importers.sample import simulator
from importers.sample.loopback import Reply
from importers.sample.simulator import KeysIn, Suchdienst, page_token, question
from importers.sample.world import World, sample_world
from tests.simulators.generated import generated_world
from tests.simulators.misbehaviour import PAGE_CHANGES, TOKEN_CHANGES, spoil, wish


class Simulator(simulator.Simulator):
    """The service on a free loopback port while the context lasts; entering it gives the base URL.

    `requests` are the paths with query that were asked for, in order. Behaviours asked for by path segment (see
    `tests.simulators.misbehaviour`) are switched off while `healed` is true.
    """

    def __init__(self, world: World, page_size: int = 20, *, keys_in: KeysIn = "table", port: int = 0) -> None:
        super().__init__(world, page_size, keys_in=keys_in, port=port)
        self.requests: list[str] = []
        self.healed = False
        self._page_size = page_size
        self._keys_in = keys_in
        self._spoiled: Counter[str] = Counter()

    @property
    def world(self) -> World:
        """What is served; assign to it to change what the service knows."""
        return self.suchdienst.world

    @world.setter
    def world(self, world: World) -> None:
        self.suchdienst = Suchdienst(world, self._page_size, self._keys_in)

    def reply(self, target: str) -> Reply:
        """The answer to one request, spoiled where its path asks for that."""
        self.requests.append(target)
        path, parameters = question(target)
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
                second = page_token(parameters["ars"], 1)
                page["nextPageToken"] = TOKEN_CHANGES[wished.name](page["nextPageToken"], second, earlier)
            else:
                PAGE_CHANGES[wished.name](page)
            return Reply(200, json.dumps(page).encode())
        return spoil(wished.name, reply, earlier)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the sample, or a generated Land where `--municipalities` is given, until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulators.suchdienst", description=main.__doc__)
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
    served = Simulator(world, options.page_size, keys_in=options.keys_in, port=options.port)
    served.suchdienst.render()
    with served as base_url:
        sys.stdout.write(f"{base_url}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
