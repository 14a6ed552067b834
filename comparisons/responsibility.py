"""Whether a town is responsible for a Leistung: by its special competences, else by the level the law names."""

from typing import NamedTuple

from sqlite_utils import Database

from comparisons.snapshot import Town

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


class Verdict(NamedTuple):
    """`zustaendig` is ja, nein or unklar; `ebene` is the level that is responsible by rule, None where unknown."""

    zustaendig: str
    grund: str
    ebene: str | None


class Responsibilities:
    """The rules of responsibility; the longest matching beginning of a key decides."""

    def __init__(self, rules: dict[str, Rule], special: dict[tuple[str, str], Special]) -> None:
        self._rules = rules
        self._special = special

    @classmethod
    def of(cls, db: Database) -> "Responsibilities":
        """Read the rules from the catalogue."""
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
        return cls(rules, special)

    def of_town(self, key: str, town: Town) -> Verdict:
        """Whether `town` is responsible for the Leistung `key`; never guessed: without a rule it is unklar."""
        rule = self._rule(key)
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
