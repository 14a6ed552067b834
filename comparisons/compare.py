"""The comparison for one reference town, from the catalogue into the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalogue import clock
from catalogue.database import connect, explained
from catalogue.errors import ThavelError
from catalogue.lookup import resolve
from catalogue.results import Results, replace_results
from catalogue.rules import sync_rules
from comparisons.candidates import Candidate, Settings, find_candidates
from comparisons.coverage import coverage_rows, standing_rows, standings
from comparisons.gaps import Gap, administrations_of, find_gaps
from comparisons.offers import Offers, assess
from comparisons.own_list import read_own_list
from comparisons.peers import comparable, exceptions_of
from comparisons.reconciliation import reconcile
from comparisons.responsibility import Responsibilities
from comparisons.snapshot import Snapshot, Town, read_snapshot
from comparisons.solutions import Recogniser

EISENACH = "16063105"
OPEN = "offen"
EXAMPLES = 5


@dataclass(frozen=True)
class Summary:
    """What the command prints after a comparison."""

    town: str
    harvested: int
    gaps: Mapping[str, int]
    candidates: int
    responsible: int
    online: int
    unclear: int
    note: str | None


def compare(path: Path, *, ags: str = EISENACH, peers: Sequence[str] = (), rules: Path | None = None) -> Summary:
    """Compare the town `ags` (AGS or ARS, past keys too) with all harvested municipalities and store the result.

    `peers` replaces the rule of who is comparable; `rules` is the town's directory of rule files. Raises
    `ThavelError` where the town is unknown or nothing was harvested yet.
    """
    with explained(path):
        db = connect(path)
        try:
            sync_rules(db, rules)
            place = resolve(db, [ags])[0]
            wanted = frozenset(peer.ags for peer in resolve(db, peers)) if peers else None
            snapshot = read_snapshot(db)
            if not snapshot.harvested:
                raise ThavelError(
                    "Es sind noch keine Angebote im Katalog. Importieren Sie zuerst: thavel import pvog --comparable"
                )
            town = snapshot.towns[place.ags]
            if town.ags not in snapshot.harvested:
                raise ThavelError(
                    f"{town.short} ist noch nicht erfasst, ein Vergleich wäre falsch. "
                    f"Importieren Sie zuerst: thavel import pvog --ars {place.ars}"
                )
            alike = (
                sorted((snapshot.towns[peer] for peer in wanted), key=lambda peer: peer.name)
                if wanted is not None
                else comparable(town, snapshot.towns.values(), exceptions_of(db, town.ags))
            )
            responsibilities = Responsibilities.of(db, town.ags)
            recogniser, own_list = Recogniser.of(db), read_own_list(db, town.ags)
            named = own_list.named
            offers = assess(snapshot, recogniser, {town.ags: named})
            peer_ags = frozenset(peer.ags for peer in alike)
            gaps = find_gaps(snapshot, offers, town, peer_ags, responsibilities)
            candidates = find_candidates(snapshot, offers, town, peer_ags, gaps, Settings.of(db))
            standing = standings(snapshot, offers, town, responsibilities)
            coverage = coverage_rows(standing, snapshot, offers, town, peer_ags)
            results = _results(snapshot, offers, town, alike, gaps, candidates)
            findings = reconcile(snapshot, offers, town, named, recogniser) if own_list.entries else ()
            results.rows.update(
                leistungsstand=standing_rows(standing, snapshot),
                abdeckung=coverage,
                bestandsabgleich=(finding._asdict() for finding in findings),
            )
            replace_results(db, replace(results, recognised={town.ags: own_list.automatic}))
        finally:
            db.close()
    own = next(row for row in coverage if row["ags"] == town.ags)
    kinds: dict[str, int] = {}
    for gap in gaps:
        kinds[gap.kind] = kinds.get(gap.kind, 0) + 1
    return Summary(
        town.name,
        len(snapshot.harvested),
        kinds,
        len(candidates),
        own["leistungen"],
        own["online"],
        own["unklar"],
        snapshot.note,
    )


def _results(
    snapshot: Snapshot,
    offers: Offers,
    town: Town,
    alike: Sequence[Town],
    gaps: Sequence[Gap],
    candidates: Sequence[Candidate],
) -> Results:
    own = {town.verwaltung or town.ags}
    peers = {peer.ags for peer in alike}
    first_solution: dict[str, str | None] = {}
    for assessment in offers.assessments.values():
        first_solution.setdefault(assessment.service, assessment.solution_id)
    return Results(
        rows={
            "vergleich": [
                {
                    "ags": town.ags,
                    "kommune": town.name,
                    "zeitpunkt": clock.now(),
                    "datenstand": snapshot.newest,
                    "datenstand_ab": snapshot.oldest,
                    "regeln_geaendert": 0,
                    "verwaltungen": len(administrations_of(snapshot, snapshot.harvested) - own),
                    "vergleichbare": len(administrations_of(snapshot, snapshot.harvested & peers) - own),
                    "vergleichskommunen": ", ".join(peer.short for peer in alike) or None,
                    "hinweis": snapshot.note,
                }
            ],
            "loesungen": [
                {**solution._asdict(), "kommunen": len(offers.users[solution.id])}
                for solution in offers.solutions.values()
            ],
            "dienstbewertung": _assessment_rows(offers),
            "luecken": [_gap_row(gap, snapshot) for gap in gaps],
            "kandidaten": [_candidate_row(rank, c, snapshot) for rank, c in enumerate(candidates, start=1)],
            "kandidat_punkte": [
                {"leistungsschluessel": c.gap.key, "loesung_id": c.solution.id, **row._asdict()}
                for c in candidates
                for row in c.rows
            ],
        },
        solutions=first_solution,
        services=_service_counts(snapshot, offers),
    )


def _assessment_rows(offers: Offers) -> Iterator[dict[str, Any]]:
    for assessment in offers.assessments.values():
        yield {
            "onlinedienst_id": assessment.service,
            "leistungsschluessel": assessment.leistung,
            "loesung_id": assessment.solution_id,
            "instanz": assessment.instance,
            "normalform": assessment.normal,
            "ebene": assessment.level.ebene,
            "ebene_grund": assessment.level.grund,
        }


def _gap_row(gap: Gap, snapshot: Snapshot) -> dict[str, Any]:
    largest = sorted(gap.providers, key=lambda ags: (-(snapshot.towns[ags].einwohner or 0), ags))
    return {
        "leistungsschluessel": gap.key,
        "bezeichnung": snapshot.title(gap.key),
        "themenfeld": snapshot.themenfeld(gap.key),
        "art": gap.kind,
        "art_grund": gap.kind_reason,
        "zustaendig": gap.verdict.zustaendig,
        "zustaendig_grund": gap.verdict.grund,
        "verwaltungen": gap.administrations,
        "vergleichbare": gap.comparable,
        "kommunen": len(gap.providers),
        "beispiele": ", ".join(snapshot.towns[ags].short for ags in largest[:EXAMPLES]) or None,
    }


def _candidate_row(rank: int, candidate: Candidate, snapshot: Snapshot) -> dict[str, Any]:
    gap, solution = candidate.gap, candidate.solution
    return {
        "rang": rank,
        "leistungsschluessel": gap.key,
        "bezeichnung": snapshot.title(gap.key),
        "themenfeld": snapshot.themenfeld(gap.key),
        "fachbereich": candidate.department,
        "art": gap.kind,
        "zustaendig": gap.verdict.zustaendig,
        "loesung_id": solution.id,
        "loesung": solution.bezeichnung,
        "plattform": solution.plattform,
        "nachnutzungsweg": solution.nachnutzungsweg,
        "aufwand": solution.aufwand,
        "geber_ags": candidate.giver.ags,
        "geber": candidate.giver.name,
        "geber_url": candidate.giver_url,
        "punkte": candidate.points,
        "begruendung": candidate.reasoning,
        "status": OPEN,
    }


def _service_counts(snapshot: Snapshot, offers: Offers) -> dict[str, tuple[int, int]]:
    """Number of online services of each harvested municipality and, of these, its own ones."""
    counts = {}
    for ags in snapshot.harvested:
        services = {s: key for key, found in offers.online.get(ags, {}).items() for s in found}
        own = sum(offers.level_of(service, key) in ("Kommune", "Verwaltung") for service, key in services.items())
        counts[ags] = (len(services), own)
    return counts
