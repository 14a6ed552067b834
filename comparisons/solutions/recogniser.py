"""The solution behind a link: its platform, operator and way of reuse, and the instance of a municipality."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlite_utils import Database

from catalogue.patterns import RulePattern
from catalogue.tables.vergleich import UNKNOWN

TOWN = "{kommune}"
UNKNOWN_PLATFORM = "unbekannt"
UNKNOWN_EFFORT = "unbekannt"
UNKNOWN_CONNECTION = "unbekannt"
UNKNOWN_WAY = "Lösung noch nicht bestimmt: beim Geber nachfragen und das Linkmuster ergänzen (loesungsmuster.csv)."

_PLAIN = re.compile(r"https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)((?:/[^?#\s\[\]]*)?)(?:\?([^#\s]*))?(?:#\S*)?")
_TRANSLITERATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Solution(NamedTuple):
    """A solution as it is shown; `id` is platform and service.

    `anschluss` is one of `catalogue.tables.regeln.ANSCHLUESSE`: who can open its address does not say whether the
    authority that does the work is connected.
    """

    id: str
    bezeichnung: str
    plattform: str
    betreiber: str | None
    nachnutzungsweg: str
    aufwand: str
    anschluss: str
    anschluss_grund: str


class Link(NamedTuple):
    """A link understood: `normal` is equal for the same service and instance, `level` follows from the link alone."""

    pattern: "Pattern | None"
    host: str
    service: str
    instance: str | None
    normal: str
    level: str | None


@dataclass(frozen=True)
class Pattern:
    """One line of the table `loesungsmuster`."""

    id: str
    host: str
    regex: RulePattern
    dienst: str
    normalform: str
    bezeichnung: str
    plattform: str
    betreiber: str | None
    ebene: str | None
    nachnutzungsweg: str
    aufwand: str
    anschluss: str = UNKNOWN_CONNECTION
    anschluss_grund: str = ""

    @cached_property
    def names_town(self) -> bool:
        """Whether the host contains the name of a municipality that offers the link."""
        return TOWN in self.host

    @cached_property
    def platform_slug(self) -> str:
        """The platform as it begins identifiers of solutions."""
        return slug(self.plattform)

    @cached_property
    def of_one_town(self) -> bool:
        """Whether what a solution is called depends on the single link, not only on the service."""
        return any(name in text for text in (self.dienst, self.bezeichnung) for name in ("{instanz}", "{host}"))

    @cached_property
    def of_one_leistung(self) -> bool:
        """Whether a platform runs one procedure per Leistung, so that each is a solution of its own."""
        return any(name in self.dienst for name in ("{leistung}", "{titel}"))

    def matches_host(self, host: str, town: str = "") -> bool:
        """Whether the host fits; `town` is a municipality's name as it appears in host names."""
        name = self.host.replace(TOWN, town)
        return name in ("*", host) or (name.startswith("*.") and (host == name[2:] or host.endswith(name[1:])))


def slug(name: str) -> str:
    """A name as it appears in host names and identifiers: `Mühlhausen/Thüringen, Stadt` -> `muehlhausen`."""
    short = re.split(r"[,/(]", name, maxsplit=1)[0].strip().lower().translate(_TRANSLITERATION)
    return re.sub(r"[^a-z0-9]+", "-", short).strip("-")


class Recogniser:
    """Recognises links by the table of patterns; results are remembered, as the same link occurs in many towns."""

    def __init__(self, patterns: Iterable[Pattern], meaningless: Iterable[str]) -> None:
        self._patterns = list(patterns)
        self._meaningless = frozenset(meaningless)
        self._by_host: dict[str, list[Pattern]] = {}
        self._slugs: dict[str, str] = {}

    @classmethod
    def of(cls, db: Database) -> "Recogniser":
        """Read patterns and meaningless parameters from the catalogue."""
        patterns = [
            Pattern(row[0], row[1], RulePattern(row[2], f"loesungsmuster.csv, Zeile „{row[0]}“"), *row[3:])
            for row in db.execute(
                "SELECT id, host, muster, dienst, normalform, bezeichnung, plattform, betreiber, ebene,"
                " nachnutzungsweg, aufwand, anschluss, anschluss_grund FROM loesungsmuster ORDER BY reihenfolge, id"
            )
        ]
        return cls(patterns, (row[0] for row in db.execute("SELECT parameter FROM linkparameter")))

    def link(self, url: str, towns: Iterable[str]) -> Link:
        """Understand a link; `towns` are the names of the municipalities that offer it, gone through several times.

        The part of the query that only carries a session or a contact does not belong to the normal form. Raises
        `PatternError` where a pattern cannot cope with a link.
        """
        host, path, query = _parts(url)
        target = (path or "/") + (f"?{query}" if query else "")
        for pattern in self._of_host(host):
            if pattern.names_town and not any(pattern.matches_host(host, self._slug(town)) for town in towns):
                continue
            match = pattern.regex.match(target)
            if match:
                groups = match.groupdict()
                service, instance = groups.get("dienst") or "", groups.get("instanz")
                normal = _fill(pattern.normalform, host=host, dienst=service, instanz=instance or "").rstrip("/")
                return Link(pattern, host, service, instance, normal, pattern.ebene)
        kept = [
            (name, value)
            for name, value in (parse_qsl(query, keep_blank_values=True) if query else ())
            if name.lower() not in self._meaningless
        ]
        normal = host + path.rstrip("/") + (f"?{urlencode(kept)}" if kept else "")
        return Link(None, host, normal, None, normal, None)

    def _of_host(self, host: str) -> list[Pattern]:
        """Patterns that may fit this host; those that name a town are decided for each link."""
        if host not in self._by_host:
            self._by_host[host] = [p for p in self._patterns if p.names_town or p.matches_host(host)]
        return self._by_host[host]

    def _slug(self, town: str) -> str:
        if town not in self._slugs:
            self._slugs[town] = slug(town)
        return self._slugs[town]


def solution(link: Link, leistung: str, title: str) -> Solution:
    """The solution behind an understood link for one Leistung.

    Where a platform runs one procedure per town (ThAVEL), procedures for the same Leistung are the same solution.
    """
    pattern = link.pattern
    if pattern is None:
        return Solution(
            f"{UNKNOWN}{link.normal}",
            f"Noch nicht bestimmt: {link.host}",
            UNKNOWN_PLATFORM,
            None,
            UNKNOWN_WAY,
            UNKNOWN_EFFORT,
            UNKNOWN_CONNECTION,
            "Kein Linkmuster kennt die Lösung.",
        )
    values = {
        "dienst": link.service,
        "instanz": link.instance or "",
        "leistung": leistung,
        "titel": title,
        "host": link.host,
    }
    return Solution(
        f"{pattern.platform_slug}:{_fill(pattern.dienst, **values).strip('/')}",
        _fill(pattern.bezeichnung, **values),
        pattern.plattform,
        pattern.betreiber,
        pattern.nachnutzungsweg,
        pattern.aufwand,
        pattern.anschluss,
        pattern.anschluss_grund,
    )


def _fill(template: str, **values: str) -> str:
    """Replace `{name}` by its value; text with other braces stays as it is."""
    if "{" not in template:
        return template
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template


def _parts(url: str) -> tuple[str, str, str]:
    """Host, path and query of a link. Most are plain; taking those apart with the standard library costs ten times."""
    plain = _PLAIN.fullmatch(url)
    if plain:
        return plain[1].lower(), plain[2], plain[3] or ""
    parts = urlsplit(url)
    return (parts.hostname or "").rstrip("."), parts.path, parts.query
