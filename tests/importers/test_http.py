import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from importers.http import Manners, Session, SourceError
from importers.sample.misbehaviour import Reply
from importers.sample.simulator import Simulator
from tests.importers.harvesting import ERFURT, IMPATIENT, QUICK, SMALL

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


class Counting(Session):
    """Counts how often it waits for its turn."""

    turns = 0

    def _wait_for_turn(self) -> None:
        self.turns += 1
        super()._wait_for_turn()


def test_repetitions_wait_for_their_turn_too(base_url: str, simulator: Simulator) -> None:
    session = Counting(replace(QUICK, retries=3))
    with pytest.raises(SourceError):
        session.get(f"{base_url}/!http500{PATH}")
    assert (session.turns, len(simulator.requests)) == (4, 4)


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
        ("cut-body", "http.abgebrochen", False, 1),
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


def test_nobody_listening_is_fatal_and_says_what_to_check() -> None:
    with Simulator(SMALL) as base_url:
        pass
    with pytest.raises(SourceError, match="nicht erreichbar. Prüfen Sie Netz, Proxy") as error:
        Session(QUICK).get(base_url + PATH)
    assert (error.value.code, error.value.fatal) == ("http.verbindung", True)


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


def test_the_defaults_are_polite() -> None:
    manners = Manners()
    assert manners.rate <= 5
    assert manners.backoff >= 1
    assert manners.retries >= 3
