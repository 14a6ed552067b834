"""Links as they are asked, followed and stored, against servers that do everything that servers do."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.questions.links import CheckedLink
from catalogue.store.outcomes import Counts
from importers.linkcheck.check import LinkCheck
from importers.run.runner import Options, run_import
from importers.run.source import Fetched, KnownCatalogue
from importers.sample.loopback import Reply
from tests.importers.linkcheck.checking import AT, IMPATIENT, OK, QUICK, check, found, reason, source
from tests.reading import messages, rows
from tests.simulators.link_servers import (
    CERTIFICATE,
    FOUND,
    MISSING,
    LinkServers,
    Resolved,
    is_public_or_loopback,
    moved,
)
from tests.simulators.misbehaviour import BadReply


def test_a_link_becomes_a_row_and_what_was_seen_is_kept(katalog: Path, servers: LinkServers) -> None:
    link = servers.link("amt.beispiel/dienst?nr=1")
    result = check(katalog, link)
    assert result.counts == Counts(lieferungen=1, neu=1)
    assert rows(katalog, "SELECT * FROM linkpruefungen") == [(link, AT, "ok", 200, None, OK, AT, "links")]
    assert rows(katalog, "SELECT quelle, umfang, status FROM laeufe") == [
        ("links", '{"links": "Lücken und Kandidaten"}', "fertig")
    ]
    assert messages(katalog) == []
    assert (servers.paths(), servers.wrong) == (["/dienst?nr=1"], [])


def test_head_is_asked_first_and_a_body_never_read(katalog: Path, servers: LinkServers) -> None:
    huge = BadReply(200, b"", announced=2 << 30)
    servers.pages = {"amt.beispiel/gross": huge, "HEAD amt.beispiel/gross": Reply(405, b"")}
    link = servers.link("amt.beispiel/gross")
    check(katalog, link)
    assert found(katalog) == {link: ("ok", 200, None)}
    assert servers.paths("HEAD") == servers.paths("GET") == ["/gross"]


@pytest.mark.parametrize("refused", [400, 403, 404, 405, 410, 500, 501, 0])
def test_a_server_that_does_not_understand_head_is_asked_with_get(
    katalog: Path, servers: LinkServers, refused: int
) -> None:
    servers.pages = {"HEAD amt.beispiel/x": Reply(refused, b"")}
    link = servers.link("amt.beispiel/x")
    check(katalog, link)
    assert found(katalog) == {link: ("ok", 200, None)}


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, "nicht prüfbar"), (403, "nicht prüfbar"), (404, "defekt"), (410, "defekt"), (503, "nicht prüfbar")],
)
def test_an_answer_that_is_no_page_is_judged_by_its_status(
    katalog: Path, servers: LinkServers, status: int, expected: str
) -> None:
    servers.pages = {"amt.beispiel/x": Reply(status, b"")}
    link = servers.link("amt.beispiel/x")
    check(katalog, link)
    assert found(katalog) == {link: (expected, status, None)}


def test_redirects_are_followed_to_other_servers(katalog: Path, servers: LinkServers) -> None:
    new = servers.link("neu.beispiel/dienst")
    servers.pages = {
        "amt.beispiel/weg": moved(new),
        "amt.beispiel/relativ": moved("/anderswo", 308),
        "amt.beispiel/login": moved(servers.link("bundid.beispiel/anmelden?zurueck=1"), 302),
        "bundid.beispiel/anmelden?zurueck=1": Reply(403, b""),
        "amt.beispiel/verloren": moved("/", 302),
        "amt.beispiel/tot": moved(servers.link("neu.beispiel/tot")),
        "neu.beispiel/tot": MISSING,
    }
    links = {name: servers.link(f"amt.beispiel/{name}") for name in ("weg", "relativ", "login", "verloren", "tot")}
    check(katalog, *links.values())
    assert found(katalog) == {
        links["weg"]: ("umgezogen", 200, new),
        links["relativ"]: ("umgezogen", 200, servers.link("amt.beispiel/anderswo")),
        links["login"]: ("ok", 403, None),
        links["verloren"]: ("nicht prüfbar", 200, None),
        links["tot"]: ("defekt", 404, None),
    }


def test_a_circle_of_redirects_ends(katalog: Path, servers: LinkServers) -> None:
    servers.pages = {"amt.beispiel/a": moved("/b", 302), "amt.beispiel/b": moved("/a", 302)}
    link = servers.link("amt.beispiel/a")
    check(katalog, link)
    assert found(katalog) == {link: ("nicht prüfbar", 302, None)}
    assert "leitet immer weiter um" in reason(katalog, link)
    assert len(servers.paths()) == 6


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://10.0.0.7/admin", "internes Netz"),
        ("http://169.254.169.254/latest/meta-data", "internes Netz"),
        ("http://[fe80::1]/", "internes Netz"),
        ("http://[::ffff:192.168.1.1]/", "internes Netz"),
        ("http://drucker/", "internes Netz"),
        ("http://fachverfahren.local/", "internes Netz"),
        ("http://innen.beispiel/", "internes Netz"),
        ("mailto:amt@example.org", "kein Weblink"),
        ("file:///etc/passwd", "kein Weblink"),
        ("http://anna:geheim@amt.beispiel/", "kein Weblink"),
        ("http://amt.beispiel:99999/", "kein Weblink"),
        ("http://[1.2.3.4]/", "kein Weblink"),
        ("http://[", "kein Weblink"),
        ("", "kein Weblink"),
        ("/" + "x" * 5000, "kein Weblink"),
    ],
)
def test_a_redirect_to_the_inside_or_to_no_link_is_not_followed(
    katalog: Path, servers: LinkServers, names: dict[str, Resolved], location: str, expected: str
) -> None:
    names["innen.beispiel"] = "192.168.178.1"
    servers.pages = {"amt.beispiel/x": moved(location, 302)}
    link = servers.link("amt.beispiel/x")
    check(katalog, link)
    assert found(katalog) == {link: ("nicht prüfbar", 302, None)}
    assert expected in reason(katalog, link)
    assert "geheim" not in reason(katalog, link)
    assert servers.paths() == ["/x"]


def test_a_server_that_does_not_answer_in_time_is_not_judged(katalog: Path, servers: LinkServers) -> None:
    servers.pages = {"amt.beispiel/x": BadReply(200, FOUND.body, FOUND.content_type, delay=30.0)}
    link = servers.link("amt.beispiel/x")
    check(katalog, link, manners=IMPATIENT)
    assert found(katalog) == {link: ("nicht prüfbar", None, None)}
    assert reason(katalog, link) == "Der Server hat nicht rechtzeitig geantwortet."


def test_a_server_that_hangs_up_is_not_judged(katalog: Path, servers: LinkServers) -> None:
    servers.pages = {"amt.beispiel/x": Reply(0, b"")}
    link = servers.link("amt.beispiel/x")
    check(katalog, link)
    assert found(katalog) == {link: ("nicht prüfbar", None, None)}
    assert reason(katalog, link) == "Der Server hat die Verbindung ohne Antwort beendet."


def test_servers_that_are_not_there_are_broken_once_another_one_has_answered(
    katalog: Path, servers: LinkServers, names: dict[str, Resolved]
) -> None:
    with LinkServers({}).running() as gone:
        closed = gone.link("zu.beispiel/x")
    names["weg.beispiel"], names["spaeter.beispiel"] = socket.EAI_NONAME, socket.EAI_AGAIN
    nowhere, later, fine = (servers.link(f"{name}.beispiel/x") for name in ("weg", "spaeter", "amt"))
    check(katalog, closed, nowhere, servers.link("weg.beispiel/y"), later, fine)
    assert found(katalog) == {
        closed: ("defekt", None, None),
        nowhere: ("defekt", None, None),
        servers.link("weg.beispiel/y"): ("defekt", None, None),
        later: ("nicht prüfbar", None, None),
        fine: ("ok", 200, None),
    }
    assert reason(katalog, nowhere) == "Den Server gibt es nicht: Sein Name ist nicht bekannt."
    assert reason(katalog, closed) == "Der Server nimmt keine Verbindung an."


def test_where_no_server_at_all_answers_nothing_is_broken(katalog: Path, names: dict[str, Resolved]) -> None:
    names["weg.beispiel"] = socket.EAI_NONAME
    check(katalog, "http://weg.beispiel/x")
    assert [row[0] for row in found(katalog).values()] == ["nicht prüfbar"]
    assert messages(katalog) == [("Warnung", "links.kein_netz", None, "https://weg.beispiel/", 1)]


def test_a_certificate_of_an_unknown_authority_is_not_judged_and_one_for_another_name_is_broken(
    katalog: Path, servers: LinkServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkServers({}).running(tls=True) as secure:
        link = f"https://amt.beispiel:{secure.port}/x"
        check(katalog, link, servers.link("amt.beispiel/x"))
        assert found(katalog)[link] == ("nicht prüfbar", None, None)
        assert "Zertifizierungsstelle" in reason(katalog, link)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
        check(katalog, link, f"https://anders.beispiel:{secure.port}/x")
    assert found(katalog)[link] == ("defekt", None, None)
    assert "anderen Namen" in reason(katalog, link)
    assert found(katalog)[f"https://anders.beispiel:{secure.port}/x"] == ("ok", 200, None)


def test_names_with_umlauts_and_very_long_links_are_asked_as_they_are(katalog: Path, servers: LinkServers) -> None:
    umlaut = servers.link("xn--mllabfuhr-q9a.beispiel/x").replace("xn--mllabfuhr-q9a", "müllabfuhr")
    long = servers.link("amt.beispiel/?sitzung=")
    long += "a" * (4000 - len(long))
    check(katalog, umlaut, long)
    assert found(katalog) == {umlaut: ("ok", 200, None), long: ("ok", 200, None)}
    assert {asked.host for asked in servers.asked} == {"xn--mllabfuhr-q9a.beispiel", "amt.beispiel"}
    assert max(map(len, servers.paths())) > 3900


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "http://a b/", "http://amt.beispiel/" + "x" * 4000, "http://[1.2.3.4]/", "http://a:99999/"],
)
def test_what_is_no_link_is_not_asked(link: str) -> None:
    assert source(link).groups() == 0


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:1/x", "http://localhost/x", "http://10.1.2.3/", "http://intranet/x"]
)
def test_without_leave_not_even_this_machine_is_asked(katalog: Path, names: dict[str, Resolved], link: str) -> None:
    run_import(katalog, LinkCheck([CheckedLink(link)], manners=QUICK), Options())
    assert [row[0] for row in found(katalog).values()] == ["nicht prüfbar"]
    assert "internes Netz" in reason(katalog, link)


def test_a_link_of_many_offers_is_asked_once(servers: LinkServers) -> None:
    link = servers.link("amt.beispiel/x")
    list(source(*[link] * 10).fetch(KnownCatalogue(), set()))
    assert servers.paths() == ["/x"]


def test_credentials_of_netrc_are_sent_to_nobody(
    katalog: Path, servers: LinkServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine amt.beispiel login anna password geheim\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    check(katalog, servers.link("amt.beispiel/x"))
    assert (servers.paths(), servers.wrong) == (["/x"], [])


def test_since_when_a_result_holds_is_kept_while_it_stays_the_same(
    katalog: Path, servers: LinkServers, at: Callable[[str], None]
) -> None:
    link = servers.link("amt.beispiel/x")
    earlier = CheckedLink(link)
    seen = []
    for day, reply in (("20", 200), ("21", 503), ("22", 503), ("23", 404), ("24", 200)):
        at(f"2026-11-{day}T04:00:00Z")
        servers.pages = {"amt.beispiel/x": Reply(reply, b"")}
        check(katalog, earlier)
        earlier = CheckedLink(
            *rows(katalog, "SELECT url, geprueft_am, ergebnis, http_status, seit FROM linkpruefungen")[0]
        )
        assert earlier.seit is not None
        seen.append((day, earlier.ergebnis, earlier.seit[8:10]))
    assert seen == [
        ("20", "ok", "20"),
        ("21", "nicht prüfbar", "21"),
        ("22", "defekt", "22"),
        ("23", "defekt", "22"),
        ("24", "ok", "24"),
    ]


class Stopped(LinkCheck):
    """The check, stopped by the user after its first group."""

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        for fetched in super().fetch(known, done):
            yield fetched
            raise KeyboardInterrupt


def test_a_check_that_was_stopped_keeps_what_it_has_and_resume_asks_the_rest(
    katalog: Path, servers: LinkServers
) -> None:
    links = [CheckedLink(servers.link(f"s{n}.beispiel/x")) for n in range(3)]
    one_at_a_time = replace(QUICK, parallel=1)
    with pytest.raises(KeyboardInterrupt):
        run_import(katalog, Stopped(links, manners=one_at_a_time, allowed=is_public_or_loopback), Options())
    assert list(found(katalog)) == [links[0].url]
    servers.asked.clear()
    run_import(katalog, source(*links, manners=one_at_a_time), Options(resume=True))
    assert {asked.host for asked in servers.asked} == {"s1.beispiel", "s2.beispiel"}
    assert len(found(katalog)) == 3
