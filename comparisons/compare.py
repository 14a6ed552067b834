"""The comparison for one reference town, from the catalogue into the catalogue."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.database import connect, explained
from catalogue.errors import ThavelError
from catalogue.keys import EISENACH
from catalogue.questions.places import resolve
from catalogue.store.assignments import decided
from catalogue.store.decisions import current
from catalogue.store.gap_log import History
from catalogue.store.results import Assessment, Results, replacing
from catalogue.store.rules import sync_rules
from catalogue.tables.entscheidungen import BESCHLOSSEN, OFFEN
from catalogue.tables.vergleich import CLOSED_BY_REUSE
from comparisons.basis import Changed, basis, changed
from comparisons.forms.automation import Processes, process_rows
from comparisons.forms.once_only import Forms, form_rows
from comparisons.inputs.evidence import AreaEvidence
from comparisons.inputs.own_list import OwnList, read_own_list
from comparisons.inputs.peers import comparable, exceptions_of
from comparisons.inputs.snapshot import Listing, Snapshot, Town, listed_offers, read_snapshot
from comparisons.judging.coverage import Coverage, Funnel, Reach, Standing, standing_of, standing_rows
from comparisons.judging.gaps import Gap, Viewpoint, administrations_of, gap_of
from comparisons.judging.history import events
from comparisons.judging.offers import LeistungOffers, Offer, Offers
from comparisons.judging.reconciliation import ListFinding, finding_of
from comparisons.judging.responsibility import RESPONSIBLE, Responsibilities
from comparisons.ranking.candidates import Candidate, CandidateDraft, Settings, drafts_of, finished, ranked
from comparisons.ranking.criteria import Base, KnownFacts, forms_evidence
from comparisons.ranking.donors import cooperation
from comparisons.solutions.recogniser import Recogniser

# Bytes of the catalogue that are kept in memory: assessments are written all over their indexes.
CACHE = 96 << 20
EXAMPLES = 5
# Leistungen for which one of these services or solutions was found.
_WITH_SAME = """
SELECT leistungsschluessel FROM dienstbewertung WHERE onlinedienst_id IN (SELECT value FROM json_each(?))
UNION
SELECT leistungsschluessel FROM dienstbewertung WHERE loesung_id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True)
class Summary:
    """What the command prints after a comparison; `history` is how it differs from the last one, not what it found.

    `base` says in a sentence whom shares refer to, `note` what to mind. `judged` is how many Leistungen were judged
    anew, None where all were.
    """

    town: str
    harvested: int
    gaps: Mapping[str, int]
    candidates: int
    responsible: int
    online: int
    unclear: int
    base: str
    note: str | None
    history: History = field(compare=False)
    judged: int | None = field(compare=False)


def compare(
    path: Path, *, ags: str = EISENACH, peers: Sequence[str] = (), rules: Path | None = None, fresh: bool = False
) -> Summary:
    """Compare the town `ags` (AGS or ARS, past keys too) with all harvested municipalities and store the result.

    `peers` replaces the rule of who is comparable; `rules` is the town's directory of rule files. Where only offers
    changed since the last comparison, their Leistungen are judged anew and the rest stays, unless `fresh`. Raises
    `ThavelError` where the town is unknown or nothing was harvested yet.
    """
    with explained(path):
        db = connect(path)
        db.execute(f"PRAGMA cache_size = {-CACHE // 1024}")
        try:
            sync_rules(db, rules)
            # What is written is made from what it refers to, in the same transaction, and need not be looked up again.
            db.execute("PRAGMA foreign_keys = OFF")
            with replacing(db) as result:
                ground = _ground(db, path, ags, peers, fresh=fresh)
                walk = _Walk(db, ground)
                for change in walk.changes():
                    here = walk.judge(change)
                    remembered = (change.pruefsumme, change.now) if change.pruefsumme else None
                    result.judged(here.key, [_assessed(here.key, offer) for offer in here.offers], remembered)
                history = result.write(walk.results(), events)
            return _summary(db, ground.look, walk.base, history, None if ground.fresh else len(walk.judged))
        finally:
            db.close()


class _Ground(NamedTuple):
    """What a comparison starts from: from where is looked, all comparable towns (harvested or not), the own list.

    `known` is what counts beside the offers, `status` that of what was decided, by key, `basis` the checksum over all
    of it; `fresh` says that all Leistungen are judged anew.
    """

    look: Viewpoint
    alike: Sequence[Town]
    own_list: OwnList
    known: KnownFacts
    status: Mapping[str, str]
    basis: str
    fresh: bool


def _ground(db: Database, path: Path, ags: str, peers: Sequence[str], *, fresh: bool) -> _Ground:
    place = resolve(db, [ags])[0]
    wanted = frozenset(peer.ags for peer in resolve(db, peers)) - {place.ags} if peers else None
    snapshot = read_snapshot(db)
    if not snapshot.harvested:
        raise ThavelError(
            "Es sind noch keine Angebote im Katalog. Importieren Sie zuerst: thavel import pvog --comparable"
        )
    town = snapshot.towns[place.ags]
    if ags not in (place.ags, place.ars):
        note = f"{ags} ist heute {town.short} ({place.ags})."
        snapshot = replace(snapshot, note=" ".join(filter(None, (note, snapshot.note))))
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
    peers_of_town = frozenset(peer.ags for peer in alike)
    known = KnownFacts.of(db, town.ags)
    # Read while the catalogue is locked, so that nothing is decided until the result is there.
    status = current(path, town.ags)
    rests_on = basis(
        db, town.ags, sorted(peers_of_town), sorted(snapshot.harvested), sorted(snapshot.working(town.ags)),
        sorted(snapshot.own_lists.get(town.ags, ())), decided(db, town.ags), sorted(status.items()),
        known.trend.observed,
    )  # fmt: skip
    last = db.execute("SELECT grundlage FROM vergleich").fetchone()
    fresh = fresh or last is None or last[0] != rests_on
    own_list = read_own_list(db, town.ags, anew=fresh)
    kreis = {other.ags for other in snapshot.towns.values() if other.kreis_ags == town.kreis_ags}
    rules_of = Responsibilities.of(db, {town.ags, *kreis, *peers_of_town} & snapshot.harvested)
    look = Viewpoint.of(snapshot, town, peers_of_town, rules_of, own_list.named)
    return _Ground(look, alike, own_list, known, status, rests_on, fresh)


def _summary(db: Database, look: Viewpoint, base: Base, history: History, judged: int | None) -> Summary:
    town = look.town
    tasks, online, unclear = db.execute(
        "SELECT leistungen, online, unklar FROM abdeckung WHERE ags = ?", [town.ags]
    ).fetchone()
    return Summary(
        town.name,
        len(look.snapshot.harvested),
        Counter(dict(db.execute("SELECT art, count(*) FROM luecken GROUP BY art").fetchall())),
        db["kandidaten"].count,
        tasks,
        online,
        unclear,
        base.sentence,
        look.snapshot.note,
        history,
        judged,
    )


def _assessed(key: str, offer: Offer) -> Assessment:
    level = offer.level
    if offer.solution is None or offer.link is None:
        return (offer.service, key, None, None, None, level.ebene, level.grund, level.beleg)
    link = offer.link
    return (offer.service, key, offer.solution.id, link.instance, link.normal, level.ebene, level.grund, level.beleg)


class _Walk:
    """Goes through the Leistungen that are not as they were, and keeps what is about the town and what is counted.

    What is counted over all Leistungen goes on from the last comparison: of a Leistung that changed its former share is
    taken out again.
    """

    def __init__(self, db: Database, ground: _Ground) -> None:
        look, snapshot = ground.look, ground.look.snapshot
        self._db = db
        self._look = look
        self._ground = ground
        self._fresh = ground.fresh
        self._named = ground.own_list.named
        self._recogniser = Recogniser.of(db)
        self._offers = Offers(snapshot, self._recogniser, AreaEvidence.of(db))
        self._listing = Listing(snapshot.towns)
        self._settings = Settings.of(db)
        self.base = Base.choose(snapshot, look.town, look.peers)
        self._coverage = Coverage(() if self._fresh else db["abdeckung"].rows)
        self._funnel = Funnel(look, () if self._fresh else db["trichter"].rows)
        self._reach, self._former_reach = Reach(snapshot.towns), Reach(snapshot.towns)
        stood = db.execute("SELECT leistungsschluessel, zustaendig FROM leistungsstand")
        self._stood = {} if self._fresh else dict(stood.fetchall())
        self.judged: set[str] = set()
        self._gaps: list[Gap] = []
        self._drafts: list[CandidateDraft] = []
        self._cooperation: list[dict[str, Any]] = []
        self._standings: list[Standing] = []
        self._findings: list[ListFinding] = []

    def changes(self) -> Iterator[Changed]:
        """The Leistungen to judge."""
        described = {key for key, leistung in self._look.snapshot.leistungen.items() if leistung.described}
        return changed(self._db, described | self._look.own_list, self._ground.known, self._fresh)

    def judge(self, change: Changed) -> LeistungOffers:
        """Judge a Leistung, and take out what it counted for before."""
        key = change.key
        self.judged.add(key)
        former = self._offers.of(key, self._listing.pairs(key, change.before))
        self._former_reach.add(former)
        if key in self._stood:
            self._coverage.add(self._stood[key], former, -1)
            self._funnel.add(self._stood[key], former, -1)
        here = self._offers.of(key, self._listing.pairs(key, change.now))
        self._reach.add(here)
        self._take(here)
        return here

    def _take(self, here: LeistungOffers) -> None:
        look = self._look
        standing = standing_of(here, look)
        if standing:
            self._standings.append(standing)
            self._coverage.add(standing.verdict.zustaendig, here)
            self._funnel.add(standing.verdict.zustaendig, here)
        gap = gap_of(here, look)
        if gap:
            self._gaps.append(gap)
            self._drafts += drafts_of(gap, here, look, self.base, self._settings, self._ground.known)
            if gap.kind in CLOSED_BY_REUSE:
                self._cooperation += cooperation(gap, here, look)
        if self._ground.own_list.entries:
            entries = self._named.get(here.key, ())
            finding = finding_of(here, look.snapshot, look.town, entries, self._recogniser)
            self._findings += [finding] if finding else []

    def _complete_reach(self) -> set[str]:
        """Look at the other Leistungen of services and solutions that are valid elsewhere now; returns the solutions.

        Only so it is known where each of them is valid by all its Leistungen, before and now.
        """
        if self._fresh:
            return set(self._reach.solutions())
        services, solutions = self._reach.differing(self._former_reach)
        names = [json.dumps(sorted(found)) for found in (services, solutions)]
        keys = {key for (key,) in self._db.execute(_WITH_SAME, names).fetchall()}
        for key, listed in listed_offers(self._db, keys - self.judged):
            here = self._offers.of(key, self._listing.pairs(key, listed))
            self._former_reach.add(here)
            self._reach.add(here)
        return solutions

    def results(self) -> Results:
        """Everything else, when all Leistungen have been judged."""
        snapshot, town = self._look.snapshot, self._look.town
        offered = self._look.have | self._look.own_list
        decided = {key for key, status in self._ground.status.items() if status in BESCHLOSSEN}
        planned = frozenset(decided & snapshot.leistungen.keys()) - offered
        held = offered | planned
        looked_at = held | {gap.key for gap in self._gaps} | self._gaps_that_stay()
        forms = Forms.of(self._db, looked_at)
        candidates = ranked(
            finished(draft, {"datensparsamkeit": forms_evidence(draft.gap.key, forms, held, planned)}, self._settings)
            for draft in self._drafts
        )
        marked = {key: f"{snapshot.title(key)}, {self._ground.status[key]}" for key in planned}
        solutions = self._complete_reach()
        used = self._reach.solutions()
        return Results(
            rows={
                "vergleich": [self._about()],
                "loesungen": (
                    {**used[name][0]._asdict(), "kommunen": used[name][1]} for name in sorted(solutions & used.keys())
                ),
                "luecken": (_gap_row(gap, snapshot) for gap in self._gaps),
                "kandidaten": (
                    _candidate_row(rank, c, snapshot, self._ground.status.get(c.gap.key, OFFEN))
                    for rank, c in enumerate(candidates, start=1)
                ),
                "kandidat_punkte": (
                    {"leistungsschluessel": c.gap.key, "loesung_id": c.solution.id, **row._asdict()}
                    for c in candidates
                    for row in c.rows
                ),
                "kandidat_geber": self._donor_rows(candidates),
                "kooperationen": self._cooperation,
                "trichter": self._funnel.rows(),
                "leistungsstand": standing_rows(self._standings, snapshot),
                "abdeckung": self._coverage.rows(self._look),
                "formularvergleich": form_rows(
                    forms, looked_at, held, lambda key: marked.get(key) or snapshot.title(key)
                ),
                "automatisierung": process_rows(Processes.of(self._db, looked_at), looked_at),
                "bestandsabgleich": (finding._asdict() for finding in self._findings),
            },
            leistungen=None if self._fresh else self.judged,
            solutions=solutions,
            services=self._service_counts(),
            recognised={town.ags: self._ground.own_list.automatic},
        )

    def _gaps_that_stay(self) -> set[str]:
        """Gaps of the last comparison whose Leistungen are as they were."""
        if self._fresh:
            return set()
        return {key for (key,) in self._db.execute("SELECT leistungsschluessel FROM luecken")} - self.judged

    def _service_counts(self) -> dict[str, tuple[int, int]]:
        """The services and own services of each harvested municipality."""
        counted = "SELECT ags, onlinedienste, eigene_onlinedienste FROM kommunen WHERE onlinedienste IS NOT NULL"
        last = {} if self._fresh else {ags: numbers for ags, *numbers in self._db.execute(counted)}
        now, before = self._reach.services(), self._former_reach.services()
        found = {}
        for ags in self._look.snapshot.harvested:
            was, less, more = last.get(ags, (0, 0)), before.get(ags, (0, 0)), now.get(ags, (0, 0))
            found[ags] = (was[0] - less[0] + more[0], was[1] - less[1] + more[1])
        return found

    def _donor_rows(self, candidates: Iterable[Candidate]) -> Iterator[dict[str, Any]]:
        """Rows of `kandidat_geber`, with who is responsible there as far as PVOG says."""
        keys = json.dumps(sorted({candidate.gap.key for candidate in candidates}))
        responsible = {
            (ags, key): titles
            for ags, key, titles in self._db.execute(
                "SELECT ags, leistungsschluessel, group_concat(titel, '; ') FROM zustaendige_stellen"
                " WHERE rolle = ? AND verschwunden_am IS NULL"
                " AND leistungsschluessel IN (SELECT value FROM json_each(?)) GROUP BY ags, leistungsschluessel",
                [RESPONSIBLE, keys],
            ).fetchall()
        }
        for candidate in candidates:
            for place, donor in enumerate(candidate.donors, start=1):
                yield {
                    "leistungsschluessel": candidate.gap.key,
                    "loesung_id": candidate.solution.id,
                    "platz": place,
                    "ags": donor.town.ags,
                    "kommune": donor.town.name,
                    "naehe": donor.nearness,
                    "url": donor.url,
                    "link_befund": donor.defect.sentence if donor.defect else None,
                    "stelle": responsible.get((donor.town.ags, candidate.gap.key)),
                }

    def _about(self) -> dict[str, Any]:
        """The row of `vergleich`."""
        snapshot, town = self._look.snapshot, self._look.town
        own = {town.verwaltung or town.ags}
        return {
            "ags": town.ags,
            "kommune": town.name,
            "zeitpunkt": clock.now(),
            "datenstand": snapshot.newest,
            "datenstand_ab": snapshot.oldest,
            "regeln_geaendert": 0,
            "grundlage": self._ground.basis,
            "verwaltungen": len(administrations_of(snapshot, snapshot.harvested) - own),
            "vergleichbare": len(administrations_of(snapshot, snapshot.harvested & self._look.peers) - own),
            "vergleichskommunen": ", ".join(peer.short for peer in self._ground.alike) or None,
            "hinweis": snapshot.note,
        }


def _gap_row(gap: Gap, snapshot: Snapshot) -> dict[str, Any]:
    largest = nsmallest(EXAMPLES, gap.providers, key=snapshot.by_size.__getitem__)
    return {
        "leistungsschluessel": gap.key,
        "bezeichnung": snapshot.title(gap.key),
        "themenfeld": snapshot.themenfeld(gap.key),
        "art": gap.kind,
        "art_grund": gap.kind_reason,
        "zustaendig": gap.verdict.zustaendig,
        "zustaendig_grund": gap.verdict.grund,
        "zustaendig_sicherheit": gap.verdict.sicherheit,
        "verwaltungen": gap.administrations,
        "vergleichbare": gap.comparable,
        "kommunen": len(gap.providers),
        "beispiele": ", ".join(snapshot.towns[ags].short for ags in largest) or None,
    }


def _candidate_row(rank: int, candidate: Candidate, snapshot: Snapshot, status: str) -> dict[str, Any]:
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
        "status": status,
    }
