"""Filters are declared once, and every link on a page keeps what is chosen."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from catalogue.site.pages import eigene_liste, kandidaten, kommunen, luecken, trichter
from catalogue.site.selection import Filter, Paging, Selection
from tests.catalogue.site.world import RESULTS, ROWS, fill, one

ART, SEARCH = Filter("art", "Art", ("fehlt", "Link defekt")), Filter("q", "Name enthält", search=("name",))
ANYWHERE = Filter("q", "Enthält", search=("name", "kreis"))


def test_a_link_keeps_what_is_chosen_and_changes_one_filter() -> None:
    chosen = Selection("/luecken", (SEARCH, ART), {"q": "Müll & mehr", "art": "fehlt"})
    assert chosen.link() == "/luecken?q=M%C3%BCll+%26+mehr&art=fehlt"
    assert chosen.link(art="Link defekt") == "/luecken?q=M%C3%BCll+%26+mehr&art=Link+defekt"
    assert chosen.link(art=None) == "/luecken?q=M%C3%BCll+%26+mehr"
    assert chosen.link(q=None, art=None) == "/luecken"
    assert (
        Selection("/luecken", (SEARCH, ART), {"art": "fehlt"}).link(q="x", seite=2) == "/luecken?q=x&art=fehlt&seite=2"
    )


def test_the_query_gets_a_condition_for_each_filter_that_is_chosen() -> None:
    assert (Selection("/", (SEARCH, ART)).matching("l"), Selection("/", (SEARCH, ART)).params) == ("1", {})
    chosen = Selection("/", (ANYWHERE, ART), {"q": "50_%\\", "art": "fehlt"})
    assert chosen.matching("l") == (
        "(gefaltet(l.name) LIKE :q ESCAPE '\\' OR gefaltet(l.kreis) LIKE :q ESCAPE '\\') AND l.art = :art"
    )
    assert chosen.params == {"q": "%50\\_\\%\\\\%", "art": "fehlt"}


def test_a_default_counts_where_nothing_is_chosen_but_stands_in_no_address() -> None:
    filters = (Filter("themenfeld", "Themenfeld", default="alle"),)
    assert Selection("/trichter", filters).params == {"themenfeld": "alle"}
    assert Selection("/trichter", filters).link() == "/trichter"
    assert Selection("/trichter", filters, {"themenfeld": "Bauen"}).params == {"themenfeld": "Bauen"}


def test_exports_are_restricted_as_the_page_is() -> None:
    chosen = Selection("/kommunen", (SEARCH, ART), {"q": "ena", "art": "fehlt"})
    expected = "/katalog/kommunen.csv?gueltig_bis__isnull=1&art=fehlt&_enthaelt=name%3Aena"
    assert chosen.export("kommunen", gueltig_bis__isnull="1")["CSV"] == expected
    anywhere = Selection("/kommunen", (ANYWHERE,), {"q": "ena"})
    assert anywhere.export("kommunen")["JSON"] == "/katalog/kommunen.json?_enthaelt=name%2Ckreis%3Aena&_shape=array"


def test_paging_stays_within_the_list() -> None:
    last = Paging(total=250, page=3, selection=Selection("/luecken", (ART,), {"art": "fehlt"}))
    assert (last.start, last.end, last.next) == (201, 250, None)
    assert last.previous == "/luecken?art=fehlt&seite=2"
    assert last.link(1) == "/luecken?art=fehlt"


def test_a_new_filter_of_the_gaps_is_one_declaration(katalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certainty = Filter("zustaendig_sicherheit", "Beleg", ("belegt", "angenommen"), "Jeder Beleg")
    monkeypatch.setattr(luecken, "FILTERS", (*luecken.FILTERS, certainty))
    keys = [{"leistungsschluessel": f"99{number:012}"} for number in range(101)]
    proven = [{**RESULTS["luecken"][0], "zustaendig_sicherheit": "belegt", **key} for key in keys]
    fill(katalog, ROWS, RESULTS, {"leistungen": keys, "luecken": proven})
    page = one(katalog, "/luecken?art=fehlt&zustaendig_sicherheit=belegt&seite=1")
    assert "101 Lücken: fehlt" in page.text
    assert '<option value="belegt" selected>' in page.text
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', page.text)]
    for link in (
        "/luecken?art=fehlt&zustaendig=ja&zustaendig_sicherheit=belegt",
        "/luecken?art=fehlt&zustaendig_sicherheit=belegt&seite=2",
        "/katalog/luecken.csv?art=fehlt&zustaendig_sicherheit=belegt",
    ):
        assert link in links


def test_a_tile_of_the_own_list_keeps_the_search(katalog: Path) -> None:
    found = {
        "ags": "16063105",
        "leistungsschluessel": "99102013104000",
        "leistung": "Hundesteuer",
        "befund": "nicht gemeldet",
    }
    fill(katalog, ROWS, RESULTS, {"bestandsabgleich": [{**found, "hinweis": "Melden."}]})
    page = one(katalog, "/eigene-liste?q=%22%3E%3Cb%3E")
    assert 'href="/eigene-liste?q=%22%3E%3Cb%3E&amp;befund=nicht+gemeldet"' in page.text
    assert "<b>" not in page.text


def test_links_to_a_page_name_filters_that_it_declares(pages: dict[str, httpx.Response]) -> None:
    declared = {
        "/luecken": luecken.FILTERS,
        "/kandidaten": kandidaten.FILTERS,
        "/eigene-liste": eigene_liste.FILTERS,
        "/kommunen": kommunen.FILTERS,
        "/trichter": trichter.FILTERS,
        "/kommune/": kommunen.OFFER_FILTERS,
    }
    links = {unescape(link) for page in pages.values() for link in re.findall(r'href="(/[^"]*)"', page.text)}
    used = {
        (path, name)
        for link in links
        for path in declared
        if re.fullmatch(rf"{path}[0-9]*", urlsplit(link).path)
        for name, _ in parse_qsl(urlsplit(link).query)
    }
    assert ("/luecken", "zustaendig") in used
    known = {(path, each.name) for path, filters in declared.items() for each in (*filters, Filter("seite", "Seite"))}
    assert used - known == set()
