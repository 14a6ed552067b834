"""The log of requests: each with its status, size and time, repetitions with their pause, and nothing secret."""

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from importers.sample.loopback import Reply
from importers.web.errors import SourceError
from importers.web.session import Session
from tests.importers.pvog.harvesting import ERFURT, IMPATIENT, QUICK, SMALL
from tests.simulators.misbehaviour import BadReply
from tests.simulators.suchdienst import Simulator

PATH = f"/v1beta2/onlineservices?ars={ERFURT}"


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(SMALL)


@pytest.fixture
def base_url(simulator: Simulator, caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    caplog.set_level(logging.INFO, "importers")
    with simulator as url:
        yield url


def logged(caplog: pytest.LogCaptureFixture, base_url: str) -> list[str]:
    """The lines, with BASE for the server, N for milliseconds and S for the pause."""
    ours = (record for record in caplog.records if record.name.startswith("importers."))
    lines = (record.getMessage().replace(base_url, "BASE") for record in ours)
    return [re.sub(r"again in [\d.]+ s", "again in S s", re.sub(r"in \d+ ms", "in N ms", line)) for line in lines]


def test_a_request_is_logged_with_status_size_and_time(
    base_url: str, simulator: Simulator, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulator, "reply", lambda target: Reply(200, b"[1, 2]"))
    session = Session(QUICK)
    session.get(base_url + PATH)
    session.post(f"{base_url}/token", {"grant_type": "client_credentials"})
    session.look(f"{base_url}/seite", "HEAD")
    assert logged(caplog, base_url) == [
        f"GET BASE{PATH}: 200, 6 bytes in N ms",
        "POST BASE/token: 200, 6 bytes in N ms",
        "HEAD BASE/seite: 501, 0 bytes in N ms",
    ]
    assert {(record.name, record.levelname) for record in caplog.records} == {("importers.web.session", "INFO")}


def test_repetitions_and_waits_are_logged(
    base_url: str, simulator: Simulator, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = iter(
        [
            Reply(503, b""),
            Reply(429, b"", headers={"Retry-After": "1"}),
            BadReply(200, b"[1, 2, 3]", announced=99),
            Reply(200, b"[1]"),
        ]
    )
    monkeypatch.setattr(simulator, "reply", lambda target: next(replies))
    Session(replace(QUICK, retries=3)).get(f"{base_url}/a")
    assert logged(caplog, base_url) == [
        "GET BASE/a: 503, again in S s",
        "GET BASE/a: 429, again in S s",
        "GET BASE/a: http.abgebrochen in N ms",
        "GET BASE/a: http.abgebrochen, again in S s",
        "GET BASE/a: 200, 3 bytes in N ms",
    ]
    assert "429, again in 1.0 s" in caplog.text


def test_what_failed_is_logged_with_the_code_of_its_error(base_url: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SourceError):
        Session(IMPATIENT).get(f"{base_url}/!timeout{PATH}")
    with pytest.raises(SourceError):
        Session(replace(QUICK, max_bytes=1)).get(base_url + PATH)
    assert logged(caplog, base_url) == [
        f"GET BASE/!timeout{PATH}: ReadTimeoutError, again in S s",
        f"GET BASE/!timeout{PATH}: http.zeit in N ms",
        f"GET BASE{PATH}: http.groesse in N ms",
    ]


def test_no_secret_is_ever_logged(base_url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "importers")
    session = Session(QUICK, {"pvog-sud-api-client-id": "geheim", "Authorization": "Bearer geheim"})
    for path in (PATH, f"/!http500{PATH}", f"/!cut-body{PATH}", f"/!http403{PATH}"):
        address = f"{base_url}{path}&access_token=geheim#geheim"
        for attempt in (
            lambda url=address: session.get(url, {"client_id": "geheim"}, bearer="geheim"),
            lambda url=address: session.post(url, {"client_secret": "geheim"}),
            lambda url=address: session.get(url.replace("://", "://name:geheim@")),
            lambda url=address: session.look(url, "GET"),
        ):
            with suppress(SourceError):
                attempt()
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("importers")]
    assert len(lines) >= 12
    assert "geheim" not in "\n".join(lines)
