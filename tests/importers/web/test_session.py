import gzip
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest

from catalogue.errors import ThavelError
from importers.sample.loopback import Reply
from importers.web.answers import Answer, Kept
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.session import Session
from tests.importers.pvog.harvesting import ERFURT, IMPATIENT, QUICK, SMALL
from tests.simulators.link_servers import LinkServers
from tests.simulators.misbehaviour import BadReply
from tests.simulators.suchdienst import Simulator

PATH = f"/v1beta2/onlineservices?ars={ERFURT}"


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(SMALL)


@pytest.fixture
def base_url(simulator: Simulator) -> Iterator[str]:
    with simulator as url:
        yield url


def test_an_answer_has_its_final_url_body_status_and_type(base_url: str) -> None:
    answer = Session(QUICK).get(f"{base_url}/v1beta2/onlineservices", {"ars": ERFURT})
    assert (answer.url, answer.status, answer.content_type) == (base_url + PATH, 200, "application/json")
    assert answer.body.startswith(b'{"totalHits":2,')


def test_a_404_is_an_answer_and_no_error(base_url: str) -> None:
    answer = Session(QUICK).get(base_url + "/gibt-es-nicht")
    assert (answer.status, answer.body) == (404, b"")


def test_requests_name_the_program_a_contact_and_the_headers_asked_for(base_url: str, simulator: Simulator) -> None:
    session = Session(replace(QUICK, contact="mailto:digital@beispiel.de"), {"pvog-sud-api-client-id": "geheim"})
    headers = session._session.headers
    assert headers["User-Agent"] == "thavel-katalog (+mailto:digital@beispiel.de)"
    assert headers["pvog-sud-api-client-id"] == "geheim"


def test_repetitions_wait_for_their_turn_too(base_url: str, simulator: Simulator) -> None:
    start = time.monotonic()
    with pytest.raises(SourceError):
        Session(replace(QUICK, retries=3, rate=10.0)).get(f"{base_url}/!http500{PATH}")
    assert len(simulator.requests) == 4
    assert time.monotonic() - start >= 0.29


def test_another_host_has_turns_of_its_own(base_url: str) -> None:
    session = Session(QUICK)
    session._host(base_url).turns.hold_back(3600)
    assert session.get(base_url.replace("127.0.0.1", "localhost") + PATH).status == 200


@pytest.mark.parametrize("break_off", [{"announced": 99}, {"stall": 60.0}])
def test_an_answer_that_breaks_off_once_is_asked_for_again(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, break_off: dict[str, Any]
) -> None:
    replies = iter([BadReply(200, b"[1, 2, 3]", **break_off), Reply(200, b"[1]")])
    monkeypatch.setattr(simulator, "reply", lambda target: next(replies))
    assert Session(IMPATIENT).get(base_url + PATH).body == b"[1]"


@pytest.mark.parametrize("date", ["Thu, 26 Nov 2026 10:00:00 GMT", "Mon, 01 Jan 2035 00:00:00 GMT", None])
def test_a_date_to_wait_for_counts_from_the_clock_of_the_server(
    base_url: str, monkeypatch: pytest.MonkeyPatch, simulator: Simulator, date: str | None
) -> None:
    until = date.replace(":00 GMT", ":01 GMT") if date else "Thu, 26 Nov 2026 10:00:01 GMT"
    headers = {"Retry-After": until, **({"Date": date} if date else {})}
    replies = iter([Reply(429, b"", headers=headers), Reply(200, b"{}")])
    monkeypatch.setattr(simulator, "reply", lambda target: next(replies))
    start = time.monotonic()
    assert Session(QUICK).get(base_url + PATH).status == 200
    assert (0.9 if date else 0) <= time.monotonic() - start < 20


def test_the_client_id_stands_in_no_error(base_url: str) -> None:
    with pytest.raises(SourceError) as error:
        Session(QUICK, {"pvog-sud-api-client-id": "geheim"}).get(f"{base_url}/!http403{PATH}")
    assert "geheim" not in f"{error.value} {error.value.__cause__}"


@pytest.mark.parametrize(
    ("behaviour", "code", "fatal", "requests"),
    [
        ("http400", "http.anfrage", False, 1),
        ("http401", "http.zugang", True, 1),
        ("http403", "http.zugang", True, 1),
        ("http429", "http.429", False, 2),
        ("http500", "http.server", False, 2),
        ("timeout", "http.zeit", False, 2),
        ("redirect", "http.umleitung", False, 1),
        ("cut-body", "http.abgebrochen", False, 2),
    ],
)
def test_a_bad_answer_is_an_error_with_code_and_url_after_the_retries_that_make_sense(
    base_url: str, simulator: Simulator, behaviour: str, code: str, fatal: bool, requests: int
) -> None:
    with pytest.raises(SourceError) as error:
        Session(IMPATIENT if behaviour == "timeout" else QUICK).get(f"{base_url}/!{behaviour}{PATH}")
    assert (error.value.code, error.value.fatal, len(simulator.requests)) == (code, fatal, requests)
    assert error.value.url == f"{base_url}/!{behaviour}{PATH}"
    assert str(error.value) == f"{error.value.text} ({error.value.url})"
    status = {"redirect": 302, "timeout": None, "cut-body": None}
    assert error.value.status == (status[behaviour] if behaviour in status else int(behaviour[4:]))


def test_nobody_listening_is_fatal_and_says_what_to_check() -> None:
    with Simulator(SMALL) as base_url:
        pass
    with pytest.raises(SourceError, match="nicht erreichbar. Prüfen Sie Netz, Proxy") as error:
        Session(QUICK).get(base_url + PATH)
    assert (error.value.code, error.value.fatal) == ("http.verbindung", True)


def test_the_proxy_of_the_environment_is_used_but_not_for_hosts_that_are_named(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", base_url.removesuffix("/suchdienst/api"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert Session(QUICK).get(base_url + PATH).status == 200
    assert Session(QUICK).get("http://pvog.beispiel/suchdienst/api" + PATH).status == 200
    assert simulator.requests == [f"/suchdienst/api{PATH}", f"http://pvog.beispiel/suchdienst/api{PATH}"]


def test_a_certificate_of_an_authority_that_is_not_known_is_fatal_and_says_where_to_put_it() -> None:
    with (
        LinkServers({}).running(tls=True) as servers,
        pytest.raises(SourceError, match="konnte nicht geprüft werden.*REQUESTS_CA_BUNDLE") as error,
    ):
        Session(replace(QUICK, retries=0)).get(f"https://127.0.0.1:{servers.port}/")
    assert (error.value.code, error.value.fatal, servers.asked) == ("http.tls", True, [])


def test_an_answer_above_the_size_limit_is_not_read_to_its_end(base_url: str) -> None:
    with pytest.raises(SourceError, match="größer als 0 MiB") as error:
        Session(replace(QUICK, max_bytes=100)).get(base_url + PATH)
    assert error.value.code == "http.groesse"


def test_a_download_writes_the_body_into_a_file(base_url: str, tmp_path: Path) -> None:
    session, target = Session(QUICK), tmp_path / "antwort"
    assert session.download(base_url + PATH, target, max_bytes=10**6)
    assert target.read_bytes() == session.get(base_url + PATH).body


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [("http500", "http.server"), ("redirect", "http.umleitung"), ("cut-body", "http.abgebrochen")],
)
def test_a_download_that_fails_is_the_same_error_and_leaves_no_file(
    base_url: str, tmp_path: Path, behaviour: str, code: str
) -> None:
    with pytest.raises(SourceError) as error:
        Session(QUICK).download(f"{base_url}/!{behaviour}{PATH}", tmp_path / "antwort", max_bytes=10**6)
    assert (error.value.code, list(tmp_path.iterdir())) == (code, [])


def test_a_download_above_the_size_limit_leaves_no_file(base_url: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="größer als 0 MiB") as error:
        Session(QUICK).download(base_url + PATH, tmp_path / "antwort", max_bytes=100)
    assert (error.value.code, list(tmp_path.iterdir())) == ("http.groesse", [])


def test_a_download_of_what_is_missing_says_so_and_leaves_no_file(base_url: str, tmp_path: Path) -> None:
    assert not Session(QUICK).download(base_url + "/gibt-es-nicht", tmp_path / "antwort", max_bytes=100)
    assert list(tmp_path.iterdir()) == []


def test_the_rate_holds_over_all_threads(base_url: str, simulator: Simulator) -> None:
    session = Session(replace(QUICK, rate=20.0))
    start = time.monotonic()
    threads = [threading.Thread(target=session.get, args=(base_url + PATH,)) for _ in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(simulator.requests) == 7
    assert 0.29 <= time.monotonic() - start < 10


def test_a_retry_after_that_is_absurd_is_cut_to_the_maximum(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = iter([Reply(429, b"", headers={"Retry-After": "86400"}), Reply(200, b"{}")])
    monkeypatch.setattr(simulator, "reply", lambda target: next(replies))
    start = time.monotonic()
    assert Session(replace(QUICK, retry_after_max=1)).get(base_url + PATH).status == 200
    assert time.monotonic() - start < 20


def test_how_long_the_server_asks_to_wait_holds_for_all_requests(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = iter([Reply(429, b"", headers={"Retry-After": "1"}), Reply(200, b"{}"), Reply(200, b"{}")])
    times: list[float] = []

    def reply(target: str) -> Reply:
        times.append(time.monotonic())
        return next(replies)

    monkeypatch.setattr(simulator, "reply", reply)
    session = Session(QUICK)
    first = threading.Thread(target=session.get, args=(base_url + PATH,))
    first.start()
    while not session._host(base_url).turns._held:
        time.sleep(0.01)
    session.get(base_url + PATH)
    first.join()
    assert min(times[1:]) - times[0] >= 0.9


@pytest.mark.parametrize("waiting", ["bald", "-5", "1.5", ""])
def test_a_time_to_wait_that_is_none_counts_as_not_given(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, waiting: str
) -> None:
    replies = iter([Reply(503, b"", headers={"Retry-After": waiting}), Reply(200, b"{}")])
    monkeypatch.setattr(simulator, "reply", lambda target: next(replies))
    assert Session(QUICK).get(base_url + PATH).status == 200


def kept_as(answer: Answer, body: bytes) -> Callable[[str], Kept | None]:
    """What is kept of one URL."""

    def write(target: IO[bytes]) -> None:
        target.write(body)

    return {answer.url: Kept(answer.etag, answer.last_modified, "text/kept", write)}.get


def test_what_is_kept_is_asked_for_on_condition_and_comes_back_as_it_was(base_url: str, simulator: Simulator) -> None:
    session = Session(QUICK)
    first = session.get(base_url + PATH)
    again = session.get(f"{base_url}/v1beta2/onlineservices", {"ars": ERFURT}, kept=kept_as(first, b"bewahrt"))
    assert (again.status, again.body, again.content_type) == (304, b"bewahrt", "text/kept")
    assert (again.url, again.etag) == (first.url, first.etag)
    simulator.world = {}
    assert session.get(base_url + PATH, kept=kept_as(first, b"bewahrt")).status == 404


def test_a_kept_body_that_is_gone_is_fetched_anew(base_url: str) -> None:
    def damaged(target: IO[bytes]) -> None:
        target.write(b"ha")
        raise ThavelError("fehlt")

    first = Session(QUICK).get(base_url + PATH)
    kept = {first.url: Kept(first.etag, None, None, damaged)}
    assert Session(QUICK).get(base_url + PATH, kept=kept.get).body == first.body


def test_an_unchanged_download_writes_what_is_kept(base_url: str, tmp_path: Path) -> None:
    first = Session(QUICK).get(base_url + PATH)
    target = tmp_path / "antwort"
    answer = Session(QUICK).download(base_url + PATH, target, max_bytes=10**6, kept=kept_as(first, b"bewahrt"))
    assert answer is not None
    assert (answer.status, target.read_bytes()) == (304, b"bewahrt")


@pytest.mark.parametrize(
    ("location", "follows"),
    [
        (PATH, True),
        ("https://127.0.0.1:1/x", False),
        ("http://localhost:1/x", False),
        ("//127.0.0.1/x", False),
        ("http://a@127.0.0.1/x", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_a_redirect_is_followed_on_the_same_server_only(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, location: str, follows: bool
) -> None:
    answered = simulator.reply
    moved = Reply(302, b"anderswo", headers={"Location": location.replace(PATH, f"/suchdienst/api{PATH}")})
    monkeypatch.setattr(simulator, "reply", lambda target: moved if "alt" in target else answered(target))
    if follows:
        answer = Session(QUICK).get(f"{base_url}/alt")
        assert (answer.url, answer.status, answer.body[:13]) == (f"{base_url}/alt", 200, b'{"totalHits":')
        return
    with pytest.raises(SourceError) as error:
        Session(QUICK).get(f"{base_url}/alt")
    assert (error.value.code, error.value.url) == ("http.umleitung", f"{base_url}/alt")


def test_redirects_in_a_circle_end(base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def reply(target: str) -> Reply:
        asked.append(target)
        return Reply(301, b"", headers={"Location": target})

    monkeypatch.setattr(simulator, "reply", reply)
    with pytest.raises(SourceError):
        Session(QUICK).get(base_url)
    assert len(asked) == 6


@pytest.mark.parametrize("link", ["http://anna:geheim@127.0.0.1/x", "https://geheim@127.0.0.1?a=b"])
def test_a_link_with_a_password_is_refused_and_told_without_it(link: str) -> None:
    with pytest.raises(SourceError) as error:
        Session(QUICK).get(link)
    assert error.value.code == "http.zugang_im_link"
    assert "geheim" not in str(error.value)
    assert "127.0.0.1" in error.value.url


def test_a_body_that_grows_while_unpacking_is_not_read_to_its_end(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = gzip.compress(b" " * (64 << 20))
    reply = Reply(200, bomb, headers={"Content-Encoding": "gzip"})
    monkeypatch.setattr(simulator, "reply", lambda target: reply)
    with pytest.raises(SourceError, match="größer als 1 MiB") as error:
        Session(replace(QUICK, max_bytes=1 << 20)).get(base_url + PATH)
    assert error.value.code == "http.groesse"


def test_an_answer_that_drips_is_given_up_and_not_waited_for(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte comes in time, all of them would take two hours."""
    drops = BadReply(200, b" " * 72_000, drip=0.1)
    monkeypatch.setattr(simulator, "reply", lambda target: drops)
    with pytest.raises(SourceError, match="kommt zu langsam") as error:
        Session(IMPATIENT).get(base_url + PATH)
    assert (error.value.code, error.value.fatal) == ("http.langsam", False)
    assert 0 < len(Session(IMPATIENT).look(base_url + PATH, "GET", read=1000).start) < 100


def test_an_announced_size_above_the_limit_is_not_read_at_all(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "reply", lambda target: BadReply(200, b"{}", announced=2 << 30))
    with pytest.raises(SourceError, match="größer als 200 MiB") as error:
        Session(QUICK).get(base_url + PATH)
    assert error.value.code == "http.groesse"


def test_the_defaults_are_polite() -> None:
    manners = Manners()
    assert manners.rate <= 5
    assert manners.backoff >= 1
    assert manners.retries >= 3
