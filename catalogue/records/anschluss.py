"""The record of what a check of a connection found."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind


class Anschlusspruefung(NamedTuple):
    """Result of the latest check of a municipality and Leistung by one way; columns as of `anschlusspruefungen`.

    `seit` is when (UTC) this result was found first without a change since, `beleg` the address that was asked.
    """

    ags: str
    leistungsschluessel: str
    weg: str
    dienst: str
    ars: str
    geprueft_am: str
    ergebnis: str
    grund: str
    beleg: str
    http_status: int
    seit: str
    quelle: str


KINDS: Kinds = {Anschlusspruefung: RecordKind("anschlusspruefungen", 4)}
