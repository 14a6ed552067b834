"""Answers of servers: complete ones, heads of them, those kept of earlier runs, and JSON taken apart."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


class Kept(NamedTuple):
    """An answer of an earlier run: what tells its edition (RFC 9110, 8.8), its type, and how to get its body again.

    `write` raises `ThavelError` where the body is not there any more.
    """

    etag: str | None
    last_modified: str | None
    content_type: str | None
    write: Callable[[IO[bytes]], None]

    def conditions(self) -> dict[str, str]:
        """The headers that ask for an answer only if it is another edition (RFC 9110, 13.1)."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}


# Finds the kept answer to a URL.
KeptAnswers = Callable[[str], Kept | None]


def nothing_kept(url: str) -> None:
    """No answer is kept of any URL."""


@dataclass(frozen=True)
class Answer:
    """A complete answer: URL asked for, body (decompressed), status, content type, time (UTC) of the request.

    With status 304 the body is the kept one. `etag` and `last_modified` tell the edition where the server does.
    """

    url: str
    body: bytes
    status: int
    content_type: str | None
    fetched: str
    etag: str | None = None
    last_modified: str | None = None


class AnswerHead(NamedTuple):
    """The head of an answer: status, where it leads if it is a redirect, type; of the body as much as was wanted."""

    status: int
    location: str
    content_type: str | None
    start: bytes


class NotUnderstoodError(Exception):
    """An answer that is not what its endpoint promises."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


def _whole_characters(data: Any) -> Any:
    """The same JSON with U+FFFD in place of halves of characters, which no file can hold."""
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, list):
        return [_whole_characters(entry) for entry in data]
    if isinstance(data, dict):
        return {_whole_characters(name): _whole_characters(value) for name, value in data.items()}
    return data


def parse_json(body: bytes, source: str) -> Any:
    """The JSON of a body. Raises `NotUnderstoodError` with the beginning of what came instead.

    Codes of messages begin with `source`: `pvog.json`.
    """
    try:
        data = json.loads(body)
        return _whole_characters(data) if _HALF_CHARACTER.search(body) else data
    except UnicodeDecodeError as error:
        text = "Die Antwort ist nicht in UTF-8, ihre Umlaute wären falsch. Versuchen Sie es später noch einmal."
        raise NotUnderstoodError(f"{source}.zeichen", text) from error
    except (ValueError, RecursionError) as error:
        start = body[:80].decode("utf-8", errors="replace").strip()
        if start[:1] == "<":
            text = (
                f"Die Antwort ist HTML statt JSON (Anfang: {start}). "
                "Prüfen Sie die Basisadresse und ob ein Proxy dazwischen antwortet."
            )
            raise NotUnderstoodError(f"{source}.html", text) from error
        raise NotUnderstoodError(
            f"{source}.json", f"Die Antwort ist kein vollständiges JSON ({error}). Versuchen Sie es noch einmal."
        ) from error
