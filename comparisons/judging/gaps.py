"""Gaps of a town: Leistungen that others have online and it has not, each with its kind and the reason."""

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from typing import Any, NamedTuple

from catalogue import keys
from catalogue.tables.anschluss import ANGESCHLOSSEN, NICHT_ANGESCHLOSSEN, UNGEKLAERT
from catalogue.tables.regeln import JE_BEHOERDE
from catalogue.tables.vergleich import ANSCHLUSS_UNGEKLAERT, CLOSED_BY_REUSE
from catalogue.tables.zustaendigkeit import ANGENOMMEN
from comparisons.inputs.snapshot import Snapshot
from comparisons.judging.levels import INHERITED
from comparisons.judging.offers import LeistungOffers
from comparisons.judging.responsibility import ResponsibilityVerdict
from comparisons.judging.viewpoint import Viewpoint

# So many providers of a Leistung are named, the largest.
EXAMPLES = 5


class Gap(NamedTuple):
    """One gap. `administrations` and `comparable` count other administrations, `providers` are AGS."""

    key: str
    kind: str
    kind_reason: str
    verdict: ResponsibilityVerdict
    providers: frozenset[str]
    administrations: int
    comparable: int

    @property
    def closed_by_reuse(self) -> bool:
        """Whether a solution of others could close it."""
        return self.kind in CLOSED_BY_REUSE


def gap_of(here: LeistungOffers, look: Viewpoint) -> Gap | None:
    """The gap that a Leistung is for the town; None where it is none."""
    town, snapshot = look.town, look.snapshot
    elsewhere = here.online - {town.ags}
    kind: tuple[str, str] | None
    if here.key in look.have:
        return None
    verdict = look.verdict(here)
    if town.ags in here.online:
        defect = here.at(town.ags)[0].defect
        kind = ("Link defekt", f"Der Onlinedienst ist gemeldet, sein Link war {defect.sentence}" if defect else "")
    elif town.ags in here.reported:
        kind = ("Link defekt", "Der Onlinedienst ist gemeldet, aber ohne gültigen Link.")
    elif here.key in look.own_list:
        kind = ("nicht gemeldet", "Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.")
    else:
        kind = _kind(here, verdict, look) if elsewhere else None
    if kind is None:
        return None
    own = {town.administration}
    return Gap(
        here.key,
        *kind,
        verdict,
        elsewhere,
        len(snapshot.administrations_of(elsewhere) - own),
        len(snapshot.administrations_of(elsewhere & look.peers) - own),
    )


def _kind(here: LeistungOffers, verdict: ResponsibilityVerdict, look: Viewpoint) -> tuple[str, str] | None:
    """The kind of a gap and its reason; None where it is nobody's gap here, because neither town nor Kreis do it."""
    town = look.town
    if verdict.zustaendig == "nein" and verdict.ebene == "Kreis" and not town.independent:
        kreis = look.authority.kreis or "der Landkreis"
        sure = " (angenommen, zu bestätigen)" if verdict.sicherheit == ANGENOMMEN else ""
        return (
            "Aufgabe des Kreises",
            f"Zuständig ist: {kreis}{sure}. Für {town.short} kann es ein gemeinsames Vorhaben sein.",
        )
    if verdict.zustaendig == "nein":
        return None
    levels = {offer.level for offer in here.offers if offer.link and offer.places != {town.ags}}
    inherited = {level for level in levels if level.ebene in INHERITED}
    if any(level.everywhere for level in inherited) or (inherited and inherited == levels):
        reason = max(inherited, key=lambda level: (level.everywhere, level.grund)).grund
        return _available(here, look, reason)
    related = keys.related_keys(here.key, look.have)
    if related:
        titles = ", ".join(f"{look.snapshot.title(other)} ({other})" for other in related[:3])
        return (
            "verwandte Leistung online",
            f"Online ist die verwandte Leistung {titles}; sie deckt diese nur zum Teil ab.",
        )
    reason = "Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet."
    if inherited:
        reason += " Einzelne verweisen dafür auf einen Dienst von Bund oder Land; ob der genügt, ist zu prüfen."
    return "fehlt", reason


def _available(here: LeistungOffers, look: Viewpoint, reason: str) -> tuple[str, str]:
    """The kind of a gap where an address is there for all, and its reason: whether the authority must be connected."""
    known = look.connections.get(here.key, UNGEKLAERT)
    solutions = {offer.solution for offer in here.offers if offer.solution and offer.level.ebene in INHERITED}
    if known == ANGESCHLOSSEN or any(found.anschluss != JE_BEHOERDE for found in solutions):
        return "landesweit verfügbar", f"{reason} Zu prüfen ist nur der eigene Eintrag."
    found = min(solutions, key=lambda solution: solution.id)
    way = f"{found.anschluss_grund} Der Weg geht über das Land: {found.nachnutzungsweg}"
    if known == NICHT_ANGESCHLOSSEN:
        return NICHT_ANGESCHLOSSEN, f"{reason} Die eigene Behörde ist nach der Prüfung nicht angeschlossen. {way}"
    return ANSCHLUSS_UNGEKLAERT, f"{reason} Ob die eigene Behörde angeschlossen ist, ist nicht belegt. {way}"


def gap_rows(gaps: Iterable[Gap], snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Rows of the table `luecken`."""
    for gap in gaps:
        largest = nsmallest(EXAMPLES, gap.providers, key=snapshot.by_size.__getitem__)
        yield {
            "leistungsschluessel": gap.key,
            "bezeichnung": snapshot.title(gap.key),
            "themenfeld": snapshot.themenfeld(gap.key),
            "art": gap.kind,
            "art_grund": gap.kind_reason,
            **gap.verdict.columns(),
            "verwaltungen": gap.administrations,
            "vergleichbare": gap.comparable,
            "kommunen": len(gap.providers),
            "beispiele": ", ".join(snapshot.towns[ags].short for ags in largest) or None,
        }
