"""How far a town is: which Leistungen it is responsible for, which of these are online, there and elsewhere."""

from typing import Any, NamedTuple

from catalogue.keys import leistungstyp
from comparisons.gaps import administrations_of
from comparisons.offers import Offers
from comparisons.responsibility import Responsibilities, Verdict
from comparisons.snapshot import Snapshot, Town

OWN_LEVELS = ("Kommune", "Verwaltung", "Kreis")
ONLINE, ELSEWHERE, NOWHERE = "online", "nur anderswo online", "nirgends online"


class Standing(NamedTuple):
    """One Leistung seen from the town; `elsewhere` counts other harvested administrations that have it online."""

    key: str
    verdict: Verdict
    state: str
    elsewhere: int


def standings(snapshot: Snapshot, offers: Offers, town: Town, rules: Responsibilities) -> list[Standing]:
    """Every Leistung that is described or offered in the harvested municipalities, by key.

    Objects without Verrichtung (LO) are left out: they are no Leistung that one could apply for.
    """
    offered = offers.offered()
    described = {key for key, leistung in snapshot.leistungen.items() if leistung.described}
    own = {town.verwaltung or town.ags}
    here = offers.working(town.ags)
    found = []
    for key in sorted(offered | described):
        if leistungstyp(key) != "LO":
            state = ONLINE if key in here else ELSEWHERE if key in offered else NOWHERE
            elsewhere = len(administrations_of(snapshot, offers.providers(key)) - own)
            found.append(Standing(key, rules.of_town(key, town), state, elsewhere))
    return found


def standing_rows(found: list[Standing], snapshot: Snapshot) -> list[dict[str, Any]]:
    """Rows of the table `leistungsstand`."""
    return [
        {
            "leistungsschluessel": standing.key,
            "bezeichnung": snapshot.title(standing.key),
            "themenfeld": snapshot.themenfeld(standing.key),
            "zustaendig": standing.verdict.zustaendig,
            "zustaendig_grund": standing.verdict.grund,
            "stand": standing.state,
            "verwaltungen": standing.elsewhere,
        }
        for standing in found
    ]


def coverage_rows(
    found: list[Standing], snapshot: Snapshot, offers: Offers, town: Town, peers: frozenset[str]
) -> list[dict[str, Any]]:
    """Rows of the table `abdeckung`: the same Leistungen, those the town is responsible for, in every municipality."""
    responsible = {standing.key for standing in found if standing.verdict.zustaendig == "ja"}
    unclear = sum(standing.verdict.zustaendig == "unklar" for standing in found)
    rows = []
    for ags in sorted(snapshot.harvested):
        working = offers.working(ags)
        own = {
            key
            for key, services in offers.online.get(ags, {}).items()
            if key in working and any(offers.level_of(service, key) in OWN_LEVELS for service in services)
        }
        rows.append(
            {
                "ags": ags,
                "kommune": snapshot.towns[ags].name,
                "vergleichbar": int(ags in peers),
                "leistungen": len(responsible),
                "online": len(responsible & working),
                "online_eigen": len(responsible & own),
                "unklar": unclear,
            }
        )
    return rows
