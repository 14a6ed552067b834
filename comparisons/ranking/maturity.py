"""The maturity of FIM's building blocks of a Leistung: Steckbrief, Datenschema, process."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

STECKBRIEF, SCHEMA, PROCESS = "Steckbrief", "Datenschema", "Prozess"
BLOCKS = (STECKBRIEF, SCHEMA, PROCESS)
# Freigabestatus of FIM that count as released for use (urn:xoev-de:xprozess:codeliste:status).
RELEASED = {"5": "silber", "6": "gold"}

_STATUS = f"""
SELECT '{STECKBRIEF}', leistungsschluessel, freigabestatus FROM leistungssteckbriefe WHERE verschwunden_am IS NULL
UNION ALL
SELECT '{SCHEMA}', leistungsschluessel, coalesce(freigabestatus_portal, freigabestatus) FROM datenschemata
UNION ALL
SELECT '{PROCESS}', leistungsschluessel, status FROM prozesse
"""


class MaturityFacts(NamedTuple):
    """The building blocks that exist, with their best Freigabestatus (code); `wert` is from 0 to 1."""

    blocks: Mapping[str, str]

    @property
    def wert(self) -> float:
        """Share of the three building blocks that are released at silver or gold."""
        return sum(status in RELEASED for status in self.blocks.values()) / len(BLOCKS)

    @property
    def sentence(self) -> str:
        """The facts in a German sentence."""
        parts = [
            f"{name} {RELEASED.get(self.blocks[name], 'nicht freigegeben') if name in self.blocks else 'fehlt'}"
            for name in BLOCKS
        ]
        return f"FIM-Bausteine: {', '.join(parts)}."


@dataclass(frozen=True)
class Maturity:
    """Building blocks by Leistung; of several of a kind the furthest counts."""

    blocks: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, db: Database) -> "Maturity":
        """Read it from the catalogue."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name, key, status in db.execute(_STATUS).fetchall():
            if key is not None:
                best = found[key].get(name, "")
                # Inactive and to be deleted (7, 8) are no progress.
                found[key][name] = max(best, status if status in ("1", "2", "3", "4", "5", "6") else "0")
        return cls(found)

    def facts(self, key: str) -> MaturityFacts | None:
        """The building blocks of a Leistung; None where FIM has none of it."""
        return MaturityFacts(self.blocks[key]) if key in self.blocks else None
