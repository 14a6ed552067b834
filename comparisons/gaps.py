"""Gaps of a town: Leistungen that others have online and it has not, each with its kind and the reason."""

from collections.abc import Iterable
from typing import NamedTuple

from catalogue import keys
from comparisons.offers import Offers
from comparisons.responsibility import Responsibilities, Verdict
from comparisons.snapshot import Snapshot, Town

INHERITED = ("Bund", "Land")


class Gap(NamedTuple):
    """One gap. `administrations` and `comparable` count other administrations, `providers` are AGS."""

    key: str
    kind: str
    kind_reason: str
    verdict: Verdict
    providers: tuple[str, ...]
    administrations: int
    comparable: int


def administrations_of(snapshot: Snapshot, places: Iterable[str]) -> set[str]:
    """The administrations behind municipalities; one that is not known counts as its own."""
    return {snapshot.towns[ags].verwaltung or ags for ags in places}


def find_gaps(
    snapshot: Snapshot, offers: Offers, town: Town, peers: frozenset[str], rules: Responsibilities
) -> list[Gap]:
    """All gaps of `town`, by key. `peers` are the AGS of comparable municipalities."""
    have = offers.working(town.ags)
    defective = offers.defective.get(town.ags, {})
    broken = offers.broken.get(town.ags, set())
    unreported = offers.own_list.get(town.ags, set()) - have - broken - defective.keys()
    elsewhere = {key for key in offers.offered() if offers.providers(key) - {town.ags}}
    found = []
    kind: tuple[str, str] | None
    for key in sorted((elsewhere - have) | broken | defective.keys() | unreported):
        providers = tuple(sorted(offers.providers(key) - {town.ags}))
        verdict = rules.of_town(key, town)
        if key in defective:
            kind = ("Link defekt", f"Der Onlinedienst ist gemeldet, sein Link war {defective[key].sentence}")
        elif key in broken:
            kind = ("Link defekt", "Der Onlinedienst ist gemeldet, aber ohne gültigen Link.")
        elif key in unreported:
            kind = ("nicht gemeldet", "Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.")
        else:
            kind = _kind(key, town, providers, verdict, offers, have, snapshot)
        if kind is None:
            continue
        own = {town.verwaltung or town.ags}
        found.append(
            Gap(
                key,
                *kind,
                verdict,
                providers,
                len(administrations_of(snapshot, providers) - own),
                len(administrations_of(snapshot, set(providers) & peers) - own),
            )
        )
    return found


def _kind(
    key: str,
    town: Town,
    providers: tuple[str, ...],
    verdict: Verdict,
    offers: Offers,
    have: frozenset[str],
    snapshot: Snapshot,
) -> tuple[str, str] | None:
    """The kind of a gap and its reason; None where it is nobody's gap here, because neither town nor Kreis do it."""
    if verdict.zustaendig == "nein" and verdict.ebene == "Kreis" and not town.independent:
        kreis = town.kreis or "der Landkreis"
        return "Aufgabe des Kreises", f"Zuständig ist: {kreis}. Für {town.short} kann es ein gemeinsames Vorhaben sein."
    levels = {offers.assessments[service, key].level for ags in providers for service in offers.online[ags][key]}
    inherited = {level for level in levels if level.ebene in INHERITED}
    if any(level.spread for level in inherited) or (inherited and inherited == levels):
        reason = max(inherited, key=lambda level: (level.spread, level.grund)).grund
        return "landesweit verfügbar", f"{reason} Zu prüfen ist nur der eigene Eintrag."
    if verdict.zustaendig == "nein":
        return None
    related = keys.related_keys(key, have)
    if related:
        titles = ", ".join(f"{snapshot.title(other)} ({other})" for other in related[:3])
        return (
            "verwandte Leistung online",
            f"Online ist die verwandte Leistung {titles}; sie deckt diese nur zum Teil ab.",
        )
    reason = "Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet."
    if inherited:
        reason += " Einzelne verweisen dafür auf einen Dienst von Bund oder Land; ob der genügt, ist zu prüfen."
    return "fehlt", reason
