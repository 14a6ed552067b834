"""A generated Land for benchmarks: nothing in it is real but the keys of the municipalities."""

import zlib

from importers.sample.register import municipalities
from importers.sample.world import LAND, REDAKTION_LAND, Area, Description, Service, World

LAND_WIDE = 200
_POOL = 600


def _description(number: int) -> Description:
    key = f"99{100 + number % 40:03}{1 + number // 40:03}{1 + number % 7:03}000"
    title = f"Erfundene Leistung Nummer {number} für Messungen beantragen"
    return Description(f"{REDAKTION_LAND}.LB.{350000 + number}", key, title, title, LAND)


_DESCRIPTIONS = [_description(number) for number in range(_POOL)]


def _land_wide(number: int) -> Service:
    description = _DESCRIPTIONS[number]
    link = f"https://thavel.thueringen.de/thavel/portal?f=leistung&aid={350000 + number}"
    return Service(f"{REDAKTION_LAND}.OD.{100000 + number}", description.title, link, (description,))


def _own(administration: str, number: int) -> Service:
    """A service that one administration runs for all of its municipalities."""
    seed = zlib.crc32(f"{administration}/{number}".encode())
    description = _DESCRIPTIONS[LAND_WIDE + seed % (_POOL - LAND_WIDE)]
    link = f"https://thavelp.thueringen.de/thavelp/go/a/{seed % 100000}?c=bc"
    return Service(f"{REDAKTION_LAND}.OD.{administration}{number:03}", description.title, link, (description,))


def generated_world(areas: int, services: int) -> World:
    """`areas` municipalities (at most all of the register) with `services` online services each.

    Up to 200 of them are the same everywhere, the others belong to the municipality's administration.
    """
    everywhere = [_land_wide(number) for number in range(min(services, LAND_WIDE))]
    world = {}
    for ars in municipalities()[:areas]:
        own = [_own(ars[:9], number) for number in range(services - len(everywhere))]
        here = (*everywhere, *own)
        described = dict.fromkeys(description for service in here for description in service.descriptions)
        world[ars] = Area(here, tuple(described))
    return world
