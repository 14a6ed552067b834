"""The answers that a run got and whose group is not stored yet, so that --resume need not ask for them again."""

import json
import threading
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from catalogue.addresses import kept
from catalogue.errors import ThavelError
from catalogue.files import write
from catalogue.store import rawstore
from importers.web.answers import Answer


class Journal:
    """A file beside the raw bodies, one line per answer, that a run which gets to its end removes.

    Safe to use from several threads. A line that was cut off by a crash is left out.
    """

    def __init__(self, folder: Path, source: str, *, resume: bool) -> None:
        """Of the raw bodies in `folder`; only with `resume` what an earlier run noted is found."""
        self._folder = folder
        self._path = folder / f"offen-{source}.jsonl"
        self._lock = threading.Lock()
        self._found: dict[str, tuple[Answer, str]] = {}
        if resume:
            self._read()
        else:
            self.remove()

    def _read(self) -> None:
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        if lines[-1]:
            with self._path.open("ab") as file:
                file.write(b"\n")
        for line in lines:
            try:
                entry = json.loads(line)
                sha256 = entry.pop("sha256")
                answer = Answer(**entry, body=b"")
            except (ValueError, TypeError, KeyError, AttributeError):
                continue
            self._found[answer.url] = (answer, sha256)

    def find(self, url: str) -> Answer | None:
        """Answer that an earlier run got; None where nothing is known, or the body is gone."""
        answer, sha256 = self._found.get(kept(url), (None, ""))
        if answer is None:
            return None
        try:
            return replace(answer, url=url, body=rawstore.read(self._folder, sha256))
        except ThavelError:
            return None

    def add(self, answer: Answer) -> None:
        """Keep an answer's body and note the answer."""
        entry = {
            **asdict(replace(answer, url=kept(answer.url), body=b"")),
            "sha256": rawstore.keep(self._folder, answer.body),
        }
        del entry["body"]
        line = json.dumps(entry).encode() + b"\n"
        with self._lock, self._path.open("ab") as file:
            file.write(line)

    def forget(self, urls: Iterable[str]) -> None:
        """Leave out answers of a group that failed: another attempt must be able to get better ones."""
        gone = set(map(kept, urls))
        with self._lock:
            try:
                lines = self._path.read_bytes().splitlines(keepends=True)
            except FileNotFoundError:
                return
            write(self._path, b"".join(line for line in lines if _url_of(line) not in gone))
            self._found = {url: found for url, found in self._found.items() if url not in gone}

    def remove(self) -> None:
        """Forget everything."""
        self._path.unlink(missing_ok=True)
        self._found.clear()


def _url_of(line: bytes) -> object:
    try:
        return json.loads(line).get("url")
    except (ValueError, AttributeError):
        return None
