"""Rows of the result tables about candidates."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from comparisons.inputs.snapshot import Snapshot
from comparisons.judging.reported import RESPONSIBLE
from comparisons.ranking.candidates import Candidate

_RESPONSIBLE_BODIES = """
SELECT ags, leistungsschluessel, group_concat(titel, '; ') FROM zustaendige_stellen
WHERE rolle = ? AND verschwunden_am IS NULL AND leistungsschluessel IN (SELECT value FROM json_each(?))
GROUP BY ags, leistungsschluessel
"""


def candidate_rows(candidates: Sequence[Candidate], snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Rows of `kandidaten`, for candidates in their order."""
    for rank, candidate in enumerate(candidates, start=1):
        gap, solution = candidate.gap, candidate.solution
        yield {
            "rang": rank,
            "leistungsschluessel": gap.key,
            "bezeichnung": snapshot.title(gap.key),
            "themenfeld": snapshot.themenfeld(gap.key),
            "fachbereich": candidate.department,
            "art": gap.kind,
            "zustaendig": gap.verdict.zustaendig,
            "loesung_id": solution.id,
            "loesung": solution.bezeichnung,
            "vorhaben": candidate.work,
            "plattform": solution.plattform,
            "nachnutzungsweg": solution.nachnutzungsweg,
            "aufwand": solution.aufwand,
            "geber_ags": candidate.giver.ags,
            "geber": candidate.giver.name,
            "geber_url": candidate.giver_url,
            "punkte": candidate.points,
            "begruendung": candidate.reasoning,
        }


def points_rows(candidates: Sequence[Candidate]) -> Iterator[dict[str, Any]]:
    """Rows of `kandidat_punkte`."""
    for candidate in candidates:
        for row in candidate.rows:
            yield {
                "leistungsschluessel": candidate.gap.key,
                "loesung_id": candidate.solution.id,
                **row._asdict(),
            }


def donor_rows(candidates: Sequence[Candidate], db: Database) -> Iterator[dict[str, Any]]:
    """Rows of `kandidat_geber`, with who is responsible there as far as PVOG says."""
    keys = json.dumps(sorted({candidate.gap.key for candidate in candidates}))
    bodies = {
        (ags, key): titles for ags, key, titles in db.execute(_RESPONSIBLE_BODIES, [RESPONSIBLE, keys]).fetchall()
    }
    for candidate in candidates:
        for place, donor in enumerate(candidate.donors, start=1):
            yield {
                "leistungsschluessel": candidate.gap.key,
                "loesung_id": candidate.solution.id,
                "platz": place,
                "ags": donor.town.ags,
                "kommune": donor.town.name,
                "naehe": donor.nearness,
                "url": donor.url,
                "link_befund": donor.defect.sentence if donor.defect else None,
                "stelle": bodies.get((donor.town.ags, candidate.gap.key)),
            }
