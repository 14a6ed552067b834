"""The rules of robots.txt (RFC 9309): asked for once per server and run."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from importers.linkcheck.redirects import led_to
from importers.linkcheck.unreachable import trouble
from importers.web.answers import AnswerHead
from importers.web.errors import SourceError
from importers.web.session import MAX_REDIRECTS, REDIRECTS, Session

AGENT = "thavel-katalog"
MAX_BYTES = 512 << 10
MAX_CRAWL_DELAY = 10.0


@dataclass(frozen=True)
class Rules:
    """The URLs that a server allows, and the seconds between two requests that it asks for (0 where it does not).

    With `trouble` (a key of `importers.linkcheck.verdict.TROUBLES`) it is not to be asked now.
    """

    allows: Callable[[str], bool] = lambda url: True
    crawl_delay: float = 0.0
    trouble: str | None = None


class Robots:
    """The rules of every server that is asked; safe to use from several threads."""

    def __init__(self, session: Session, answered: Callable[[], None] = lambda: None) -> None:
        """`answered` is called when a server has answered anything at all."""
        self._session = session
        self._answered = answered
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}
        self._known: dict[str, Rules] = {}

    def rules(self, url: str) -> Rules:
        """The rules of the server of a URL; its Crawl-delay holds for all requests to it from then on."""
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url)).lower()
        with self._lock:
            asking = self._asking.setdefault(origin, threading.Lock())
        with asking:
            if origin not in self._known:
                self._known[origin] = self._ask(origin)
        return self._known[origin]

    def _ask(self, origin: str) -> Rules:
        url = f"{origin}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                look = self._session.look(url, "GET", read=MAX_BYTES)
                self._answered()
                target = led_to(url, look.location) if look.status in REDIRECTS else None
                if target is None:
                    break
                url = target
        except SourceError as error:
            # What happens to another server says nothing of this one.
            return Rules(trouble=trouble(error) if url == f"{origin}/robots.txt" else "robots_fehler")
        return self._read(look, origin)

    def _read(self, look: AnswerHead, origin: str) -> Rules:
        if look.status >= 500 or look.status == 429:
            return Rules(trouble="robots_fehler")
        if look.status >= 300:
            return Rules()
        rules = read_rules(look.start)
        if rules.crawl_delay:
            self._session.slow_down(origin, rules.crawl_delay)
        return rules


def read_rules(body: bytes) -> Rules:
    """The rules that a robots.txt (its first `MAX_BYTES`) holds for this program; nothing in it is too odd to be read.

    The last line of one that goes on is not read: of `Disallow: /private` only `Disallow: /` may have come.
    """
    if len(body) >= MAX_BYTES:
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    parser = Protego.parse(body.decode("utf-8-sig", errors="replace"))
    delay = min(parser.crawl_delay(AGENT) or 0.0, MAX_CRAWL_DELAY)
    return Rules(lambda url: parser.can_fetch(url, AGENT), crawl_delay=delay)
