"""Chooses the links that a check asks, and sums up its results: broken links of the town make it fail, others not."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.clock import days_ago
from catalogue.questions import reports
from catalogue.questions.links import CheckedLink, broken_links_of_the_town, link_results, links_to_check
from catalogue.tables.linkpruefungen import ERGEBNISSE


def links_wanted(db: Database, *, max_age_days: int, everything: bool, limit: int | None) -> list[CheckedLink]:
    """The links of gaps, candidates and the town that were not checked for so many days; with `everything` all.

    Raises `ThavelError` where nothing was compared yet, so that only `everything` can be asked.
    """
    if not everything:
        reports.comparison(db)
    return links_to_check(db, before=days_ago(max_age_days), everything=everything, limit=limit)


class LinkReport(NamedTuple):
    """The results of a run: the number of links by result, and a line for each broken link of the town."""

    counts: Mapping[str, int]
    broken: Sequence[str]

    def summary(self, hosts: int) -> str:
        """One sentence with the number of links by result; `hosts` is the number of servers that were asked."""
        results = ", ".join(f"{self.counts.get(kind, 0)} {kind}" for kind in ERGEBNISSE)
        return f"{sum(self.counts.values())} Links auf {hosts} Servern geprüft: {results}."

    @property
    def complaint(self) -> str | None:
        """German sentences about broken links of the town, which make the check fail; None where none is broken."""
        if not self.broken:
            return None
        return (
            f"Von den Links der Kommune sind defekt: {len(self.broken)}; siehe oben. "
            "Melden Sie sie der Redaktion, die den Eintrag pflegt."
        )


def report(db: Database, run_id: int) -> LinkReport:
    """The results of the run with this number."""
    broken = broken_links_of_the_town(db, run_id)
    lines = [f"{link.leistung}: {link.url} – {link.grund}" for link in broken]
    return LinkReport(link_results(db, run_id), lines)
