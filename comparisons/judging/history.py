"""Gaps of a town that opened, closed or changed between two comparisons, and why."""

from collections.abc import Mapping

from catalogue.records.verlauf import GapEvent, LoggedGap, LoggedStanding
from catalogue.tables.verlauf import CLOSED, KIND_CHANGED, OPENED, RESPONSIBILITY_CHANGED

# Stands of Leistungen of a town in a comparison; None where its result is not there any more.
Standings = Mapping[str, LoggedStanding] | None


def events(
    before: Mapping[str, LoggedGap],
    after: Mapping[str, LoggedGap],
    stood: Standings,
    stands: Mapping[str, LoggedStanding],
) -> list[GapEvent]:
    """The gaps that opened, closed or changed, by key; equal gaps yield nothing.

    `stood` and `stands` are all Leistungen in the comparison before and after; reasons are told where they follow.
    """
    found = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if new is None and old is not None:
            reason = _why_closed(old, stands.get(key))
            found.append(GapEvent(key, old.leistung, CLOSED, old.art, None, reason))
        elif old is None and new is not None:
            found.append(GapEvent(key, new.leistung, OPENED, None, new.art, _why_opened(key, new, stood)))
        elif old is not None and new is not None:
            if old.art != new.art:
                found.append(GapEvent(key, new.leistung, KIND_CHANGED, old.art, new.art, new.art_grund))
            if old.zustaendig != new.zustaendig:
                reason = new.zustaendig_grund
                found.append(
                    GapEvent(key, new.leistung, RESPONSIBILITY_CHANGED, old.zustaendig, new.zustaendig, reason)
                )
    return found


def _why_closed(gap: LoggedGap, stands: LoggedStanding | None) -> str | None:
    if stands and stands.stand == "online":
        reasons = {"Link defekt": "Link der Kommune geht wieder", "nicht gemeldet": "inzwischen gemeldet"}
        return reasons.get(gap.art, "neu online in der Kommune")
    if gap.art == "nicht gemeldet":
        return "nicht mehr in der eigenen Liste"
    if stands is None or stands.stand == "nirgends online":
        return "nirgends mehr online"
    return "Zuständigkeit" if stands.zustaendig == "nein" else None


def _why_opened(key: str, gap: LoggedGap, stood: Standings) -> str | None:
    if gap.art == "Link defekt":
        return "Link der Kommune defekt"
    if stood is None:
        return None
    known = stood.get(key)
    if known and known.stand == "online":
        return "nicht mehr online in der Kommune"
    if gap.art == "nicht gemeldet":
        return "neu in der eigenen Liste"
    if known is None or known.stand == "nirgends online":
        return "neu online in anderen Kommunen"
    return "Zuständigkeit" if known.zustaendig == "nein" else None
