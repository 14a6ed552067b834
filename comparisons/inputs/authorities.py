"""Authorities: who acts for which municipalities, and of which class it is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from catalogue.tables.zustaendigkeit import (
    ERFUELLENDE_GEMEINDE,
    GEMEINDE,
    KREISFREI,
    LANDKREIS,
    VERWALTUNGSGEMEINSCHAFT,
)
from comparisons.inputs.snapshot import Town

UNNAMED = "gemeinsame Verwaltung"


class Authority(NamedTuple):
    """A municipality, a shared administration or a Landkreis, as far as its responsibility depends on it.

    `key` is an AGS (8 digits), that of a Verband (9) or of a Kreis (5); `klasse` one of `KLASSEN`, `land` two digits.
    `members` are the municipalities that it acts for, by AGS with their short names; itself, if it is one. `names` are
    what it may be called. `acting` names who acts for a municipality that does not administer itself, `acting_klasse`
    its class.
    """

    key: str
    name: str
    klasse: str
    land: str
    members: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    kreis: str | None = None
    acting: str | None = None
    acting_klasse: str | None = None

    @property
    def places(self) -> frozenset[str]:
        """The municipalities (AGS) that it acts for."""
        return frozenset(ags for ags, _ in self.members)

    @property
    def who(self) -> str:
        """Who does what is its task: itself, or who acts for it."""
        return self.acting or self.name


def authority_of(town: Town) -> Authority:
    """A municipality as an authority, with who acts for it where it is not itself."""
    klasse = KREISFREI if town.independent else town.status or GEMEINDE
    acting, of_klasse = (_shared_name(town), _shared_klasse(town)) if town.shared else (None, None)
    members = ((town.ags, town.short),)
    return Authority(town.ags, town.short, klasse, town.land, members, _names(town), _kreis(town), acting, of_klasse)


def authorities(towns: Iterable[Town]) -> list[Authority]:
    """All that act for these municipalities: those that administer themselves, Verbände, Landkreise; by key."""
    shared: dict[str, list[Town]] = defaultdict(list)
    kreise: dict[str, list[Town]] = defaultdict(list)
    alone: dict[str, Town] = {}
    for town in towns:
        if town.shared:
            shared[town.administration].append(town)
        else:
            alone[town.administration] = town
        if not town.independent and town.kreis_ags:
            kreise[town.kreis_ags].append(town)
    found = [authority_of(town) for key, town in alone.items() if key not in shared]
    for key, members in shared.items():
        # An erfüllende Gemeinde acts for itself too.
        everybody = [*members, *([alone[key]] if key in alone else [])]
        found.append(_several(key, _shared_name(members[0]), _shared_klasse(members[0]), everybody))
    found += [_several(key, _kreis(members[0]) or key, LANDKREIS, members) for key, members in kreise.items()]
    return sorted(found, key=lambda authority: authority.key)


def _several(key: str, name: str, klasse: str, towns: list[Town]) -> Authority:
    members = tuple(sorted((town.ags, town.short) for town in towns))
    names = tuple(dict.fromkeys(called for town in towns for called in _names(town)))
    return Authority(key, name, klasse, towns[0].land, members, names, _kreis(towns[0]))


def _names(town: Town) -> tuple[str, ...]:
    """What a municipality and who administers it are called, without what they are."""
    return tuple(name.split(", ")[0] for name in (town.name, town.administrator) if name)


def _shared_klasse(town: Town) -> str:
    return VERWALTUNGSGEMEINSCHAFT if town.shared == VERWALTUNGSGEMEINSCHAFT else ERFUELLENDE_GEMEINDE


def _shared_name(town: Town) -> str:
    """The name of the administration that a town shares, with its kind, or where the register names none its key."""
    name = (town.administrator or f"mit dem Schlüssel {town.administration}").split(", ")[0]
    klasse = _shared_klasse(town) if town.shared != UNNAMED else UNNAMED
    return name if klasse in name else f"{klasse} {name}"


def _kreis(town: Town) -> str | None:
    """The Landkreis of a town as it is said; None for a kreisfreie Stadt."""
    if town.independent or not town.kreis:
        return None
    return town.kreis if "kreis" in town.kreis.lower() else f"Landkreis {town.kreis}"
