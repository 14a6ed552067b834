"""The part of a procedure that could run by itself: its activities by whether they follow fixed rules, and its end."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.codes import KINDS_OF_DECISION, LISTS
from catalogue.keys import LAND_ARS, version_numbers

LAND = LAND_ARS[:2]
GROUP, DECISION_KIND = "Referenzaktivitätengruppe", "Entscheidungsart"
# The group of activities that decide; only they carry an Entscheidungsart (XProzess 2.0, spezifischeAttribute5).
DECIDING = "5"
RULE_BOUND, DISCRETION, UNCLEAR = "ja", "nein", "unklar"

NO_PROCESS = "FIM kennt die Prozessklasse, aber keinen Ablauf, der in Thüringen gilt."
NO_ACTIVITIES = "FIM nennt zu diesem Prozess keine Aktivitäten."
NOTHING_KNOWN = "Bei keiner Aktivität sagt FIM, ob sie nach festen Regeln abläuft."

Counts = Mapping[tuple[str, str], int]


class Process(NamedTuple):
    """A process, or where `id` is None only the class of one; `activities` is None where none are named.

    `laender` are the Länder it is valid for (two digits each, parted by blanks), None where nothing is said.
    """

    id: str | None
    version: str
    detaillierungsstufe: str
    handlungsform: str | None
    verfahrensart: str | None
    activities: int | None
    laender: str | None


class Code(NamedTuple):
    """A code and what the published code list calls it; None where the list is not in the catalogue."""

    code: str
    label: str | None


class ProcessFacts(NamedTuple):
    """The procedure of one Leistung; the numbers count activities, None where only a Prozessklasse is known."""

    process: Process
    handlungsform: Code | None
    verfahrensart: Code | None
    activities: int | None
    rule_bound: int | None
    discretionary: int | None
    unclear: int | None
    note: str

    @property
    def share(self) -> float | None:
        """Share of the activities that are known to follow fixed rules, 0 to 1, so at least so many.

        None where there are no activities, or of none it is known.
        """
        if not self.activities or self.rule_bound is None or self.unclear == self.activities:
            return None
        return self.rule_bound / self.activities


class Split(NamedTuple):
    """Activities by whether they follow fixed rules."""

    rule_bound: int
    discretionary: int
    unclear: int


def split(activities: int, counts: Counts, rules: Mapping[tuple[str, str], str]) -> Split:
    """Sort the activities of a process by the table `aktivitaetsarten`; what no line decides is unclear.

    `counts` are numbers of activities by (art, code). Each activity has one Referenzaktivitätengruppe. Where that says
    nothing of a deciding activity its Entscheidungsart does, but only if there are no more of these than decisions:
    else it cannot be told to which they belong.
    """
    groups = {code: number for (art, code), number in counts.items() if art == GROUP}
    decisions = {code: number for (art, code), number in counts.items() if art == DECISION_KIND}
    found = dict.fromkeys((RULE_BOUND, DISCRETION, UNCLEAR), 0)
    for code, number in groups.items():
        found[rules.get((GROUP, code), UNCLEAR)] += number
    if rules.get((GROUP, DECIDING), UNCLEAR) == UNCLEAR and sum(decisions.values()) <= groups.get(DECIDING, 0):
        for kind, number in decisions.items():
            found[UNCLEAR] -= number
            found[rules.get((DECISION_KIND, kind), UNCLEAR)] += number
    unnamed = max(0, activities - sum(groups.values()))
    return Split(found[RULE_BOUND], found[DISCRETION], found[UNCLEAR] + unnamed)


@dataclass(frozen=True)
class Processes:
    """Processes by Leistung, their activities, the table `aktivitaetsarten`, and what codes mean.

    Of several processes of a Leistung the one counts that names activities and has the newest version. A process that
    is valid for other Länder only says nothing. Where there is none its Prozessklasse still says how it ends.
    """

    processes: Mapping[str, Process]
    activities: Mapping[tuple[str | None, str, str], Counts]
    rules: Mapping[tuple[str, str], str]
    meanings: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, db: Database, wanted: Collection[str] | None = None) -> "Processes":
        """Read what is known of the Leistungen `wanted`, or of all, from the catalogue."""
        found: dict[str, Process] = {}
        for key, *row in db.execute(
            "SELECT leistungsschluessel, id, version, detaillierungsstufe, handlungsform, verfahrensart, aktivitaeten,"
            " laender FROM prozesse WHERE leistungsschluessel IS NOT NULL"
            " UNION ALL SELECT leistungsschluessel, NULL, version, '', handlungsform, verfahrensart, NULL, NULL"
            " FROM prozessklassen WHERE leistungsschluessel IS NOT NULL"
        ).fetchall():
            process = Process(*row)
            if (wanted is None or key in wanted) and _valid_here(process):
                found[key] = max(found.get(key, process), process, key=_preference)
        counts: dict[tuple[str | None, str, str], dict[tuple[str, str], int]] = defaultdict(dict)
        for identifier, version, level, art, code, number in db.execute(
            "SELECT prozess_id, prozess_version, detaillierungsstufe, art, code, anzahl FROM prozess_aktivitaeten"
        ).fetchall():
            counts[identifier, version, level][art, code] = number
        lines = db.execute("SELECT art, code, regelgebunden FROM aktivitaetsarten").fetchall()
        rules = {(art, code): verdict for art, code, verdict in lines}
        meanings = {
            row[:2]: row[2]
            for row in db.execute(
                "SELECT liste, code, bezeichnung FROM code_bezeichnungen WHERE liste IN (?, ?, ?)",
                [LISTS["handlungsform"], LISTS["verfahrensart"], KINDS_OF_DECISION],
            ).fetchall()
        }
        return cls(found, counts, rules, meanings)

    def facts(self, key: str) -> ProcessFacts | None:
        """The procedure of the Leistung `key`; None where FIM has neither process nor class."""
        process = self.processes.get(key)
        if process is None:
            return None
        ends, kind = (self._code(name, getattr(process, name)) for name in ("handlungsform", "verfahrensart"))
        counts = self.activities.get(process[:3], {})
        sorted_out = split(process.activities or 0, counts, self.rules)
        total = sum(sorted_out)
        if process.id is None or not total:
            note = NO_PROCESS if process.id is None else NO_ACTIVITIES
            return ProcessFacts(process, ends, kind, None, None, None, None, note)
        return ProcessFacts(process, ends, kind, total, *sorted_out, self._note(total, sorted_out, counts))

    def _code(self, column: str, code: str | None) -> Code | None:
        return Code(code, self.meanings.get((LISTS[column], code))) if code else None

    def _note(self, total: int, found: Split, counts: Counts) -> str:
        if found.unclear == total:
            return NOTHING_KNOWN
        sentences = [f"Nach festen Regeln laufen mindestens {found.rule_bound} von {total} Aktivitäten ab."]
        if found.discretionary:
            sentences.append(f"Ermessen oder Beurteilung verlangen {found.discretionary}.")
        if found.unclear:
            sentences.append(f"Bei {found.unclear} sagt FIM nicht, ob es einen Spielraum gibt.")
        labels = [self.meanings.get((KINDS_OF_DECISION, code)) for art, code in sorted(counts) if art == DECISION_KIND]
        named = [label for label in labels if label]
        if named:
            sentences.append(f"Entschieden wird so: {', '.join(named)}.")
        return " ".join(sentences)


def _valid_here(process: Process) -> bool:
    return process.laender is None or LAND in process.laender.split()


def _preference(process: Process) -> tuple[bool, bool, tuple[int, ...], str, str, str]:
    """The best process of a Leistung is the greatest; the rest of the key only makes the choice always the same."""
    return (
        bool(process.activities),
        process.id is not None,
        version_numbers(process.version),
        process.version,
        process.detaillierungsstufe,
        process.id or "",
    )


def process_rows(processes: Processes, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Rows of the table `automatisierung` for those of the Leistungen `keys` that FIM has a process or class of."""
    rows = []
    for key in sorted(keys):
        facts = processes.facts(key)
        if facts is not None:
            rows.append(_row(key, facts))
    return rows


def _row(key: str, facts: ProcessFacts) -> dict[str, Any]:
    process = facts.process
    known = process.id is not None
    return {
        "leistungsschluessel": key,
        "prozess_id": process.id,
        "prozess_version": process.version if known else None,
        "detaillierungsstufe": process.detaillierungsstufe if known else None,
        "handlungsform": process.handlungsform,
        "verfahrensart": process.verfahrensart,
        "aktivitaeten": facts.activities,
        "regelgebunden": facts.rule_bound,
        "ermessen": facts.discretionary,
        "unklar": facts.unclear,
        "anteil_regelgebunden": facts.share,
        "hinweis": facts.note,
    }
