"""Messages of one block of XZuFi, counted."""

from typing import Any


class Reporter:
    """Messages of one batch: the same kind is one message with its count and first place."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.rejected = 0
        self._found: dict[tuple[str, str, str], list[Any]] = {}

    def add(self, stufe: str, code: str, text: str, objekt: str | None, line: int) -> None:
        """Count a message; of errors each object is named."""
        key = (stufe, code, text if stufe != "Fehler" else f"{text}\0{objekt}\0{line}")
        entry = self._found.get(key)
        if entry is None:
            self._found[key] = [stufe, f"xzufi.{code}", text, objekt, f"{self.place}, Zeile {line}", 1]
        else:
            entry[5] += 1

    def messages(self) -> list[list[Any]]:
        """The messages with their counts, in the order of first places, as fields of `Message`."""
        return list(self._found.values())
