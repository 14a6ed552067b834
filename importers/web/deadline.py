"""The time that a request has, and connections that end when it is over, whatever their server sends until then.

Time-outs of a socket count from byte to byte: a server that sends one now and then is never too late by them.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

# Bytes a second that an answer has to come with on average.
SLOWEST = 1024

_thread = threading.local()


class OutOfTimeError(Exception):
    """Nothing is left of the time of a request, so that it makes no sense to repeat it."""


class Deadline:
    """What is left of the time of one request with its repetitions and redirects; pauses between them do not count.

    An attempt has `patience` seconds until its head is complete, from then on as many for its body, and what `SLOWEST`
    allows for each byte that came. All attempts together have `total` seconds.
    """

    def __init__(self, patience: float, total: float) -> None:
        self.patience = patience
        self.total = total
        self.over = False
        self._left = total
        self._begun: float | None = None
        self._phase = 0.0
        self._limit = 0.0
        self._socket: socket.socket | None = None
        self._changed = threading.Condition()
        self._ended = False

    @property
    def used_up(self) -> bool:
        """Whether nothing is left for another attempt."""
        return self._left <= (0 if self._begun is None else time.monotonic() - self._begun)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """While the block lasts, connections of this thread end when the time is over."""
        outer, _thread.deadline = _current(), self
        self._ended = False
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            self.rest()
            with self._changed:
                self._ended = True
                self._changed.notify()
            _thread.deadline = outer
            watcher.join()

    def attempt(self) -> None:
        """A request begins, or goes on after connecting. Raises `OutOfTimeError` where no time is left."""
        with self._changed:
            if self._begun is None:
                if self._left <= 0:
                    raise OutOfTimeError
                self.over = False
                self._begun = time.monotonic()
                self._next_phase()

    def head(self) -> bool:
        """Whether the head that came is complete: what was cut because the time was over looks as if it were."""
        with self._changed:
            if not self.over:
                self._next_phase()
            return not self.over

    def came(self, size: int) -> None:
        """So many bytes of the body have come in all."""
        with self._changed:
            if self._begun is not None:
                allowed = self._phase + self.patience + size / SLOWEST
                self._limit = min(allowed, self._begun + self._left)

    def rest(self) -> None:
        """Nothing is under way: no time passes until the next attempt."""
        with self._changed:
            if self._begun is not None:
                self._left -= time.monotonic() - self._begun
                self._begun = None
            self._let_go()

    def hold(self, connected: socket.socket) -> None:
        """Watch this connection. It is held by a handle of its own, which stays valid when TLS takes the other over."""
        with self._changed:
            self._let_go()
            self._socket = socket.socket(fileno=os.dup(connected.fileno()))
            if self.over:
                self._cut()

    def _next_phase(self) -> None:
        now = time.monotonic()
        self._phase = now
        self._limit = min(now + self.patience, (self._begun or now) + self._left)
        self._changed.notify()

    def _let_go(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # ended already
                self._socket.shutdown(socket.SHUT_RDWR)

    def _watch(self) -> None:
        with self._changed:
            while not self._ended:
                if self._begun is None or self.over:
                    self._changed.wait()
                elif (left := self._limit - time.monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    self.over = True
                    self._cut()


def _current() -> Deadline | None:
    return getattr(_thread, "deadline", None)


def rest() -> None:
    """The request that this thread has under way pauses before its repetition."""
    deadline = _current()
    if deadline:
        deadline.rest()


class PlainConnection(HTTPConnection):
    """A connection that tells the deadline of its thread how far a request is."""

    def connect(self) -> None:
        deadline = _current()
        if deadline is None:
            super().connect()
            return
        deadline.attempt()
        try:
            super().connect()
        except Exception as error:
            if deadline.over:
                raise TimeoutError("timed out") from error
            raise

    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        deadline = _current()
        if deadline:
            deadline.hold(connected)
        return connected

    def request(self, *args: Any, **given: Any) -> None:
        deadline = _current()
        if deadline:
            deadline.attempt()
            if self.sock is not None:
                deadline.hold(self.sock)
        super().request(*args, **given)

    def getresponse(self) -> Any:
        deadline = _current()
        try:
            response = super().getresponse()
        except Exception as error:
            if deadline and deadline.over:
                raise TimeoutError("timed out") from error
            raise
        if deadline and not deadline.head():
            response.close()
            raise TimeoutError("timed out")
        return response


class SecureConnection(PlainConnection, HTTPSConnection):
    """The same with TLS, whose handshake is part of the time."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = PlainConnection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = SecureConnection


WATCHED: Mapping[str, type[HTTPConnectionPool]] = {"http": _PlainPool, "https": _SecurePool}
