"""What was found for one state of the files, kept until they change, and asked for once by however many wait for it."""

import asyncio
import functools
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from catalogue import clock
from catalogue.site.headers import App, Message, Receive, Scope, Send

# All pages that are kept together, in bytes.
MOST_OF_PAGES = 32 << 20


class KeptResults:
    """Results by key, for one state of the `files`; all are dropped when that changes or they exceed the size `most`.

    A commit changes the time of the write-ahead log, and a checkpoint that of the file, before a reader can see it. The
    state is looked at before the question, so that what is kept is never older than its state.
    """

    def __init__(self, files: Sequence[Path], most: int) -> None:
        self._files = [each for file in files for each in (file, file.with_name(f"{file.name}-wal"))]
        self._most = most
        self._state: object = None
        self._found: dict[object, asyncio.Future[Any]] = {}
        self._size = 0

    async def get(
        self, key: object, ask: Callable[[], Awaitable[Any]], size: Callable[[Any], int | None] = lambda found: 1
    ) -> Any:
        """What is kept under the key, or else what `ask` finds; `size` says how much that is, None not to keep it.

        Errors are not kept.
        """
        now = [stamp(file) for file in self._files]
        if now != self._state or self._size > self._most:
            self._state, self._found, self._size = now, {}, 0
        found = self._found
        if key not in found:
            found[key] = asyncio.ensure_future(ask())
            found[key].add_done_callback(lambda done: self._weigh(found, key, done, size))
        # Who goes away does not take the answer from the others.
        return await asyncio.shield(found[key])

    def _weigh(
        self,
        found: dict[object, asyncio.Future[Any]],
        key: object,
        done: asyncio.Future[Any],
        size: Callable[[Any], int | None],
    ) -> None:
        taken = None if done.cancelled() or done.exception() else size(done.result())
        if taken is None:
            del found[key]
        elif found is self._found:
            self._size += taken


def stamp(file: Path) -> tuple[int, int, int] | None:
    """By what a changed file is known; None where it is missing."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def kept_pages(app: App, files: Callable[[], Sequence[Path]]) -> App:
    """The ASGI app for GET, with its pages kept for at most a minute, as some tell how long ago something was.

    Files to download and JSON are made anew. The `files` that they follow from are asked for at the first request.
    """

    @functools.cache
    def kept() -> KeptResults:
        return KeptResults(files(), MOST_OF_PAGES)

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "." in scope["path"] or scope["path"].startswith(("/-/", "/statisch/")):
            await app(scope, receive, send)
            return

        async def ask() -> list[Message]:
            messages: list[Message] = []

            async def collect(message: Message) -> None:
                messages.append(message)

            await app(scope, receive, collect)
            return messages

        key = (clock.now()[:16], scope["raw_path"], scope["query_string"])
        for message in await kept().get(key, ask, _size):
            await send(message)

    return wrapped


def _size(messages: Sequence[Message]) -> int | None:
    """The length of an answer; None where it is no page that everybody gets."""
    start, *bodies = messages
    if start["status"] != 200 or any(name.lower() == b"set-cookie" for name, _ in start["headers"]):
        return None
    return sum(len(body.get("body", b"")) for body in bodies) + 1000
