"""Counts the forms of decided Leistungen when points are read, so that a decision makes no comparison start anew.

A connection that counted them sees its own `formularvergleich`, `kandidat_punkte` and `kandidaten` (points, rank and
reasoning) instead of the stored ones, which know only what the town has online or on its own list.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.store.joined import Counted, CountedRow, recount, with_rows
from catalogue.tables.entscheidungen import BESCHLOSSEN
from catalogue.tables.formulare import AUTOMATISIERUNG, FORMULARVERGLEICH
from comparisons.forms.automation import Processes, process_rows
from comparisons.forms.once_only import Forms, form_rows
from comparisons.ranking.candidates import UNPROVEN, Weight, points_of, unproven
from comparisons.ranking.criteria import ONCE_ONLY, CriterionValue, once_only

_POINTS = """
SELECT p.leistungsschluessel, p.loesung_id, p.kriterium, coalesce(g.bezeichnung, p.kriterium), p.gewicht, p.quelle,
       p.wert, p.ersatzwert, p.erklaerung, k.begruendung
FROM kandidat_punkte p
JOIN kandidaten k ON k.leistungsschluessel = p.leistungsschluessel AND k.loesung_id = p.loesung_id
LEFT JOIN gewichte g ON g.kriterium = p.kriterium
ORDER BY p.leistungsschluessel, p.loesung_id, p.gewicht DESC, p.kriterium
"""


class _Stored(NamedTuple):
    """A row of `kandidat_punkte` as stored, with the title of its criterion and the reasoning of its candidate."""

    leistungsschluessel: str
    loesung_id: str
    kriterium: str
    bezeichnung: str
    gewicht: float
    quelle: str
    wert: float | None
    ersatzwert: float | None
    erklaerung: str
    begruendung: str


def count_decided(db: Database, status: Mapping[str, str]) -> None:
    """Bring what this connection reads of forms and points up to the decisions of the town: `status` by Leistung.

    Forms of what is only decided on count like those of what is online, and are told as decided. Leistungen that are
    not in the catalogue do not count.
    """
    stored = db.execute("SELECT leistungsschluessel, vorhanden FROM main.formularvergleich").fetchall()
    held = {key for key, there in stored if there}
    titles: dict[str, str] = dict(db.execute("SELECT leistungsschluessel, titel FROM leistungstitel").fetchall())
    planned = frozenset(key for key, of in status.items() if of in BESCHLOSSEN and key in titles) - held
    if not planned:
        return
    looked_at = {key for key, _ in stored} | planned
    own, forms = held | planned, Forms.of(db, looked_at)

    def told(key: str) -> str:
        return f"{titles.get(key, key)}, {status[key]}" if key in planned else titles.get(key, key)

    with_rows(db.conn, FORMULARVERGLEICH, form_rows(forms, looked_at, own, told))
    with_rows(db.conn, AUTOMATISIERUNG, process_rows(Processes.of(db, planned), planned))
    values = {key: value for key in looked_at if (value := once_only(forms.facts(key, own), planned)) is not None}
    recount(db.conn, list(_counted(db, values)))


def _counted(db: Database, values: Mapping[str, CriterionValue]) -> Iterator[Counted]:
    """The candidates whose points differ once the criterion has these values, by Leistung.

    It is a criterion of the Leistung, the same for all its solutions; what is missing of one of them counts as before.
    """
    rows = (_Stored(*row) for row in db.execute(_POINTS).fetchall())
    for (key, solution), group in groupby(rows, key=lambda row: (row.leistungsschluessel, row.loesung_id)):
        of_candidate = list(group)
        evidence = {row.kriterium: CriterionValue(row.wert, row.erklaerung) for row in of_candidate}
        new = values.get(key)
        if new is None or evidence.get(ONCE_ONLY, new) == new:
            continue
        evidence[ONCE_ONLY] = new
        weights = [Weight(row.kriterium, row.bezeichnung, row.gewicht, row.quelle) for row in of_candidate]
        missing = {row.kriterium: row.ersatzwert for row in of_candidate if row.ersatzwert is not None}
        points = points_of(evidence, weights, missing)
        said = of_candidate[0].begruendung.partition(UNPROVEN)[0].strip()
        yield Counted(
            key,
            solution,
            round(sum(row.punkte for row in points), 1),
            " ".join([said, *unproven(points, weights)]),
            [CountedRow(row.kriterium, row.wert, row.punkte, row.erklaerung) for row in points],
        )
