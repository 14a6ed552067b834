"""The figures that are told after a comparison."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from catalogue.store.gap_log import History
from catalogue.tables.zustaendigkeit import ANGENOMMEN
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking.reference import ReferenceGroup

_ASSUMED = "SELECT count(*) FROM leistungsstand WHERE zustaendig <> 'unklar' AND zustaendig_sicherheit = ?"


@dataclass(frozen=True)
class Summary:
    """The figures of a comparison; `history` is how it differs from the last one, not what it found.

    `assumed` are the decided Leistungen of which it should be confirmed who is responsible.
    `works` are the candidates where those that are one work to take over count once.
    `base` says in a sentence whom shares refer to, `note` what to mind. `judged` is how many Leistungen were judged
    anew, None where all were.
    """

    town: str
    harvested: int
    gaps: Mapping[str, int]
    candidates: int
    works: int
    responsible: int
    online: int
    unclear: int
    assumed: int
    base: str
    note: str | None
    history: History = field(compare=False)
    judged: int | None = field(compare=False)


def summary_of(db: Database, look: Viewpoint, group: ReferenceGroup, history: History, judged: int | None) -> Summary:
    """The figures of the result that is in the catalogue now."""
    responsible, online, unclear = db.execute(
        "SELECT leistungen, online, unklar FROM abdeckung WHERE ags = ?", [look.town.ags]
    ).fetchone()
    return Summary(
        town=look.town.name,
        harvested=len(look.snapshot.harvested),
        gaps=Counter(dict(db.execute("SELECT art, count(*) FROM luecken GROUP BY art").fetchall())),
        candidates=db["kandidaten"].count,
        works=db.execute("SELECT count(DISTINCT vorhaben) FROM kandidaten").fetchone()[0],
        responsible=responsible,
        online=online,
        unclear=unclear,
        assumed=db.execute(_ASSUMED, [ANGENOMMEN]).fetchone()[0],
        base=group.sentence,
        note=look.snapshot.note,
        history=history,
        judged=judged,
    )
