"""Options of imports that read a table of a town: the file, the town, which sheets, and which column is which."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.core import ParameterSource

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import OF_A_TOWN, ags_option
from catalogue.questions.places import resolve
from importers.commands.console.running import require_something
from importers.town.spreadsheet import ByHand

F = TypeVar("F", bound=Callable[..., Any])


def table_options(command: F) -> F:
    """File, town, and sheets and columns named by hand; the command gets them as `path`, `place` and `by_hand`.

    There is neither file nor town where `--from-raw` alone reads what is kept of every town.
    """

    @wraps(command)
    def with_table(
        *args: Any, path: Path | None, ags: str, sheet: tuple[str, ...], column: tuple[str, ...], **given: Any
    ) -> Any:
        columns = {}
        for assigned in column:
            name, sign, heading = assigned.partition("=")
            if not sign or not name.strip() or not heading.strip():
                raise click.UsageError(
                    f"--column {assigned}: Geben Sie es an als NAME=ÜBERSCHRIFT, etwa titel=Anliegen."
                )
            columns[name.strip().lower()] = heading.strip()
        require_something(path, given)
        place = None
        called = click.get_current_context()
        if path or called.get_parameter_source("ags") is ParameterSource.COMMANDLINE or not given["from_raw"]:
            context: Context = called.obj
            with context.catalogue(write=not given["dry_run"]) as db:
                place = resolve(db, [ags])[0]
        return command(*args, path=path, place=place, by_hand=ByHand(sheet, columns), **given)

    wrapped: Any = with_table
    for option in (
        ags_option(OF_A_TOWN),
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
    wrapped = click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))(wrapped)
    return cast(F, wrapped)
