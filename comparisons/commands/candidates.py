"""`thavel candidates`."""

from collections.abc import Sequence
from pathlib import Path

import click

from catalogue import export as exports
from catalogue.commands.console.context import Context
from catalogue.commands.console.show import heading, list_options, show
from catalogue.questions import reports
from catalogue.store.decisions import known_department
from catalogue.tables.entscheidungen import STATUS

COLUMNS = ("rang", "leistungsschluessel", "bezeichnung", "plattform", "geber", "aufwand", "punkte", "status")
# Only where something listed closes several gaps.
ALSO = "auch_fuer"


@click.command()
@list_options
@click.option("--status", type=click.Choice(STATUS, case_sensitive=False), help="Only what was decided so.")
@click.option("--fachbereich", help="Only those proposed to this department.")
@click.option(
    "--best", is_flag=True, help="Only the best solution of each Leistung, once where it closes the gaps of several."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all that match, with all columns, to a file that ends in .xlsx, .csv or .json.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def candidates(
    context: Context,
    fmt: str,
    limit: int | None,
    themenfeld: str | None,
    art: str | None,
    status: str | None,
    fachbereich: str | None,
    best: bool,
    output: Path | None,
    force: bool,
) -> None:
    """List the candidates for reuse, best first."""
    if output and (best or limit):
        raise click.UsageError("--best und --limit gelten für die Liste; in die Datei kommen alle, die passen.")
    with context.catalogue(decided=True) as db:
        heading(context, db)
        department = known_department(db, fachbereich) if fachbereich else None
        wanted = {"art": art, "themenfeld": themenfeld, "status": status, "fachbereich": department}
        if output is None:
            _show(reports.candidates(db, limit=limit, best=best, **wanted), fmt)
            return
        filters = {name: value for name, value in wanted.items() if value is not None}
        exports.export(db, "kandidaten", output.suffix[1:].lower(), output, filters=filters, force=force)
    context.say(f"Geschrieben: {output}")


def show_candidates(context: Context, *, limit: int, best: bool) -> None:
    """Show the first candidates as a table, without the remarks about the comparison."""
    with context.catalogue(decided=True) as db:
        _show(reports.candidates(db, limit=limit, best=best))


def _show(found: Sequence[reports.Row], fmt: str = "table") -> None:
    show(found, (*COLUMNS, ALSO) if any(row[ALSO] for row in found) else COLUMNS, fmt)
