"""Links that no pattern recognises, grouped by what is probably one solution, and a pattern to complete for each."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from catalogue.tables.regeln import LOESUNGSMUSTER
from catalogue.tables.vergleich import UNKNOWN

# Columns of a pattern that only a person can fill.
TO_COMPLETE = ("bezeichnung", "plattform", "nachnutzungsweg", "aufwand", "anschluss", "anschluss_grund", "quelle")

_LINKS = f"""
SELECT b.normalform, o.url, n.ags, b.leistungsschluessel
FROM dienstbewertung b
JOIN onlinedienste o ON o.id = b.onlinedienst_id
JOIN angebotsnachweise n ON n.onlinedienst_id = b.onlinedienst_id AND n.leistungsschluessel = b.leistungsschluessel
WHERE b.loesung_id LIKE '{UNKNOWN}%' AND n.verschwunden_am IS NULL AND o.url IS NOT NULL
ORDER BY o.url
"""


@dataclass
class _Link:
    """A link without session and contact: where it leads, and who offers it for what."""

    url: str
    host: str
    path: str
    towns: set[str] = field(default_factory=set)
    leistungen: set[str] = field(default_factory=set)

    @property
    def segments(self) -> list[str]:
        return [segment for segment in self.path.split("/") if segment]

    @property
    def beginning(self) -> str:
        return next(iter(self.segments), "")


@dataclass(frozen=True)
class Group:
    """Links that are probably of one solution. `host` is as in `loesungsmuster`, `path` is how all of them begin.

    `in_query` says that services differ in the part after the question mark.
    """

    host: str
    path: str
    links: int
    towns: int
    leistungen: int
    example: str
    in_query: bool

    def row(self) -> dict[str, Any]:
        """The group as a row of the list."""
        return {
            "host": self.host,
            "pfad": self.path,
            "kommunen": self.towns,
            "leistungen": self.leistungen,
            "links": self.links,
            "beispiel": self.example,
        }


def unknown_groups(db: Database) -> list[Group]:
    """The links of the last comparison that no pattern recognised, grouped, those of most municipalities first.

    Links of one host are one group, unless each beginning of a path occurs several times. Hosts of one domain are one
    group where their paths begin alike, or where each serves another municipality.
    """
    links: dict[str, _Link] = {}
    for normal, url, ags, leistung in db.execute(_LINKS).fetchall():
        if normal not in links:
            parts = urlsplit(url)
            links[normal] = _Link(url, (parts.hostname or "").rstrip("."), parts.path or "/")
        links[normal].towns.add(ags)
        links[normal].leistungen.add(leistung)
    by_domain: dict[str, list[_Link]] = defaultdict(list)
    for link in links.values():
        by_domain[_domain(link.host)].append(link)
    found = [group for domain, of_domain in by_domain.items() for group in _groups(domain, of_domain)]
    return sorted(found, key=lambda group: (-group.towns, -group.leistungen, group.host, group.path))


def pattern_lines(db: Database, groups: Iterable[Group]) -> str:
    """A line for loesungsmuster.csv per group; the columns of `TO_COMPLETE` are empty, and it is refused until filled.

    Each pattern recognises the example of its group, and its service is the path, or path and query where services
    differ in that.
    """
    taken = {row[0] for row in db.execute("SELECT id FROM loesungsmuster")}
    (order,) = db.execute("SELECT coalesce(max(reihenfolge), 0) FROM loesungsmuster").fetchone()
    out = io.StringIO()
    names = [column.name for column in LOESUNGSMUSTER.columns]
    writer = csv.DictWriter(out, names, delimiter=";", lineterminator="\n", restval="")
    for group in groups:
        order += 10
        identifier = _free(re.sub(r"[^a-z0-9]+", "-", f"{group.host}{group.path}".lower()).strip("-"), taken)
        taken.add(identifier)
        parts = urlsplit(group.example)
        service = parts.path or "/"
        if group.in_query and parts.query:
            service += f"?{parts.query}"
        writer.writerow(
            {
                "id": identifier,
                "reihenfolge": order,
                "host": group.host,
                "muster": f"^(?P<dienst>{re.escape(group.path)}{'[^#]*' if group.in_query else '[^?#]*'})",
                "dienst": "{dienst}" if group.host.startswith("*.") else "{host}{dienst}",
                "normalform": "{host}{dienst}",
                "beispiel": group.example,
                "beispiel_normalform": f"{(parts.hostname or '').rstrip('.')}{service}".rstrip("/"),
            }
        )
    return out.getvalue()


def _free(name: str, taken: set[str]) -> str:
    number = 1
    while (f"{name}-{number}" if number > 1 else name) in taken:
        number += 1
    return f"{name}-{number}" if number > 1 else name


def _domain(host: str) -> str:
    """The registered domain: the last two labels, three below a country's second level (gv.at); an address as it is."""
    labels = host.split(".")
    if ":" in host or labels[-1].isdigit():
        return host
    below = len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 and labels[-1] not in ("de", "eu")
    return ".".join(labels[-3 if below else -2 :])


def _groups(domain: str, links: Sequence[_Link]) -> Iterator[Group]:
    """The links of one domain as groups."""
    hosts: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        hosts[link.host].append(link)
    towns = [set().union(*(link.towns for link in of_host)) for of_host in hosts.values()]
    if len(hosts) > 1 and all(len(of_host) == 1 for of_host in towns) and len(set().union(*towns)) == len(hosts):
        yield _group(f"*.{domain}", links)
        return
    places: dict[str, set[str]] = defaultdict(set)
    for link in links:
        places[link.beginning].add(link.host)
    shared = {beginning for beginning, at in places.items() if beginning and len(at) > 1}
    for beginning in sorted(shared):
        yield _group(f"*.{domain}", [link for link in links if link.beginning == beginning])
    for host, of_host in sorted(hosts.items()):
        left = [link for link in of_host if link.beginning not in shared]
        parts: dict[str, list[_Link]] = defaultdict(list)
        for link in left:
            parts[link.beginning].append(link)
        if len(parts) > 1 and all(len(part) > 1 for part in parts.values()):
            yield from (_group(host, part) for part in parts.values())
        elif left:
            yield _group(host, left)


def _group(host: str, links: Sequence[_Link]) -> Group:
    best = min(links, key=lambda link: (-len(link.towns), link.url))
    return Group(
        host,
        _common_path(links),
        len(links),
        len(set().union(*(link.towns for link in links))),
        len(set().union(*(link.leistungen for link in links))),
        best.url,
        len({(link.host, link.path.rstrip("/")) for link in links}) < len(links),
    )


def _common_path(links: Sequence[_Link]) -> str:
    """The beginning of the paths of all links, by whole segments."""
    columns = zip(*(link.segments for link in links), strict=False)
    alike = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns)]
    path = "/" + "/".join(alike)
    return path if all(link.path.startswith(path) for link in links) else "/"
