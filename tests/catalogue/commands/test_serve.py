"""`thavel serve` in a process of its own."""

import contextlib
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

import cli
from importers.sample.world import SAMPLE_NOTE
from tests.command import Thavel


def test_the_site_answers_at_the_announced_address_and_ends_quietly(demo: Thavel) -> None:
    command = [sys.executable, cli.__file__, "--db", "katalog.db", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            announced = process.stderr.readline()
            url = next(word for word in announced.split() if word.startswith("http://"))
            with urllib.request.urlopen(url, timeout=20) as answer:
                body = answer.read().decode()
        finally:
            process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert SAMPLE_NOTE in body
    assert (process.returncode, rest) == (0, "")


def test_a_port_in_use_is_named(demo: Thavel) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = demo("serve", "--port", str(port))
    assert (outcome.code, f"127.0.0.1:{port}" in outcome.err, "--port" in outcome.err) == (1, True, True)


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("192.0.2.1", "Das ist kein Name und keine IPv4-Adresse dieses Rechners. Nennen Sie mit --host eine"),
        ("::1", "Das ist kein Name und keine IPv4-Adresse dieses Rechners. Nennen Sie mit --host eine"),
    ],
)
def test_a_host_that_is_not_ours_is_not_called_a_port_in_use(demo: Thavel, host: str, says: str) -> None:
    outcome = demo("serve", "--host", host, "--port", "0")
    assert (outcome.code, says in outcome.err, "--port" in outcome.err) == (1, True, False)


@pytest.mark.slow
def test_with_few_file_handles_half_sent_requests_neither_stop_the_site_nor_fill_its_log(demo: Thavel) -> None:
    few = ["sh", "-c", 'ulimit -n 64 && exec "$@"', "sh"]
    command = [*few, sys.executable, cli.__file__, "--db", "katalog.db", "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        url = next(word for word in process.stderr.readline().split() if word.startswith("http://"))
        port = int(url.rsplit(":")[-1].strip("/"))
        with contextlib.ExitStack() as half_sent:
            for _ in range(80):
                client = half_sent.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
                client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
            for page in ("hilfe", "kandidaten", "katalog/kommunen.csv"):
                with urllib.request.urlopen(url + page, timeout=60) as answer:
                    assert answer.status == 200 and answer.read()
    finally:
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert told.count("Zu viele Verbindungen") == 1
    assert len(told.splitlines()) <= 3
