"""Checks links: asks each once, follows redirects by its own rules, and keeps what was seen for a verdict."""

import hashlib
import json
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from catalogue import clock
from catalogue.addresses import kept
from catalogue.questions.links import CheckedLink
from catalogue.records.linkpruefungen import Linkpruefung
from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from catalogue.weblinks import is_web_link
from importers.linkcheck.public_hosts import Address, OutsideSession, is_public
from importers.linkcheck.redirects import led_to
from importers.linkcheck.robots import Robots
from importers.linkcheck.unreachable import trouble
from importers.linkcheck.verdict import LinkStep, Seen, verdict
from importers.run.source import Card, Fetched, KnownCatalogue
from importers.web.answers import AnswerHead
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.session import MAX_REDIRECTS, REDIRECTS

# Slow on purpose: the servers are other people's. `parallel` is the number of servers that are asked at a time.
MANNERS = Manners(rate=1.0, parallel=8, read_timeout=20.0, deadline=120.0, retries=1, repeat_on=())
CHUNK = 25
SEEN = "Linkprüfung"
# Statuses that servers give to HEAD although GET would work.
NOT_FOR_HEAD = (400, 403, 404, 405, 410, 500, 501)
TOO_MANY = 429
ROBOTS = ("robots", "robots_fehler")


@dataclass(frozen=True)
class _Group:
    """Links of one server that are checked and stored together."""

    name: str
    host: str
    links: Sequence[CheckedLink]


class LinkCheck:
    """The check of links; a group is some links of one server.

    What was seen is kept, not the answers themselves, so nothing is asked through `Known.ask`.
    """

    card = Card(
        name="links",
        titel="Prüfung der Links",
        herausgeber="eigene Prüfung",
        lizenz="keine; eigene Beobachtung",
        url="",
        standard="HTTP (RFC 9110), robots.txt (RFC 9309)",
        liefert="ob die Links der Onlinedienste zum Ziel führen",
        slow=True,
    )
    reader: str | None = None
    has_schema = False

    def __init__(
        self,
        links: Sequence[CheckedLink],
        *,
        everything: bool = False,
        manners: Manners = MANNERS,
        allowed: Callable[[Address], bool] = is_public,
    ) -> None:
        """`everything` says how the links were chosen; `allowed` which addresses may be asked."""
        self._everything = everything
        self._groups = _groups(links)
        self._at_a_time = manners.parallel
        self._session = OutsideSession(replace(manners, parallel=1), allowed)
        self._answered = threading.Event()
        self._robots = Robots(self._session, self._answered.set)
        self._stopping = threading.Event()
        self._overasked: set[str] = set()

    def extent(self) -> dict[str, Any]:
        return {"links": "alle" if self._everything else "Lücken und Kandidaten"}

    def groups(self) -> int:
        return len(self._groups)

    def hosts(self) -> int:
        """The number of servers that are asked."""
        return len({group.host for group in self._groups})

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield what was seen of the links, several servers at a time.

        Until any server has answered, what was seen is held back: only then it is known that the network is there.
        """
        held: list[tuple[_Group, dict[str, Any]]] = []
        wanted = [group for group in self._groups if group.name not in done]
        with ThreadPoolExecutor(self._at_a_time) as pool:
            try:
                for group, seen in zip(wanted, pool.map(self._look_at_all, wanted), strict=True):
                    held.append((group, seen))
                    if self._answered.is_set():
                        yield from (_fetched(*found, online=True) for found in held)
                        held.clear()
            finally:
                self._stopping.set()
        yield from (_fetched(*found, online=self._answered.is_set()) for found in held)

    def _look_at_all(self, group: _Group) -> dict[str, Any]:
        entries = []
        for link in group.links:
            if self._stopping.is_set() or group.host in self._overasked:
                break
            entries.append({"gesehen": self._look_at(link.url), "vorher": link})
        return {"links": entries, "nicht_gefragt": len(group.links) - len(entries)}

    def _look_at(self, link: str) -> Seen:
        """Follow one link, at most five redirects far."""
        steps: list[LinkStep] = []
        seen = Seen(link, clock.now(), steps)
        url = link
        for _ in range(MAX_REDIRECTS + 1):
            try:
                problem = self._objection(url)
                if problem:
                    return seen._replace(trouble=problem, next_url=kept(url))
                method, look = self._ask(url)
            except SourceError as error:
                return seen._replace(trouble=trouble(error), next_url=kept(url))
            self._answered.set()
            steps.append(LinkStep(url if url == link else kept(url), method, look.status, look.content_type))
            if look.status == TOO_MANY:
                self._overasked.add(_host(url))
            if look.status not in REDIRECTS:
                return seen
            target = led_to(url, look.location)
            if target is None:
                return seen._replace(trouble="ziel")
            url = target
        return seen._replace(trouble="umleitungen")

    def _objection(self, url: str) -> str | None:
        """The reason not to ask for a URL, as a key of `importers.linkcheck.verdict.TROUBLES`; None where it may be."""
        if _host(url) in self._overasked:
            return "bremst"
        rules = self._robots.rules(url)
        return rules.trouble or (None if rules.allows(url) else "robots")

    def _ask(self, url: str) -> tuple[str, AnswerHead]:
        """HEAD, and GET where the server seems not to understand that."""
        try:
            look = self._session.look(url, "HEAD")
        except SourceError as error:
            if trouble(error) != "abgebrochen":
                raise
        else:
            if look.status not in NOT_FOR_HEAD:
                return "HEAD", look
        return "GET", self._session.look(url, "GET")

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        """The verdict on each link, from what was seen and what was found before."""
        parsed = Parsed()
        for delivery in deliveries:
            seen = json.loads(delivery.body)
            for entry in seen["links"]:
                parsed.records.append(_judged(entry, online=seen["netz"]))
            parsed.messages += _messages(seen, delivery.url)
            parsed.stand = delivery.fetched
        return parsed


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _groups(links: Sequence[CheckedLink]) -> list[_Group]:
    """The links by server, a chunk at a time; first chunks come first, so that the servers take turns.

    A chunk is named by what it holds: a run that is continued may have other links left.
    """
    by_host: dict[str, dict[str, CheckedLink]] = defaultdict(dict)
    for link in links:
        if is_web_link(link.url):
            by_host[_host(link.url)].setdefault(link.url, link)
    found = []
    for host, of_host in by_host.items():
        every = list(of_host.values())
        for start in range(0, len(every), CHUNK):
            chunk = every[start : start + CHUNK]
            digest = hashlib.sha256("\n".join(link.url for link in chunk).encode()).hexdigest()[:12]
            found.append((start, _Group(f"{host} {digest}", host, chunk)))
    return [group for _, group in sorted(found, key=lambda item: item[0])]


def _fetched(group: _Group, seen: dict[str, Any], *, online: bool) -> Fetched:
    body = json.dumps({"netz": online, **seen}).encode()
    delivery = Delivery(f"https://{group.host}/", body, clock.now(), group.name, SEEN, "application/json")
    return Fetched(group.name, [delivery])


def _judged(entry: dict[str, Any], *, online: bool) -> Linkpruefung:
    seen = _seen(entry)
    earlier = CheckedLink(*entry["vorher"])
    found = verdict(seen, earlier, online=online)
    since = earlier.seit if earlier.ergebnis == found.result and earlier.seit else seen.at
    return Linkpruefung(
        seen.url, seen.at, found.result, found.status, found.target, found.reason, since, LinkCheck.card.name
    )


def _seen(entry: dict[str, Any]) -> Seen:
    """The way of a link as it was kept in JSON."""
    seen = Seen(*entry["gesehen"])
    return seen._replace(steps=[LinkStep(*step) for step in seen.steps])


def _messages(seen: dict[str, Any], place: str) -> Iterator[Message]:
    left = seen["nicht_gefragt"]
    if left:
        text = "Der Server bremst (429); seine übrigen Links wurden nicht geprüft. Prüfen Sie sie später noch einmal."
        yield Message("Warnung", "links.bremst", text, None, place, left)
    if not seen["netz"]:
        text = "Kein einziger Server war zu erreichen. Prüfen Sie den Zugang zum Netz (HTTPS_PROXY)."
        yield Message("Warnung", "links.kein_netz", text, None, place)
    refused = Counter(_seen(entry).trouble for entry in seen["links"])
    number = sum(refused[kind] for kind in ROBOTS)
    if number:
        text = "Links wurden nicht abgerufen, weil robots.txt es nicht erlaubt oder nicht zu lesen war."
        yield Message("Hinweis", "links.robots", text, None, place, number)
