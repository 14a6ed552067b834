"""`thavel check links`."""

from functools import partial

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import limit_option
from catalogue.commands.console.show import show_text
from catalogue.errors import ThavelError
from importers.commands.console.options import manners_options
from importers.commands.console.running import run, say_messages
from importers.linkcheck.check import MANNERS, LinkCheck
from importers.linkcheck.report import links_wanted, report
from importers.run.runner import Options
from importers.run.source import Source
from importers.web.manners import Manners

SOURCES: tuple[type[Source], ...] = (LinkCheck,)


@click.command(name="links")
@click.option("--all", "everything", is_flag=True, help="All current offers, not only gaps, candidates and the town's.")
@click.option(
    "--max-age-days",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="Links that were checked within so many days are not asked again.",
)
@limit_option("At most so many, those checked longest ago first.")
@click.option("--dry-run", is_flag=True, help="Say how many would be asked; ask nothing.")
@partial(
    manners_options,
    defaults=MANNERS,
    prefix="THAVEL_LINKS_",
    parallel_help="Hosts asked at the same time; each of them one request after the other.",
)
@click.pass_obj
def check_links(
    context: Context, everything: bool, max_age_days: int, limit: int | None, dry_run: bool, manners: Manners
) -> None:
    """Ask the links of gaps, candidates and the reference town, and note which are broken.

    Exits with 1 only if the work failed, or a link of the reference town is found broken: those are listed. Broken
    links of others are a result and no reason to stop: they are counted, and `thavel compare` takes them into account.
    A check that was stopped goes on when it is called again.
    """
    with context.catalogue(write=not dry_run) as db:
        links = links_wanted(db, max_age_days=max_age_days, everything=everything, limit=limit)
    source = LinkCheck(links, everything=everything, manners=manners)
    if dry_run or not links:
        text = f"Zu prüfen: {len(links)} Links auf {source.hosts()} Servern. Gefragt wurde nichts."
        if dry_run:
            show_text(text)
        else:
            context.say(text)
        return
    result = run(context, source, Options(), "rufen Sie den Befehl noch einmal auf, geht es dort weiter")
    say_messages(context, result)
    with context.catalogue() as db:
        found = report(db, result.run_id)
    for line in found.broken:
        show_text(line)
    context.say(f"Lauf {result.run_id} {result.status}: {found.summary(source.hosts())}")
    if found.complaint:
        raise ThavelError(found.complaint)
