"""`thavel serve` in a process of its own."""

import signal
import socket
import subprocess
import sys
import urllib.request

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
