"""Turns the pages of the FIM portal's lists, by offset or by cursor, and never in a circle."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

from catalogue.store.deliveries import Delivery
from importers.fim.lists import PortalList
from importers.web.answers import NotUnderstoodError, parse_json
from importers.web.fields import with_declared_names

LIMIT = 200
MAX_PAGES = 10_000

# Asks for a page with these parameters.
Ask = Callable[[Mapping[str, str]], Delivery]


def body_of(delivery: Delivery) -> bytes:
    """The delivered bytes, which are in memory or in a file."""
    return delivery.file.read_bytes() if delivery.file is not None else delivery.body


def read_page(portal_list: PortalList, delivery: Delivery) -> dict[str, Any]:
    """A page as JSON object with its list `items`; `NotUnderstoodError` where it is not one."""
    if delivery.payload is not None:
        return cast(dict[str, Any], delivery.payload)
    data = with_declared_names(parse_json(body_of(delivery), "fim"), portal_list.page_fields)
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise NotUnderstoodError(
            "fim.form", "Der Antwort fehlt die Liste „items“; die Schnittstelle hat sich vielleicht geändert."
        )
    return data


def pages(portal_list: PortalList, ask: Ask) -> Iterator[Delivery]:
    """Yield every page of a list, its JSON as `payload`.

    Raises `NotUnderstoodError` where a page is not understood, repeats what came before, or does not fit the others.
    """
    turn = _by_cursor if portal_list.with_cursor else _by_offset
    seen: set[str] = set()
    for number, page in enumerate(turn(partial(_ask_page, portal_list, ask))):
        if number == MAX_PAGES:
            raise NotUnderstoodError("fim.seiten", f"Mehr als {MAX_PAGES} Seiten; das Blättern wurde beendet.")
        items = page.payload["items"]
        found = {_mark(portal_list, item) for item in items}
        if number and items and found <= seen:
            raise NotUnderstoodError(
                "fim.wiederholt", "Eine Seite wiederholt nur, was schon da war; das Blättern wurde beendet."
            )
        seen |= found
        yield page


def _mark(portal_list: PortalList, item: object) -> str:
    identity = portal_list.identity(item) if isinstance(item, dict) else None
    return json.dumps(identity or item, sort_keys=True)


def _by_offset(ask: Ask) -> Iterator[Delivery]:
    offset, total = 0, None
    while total is None or offset < total:
        page = ask({"offset": str(offset), "limit": str(LIMIT)})
        data = page.payload
        announced, place = _number(data, "total_count"), data.get("offset")
        if total is not None and announced != total:
            raise NotUnderstoodError(
                "fim.gesamtzahl",
                f"Beim Blättern hat sich die Gesamtzahl geändert, von {total} auf {announced}. Versuchen Sie es noch "
                "einmal.",
            )
        if place is not None and place != offset:
            raise NotUnderstoodError(
                "fim.stelle",
                f"Gefragt war ab Eintrag {offset}, die Antwort beginnt nach eigenen Angaben bei {str(place)[:20]}; das "
                "Blättern wurde beendet.",
            )
        total = announced
        offset += len(data["items"])
        if offset < total and not data["items"]:
            raise NotUnderstoodError(
                "fim.unvollstaendig",
                f"Angekündigt waren {total} Einträge, es kamen nur {offset}. Versuchen Sie es noch einmal.",
            )
        yield page


def _by_cursor(ask: Ask) -> Iterator[Delivery]:
    asked: set[int] = set()
    params = {"limit": str(LIMIT)}
    while True:
        page = ask(params)
        last = page.payload.get("next_cursor", "") is None
        following = None if last else _number(page.payload, "next_cursor")
        if following in asked:
            raise NotUnderstoodError(
                "fim.zeiger", "Die Marke der nächsten Seite wiederholt sich; das Blättern wurde beendet."
            )
        yield page
        if following is None:
            return
        asked.add(following)
        params = {"cursor": str(following), "limit": str(LIMIT)}


def _ask_page(portal_list: PortalList, ask: Ask, params: Mapping[str, str]) -> Delivery:
    page = ask(params)
    if page.status == 404:
        raise NotUnderstoodError("fim.fehlt", "Diese Liste gibt es dort nicht (404). Prüfen Sie --base-url.")
    return replace(page, payload=read_page(portal_list, page))


def _number(data: Mapping[str, Any], name: str) -> int:
    """A whole number from 0; `NotUnderstoodError` for everything else."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotUnderstoodError(
            "fim.form",
            f"Der Antwort fehlt die Zahl „{name}“, oder es steht anderes darin; die Schnittstelle hat sich vielleicht "
            "geändert.",
        )
    return value
