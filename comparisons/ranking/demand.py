"""The demand for a Leistung in a town, from the cases that it counted."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.formats import anzahl


class DemandFacts(NamedTuple):
    """Cases of a Leistung in its latest counted year, and where they stand among those of all counted Leistungen.

    `rang` begins with 1 for the most cases, equal numbers share it; `gezaehlte` is the number of counted Leistungen,
    `anteil` the share (0 to 1) in all their cases. `wert` is from 0 to 1; see `Demand`.
    """

    faelle: int
    jahr: int
    rang: int
    gezaehlte: int
    anteil: float
    wert: float

    @property
    def sentence(self) -> str:
        """The facts in a German sentence."""
        return (
            f"{anzahl(self.faelle, 'Fall', 'Fälle')} im Jahr {self.jahr}, "
            f"Platz {self.rang} von {self.gezaehlte} gezählten Leistungen."
        )


@dataclass(frozen=True)
class Demand:
    """The cases of one town: number and year by Leistung, of the latest year in which each was counted.

    The value of a Leistung is log(1 + its cases) / log(1 + the most cases of any): 1 for the one with most cases, 0
    for none. The logarithm keeps a few mass procedures from making all others equal; ten times the cases always add
    the same. A Leistung that was not counted has no value, as nothing is known of it.
    """

    cases: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, db: Database, ags: str) -> "Demand":
        """Read the cases of the town `ags` from the catalogue."""
        rows = db.execute(
            "SELECT leistungsschluessel, faelle, jahr FROM fallzahlen"
            " WHERE ags = ? AND verschwunden_am IS NULL ORDER BY jahr",
            [ags],
        )
        return cls({key: (number, year) for key, number, year in rows.fetchall()})

    def facts(self, key: str) -> DemandFacts | None:
        """The demand for a Leistung; None where it was not counted."""
        if key not in self.cases:
            return None
        number, year = self.cases[key]
        numbers = [other for other, _ in self.cases.values()]
        return DemandFacts(
            number,
            year,
            1 + sum(other > number for other in numbers),
            len(numbers),
            number / sum(numbers) if number else 0.0,
            math.log1p(number) / math.log1p(max(numbers)) if number else 0.0,
        )
