"""Gaps of a town that opened, closed or changed between two comparisons, and why."""

from catalogue.records.verlauf import GapEvent, LoggedGap, LoggedResult
from catalogue.tables.verlauf import CLOSED, KIND_CHANGED, OPENED, RESPONSIBILITY_CHANGED
from comparisons.judging.coverage import NOWHERE, ONLINE


def events(before: LoggedResult, after: LoggedResult) -> list[GapEvent]:
    """The gaps that opened, closed or changed, by key; equal gaps yield nothing. Reasons are told where they follow."""
    found = []
    for key in sorted(before.gaps.keys() | after.gaps.keys()):
        old, new = before.gaps.get(key), after.gaps.get(key)
        if new is None and old is not None:
            reason = _why_closed(key, old, after)
            found.append(GapEvent(key, old.leistung, CLOSED, old.art, None, reason))
        elif old is None and new is not None:
            found.append(GapEvent(key, new.leistung, OPENED, None, new.art, _why_opened(key, new, before)))
        elif old is not None and new is not None:
            if old.art != new.art:
                found.append(GapEvent(key, new.leistung, KIND_CHANGED, old.art, new.art, new.art_grund))
            if old.zustaendig != new.zustaendig:
                reason = new.zustaendig_grund
                found.append(
                    GapEvent(key, new.leistung, RESPONSIBILITY_CHANGED, old.zustaendig, new.zustaendig, reason)
                )
    return found


def _why_closed(key: str, gap: LoggedGap, after: LoggedResult) -> str | None:
    stands = (after.standings or {}).get(key)
    if stands and stands.stand == ONLINE:
        reasons = {"Link defekt": "Link der Kommune geht wieder", "nicht gemeldet": "inzwischen gemeldet"}
        return reasons.get(gap.art, "neu online in der Kommune")
    if gap.art == "nicht gemeldet":
        return "nicht mehr in der eigenen Liste"
    if stands is None or stands.stand == NOWHERE:
        return "nirgends mehr online"
    return "Zuständigkeit" if stands.zustaendig == "nein" else None


def _why_opened(key: str, gap: LoggedGap, before: LoggedResult) -> str | None:
    if gap.art == "Link defekt":
        return "Link der Kommune defekt"
    if before.standings is None:
        return None
    stood = before.standings.get(key)
    if stood and stood.stand == ONLINE:
        return "nicht mehr online in der Kommune"
    if gap.art == "nicht gemeldet":
        return "neu in der eigenen Liste"
    if stood is None or stood.stand == NOWHERE:
        return "neu online in anderen Kommunen"
    return "Zuständigkeit" if stood.zustaendig == "nein" else None
