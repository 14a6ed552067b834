"""Municipalities, Leistungen and offers of a catalogue as plain values, read once for a comparison."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.tables.zustaendigkeit import STATUS


class Town(NamedTuple):
    """A municipality of today; `einwohner` persons. Where two are called the same, `name` has the Kreis.

    `shared` is the kind of the administration that it shares, None where it administers itself; `status` is the class
    that it has by a law or a regulation, such as „Große Kreisstadt“.
    """

    ags: str
    name: str
    typ: str | None
    kreis_ags: str | None
    verwaltung: str | None
    einwohner: int | None
    kreis: str | None = None
    administrator: str | None = None
    shared: str | None = None
    status: str | None = None

    @property
    def land(self) -> str:
        """Its Land, the first two digits of its key."""
        return self.ags[:2]

    @property
    def short(self) -> str:
        """The name as it is said: without „, Stadt“ and the like."""
        return self.name.split(", ")[0]

    @property
    def administration(self) -> str:
        """Key of the administration that acts for it: the Verband's, or where that is not known its own AGS."""
        return self.verwaltung or self.ags

    @property
    def independent(self) -> bool:
        """Whether it is a kreisfreie Stadt, which also does what a Landkreis does."""
        return self.typ == "Kreisfreie Stadt"


class ListedOffer(NamedTuple):
    """An Onlinedienst for a Leistung, its link (None where no usable one is reported), and where it is valid (AGS)."""

    leistung: str
    service: str
    url: str | None
    places: frozenset[str]


class SnapshotLeistung(NamedTuple):
    """A Leistung; `described` says whether a description of it is published."""

    key: str
    title: str
    themenfeld: str | None
    ozg_leistung: str | None
    sdg: str | None
    described: bool


class ObjectFacts(NamedTuple):
    """Themenfeld and OZG-Leistung on which all Leistungen about one object agree; None where they do not, or none is
    known."""

    themenfeld: str | None = None
    ozg_leistung: str | None = None


NOTHING_AGREED = ObjectFacts()


class Defect(NamedTuple):
    """A link that a check found broken: when (UTC), and why as a sentence."""

    checked: str
    reason: str

    @property
    def sentence(self) -> str:
        """The defect as half a sentence, from „am“ on."""
        day = f"{self.checked[8:10]}.{self.checked[5:7]}.{self.checked[:4]}"
        return f"am {day} defekt: {self.reason}"


@dataclass(frozen=True)
class Snapshot:
    """Municipalities, Leistungen, and what is known of broken links by URL.

    `working` gives the Leistungen that are online in a municipality (AGS) by a link that was not found broken.
    `own_lists` are Leistungen that towns name themselves, by AGS. `newest` and `oldest` are when (UTC) the most and the
    least recently harvested municipality was asked.
    """

    towns: dict[str, Town]
    leistungen: dict[str, SnapshotLeistung]
    harvested: frozenset[str]
    working: Callable[[str], frozenset[str]]
    own_lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    newest: str | None = None
    oldest: str | None = None
    note: str | None = None
    defects: Mapping[str, Defect] = field(default_factory=dict)

    @cached_property
    def administration(self) -> dict[str, str]:
        """The administration of each municipality; one that is not known counts as its own."""
        return {ags: town.administration for ags, town in self.towns.items()}

    @cached_property
    def independent(self) -> frozenset[str]:
        """The municipalities (AGS) that are kreisfrei."""
        return frozenset(ags for ags, town in self.towns.items() if town.independent)

    @cached_property
    def by_size(self) -> dict[str, int]:
        """The place of each municipality (AGS), the largest first."""
        ordered = sorted(self.towns.values(), key=lambda town: (-(town.einwohner or 0), town.ags))
        return {town.ags: place for place, town in enumerate(ordered)}

    @cached_property
    def described(self) -> frozenset[str]:
        """The Leistungen of which a description is published."""
        return frozenset(key for key, leistung in self.leistungen.items() if leistung.described)

    @cached_property
    def _by_object(self) -> dict[str, ObjectFacts]:
        found: dict[str, set[ObjectFacts]] = {}
        for leistung in self.leistungen.values():
            if leistung.themenfeld:
                known = ObjectFacts(leistung.themenfeld, leistung.ozg_leistung)
                found.setdefault(leistung.key[:8], set()).add(known)
        facts = {}
        for prefix, several in found.items():
            fields = {known.themenfeld for known in several}
            names = {known.ozg_leistung for known in several if known.ozg_leistung}
            facts[prefix] = ObjectFacts(*(values.pop() if len(values) == 1 else None for values in (fields, names)))
        return facts

    def administrations_of(self, places: Iterable[str]) -> set[str]:
        """The administrations behind municipalities (AGS); one that is not known counts as its own."""
        return set(map(self.administration.__getitem__, places))

    def object_facts(self, key: str) -> ObjectFacts:
        """The facts on which the Leistungen about the same object (first eight digits of the key) agree."""
        return self._by_object.get(key[:8], NOTHING_AGREED)

    def themenfeld(self, key: str) -> str | None:
        """Themenfeld of a Leistung, else that of the other Leistungen on the same object."""
        leistung = self.leistungen.get(key)
        if leistung and leistung.themenfeld:
            return leistung.themenfeld
        return self.object_facts(key).themenfeld

    def title(self, key: str) -> str:
        """The citizens' title of a Leistung, else its LeiKa name, else its key."""
        leistung = self.leistungen.get(key)
        return leistung.title if leistung else key


_TOWNS = """
SELECT k.ags, n.name, k.typ, k.kreis_ags, k.verwaltung_schluessel, k.einwohner, k.kreis, k.verwaltung,
       CASE WHEN k.verwaltung <> k.name OR (k.verwaltung IS NULL AND substr(k.verwaltung_schluessel, 6, 1) <> '0')
            THEN coalesce(v.typ, 'gemeinsame Verwaltung') END,
       (SELECT s.behoerde FROM sonderbehoerden s
        WHERE s.ags = k.ags AND s.behoerde IN (SELECT value FROM json_each(?)))
FROM kommunen k JOIN kommunennamen n ON n.ags = k.ags
LEFT JOIN verwaltungen v ON v.verwaltung_schluessel = k.verwaltung_schluessel
WHERE k.gueltig_bis IS NULL
"""


def read_towns(db: Database) -> dict[str, Town]:
    """The municipalities of today by AGS; `ThavelError` where there are none."""
    rows = db.execute(_TOWNS, [json.dumps(STATUS)])
    towns = {row[0]: Town(*row) for row in rows.fetchall()}
    if not towns:
        raise ThavelError(
            "Der Katalog kennt noch keine Kommunen. Importieren Sie zuerst das Gemeindeverzeichnis: "
            "thavel import gemeinden PFAD"
        )
    return towns


_OFFERS = """
SELECT p.leistungsschluessel, json_group_array(json_array(p.onlinedienst_id, d.url, p.kommunen))
FROM (
  SELECT leistungsschluessel, onlinedienst_id, group_concat(ags, ' ') AS kommunen
  FROM gemeldete_angebote
  WHERE verschwunden_am IS NULL
    {only}
  GROUP BY leistungsschluessel, onlinedienst_id
  ORDER BY leistungsschluessel, onlinedienst_id
) AS p
LEFT JOIN onlinedienste AS d ON d.id = p.onlinedienst_id AND d.verschwunden_am IS NULL
GROUP BY p.leistungsschluessel ORDER BY p.leistungsschluessel
"""
_ONLY = "AND leistungsschluessel IN (SELECT value FROM json_each(?))"
NO_OFFERS = "[]"

_WORKING = """
SELECT DISTINCT n.leistungsschluessel
FROM gemeldete_angebote n JOIN onlinedienste d ON d.id = n.onlinedienst_id AND d.verschwunden_am IS NULL
WHERE n.ags = ? AND n.verschwunden_am IS NULL AND d.url IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM linkpruefungen l WHERE l.url = d.url AND l.ergebnis = 'defekt')
"""

_HARVESTED = """
SELECT k.ags FROM kommunen k
WHERE EXISTS (SELECT 1 FROM gemeldete_angebote n WHERE n.ags = k.ags AND n.verschwunden_am IS NULL)
UNION
SELECT ags FROM erstaufnahmen
"""


def listed_offers(db: Database, keys: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    """The offers of each Leistung, or of some, by key: Onlinedienst, link and municipalities as JSON, by Onlinedienst.

    One text for each Leistung is read ten times faster than a row for each service.
    """
    if keys is None:
        yield from db.execute(_OFFERS.format(only=""))
    else:
        yield from db.execute(_OFFERS.format(only=_ONLY), [json.dumps(sorted(keys))])


class Listing:
    """Reads listed offers of today's municipalities; the same set of them is the same object everywhere."""

    def __init__(self, towns: Collection[str]) -> None:
        self._towns = towns
        self._sets: dict[str, frozenset[str]] = {}

    def offers(self, key: str, listed: str) -> list[ListedOffer]:
        """The offers of the Leistung `key`, listed as of `listed_offers`, by service."""
        found = []
        for service, url, kommunen in json.loads(listed):
            places = self._sets.get(kommunen)
            if places is None:
                places = self._sets[kommunen] = frozenset(ags for ags in kommunen.split(" ") if ags in self._towns)
            if places:
                found.append(ListedOffer(key, service, url, places))
        return sorted(found, key=attrgetter("service"))


def _own_lists(db: Database) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for ags, key in db.execute(
        "SELECT ags, leistungsschluessel FROM angebotsnachweise WHERE quelle = 'bestand' AND verschwunden_am IS NULL"
    ):
        found.setdefault(ags, set()).add(key)
    return {ags: frozenset(keys) for ags, keys in found.items()}


def read_snapshot(db: Database) -> Snapshot:
    """Read what a comparison needs; `ThavelError` where there is nothing to compare."""
    towns = read_towns(db)
    leistungen = {
        row[0]: SnapshotLeistung(row[0], row[1], row[2], row[3], row[4], bool(row[5]))
        for row in db.execute(
            "SELECT l.leistungsschluessel, t.titel,"
            " nullif(trim(l.themenfeld), ''), l.ozg_leistung, l.sdg,"
            " l.leistungsschluessel IN (SELECT leistungsschluessel FROM beschriebene_leistungen)"
            " FROM leistungen l JOIN leistungstitel t USING (leistungsschluessel)"
        )
    }
    newest, oldest = db.execute(
        "SELECT max(gesehen), min(gesehen) FROM (SELECT max(zuletzt_gesehen) AS gesehen FROM gemeldete_angebote"
        " WHERE verschwunden_am IS NULL GROUP BY ags)"
    ).fetchone()
    notes = [row[0] for row in db.execute("SELECT DISTINCT hinweis FROM quellen WHERE hinweis IS NOT NULL ORDER BY 1")]
    defects = {
        row[0]: Defect(*row[1:])
        for row in db.execute("SELECT url, geprueft_am, grund FROM linkpruefungen WHERE ergebnis = 'defekt'")
    }
    return Snapshot(
        towns,
        leistungen,
        frozenset(ags for (ags,) in db.execute(_HARVESTED).fetchall() if ags in towns),
        lambda ags: frozenset(key for (key,) in db.execute(_WORKING, [ags]).fetchall()),
        _own_lists(db),
        newest,
        oldest,
        " ".join(notes) or None,
        defects,
    )
