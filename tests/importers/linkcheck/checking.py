"""A check of links and what it leaves behind, for tests."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue.questions.links import CheckedLink
from importers.linkcheck.check import MANNERS, LinkCheck
from importers.run.runner import Options, RunResult, run_import
from importers.web.manners import Manners
from tests.reading import rows
from tests.simulators.link_servers import is_public_or_loopback

QUICK = replace(MANNERS, rate=0, connect_timeout=5, read_timeout=10)
IMPATIENT = replace(QUICK, retries=0, read_timeout=1.5)
AT = "2026-11-26T03:17:00Z"
OK = "Der Server antwortet."


def source(*links: str | CheckedLink, manners: Manners = QUICK) -> LinkCheck:
    known = [CheckedLink(link) if isinstance(link, str) else link for link in links]
    return LinkCheck(known, manners=manners, allowed=is_public_or_loopback)


def check(katalog: Path, *links: str | CheckedLink, manners: Manners = QUICK) -> RunResult:
    return run_import(katalog, source(*links, manners=manners), Options())


def found(katalog: Path) -> dict[str, tuple[Any, ...]]:
    """Result, status and target by link."""
    return {row[0]: row[1:] for row in rows(katalog, "SELECT url, ergebnis, http_status, ziel FROM linkpruefungen")}


def reason(katalog: Path, link: str) -> str:
    return str(rows(katalog, "SELECT grund FROM linkpruefungen WHERE url = ?", link)[0][0])
