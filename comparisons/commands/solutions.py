"""`thavel solutions list` and `thavel solutions unknown`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import LISTS, format_option, limit_option
from catalogue.commands.console.show import heading, show, show_text
from catalogue.questions import reports
from comparisons.solutions.unknown import TO_COMPLETE, pattern_lines, unknown_groups

COLUMNS = ("loesung", "plattform", "aufwand", "kommunen", "leistungen", "nutzer")
UNKNOWN = ("host", "pfad", "kommunen", "leistungen", "links", "beispiel")


@click.group()
def solutions() -> None:
    """The solutions behind the links: those that are recognised, and links that no pattern knows yet."""


@solutions.command(name="list")
@format_option()
@limit_option()
@click.pass_obj
def solutions_list(context: Context, fmt: str, limit: int | None) -> None:
    """List the recognised solutions with their users, most users first."""
    with context.catalogue() as db:
        heading(context, db)
        show(reports.solutions(db, limit=limit), COLUMNS, fmt)


@solutions.command(name="unknown")
@format_option((*LISTS, "muster"), "muster: a line for loesungsmuster.csv per group, to be completed.")
@limit_option()
@click.pass_obj
def solutions_unknown(context: Context, fmt: str, limit: int | None) -> None:
    """List the hosts of links that no pattern recognises, those of most municipalities first."""
    with context.catalogue() as db:
        heading(context, db)
        groups = unknown_groups(db)[:limit]
        if fmt != "muster":
            show([group.row() for group in groups], UNKNOWN, fmt)
            return
        show_text(pattern_lines(db, groups), nl=False)
    context.say(
        "Jeden Link erkennt ein Muster; es gibt nichts zu ergänzen."
        if not groups
        else f"Ergänzen Sie in jeder Zeile {', '.join(TO_COMPLETE)}, prüfen Sie das Muster, und fügen Sie sie an "
        "loesungsmuster.csv in Ihrem Ordner der Regeln an (thavel rules copy ORDNER). Dann: thavel compare"
    )
