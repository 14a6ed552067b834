import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from importers.linkcheck.check import CHUNK, MANNERS
from importers.linkcheck.robots import MAX_BYTES
from importers.run.source import KnownCatalogue
from importers.sample.loopback import Reply
from tests.importers.linkcheck.checking import check, found, source
from tests.reading import messages
from tests.simulators.link_servers import HTML, LinkServers, moved


def test_robots_txt_is_asked_once_per_server_and_obeyed(katalog: Path, servers: LinkServers) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: thavel-katalog\nDisallow: /geheim\n"
    servers.pages = {
        "amt.beispiel/robots.txt": Reply(200, rules, "text/plain"),
        "zu.beispiel/robots.txt": Reply(200, b"User-agent: *\nDisallow: /\n", "text/plain"),
        "amt.beispiel/weiter": moved(servers.link("zu.beispiel/login"), 302),
    }
    links = [servers.link(f"amt.beispiel/{name}") for name in ("offen", "geheim", "weiter")]
    check(katalog, *links, servers.link("zu.beispiel/x"))
    assert [found(katalog)[link] for link in links] == [
        ("ok", 200, None),
        ("nicht prüfbar", None, None),
        ("nicht prüfbar", 302, None),
    ]
    assert servers.paths() == ["/offen", "/weiter"]
    robots = [asked.host for asked in servers.asked if asked.path == "/robots.txt"]
    assert sorted(robots) == ["amt.beispiel", "zu.beispiel"]
    assert messages(katalog) == [("Hinweis", "links.robots", None, f"https://amt.beispiel:{servers.port}/", 3)]


@pytest.mark.parametrize(
    ("robots", "asked"),
    [
        (Reply(404, b""), True),
        (Reply(401, b""), True),
        (Reply(403, b""), True),
        (Reply(500, b""), False),
        (Reply(503, b""), False),
        (Reply(429, b""), False),
        (moved("/robots.txt"), True),
        (moved("http://anders.beispiel:1/robots.txt"), False),
        (Reply(200, b"<html>Disallow: /</html>", HTML), True),
        (Reply(200, b"\xff\xfe\x00Disallow", "text/plain"), True),
        (Reply(200, b"User-agent: *\nDisallow: //[x\n", "text/plain"), True),
        (Reply(200, "User-agent: *\nCrawl-delay: ²\n".encode(), "text/plain"), True),
        (Reply(200, b"User-agent: *\nDisallow: /x\n" + b"#" * (1 << 20), "text/plain"), False),
        # The limit of size falls behind the slash: half a rule is none.
        (Reply(200, b"User-agent: *\n%s\nDisallow: /y" % (b"#" * (MAX_BYTES - 26)), "text/plain"), True),
    ],
)
def test_what_robots_txt_answers_decides_whether_the_server_is_asked(
    katalog: Path, servers: LinkServers, robots: Reply, asked: bool
) -> None:
    servers.pages = {"amt.beispiel/robots.txt": robots}
    check(katalog, servers.link("amt.beispiel/x"))
    assert servers.paths() == (["/x"] if asked else [])
    assert [row[0] for row in found(katalog).values()] == ["ok" if asked else "nicht prüfbar"]


@pytest.mark.parametrize(("asked", "waited"), [("2", 2.0), ("86400", 10.0)])
def test_a_crawl_delay_is_kept_up_to_ten_seconds(
    servers: LinkServers, monkeypatch: pytest.MonkeyPatch, asked: str, waited: float
) -> None:
    servers.pages = {
        "amt.beispiel/robots.txt": Reply(200, f"User-agent: *\nCrawl-delay: {asked}\n".encode(), "text/plain")
    }
    checker = source(servers.link("amt.beispiel/x"))
    pauses: list[float] = []
    monkeypatch.setattr(checker._session, "slow_down", lambda url, pause: pauses.append(pause))
    list(checker.fetch(KnownCatalogue(), set()))
    assert pauses == [waited]


def test_slowing_down_a_server_spaces_its_requests(servers: LinkServers) -> None:
    checker = source(*(servers.link(f"amt.beispiel/{n}") for n in range(3)))
    checker._session.slow_down(servers.link("amt.beispiel/"), 0.1)
    start = time.monotonic()
    list(checker.fetch(KnownCatalogue(), set()))
    assert time.monotonic() - start >= 0.29


def test_a_server_that_is_asked_too_often_is_left_alone(katalog: Path, servers: LinkServers) -> None:
    servers.pages = {"amt.beispiel/1": Reply(429, b"", headers={"Retry-After": "3600"})}
    links = [servers.link(f"amt.beispiel/{n}") for n in range(4)]
    check(katalog, *links, servers.link("neu.beispiel/x"))
    assert found(katalog) == {
        links[0]: ("ok", 200, None),
        links[1]: ("nicht prüfbar", 429, None),
        servers.link("neu.beispiel/x"): ("ok", 200, None),
    }
    assert messages(katalog) == [("Warnung", "links.bremst", None, f"https://amt.beispiel:{servers.port}/", 2)]


def test_many_links_of_a_server_are_stored_in_parts_and_servers_take_turns(servers: LinkServers) -> None:
    many = [servers.link(f"viele.beispiel/{n}") for n in range(CHUNK + 1)]
    checker = source(*many, servers.link("amt.beispiel/x"))
    sizes = [len(json.loads(fetched.deliveries[0].body)["links"]) for fetched in checker.fetch(KnownCatalogue(), set())]
    assert (checker.groups(), checker.hosts(), sizes) == (3, 2, [CHUNK, 1, 1])


def test_several_servers_are_asked_at_a_time_and_each_one_after_the_other(
    servers: LinkServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = threading.Barrier(2, timeout=20)
    busy: dict[str, int] = {}
    at_once: list[int] = []
    answered = servers.reply

    def reply(asked: Any) -> Reply:
        busy[asked.host] = busy.get(asked.host, 0) + 1
        at_once.append(busy[asked.host])
        if asked.path == "/robots.txt":
            together.wait()
        busy[asked.host] -= 1
        return answered(asked)

    monkeypatch.setattr(servers, "reply", reply)
    links = [servers.link(f"{host}.beispiel/{n}") for host in ("a", "b") for n in range(3)]
    list(source(*links).fetch(KnownCatalogue(), set()))
    assert (len(servers.paths()), max(at_once)) == (6, 1)


def test_the_defaults_are_polite() -> None:
    assert MANNERS.rate <= 1
    assert MANNERS.repeat_on == ()
