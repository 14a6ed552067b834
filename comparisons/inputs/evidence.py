"""The areas for which sources say that an online service is valid, the strongest source first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlite_utils import Database

# Keys of municipalities that are no more, and those of today in their place.
_PAST_KEYS = """
SELECT g.schluessel, k.ags FROM gebietsschluessel g JOIN kommunen k ON k.ags = g.ags
WHERE k.gueltig_bis IS NULL AND g.schluessel NOT IN (k.ags, k.ars)
"""

_COMPETENCES = """
SELECT z.objekt_id, b.leistungsschluessel, g.gebiet
FROM xzufi_zustaendigkeiten z
JOIN zustaendigkeitsgebiete g ON g.zustaendigkeit_id = z.id
LEFT JOIN beschriebene_leistungen b ON b.beschreibung_id = z.leistung_id
WHERE z.art = 'ZustaendigkeitOnlinedienst' AND z.verschwunden_am IS NULL AND g.gebiet IS NOT NULL
"""

_DASHBOARD = """
SELECT DISTINCT d.leistungsschluessel, d.url, CASE d.oertlich WHEN 1 THEN k.name END, d.ars
FROM dashboard_angebote d JOIN kommunennamen k ON k.ags = d.ags
WHERE d.verschwunden_am IS NULL AND d.url <> ''
"""

BY_COMPETENCE, BY_DASHBOARD, BY_DESCRIPTION = "Zuständigkeit (XZuFi)", "Dashboard", "Leistungsbeschreibung"


class Areas(NamedTuple):
    """Keys of areas (ARS or AGS) for which a service is valid, and what says so; weak where all else goes before it."""

    beleg: str
    keys: frozenset[str]
    weak: bool = False


class RegisteredLink(NamedTuple):
    """A link that the Dashboard knows for an area (ARS or AGS).

    `town` is the name of the town that registered it itself, as some patterns recognise links by a town's name.
    """

    url: str
    town: str | None
    area: str


@dataclass(frozen=True)
class AreaEvidence:
    """Areas by service and Leistung (Zuständigkeit of the Onlinedienst, XZuFi), and by Leistung those of the links that
    the Dashboard knows (Open-PVOG) and of descriptions.

    A Zuständigkeit whose Leistung is not known holds for all of them (None). The area of a description is weak: in
    Thüringen nearly every one is valid in the whole Land, whoever offers what.
    """

    competences: Mapping[tuple[str, str | None], frozenset[str]] = field(default_factory=dict)
    dashboard: Mapping[str, Sequence[RegisteredLink]] = field(default_factory=dict)
    descriptions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, db: Database) -> "AreaEvidence":
        """Read it from the catalogue."""
        today: dict[str, set[str]] = defaultdict(set)
        for past, ags in db.execute(_PAST_KEYS):
            today[past].add(ags)
        competences: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for service, key, area in db.execute(_COMPETENCES):
            competences[service, key].update(today.get(area, (area,)))
        dashboard: dict[str, list[RegisteredLink]] = defaultdict(list)
        for key, url, town, area in db.execute(_DASHBOARD):
            dashboard[key] += [RegisteredLink(url, town, found) for found in sorted(today.get(area, (area,)))]
        descriptions: dict[str, set[str]] = defaultdict(set)
        for key, areas in db.execute(
            "SELECT d.leistungsschluessel, gebiete FROM leistungsbeschreibungen"
            " JOIN beschriebene_leistungen d ON beschreibung_id = id"
            " WHERE verschwunden_am IS NULL AND gebiete IS NOT NULL"
        ):
            for area in areas.split():
                descriptions[key].update(today.get(area, (area,)))
        return cls(
            {of: frozenset(found) for of, found in competences.items()},
            dashboard,
            {key: frozenset(found) for key, found in descriptions.items()},
        )

    def areas(self, key: str, service: str, registered: frozenset[str] | None) -> list[Areas]:
        """All that is said of a service for a Leistung, strongest first; `registered` is what the Dashboard says."""
        found = []
        competence = self.competences.get((service, key)) or self.competences.get((service, None))
        if competence:
            found.append(Areas(BY_COMPETENCE, competence))
        if registered:
            found.append(Areas(BY_DASHBOARD, registered))
        if key in self.descriptions:
            found.append(Areas(BY_DESCRIPTION, self.descriptions[key], weak=True))
        return found
