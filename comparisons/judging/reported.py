"""Who is responsible as reported: by the PVOG for a municipality, or by a Zuständigkeit in a delivery (XZuFi)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.patterns import RulePattern
from comparisons.inputs.authorities import Authority

# Code of the role „Zuständige Stelle“, in the PVOG and in XZuFi.
RESPONSIBLE = "01"
PVOG, XZUFI = "PVOG", "XZuFi"

_BY_PVOG = """
SELECT ags, leistungsschluessel, titel FROM zustaendige_stellen
WHERE ags IN (SELECT value FROM json_each(:towns)) AND rolle = :role AND verschwunden_am IS NULL
ORDER BY titel
"""

# Of a municipality those of the smallest area that one is told for: its own, its administration's, its Kreis, its Land.
_BY_XZUFI = """
WITH area AS (
  SELECT k.ags, s.value AS gebiet, s.key AS width
  FROM kommunen k, json_each(json_array(
    k.ags, k.ars, k.verwaltung_schluessel, k.verwaltung_schluessel || '000', k.kreis_ags, k.kreis_ags || '0000000',
    substr(k.ags, 1, 2), substr(k.ags, 1, 2) || '0000000000')) s
  WHERE k.ags IN (SELECT value FROM json_each(:towns))
), told AS (
  SELECT area.ags, b.leistungsschluessel, o.name,
         area.width / 2 AS width, min(area.width / 2) OVER (PARTITION BY area.ags, b.leistungsschluessel) AS least
  FROM xzufi_zustaendigkeiten z
  JOIN zustaendigkeitsgebiete g ON g.zustaendigkeit_id = z.id
  JOIN area ON area.gebiet = g.gebiet
  JOIN organisationseinheiten o ON o.id = z.objekt_id AND o.verschwunden_am IS NULL
  JOIN beschriebene_leistungen b ON b.beschreibung_id = z.leistung_id
  WHERE z.rolle = :role AND z.verschwunden_am IS NULL AND o.name IS NOT NULL
)
SELECT DISTINCT ags, leistungsschluessel, name FROM told WHERE width = least ORDER BY name
"""

Named = Mapping[str, Sequence[str]]


class BodyKind(NamedTuple):
    """One line of the table `stellenarten`: names like this belong to authorities of this level."""

    pattern: RulePattern
    ebene: str


class Reported(NamedTuple):
    """Names of responsible bodies, by AGS and Leistung and then by who reports them, and how their level is known."""

    bodies: Mapping[tuple[str, str], Named] = {}
    kinds: Sequence[BodyKind] = ()

    @classmethod
    def of(cls, db: Database, towns: Iterable[str]) -> "Reported":
        """Read from the catalogue what is reported for these towns (AGS)."""
        bodies: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        asked = {"towns": json.dumps(sorted(towns)), "role": RESPONSIBLE}
        for source, sql in ((PVOG, _BY_PVOG), (XZUFI, _BY_XZUFI)):
            for ags, key, title in db.execute(sql, asked).fetchall():
                bodies[ags, key][source].append(title)
        kinds = db.execute("SELECT muster, ebene FROM stellenarten ORDER BY reihenfolge, muster").fetchall()
        return cls(bodies, [BodyKind(RulePattern(pattern, "stellenarten.csv"), ebene) for pattern, ebene in kinds])

    def told(self, key: str, who: Authority) -> str:
        """What is reported of a Leistung, as sentences; empty where nothing is."""
        return " ".join(
            f"{source} nennt als zuständige Stelle: {', '.join(dict.fromkeys(titles))}."
            for source, titles in sorted(self._titles(key, who).items())
        )

    def levels(self, key: str, who: Authority) -> set[str]:
        """The levels that reported bodies belong to."""
        titles = [title for of_source in self._titles(key, who).values() for title in of_source]
        return {level for level in (self._level(title, who) for title in titles) if level}

    def _titles(self, key: str, who: Authority) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for ags, _ in who.members if self.bodies else ():
            for source, titles in self.bodies.get((ags, key), {}).items():
                found[source] += titles
        return found

    def _level(self, title: str, who: Authority) -> str | None:
        """The level that a reported body belongs to; another municipality than those asked about says nothing of it.

        A name counts as whole words only: Geraberg is not Gera.
        """
        ebene = next((kind.ebene for kind in self.kinds if kind.pattern.search(title)), None)
        if ebene == "Gemeinde" and not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) for name in who.names):
            return None
        return ebene
