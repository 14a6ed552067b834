"""A town's own list: its entries, and which Leistungen those without a key mean."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.store.assignments import Assignment, decided, recognised
from catalogue.tables.bestand import AUTOMATIC, CONFIRMED, REJECTED
from comparisons.titles.matching import Match, Matcher
from comparisons.titles.wording import normal_title

SUGGESTIONS = 3
# What is less probable is not worth reading.
WORTH_SHOWING = 0.01
OPEN = "offen"
BY_KEY = "Schlüssel laut Liste"


class ListedEntry(NamedTuple):
    """An entry of the list; at least one of title and key is there."""

    title: str | None
    link: str | None
    key: str | None


class Proposal(NamedTuple):
    """An entry without key: whether it is confirmed, automatic or open, its Leistungen, and up to three suggestions."""

    title: str
    link: str | None
    state: str
    keys: tuple[str, ...]
    matches: tuple[Match, ...]


class KeyedEntry(NamedTuple):
    """An entry of the list that means a certain Leistung: its link, and how the Leistung is known."""

    link: str | None
    by: str


@dataclass(frozen=True)
class OwnList:
    """A town's own list, with what its entries without key were found to mean."""

    entries: Sequence[ListedEntry]
    proposals: Sequence[Proposal]

    @property
    def named(self) -> dict[str, list[KeyedEntry]]:
        """Entries by Leistung: those with a key, confirmed and automatic ones."""
        found: dict[str, list[KeyedEntry]] = defaultdict(list)
        for entry in self.entries:
            if entry.key:
                found[entry.key].append(KeyedEntry(entry.link, BY_KEY))
        for proposal in self.proposals:
            for key in proposal.keys:
                found[key].append(KeyedEntry(proposal.link, proposal.state))
        return dict(found)

    @property
    def automatic(self) -> list[Assignment]:
        """The Leistungen of titles without key that are certain enough to be taken unasked, each title once."""
        found = {
            (normal_title(proposal.title), key): proposal.matches[0].score
            for proposal in self.proposals
            if proposal.state == AUTOMATIC
            for key in proposal.keys
        }
        return [Assignment(*pair, AUTOMATIC, score) for pair, score in sorted(found.items())]


def read_own_list(
    db: Database, ags: str, *, anew: bool = True, seen: Callable[[Collection[str]], Iterable[str]] = iter
) -> OwnList:
    """The list of a town, empty where it has imported none; titles without key are matched with the catalogue.

    `seen` is given the titles that are to be matched and may show how many are done. Unless `anew`, what the last
    comparison for the town recognised is taken over, without suggestions.
    """
    rows = db.execute(
        "SELECT titel, link, leistungsschluessel FROM bestand_eintraege"
        " WHERE ags = ? AND verschwunden_am IS NULL ORDER BY titel, link, kennung",
        [ags],
    )
    entries = [ListedEntry(*row) for row in rows.fetchall()]
    asked = [(entry.title, entry.link) for entry in entries if entry.title and not entry.key]
    if not asked:
        return OwnList(entries, [])
    decisions = decided(db, ags)
    if not anew:
        known = recognised(db, ags)
        return OwnList(entries, [_remembered(title, link, decisions, known) for title, link in asked])
    matcher = Matcher.of(db)
    # A title with several links is matched once.
    titles = list(dict.fromkeys(title for title, _ in asked))
    found = {title: _proposal(title, None, matcher, decisions) for title in seen(titles)}
    return OwnList(entries, [found[title]._replace(link=link) for title, link in asked])


def _remembered(title: str, link: str | None, decisions: Sequence[Assignment], known: Sequence[Assignment]) -> Proposal:
    confirmed = _decided(decisions, title, CONFIRMED)
    if confirmed:
        return Proposal(title, link, CONFIRMED, confirmed, ())
    taken = [found for found in known if found.titel == normal_title(title)]
    matches = tuple(Match(found.leistungsschluessel, "", found.punkte or 0.0, "") for found in taken)
    return Proposal(title, link, AUTOMATIC if taken else OPEN, tuple(match.key for match in matches), matches)


def _decided(decisions: Sequence[Assignment], title: str, art: str) -> tuple[str, ...]:
    about = (decision for decision in decisions if decision.titel == normal_title(title))
    return tuple(decision.leistungsschluessel for decision in about if decision.art == art)


def _proposal(title: str, link: str | None, matcher: Matcher, decisions: Sequence[Assignment]) -> Proposal:
    confirmed = _decided(decisions, title, CONFIRMED)
    rejected = _decided(decisions, title, REJECTED)
    found = matcher.candidates(title, SUGGESTIONS + len(rejected))
    worth = [match for match in found if match.key not in rejected and match.score >= WORTH_SHOWING]
    matches = tuple(worth[:SUGGESTIONS])
    if confirmed:
        return Proposal(title, link, CONFIRMED, confirmed, matches)
    taken = matcher.automatic(matches)
    return Proposal(title, link, AUTOMATIC if taken else OPEN, (taken.key,) if taken else (), matches)


def suggestion_rows(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """A row per entry and suggestion, as `thavel match` shows them; `stand` says which are taken."""
    rows = []
    for proposal in proposals:
        confirmed = [Match(key, key, 0.0, "") for key in proposal.keys if key not in {m.key for m in proposal.matches}]
        for match in (*confirmed, *proposal.matches) or (None,):
            taken = match is not None and match.key in proposal.keys
            rows.append(
                {
                    "titel": proposal.title,
                    "link": proposal.link,
                    "stand": proposal.state if taken or not proposal.keys else "",
                    "leistungsschluessel": match.key if match else None,
                    "leistung": match.name if match else None,
                    "punkte": match.score if match else None,
                    "begruendung": match.reason if match else "Nichts Ähnliches im Katalog.",
                }
            )
    return rows


def asked_about(db: Database, ags: str, title: str) -> str:
    """The normalised form of a title that stands without key on a town's list; raises `ThavelError` for any other."""
    rows = db.execute(
        "SELECT DISTINCT titel FROM bestand_eintraege"
        " WHERE ags = ? AND leistungsschluessel IS NULL AND verschwunden_am IS NULL",
        [ags],
    )
    if normal_title(title) not in {normal_title(row[0]) for row in rows.fetchall()}:
        raise ThavelError(
            f"Einen Eintrag „{title}“ ohne Leistungsschlüssel gibt es in der eigenen Liste nicht. "
            "Alle Einträge, um die es geht: thavel match"
        )
    return normal_title(title)


def points(db: Database, title: str, key: str) -> float | None:
    """The score of a Leistung among the suggestions for a title; None where it is not among them."""
    return next((match.score for match in Matcher.of(db).candidates(title, SUGGESTIONS) if match.key == key), None)
