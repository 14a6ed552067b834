"""Options that several commands have, each declared once."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from catalogue.keys import EISENACH

F = TypeVar("F", bound=Callable[..., Any])

LISTS = ("table", "csv", "json")
OF_A_TOWN = "The town whose list it is."
# After so many days a source is said to be old.
MAX_AGE_DAYS = 14
REFERENCE = "Reference town (AGS or ARS)."


def declared(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator; the help names them in the order in which they stand here."""

    def with_options(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


def ags_option(help_text: str) -> Callable[[F], F]:
    """`--ags`: the town that a command is about, Eisenach if none is named."""
    return click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help=help_text)


def limit_option(help_text: str = "At most so many.", default: int | None = None) -> Callable[[F], F]:
    """`--limit`: how many lines there are at most."""
    return click.option(
        "--limit", type=click.IntRange(min=1), default=default, show_default=default is not None, help=help_text
    )


def format_option(
    formats: Sequence[str] = LISTS, help_text: str = "A table for reading; csv and json with all columns."
) -> Callable[[F], F]:
    """`--format`, which the command gets as `fmt`; the first one is the default."""
    return click.option(
        "--format", "fmt", type=click.Choice(formats), default=formats[0], show_default=True, help=help_text
    )


def max_age_option(command: F) -> F:
    """`--max-age-days`: how old what a source reported may be."""
    return click.option(
        "--max-age-days",
        type=click.IntRange(min=1),
        default=MAX_AGE_DAYS,
        show_default=True,
        help="A source that was last harvested before so many days is old, which is a finding.",
    )(command)


def json_option(command: F) -> F:
    """`--json`, for programs that read; the command gets it as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write all there is to stdout as JSON.")(command)
