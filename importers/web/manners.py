"""Manners towards hosts: requests per second and at once, time-outs, pauses, and what is repeated."""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.poolmanager import ProxyManager
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from catalogue.addresses import logged
from importers.web.deadline import WATCHED, rest

log = logging.getLogger(__name__)

RETRY_STATUS = (429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Manners:
    """Limits for each host: at most `rate` requests per second (0 for no limit) and `parallel` at the same time.

    Seconds to wait for a connection and between bytes, both together also until the head of an answer is complete; the
    seconds that one request may be under way, with its repetitions and redirects (`deadline`). Retries with back-off
    (seconds, doubled each time) and jitter, also after a status of `repeat_on`, how long a server may ask to wait
    (seconds), size limit per answer in bytes.
    """

    rate: float = 5.0
    parallel: int = 3
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    deadline: float = 7200.0
    retries: int = 4
    repeat_on: tuple[int, ...] = RETRY_STATUS
    backoff: float = 1.0
    retry_after_max: int = 300
    max_bytes: int = 200 * 1024 * 1024
    contact: str = "https://www.eisenach.de"


class Turns:
    """Gives requests to one host their moments to start, and limits how many are under way."""

    def __init__(self, manners: Manners) -> None:
        self._pause = 1 / manners.rate if manners.rate else 0.0
        self._lock = threading.Lock()
        self._next_start = 0.0
        self._held = 0
        self.under_way = threading.BoundedSemaphore(manners.parallel)

    def wait(self) -> None:
        """Take the next free moment and wait for it; a new one where the server asked to wait meanwhile."""
        held = None
        while held != self._held:
            with self._lock:
                held = self._held
                now = time.monotonic()
                start = max(now, self._next_start)
                self._next_start = start + self._pause
            time.sleep(max(0.0, start - now))

    def slow_down(self, pause: float) -> None:
        """Let at least so many seconds lie between two starts from now on."""
        with self._lock:
            self._pause = max(self._pause, pause)

    def hold_back(self, seconds: float) -> None:
        """Let no request start for so long."""
        with self._lock:
            self._held += 1
            self._next_start = max(self._next_start, time.monotonic() + seconds)


class Host(HTTPAdapter):
    """Connections to one host; a repetition waits for its turn like a first request."""

    def __init__(self, origin: str, manners: Manners, pools: Mapping[str, type[HTTPConnectionPool]] | None) -> None:
        """`origin` is scheme and host with port, as the log names it."""
        self.turns = turns = Turns(manners)

        class PoliteRetry(Retry):
            """How long the server asks to wait holds for all requests to it."""

            def sleep(self, response: BaseHTTPResponse | None = None) -> None:
                asked = min(_wait_asked_for(response) or 0.0, manners.retry_after_max)
                failed = self.history[-1]
                pause = asked or self.get_backoff_time()
                url = urljoin(origin, failed.url or "")
                rest()
                log_repetition(str(failed.method), url, failed.status or type(failed.error).__name__, pause)
                if asked:
                    turns.hold_back(asked)
                else:
                    time.sleep(pause)
                turns.wait()

        super().__init__(
            max_retries=PoliteRetry(
                total=manners.retries,
                backoff_factor=manners.backoff,
                backoff_jitter=manners.backoff / 2,
                status_forcelist=manners.repeat_on,
                respect_retry_after_header=bool(manners.repeat_on),
                raise_on_status=False,
                redirect=0,
                allowed_methods=None,  # the only POST asks for a token and can be repeated
            ),
            pool_maxsize=manners.parallel,
        )
        self.poolmanager.pool_classes_by_scheme = dict(pools or WATCHED)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> ProxyManager:
        """Connections by way of a proxy, watched like others; one of SOCKS has connections of its own."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **proxy_kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = dict(WATCHED)
        return manager


def log_repetition(method: str, url: str, failure: str | int, pause: float) -> None:
    """Log that a request is repeated after a pause (seconds); `failure` is a status or what happened, in a word."""
    log.info("%s %s: %s, again in %.1f s", method, logged(url), failure, pause)


def _wait_asked_for(response: BaseHTTPResponse | None) -> float | None:
    """Seconds in Retry-After (RFC 9110, 10.2.3), else in RateLimit-Reset (draft-ietf-httpapi-ratelimit-headers-06).

    A date counts from the server's own clock, which may be wrong.
    """
    headers = response.headers if response is not None else {}
    asked = headers.get("Retry-After", headers.get("RateLimit-Reset", "")).strip()
    if asked.isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
        now = parsedate_to_datetime(response.headers["Date"]) if response is not None else until
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, KeyError):
        return None
