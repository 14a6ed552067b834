"""The record of what a check of a link found."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind


class Linkpruefung(NamedTuple):
    """Result of the latest check of a link; `seit` is when (UTC) this result was found first without a change since.

    `http_status` is that of the last answer, None where there was none; `ziel` where the link has moved.
    """

    url: str
    geprueft_am: str
    ergebnis: str
    http_status: int | None
    ziel: str | None
    grund: str
    seit: str
    quelle: str


KINDS: Kinds = {Linkpruefung: RecordKind("linkpruefungen")}
