"""robots.txt is understood as RFC 9309 says, whatever people and servers make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.linkcheck.robots import MAX_CRAWL_DELAY, read_rules


@pytest.mark.parametrize(
    ("rules", "place", "allowed"),
    [
        # RFC 9309, 2.2.2 and 2.2.3: wildcards, the end, and the longest match, whatever the order.
        ("User-agent: *\nDisallow: /*.pdf$", "y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "y.pdf?seite=2", True),
        ("User-agent: *\nDisallow: /a/*/c", "a/b/b/c/d", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "a/b", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "a/b", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "a/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "a", True),
        ("User-agent: *\nDisallow: /\nAllow: /$", "x", False),
        ("User-agent: *\nDisallow: /\nAllow: /$", "", True),
        ("User-agent: *\nDisallow: /x?id=*", "x?id=1", False),
        ("User-agent: *\nDisallow: /", "robots.txt", True),
        # A letter is the same escaped and not, but for the slash.
        ("User-agent: *\nDisallow: /ämter", "%C3%A4mter", False),
        ("User-agent: *\nDisallow: /%c3%a4mter", "ämter", False),
        ("User-agent: *\nDisallow: /a%2Fb", "a/b", True),
        # 2.2.1: groups of one program are one, the name in any case and as a whole; other programs' are not ours.
        ("User-agent: thavel-katalog\nDisallow: /a\n\nUser-agent: THAVEL-katalog\nDisallow: /b", "b", False),
        ("User-agent: a\nUser-agent: thavel-katalog\nDisallow: /b", "b", False),
        ("User-agent: katalog\nDisallow: /b", "b", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: thavel-katalog\nDisallow:", "b", True),
        ("Disallow: /b", "b", True),
        # What editors and servers make of a file.
        ("\ufeffUser-agent: *\nDisallow: /b", "b", False),
        ("User-agent: *\rDisallow: /b", "b", False),
        ("user-AGENT : * # all\n  disallow : /b # that", "b", False),
        ("User-agent: *\nSitemap: http://amt.beispiel/s.xml\nDisallow: /b", "b", False),
        ("<html>Disallow: /</html>", "b", True),
        ("", "b", True),
    ],
)
def test_what_may_be_asked_for(rules: str, place: str, allowed: bool) -> None:
    assert read_rules(rules.encode()).allows(f"http://amt.beispiel/{place}") is allowed


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 2", 2.0),
        ("User-agent: *\nCrawl-delay: 1.5", 1.5),
        ("User-agent: *\nCrawl-delay: 86400", MAX_CRAWL_DELAY),
        ("User-agent: *\nCrawl-delay: inf", 0.0),
        ("User-agent: *\nCrawl-delay: -3", 0.0),
        ("User-agent: *\nCrawl-delay: zwei", 0.0),
        ("User-agent: a\nCrawl-delay: 5", 0.0),
        ("User-agent: *\nCrawl-delay: 5\n\nUser-agent: thavel-katalog\nCrawl-delay: 3", 3.0),
    ],
)
def test_how_long_to_wait_between_requests(rules: str, seconds: float) -> None:
    assert read_rules(rules.encode()).crawl_delay == seconds


NAMES = st.sampled_from([b"Disallow", b"Allow", b"Crawl-delay", b"User-agent", b"Sitemap", b""])


@given(st.lists(st.tuples(NAMES, st.binary(max_size=20)), max_size=4), st.text("[]/:%?#a\u00e4", max_size=9))
def test_nothing_is_too_odd_to_be_read(lines: list[tuple[bytes, bytes]], path: str) -> None:
    rules = read_rules(b"User-agent: *\n" + b"\n".join(name + b": " + value for name, value in lines))
    assert rules.allows(f"http://amt.beispiel/{path}") in {True, False}
    assert 0 <= rules.crawl_delay <= MAX_CRAWL_DELAY
