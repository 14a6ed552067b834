"""Whether an authority is responsible for a Leistung: as reported, else by its own competences, else by law."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.german import sort_key
from catalogue.tables.zustaendigkeit import ALL_LAENDER, ANGENOMMEN, BELEGT, LANDKREIS
from comparisons.inputs.authorities import Authority
from comparisons.inputs.rulebook import Klasse, Rule, RuleBook, Special
from comparisons.inputs.snapshot import Town
from comparisons.judging.reported import Reported

# So many must agree before who offers a Leistung says something, and so many others must have been looked at.
ENOUGH = 3
# Of the Typisierungen of FIM (who regulates, who executes) only these tell who executes: 1 the Bund, 5 the
# municipality, and of all others the supplements a, the Land, and b, the municipalities.
_TYPES = re.compile(r"(?P<bund>1)|(?:2|3|4|2/3)(?P<land>a)|(?P<kommune>5|(?:2|3|4|2/3)b)")
COMMUNAL = "Kommune (Gemeinde oder Kreis)"
UNKNOWN = "Zu dieser Leistung ist noch keine Zuständigkeit hinterlegt (zustaendigkeiten.csv)."
ASK = (
    "Fragen Sie {who}, wer sie erledigt; die Antwort ist eine Zeile in sonderzustaendigkeiten.csv. Oder holen Sie, wen "
    "PVOG nennt: thavel import pvog --comparable --also responsible"
)


class ResponsibilityVerdict(NamedTuple):
    """`zustaendig` is ja, nein or unklar; `ebene` is the level that is responsible, None where unknown.

    `sicherheit` says what that rests on: gemeldet (by PVOG or XZuFi for the town), belegt (by law or the town itself),
    angenommen (to be confirmed), vermutet (from who offers it, or from the Typisierung), unbekannt. `wer` names who
    does the work, `regel` the line that decided, `klaeren` what would settle what is not certain; None where nothing.
    """

    zustaendig: str
    grund: str
    ebene: str | None
    sicherheit: str = BELEGT
    wer: str | None = None
    regel: str | None = None
    klaeren: str | None = None

    def columns(self) -> dict[str, str | None]:
        """The verdict as columns of the results; `catalogue.tables.vergleich` declares them."""
        return {
            "zustaendig": self.zustaendig,
            "zustaendig_grund": self.grund,
            "zustaendig_sicherheit": self.sicherheit,
            "zustaendig_wer": self.wer,
            "zustaendig_regel": self.regel,
            "zustaendig_klaeren": self.klaeren,
        }


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
NOTHING_REPORTED = Reported()


class Responsibilities:
    """Tells who is responsible, by reports and rules; of several rules the longest matching beginning decides."""

    def __init__(
        self, book: RuleBook, reported: Reported = NOTHING_REPORTED, types: Mapping[str, str] | None = None
    ) -> None:
        """`types` are Typisierungen by Leistung."""
        self._book = book
        self._reported = reported
        self._types = types or {}
        self._special_towns = {ags for ags, _ in book.special}
        self._rule = lru_cache(None)(self._longest_rule)

    @classmethod
    def of(cls, db: Database, towns: Iterable[str]) -> "Responsibilities":
        """Read from the catalogue what decides about these towns (AGS)."""
        types = db.execute("SELECT leistungsschluessel, typisierung FROM leistungen WHERE typisierung IS NOT NULL")
        return cls(RuleBook.of(db), Reported.of(db, towns), dict(types.fetchall()))

    def verdict(self, key: str, who: Authority, offerers: Offerers = NOBODY) -> ResponsibilityVerdict:
        """Whether `who` is responsible for the Leistung `key`; never guessed: where nothing tells, it is unklar.

        What is reported comes first; where it names several levels both are told, and the rules decide. A rule that
        says otherwise is told beside it. Who offers the Leistung only gives an unclear answer a direction.
        """
        by_rule = self._by_rule(key, who, offerers)
        if by_rule.sicherheit != BELEGT:
            by_rule = by_rule._replace(klaeren=_ask(who))
        told = self._reported.told(key, who)
        levels = self._reported.levels(key, who) if told else set()
        if len(levels) != 1:
            return by_rule._replace(grund=f"{by_rule.grund} {told}") if told else by_rule
        (ebene,) = levels
        own = ebene in self._tasks(who) or (ebene == "Gemeinde" and who.klasse != LANDKREIS)
        answer, klaeren = "ja" if own else "nein", None
        if by_rule.zustaendig not in (answer, "unklar"):
            told += f" Die Regel sagt es anders: {by_rule.grund}"
            klaeren = "Meldung und Regel widersprechen sich; es gilt die Meldung. " + _ask(who)
        return ResponsibilityVerdict(answer, told, ebene, "gemeldet", _does(ebene, who, own=own), None, klaeren)

    def _tasks(self, who: Authority) -> frozenset[str]:
        """The levels whose tasks an authority has; none where nothing is known of its class in its Land."""
        klasse = self._klasse(who)
        return klasse.aufgaben if klasse else frozenset()

    def _klasse(self, who: Authority) -> Klasse | None:
        return self._book.klassen.get((who.land, who.klasse))

    def _by_rule(self, key: str, who: Authority, offerers: Offerers) -> ResponsibilityVerdict:
        rule = self._rule(who.land, key)
        special = list(self._special(key, who))
        if special and len(who.members) == 1:
            ags, _, beginning, line = special[0]
            if rule and len(rule.anfang) > len(beginning):
                return self._by_law(rule, who)
            return self._by_special(line, f"sonderzustaendigkeiten {ags} {beginning}", who, rule)
        found = self._by_law(rule, who) if rule else self._by_type(key, who, offerers)
        for _, name, _, line in special:
            found = found._replace(
                grund=f"{found.grund} Anders in {name}: {line.zustaendig}. {line.grund} ({line.quelle})"
            )
        return found

    def _by_law(self, rule: Rule, who: Authority) -> ResponsibilityVerdict:
        reason = f"{rule.grund} ({rule.quelle})"
        if rule.ebene not in ("Gemeinde", "Kreis"):
            return ResponsibilityVerdict("nein", reason, rule.ebene, rule.sicherheit, rule.ebene, rule.line)
        klasse = self._klasse(who)
        if klasse is None:
            reason += f" Welche Aufgaben eine Verwaltung der Klasse „{who.klasse}“ im Land {who.land} hat, ist nicht"
            return ResponsibilityVerdict("unklar", f"{reason} hinterlegt.", rule.ebene, "vermutet")
        if rule.behoerde and rule.ebene not in klasse.aufgaben:
            return self._by_body(rule, rule.behoerde, reason, who)
        return self._by_klasse(rule, klasse, reason, who)

    def _by_klasse(self, rule: Rule, klasse: Klasse, reason: str, who: Authority) -> ResponsibilityVerdict:
        own = rule.ebene in klasse.aufgaben
        themselves = [name for ags, name in who.members if (ags, rule.behoerde or "") in self._book.bodies]
        if own and (rule.ebene == "Kreis" or who.acting or len(who.members) > 1):
            reason += f" {self._acting(who)}" if rule.ebene == "Gemeinde" else f" {klasse.grund} ({klasse.quelle})"
        if themselves and who.klasse == LANDKREIS:
            reason += f" Selbst sind es dort: {', '.join(themselves)}."
        wer = _does(rule.ebene, who, own=own)
        return ResponsibilityVerdict("ja" if own else "nein", reason, rule.ebene, rule.sicherheit, wer, rule.line)

    def _acting(self, who: Authority) -> str:
        """Who acts for a municipality, or for whom a shared administration does, and by which rule."""
        of = self._book.klassen.get((who.land, who.acting_klasse)) if who.acting_klasse else self._klasse(who)
        rule = f" {of.grund} ({of.quelle})" if of else ""
        if who.acting:
            return f"Für {who.name} handelt: {who.acting}.{rule}"
        return f"{who.name} handelt für {len(who.members)} Gemeinden.{rule}"

    def _by_body(self, rule: Rule, body: str, reason: str, who: Authority) -> ResponsibilityVerdict:
        """The answer where a municipality can be the Behörde itself; that others are not follows from silence."""
        lines = [
            (ags, name, self._book.bodies[ags, body]) for ags, name in who.members if (ags, body) in self._book.bodies
        ]
        if not lines:
            reason += f" Dass {who.name} das nicht selbst ist, folgt nur daraus, dass es keine Vorschrift sagt."
            wer = _does(rule.ebene, who, own=False)
            return ResponsibilityVerdict("nein", reason, rule.ebene, ANGENOMMEN, wer, rule.line)
        for _, name, own in lines:
            extent = f", Umfang: {own.umfang}" if own.umfang else ""
            reason += f" {name} ist selbst {body}{extent} ({own.quelle})."
        if len(lines) < len(who.members):
            reason += " Für die übrigen Mitglieder gilt das nicht."
        sure = ANGENOMMEN if ANGENOMMEN in {rule.sicherheit, *(own.sicherheit for _, _, own in lines)} else BELEGT
        decided = "; ".join([rule.line, *(f"sonderbehoerden {ags} {body}" for ags, _, _ in lines)])
        named = ", ".join(name for _, name, _ in lines)
        return ResponsibilityVerdict("ja", reason, "Gemeinde", sure, named, decided)

    def _special(self, key: str, who: Authority) -> Iterator[tuple[str, str, str, Special]]:
        """Of each municipality that has one its line with the longest beginning; with AGS, name and beginning."""
        for ags, name in who.members:
            for length in range(len(key), 0, -1) if ags in self._special_towns else ():
                line = self._book.special.get((ags, key[:length]))
                if line:
                    yield ags, name, key[:length], line
                    break

    def _by_special(self, line: Special, name: str, who: Authority, rule: Rule | None) -> ResponsibilityVerdict:
        others = rule.ebene if rule and rule.ebene != "Gemeinde" else None
        ebene = "Gemeinde" if line.zustaendig == "ja" else line.ebene or others
        reason = f"{line.grund} ({line.quelle})"
        if line.zustaendig == "unklar":
            return ResponsibilityVerdict("unklar", reason, ebene, ANGENOMMEN, None, name)
        wer = _does(ebene, who, own=line.zustaendig == "ja")
        return ResponsibilityVerdict(line.zustaendig, reason, ebene, line.sicherheit, wer, name)

    def _by_type(self, key: str, who: Authority, offerers: Offerers) -> ResponsibilityVerdict:
        """The answer without any rule, from the Typisierung where that tells who executes; else what speaks for one."""
        typ = self._types.get(key, "").strip()
        found = _TYPES.fullmatch(typ)
        executes = {"bund": "Bund", "land": "Land", "kommune": COMMUNAL}[found.lastgroup or ""] if found else None
        reason = f"Nach der Typisierung {typ} vollzieht sie: {executes}. Eine Rechtsquelle ist nicht hinterlegt."
        if executes in ("Bund", "Land") and not offerers.places:
            return ResponsibilityVerdict("nein", reason, executes, ANGENOMMEN, executes)
        if executes == COMMUNAL and {"Gemeinde", "Kreis"} <= self._tasks(who):
            return ResponsibilityVerdict("ja", reason, None, ANGENOMMEN, who.who)
        typed = f" Nach der Typisierung {typ} vollzieht sie vermutlich: {executes}." if executes else ""
        return self._presumed(who, offerers, typed)

    def _presumed(self, who: Authority, offerers: Offerers, typed: str) -> ResponsibilityVerdict:
        """unklar, with what speaks for a level."""
        others = offerers.places - offerers.independent - who.places
        independent = offerers.places - others - who.places
        hint, ebene = "", None
        if others:
            ebene = "Gemeinde"
            names = _some(others, offerers)
            hint = f" Auch kreisangehörige Gemeinden bieten sie selbst an ({names}), vermutlich als ihre Aufgabe."
        elif len(independent) >= ENOUGH and offerers.watched >= ENOUGH:
            ebene = "Kreis"
            towns = _some(independent, offerers)
            hint = f" Nur kreisfreie Städte bieten sie selbst an ({towns}): vermutlich eine Aufgabe des Kreises."
        sure = "vermutet" if hint or typed else "unbekannt"
        return ResponsibilityVerdict("unklar", f"{UNKNOWN}{hint}{typed}", ebene, sure)

    def _longest_rule(self, land: str, key: str) -> Rule | None:
        """The rule of the longest beginning; that of the Land before one of all Länder."""
        for length in range(len(key), 0, -1):
            for where in (land, ALL_LAENDER):
                rule = self._book.rules.get((where, key[:length]))
                if rule:
                    return rule
        return None


def _does(ebene: str | None, who: Authority, *, own: bool) -> str | None:
    """The name of who does the work, as far as it is known."""
    if own:
        return who.who
    if ebene == "Kreis":
        return who.kreis or "der Landkreis"
    return "die Gemeinden" if ebene == "Gemeinde" else ebene


def _ask(who: Authority) -> str:
    """What would settle it, and whom to ask."""
    return ASK.format(who=" oder ".join(dict.fromkeys(name for name in (who.who, who.kreis) if name)))


def _some(places: Collection[str], offerers: Offerers) -> str:
    shown = sorted((offerers.towns[ags].short for ags in nsmallest(ENOUGH, places)), key=sort_key)
    return ", ".join(shown) + (f" und {len(places) - ENOUGH} weitere" if len(places) > ENOUGH else "")
