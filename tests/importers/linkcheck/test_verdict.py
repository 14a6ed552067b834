"""The verdict on a link, for everything that can be seen of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.questions.links import CheckedLink
from catalogue.tables.linkpruefungen import ERGEBNISSE
from importers.linkcheck.verdict import TROUBLES, LinkStep, LinkVerdict, Seen, verdict

LINK = "https://www.amt.example/dienst?nr=1"
LOGIN = "https://anmeldung.example/start"
AT = "2026-11-26T03:17:00Z"
NEVER = CheckedLink(LINK)


def seen(*way: tuple[str, int], trouble: str | None = None, next_url: str | None = None) -> Seen:
    return Seen(LINK, AT, [LinkStep(url, "HEAD", status, None) for url, status in way], trouble, next_url)


def result(*way: tuple[str, int], trouble: str | None = None, next_url: str | None = None) -> tuple[str, str | None]:
    found = verdict(seen(*way, trouble=trouble, next_url=next_url), NEVER)
    return found.result, found.target


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, "ok"),
        (204, "ok"),
        (206, "ok"),
        (400, "nicht prüfbar"),
        (401, "nicht prüfbar"),
        (403, "nicht prüfbar"),
        (404, "defekt"),
        (405, "nicht prüfbar"),
        (410, "defekt"),
        (429, "nicht prüfbar"),
        (451, "nicht prüfbar"),
        (500, "nicht prüfbar"),
        (503, "nicht prüfbar"),
        (300, "nicht prüfbar"),
        (304, "nicht prüfbar"),
        (999, "nicht prüfbar"),
    ],
)
def test_a_status_without_redirects(status: int, expected: str) -> None:
    found = verdict(seen((LINK, status)), NEVER)
    assert (found.result, found.status, found.target) == (expected, status, None)


def test_the_whole_verdict_on_a_page_that_is_there_and_on_one_that_is_gone() -> None:
    assert verdict(seen((LINK, 200)), NEVER) == LinkVerdict("ok", 200, None, "Der Server antwortet.")
    assert verdict(seen((LINK, 404)), NEVER) == LinkVerdict("defekt", 404, None, "Die Seite gibt es nicht (404).")


@pytest.mark.parametrize("status", [302, 303, 307])
@pytest.mark.parametrize("end", [200, 401, 403])
def test_a_temporary_redirect_to_a_login_is_ok(status: int, end: int) -> None:
    assert result((LINK, status), (LOGIN, end)) == ("ok", None)


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_to_another_place_is_a_move(status: int) -> None:
    assert result((LINK, status), ("https://neu.example/dienst", 200)) == ("umgezogen", "https://neu.example/dienst")
    assert result((LINK, status), ("https://neu.example/dienst", 403)) == ("nicht prüfbar", None)
    assert result((LINK, status), ("https://neu.example/dienst", 404)) == ("defekt", None)


def test_a_move_followed_by_a_login_leads_to_where_it_moved_and_not_to_the_login() -> None:
    way = (LINK, 301), ("https://neu.example/a", 308), ("https://neu.example/b", 302), (LOGIN, 403)
    assert result(*way) == ("umgezogen", "https://neu.example/b")


def test_a_permanent_redirect_behind_a_temporary_one_is_no_move() -> None:
    assert result((LINK, 302), ("https://anmeldung.example/", 301), (LOGIN, 200)) == ("ok", None)


@pytest.mark.parametrize(
    "place",
    ["http://www.amt.example/dienst?nr=1", "https://amt.example/dienst?nr=1", "https://www.amt.example/dienst/?nr=1"],
)
def test_another_protocol_www_or_a_slash_is_no_other_place(place: str) -> None:
    assert result((LINK, 301), (place, 200)) == ("ok", None)


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("start", ["https://www.amt.example/", "https://amt.example"])
def test_the_bare_start_page_instead_of_a_page_is_not_decided(status: int, start: str) -> None:
    found = verdict(seen((LINK, status), (start, 200)), NEVER)
    assert (found.result, found.target) == ("nicht prüfbar", None)
    assert "Startseite" in found.reason


def test_a_start_page_with_a_fragment_is_a_page_of_an_application() -> None:
    assert result((LINK, 302), ("https://www.amt.example/#/dienst/1", 200)) == ("ok", None)


def test_a_link_to_a_start_page_may_end_there() -> None:
    link = "http://amt.example"
    way = [LinkStep(link, "HEAD", 301, None), LinkStep("https://www.amt.example/", "HEAD", 200, None)]
    assert verdict(Seen(link, AT, way), CheckedLink(link)).result == "ok"


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_trouble_has_its_result_and_reason_and_no_status(trouble: str) -> None:
    expected, reason = TROUBLES[trouble]
    assert verdict(seen(trouble=trouble, next_url=LINK), NEVER) == LinkVerdict(expected, None, None, reason)


def test_only_what_a_citizen_meets_too_is_a_defect() -> None:
    broken = {trouble for trouble, (found, _) in TROUBLES.items() if found == "defekt"}
    assert broken == {"name", "abgelehnt", "abgelaufen", "zertifikatsname"}


@pytest.mark.parametrize("trouble", ["name", "abgelehnt"])
def test_where_nothing_at_all_answers_ones_own_network_may_be_at_fault(trouble: str) -> None:
    found = verdict(seen(trouble=trouble, next_url=LINK), NEVER, online=False)
    assert (found.result, "auch kein anderer" in found.reason) == ("nicht prüfbar", True)


def test_a_reason_names_the_server_that_a_link_leads_on_to() -> None:
    found = verdict(seen((LINK, 302), trouble="name", next_url="https://weg.example/x"), NEVER)
    assert found == LinkVerdict(
        "defekt",
        302,
        None,
        "Der Link leitet weiter zu weg.example. Den Server gibt es nicht: Sein Name ist nicht bekannt.",
    )


def failed(day: str, ergebnis: str = "nicht prüfbar", status: int | None = 503) -> CheckedLink:
    return CheckedLink(LINK, f"2026-11-{day}T04:00:00Z", ergebnis, status, f"2026-11-{day}T04:00:00Z")


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (NEVER, "nicht prüfbar"),
        (failed("25"), "defekt"),
        (failed("25", status=500), "defekt"),
        (failed("26"), "nicht prüfbar"),
        (failed("26", "defekt"), "defekt"),
        (failed("25", status=403), "nicht prüfbar"),
        (failed("25", status=None), "nicht prüfbar"),
        (failed("25", "defekt", 404), "nicht prüfbar"),
        (failed("25", "ok", 200), "nicht prüfbar"),
    ],
)
def test_a_server_that_fails_is_broken_only_if_it_failed_on_another_day_already(
    earlier: CheckedLink, expected: str
) -> None:
    assert verdict(seen((LINK, 502)), earlier).result == expected


urls = st.sampled_from([LINK, LOGIN, "https://www.amt.example/", "http://neu.example/a#b", "https://[2001:db8::1]:8/x"])


@given(
    st.lists(st.tuples(urls, st.integers(100, 999)), max_size=7),
    st.sampled_from([None, *TROUBLES]),
    st.sampled_from([None, LOGIN]),
    st.booleans(),
)
def test_whatever_is_seen_the_verdict_is_one_of_the_four_with_a_sentence(
    way: list[tuple[str, int]], trouble: str | None, next_url: str | None, online: bool
) -> None:
    found = verdict(seen(*way, trouble=trouble, next_url=next_url), NEVER, online=online)
    assert found.result in ERGEBNISSE
    assert found.reason.endswith(".")
    assert (found.target is not None) == (found.result == "umgezogen")
