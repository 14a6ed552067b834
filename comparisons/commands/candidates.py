"""`thavel candidates`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.show import heading, list_options, show
from catalogue.questions import reports

COLUMNS = ("rang", "bezeichnung", "plattform", "geber", "aufwand", "punkte", "status")


@click.command()
@list_options
@click.option("--best", is_flag=True, help="Only the best solution of each Leistung.")
@click.pass_obj
def candidates(
    context: Context, fmt: str, limit: int | None, themenfeld: str | None, art: str | None, best: bool
) -> None:
    """List the candidates for reuse, best first."""
    with context.catalogue(decided=True) as db:
        heading(context, db)
        show(reports.candidates(db, art=art, themenfeld=themenfeld, limit=limit, best=best), COLUMNS, fmt)


def show_candidates(context: Context, *, limit: int, best: bool) -> None:
    """Show the first candidates as a table, without the remarks about the comparison."""
    with context.catalogue(decided=True) as db:
        show(reports.candidates(db, limit=limit, best=best), COLUMNS)
