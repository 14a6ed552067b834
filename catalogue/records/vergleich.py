"""Records that a comparison gives to the store beside rows of whole tables."""

from typing import NamedTuple


class Assessment(NamedTuple):
    """A row of `dienstbewertung`: solution and level of an Onlinedienst for a Leistung; the fields are its columns.

    Solution, instance and normal form are None where no usable link is reported.
    """

    onlinedienst_id: str
    leistungsschluessel: str
    loesung_id: str | None
    instanz: str | None
    normalform: str | None
    ebene: str
    ebene_grund: str
    ebene_beleg: str


class Remembered(NamedTuple):
    """By what the next comparison knows a Leistung again: checksum and offers, as columns of `vergleichsstand`."""

    pruefsumme: str
    angebote: str


class ServiceCounts(NamedTuple):
    """The number of online services of a municipality, each once, and of those of its own."""

    onlinedienste: int
    eigene: int
