"""The record of the cases that a town counted in a year."""

from typing import NamedTuple


class Fallzahl(NamedTuple):
    """How many cases of a Leistung a municipality had in a year, as it counted them itself."""

    ags: str
    leistungsschluessel: str
    jahr: int
    faelle: int
    bemerkung: str | None
    quelle: str
