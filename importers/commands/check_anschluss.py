"""`thavel check anschluss`."""

from functools import partial

import click

from catalogue.clock import days_ago
from catalogue.commands.console.context import Context
from catalogue.commands.console.options import format_option, limit_option
from catalogue.commands.console.show import heading, show, show_text
from catalogue.errors import ThavelError
from catalogue.questions.anschluss import compared_towns, connection_results, connections_to_check
from catalogue.questions.places import resolve
from catalogue.tables.anschluss import ERGEBNISSE
from importers.anschluss.answers import ConnectionEndpoints
from importers.anschluss.check import MANNERS, ConnectionCheck
from importers.commands.console.connections import connection_options
from importers.commands.console.options import manners_options
from importers.commands.console.running import run, say_messages
from importers.run.runner import Options
from importers.run.source import Source
from importers.web.manners import Manners

SOURCES: tuple[type[Source], ...] = (ConnectionCheck,)
COLUMNS = ("kommune", "leistungsschluessel", "leistung", "weg", "ergebnis", "grund")


@click.command(name="anschluss")
@click.option("--ags", multiple=True, help="AGS or ARS of a municipality; can be repeated. Those compared if missing.")
@click.option(
    "--max-age-days",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="What was checked within so many days is not asked again.",
)
@limit_option("At most so many questions, those asked longest ago first.")
@click.option("--dry-run", is_flag=True, help="Say how many would be asked; ask nothing.")
@format_option()
@connection_options
@partial(
    manners_options,
    defaults=MANNERS,
    prefix="THAVEL_ANSCHLUSS_",
    parallel_help="Requests under way at the same time, per host; questions are asked one after the other.",
)
@click.pass_obj
def check_anschluss(
    context: Context,
    ags: tuple[str, ...],
    max_age_days: int,
    limit: int | None,
    dry_run: bool,
    fmt: str,
    connections: ConnectionEndpoints,
    manners: Manners,
) -> None:
    """Ask whether the authorities of a municipality are connected to the services that all share.

    Asked is only where it matters: for Leistungen whose address everybody can open and that the municipality offers by
    it, or lacks, unless the comparison says that it is not responsible. FIT-Connect is asked for a route by Leistung
    and area, the Bundesportal for its page of a service that somebody reported there. Exits with 1 if not everything
    could be asked; a check that was stopped goes on when it is called again.
    """
    with context.catalogue(write=not dry_run) as db:
        heading(context, db)
        towns = [place.ags for place in resolve(db, ags)] if ags else compared_towns(db)
        questions = connections_to_check(db, towns, before=days_ago(max_age_days), limit=limit)
    if dry_run or not questions:
        text = f"Zu prüfen: {len(questions)} Anschlüsse. Gefragt wurde nichts."
        if dry_run:
            show_text(text)
        else:
            context.say(text)
        return
    source = ConnectionCheck(questions, connections, manners)
    result = run(context, source, Options(), "rufen Sie den Befehl noch einmal auf, geht es dort weiter")
    say_messages(context, result)
    with context.catalogue() as db:
        found = connection_results(db, result.run_id)
    show(found, COLUMNS, fmt)
    counts = ", ".join(f"{sum(row['ergebnis'] == kind for row in found)} {kind}" for kind in ERGEBNISSE)
    context.say(
        f"Lauf {result.run_id} {result.status}: {len(found)} von {len(questions)} Anschlüssen geprüft: {counts}."
    )
    if len(found) < len(questions):
        raise ThavelError(
            f"Nicht geprüft wurden {len(questions) - len(found)} Anschlüsse; die Meldungen sagen warum. "
            "Rufen Sie den Befehl später noch einmal auf, geht es dort weiter."
        )
