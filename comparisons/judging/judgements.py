"""The judgements from one viewpoint, Leistung by Leistung: standing, gap, and finding on the town's own list.

Sums over all Leistungen go on from the last comparison: of a Leistung that changed its former share is taken out again.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from comparisons.inputs.own_list import OwnList
from comparisons.judging.coverage import Coverage, Funnel, Standing, standing_of, standing_rows
from comparisons.judging.gaps import Gap, gap_of, gap_rows
from comparisons.judging.offers import LeistungOffers
from comparisons.judging.reconciliation import ListFinding, finding_of
from comparisons.judging.viewpoint import Viewpoint
from comparisons.solutions.recogniser import Recogniser


class LastResult(NamedTuple):
    """The result of the last comparison, as far as the next one goes on from it; empty where it judges all anew.

    `coverage` and `funnel` are rows of the tables `abdeckung` and `trichter`, `responsible` says of each Leistung
    whether the town is responsible, `gaps` are the Leistungen that were gaps.
    """

    coverage: Iterable[Mapping[str, Any]] = ()
    funnel: Iterable[Mapping[str, Any]] = ()
    responsible: Mapping[str, str] = {}
    gaps: frozenset[str] = frozenset()

    @classmethod
    def of(cls, db: Database) -> "LastResult":
        """Read it from the catalogue."""
        stood = db.execute("SELECT leistungsschluessel, zustaendig FROM leistungsstand").fetchall()
        gaps = db.execute("SELECT leistungsschluessel FROM luecken").fetchall()
        return cls(db["abdeckung"].rows, db["trichter"].rows, dict(stood), frozenset(key for (key,) in gaps))


class Judgements:
    """Judges Leistungen from a viewpoint and keeps the judgements until they are written."""

    def __init__(self, look: Viewpoint, own_list: OwnList, recogniser: Recogniser, last: LastResult) -> None:
        self._look = look
        self._has_list = bool(own_list.entries)
        self._named = own_list.named
        self._recogniser = recogniser
        self._coverage = Coverage(last.coverage)
        self._funnel = Funnel(look, last.funnel)
        self._responsible = last.responsible
        self._staying_gaps = set(last.gaps)
        self._standings: list[Standing] = []
        self._gaps: list[Gap] = []
        self._findings: list[ListFinding] = []

    def add(self, before: LeistungOffers, now: LeistungOffers) -> Gap | None:
        """Judge a Leistung that is not as it was `before`; returns the gap that it is now."""
        self._staying_gaps.discard(now.key)
        if now.key in self._responsible:
            self._coverage.add(self._responsible[now.key], before, -1)
            self._funnel.add(self._responsible[now.key], before, -1)
        standing = standing_of(now, self._look)
        if standing:
            self._standings.append(standing)
            self._coverage.add(standing.verdict.zustaendig, now)
            self._funnel.add(standing.verdict.zustaendig, now)
        if self._has_list:
            entries = self._named.get(now.key, ())
            finding = finding_of(now, self._look.snapshot, self._look.town, entries, self._recogniser)
            self._findings += [finding] if finding else []
        gap = gap_of(now, self._look)
        self._gaps += [gap] if gap else []
        return gap

    def gap_keys(self) -> set[str]:
        """The Leistungen that are gaps now, those of the last comparison that were not judged again among them."""
        return self._staying_gaps | {gap.key for gap in self._gaps}

    def rows(self) -> dict[str, Iterable[Mapping[str, Any]]]:
        """Rows by result table: of the Leistungen that were judged, and the sums over all."""
        snapshot = self._look.snapshot
        return {
            "luecken": gap_rows(self._gaps, snapshot),
            "leistungsstand": standing_rows(self._standings, snapshot),
            "abdeckung": self._coverage.rows(self._look),
            "trichter": self._funnel.rows(),
            "bestandsabgleich": (finding._asdict() for finding in self._findings),
        }
