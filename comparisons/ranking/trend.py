"""The trend of a Leistung: the administrations that newly have it online, as far as they were observed long enough."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlite_utils import Database

# What counts as new, and how long a municipality must have been observed before.
MONTHS_12 = timedelta(days=365)
OBSERVED = timedelta(days=60)

# Municipalities with their administration and a public source whose first harvest there is long enough ago.
_OBSERVED = """
SELECT DISTINCT e.ags, e.quelle, coalesce(k.verwaltung_schluessel, k.ags)
FROM erstaufnahmen e JOIN kommunen k ON k.ags = e.ags
WHERE e.zeitpunkt < :observed_before
"""

# Since when a source saw something new for a Leistung in a municipality, where it is still online.
_NEW = """
SELECT a.ags, l.quelle, a.leistungsschluessel, min(a.zeitpunkt)
FROM aenderungen a JOIN laeufe l ON l.id = a.lauf_id
WHERE a.art = 'neu' AND a.zeitpunkt >= :new_from AND a.zeitpunkt < :tomorrow
  AND EXISTS (SELECT 1 FROM gemeldete_angebote n WHERE n.ags = a.ags
              AND n.leistungsschluessel = a.leistungsschluessel AND n.verschwunden_am IS NULL)
GROUP BY a.ags, l.quelle, a.leistungsschluessel
"""

# Whether some member of an administration had the Leistung online before, by whatever service.
_HAD_BEFORE = """
SELECT 1 FROM kommunen k JOIN gemeldete_angebote n ON n.ags = k.ags
WHERE coalesce(k.verwaltung_schluessel, k.ags) = :administration AND n.leistungsschluessel = :leistung
  AND n.erstmals_gesehen < :since
LIMIT 1
"""


class TrendFacts(NamedTuple):
    """`neue` of the `beobachtete` administrations put the Leistung online in the last 12 months; `wert` is 0 to 1."""

    neue: int
    beobachtete: int
    wert: float

    @property
    def sentence(self) -> str:
        """The facts in a German sentence."""
        verb = "bietet" if self.neue == 1 else "bieten"
        return f"{self.neue} von {self.beobachtete} beobachteten Verwaltungen {verb} sie seit höchstens 12 Monaten an."


@dataclass(frozen=True)
class Trend:
    """New administrations by Leistung, and how many administrations were observed.

    New is what the log of changes calls so: seen in a municipality after its first harvest, never in it. A second
    service for what an administration had online already is not new, and neither is a Leistung that is gone again.
    Only municipalities count that the source first harvested at least 60 days ago, so that an incomplete first harvest
    makes no trend. The value is log(1 + new) / log(1 + observed): 0 for none, 1 if all did; the first few count most.
    Where nobody was observed long enough nothing is known, and no Leistung has a value.
    """

    new: Mapping[str, int]
    observed: int

    @classmethod
    def of(cls, db: Database, today: str) -> "Trend":
        """Read it from the catalogue as of a day (`YYYY-MM-DD`, or a time that begins so)."""
        day = date.fromisoformat(today[:10])
        times = {
            "observed_before": (day - OBSERVED + timedelta(days=1)).isoformat(),
            "new_from": (day - MONTHS_12).isoformat(),
            "tomorrow": (day + timedelta(days=1)).isoformat(),
        }
        observed = {(ags, source): administration for ags, source, administration in db.execute(_OBSERVED, times)}
        first: dict[tuple[str, str], str] = {}
        for ags, source, key, since in db.execute(_NEW, times).fetchall():
            if (ags, source) in observed:
                place = key, observed[ags, source]
                first[place] = min(since, first.get(place, since))
        new: dict[str, int] = {}
        for (key, administration), since in first.items():
            of = {"administration": administration, "leistung": key, "since": since}
            if db.execute(_HAD_BEFORE, of).fetchone() is None:
                new[key] = new.get(key, 0) + 1
        return cls(new, len(set(observed.values())))

    def facts(self, key: str) -> TrendFacts | None:
        """The trend of a Leistung; None where no administration was observed long enough."""
        if not self.observed:
            return None
        number = self.new.get(key, 0)
        return TrendFacts(number, self.observed, math.log1p(number) / math.log1p(self.observed))
