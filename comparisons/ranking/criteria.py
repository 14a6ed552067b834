"""What each criterion of a candidate finds: a value from 0 to 1 with its reason, or nothing where nothing is known."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from catalogue import clock
from comparisons.forms.once_only import Forms
from comparisons.inputs.snapshot import Snapshot, Town
from comparisons.judging.gaps import Gap, Viewpoint, administrations_of
from comparisons.ranking.demand import Demand
from comparisons.ranking.donors import Donor
from comparisons.ranking.maturity import Maturity
from comparisons.ranking.trend import Trend
from comparisons.solutions.recogniser import Solution

MIN_PEERS_AS_BASE = 3
# So many administrations are named where a share refers to them.
NAMED = 8


class CriterionValue(NamedTuple):
    """What a criterion found: value 0 to 1, or None where nothing is known."""

    wert: float | None
    erklaerung: str


@dataclass(frozen=True)
class Base:
    """The administrations that a share refers to, and whether these are the comparable ones."""

    members: frozenset[str]
    name: str
    comparable: bool = False

    @property
    def sentence(self) -> str:
        """The base in a German sentence."""
        if not self.members:
            return "Andere Verwaltungen sind noch nicht erfasst; ohne sie gibt es nichts nachzunutzen."
        reason = "" if self.comparable else f", weil weniger als {MIN_PEERS_AS_BASE} vergleichbare erfasst sind"
        return f"Verbreitung und Bewährung beziehen sich auf die {len(self.members)} {self.name}{reason}."

    @classmethod
    def choose(cls, snapshot: Snapshot, town: Town, peers: frozenset[str]) -> "Base":
        """Harvested comparable administrations where there are enough of them, else all harvested ones."""
        own = {town.verwaltung or town.ags}
        everyone = frozenset(administrations_of(snapshot, snapshot.harvested) - own)
        alike = frozenset(administrations_of(snapshot, snapshot.harvested & peers) - own)
        if len(alike) >= MIN_PEERS_AS_BASE:
            names = sorted(snapshot.towns[ags].short for ags in snapshot.harvested & peers)
            shown = ", ".join(names[:NAMED]) + (f" und {len(names) - NAMED} weitere" if len(names) > NAMED else "")
            return cls(alike, f"erfassten vergleichbaren Verwaltungen ({shown})", comparable=True)
        return cls(everyone, "erfassten anderen Verwaltungen")


@dataclass(frozen=True)
class KnownFacts:
    """What the catalogue knows beside the offers. `working_links` are URLs that a check found to lead to their end."""

    demand: Demand
    maturity: Maturity
    trend: Trend
    working_links: frozenset[str]

    @classmethod
    def of(cls, db: Database, ags: str) -> "KnownFacts":
        """Read it from the catalogue for the town `ags`."""
        links = db.execute("SELECT url FROM linkpruefungen WHERE ergebnis IN ('ok', 'umgezogen')")
        return cls(
            Demand.of(db, ags),
            Maturity.of(db),
            Trend.of(db, clock.now()),
            frozenset(url for (url,) in links.fetchall()),
        )


def evidence_of(
    solution: Solution,
    users: Iterable[str],
    donors: Collection[Donor],
    gap: Gap,
    look: Viewpoint,
    base: Base,
    efforts: Mapping[str, float | None],
    known: KnownFacts,
) -> dict[str, CriterionValue]:
    """What every criterion but that of the forms finds for a solution and the municipalities (AGS) that use it."""
    snapshot = look.snapshot
    whole = len(base.members)
    offering = len(administrations_of(snapshot, gap.providers) & base.members)
    using = len(administrations_of(snapshot, users) & base.members)
    demand = known.demand.facts(gap.key)
    maturity = known.maturity.facts(gap.key)
    trend = known.trend.facts(gap.key)
    return {
        "verbreitung": CriterionValue(
            offering / whole if whole else None,
            f"{offering} von {whole} {base.name} {'bietet' if offering == 1 else 'bieten'} die Leistung online an.",
        ),
        "bewaehrung": CriterionValue(
            using / whole if whole else None,
            f"{using} von {whole} {'nutzt' if using == 1 else 'nutzen'} dafür diese Lösung.",
        ),
        "aufwand": CriterionValue(efforts.get(solution.aufwand), f"Aufwand der Übernahme: {solution.aufwand}."),
        "zustaendigkeit": CriterionValue(
            1.0 if gap.verdict.zustaendig == "ja" else None,
            ("Zuständig: " if gap.verdict.zustaendig == "ja" else "Zuständigkeit unklar: ") + gap.verdict.grund,
        ),
        "pflicht": _duty(snapshot, gap.key),
        "nachfrage": CriterionValue(
            demand.wert if demand else None, demand.sentence if demand else "Fallzahlen der Kommune sind nicht bekannt."
        ),
        "reife": CriterionValue(
            maturity.wert if maturity else None,
            maturity.sentence if maturity else "FIM-Bausteine dieser Leistung sind nicht bekannt.",
        ),
        "trend": CriterionValue(
            trend.wert if trend else None,
            trend.sentence if trend else "Noch keine Verwaltung ist lange genug beobachtet.",
        ),
        "link": _link(donors, known.working_links),
    }


def forms_evidence(
    key: str, forms: Forms, held: Collection[str], planned: frozenset[str] = frozenset()
) -> CriterionValue:
    """How much of the form the town asks for already at the Leistungen `held`, `planned` of which are not online."""
    facts = forms.facts(key, held)
    if facts is None or not facts.fields or not facts.compared:
        return CriterionValue(None, "Zu vergleichende Datenschemata sind nicht bekannt.")
    shared = len(facts.shared)
    later = sum(planned.issuperset(found.leistungen) for found in facts.shared)
    told = f" ({later} davon nur bei beschlossenen, noch nicht gemeldeten)" if later else ""
    return CriterionValue(
        shared / facts.fields,
        f"{shared} von {facts.fields} Datenfeldern {'wird' if shared == 1 else 'werden'} schon bei anderen Leistungen "
        f"abgefragt{told}, {facts.harmonised} {'ist' if facts.harmonised == 1 else 'sind'} harmonisiert.",
    )


def _link(donors: Collection[Donor], working: frozenset[str]) -> CriterionValue:
    if any(donor.url in working for donor in donors):
        return CriterionValue(1.0, "Der Link zu einem Geber führt zum Ziel.")
    if donors and all(donor.defect for donor in donors):
        return CriterionValue(0.0, "Die Links zu allen Gebern sind defekt.")
    return CriterionValue(None, "Ob ein Link zum Ziel führt, ist nicht geprüft.")


def _duty(snapshot: Snapshot, key: str) -> CriterionValue:
    leistung = snapshot.leistungen.get(key)
    if leistung and leistung.ozg_leistung:
        return CriterionValue(1.0, f"OZG-Leistung „{leistung.ozg_leistung}“.")
    inherited = snapshot.object_facts.get(key[:8], (None, None))[1]
    if inherited:
        return CriterionValue(1.0, f"OZG-Leistung „{inherited}“, wie die übrigen Leistungen zum selben Gegenstand.")
    if leistung and leistung.sdg:
        return CriterionValue(1.0, f"Informationsbereich der EU-Verordnung 2018/1724: {leistung.sdg}.")
    return CriterionValue(None, "Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 gehört, ist nicht bekannt.")
