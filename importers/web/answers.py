"""Answers in JSON: taken apart once for all sources, and what is said of one that is not what it should be."""

import json
import re
from typing import Any

_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


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
