"""Datasette's hooks: the German pages, what every page shows around its content, cells, errors and headers."""

import functools
import hashlib
import logging
import sqlite3
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Response
from jinja2 import Environment
from pluggy import HookimplMarker

from catalogue import formats, german
from catalogue.codes import LISTS
from catalogue.site import (
    cells,
    codes,
    conditions,
    errors,
    glossary,
    headers,
    kept,
    lists,
    metadata,
    pages,
    reading,
    requests,
    search,
    selection,
)

log = logging.getLogger(__name__)
hookimpl = HookimplMarker("datasette")

STATIC = Path(__file__).parent / "static"

NAVIGATION = (
    ("/", "Start"),
    ("/luecken", "Lücken"),
    ("/kandidaten", "Kandidaten"),
    ("/entscheidungen", "Entscheidungen"),
    ("/kommunen", "Kommunen"),
    ("/eigene-liste", "Eigene Liste"),
    ("/aenderungen", "Änderungen"),
    ("/laeufe", "Läufe"),
    ("/katalog", "Daten"),
    ("/hilfe", "Hilfe"),
)
SECTIONS = {
    "/trichter": "/",
    "/leistung/": "/luecken",
    "/kommune/": "/kommunen",
    "/lauf/": "/laeufe",
    "/entscheidungen/": "/entscheidungen",
    "/katalog/": "/katalog",
    "/regeln": "/katalog",
}

INNER_PAGES = (
    r"/-/(?:metadata|versions|plugins|settings|config|threads|databases|actor|auth-token|logout|permissions|messages"
    r"|allow-debug|patterns)(?:\.json)?$"
)

COMPARISON = "SELECT ags, kommune, zeitpunkt, datenstand, datenstand_ab, hinweis FROM vergleich LIMIT 1"
NOTES = """
SELECT hinweis FROM vergleich WHERE hinweis <> ''
UNION
SELECT hinweis FROM quellen WHERE hinweis <> ''
UNION
SELECT 'Die Regeln wurden seit dem Vergleich geändert. Die Ergebnisse gelten noch nach den alten Regeln.'
FROM vergleich WHERE regeln_geaendert = 1
"""
OWN_LIST = "SELECT EXISTS (SELECT 1 FROM bestandsabgleich) AS gibt_es"
NEWEST = "SELECT max(abgerufen) AS datenstand FROM lieferungen"


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Coroutine[Any, Any, Any]]]]:
    """The German pages; they come before Datasette's own."""
    return [
        *pages.ROUTES,
        *lists.ROUTES,
        (requests.ROUTE, requests.not_allowed),
        (r"/favicon\.ico$", icon),
        (INNER_PAGES, inner_page),
    ]


async def icon(request: Any) -> Response:
    """The site's icon."""
    return Response((STATIC / "icon.svg").read_text(encoding="utf-8"), content_type="image/svg+xml")


async def inner_page(request: Any) -> Response:
    """Datasette's pages about itself are not for the public."""
    raise errors.MissingPage(errors.EXPLANATIONS[404].text)


def section(path: str) -> str:
    """The entry of the navigation that a path belongs to."""
    return next((entry for start, entry in SECTIONS.items() if path.startswith(start)), path)


async def _frame(datasette: Datasette) -> dict[str, Any]:
    unreadable = [] if await datasette.get_database(reading.DECISIONS).readable() else [errors.UNDECIDED]
    try:
        comparison = await reading.first(datasette, COMPARISON)
        notes = [row["hinweis"] for row in await reading.rows(datasette, NOTES)]
        newest = await reading.first(datasette, NEWEST)
        own_list = await reading.number(datasette, OWN_LIST)
    except (sqlite3.Error, QueryInterrupted):
        log.exception("the catalogue could not be read for the frame of the page")
        return {"vergleich": None, "hinweise": unreadable, "datenstand": None, "navigation": _navigation(datasette)}
    return {
        "vergleich": comparison,
        "hinweise": notes + unreadable,
        "datenstand": (comparison or {}).get("datenstand") or (newest or {}).get("datenstand"),
        "navigation": _navigation(datasette, own_list=bool(own_list)),
    }


def _navigation(datasette: Datasette, *, own_list: bool = False) -> list[tuple[str, str]]:
    """The entries; the town's own list and decisions only where there are any."""
    there = {"/eigene-liste": own_list, "/entscheidungen": datasette.get_database(reading.DECISIONS).there}
    return [entry for entry in NAVIGATION if there.get(entry[0], True)]


@hookimpl
def extra_template_vars(datasette: Datasette, request: Any) -> Callable[[], Coroutine[Any, Any, dict[str, Any]]]:
    """The frame around the content of every page: town compared, notes on the data, the data's date, navigation."""

    async def variables() -> dict[str, Any]:
        here = section(request.path if request else "/")
        return {**await _frame(datasette), "hier": here}

    return variables


@functools.cache
def _fingerprint(name: str) -> str:
    file = STATIC / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else ""


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """German order, folding and search for the queries of the site; what is private is not there for them."""
    german.register(conn)
    # In place of Datasette's function of this name.
    conn.create_function("escape_fts", 1, search.query)
    lists.blind(conn)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Filters and functions of the templates."""
    env.filters.update(formats.FILTERS)

    def link(path: str, **params: Any) -> str:
        return str(datasette.urls.path(selection.with_query(path, params)))

    def static(name: str) -> str | None:
        fingerprint = _fingerprint(name)
        return link(f"/statisch/{name}", v=fingerprint) if fingerprint else None

    env.globals.update(
        link=link,
        statisch=static,
        anteil=formats.anteil,
        breite=formats.breite,
        spalte=metadata.column_of,
        eigene_seite=cells.own_page,
        bedingungen=conditions.conditions,
        ohne=conditions.without,
        vergleiche=[(name, conditions.LABELS[name]) for name in conditions.OFFERED],
        begriffe=glossary.BY_ANCHOR,
        beziehungen=metadata.PUBLIC,
        herunterladen=conditions.downloads,
        sammlungen=metadata.TITLES,
    )
    env.policies["urlize.rel"] = "noopener noreferrer"


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Datasette) -> Any:
    """Links to our pages, safe links out, German dates and numbers, meanings of codes in the data pages."""
    if column in LISTS and isinstance(value, str) and value:
        return functools.partial(codes.cell, datasette, column, value)
    return cells.render(value, column, table, prefix=str(datasette.urls.path("")).rstrip("/"))


@hookimpl
def handle_exception(
    datasette: Datasette, request: Any, exception: BaseException
) -> Callable[[], Coroutine[Any, Any, Response]]:
    """Every error ends in a German page."""
    return functools.partial(errors.on_exception, datasette, request, exception)


@hookimpl
def forbidden(datasette: Datasette, request: Any) -> Callable[[], Coroutine[Any, Any, Response]]:
    """Refusals too."""
    return functools.partial(errors.on_forbidden, datasette, request)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[headers.App], headers.App]:
    """Only requests that read come in, and security headers stand on every answer."""

    def files() -> list[Path]:
        return [Path(datasette.get_database(name).path) for name in (reading.DATABASE, reading.DECISIONS)]

    return lambda app: headers.secured(requests.readable(kept.kept_pages(app, files), datasette))
