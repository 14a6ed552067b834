"""Whether a town is responsible for a Leistung: as reported, else by its special competences, else by law."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.german import sort_key
from catalogue.patterns import RulePattern
from comparisons.inputs.snapshot import Town

# Code of the role „Zuständige Stelle“ in the PVOG.
RESPONSIBLE = "01"
# So many must agree before who offers a Leistung says something, and so many others must have been looked at.
ENOUGH = 3
# Who executes, by the Typisierung of FIM (Regelung / Vollzug); other values do not tell.
_EXECUTED_BY = {
    "1": "Bund",
    **dict.fromkeys(("2a", "3a", "4a"), "Land"),
    **dict.fromkeys(("2b", "3b", "4b", "5"), "Kommune (Gemeinde oder Kreis)"),
}
UNKNOWN = "Zu dieser Leistung ist noch keine Zuständigkeit hinterlegt (zustaendigkeiten.csv)."


class Rule(NamedTuple):
    """One line of the table `zustaendigkeiten`."""

    ebene: str
    sicherheit: str
    grund: str
    quelle: str


class Special(NamedTuple):
    """One line of the table `sonderzustaendigkeiten`."""

    zustaendig: str
    grund: str
    quelle: str


class BodyKind(NamedTuple):
    """One line of the table `stellenarten`: names like this belong to authorities of this level."""

    pattern: RulePattern
    ebene: str


class ResponsibilityVerdict(NamedTuple):
    """`zustaendig` is ja, nein or unklar; `ebene` is the level that is responsible, None where unknown.

    `sicherheit` says what that rests on: gemeldet (by PVOG for the town), belegt (by law or the town's own list),
    angenommen (to be checked), vermutet (from who offers it, or from the Typisierung), unbekannt.
    """

    zustaendig: str
    grund: str
    ebene: str | None
    sicherheit: str = "belegt"


class Offerers(NamedTuple):
    """Who offers a Leistung: from that follows a presumption where no rule tells whose task it is.

    `places` are the municipalities (AGS) that offer it themselves, `independent` all kreisfreie ones. `watched` is the
    number of administrations of kreisangehörige municipalities that were harvested.
    """

    places: frozenset[str]
    towns: Mapping[str, Town]
    independent: frozenset[str]
    watched: int


NOBODY = Offerers(frozenset(), {}, frozenset(), 0)


class Responsibilities:
    """Tells who is responsible, by reports and rules; of several rules the longest matching beginning decides."""

    def __init__(
        self,
        rules: dict[str, Rule],
        special: dict[tuple[str, str], Special],
        reported: Mapping[tuple[str, str], Sequence[str]] | None = None,
        body_kinds: Sequence[BodyKind] = (),
        types: Mapping[str, str] | None = None,
    ) -> None:
        """`reported` are names of responsible organisations by AGS and Leistung, `types` Typisierungen by Leistung."""
        self._rules = rules
        self._special = special
        self._reported = reported or {}
        self._body_kinds = body_kinds
        self._types = types or {}
        self._special_towns = {ags for ags, _ in special}
        self._rule = lru_cache(None)(self._longest_rule)

    @classmethod
    def of(cls, db: Database, towns: Iterable[str]) -> "Responsibilities":
        """Read from the catalogue what decides about these towns (AGS)."""
        reported = defaultdict(list)
        for ags, key, title in db.execute(
            "SELECT ags, leistungsschluessel, titel FROM zustaendige_stellen"
            " WHERE ags IN (SELECT value FROM json_each(?)) AND rolle = ? AND verschwunden_am IS NULL ORDER BY titel",
            [json.dumps(list(towns)), RESPONSIBLE],
        ).fetchall():
            reported[ags, key].append(title)
        kinds = db.execute("SELECT muster, ebene FROM stellenarten ORDER BY reihenfolge, muster").fetchall()
        rules = {
            row[0]: Rule(*row[1:])
            for row in db.execute("SELECT schluessel_anfang, ebene, sicherheit, grund, quelle FROM zustaendigkeiten")
        }
        special = {
            (row[0], row[1]): Special(*row[2:])
            for row in db.execute(
                "SELECT ags, schluessel_anfang, zustaendig, grund, quelle FROM sonderzustaendigkeiten"
            )
        }
        types = db.execute("SELECT leistungsschluessel, typisierung FROM leistungen WHERE typisierung IS NOT NULL")
        return cls(
            rules,
            special,
            reported,
            [BodyKind(RulePattern(pattern, "stellenarten.csv"), ebene) for pattern, ebene in kinds],
            dict(types.fetchall()),
        )

    def of_town(self, key: str, town: Town, offerers: Offerers = NOBODY) -> ResponsibilityVerdict:
        """Whether `town` is responsible for the Leistung `key`; never guessed: without a rule it is unklar.

        What PVOG reports for the town comes first; where it names several levels both are told, and the rules decide.
        Who offers it and the Typisierung only give an unclear answer a direction.
        """
        rule = self._rule(key)
        titles = self._reported.get((town.ags, key), ())
        levels = {level for level in (self._level(title, town) for title in titles) if level}
        named = f"PVOG nennt als zuständige Stelle: {', '.join(titles)}."
        if len(levels) == 1:
            (ebene,) = levels
            own = ebene == "Gemeinde" or (ebene == "Kreis" and town.independent)
            return ResponsibilityVerdict("ja" if own else "nein", named, ebene, "gemeldet")
        verdict = self._by_rule(key, town, rule, offerers)
        return verdict._replace(grund=f"{verdict.grund} {named}") if titles else verdict

    def _level(self, title: str, town: Town) -> str | None:
        """The level that a reported organisation belongs to; another municipality than `town` says nothing of it.

        The name of the town counts as whole words only: Geraberg is not Gera.
        """
        ebene = next((kind.ebene for kind in self._body_kinds if kind.pattern.search(title)), None)
        names = [name.split(", ")[0] for name in (town.name, town.administrator) if name]
        if ebene == "Gemeinde" and not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) for name in names):
            return None
        return ebene

    def _by_rule(self, key: str, town: Town, rule: Rule | None, offerers: Offerers) -> ResponsibilityVerdict:
        for length in range(len(key), 0, -1) if town.ags in self._special_towns else ():
            special = self._special.get((town.ags, key[:length]))
            if special:
                reason = f"{special.grund} ({special.quelle})"
                sure = "angenommen" if special.zustaendig == "unklar" else "belegt"
                return ResponsibilityVerdict(special.zustaendig, reason, rule.ebene if rule else None, sure)
        if rule is None:
            return self._presumed(key, town, offerers)
        reason = f"{rule.grund} ({rule.quelle})"
        if town.independent and rule.ebene in ("Gemeinde", "Kreis"):
            return ResponsibilityVerdict(
                "ja", f"{reason} {town.short} ist kreisfrei und tut, was sonst Gemeinde oder Kreis tun.", rule.ebene
            )
        if rule.sicherheit != "belegt":
            return ResponsibilityVerdict("unklar", reason, rule.ebene, "angenommen")
        if rule.ebene == "Gemeinde" and town.administrator not in (None, town.name):
            reason += f" Für {town.short} handelt die gemeinsame Verwaltung {town.administrator}."
        return ResponsibilityVerdict("ja" if rule.ebene == "Gemeinde" else "nein", reason, rule.ebene)

    def _presumed(self, key: str, town: Town, offerers: Offerers) -> ResponsibilityVerdict:
        """The answer without any rule: unklar, with what speaks for a level."""
        others = offerers.places - offerers.independent - {town.ags}
        independent = offerers.places - others - {town.ags}
        typ = self._types.get(key, "").strip()
        executes = _EXECUTED_BY.get(typ)
        hint, ebene = "", None
        if others:
            ebene = "Gemeinde"
            names = _some(others, offerers)
            hint = f" Auch kreisangehörige Gemeinden bieten sie selbst an ({names}), vermutlich als ihre Aufgabe."
        elif len(independent) >= ENOUGH and offerers.watched >= ENOUGH:
            ebene = "Kreis"
            towns = _some(independent, offerers)
            hint = f" Nur kreisfreie Städte bieten sie selbst an ({towns}): vermutlich eine Aufgabe des Kreises."
        elif executes:
            ebene = executes if executes in ("Bund", "Land") else None
            hint = f" Nach der Typisierung {typ} vollzieht sie vermutlich: {executes}."
        return ResponsibilityVerdict("unklar", f"{UNKNOWN}{hint}", ebene, "vermutet" if hint else "unbekannt")

    def _longest_rule(self, key: str) -> Rule | None:
        return next(
            (self._rules[key[:length]] for length in range(len(key), 0, -1) if key[:length] in self._rules), None
        )


def _some(places: Collection[str], offerers: Offerers) -> str:
    shown = sorted((offerers.towns[ags].short for ags in nsmallest(ENOUGH, places)), key=sort_key)
    return ", ".join(shown) + (f" und {len(places) - ENOUGH} weitere" if len(places) > ENOUGH else "")
