"""An error in a document: where it differs from its schema, and why."""

from typing import NamedTuple


class SchemaError(NamedTuple):
    """A difference of a document from its schema: XPath, line (from 1, None if unknown), German reason, stable code."""

    path: str
    line: int | None
    reason: str
    code: str

    def __str__(self) -> str:
        place = f"Zeile {self.line}, {self.path}" if self.line else self.path
        return f"{place}: {self.reason}"


class NumberedError(NamedTuple):
    """An error with the number of its element's start tag in the document, from 0; None where its line is exact.

    libxml2 does not keep lines beyond 65534; `lines` finds them by these numbers.
    """

    error: SchemaError
    number: int | None
