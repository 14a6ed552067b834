"""The extent of a run: what it was asked for, so that a later run can be told to have asked for the same or more."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any
from urllib.parse import parse_qs, urlsplit

PLACES = "ars"
FILES = "dateien"
# What a run asks one by one. Addresses of servers, ports and how a run goes about it are no part of its extent.
_LISTS = (PLACES, FILES, "codelisten", "orte", "listen", "dazu")
# What makes it ask for more than without, and what it is about where that is a single thing.
_MORE = ("alles", "vollständig")
_ABOUT = ("redaktion",)
_LINKS = "links"
_ALL_LINKS = "alle"
_KEPT = "aus_rohlieferungen"


@dataclass(frozen=True)
class Extent:
    """The parts that were asked for, comparable with those of other runs.

    `places` are ARS, `delivered` says that somebody handed in files and no server was asked, `kept` that only raw
    deliveries which were there already were read again.
    """

    parts: frozenset[str]
    places: frozenset[str]
    delivered: bool
    kept: bool

    def covers(self, other: "Extent", there: frozenset[str]) -> bool:
        """Whether a run of this extent asks for all that a run of the other asked for and that still can be asked for.

        `there` are the ARS of the municipalities of today.
        """
        dissolved = {_place(ars) for ars in other.places - there}
        return self.parts >= other.parts - dissolved and (other.kept or not self.kept)


def _place(ars: str) -> str:
    return f"{PLACES} {ars}"


@lru_cache(maxsize=256)
def extent_of(umfang: str | None) -> Extent:
    """The extent in the column `laeufe.umfang` (JSON)."""
    asked: Mapping[str, Any] = json.loads(umfang or "{}")
    town = asked.get("ags")
    if town:
        # What a town says of itself is replaced by its next file, whatever that is called.
        return Extent(frozenset({f"ags {town}"}), frozenset(), True, _KEPT in asked)
    parts = {f"{name} {_canonical(name, value)}" for name in _LISTS for value in asked.get(name) or ()}
    parts |= {name for name in _MORE if asked.get(name)}
    parts |= {f"{name} {asked[name]}" for name in _ABOUT if asked.get(name)}
    parts |= {f"gebiet {area}" for area in parse_qs(urlsplit(asked.get("url") or "").query).get(PLACES, ())}
    if _LINKS in asked:
        parts |= {_LINKS, *([_ALL_LINKS] if asked[_LINKS] == _ALL_LINKS else [])}
    sent_for = [value for name in ("codelisten", "orte") for value in asked.get(name) or () if _of_a_server(value)]
    handed_in = bool(asked.get(FILES) or asked.get("codelisten") or asked.get("orte")) and not sent_for
    return Extent(frozenset(parts), frozenset(asked.get(PLACES) or ()), handed_in, _KEPT in asked)


def _of_a_server(text: str) -> bool:
    return text.startswith(("http://", "https://", "urn:"))


def _canonical(name: str, value: str) -> str:
    """A value without what does not matter: of a link the scheme, the port and what may be secret, of a path `./`."""
    if name != "orte":
        return value
    if not _of_a_server(value):
        return str(PurePath(value))
    link = urlsplit(value)
    return f"{link.hostname}{link.path}"
