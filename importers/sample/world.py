"""The knowledge of the simulated PVOG: the online services and service descriptions of each municipality of the sample.

Titles, Leistungsschlüssel, links and the local numbers of Thüringen's descriptions are real (see the package). Ids of
online services, and local numbers of the Bund's descriptions, are the sample's own, because the source gives none.
"""

import csv
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from importers.sample import FOLDER, LEISTUNGEN

SAMPLE_DATE = "2026-10-04"
SAMPLE_NOTE = (
    "Stichprobe vom 4. Oktober 2026 mit 64 Leistungen aus Erfurt, Gera, Jena und Weimar. "
    "Was Eisenach selbst anbietet, ist nicht enthalten."
)
TOWNS = {"Erfurt": "160510000000", "Gera": "160520000000", "Jena": "160530000000", "Weimar": "160550000000"}
EISENACH = "160630105105"
SAMPLE_ARS = (*TOWNS.values(), EISENACH)
LAND, BUND = "160000000000", "000000000000"
REDAKTION_LAND, REDAKTION_BUND = "L100038", "B100019"
NOT_ONLINE = "-"

# A link that this many of the four towns have for the same Leistung is taken to be valid in the whole Land.
WIDESPREAD = 3


@dataclass(frozen=True)
class Description:
    """A Leistungsbeschreibung: PVOG id, Leistungsschlüssel, LeiKa name, citizen's title, ARS of its area.

    The LeiKa name is empty where it is not known.
    """

    id: str
    key: str
    name: str
    title: str
    ars: str


@dataclass(frozen=True)
class Service:
    """An online service as it is valid in one municipality: PVOG id, name, link, the descriptions it serves there."""

    id: str
    name: str
    link: str
    descriptions: tuple[Description, ...]


@dataclass(frozen=True)
class Organisation:
    """Who answers for a Leistung: PVOG id, title, code and name of the role."""

    id: str
    title: str
    code: str = "01"
    role: str = "Zuständige Stelle"

    def answer(self) -> dict[str, Any]:
        """In the shape of `/v2/organisationunits/titles`."""
        return {"id": self.id, "title": self.title, "role": {"code": self.code, "name": self.role}}


@dataclass(frozen=True)
class Area:
    """Services valid in one municipality; `descriptions` holds those without a service too.

    `responsible` are organisations by the id of a description.
    """

    services: tuple[Service, ...]
    descriptions: tuple[Description, ...]
    responsible: Mapping[str, tuple[Organisation, ...]] = field(default_factory=dict)


World = Mapping[str, Area]
"""Areas by ARS."""


def item(service: Service, *, with_keys: bool = False) -> dict[str, Any]:
    """A service in the shape of `/v1beta2/onlineservices`; with `with_keys` the descriptions carry their keys."""
    descriptions = [
        {"id": d.id, "ars": [d.ars], **({"leikakeys": [d.key]} if with_keys else {})} for d in service.descriptions
    ]
    return {
        "id": service.id,
        "name": service.name,
        "links": [{"uri": service.link}],
        "serviceDescriptions": descriptions,
    }


def table(area: Area) -> str:
    """The CSV of `/v5/servicedescriptions/csv`: one row per description and service, without date (none is known)."""
    served = defaultdict(list)
    for service in area.services:
        for description in service.descriptions:
            served[description.id].append((service.id, service.name, service.link))
    lines = ["ID-LB|Leikaschlüssel|Name|Name2|Updatedatum|ID-OD|Bezeichnung OD|Links"]
    for description in area.descriptions:
        for columns in served[description.id] or [("", "", "")]:
            cells = (description.id, description.key, description.name, description.title, "", *columns)
            lines.append("|".join(cell.replace('"', '""') for cell in cells))
    return "".join(f"{line}\n" for line in lines)


def detail(description: Description) -> dict[str, Any]:
    """The fields of `/v6/servicedescriptions/{id}/detail` that the sample knows."""
    return {
        "id": description.id,
        "name": description.title,
        "leikakeys": [description.key],
        "ars": [description.ars],
        "arsFederalstate": [description.ars[:2]],
    }


@dataclass(frozen=True)
class _Observation:
    """One line of the sample: a Leistung and its link, NOT_ONLINE or nothing in each area (by ARS)."""

    description: Description
    links: Mapping[str, str]


def _leika_names() -> dict[str, str]:
    with LEISTUNGEN.open(encoding="utf-8", newline="") as file:
        return {row["leika_key"]: row["bezeichnung"] for row in csv.DictReader(file)}


def _described(row: Mapping[str, str], names: Mapping[str, str]) -> Description:
    """Descriptions with a known number are Thüringen's; those without are the Bund's and get the key as number."""
    key, title, number = row["leistungsschluessel"], row["bezeichnung"], row["leistungsbeschreibung"]
    name = names.get(key, "")
    if number:
        return Description(f"{REDAKTION_LAND}.LB.{number}", key, name, title, LAND)
    return Description(f"{REDAKTION_BUND}.LB.{key}", key, name, title, BUND)


def _in_whole_land(values: Iterable[str]) -> str:
    """Services of a municipality that the sample has not asked for: those that at least three towns agree on."""
    present = [value for value in values if value]
    for value in dict.fromkeys(present):
        if value != NOT_ONLINE and present.count(value) >= WIDESPREAD:
            return value
    return NOT_ONLINE if len(present) >= WIDESPREAD else ""


def _observations() -> list[_Observation]:
    names = _leika_names()
    found = []
    with (FOLDER / "angebote.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            links = {ars: row[town] for town, ars in TOWNS.items()}
            links[EISENACH] = _in_whole_land(links.values())
            found.append(_Observation(_described(row, names), links))
    return found


def _served_by_link(observations: Iterable[_Observation]) -> dict[str, list[Description]]:
    served: dict[str, list[Description]] = defaultdict(list)
    for observation in observations:
        for link in dict.fromkeys(observation.links.values()):
            if link and link != NOT_ONLINE:
                served[link].append(observation.description)
    return served


def _service_id(link: str, served: Iterable[Description]) -> str:
    """A stable id of the service behind a link: it depends on the link alone, not on its place in the sample."""
    redaktion = REDAKTION_BUND if any(description.ars == BUND for description in served) else REDAKTION_LAND
    return f"{redaktion}.OD.{zlib.crc32(link.encode())}"


def _service_name(served: list[Description]) -> str:
    first, *others = (description.title for description in served)
    if not others:
        return first
    return f"{first} und {f'{len(others)} weitere Leistungen' if len(others) > 1 else 'eine weitere Leistung'}"


def _area(ars: str, observations: Iterable[_Observation], services: Mapping[str, tuple[str, str]]) -> Area:
    here: dict[str, list[Description]] = defaultdict(list)
    descriptions = []
    for observation in observations:
        link = observation.links[ars]
        if link:
            descriptions.append(observation.description)
        if link and link != NOT_ONLINE:
            here[link].append(observation.description)
    return Area(
        tuple(Service(*services[link], link, tuple(served)) for link, served in here.items()), tuple(descriptions)
    )


def sample_world() -> World:
    """The four towns of the sample, and Eisenach with what is valid there because it is valid in the whole Land."""
    observations = _observations()
    services = {
        link: (_service_id(link, served), _service_name(served))
        for link, served in _served_by_link(observations).items()
    }
    return {ars: _area(ars, observations, services) for ars in SAMPLE_ARS}
