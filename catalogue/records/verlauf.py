"""Entries of the log of gaps: gaps and Leistungen as they stood in a comparison, and what became of a gap."""

from collections.abc import Mapping
from typing import NamedTuple


class LoggedGap(NamedTuple):
    """A gap as it matters here; the reasons are those of the comparison, None where they are not known any more."""

    leistung: str
    art: str
    zustaendig: str
    art_grund: str | None = None
    zustaendig_grund: str | None = None


class LoggedStanding(NamedTuple):
    """Standing of a Leistung in a comparison: `stand` and `zustaendig` of the table `leistungsstand`."""

    stand: str
    zustaendig: str


class LoggedResult(NamedTuple):
    """Gaps of a town in one comparison, and how all Leistungen stood there, by Leistung.

    `standings` is None where the result is not there any more: another town was compared since.
    """

    gaps: Mapping[str, LoggedGap]
    standings: Mapping[str, LoggedStanding] | None


class GapEvent(NamedTuple):
    """A row of `lueckenverlauf` without time and town."""

    leistungsschluessel: str
    leistung: str
    ereignis: str
    vorher: str | None
    nachher: str | None
    grund: str | None
