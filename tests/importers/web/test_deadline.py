"""What a server may take for an answer, however it keeps the connection busy meanwhile."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from importers.sample.loopback import Reply
from importers.web.deadline import Deadline, OutOfTimeError
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.session import Session
from tests.importers.pvog.harvesting import ERFURT, QUICK, SMALL
from tests.simulators.misbehaviour import BadReply
from tests.simulators.suchdienst import Simulator

# A byte comes each tenth of a second, so that no time-out between two bytes is ever reached.
HASTY = replace(QUICK, retries=0, connect_timeout=0.2, read_timeout=0.2)


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(SMALL)


@pytest.fixture
def base_url(simulator: Simulator) -> Iterator[str]:
    with simulator as url:
        yield url


def failure(manners: Manners, url: str) -> SourceError:
    with pytest.raises(SourceError) as error:
        Session(manners).get(url)
    return error.value


@pytest.mark.parametrize(
    ("behaviour", "code", "text"),
    [
        ("slow-headers", "http.zeit", "hat nicht rechtzeitig geantwortet"),
        ("slow-chunk-size", "http.langsam", "Antwort kommt zu langsam"),
        ("slow-trailer", "http.langsam", "Antwort kommt zu langsam"),
    ],
)
@pytest.mark.parametrize("proxy", [False, True])
def test_a_server_that_never_comes_to_an_end_is_given_up(
    base_url: str, monkeypatch: pytest.MonkeyPatch, behaviour: str, code: str, text: str, proxy: bool
) -> None:
    if proxy:
        monkeypatch.setenv("http_proxy", base_url.removesuffix("/suchdienst/api"))
        base_url = "http://pvog.beispiel/suchdienst/api"
    error = failure(HASTY, f"{base_url}/!{behaviour}/v1beta2/onlineservices?ars={ERFURT}")
    assert (error.code, error.fatal, text in error.text) == (code, False, True)


def test_an_error_whose_body_never_ends_is_given_up_before_it_is_asked_for_again(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = iter([BadReply(503, b"", endless="chunk"), Reply(200, b"{}")])
    monkeypatch.setattr(simulator, "reply", lambda target: next(replies))
    assert Session(replace(HASTY, retries=1)).get(base_url).body == b"{}"


def test_all_repetitions_together_have_one_time(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def reply(target: str) -> Reply:
        asked.append(target)
        return BadReply(200, b"{}", endless="head")

    monkeypatch.setattr(simulator, "reply", reply)
    error = failure(replace(HASTY, retries=50, deadline=0.5), base_url)
    assert (error.code, len(asked)) == ("http.langsam", 2)


def test_redirects_have_one_time_and_the_error_says_how_long_it_was(
    base_url: str, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reply(target: str) -> Reply:
        return (
            BadReply(200, b" " * 72_000, drip=0.01) if "neu" in target else Reply(302, b"", headers={"Location": "neu"})
        )

    monkeypatch.setattr(simulator, "reply", reply)
    error = failure(replace(QUICK, deadline=0.3), base_url + "/alt")
    assert (error.code, "war nach 0 Minuten nicht beendet" in error.text) == ("http.langsam", True)


def test_the_time_between_attempts_does_not_count() -> None:
    deadline = Deadline(10, 0.2)
    with deadline.watching():
        deadline.attempt()
        deadline.rest()
        time.sleep(0.25)
        used_up = [deadline.used_up]
        deadline.attempt()
        time.sleep(0.25)
        used_up.append(deadline.used_up)
        deadline.rest()
        with pytest.raises(OutOfTimeError):
            deadline.attempt()
    assert used_up == [False, True]


def test_what_came_buys_time() -> None:
    deadline = Deadline(0.1, 10)
    with deadline.watching():
        deadline.attempt()
        deadline.head()
        deadline.came(1 << 20)
        time.sleep(0.2)
        assert not deadline.over


def test_a_connection_is_ended_in_its_handshake_of_tls_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                # The head of a record of TLS of the largest size that there is.
                connection.sendall(b"\x16\x03\x03\x40\x00")
                while not stop.wait(0.05):
                    connection.sendall(b"\x00")

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        error = failure(HASTY, f"https://127.0.0.1:{server.getsockname()[1]}/")
        stop.set()
    assert error.code == "http.zeit"


def test_no_watcher_stays_behind(base_url: str) -> None:
    Session(QUICK).get(base_url + "/gibt-es-nicht")
    assert not [thread for thread in threading.enumerate() if "_watch" in thread.name]
