"""Judges what was seen of a link: ok, umgezogen, defekt or nicht prüfbar, with the reason as a German sentence."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from catalogue.questions.links import CheckedLink
from catalogue.tables.linkpruefungen import ERGEBNISSE
from importers.web.session import REDIRECTS

OK, MOVED, BROKEN, UNKNOWN = ERGEBNISSE
PERMANENT = (301, 308)

# Reasons for which the last look at a link gave no status, with the verdict and a sentence for it. Only what a
# citizen would meet too is a defect.
TROUBLES = {
    "name": (BROKEN, "Den Server gibt es nicht: Sein Name ist nicht bekannt."),
    "abgelehnt": (BROKEN, "Der Server nimmt keine Verbindung an."),
    "abgelaufen": (BROKEN, "Das Zertifikat des Servers ist abgelaufen; Browser warnen vor der Seite."),
    "zertifikatsname": (
        BROKEN,
        "Das Zertifikat des Servers gilt für einen anderen Namen; Browser warnen vor der Seite.",
    ),
    "zertifikat": (
        UNKNOWN,
        "Das Zertifikat des Servers ließ sich nicht prüfen; seine Zertifizierungsstelle ist hier nicht bekannt.",
    ),
    "tls": (UNKNOWN, "Eine verschlüsselte Verbindung kam nicht zustande."),
    "zeit": (UNKNOWN, "Der Server hat nicht rechtzeitig geantwortet."),
    "abgebrochen": (UNKNOWN, "Der Server hat die Verbindung ohne Antwort beendet."),
    "namensdienst": (UNKNOWN, "Der Name des Servers ließ sich zurzeit nicht auflösen."),
    "netz": (UNKNOWN, "Der Server war aus diesem Netz nicht zu erreichen."),
    "robots": (UNKNOWN, "Der Server möchte nicht, dass Programme diese Seite abrufen (robots.txt)."),
    "robots_fehler": (
        UNKNOWN,
        "Ob Programme die Seite abrufen dürfen, war nicht zu erfahren (robots.txt); sie wurde nicht abgerufen.",
    ),
    "bremst": (UNKNOWN, "Der Server bremst die Prüfung (429)."),
    "intern": (UNKNOWN, "Der Link führt von hier aus in ein internes Netz; dorthin wird er nicht verfolgt."),
    "umleitungen": (
        UNKNOWN,
        "Der Server leitet immer weiter um; das kann daran liegen, dass die Prüfung keine Cookies annimmt.",
    ),
    "ziel": (UNKNOWN, "Der Server leitet auf etwas um, das kein Weblink ist."),
    "anfrage": (UNKNOWN, "Der Link ließ sich nicht abrufen; vielleicht ist er falsch geschrieben."),
}
# Troubles that every server seems to have where one's own network is down.
LIKE_NO_NETWORK = ("name", "abgelehnt")
NO_NETWORK = "Der Server war nicht zu erreichen, aber auch kein anderer: Vielleicht fehlte der Zugang zum Netz."

_LOGIN = "Der Link leitet zu einer Anmeldung weiter."
_CLOSED = (
    "Der Server weist die Prüfung ab ({status}), etwa weil er eine Anmeldung verlangt oder Programme aussperrt. "
    "Das ist kein Fehler des Links."
)
_START_PAGE = (
    "Statt der Seite kommt die Startseite des Servers; vielleicht gibt es die Seite nicht mehr. Sehen Sie selbst nach."
)
_FAILS = (
    "Der Server meldet einen Fehler ({status}). Ist es bei einer Prüfung an einem anderen Tag noch so, "
    "gilt der Link als defekt."
)


class LinkStep(NamedTuple):
    """One request on the way of a link and what was answered: its URL, method, status and type."""

    url: str
    method: str
    status: int
    content_type: str | None


class Seen(NamedTuple):
    """The way of a link at a time (UTC): each answer, and the `trouble` with the last request if that had none."""

    url: str
    at: str
    steps: Sequence[LinkStep]
    trouble: str | None = None
    # Where the last answer leads; the request to it is in trouble if anything is.
    next_url: str | None = None


class LinkVerdict(NamedTuple):
    """The result; `status` is that of the last answer, `target` where the link has moved."""

    result: str
    status: int | None
    target: str | None
    reason: str


def verdict(seen: Seen, earlier: CheckedLink, *, online: bool = True) -> LinkVerdict:
    """Judge what was seen of a link; `earlier` is what was found before.

    With `online` false nothing at all answered in the same run, so that one's own network may be at fault.
    """
    status = seen.steps[-1].status if seen.steps else None
    result, reason = _of_the_end(seen, status, earlier, online=online)
    host = urlsplit(_end(seen)).hostname
    if result not in (OK, MOVED) and host != urlsplit(seen.url).hostname:
        reason = f"Der Link leitet weiter zu {host}. {reason}"
    if result != OK:
        return LinkVerdict(result, status, None, reason)
    if _only_start_page(seen.url, _end(seen)):
        return LinkVerdict(UNKNOWN, status, None, _START_PAGE)
    target = _moved_to(seen)
    if target is not None:
        return LinkVerdict(MOVED, status, target, "Der Server nennt dauerhaft eine andere Adresse.")
    return LinkVerdict(OK, status, None, reason)


def _end(seen: Seen) -> str:
    """The last URL of the way."""
    return seen.next_url or (seen.steps[-1].url if seen.steps else seen.url)


def _of_the_end(seen: Seen, status: int | None, earlier: CheckedLink, *, online: bool) -> tuple[str, str]:
    if seen.trouble in LIKE_NO_NETWORK and not online:
        return UNKNOWN, NO_NETWORK
    if seen.trouble is not None or status is None:
        return TROUBLES[seen.trouble or "anfrage"]
    temporary = any(step.status in REDIRECTS and step.status not in PERMANENT for step in seen.steps[:-1])
    if 200 <= status < 300:
        return OK, "Der Server antwortet."
    if status in (401, 403):
        return (OK, _LOGIN) if temporary else (UNKNOWN, _CLOSED.format(status=status))
    if status in (404, 410):
        return BROKEN, f"Die Seite gibt es nicht ({status})."
    if status == 429:
        return TROUBLES["bremst"]
    if status >= 500:
        return _of_a_failing_server(status, earlier, seen.at)
    return UNKNOWN, f"Der Server nimmt die Anfrage der Prüfung nicht an ({status}). Sehen Sie selbst nach."


def _of_a_failing_server(status: int, earlier: CheckedLink, at: str) -> tuple[str, str]:
    """A server that fails may only be under repair; one that failed on another day already is at fault."""
    before = earlier.geprueft_am or at
    failed = earlier.http_status is not None and earlier.http_status >= 500
    if failed and (earlier.ergebnis == BROKEN or before[:10] < at[:10]):
        return BROKEN, f"Der Server meldet seit mehr als einem Tag einen Fehler ({status})."
    return UNKNOWN, _FAILS.format(status=status)


def _moved_to(seen: Seen) -> str | None:
    """The target of the permanent redirects at the start of the way; None where it is the same place."""
    target = seen.url
    for step, following in zip(seen.steps, seen.steps[1:], strict=False):
        if step.status not in PERMANENT:
            break
        target = following.url
    return None if _place(target) == _place(seen.url) else target


def _place(url: str) -> tuple[str, str, str]:
    """Host without www, path and query: what does not change from http to https or by a slash at the end."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _only_start_page(url: str, end: str) -> bool:
    """Whether a link to a page ends at the bare start page of the same host, as many servers answer for lost pages."""
    (host, path, query), (end_host, end_path, end_query) = _place(url), _place(end)
    bare = not end_path and not end_query and not urlsplit(end).fragment
    return host == end_host and bare and bool(path or query)
