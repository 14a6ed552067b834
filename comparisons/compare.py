"""The comparison for one reference town, from the catalogue into the catalogue."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from catalogue import clock
from catalogue.database import connect, explained
from catalogue.errors import ThavelError
from catalogue.gap_history import History
from catalogue.lookup import resolve
from catalogue.results import Assessment, Results, replace_results
from catalogue.rules import sync_rules
from catalogue.tables.vergleich import CLOSED_BY_REUSE
from comparisons.automation import Processes, process_rows
from comparisons.candidates import Candidate, Draft, Settings, drafts_of, finished, ranked
from comparisons.coverage import Coverage, Funnel, ServiceCounts, Standing, standing_of, standing_rows
from comparisons.criteria import Base, Known, forms_evidence
from comparisons.donors import cooperation
from comparisons.evidence import AreaEvidence
from comparisons.forms import Forms, form_rows
from comparisons.gaps import Gap, Look, administrations_of, gap_of
from comparisons.offers import LeistungOffers, Offer, assess
from comparisons.own_list import OwnList, read_own_list
from comparisons.peers import comparable, exceptions_of
from comparisons.reconciliation import Finding, finding_of
from comparisons.responsibility import RESPONSIBLE, Responsibilities
from comparisons.snapshot import Snapshot, Town, read_snapshot
from comparisons.solutions import Recogniser, Solution

EISENACH = "16063105"
OPEN = "offen"
# Bytes of the catalogue that are kept in memory: assessments are written all over their indexes.
CACHE = 96 << 20
EXAMPLES = 5


@dataclass(frozen=True)
class Summary:
    """What the command prints after a comparison; `history` is how it differs from the last one, not what it found.

    `base` says in a sentence whom shares refer to, `note` what to mind.
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


def compare(path: Path, *, ags: str = EISENACH, peers: Sequence[str] = (), rules: Path | None = None) -> Summary:
    """Compare the town `ags` (AGS or ARS, past keys too) with all harvested municipalities and store the result.

    `peers` replaces the rule of who is comparable; `rules` is the town's directory of rule files. Raises
    `ThavelError` where the town is unknown or nothing was harvested yet.
    """
    with explained(path):
        db = connect(path)
        db.execute(f"PRAGMA cache_size = {-CACHE // 1024}")
        try:
            sync_rules(db, rules)
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
            own_list = read_own_list(db, town.ags)
            peers_of_town = frozenset(peer.ags for peer in alike)
            kreis = {other.ags for other in snapshot.towns.values() if other.kreis_ags == town.kreis_ags}
            rules_of = Responsibilities.of(db, {town.ags, *kreis, *peers_of_town} & snapshot.harvested)
            look = Look.of(snapshot, town, peers_of_town, rules_of, own_list.named)
            walk = _Walk(db, look, alike, own_list)
            history = replace_results(db, walk.assessments(), walk.results)
        finally:
            db.close()
    own = next(row for row in walk.coverage.rows(look) if row["ags"] == town.ags)
    return Summary(
        town.name,
        len(snapshot.harvested),
        Counter(gap.kind for gap in walk.gaps),
        len(walk.candidates),
        own["leistungen"],
        own["online"],
        own["unklar"],
        walk.base.sentence,
        snapshot.note,
        history,
    )


class _Walk:
    """Goes through all offers once, Leistung by Leistung, and keeps what is about the town and what is counted."""

    def __init__(self, db: Database, look: Look, alike: Sequence[Town], own_list: OwnList) -> None:
        self._db = db
        self._look = look
        self._alike = alike
        self._own_list = own_list
        self._named = own_list.named
        self._recogniser = Recogniser.of(db)
        self._offers = assess(look.snapshot, self._recogniser, AreaEvidence.of(db))
        self._settings = Settings.of(db)
        self.base = Base.choose(look.snapshot, look.town, look.peers)
        self.coverage = Coverage()
        self.gaps: list[Gap] = []
        self.candidates: list[Candidate] = []
        self._drafts: list[Draft] = []
        self._known = Known.of(db, look.town.ags)
        self._cooperation: list[dict[str, Any]] = []
        self._funnel = Funnel(look)
        self._standings: list[Standing] = []
        self._findings: list[Finding] = []
        self._solutions: dict[str, Solution] = {}
        self._users: dict[str, frozenset[str]] = {}
        self._services = ServiceCounts()

    def assessments(self) -> Iterator[tuple[str, list[Assessment]]]:
        """Rows of `dienstbewertung` by Leistung."""
        described = {key for key, leistung in self._look.snapshot.leistungen.items() if leistung.described}
        for here in self._offers.over(described | self._look.own_list):
            self._take(here)
            yield here.key, [self._assessed(here.key, offer) for offer in here.offers]

    def _assessed(self, key: str, offer: Offer) -> Assessment:
        self._services.add(offer)
        level = offer.level
        if offer.solution is None or offer.link is None:
            return (offer.service, key, None, None, None, level.ebene, level.grund, level.beleg)
        identifier = offer.solution.id
        self._solutions.setdefault(identifier, offer.solution)
        users = self._users.get(identifier, offer.places)
        self._users[identifier] = users if users is offer.places else users | offer.places
        link = offer.link
        return (offer.service, key, identifier, link.instance, link.normal, level.ebene, level.grund, level.beleg)

    def _take(self, here: LeistungOffers) -> None:
        look = self._look
        standing = standing_of(here, look)
        if standing:
            self._standings.append(standing)
            self.coverage.add(standing, here)
            self._funnel.add(standing, here)
        gap = gap_of(here, look)
        if gap:
            self.gaps.append(gap)
            self._drafts += drafts_of(gap, here, look, self.base, self._settings, self._known)
            if gap.kind in CLOSED_BY_REUSE:
                self._cooperation += cooperation(gap, here, look)
        if self._own_list.entries:
            entries = self._named.get(here.key, ())
            finding = finding_of(here, look.snapshot, look.town, entries, self._recogniser)
            self._findings += [finding] if finding else []

    def results(self) -> Results:
        """Everything else, when all offers have been gone through."""
        snapshot, town = self._look.snapshot, self._look.town
        held = self._look.have | self._look.own_list
        looked_at = held | {gap.key for gap in self.gaps}
        forms = Forms.of(self._db, looked_at)
        self.candidates = ranked(
            finished(draft, {"datensparsamkeit": forms_evidence(draft.gap.key, forms, held)}, self._settings)
            for draft in self._drafts
        )
        return Results(
            rows={
                "vergleich": [self._about()],
                "loesungen": (
                    {**solution._asdict(), "kommunen": len(self._users[solution.id])}
                    for solution in self._solutions.values()
                ),
                "luecken": (_gap_row(gap, snapshot) for gap in self.gaps),
                "kandidaten": (_candidate_row(rank, c, snapshot) for rank, c in enumerate(self.candidates, start=1)),
                "kandidat_punkte": (
                    {"leistungsschluessel": c.gap.key, "loesung_id": c.solution.id, **row._asdict()}
                    for c in self.candidates
                    for row in c.rows
                ),
                "kandidat_geber": self._donor_rows(),
                "kooperationen": self._cooperation,
                "trichter": self._funnel.rows(),
                "leistungsstand": standing_rows(self._standings, snapshot),
                "abdeckung": self.coverage.rows(self._look),
                "formularvergleich": form_rows(forms, looked_at, held, snapshot.title),
                "automatisierung": process_rows(Processes.of(self._db, looked_at), looked_at),
                "bestandsabgleich": (finding._asdict() for finding in self._findings),
            },
            services=self._services.of(snapshot.harvested),
            recognised={town.ags: self._own_list.automatic},
        )

    def _donor_rows(self) -> Iterator[dict[str, Any]]:
        """Rows of `kandidat_geber`, with who is responsible there as far as PVOG says."""
        keys = json.dumps(sorted({candidate.gap.key for candidate in self.candidates}))
        responsible = {
            (ags, key): titles
            for ags, key, titles in self._db.execute(
                "SELECT ags, leistungsschluessel, group_concat(titel, '; ') FROM zustaendige_stellen"
                " WHERE rolle = ? AND verschwunden_am IS NULL"
                " AND leistungsschluessel IN (SELECT value FROM json_each(?)) GROUP BY ags, leistungsschluessel",
                [RESPONSIBLE, keys],
            ).fetchall()
        }
        for candidate in self.candidates:
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
            "verwaltungen": len(administrations_of(snapshot, snapshot.harvested) - own),
            "vergleichbare": len(administrations_of(snapshot, snapshot.harvested & self._look.peers) - own),
            "vergleichskommunen": ", ".join(peer.short for peer in self._alike) or None,
            "hinweis": snapshot.note,
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
        "zustaendig_sicherheit": gap.verdict.sicherheit,
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
