"""`thavel check links`: what is asked, what is said, and when it ends with 1."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from importers.linkcheck.check import MANNERS as LINK_MANNERS
from importers.linkcheck.check import LinkCheck
from importers.sample.loopback import Reply
from importers.web.manners import Manners
from tests.command import Thavel
from tests.simulators.link_servers import LinkServers, is_public_or_loopback


@pytest.fixture
def linked(demo: Thavel, names: dict[str, str | int], monkeypatch: pytest.MonkeyPatch) -> Iterator[LinkServers]:
    """The demo's catalogue, all links of which lead to a server of this machine."""
    monkeypatch.setattr("importers.commands.check_links.LinkCheck", partial(LinkCheck, allowed=is_public_or_loopback))
    with LinkServers({}).running() as servers:
        with sqlite3.connect("katalog.db") as connection:
            connection.create_function("link", 1, lambda service: servers.link(f"amt.beispiel/{service}"))
            connection.execute("UPDATE onlinedienste SET url = link(id)")
        demo("compare")
        yield servers


def _links_of(where: str) -> list[str]:
    with sqlite3.connect("katalog.db") as connection:
        return [row[0] for row in connection.execute(f"SELECT DISTINCT url FROM angebote WHERE {where} ORDER BY 1")]


QUICKLY = ("--rate", "0", "--parallel", "1")


def test_links_are_checked_and_not_asked_again_for_a_week(demo: Thavel, linked: LinkServers) -> None:
    wanted = _links_of("leistungsschluessel IN (SELECT leistungsschluessel FROM luecken) OR ags = '16063105'")
    outcome = demo("check", "links", "--dry-run")
    assert outcome.out == f"Zu prüfen: {len(wanted)} Links auf 1 Servern. Gefragt wurde nichts.\n"
    assert linked.asked == []
    outcome = demo("check", "links", *QUICKLY)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.endswith(
        f"fertig: {len(wanted)} Links auf 1 Servern geprüft: "
        f"{len(wanted)} ok, 0 umgezogen, 0 defekt, 0 nicht prüfbar.\n"
    )
    assert "Zu prüfen: 0 Links auf 0 Servern." in demo("check", "links", *QUICKLY).err
    assert len(linked.paths()) == len(wanted) > 20
    assert "Zu prüfen: 5 Links" in demo("check", "links", "--max-age-days", "0", "--limit", "5", "--dry-run").out
    assert demo("check", "--max-age-days", "100000").code == 0


def test_a_broken_link_of_the_town_is_named_and_ends_with_1(demo: Thavel, linked: LinkServers) -> None:
    own = _links_of("ags = '16063105'")[0]
    linked.pages = {own.removeprefix("http://").replace(f":{linked.port}", ""): Reply(404, b"")}
    outcome = demo("-q", "check", "links", *QUICKLY)
    assert outcome.code == 1
    assert f": {own} – Die Seite gibt es nicht (404).\n" in outcome.out
    assert "Von den Links der Kommune sind defekt: 1; siehe oben." in outcome.err
    demo("compare")
    (gap,) = json.loads(demo("gaps", "--format", "json", "--art", "Link defekt").out)
    assert "defekt: Die Seite gibt es nicht (404)." in gap["art_grund"]


def test_a_broken_link_of_others_is_counted(demo: Thavel, linked: LinkServers) -> None:
    own = set(_links_of("ags = '16063105'"))
    other = next(link for link in _links_of("ags = '16055000'") if link not in own)
    linked.pages = {other.removeprefix("http://").replace(f":{linked.port}", ""): Reply(410, b"")}
    outcome = demo("check", "links", "--all", *QUICKLY)
    assert (outcome.code, outcome.out) == (0, "")
    assert " 1 defekt, 0 nicht prüfbar." in outcome.err


def test_links_without_a_comparison_are_checked_only_if_all_are_meant(thavel: Thavel) -> None:
    thavel("init")
    assert "thavel compare" in thavel("check", "links").err
    assert thavel("check", "links", "--all").code == 0


def test_the_rate_of_imports_does_not_hold_for_links(thavel: Thavel, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Manners] = []

    def link_check(links: object, *, everything: bool, manners: Manners) -> LinkCheck:
        seen.append(manners)
        return LinkCheck([])

    monkeypatch.setattr("importers.commands.check_links.LinkCheck", link_check)
    (thavel.folder / "thavel.toml").write_text('rate = 20\nlinks_timeout = 3\ncontact = "mailto:a@b.de"\n')
    thavel("init")
    assert thavel("check", "links", "--all").code == 0
    assert seen == [replace(LINK_MANNERS, read_timeout=3.0, contact="mailto:a@b.de")]
