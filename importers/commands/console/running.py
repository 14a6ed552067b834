"""A run of a source as a command shows it: progress while it goes on, then messages and counts."""

import sys
from collections.abc import Mapping
from typing import Any

import click

from catalogue.commands.console.context import Context
from catalogue.errors import StoppedError, ThavelError
from importers.commands.console.options import schema_folder
from importers.run.runner import Options, RunResult, run_import
from importers.run.source import Source

# How finely the progress bar shows what is done of one group.
STEPS = 1000
MESSAGES = 20


def require_something(named: object, given: Mapping[str, Any]) -> None:
    """Raises a wrong usage where nothing is named that could be read, and nothing kept is to be read again."""
    if not named and not given.get("from_raw"):
        raise click.UsageError("Geben Sie an, was eingelesen werden soll; nur mit --from-raw ist es alles Aufbewahrte.")


def run_sources(context: Context, given: Mapping[str, Any], source: Source, *others: Source) -> None:
    """Import one source after the other with the options that `import_options` gave a command.

    Raises `ThavelError` where nothing of one or of a file of it could be taken over, where so much was missing that it
    was held back, or on any error with --strict.
    """
    require_something(source.groups(), given)
    options = Options(**{**given, "schemas": schema_folder(context, given.get("schemas"))})
    with context.catalogue(renew_rules=not options.dry_run):
        pass
    results = [_run_one(context, wanted, options) for wanted in (source, *others)]
    if any(result.failed for result in results):
        how = "nicht vollständig gelungen" if any(result.counts.objects for result in results) else "fehlgeschlagen"
        raise ThavelError(
            f"Der Import ist {how}; die Meldungen darüber sagen warum. Was vorher im Katalog war, ist erhalten."
        )


def _run_one(context: Context, source: Source, options: Options) -> RunResult:
    result = run(context, source, options, "mit --resume geht es dort weiter")
    if options.resume and result.continues is None:
        context.say("Es gab nichts fortzusetzen; der Import begann neu.")
    say_messages(context, result)
    counts = result.counts
    context.say(
        ("Probelauf, nichts gespeichert" if options.dry_run else f"Lauf {result.run_id} {result.status}")
        + f": Lieferungen {counts.lieferungen}; Objekte: {counts.neu} neu, {counts.geaendert} geändert, "
        f"{counts.unveraendert} unverändert, {counts.verschwunden} verschwunden, {counts.abgelehnt} abgelehnt."
    )
    return result


def run(context: Context, source: Source, options: Options, going_on: str) -> RunResult:
    """Run a source with a progress bar; `going_on` says how to continue if the user stops it."""
    try:
        if context.quiet or context.verbose or not sys.stderr.isatty():
            return run_import(context.db, source, options)
        with click.progressbar(length=source.groups() * STEPS, label=source.card.titel, file=sys.stderr) as bar:
            return run_import(
                context.db, source, options, lambda done, total, label: bar.update(int(done * STEPS) - bar.pos)
            )
    except KeyboardInterrupt:
        raise StoppedError(f"Abgebrochen. Was gespeichert ist, bleibt; {going_on}.") from None


def say_messages(context: Context, result: RunResult) -> None:
    """The first messages of a run, and where the others are; with -q only errors."""
    for level, text, key, place, count in result.messages[:MESSAGES]:
        where = " – ".join(part for part in (key, place) if part)
        times = f" ({count}-mal)" if count > 1 else ""
        context.say(f"{level}: {text}{times}" + (f" [{where}]" if where else ""), error=level == "Fehler")
    others = result.messages[MESSAGES:]
    if others:
        where = f"thavel messages --run {result.run_id}"
        context.say(f"… und {len(others)} weitere: {where}", error=any(other[0] == "Fehler" for other in others))
