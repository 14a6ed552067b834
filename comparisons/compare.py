"""The comparison for one reference town, from the catalogue into the catalogue: the order of its steps."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.database import connect, explained
from catalogue.keys import EISENACH
from catalogue.store.results import Replacement, Results, replacing
from catalogue.store.rules import sync_rules
from comparisons.basis import changed
from comparisons.forms.automation import Processes, process_rows
from comparisons.forms.once_only import Forms, form_rows
from comparisons.ground import Ground, read_ground
from comparisons.inputs.evidence import AreaEvidence
from comparisons.judging.history import events
from comparisons.judging.judgements import Judgements, LastResult
from comparisons.judging.offers import Offers, assessments
from comparisons.judging.reach import ReachSinceLast
from comparisons.ranking.candidates import Candidate, Settings, candidates_of, ranked
from comparisons.ranking.criteria import Circumstances
from comparisons.ranking.donors import cooperation
from comparisons.ranking.drafts import CandidateDraft, drafts_of
from comparisons.ranking.rows import candidate_rows, donor_rows, points_rows
from comparisons.solutions.recogniser import Recogniser
from comparisons.summary import Summary, summary_of

# Bytes of the catalogue that are kept in memory: assessments are written all over their indexes.
CACHE = 96 << 20


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
                ground = read_ground(db, ags, peers, fresh=fresh)
                found = _judge(db, ground, result)
                ranking = _rank(db, ground, found)
                history = result.write(_results(db, ground, found, ranking), events)
            return summary_of(db, ground.look, ground.group, history, None if ground.fresh else len(found.judged))
        finally:
            db.close()


class _Found(NamedTuple):
    """The judged Leistungen, the judgements on them for the town and for all, and what would close its gaps.

    `moved` are the solutions that are not valid where they were, `partners` rows of the table `kooperationen`.
    """

    judged: Sequence[str]
    judgements: Judgements
    reach: ReachSinceLast
    moved: Collection[str]
    drafts: Sequence[CandidateDraft]
    partners: Sequence[Mapping[str, Any]]


def _judge(db: Database, ground: Ground, result: Replacement) -> _Found:
    """Judge the Leistungen that are not as they were: their offers, whoever asks, then the gaps of the town."""
    look, snapshot, fresh = ground.look, ground.look.snapshot, ground.fresh
    recogniser = Recogniser.of(db)
    offers = Offers(snapshot, recogniser, AreaEvidence.of(db))
    reach = ReachSinceLast(db, snapshot.towns, fresh=fresh)
    judgements = Judgements(look, ground.own_list, recogniser, LastResult() if fresh else LastResult.of(db))
    judged: list[str] = []
    drafts: list[CandidateDraft] = []
    partners: list[dict[str, Any]] = []
    for change in changed(db, snapshot.described | look.own_list, ground.facts.trend, fresh=fresh):
        before, now = offers.listed(change.key, change.before), offers.listed(change.key, change.now)
        judged.append(change.key)
        reach.add(before, now)
        # Written Leistung by Leistung: all of the country's at once would not fit into memory.
        result.judged(change.key, assessments(now), change.remembered)
        gap = judgements.add(before, now)
        if gap:
            drafts += drafts_of(gap, now, look, ground.group)
        if gap and gap.closed_by_reuse:
            partners += cooperation(gap, now, look)
    return _Found(judged, judgements, reach, reach.complete(judged, offers), drafts, partners)


class _Ranking(NamedTuple):
    """The candidates, best first, and the forms of the Leistungen `looked_at`: all gaps, and those that are `held`."""

    candidates: Sequence[Candidate]
    forms: Forms
    held: frozenset[str]
    looked_at: Collection[str]


def _rank(db: Database, ground: Ground, found: _Found) -> _Ranking:
    """Judge the candidates by all criteria; forms are read now that it is known which of them matter."""
    held = ground.look.held
    looked_at = held | found.judgements.gap_keys()
    forms, settings = Forms.of(db, looked_at), Settings.of(db)
    known = Circumstances(ground.look, ground.group, settings.efforts, ground.facts, forms, held)
    of_gaps = groupby(found.drafts, key=lambda draft: draft.gap.key)
    candidates = ranked(found for _, rivals in of_gaps for found in candidates_of(rivals, known, settings))
    return _Ranking(candidates, forms, held, looked_at)


def _results(db: Database, ground: Ground, found: _Found, ranking: _Ranking) -> Results:
    """Everything that is written when all is judged and ranked."""
    look, snapshot = ground.look, ground.look.snapshot
    candidates, forms, held, looked_at = ranking
    return Results(
        rows={
            "vergleich": [ground.row()],
            "loesungen": found.reach.solution_rows(found.moved),
            **found.judgements.rows(),
            "kandidaten": candidate_rows(candidates, snapshot),
            "kandidat_punkte": points_rows(candidates),
            "kandidat_geber": donor_rows(candidates, db),
            "kooperationen": found.partners,
            "formularvergleich": form_rows(forms, looked_at, held, snapshot.title),
            "automatisierung": process_rows(Processes.of(db, looked_at), looked_at),
        },
        leistungen=None if ground.fresh else found.judged,
        solutions=found.moved,
        services=found.reach.service_counts(snapshot.harvested),
        recognised={look.town.ags: ground.own_list.automatic},
    )
