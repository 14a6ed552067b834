"""Whether a town is responsible for a Leistung: as reported, else by its special competences, else by law."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.patterns import MAX_TEXT
from comparisons.snapshot import Town

# Code of the role „Zuständige Stelle“ in the PVOG.
RESPONSIBLE = "01"
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

    pattern: re.Pattern[str]
    ebene: str


class Verdict(NamedTuple):
    """`zustaendig` is ja, nein or unklar; `ebene` is the level that is responsible by rule, None where unknown."""

    zustaendig: str
    grund: str
    ebene: str | None


class Responsibilities:
    """What is reported for a town, its special competences, and the rules: the longest matching beginning decides."""

    def __init__(
        self,
        rules: dict[str, Rule],
        special: dict[tuple[str, str], Special],
        reported: Mapping[tuple[str, str], Sequence[str]] | None = None,
        body_kinds: Sequence[BodyKind] = (),
    ) -> None:
        """`reported` are names of responsible organisations by AGS and Leistung."""
        self._rules = rules
        self._special = special
        self._reported = reported or {}
        self._body_kinds = body_kinds

    @classmethod
    def of(cls, db: Database, ags: str) -> "Responsibilities":
        """Read from the catalogue what decides about the town `ags`."""
        reported = defaultdict(list)
        for key, title in db.execute(
            "SELECT leistungsschluessel, titel FROM zustaendige_stellen"
            " WHERE ags = ? AND rolle = ? AND verschwunden_am IS NULL ORDER BY titel",
            [ags, RESPONSIBLE],
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
        return cls(rules, special, reported, [BodyKind(re.compile(pattern), ebene) for pattern, ebene in kinds])

    def of_town(self, key: str, town: Town) -> Verdict:
        """Whether `town` is responsible for the Leistung `key`; never guessed: without a rule it is unklar.

        What PVOG reports for the town comes first; where it names several levels both are told, and the rules decide.
        """
        rule = self._rule(key)
        titles = self._reported.get((town.ags, key), ())
        levels = {level for level in (self._level(title, town) for title in titles) if level}
        named = f"PVOG nennt als zuständige Stelle: {', '.join(titles)}."
        if len(levels) == 1:
            (ebene,) = levels
            own = ebene == "Gemeinde" or (ebene == "Kreis" and town.independent)
            return Verdict("ja" if own else "nein", named, ebene)
        verdict = self._by_rule(key, town, rule)
        return verdict._replace(grund=f"{verdict.grund} {named}") if titles else verdict

    def _level(self, title: str, town: Town) -> str | None:
        """The level that a reported organisation belongs to; another municipality than `town` says nothing of it."""
        ebene = next((kind.ebene for kind in self._body_kinds if kind.pattern.search(title[:MAX_TEXT])), None)
        names = [name.split(", ")[0] for name in (town.name, town.administrator) if name]
        return None if ebene == "Gemeinde" and not any(name in title for name in names) else ebene

    def _by_rule(self, key: str, town: Town, rule: Rule | None) -> Verdict:
        for length in range(len(key), 0, -1):
            special = self._special.get((town.ags, key[:length]))
            if special:
                return Verdict(special.zustaendig, f"{special.grund} ({special.quelle})", rule.ebene if rule else None)
        if rule is None:
            return Verdict("unklar", UNKNOWN, None)
        reason = f"{rule.grund} ({rule.quelle})"
        if town.independent and rule.ebene in ("Gemeinde", "Kreis"):
            return Verdict(
                "ja", f"{reason} {town.short} ist kreisfrei und tut, was sonst Gemeinde oder Kreis tun.", rule.ebene
            )
        if rule.sicherheit != "belegt":
            return Verdict("unklar", reason, rule.ebene)
        if rule.ebene == "Gemeinde" and town.administrator not in (None, town.name):
            reason += f" Für {town.short} handelt die gemeinsame Verwaltung {town.administrator}."
        return Verdict("ja" if rule.ebene == "Gemeinde" else "nein", reason, rule.ebene)

    def _rule(self, key: str) -> Rule | None:
        return next(
            (self._rules[key[:length]] for length in range(len(key), 0, -1) if key[:length] in self._rules), None
        )
