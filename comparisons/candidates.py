"""Candidates: solutions that would close a gap, each with points that explain themselves and a town to copy from."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from comparisons.gaps import INHERITED, Gap, Look, administrations_of
from comparisons.offers import LeistungOffers, Offer, Offers
from comparisons.snapshot import Snapshot, Town
from comparisons.solutions import Solution

CLOSED_BY_REUSE = ("fehlt", "verwandte Leistung online")
MIN_PEERS_AS_BASE = 3


class Weight(NamedTuple):
    """One line of the table `gewichte`."""

    kriterium: str
    bezeichnung: str
    gewicht: float
    quelle: str


class Evidence(NamedTuple):
    """What a criterion found: value 0 to 1, or None where nothing is known."""

    wert: float | None
    erklaerung: str


class PointsRow(NamedTuple):
    """One row of a candidate's points; the rows of a candidate add up to its points."""

    kriterium: str
    wert: float | None
    gewicht: float
    punkte: float
    erklaerung: str
    quelle: str


@dataclass(frozen=True)
class Candidate:
    """A solution for a gap; `giver` is the municipality to copy from, `giver_url` its link."""

    gap: Gap
    solution: Solution
    giver: Town
    giver_url: str | None
    department: str | None
    points: float
    rows: list[PointsRow]
    reasoning: str


@dataclass(frozen=True)
class Settings:
    """The town's tables that steer points and departments."""

    weights: list[Weight]
    efforts: Mapping[str, float | None]
    departments: Mapping[str, str]

    @classmethod
    def of(cls, db: Database) -> "Settings":
        """Read them from the catalogue."""
        weights = [
            Weight(*row)
            for row in db.execute(
                "SELECT kriterium, bezeichnung, gewicht, quelle FROM gewichte ORDER BY gewicht DESC, kriterium"
            )
        ]
        efforts = dict(db.execute("SELECT aufwand, wert FROM aufwandsstufen").fetchall())
        departments = dict(db.execute("SELECT schluessel_anfang, fachbereich FROM fachbereiche").fetchall())
        return cls(weights, efforts, departments)

    def department(self, key: str) -> str | None:
        """The department of a Leistung, by the longest matching beginning of its key."""
        return next((self.departments[key[:n]] for n in range(len(key), 0, -1) if key[:n] in self.departments), None)


@dataclass(frozen=True)
class Base:
    """The administrations that a share refers to."""

    members: frozenset[str]
    name: str

    @classmethod
    def choose(cls, snapshot: Snapshot, town: Town, peers: frozenset[str]) -> "Base":
        """Harvested comparable administrations where there are enough of them, else all harvested ones."""
        own = {town.verwaltung or town.ags}
        everyone = frozenset(administrations_of(snapshot, snapshot.harvested) - own)
        alike = frozenset(administrations_of(snapshot, snapshot.harvested & peers) - own)
        if len(alike) >= MIN_PEERS_AS_BASE:
            return cls(alike, "erfassten vergleichbaren Verwaltungen")
        return cls(everyone, "erfassten anderen Verwaltungen")


def points_rows(evidence: Mapping[str, Evidence], weights: Iterable[Weight]) -> list[PointsRow]:
    """Turn evidence into points (tenths, rounded down; at most 100 in all).

    A criterion without evidence counts neither for nor against: its weight is left out of the whole.
    """
    used = [weight for weight in weights if weight.gewicht > 0 and weight.kriterium in evidence]
    whole = sum(weight.gewicht for weight in used if evidence[weight.kriterium].wert is not None)
    rows = []
    for weight in used:
        found = evidence[weight.kriterium]
        points = _tenths(100 * found.wert * weight.gewicht / whole) if found.wert is not None else 0.0
        rows.append(PointsRow(weight.kriterium, found.wert, weight.gewicht, points, found.erklaerung, weight.quelle))
    return rows


def _tenths(points: float) -> float:
    """Rounded down to tenths, so that the rows never add up to more than 100; floats' own error does not count."""
    return math.floor(round(points * 10, 6)) / 10


def find_candidates(offers: Offers, look: Look, gaps: Iterable[Gap], settings: Settings) -> list[Candidate]:
    """All candidates, best first."""
    by_key = {gap.key: gap for gap in gaps}
    base = Base.choose(look.snapshot, look.town, look.peers)
    return ranked(
        candidate
        for here in offers
        if here.key in by_key
        for candidate in candidates_of(by_key[here.key], here, look, base, settings)
    )


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first; equal points are ordered by key and solution, so that the order never varies."""
    return sorted(candidates, key=lambda c: (-c.points, c.gap.key, c.solution.id))


def candidates_of(gap: Gap, here: LeistungOffers, look: Look, base: Base, settings: Settings) -> Iterator[Candidate]:
    """The solutions with which others have closed the gap themselves."""
    if gap.kind not in CLOSED_BY_REUSE or gap.verdict.zustaendig == "nein":
        return
    users: dict[str, dict[str, Offer]] = defaultdict(dict)
    solutions: dict[str, Solution] = {}
    # Of several links of a town to one solution the one that was not found broken comes first.
    for offer in sorted(here.offers, key=lambda found: (found.defect is not None, found.service)):
        if offer.solution and offer.level.ebene not in INHERITED:
            solutions.setdefault(offer.solution.id, offer.solution)
            for ags in offer.places - {look.town.ags}:
                users[offer.solution.id].setdefault(ags, offer)
    for identifier in sorted(users):
        yield _candidate(solutions[identifier], users[identifier], gap, look, base, settings)


def _candidate(
    solution: Solution, users: Mapping[str, Offer], gap: Gap, look: Look, base: Base, settings: Settings
) -> Candidate:
    snapshot = look.snapshot
    evidence = _evidence(snapshot, solution, users, gap, base, settings)
    rows = points_rows(evidence, settings.weights)
    givers = sorted((snapshot.towns[ags] for ags in users), key=lambda other: _distance(other, look.town, look.peers))
    defects = [users[other.ags].defect for other in givers]
    giver = givers[defects.index(None) if None in defects else 0]
    missing = [
        weight.bezeichnung
        for weight in settings.weights
        if evidence.get(weight.kriterium, Evidence(0, "")).wert is None
    ]
    sentences = [evidence[name].erklaerung for name in ("verbreitung", "bewaehrung", "aufwand")]
    sentences.append(f"Abschauen bei {giver.short}.")
    if defects[0] is not None:
        sentences.append(f"Der Link von {givers[0].short} war {defects[0].sentence}")
    if missing:
        sentences.append(f"Ohne Beleg und nicht mitgezählt: {', '.join(missing)}.")
    return Candidate(
        gap,
        solution,
        giver,
        users[giver.ags].url,
        settings.department(gap.key),
        round(sum(row.punkte for row in rows), 1),
        rows,
        " ".join(sentences),
    )


def _distance(other: Town, town: Town, peers: frozenset[str]) -> tuple[bool, bool, float, str]:
    """How far a giver is from the town in kind: comparable first, then same status, then nearest in size."""
    ratio = abs(math.log((other.einwohner or 1) / (town.einwohner or 1)))
    return (other.ags not in peers, other.independent != town.independent, ratio, other.ags)


def _evidence(
    snapshot: Snapshot, solution: Solution, users: Iterable[str], gap: Gap, base: Base, settings: Settings
) -> dict[str, Evidence]:
    whole = len(base.members)
    offering = len(administrations_of(snapshot, gap.providers) & base.members)
    using = len(administrations_of(snapshot, users) & base.members)
    effort = settings.efforts.get(solution.aufwand)
    return {
        "verbreitung": Evidence(
            offering / whole if whole else None,
            f"{offering} von {whole} {base.name} {'bietet' if offering == 1 else 'bieten'} die Leistung online an.",
        ),
        "bewaehrung": Evidence(
            using / whole if whole else None,
            f"{using} von {whole} {'nutzt' if using == 1 else 'nutzen'} dafür diese Lösung.",
        ),
        "aufwand": Evidence(effort, f"Aufwand der Übernahme: {solution.aufwand}."),
        "zustaendigkeit": Evidence(
            1.0 if gap.verdict.zustaendig == "ja" else None,
            ("Zuständig: " if gap.verdict.zustaendig == "ja" else "Zuständigkeit unklar: ") + gap.verdict.grund,
        ),
        "pflicht": _duty(snapshot, gap.key),
    }


def _duty(snapshot: Snapshot, key: str) -> Evidence:
    leistung = snapshot.leistungen.get(key)
    if leistung and leistung.ozg_leistung:
        return Evidence(1.0, f"OZG-Leistung „{leistung.ozg_leistung}“.")
    inherited = snapshot.object_facts.get(key[:8], (None, None))[1]
    if inherited:
        return Evidence(1.0, f"OZG-Leistung „{inherited}“, wie die übrigen Leistungen zum selben Gegenstand.")
    if leistung and leistung.sdg:
        return Evidence(1.0, f"Informationsbereich der EU-Verordnung 2018/1724: {leistung.sdg}.")
    return Evidence(None, "Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 gehört, ist nicht bekannt.")
