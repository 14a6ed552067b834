"""`thavel check acknowledge`."""

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.show import show_text
from catalogue.formats import tag
from catalogue.store.acknowledgements import acknowledge, acknowledged, run_of, take_back


@click.command(name="acknowledge")
@click.argument("run", metavar="LAUF", type=click.IntRange(min=1))
@click.option("--person", help="Who acknowledges it: a name or initials, no other personal data.")
@click.option("--note", help="Why it is dealt with, without personal data.")
@click.option("--undo", is_flag=True, help="Let `thavel check` tell of the run again.")
@click.option("--dry-run", is_flag=True, help="Check and show, write nothing.")
@click.pass_obj
def check_acknowledge(
    context: Context, run: int, person: str | None, note: str | None, undo: bool, dry_run: bool
) -> None:
    """Say that what the run LAUF left behind is known and dealt with, so that `thavel check` tells of it no more.

    It holds for this run: a later one that fails or alarms is told again. Where an extent is not harvested any more,
    acknowledge its last run. All acknowledgements: thavel export quittungen.
    """
    if not undo and not (person and note):
        raise click.UsageError("Geben Sie an, wer quittiert und warum: --person KÜRZEL --note GRUND")
    with context.catalogue(write=not dry_run) as db:
        of_run, before = run_of(db, run), acknowledged(db, run)
        name = f"Lauf {run} ({of_run.quelle}, {of_run.status}, {tag(of_run.beginn)})"
        if dry_run:
            there = f"quittiert von {before.person}: {before.notiz}" if before else "nicht quittiert"
            context.say(f"Probelauf, nichts gespeichert. Bisher ist {name} {there}.")
        elif undo:
            take_back(db, run)
            show_text(f"{name} ist nicht mehr quittiert.")
        else:
            made = acknowledge(db, run, person or "", note or "")
            show_text(f"{name} quittiert von {made.person}: {made.notiz}")
