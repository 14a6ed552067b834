"""Values of the catalogue as they appear in lists: a link to its page, a safe link out, a German date or number."""

from typing import Any

import nh3
from markupsafe import Markup

from catalogue.formats import DATE, TIME, datum, weblink, zahl, zeitpunkt
from catalogue.keys import is_ags, is_leistungsschluessel
from catalogue.site.metadata import column_of, is_plain_number

OWN_PAGES = {
    "leistungen.leistungsschluessel": "/leistung/",
    "luecken.leistungsschluessel": "/leistung/",
    "kommunen.ags": "/kommune/",
    "laeufe.id": "/lauf/",
}
LONGEST_LINK_TEXT = 60
# Columns that hold HTML of the Redaktionen, and what of it is shown. Source: XZuFi, HTML in texts.
HTML = frozenset({"leistungstexte.inhalt"})
TAGS = set("p br h1 h2 h3 h4 h5 h6 b strong i em sup sub ul ol li a".split())
SCHEMES = {"http", "https", "mailto"}


def own_page(table: str | None, column: str, value: Any) -> str | None:
    """Path of the page about what the value names (a Leistung, a municipality, a run), or None."""
    text = str(value)
    declared = column_of(table, column)
    target = OWN_PAGES.get((declared.references if declared else None) or f"{table}.{column}")
    if column == "leistungsschluessel" and is_leistungsschluessel(text):
        target = "/leistung/"
    elif column in ("ags", "geber_ags", "nachfolger_ags") and is_ags(text):
        target = "/kommune/"
    elif column == "lauf_id":
        target = "/lauf/"
    return f"{target}{text}" if target and text.isascii() and text.isdigit() else None


def external(url: str, text: str | None = None) -> Markup:
    """A link to another site; call it only with what `weblink` let through."""
    shown = text or url
    if len(shown) > LONGEST_LINK_TEXT:
        shown = shown[: LONGEST_LINK_TEXT - 1] + "…"
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, shown)


def _label(value: Any, label: Any) -> Markup:
    """The value of a foreign key after what it stands for."""
    return Markup('{} <span class="leise">({})</span>').format(label, value)


def _cleaned(html: str) -> Markup:
    """Text of a Redaktion with nothing in it but the tags that the standard allows."""
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES))  # noqa: S704 - cleaned


def _plain(value: Any, column: str, table: str | None) -> Markup | str | None:
    if isinstance(value, str):
        if f"{table}.{column}" in HTML:
            return _cleaned(value)
        link = weblink(value)
        if link:
            return external(link)
        if value.strip().lower().startswith(("http:", "https:")):
            # Datasette would make a link of it.
            return value
        if TIME.fullmatch(value):
            return zeitpunkt(value)
        return datum(value) if DATE.fullmatch(value) else None
    if isinstance(value, int | float) and not is_plain_number(table, column):
        return zahl(value)
    return None


def render(value: Any, column: str, table: str | None, prefix: str = "") -> Markup | str | None:
    """A value for a list, or None where nothing special applies; text that is returned is still to be escaped.

    A foreign key arrives as a dictionary of its value and label; `prefix` is the path the site lives under.
    """
    label = None
    if isinstance(value, dict):
        value, label = value.get("value"), value.get("label")
    if value in (None, ""):
        return None
    has_label = label not in (None, "") and str(label) != str(value)
    page = own_page(table, column, value)
    if page:
        text = label if has_label else value
        link = Markup('<a href="{}">{}</a>').format(prefix + page, text)
        return link + Markup('<br><span class="leise">{}</span>').format(value) if has_label else link
    if has_label:
        return _label(value, label)
    return _plain(value, column, table)
