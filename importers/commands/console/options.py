"""Options of imports: what is kept and checked, how a live service is asked, and which municipalities are asked for."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import ags_option, declared
from catalogue.keys import LAND_ARS
from catalogue.questions.places import of_kreis, places, resolve
from importers.web.manners import Manners

F = TypeVar("F", bound=Callable[..., Any])

FILES = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def import_options(command: F) -> F:
    """Options that every import has."""
    return declared(
        click.option("--dry-run", is_flag=True, help="Parse and report, write nothing."),
        click.option(
            "--strict",
            is_flag=True,
            help="Check documents against their schema; exit with 1 if there is any message of level Fehler.",
        ),
        click.option(
            "--resume/--fresh", default=False, help="Continue the last unfinished run, or start anew (default)."
        ),
        click.option("--from-raw", is_flag=True, help="Parse kept deliveries again, without the network."),
        click.option("--older", is_flag=True, help="Take over even what is older than what it replaces."),
        click.option(
            "--confirm-deletions",
            is_flag=True,
            help="Take over even where more than a fifth is missing, or new in open-pvog.",
        ),
        click.option(
            "--schemas",
            type=click.Path(path_type=Path, file_okay=False),
            envvar="THAVEL_SCHEMA_CACHE",
            help="Folder of the official schema files for --strict; `schemata` beside the catalogue if missing.",
        ),
    )(command)


def cache_option(command: F) -> F:
    """The folder of official schema files; the command gets it as `cache`."""
    return click.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="THAVEL_SCHEMA_CACHE",
        help="Folder of the official schema files; `schemata` beside the catalogue if missing.",
    )(command)


def schema_folder(context: Context, cache: Path | None) -> Path:
    """The folder of official schema files: the one that was named, else `schemata` beside the catalogue."""
    return cache or context.db.parent / "schemata"


def live_options(command: F) -> F:
    """Rate, requests at a time, time-out and contact for a live service; the command gets them as `manners`."""
    return manners_options(command, Manners(), "THAVEL_", "Requests under way at the same time, per host.")


def manners_options(command: F, defaults: Manners, prefix: str, parallel_help: str) -> F:
    """Options that change the default manners; `prefix` begins the names of their variables, but for the contact."""

    @wraps(command)
    def with_manners(*args: Any, rate: float, parallel: int, timeout: float, contact: str, **given: Any) -> Any:
        manners = replace(defaults, rate=rate, parallel=parallel, read_timeout=timeout, contact=contact)
        return command(*args, manners=manners, **given)

    return declared(
        click.option(
            "--rate",
            type=click.FloatRange(min=0),
            default=defaults.rate,
            show_default=True,
            envvar=f"{prefix}RATE",
            help="Requests per second and host; 0 = no limit.",
        ),
        click.option(
            "--parallel",
            type=click.IntRange(1, 16),
            default=defaults.parallel,
            show_default=True,
            envvar=f"{prefix}PARALLEL",
            help=parallel_help,
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0.1),
            default=defaults.read_timeout,
            show_default=True,
            envvar=f"{prefix}TIMEOUT",
            help="Seconds to wait for an answer.",
        ),
        click.option(
            "--contact",
            default=defaults.contact,
            show_default=True,
            envvar="THAVEL_CONTACT",
            help="Contact in the User-Agent.",
        ),
    )(cast(F, with_manners))


def place_options(command: F) -> F:
    """The choice of municipalities to ask for; the command gets them as `wanted`."""

    @wraps(command)
    def with_places(
        *args: Any,
        ars: tuple[str, ...],
        kreis: str | None,
        land: str | None,
        comparable: bool,
        ags: str,
        **given: Any,
    ) -> Any:
        chosen = sum((bool(ars), bool(kreis), bool(land), comparable))
        if not chosen and given["from_raw"]:
            return command(*args, wanted=[], **given)
        if chosen != 1:
            raise click.UsageError("Geben Sie genau eines an: --ars, --kreis, --land oder --comparable.")
        context: Context = click.get_current_context().obj
        with context.catalogue(renew_rules=not given["dry_run"]) as db:
            if kreis:
                wanted = of_kreis(db, kreis)
            elif land:
                wanted = places(db) or resolve(db, [ags])
            else:
                wanted = resolve(db, ars or context.handed.comparable(db, resolve(db, [ags])[0].ags))
        return command(*args, wanted=wanted, **given)

    return declared(
        click.option("--ars", multiple=True, help="ARS or AGS of a municipality; can be repeated."),
        click.option("--kreis", metavar="KEY", help="All municipalities of a Kreis (five digits, e.g. 16063)."),
        click.option("--land", type=click.Choice([LAND_ARS[:2]]), help="All municipalities of the Land."),
        click.option(
            "--comparable", is_flag=True, help="The reference town and the municipalities comparable with it."
        ),
        ags_option("Reference town for --comparable."),
    )(cast(F, with_places))
