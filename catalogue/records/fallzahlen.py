"""The record of the cases that a town counted in a year."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, seen


class Fallzahl(NamedTuple):
    """Number of cases of a Leistung in a municipality in a year, as it counted them itself, read as `art` says."""

    ags: str
    leistungsschluessel: str
    jahr: int
    faelle: int
    art: str
    bemerkung: str | None
    quelle: str


KINDS: Kinds = {Fallzahl: seen("fallzahlen", key_length=3, may_be_empty=True)}
