"""The criteria of the points, each once: its name, what it finds of a candidate, what is told where nothing is known.

Its title, weight and meaning are the line of that name in the table of rules `gewichte`. A new criterion is a function,
an entry of `CRITERIA` and a line of `catalogue/regeln/gewichte.csv`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import clock
from catalogue.tables.zustaendigkeit import ANGENOMMEN
from comparisons.forms.once_only import FormFacts, Forms
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.demand import Demand
from comparisons.ranking.drafts import CandidateDraft
from comparisons.ranking.maturity import Maturity
from comparisons.ranking.reference import ReferenceGroup
from comparisons.ranking.trend import Trend


class CriterionValue(NamedTuple):
    """The value of a criterion, 0 to 1, and why in German; None where nothing is known."""

    wert: float | None
    erklaerung: str


@dataclass(frozen=True)
class RankingFacts:
    """Facts of the catalogue beside the offers. `working_links` are URLs that a check found to lead to their end."""

    demand: Demand
    maturity: Maturity
    trend: Trend
    working_links: frozenset[str]

    @classmethod
    def of(cls, db: Database, ags: str) -> "RankingFacts":
        """Read them from the catalogue for the town `ags`."""
        links = db.execute("SELECT url FROM linkpruefungen WHERE ergebnis IN ('ok', 'umgezogen')")
        return cls(
            Demand.of(db, ags),
            Maturity.of(db),
            Trend.of(db, clock.now()),
            frozenset(url for (url,) in links.fetchall()),
        )


class Circumstances(NamedTuple):
    """All that criteria look at beside the candidate.

    `efforts` are the values of the table `aufwandsstufen`, `held` the Leistungen whose data the town has already.
    """

    look: Viewpoint
    group: ReferenceGroup
    efforts: Mapping[str, float | None]
    facts: RankingFacts
    forms: Forms
    held: frozenset[str]


def _spread(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    whole = len(known.group.members)
    if not whole:
        return None
    offering = len(known.look.snapshot.administrations_of(draft.gap.providers) & known.group.members)
    verb = "bietet" if offering == 1 else "bieten"
    return CriterionValue(offering / whole, f"{offering} von {whole} {known.group.name} {verb} die Leistung online an.")


def _proof(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    whole = len(known.group.members)
    if not whole:
        return None
    verb = "nutzt" if draft.users == 1 else "nutzen"
    return CriterionValue(draft.users / whole, f"{draft.users} von {whole} {verb} dafür diese Lösung.")


def _effort(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    value = known.efforts.get(draft.solution.aufwand)
    return None if value is None else CriterionValue(value, f"Aufwand der Übernahme: {draft.solution.aufwand}.")


def _responsibility(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    verdict = draft.gap.verdict
    assumed = " (angenommen)" if verdict.sicherheit == ANGENOMMEN else ""
    return CriterionValue(1.0, f"Zuständig{assumed}: {verdict.grund}") if verdict.zustaendig == "ja" else None


def _duty(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    snapshot, key = known.look.snapshot, draft.gap.key
    leistung = snapshot.leistungen.get(key)
    if leistung and leistung.ozg_leistung:
        return CriterionValue(1.0, f"OZG-Leistung „{leistung.ozg_leistung}“.")
    inherited = snapshot.object_facts(key).ozg_leistung
    if inherited:
        return CriterionValue(1.0, f"OZG-Leistung „{inherited}“, wie die übrigen Leistungen zum selben Gegenstand.")
    if leistung and leistung.sdg:
        return CriterionValue(1.0, f"Informationsbereich der EU-Verordnung 2018/1724: {leistung.sdg}.")
    return None


def _maturity(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    found = known.facts.maturity.facts(draft.gap.key)
    return CriterionValue(found.wert, found.sentence) if found else None


def _once_only(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    return once_only(known.forms.facts(draft.gap.key, known.held))


def once_only(found: FormFacts | None, planned: frozenset[str] = frozenset()) -> CriterionValue | None:
    """The share of the form's fields that the town asks for already; None where there is nothing to compare.

    `planned` are those of the Leistungen compared with that are only decided on.
    """
    if found is None or not found.fields or not found.compared:
        return None
    shared = len(found.shared)
    later = sum(planned.issuperset(field.leistungen) for field in found.shared)
    told = f" ({later} davon nur bei beschlossenen, noch nicht gemeldeten)" if later else ""
    return CriterionValue(
        shared / found.fields,
        f"{shared} von {found.fields} Datenfeldern {'wird' if shared == 1 else 'werden'} schon bei anderen Leistungen "
        f"abgefragt{told}, {found.harmonised} {'ist' if found.harmonised == 1 else 'sind'} harmonisiert.",
    )


def _demand(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    found = known.facts.demand.facts(draft.gap.key)
    return CriterionValue(found.wert, found.sentence) if found else None


def _trend(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    found = known.facts.trend.facts(draft.gap.key)
    return CriterionValue(found.wert, found.sentence) if found else None


def _link(draft: CandidateDraft, known: Circumstances) -> CriterionValue | None:
    if any(donor.url in known.facts.working_links for donor in draft.donors):
        return CriterionValue(1.0, "Der Link zu einem Geber führt zum Ziel.")
    if draft.donors and all(donor.defect for donor in draft.donors):
        return CriterionValue(0.0, "Die Links zu allen Gebern sind defekt.")
    return None


def _worst_effort(known: Circumstances) -> float:
    return min((value for value in known.efforts.values() if value is not None), default=0.0)


class Criterion(NamedTuple):
    """A criterion by its name in `gewichte`: `value` finds its value, or None where nothing is known.

    Then `unknown` is what is told in German (with the effort of the solution as `{aufwand}`, the reason of the
    responsibility as `{grund}`), and `candidates.missing_among` says what counts: `worst`, the worst value there is. No
    known one is below it, so that a solution gains nothing by what is not known of it. What a criterion that `leads`
    found is told in the reasoning of the candidate, in the order of the list.
    """

    name: str
    value: Callable[[CandidateDraft, Circumstances], CriterionValue | None]
    unknown: str
    leads: bool = False
    worst: Callable[[Circumstances], float] = lambda _: 0.0


ONCE_ONLY = "datensparsamkeit"

CRITERIA = (
    Criterion(
        "verbreitung", _spread, "0 von 0 erfassten anderen Verwaltungen bieten die Leistung online an.", leads=True
    ),
    Criterion("bewaehrung", _proof, "0 von 0 nutzen dafür diese Lösung.", leads=True),
    Criterion("aufwand", _effort, "Aufwand der Übernahme: {aufwand}.", leads=True, worst=_worst_effort),
    Criterion("zustaendigkeit", _responsibility, "Zuständigkeit unklar: {grund}"),
    Criterion("pflicht", _duty, "Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 gehört, ist nicht bekannt."),
    Criterion("reife", _maturity, "FIM-Bausteine dieser Leistung sind nicht bekannt."),
    Criterion(ONCE_ONLY, _once_only, "Zu vergleichende Datenschemata sind nicht bekannt."),
    Criterion("nachfrage", _demand, "Fallzahlen der Kommune sind nicht bekannt."),
    Criterion("trend", _trend, "Noch keine Verwaltung ist lange genug beobachtet."),
    Criterion("link", _link, "Ob ein Link zum Ziel führt, ist nicht geprüft."),
)
# What the reasoning of a candidate begins with.
LEADING = tuple(criterion.name for criterion in CRITERIA if criterion.leads)


def evidence_of(draft: CandidateDraft, known: Circumstances) -> dict[str, CriterionValue]:
    """The value of every criterion for a candidate, by name."""
    told = {"aufwand": draft.solution.aufwand, "grund": draft.gap.verdict.grund}
    return {
        criterion.name: criterion.value(draft, known) or CriterionValue(None, criterion.unknown.format(**told))
        for criterion in CRITERIA
    }


def worst_of(known: Circumstances) -> dict[str, float]:
    """The worst value that every criterion can have, by name."""
    return {criterion.name: criterion.worst(known) for criterion in CRITERIA}
