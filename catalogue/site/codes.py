"""Meanings of codes for the pages: looked up in the view `code_bezeichnungen`, never guessed."""

import json
from collections.abc import Iterable

from datasette.app import Datasette
from markupsafe import Markup

from catalogue.codes import LABELS, LISTS, codes_in, labelled
from catalogue.site.reading import rows


def _shown(parts: Iterable[tuple[str, str | None]]) -> Markup:
    """The labels with their codes, or the codes alone."""
    texts = [
        Markup('{} <span class="leise">({})</span>').format(label, code) if label else code for code, label in parts
    ]
    return Markup("; ").join(texts)


async def meanings(datasette: Datasette, column: str, *values: str | None) -> dict[str | None, Markup]:
    """Each value of a column of codes as pages show it: its codes, each with its label or alone."""
    wanted = {value for value in values if value}
    codes = sorted(wanted.union(*map(codes_in, wanted)))
    found = await rows(datasette, LABELS, {"liste": LISTS[column], "codes": json.dumps(codes)}) if codes else []
    labels = {row["code"]: row["bezeichnung"] for row in found}
    return {value: _shown(labelled(value, labels)) for value in wanted}


async def cell(datasette: Datasette, column: str, value: str) -> Markup:
    """One value of a column of codes as a list shows it."""
    return (await meanings(datasette, column, value))[value]
