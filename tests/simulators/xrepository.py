"""An XRepository on the loopback interface; its faults are asked for by name, as of the simulated PVOG."""

from collections import Counter
from types import TracebackType
from urllib.parse import unquote

from importers.sample.loopback import Loopback, Reply, Request
from tests.simulators.misbehaviour import spoil, wish

NOT_FOUND = Reply(404, b'{"meldung": "Nicht gefunden."}')


class XRepository:
    """Answers by path, 404 with a message where it has none; entering it gives its address.

    `asked` are the paths in order. Faults are switched off while `healed` is true.
    """

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []
        self.healed = False
        self._spoiled: Counter[str] = Counter()
        self._loopback = Loopback(self._reply)

    def _reply(self, request: Request) -> Reply:
        path = unquote(request.target)
        self.asked.append(path)
        wished = wish(path)
        path = wished.rest if wished else path
        reply = Reply(*self.answers[path]) if path in self.answers else NOT_FOUND
        if wished is None or self.healed or wished.only not in path:
            return reply
        earlier = self._spoiled[wished.segment]
        self._spoiled[wished.segment] += 1
        return spoil(wished.name, reply, earlier)

    def __enter__(self) -> str:
        return self._loopback.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loopback.__exit__(kind, error, trace)
