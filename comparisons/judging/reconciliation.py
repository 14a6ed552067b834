"""A town's own list against PVOG: entries that are not reported, not linked, or linked differently."""

from collections.abc import Sequence
from typing import NamedTuple

from catalogue.tables.vergleich import BEFUNDE
from comparisons.inputs.own_list import KeyedEntry
from comparisons.inputs.snapshot import Snapshot, Town
from comparisons.judging.levels import OWN_LEVELS
from comparisons.judging.offers import LeistungOffers
from comparisons.solutions.recogniser import Recogniser

NOT_REPORTED, NOT_LINKED, SAME, OTHER_LINK = BEFUNDE


class ListFinding(NamedTuple):
    """A Leistung on the list and in PVOG; the fields are the columns of `bestandsabgleich`."""

    ags: str
    leistungsschluessel: str
    leistung: str
    befund: str
    link_liste: str | None
    link_pvog: str | None
    zuordnung: str | None
    hinweis: str


def finding_of(
    here: LeistungOffers, snapshot: Snapshot, town: Town, entries: Sequence[KeyedEntry], recogniser: Recogniser
) -> ListFinding | None:
    """Whether list and PVOG agree on one Leistung; None where neither says anything of the town itself."""
    found = sorted(here.at(town.ags), key=lambda offer: (offer.level.ebene not in OWN_LEVELS, offer.service))
    own = any(offer.level.ebene in OWN_LEVELS for offer in found)
    if not entries and not own:
        return None
    links = [entry.link for entry in entries if entry.link]
    normal = {recogniser.link(link, [town.name]).normal for link in links}
    same = [offer for offer in found if offer.link and offer.link.normal in normal]
    if not found and town.ags in here.reported:
        befund, hinweis = OTHER_LINK, "PVOG meldet den Onlinedienst ohne gültigen Link."
    elif not found:
        befund, hinweis = NOT_REPORTED, "Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht."
    elif same:
        befund, hinweis = SAME, "Liste und PVOG führen zum selben Dienst."
    else:
        befund, hinweis = _differing(bool(entries), bool(links), own)
    shown = (same or found)[:1]
    return ListFinding(
        town.ags,
        here.key,
        snapshot.title(here.key),
        befund,
        links[0] if links else None,
        shown[0].url if shown else None,
        entries[0].by if entries else None,
        hinweis,
    )


def _differing(listed: bool, linked: bool, own: bool) -> tuple[str, str]:
    """Finding and its meaning where PVOG has a link that the list has not."""
    if not listed:
        return NOT_LINKED, "PVOG kennt einen Onlinedienst der Kommune, die eigene Liste nennt ihn nicht."
    if linked:
        return OTHER_LINK, "Liste und PVOG führen zu verschiedenen Adressen; die der Liste kann eine Seite davor sein."
    if own:
        return NOT_LINKED, "Der Eintrag der eigenen Liste hat keinen Link, PVOG kennt einen."
    return SAME, "Beide kennen die Leistung; die Liste nennt keinen Link, PVOG einen, der nicht nur hier gilt."
