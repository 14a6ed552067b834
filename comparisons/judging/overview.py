"""How it stands with the responsibility of one authority: over all Leistungen, and what would have to be asked."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.keys import leistungstyp
from catalogue.questions.places import resolve
from comparisons.inputs.authorities import Authority, authorities, authority_of
from comparisons.inputs.snapshot import Town, read_towns
from comparisons.judging.levels import OWN_LEVELS
from comparisons.judging.responsibility import Offerers, Responsibilities, ResponsibilityVerdict

ONLINE, OTHERS = "irgendwo online", "nirgends online"
UNCLEAR, ASSUMED = "unklar", "angenommen"
# How sure an answer may be; what is unclear is undecided, whatever speaks for it.
CERTAINTIES = ("gemeldet", "belegt", ASSUMED)

_LEISTUNGEN = """
WITH online AS (
  SELECT g.leistungsschluessel, count(DISTINCT coalesce(k.verwaltung_schluessel, k.ags)) AS verwaltungen
  FROM gemeldete_angebote g
  JOIN onlinedienste o ON o.id = g.onlinedienst_id AND o.verschwunden_am IS NULL AND o.url IS NOT NULL
  JOIN kommunen k ON k.ags = g.ags AND k.gueltig_bis IS NULL
  WHERE g.verschwunden_am IS NULL
  GROUP BY g.leistungsschluessel
)
SELECT l.leistungsschluessel, t.titel, coalesce(online.verwaltungen, 0),
       (SELECT fachbereich FROM fachbereiche f
        WHERE substr(l.leistungsschluessel, 1, length(f.schluessel_anfang)) = f.schluessel_anfang
        ORDER BY length(f.schluessel_anfang) DESC LIMIT 1)
FROM leistungen l JOIN leistungstitel t USING (leistungsschluessel) LEFT JOIN online USING (leistungsschluessel)
ORDER BY l.leistungsschluessel
"""

# Who offers a Leistung itself, as the last comparison found.
_OWN = f"""
SELECT b.leistungsschluessel, g.ags
FROM dienstbewertung b
JOIN gemeldete_angebote g ON g.onlinedienst_id = b.onlinedienst_id AND g.leistungsschluessel = b.leistungsschluessel
JOIN kommunen k ON k.ags = g.ags AND k.gueltig_bis IS NULL
WHERE g.verschwunden_am IS NULL AND b.ebene IN ({", ".join(f"'{level}'" for level in OWN_LEVELS)})
"""


class JudgedLeistung(NamedTuple):
    """Whether an authority is responsible for a Leistung; `verwaltungen` are the administrations that have it online.

    `fachbereich` is the department to ask in a town hall, None where the table `fachbereiche` does not say it.
    """

    key: str
    title: str
    verwaltungen: int
    fachbereich: str | None
    verdict: ResponsibilityVerdict


def authority_for(db: Database, key: str) -> Authority:
    """The authority with this key: AGS (8 digits), ARS (12), Verband (9) or Landkreis (5).

    Raises `ThavelError` where none is known.
    """
    towns = read_towns(db)
    if len(key) in (5, 9) and key.isdecimal():
        for authority in authorities(towns.values()):
            if authority.key == key:
                return authority
        raise ThavelError(
            f"Einen Landkreis (5 Ziffern) oder eine Verwaltungsgemeinschaft (9 Ziffern) mit dem Schlüssel {key} kennt "
            "der Katalog nicht. Die Schlüssel zeigt: thavel export verwaltungen --format csv"
        )
    return authority_of(towns[resolve(db, [key])[0].ags])


def answers(db: Database, who: Authority) -> list[JudgedLeistung]:
    """What is known of the responsibility of an authority, by Leistung; objects without Verrichtung only if online."""
    rules = Responsibilities.of(db, who.places)
    towns = read_towns(db)
    own: dict[str, set[str]] = {}
    for key, ags in db.execute(_OWN).fetchall():
        own.setdefault(key, set()).add(ags)
    independent = frozenset(ags for ags, town in towns.items() if town.independent)
    watched = _watched(db, towns)
    found = []
    for key, title, administrations, department in db.execute(_LEISTUNGEN).fetchall():
        if administrations or leistungstyp(key) != "LO":
            offerers = Offerers(frozenset(own.get(key, ())), towns, independent, watched)
            found.append(JudgedLeistung(key, title, administrations, department, rules.verdict(key, who, offerers)))
    return found


def _watched(db: Database, towns: dict[str, Town]) -> int:
    """The number of harvested administrations of kreisangehörige municipalities."""
    harvested = db.execute("SELECT DISTINCT ags FROM gemeldete_angebote WHERE verschwunden_am IS NULL").fetchall()
    members = (towns[ags] for (ags,) in harvested if ags in towns)
    return len({town.administration for town in members if not town.independent})


def figures(found: Sequence[JudgedLeistung]) -> list[dict[str, Any]]:
    """How many answers there are of which certainty: of what is online anywhere, and of all other Leistungen."""
    rows = []
    for extent in (ONLINE, OTHERS):
        of_it = [answer for answer in found if bool(answer.verwaltungen) == (extent == ONLINE)]
        sure = Counter(
            UNCLEAR if answer.verdict.zustaendig == UNCLEAR else answer.verdict.sicherheit for answer in of_it
        )
        counts = {name: sure[name] for name in (*CERTAINTIES, UNCLEAR)}
        rows.append({"umfang": extent, "leistungen": len(of_it), **counts})
    return rows


def open_questions(found: Sequence[JudgedLeistung], *, assumed: bool) -> list[JudgedLeistung]:
    """What is unclear, and if `assumed` what somebody should confirm too; what most have online comes first."""
    wanted = [
        answer
        for answer in found
        if answer.verdict.zustaendig == UNCLEAR or (assumed and answer.verdict.sicherheit == ASSUMED)
    ]
    return sorted(wanted, key=lambda answer: (answer.verdict.zustaendig != UNCLEAR, -answer.verwaltungen, answer.key))


def question_rows(asked: Sequence[JudgedLeistung]) -> list[dict[str, Any]]:
    """Open questions as rows of a list, with what would settle each."""
    return [
        {
            "leistungsschluessel": answer.key,
            "bezeichnung": answer.title,
            "fachbereich": answer.fachbereich,
            "verwaltungen": answer.verwaltungen,
            **answer.verdict.columns(),
        }
        for answer in asked
    ]


def answer_lines(asked: Sequence[JudgedLeistung], who: Authority) -> list[dict[str, str]]:
    """Lines of `sonderzustaendigkeiten` to fill in, one for each question and municipality.

    As long as nobody fills them in they say that it is unclear, and what is asked.
    """
    return [
        {
            "ags": ags,
            "schluessel_anfang": answer.key,
            "zustaendig": UNCLEAR,
            "ebene": "",
            "sicherheit": ASSUMED,
            "grund": f"Noch nicht beantwortet: {answer.title}",
            "quelle": f"offene Frage; bisher {answer.verdict.zustaendig}: {answer.verdict.grund}",
        }
        for answer in asked
        for ags, _ in who.members
    ]
