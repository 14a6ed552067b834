"""The Leistungen that a town is responsible for, and how many of these are online there and elsewhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from catalogue.keys import leistungstyp
from catalogue.tables.nachnutzung import UNKNOWN_FIELD, WHOLE
from comparisons.inputs.snapshot import Snapshot
from comparisons.judging.levels import OWN_LEVELS
from comparisons.judging.offers import LeistungOffers
from comparisons.judging.responsibility import ResponsibilityVerdict
from comparisons.judging.viewpoint import Viewpoint

OWN_OR_KREIS = (*OWN_LEVELS, "Kreis")
# How far Leistungen have come in a municipality; the last three are the ways of what is online.
STEPS = ("zustaendig", "beschrieben", "online", "geerbt", "nachgenutzt", "eigen")
ONLINE, ELSEWHERE, NOWHERE = "online", "nur anderswo online", "nirgends online"


class Standing(NamedTuple):
    """One Leistung seen from the town; `elsewhere` counts other harvested administrations that have it online."""

    key: str
    verdict: ResponsibilityVerdict
    state: str
    elsewhere: int


def standing_of(here: LeistungOffers, look: Viewpoint) -> Standing | None:
    """Whether a Leistung is online in the town or elsewhere, and whether the town is responsible for it.

    None for objects without Verrichtung (LO), which nobody could apply for, and for what is neither offered nor
    described.
    """
    leistung = look.snapshot.leistungen.get(here.key)
    if leistungstyp(here.key) == "LO" or not (here.online or (leistung and leistung.described)):
        return None
    town = look.town
    state = ONLINE if town.ags in here.working else ELSEWHERE if here.online else NOWHERE
    elsewhere = len(look.snapshot.administrations_of(here.online) - {town.administration})
    return Standing(here.key, look.verdict(here), state, elsewhere)


class Coverage:
    """Counts, Leistung by Leistung, what of the town's tasks is online in each municipality."""

    def __init__(self, rows: Iterable[Mapping[str, Any]] = ()) -> None:
        """Go on from rows of the table `abdeckung`."""
        self.responsible = 0
        self.unclear = 0
        self._online: Counter[str] = Counter()
        self._own: Counter[str] = Counter()
        for row in rows:
            self.responsible, self.unclear = row["leistungen"], row["unklar"]
            self._online[row["ags"]], self._own[row["ags"]] = row["online"], row["online_eigen"]

    def add(self, zustaendig: str, here: LeistungOffers, times: int = 1) -> None:
        """Count one Leistung for which the town is responsible or not; -1 times takes it out again."""
        self.unclear += times * (zustaendig == "unklar")
        if zustaendig == "ja":
            self.responsible += times
            working = [offer for offer in here.offers if offer.link and not offer.defect]
            own = [offer.places for offer in working if offer.level.ebene in OWN_OR_KREIS]
            count = self._online.update if times > 0 else self._online.subtract
            count_own = self._own.update if times > 0 else self._own.subtract
            count(here.working)
            count_own(frozenset().union(*own) & here.working)

    def rows(self, look: Viewpoint) -> list[dict[str, Any]]:
        """Rows of the table `abdeckung`: the same Leistungen in every harvested municipality."""
        return [
            {
                "ags": ags,
                "kommune": look.snapshot.towns[ags].name,
                "vergleichbar": int(ags in look.peers),
                "leistungen": self.responsible,
                "online": self._online[ags],
                "online_eigen": self._own[ags],
                "unklar": self.unclear,
            }
            for ags in sorted(look.snapshot.harvested)
        ]


class Funnel:
    """The way from responsible over described to online, by Themenfeld, of the town and its harvested peers.

    Online is inherited by a service of Bund, Land or Kreis, or of an unknown level; else it is a service of the
    municipality or its administration: reused where other administrations use the same solution for the Leistung, else
    its own.
    """

    def __init__(self, look: Viewpoint, rows: Iterable[Mapping[str, Any]] = ()) -> None:
        """Go on from rows of the table `trichter`."""
        self._look = look
        self._places = [look.town.ags, *sorted(look.peers & look.snapshot.harvested)]
        self._steps = {(row["themenfeld"], row["ags"]): Counter({step: row[step] for step in STEPS}) for row in rows}

    def add(self, zustaendig: str, here: LeistungOffers, times: int = 1) -> None:
        """Count one Leistung, if the town is responsible for it; -1 times takes it out again."""
        if zustaendig != "ja":
            return
        snapshot = self._look.snapshot
        leistung = snapshot.leistungen.get(here.key)
        for ags in self._places:
            for themenfeld in (WHOLE, snapshot.themenfeld(here.key) or UNKNOWN_FIELD):
                steps = self._steps.setdefault((themenfeld, ags), Counter())
                steps["zustaendig"] += times
                steps["beschrieben"] += times * bool(leistung and leistung.described)
                if ags in here.working:
                    steps["online"] += times
                    steps[self._way(ags, here)] += times

    def _way(self, ags: str, here: LeistungOffers) -> str:
        towns = self._look.snapshot.towns
        working = [offer for offer in here.at(ags) if not offer.defect]
        own = [offer for offer in working if offer.level.ebene in OWN_LEVELS and offer.solution]
        if not own:
            return "geerbt"
        administration = towns[ags].administration
        users = [here.users[offer.solution.id] for offer in own if offer.solution]
        others = (self._look.snapshot.administrations_of(places) - {administration} for places in users)
        return "nachgenutzt" if any(others) else "eigen"

    def rows(self) -> list[dict[str, Any]]:
        """Rows of the table `trichter`."""
        return [
            {
                "themenfeld": themenfeld,
                "ags": ags,
                "kommune": self._look.snapshot.towns[ags].name,
                **{step: steps[step] for step in STEPS},
            }
            for (themenfeld, ags), steps in sorted(self._steps.items())
            if steps["zustaendig"]
        ]


def standing_rows(found: list[Standing], snapshot: Snapshot) -> list[dict[str, Any]]:
    """Rows of the table `leistungsstand`."""
    return [
        {
            "leistungsschluessel": standing.key,
            "bezeichnung": snapshot.title(standing.key),
            "themenfeld": snapshot.themenfeld(standing.key),
            **standing.verdict.columns(),
            "stand": standing.state,
            "verwaltungen": standing.elsewhere,
        }
        for standing in found
    ]
