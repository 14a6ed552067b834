"""The `thavel` command: its root, and the two sequences that need all rooms; all other commands live in their room."""

import os
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from click.core import ParameterSource

from catalogue.commands.console.context import Context, HandedIn
from catalogue.commands.console.ending import run_to_end
from catalogue.commands.console.groups import RoomsGroup
from catalogue.commands.console.logs import show_logs
from catalogue.commands.console.options import REFERENCE, ags_option, json_option, max_age_option
from catalogue.commands.console.settings import FILE_OF_SETTINGS, SETTINGS_OF_RUN, defaults, read_settings
from catalogue.commands.console.show import show_json, show_text
from catalogue.commands.console.steps import StepOfUpdate, run_step
from catalogue.temporary import own_folder
from catalogue.update import STEPS, refresh

if TYPE_CHECKING:
    from sqlite_utils import Database

# What the functions here need of the rooms is imported where they need it: the root is loaded for every command.

WINGS = ("catalogue.commands", "importers.commands", "comparisons.commands")


def _read_config(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    if not value.exists():
        if context.get_parameter_source("config") is not click.core.ParameterSource.DEFAULT:
            raise click.BadParameter(f"Die Datei {value} gibt es nicht.")
        return value
    try:
        settings = read_settings(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    context.meta[SETTINGS_OF_RUN], context.meta[FILE_OF_SETTINGS] = settings, value
    context.default_map = defaults(context.command, settings)
    return value


@click.group(cls=RoomsGroup, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "THAVEL"})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("thavel.toml"),
    show_default=True,
    is_eager=True,
    callback=_read_config,
    help="Optional configuration file (TOML).",
)
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("katalog.db"),
    show_default=True,
    envvar="THAVEL_DB",
    help="The catalogue file.",
)
@click.option(
    "--rules",
    "rules_directory",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="THAVEL_RULES",
    help="Directory with the town's own rule files; see `thavel rules`.",
)
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Show each request, delivery and step, and the traceback of an error; -vv also the SQL.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and remarks; errors are always shown.")
@click.version_option(package_name="thavel-katalog", message="%(prog)s %(version)s")
@click.pass_context
def thavel(
    context: click.Context, config: Path, db: Path, rules_directory: Path | None, verbose: int, quiet: bool
) -> None:
    """Catalogue of online services of Thuringian municipalities: harvest, compare, rank, publish."""
    # The commands `rules` make the directory, also where the file of settings names it already.
    if rules_directory and not rules_directory.exists() and context.invoked_subcommand != "rules":
        raise click.BadParameter(
            f"Das Verzeichnis „{rules_directory}“ gibt es nicht. Anlegen: thavel rules copy {rules_directory}",
            context,
            next(parameter for parameter in context.command.params if parameter.name == "rules_directory"),
        )
    obj: Context = context.ensure_object(Context)
    obj.db, obj.rules, obj.verbose, obj.quiet = db, rules_directory, verbose, quiet
    show_logs(verbose)
    context.with_resource(own_folder())


thavel.collect(WINGS)


def main() -> None:
    """Entry point of the console script."""
    run_to_end(thavel, Context(handed=HandedIn(_sources, _slow, _comparable, _list_imported, _count_decided)))


def _sources() -> Sequence[Mapping[str, str | None]]:
    from importers.registry import cards

    return [card.row() for card in cards()]


def _slow() -> Collection[str]:
    from importers.registry import cards

    return {card.name for card in cards() if card.slow}


def _comparable(db: "Database", ags: str) -> list[str]:
    from comparisons.inputs.peers import comparable_ags

    return comparable_ags(db, ags)


def _list_imported(context: Context, ags: str) -> None:
    from comparisons.commands.match import say_matches

    say_matches(context, ags)


def _count_decided(db: "Database", status: Mapping[str, str]) -> None:
    from comparisons.decided import count_decided

    count_decided(db, status)


@thavel.group(name="import", cls=RoomsGroup)
def import_group() -> None:
    """Import from a source."""


cast(RoomsGroup, import_group).collect(WINGS, "import")


@thavel.command()
@click.option(
    "--step",
    "steps",
    type=StepOfUpdate(),
    multiple=True,
    default=STEPS,
    show_default=True,
    envvar="THAVEL_UPDATE_STEPS",
    help="A command to run, e.g. 'import pvog --land 16'; can be repeated.",
)
@ags_option(REFERENCE)
@max_age_option
@json_option
@click.pass_context
def update(
    context: click.Context, steps: Sequence[tuple[str, ...]], ags: str, max_age_days: int, as_json: bool
) -> None:
    """Refresh all sources, compare and check, in one go for cron or a timer; exit with 1 if anything went wrong.

    A step that fails does not stop the others. The last line says how it went. With --json what the steps print goes to
    stderr, so that stdout holds the result only.
    """
    from catalogue.check import findings as wrong_with
    from catalogue.questions import reports
    from comparisons.compare import compare

    obj: Context = context.obj

    def compared() -> str:
        found = compare(obj.db, ags=ags, rules=obj.rules)
        return f"{sum(found.gaps.values())} Lücken, {found.candidates} Kandidaten"

    with obj.catalogue(renew_rules=True) as db:
        before = reports.last_run(db)
    if context.get_parameter_source("steps") is ParameterSource.DEFAULT_MAP:
        # Paths in the file of settings count from its folder.
        obj.db, obj.rules = obj.db.absolute(), obj.rules and obj.rules.absolute()
        os.chdir(context.meta[FILE_OF_SETTINGS].parent)
    root = context.find_root()
    with redirect_stdout(sys.stderr) if as_json else nullcontext():
        refreshed = refresh(steps, lambda words: run_step(root, words), compared, obj.say)
    with obj.catalogue() as db:
        outcomes = reports.outcomes_since(db, before)
        findings = wrong_with(db, obj.db, obj.handed.slow, max_age_days=max_age_days)
    for sentence in (*(f"{step}: {error}" for step, error in refreshed.wrong.items()), *(f.text for f in findings)):
        obj.say(sentence, error=True)
    if as_json:
        found = [finding._asdict() for finding in findings]
        show_json(refreshed.row() | {"ergebnis": outcomes, "befunde": found})
    else:
        show_text(refreshed.summary(outcomes, len(findings)))
    if refreshed.wrong or findings:
        context.exit(1)


@thavel.command()
@click.option(
    "--dir",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("thavel-demo"),
    show_default=True,
    help="Folder of the demo; delete it to be rid of it.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port of the site; 0 takes any."
)
@click.option("--no-serve", is_flag=True, help="Build and print only.")
@click.pass_obj
def demo(context: Context, directory: Path, port: int, no_serve: bool) -> None:
    """Build a catalogue from the bundled sample through the real importers, compare, and serve the site."""
    from catalogue.commands.serve import serve_site
    from comparisons.commands.candidates import show_candidates
    from comparisons.compare import compare
    from importers.commands.console.running import run_sources
    from importers.sample.demo import prepare, sample_sources
    from importers.sample.world import SAMPLE_NOTE

    context.db = directory / "katalog.db"
    prepare(context.db, context.rules)
    for source in sample_sources(context.db):
        run_sources(context, {}, source)
    compare(context.db, rules=context.rules)
    show_text(SAMPLE_NOTE)
    show_candidates(context, limit=10, best=True)
    if not no_serve:
        serve_site(context, context.db, "127.0.0.1", port)


if __name__ == "__main__":
    main()
