"""What sources say themselves about the area of an online service, strongest first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlite_utils import Database

from comparisons.solutions import Recogniser

BY_COMPETENCE, BY_DASHBOARD, BY_DESCRIPTION = "Zuständigkeit (XZuFi)", "Dashboard", "Leistungsbeschreibung"


class Areas(NamedTuple):
    """Keys of areas (ARS or AGS) for which a service is valid, and what says so; weak where all else goes before it."""

    beleg: str
    keys: frozenset[str]
    weak: bool = False


@dataclass(frozen=True)
class AreaEvidence:
    """Areas by service (Zuständigkeit of the Onlinedienst, XZuFi), by Leistung and link (Open-PVOG), by Leistung alone.

    The area of a description is weak: in Thüringen nearly every one is valid in the whole Land, whoever offers what.
    """

    competences: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dashboard: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    descriptions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, db: Database) -> "AreaEvidence":
        """Read it from the catalogue."""
        competences: dict[str, set[str]] = defaultdict(set)
        for service, area in db.execute(
            "SELECT z.objekt_id, g.gebiet FROM xzufi_zustaendigkeiten z"
            " JOIN zustaendigkeitsgebiete g ON g.zustaendigkeit_id = z.id"
            " WHERE z.art = 'ZustaendigkeitOnlinedienst' AND z.verschwunden_am IS NULL AND g.gebiet IS NOT NULL"
        ):
            competences[service].add(area)
        dashboard: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, url, area in db.execute(
            "SELECT DISTINCT leistungsschluessel, url, ars FROM dashboard_angebote"
            " WHERE verschwunden_am IS NULL AND url <> ''"
        ):
            dashboard[key].append((url, area))
        descriptions: dict[str, set[str]] = defaultdict(set)
        for key, areas in db.execute(
            "SELECT leistungsschluessel, gebiete FROM leistungsbeschreibungen"
            " WHERE verschwunden_am IS NULL AND leistungsschluessel IS NOT NULL AND gebiete IS NOT NULL"
        ):
            descriptions[key].update(areas.split())
        return cls(
            {service: frozenset(found) for service, found in competences.items()},
            dashboard,
            {key: frozenset(found) for key, found in descriptions.items()},
        )

    def registered(self, key: str, recogniser: Recogniser) -> dict[str, frozenset[str]]:
        """Areas for which the Dashboard knows a link of a Leistung, by the link's normal form."""
        found: dict[str, set[str]] = defaultdict(set)
        for url, area in self.dashboard.get(key, ()):
            found[recogniser.link(url, ()).normal].add(area)
        return {normal: frozenset(areas) for normal, areas in found.items()}

    def areas(self, key: str, service: str, registered: frozenset[str] | None) -> list[Areas]:
        """All that is said of a service for a Leistung, strongest first; `registered` is the Dashboard's answer."""
        found = []
        if service in self.competences:
            found.append(Areas(BY_COMPETENCE, self.competences[service]))
        if registered:
            found.append(Areas(BY_DASHBOARD, registered))
        if key in self.descriptions:
            found.append(Areas(BY_DESCRIPTION, self.descriptions[key], weak=True))
        return found
