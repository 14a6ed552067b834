"""`thavel match`: what the entries of a town's own list mean, and what a person says about it."""

import sys
from collections.abc import Collection, Iterator
from functools import partial

import click
from sqlite_utils import Database

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import OF_A_TOWN, ags_option, format_option, limit_option
from catalogue.commands.console.show import show
from catalogue.errors import ThavelError
from catalogue.questions.places import resolve
from catalogue.store import assignments
from catalogue.store.rules import changed_rules
from catalogue.tables.bestand import CONFIRMED, REJECTED
from comparisons.inputs import own_list
from comparisons.titles.wording import normal_title

COLUMNS = ("titel", "stand", "leistungsschluessel", "leistung", "punkte", "begruendung")
# So many entries that wait for a person are named after an import.
NAMED = 5

_TITLE, _KEY = click.argument("title", metavar="TITEL"), click.argument("key", metavar="SCHLUESSEL")


@click.group(invoke_without_command=True)
@ags_option(OF_A_TOWN)
@limit_option("At most so many entries.")
@format_option()
@click.pass_context
def match(click_context: click.Context, ags: str, limit: int | None, fmt: str) -> None:
    """Which Leistungen the entries without key of a town's own list mean, with up to three suggestions."""
    if click_context.invoked_subcommand:
        return
    context: Context = click_context.obj
    with context.catalogue() as db:
        _tell_of_new_rules(context, db)
        listed = own_list.read_own_list(db, resolve(db, [ags])[0].ags, seen=partial(_shown, context))
    if not listed.entries:
        raise ThavelError(f"Für {ags} ist keine eigene Liste da. Importieren Sie sie: thavel import bestand DATEI")
    show(own_list.suggestion_rows(listed.proposals[:limit]), COLUMNS, fmt)


def _tell_of_new_rules(context: Context, db: Database) -> None:
    """Say which rules have changed since they were last read: what only reads does not read them anew."""
    changed = [table.name for table, _ in changed_rules(db, context.rules, context.say)]
    if changed:
        context.say(f"Geänderte Regeln gelten erst nach „thavel compare“ oder einem Import: {', '.join(changed)}.")


def _shown(context: Context, titles: Collection[str]) -> Iterator[str]:
    """The titles, one after the other; in a terminal a bar shows how many are done."""
    if context.quiet or context.verbose or not sys.stderr.isatty():
        yield from titles
        return
    with click.progressbar(titles, label="Titel zuordnen", file=sys.stderr) as bar:
        yield from bar


def say_matches(context: Context, ags: str) -> None:
    """Say how many entries of a town's list without key were recognised, and the first that wait for a person."""
    with context.catalogue() as db:
        listed = own_list.read_own_list(db, ags, seen=partial(_shown, context))
    waiting = [proposal for proposal in listed.proposals if proposal.state == own_list.OPEN]
    known = len(listed.proposals) - len(waiting)
    if not listed.proposals:
        return
    entries = f"{len(listed.proposals)} Einträge, davon {known} zugeordnet, {len(waiting)} offen"
    context.say(f"Liste von {ags}, ohne Schlüssel: {entries}.")
    for proposal in waiting[:NAMED]:
        best = proposal.matches[0] if proposal.matches else None
        context.say(f"  {proposal.title} – " + (f"vielleicht {best.name} ({best.key})" if best else "nichts Ähnliches"))
    if waiting:
        context.say("Bestätigen oder ablehnen: thavel match")


def _decide(context: Context, ags: str, title: str, key: str, art: str, person: str) -> None:
    with context.catalogue(write=True) as db:
        town = resolve(db, [ags])[0].ags
        normal = own_list.asked_about(db, town, title)
        assignment = assignments.Assignment(normal, key, art, own_list.points(db, title, key))
        assignments.decide(db, town, assignment, person)
    context.say(f"„{title}“ und {key}: {art}. Neu vergleichen: thavel compare")


@match.command(name="confirm")
@_TITLE
@_KEY
@click.option("--person", required=True, help="Who says so.")
@ags_option(OF_A_TOWN)
@click.pass_obj
def match_confirm(context: Context, title: str, key: str, person: str, ags: str) -> None:
    """The entry means this Leistung; it stays so, whatever is imported."""
    _decide(context, ags, title, key, CONFIRMED, person)


@match.command(name="reject")
@_TITLE
@_KEY
@click.option("--person", required=True, help="Who says so.")
@ags_option(OF_A_TOWN)
@click.pass_obj
def match_reject(context: Context, title: str, key: str, person: str, ags: str) -> None:
    """The entry does not mean this Leistung; it is not suggested again."""
    _decide(context, ags, title, key, REJECTED, person)


@match.command(name="forget")
@_TITLE
@click.argument("key", metavar="[SCHLUESSEL]", required=False)
@ags_option(OF_A_TOWN)
@click.pass_obj
def match_forget(context: Context, title: str, key: str | None, ags: str) -> None:
    """Take back what was confirmed or rejected for a title, for one Leistung or all."""
    with context.catalogue(write=True) as db:
        count = assignments.forget(db, resolve(db, [ags])[0].ags, normal_title(title), key)
    if not count:
        raise ThavelError(f"Zu „{title}“ war nichts bestätigt oder abgelehnt.")
    context.say(f"Zurückgenommen: {count}. Neu vergleichen: thavel compare")
