"""Options of imports that read a table: which sheets, and which column is which."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from importers.town.spreadsheet import ByHand

F = TypeVar("F", bound=Callable[..., Any])


def table_options(command: F) -> F:
    """Sheets and columns named by hand; the command gets them as `by_hand`."""

    @wraps(command)
    def with_table(*args: Any, sheet: tuple[str, ...], column: tuple[str, ...], **given: Any) -> Any:
        columns = {}
        for assigned in column:
            name, sign, heading = assigned.partition("=")
            if not sign or not name.strip() or not heading.strip():
                raise click.UsageError(
                    f"--column {assigned}: Geben Sie es an als NAME=ÜBERSCHRIFT, etwa titel=Anliegen."
                )
            columns[name.strip().lower()] = heading.strip()
        return command(*args, by_hand=ByHand(sheet, columns), **given)

    wrapped: Any = with_table
    for option in (
        click.option(
            "--column",
            multiple=True,
            metavar="NAME=HEADING",
            help="The column under this heading is titel, link ...; can be repeated.",
        ),
        click.option(
            "--sheet",
            multiple=True,
            metavar="NAME",
            help="Read this sheet of the XLSX, hidden or not; can be repeated. The best fitting one that is shown if "
            "missing.",
        ),
    ):
        wrapped = option(wrapped)
    return cast(F, wrapped)
