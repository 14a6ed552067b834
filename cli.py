"""The `thavel` command: parses arguments, calls one function, shows its result."""

import json
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from sqlite_utils import Database
from tabulate import tabulate

from catalogue import clock, site
from catalogue import export as catalogue_export
from catalogue.clock import days_ago
from catalogue.database import connect, explained
from catalogue.errors import ThavelError
from catalogue.keys import EISENACH, LAND_ARS
from catalogue.questions import check as catalogue_check
from catalogue.questions import reports
from catalogue.questions.explanation import explanation
from catalogue.questions.lookup import Place, links_to_check, of_kreis, places, resolve, title_of, used_code_lists
from catalogue.store import assignments, decisions
from catalogue.store.decisions import Decision
from catalogue.store.rules import BUNDLED, sync_rules
from catalogue.store.store import Store
from catalogue.tables.bestand import CONFIRMED, REJECTED
from catalogue.tables.entscheidungen import STATUS
from catalogue.tables.linkpruefungen import ERGEBNISSE
from catalogue.tables.vergleich import LUECKENARTEN
from catalogue.tables.verlauf import AENDERUNGSARTEN, EREIGNISSE
from comparisons.compare import compare
from comparisons.forms.schema_diff import diff, diff_rows, read_side, totals
from comparisons.inputs import own_list
from comparisons.inputs.peers import comparable_ags
from comparisons.solutions.unknown import TO_COMPLETE, pattern_lines, unknown_groups
from comparisons.titles.wording import normal_title
from importers import sample
from importers.codelisten.source import BASE_URL as XREPOSITORY
from importers.codelisten.source import Codelisten
from importers.fim.collections import CHOICES
from importers.fim.portal import BASE_URL as FIMPORTAL
from importers.fim.portal import PREFIXES, Portal, PortalEndpoints
from importers.fim.source import Fim, FimTexte
from importers.fim.xdatenfelder import XDatenfelder
from importers.fim.xprozess import XProzess
from importers.linkcheck.check import MANNERS as LINK_MANNERS
from importers.linkcheck.check import LinkCheck
from importers.probe.probe import Asker, probe
from importers.probe.questions import of_bereitstelldienst, of_fim, of_open_pvog, of_pvog, of_xrepository
from importers.pvog.bereitstelldienst import (
    AUTH_URL,
    CLIENT_ID,
    CLIENT_SECRET,
    EVERYWHERE,
    Access,
    Bereitstelldienst,
    BulkEndpoints,
    Credentials,
)
from importers.pvog.bereitstelldienst import BASE_URL as BEREITSTELLDIENST
from importers.pvog.dashboard import KNOWN_ENDPOINTS, OpenPvog
from importers.pvog.suchdienst import ALSO, BASE_URL, CLIENT_ID_HEADER, DESCRIPTIONS, Pvog, SuchdienstEndpoints
from importers.registers.gemeinden import Gemeinden
from importers.registers.leika import Leika
from importers.registry import cards
from importers.run.runner import Options, RunResult, run_import
from importers.run.source import Source
from importers.sample.register import register_lines
from importers.sample.simulator import Simulator
from importers.sample.world import SAMPLE_DATE, SAMPLE_NOTE, sample_world
from importers.town.bestand import Bestand
from importers.town.fallzahlen import Fallzahlen
from importers.web.manners import Manners
from importers.web.session import Session, SourceError
from importers.xzufi.source import XZuFi
from xoev_schemas.archive import MAX_ZIP_BYTES
from xoev_schemas.fetch import URNS, FetchError, cached, fetch
from xoev_schemas.manifest import UnknownSchemaError, schema_files
from xoev_schemas.recognition import UnknownStandardError
from xoev_schemas.validation import MAX_ERRORS, examine

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# How finely the progress bar shows what is done of one group.
STEPS = 1000

# What is refreshed where nothing else is configured: the Land, then who is responsible, then the rest.
UPDATE = (
    "import pvog --land 16",
    "import pvog --comparable --also responsible",
    "import open-pvog --comparable",
    "import fim",
    "import codeliste --used",
    "check links",
)

# Of columns that would be too wide for a terminal.
WIDTHS = {
    **dict.fromkeys(("bezeichnung", "text", "beispiele", "bedeutung", "titel"), 60),
    **dict.fromkeys(("feld", "unterschiede", "pfad_a", "pfad_b"), 32),
}
CANDIDATE_COLUMNS = ("rang", "bezeichnung", "plattform", "geber", "aufwand", "punkte", "status")
MATCH_COLUMNS = ("titel", "stand", "leistungsschluessel", "leistung", "punkte", "begruendung")
DIFF_COLUMNS = ("befund", "feld", "harmonisiert", "unterschiede", "pfad_a", "pfad_b")
GAP_COLUMNS = ("leistungsschluessel", "bezeichnung", "art", "zustaendig", "verwaltungen", "beispiele")
CHANGE_COLUMNS = ("zeitpunkt", "bereich", "art", "kommune", "leistung", "vorher", "nachher", "grund")
SOLUTION_COLUMNS = ("loesung", "plattform", "aufwand", "kommunen", "leistungen", "nutzer")
RUN_COLUMNS = (
    "id", "quelle", "beginn", "status", "lieferungen", "neu", "geaendert", "unveraendert", "verschwunden", "abgelehnt",
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])
Paths = tuple[str, ...]


class Context:
    """What every command shares: paths and how much to say."""

    def __init__(self, db: Path, rules: Path | None, *, verbose: bool, quiet: bool) -> None:
        self.db = db
        self.rules = rules
        self.verbose = verbose
        self.quiet = quiet

    def say(self, text: str) -> None:
        """Progress and remarks go to stderr, so that stdout holds data only."""
        if not self.quiet:
            click.echo(text, err=True)

    @contextmanager
    def catalogue(self, *, renew_rules: bool = False) -> Iterator[Database]:
        """The opened catalogue; with `renew_rules` its rules become what the files say."""
        with explained(self.db):
            db = connect(self.db)
            try:
                if renew_rules:
                    sync_rules(db, self.rules)
                yield db
            finally:
                db.close()


def _configured(command: click.Command, values: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    """Defaults from the configuration file: an option that reads THAVEL_X also reads the key x."""
    defaults: dict[str, Any] = {}
    for parameter in command.params:
        variable = parameter.envvar
        if isinstance(variable, str) and parameter.name:
            key = variable.removeprefix("THAVEL_").lower()
            known.add(key)
            if key in values:
                defaults[parameter.name] = _setting(key, values[key], several=parameter.multiple)
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            defaults[name] = _configured(child, values, known)
    return defaults


def _setting(key: str, value: object, *, several: bool) -> object:
    """A value of the configuration file as an option takes it: text or number, a list only where several are meant."""
    if several and isinstance(value, list):
        return [_setting(key, entry, several=False) for entry in value]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise click.BadParameter(f"„{key}“ muss ein Text oder eine Zahl sein, nicht {value!r}.")
    return str(value)


def _read_config(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    if not value.exists():
        if context.get_parameter_source("config") is not click.core.ParameterSource.DEFAULT:
            raise click.BadParameter(f"Die Datei {value} gibt es nicht.")
        return value
    try:
        values = tomllib.loads(value.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{value} ist keine gültige TOML-Datei: {error}") from error
    known: set[str] = set()
    context.default_map = _configured(context.command, values, known)
    unknown = sorted(values.keys() - known)
    if unknown:
        raise click.BadParameter(
            f"{value}: unbekannte Einträge {', '.join(unknown)}; bekannt sind {', '.join(sorted(known))}."
        )
    return value


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "THAVEL"})
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
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="THAVEL_RULES",
    help="Directory with the town's own rule files; see `thavel rules`.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the traceback of an error.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and remarks.")
@click.version_option(package_name="thavel-katalog")
@click.pass_context
def thavel(
    context: click.Context, config: Path, db: Path, rules_directory: Path | None, verbose: bool, quiet: bool
) -> None:
    """Catalogue of online services of Thuringian municipalities: harvest, compare, rank, publish."""
    context.obj = Context(db, rules_directory, verbose=verbose, quiet=quiet)


def main() -> None:
    """Entry point: every error a user can act on ends as one German message with exit code 1, without a traceback."""
    verbose = "-v" in sys.argv[1:] or "--verbose" in sys.argv[1:]
    try:
        thavel(standalone_mode=True)
    except ThavelError as error:
        if verbose:
            raise
        click.echo(f"Fehler: {error}", err=True)
        sys.exit(1)
    except Exception as error:
        if verbose:
            raise
        click.echo(
            f"Unerwarteter Fehler: {error!r}. Mit „thavel -v …“ sehen Sie die Einzelheiten; melden Sie sie bitte.",
            err=True,
        )
        sys.exit(1)


def import_options(command: F) -> F:
    """Options that every import has."""
    for option in (
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
    ):
        command = option(command)
    return command


_FORMAT = click.option(
    "--format", "fmt", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)


def list_options(command: F) -> F:
    """Options that every list has."""
    for option in (
        _FORMAT,
        click.option("--limit", type=click.IntRange(min=1), help="At most so many."),
        click.option("--themenfeld", help="Only this Themenfeld."),
        click.option("--art", type=click.Choice(LUECKENARTEN, case_sensitive=False), help="Only this kind of gap."),
    ):
        command = option(command)
    return command


def _show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], fmt: str = "table") -> None:
    if fmt == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif fmt == "csv":
        catalogue_export.write_csv(rows, sys.stdout)
    else:
        texts = [at for at, column in enumerate(columns) if any(isinstance(row[column], str) for row in rows)]
        cells = [[row[column] for column in columns] for row in rows]
        titles = [column.replace("_", " ") for column in columns]
        widths = [WIDTHS.get(column) for column in columns]
        click.echo(tabulate(cells, titles, maxcolwidths=widths, disable_numparse=texts) if rows else "Nichts gefunden.")


def _say_messages(context: Context, result: RunResult) -> None:
    for level, text, key, place, count in result.messages[:20]:
        where = " – ".join(part for part in (key, place) if part)
        times = f" ({count}-mal)" if count > 1 else ""
        context.say(f"{level}: {text}{times}" + (f" [{where}]" if where else ""))
    if len(result.messages) > 20:
        context.say(f"… und {len(result.messages) - 20} weitere: thavel messages --run {result.run_id}")


def _report(context: Context, result: RunResult, *, dry_run: bool) -> None:
    """Say how an import went."""
    _say_messages(context, result)
    counts = result.counts
    context.say(
        ("Probelauf, nichts gespeichert" if dry_run else f"Lauf {result.run_id} {result.status}")
        + f": Lieferungen {counts.lieferungen}; Objekte: {counts.neu} neu, {counts.geaendert} geändert, "
        f"{counts.unveraendert} unverändert, {counts.verschwunden} verschwunden, {counts.abgelehnt} abgelehnt."
    )


def _options(context: Context, given: Mapping[str, Any]) -> Options:
    return Options(**{**given, "schemas": _cache(context, given["schemas"])})


def _import(context: Context, source: Source, options: Options, *others: Source) -> None:
    """Import one source after the other; exit with 1 where nothing of one could be, or on any error with --strict."""
    with context.catalogue(renew_rules=not options.dry_run):
        pass
    results = [_import_one(context, wanted, options) for wanted in (source, *others)]
    if any(result.failed for result in results):
        raise ThavelError(
            "Der Import ist fehlgeschlagen; die Meldungen darüber sagen warum. Was vorher im Katalog war, ist erhalten."
        )


def _import_one(context: Context, source: Source, options: Options) -> RunResult:
    result = _run(context, source, options, "mit --resume geht es dort weiter")
    if options.resume and result.continues is None:
        context.say("Es gab nichts fortzusetzen; der Import begann neu.")
    _report(context, result, dry_run=options.dry_run)
    return result


def _run(context: Context, source: Source, options: Options, going_on: str) -> RunResult:
    """Run a source with a progress bar; `going_on` says how to continue if the user stops it."""
    try:
        if context.quiet or not sys.stderr.isatty():
            return run_import(context.db, source, options)
        with click.progressbar(length=source.groups() * STEPS, label=source.card.titel, file=sys.stderr) as bar:
            return run_import(
                context.db, source, options, lambda done, total, label: bar.update(int(done * STEPS) - bar.pos)
            )
    except KeyboardInterrupt:
        raise ThavelError(f"Abgebrochen. Was gespeichert ist, bleibt; {going_on}.") from None


@thavel.command()
@click.pass_obj
def init(context: Context) -> None:
    """Create the catalogue, or bring an older one up to date."""
    with explained(context.db):
        context.db.parent.mkdir(parents=True, exist_ok=True)
        db = connect(context.db, create=True)
        try:
            changed = sync_rules(db, context.rules)
            store = Store(db, context.db)
            for card in cards():
                store.register_source(card.row())
        finally:
            db.close()
    context.say(f"Katalog {context.db} ist bereit" + (f"; Regeln erneuert: {', '.join(changed)}." if changed else "."))


@thavel.group(name="import")
def import_group() -> None:
    """Import from a source."""


def live_options(command: F) -> F:
    """How a live service is asked; the command gets it as `manners`."""
    return _asking(command, Manners(), "THAVEL_", "Requests under way at the same time, per host.")


def _asking(command: F, defaults: Manners, prefix: str, parallel_help: str) -> F:
    """Options that change the default manners; `prefix` begins the names of their variables, but for the contact."""

    @wraps(command)
    def with_manners(*args: Any, rate: float, parallel: int, timeout: float, contact: str, **given: Any) -> Any:
        manners = replace(defaults, rate=rate, parallel=parallel, read_timeout=timeout, contact=contact)
        return command(*args, manners=manners, **given)

    wrapped: Any = with_manners
    for option in (
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
    ):
        wrapped = option(wrapped)
    return cast(F, wrapped)


_FILES = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@import_group.command(name="gemeinden")
@_FILES
@import_options
@click.pass_obj
def import_gemeinden(context: Context, /, paths: tuple[Path, ...], **options: Any) -> None:
    """Register of municipalities: GV100AD (fixed width), or Genericode Kreise and Regionalschlüssel."""
    _import(context, Gemeinden(paths), _options(context, options))


@import_group.command(name="leika")
@_FILES
@click.option("--stand", help="Edition of the catalogue, e.g. 2019.")
@import_options
@click.pass_obj
def import_leika(context: Context, /, paths: tuple[Path, ...], stand: str | None, **options: Any) -> None:
    """Leistungen from a LeiKa or OZG catalogue (CSV)."""
    _import(context, Leika(paths, stand), _options(context, options))


@import_group.command(name="codeliste")
@click.argument("paths_and_urns", metavar="PATH_OR_URN...", nargs=-1)
@click.option("--used", is_flag=True, help="Every list that the catalogue uses, from XRepository.")
@click.option("--base-url", default=XREPOSITORY, show_default=True, envvar="THAVEL_XREPOSITORY_BASE_URL")
@live_options
@import_options
@click.pass_obj
def import_codeliste(
    context: Context,
    /,
    paths_and_urns: tuple[str, ...],
    used: bool,
    base_url: str,
    manners: Manners,
    **options: Any,
) -> None:
    """Code lists: Genericode or JSON files, or their URN in XRepository (the current version)."""
    if used:
        with context.catalogue() as db:
            paths_and_urns += tuple(used_code_lists(db))
    if not paths_and_urns:
        raise click.UsageError("Geben Sie Dateien oder URNs von Codelisten an, oder --used.")
    source = Codelisten(paths_and_urns, base_url=base_url, manners=manners)
    _import(context, source, _options(context, options))


@import_group.command(name="xdatenfelder")
@_FILES
@import_options
@click.pass_obj
def import_xdatenfelder(context: Context, /, paths: tuple[Path, ...], **options: Any) -> None:
    """FIM Datenschemata and Dokumentsteckbriefe (XDatenfelder 2.0, 3.0.0)."""
    _import(context, XDatenfelder(paths), _options(context, options))


@import_group.command(name="xprozess")
@_FILES
@import_options
@click.pass_obj
def import_xprozess(context: Context, /, paths: tuple[Path, ...], **options: Any) -> None:
    """FIM process classes and processes (XProzess 2.0)."""
    _import(context, XProzess(paths), _options(context, options))


@import_group.command(name="xzufi")
@click.argument("places", metavar="PATH_OR_URL...", nargs=-1, required=True)
@click.option(
    "--redaktion",
    envvar="THAVEL_XZUFI_REDAKTION",
    help="Redaktion of identifiers that name none, e.g. L100038 (default: such objects are left out).",
)
@click.option(
    "--complete",
    is_flag=True,
    help="Each delivery is a complete stock: what it lacks is gone (always so for folders with an index).",
)
@live_options
@import_options
@click.pass_obj
def import_xzufi(
    context: Context,
    /,
    places: tuple[str, ...],
    redaktion: str | None,
    complete: bool,
    manners: Manners,
    **options: Any,
) -> None:
    """XZuFi 2.1, 2.2 and 2.3.1: files, gz, ZIP, - for stdin, folders and HTTP folders with index.txt."""
    source = XZuFi(places, redaktion=redaktion, complete=complete, manners=manners)
    _import(context, source, _options(context, options))


def bulk_options(command: F, base_url: str = "--base-url") -> F:
    """How the Bereitstelldienst is reached; the command gets it as `bulk` and `credentials`."""

    @wraps(command)
    def with_bulk(*args: Any, bulk_base_url: str, auth_url: str, **given: Any) -> Any:
        return command(*args, bulk=BulkEndpoints(bulk_base_url, auth_url), **given)

    wrapped: Any = with_bulk
    for option in (
        click.option(
            "--credentials",
            type=click.Path(path_type=Path, dir_okay=False),
            envvar="THAVEL_BEREITSTELLDIENST_CREDENTIALS",
            help=f"File (mode 600) with client_id=… and client_secret=…; else {CLIENT_ID} and {CLIENT_SECRET}.",
        ),
        click.option(
            base_url,
            "bulk_base_url",
            default=BEREITSTELLDIENST,
            show_default=True,
            envvar="THAVEL_BEREITSTELLDIENST_BASE_URL",
            help="Address of the Bereitstelldienst.",
        ),
        click.option("--auth-url", default=AUTH_URL, show_default=True, envvar="THAVEL_BEREITSTELLDIENST_AUTH_URL"),
    ):
        wrapped = option(wrapped)
    return cast(F, wrapped)


@import_group.command(name="bereitstelldienst")
@bulk_options
@click.option("--ars", default=EVERYWHERE, show_default=True, help="Only this area; % is everywhere.")
@click.option("--from-start", is_flag=True, help="Ask for everything again, not only for what changed since.")
@click.option(
    "--api",
    type=click.Choice(["2", "3"]),
    default="2",
    show_default=True,
    envvar="THAVEL_BEREITSTELLDIENST_API",
    help="Version of the interface.",
)
@live_options
@import_options
@click.pass_obj
def import_bereitstelldienst(
    context: Context,
    /,
    credentials: Path | None,
    bulk: BulkEndpoints,
    ars: str,
    from_start: bool,
    api: str,
    manners: Manners,
    **options: Any,
) -> None:
    """PVOG bulk interface: everything at first, then only what changed (needs credentials of FITKO)."""
    source = Bereitstelldienst(
        None if options["from_raw"] else Credentials.find(credentials, os.environ),
        endpoints=bulk,
        version=int(api),
        ars=ars,
        from_start=from_start,
        manners=manners,
    )
    _import(context, source, _options(context, options))


@import_group.command(name="fim")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(list(CHOICES)),
    help="Only this; can be repeated (default: the first six).",
)
@click.option("--all", "everything", is_flag=True, help="Not only Leistungen that are offered and newest versions.")
@click.option("--from-start", is_flag=True, help="Ask for everything again, not only for what changed since.")
@click.option("--base-url", default=FIMPORTAL, show_default=True, envvar="THAVEL_FIM_BASE_URL")
@click.option(
    "--api-prefix",
    multiple=True,
    default=PREFIXES,
    show_default=True,
    envvar="THAVEL_FIM_API_PREFIX",
    help="Prefixes of the interface, in the order in which they are tried; can be repeated.",
)
@live_options
@import_options
@click.pass_obj
def import_fim(
    context: Context,
    /,
    only: tuple[str, ...],
    everything: bool,
    from_start: bool,
    base_url: str,
    api_prefix: tuple[str, ...],
    manners: Manners,
    **options: Any,
) -> None:
    """FIM portal: Steckbriefe, Stammtexte, Datenschemata, Dokumentsteckbriefe, processes and code lists.

    Without --all only Leistungen that some municipality offers online (see import pvog), and newest versions.
    """
    endpoints = PortalEndpoints(base_url.rstrip("/"), api_prefix)
    portal = Portal(endpoints, everything=everything, from_start=from_start, manners=manners)
    first, *others = (source for source in (Fim(portal, only), FimTexte(portal, only)) if source.collections)
    _import(context, first, _options(context, options), *others)


@import_group.command(name="bestand")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="The town whose list it is.")
@import_options
@click.pass_obj
def import_bestand(context: Context, /, path: Path, ags: str, **options: Any) -> None:
    """A town's own list of what it offers online (CSV or XLSX: title, link and, where known, key)."""
    with context.catalogue() as db:
        place = resolve(db, [ags])[0]
    _import(context, Bestand(path, place), _options(context, options))
    if not options["dry_run"]:
        with context.catalogue() as db:
            _say_matches(context, own_list.read_own_list(db, place.ags))


def _say_matches(context: Context, listed: own_list.OwnList) -> None:
    """How many entries without key were recognised, and the first that wait for a person."""
    waiting = [proposal for proposal in listed.proposals if proposal.state == own_list.OPEN]
    known = len(listed.proposals) - len(waiting)
    if not listed.proposals:
        return
    context.say(f"Ohne Schlüssel: {len(listed.proposals)} Einträge, davon {known} zugeordnet, {len(waiting)} offen.")
    for proposal in waiting[:5]:
        best = proposal.matches[0] if proposal.matches else None
        context.say(f"  {proposal.title} – " + (f"vielleicht {best.name} ({best.key})" if best else "nichts Ähnliches"))
    if waiting:
        context.say("Bestätigen oder ablehnen: thavel match")


_TOWN = click.option(
    "--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="The town whose list it is."
)
_TITLE, _KEY = click.argument("title", metavar="TITEL"), click.argument("key", metavar="SCHLUESSEL")


@thavel.group(invoke_without_command=True)
@_TOWN
@click.option("--limit", type=click.IntRange(min=1), help="At most so many entries.")
@click.option("--format", "fmt", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.pass_context
def match(click_context: click.Context, ags: str, limit: int | None, fmt: str) -> None:
    """Which Leistungen the entries without key of a town's own list mean, with up to three suggestions."""
    if click_context.invoked_subcommand:
        return
    context: Context = click_context.obj
    with context.catalogue(renew_rules=True) as db:
        listed = own_list.read_own_list(db, resolve(db, [ags])[0].ags)
    if not listed.entries:
        raise ThavelError(f"Für {ags} ist keine eigene Liste da. Importieren Sie sie: thavel import bestand DATEI")
    _show(own_list.suggestion_rows(listed.proposals[:limit]), MATCH_COLUMNS, fmt)


def _decide(context: Context, ags: str, title: str, key: str, art: str, person: str) -> None:
    with context.catalogue() as db:
        town = resolve(db, [ags])[0].ags
        normal = own_list.asked_about(db, town, title)
        assignment = assignments.Assignment(normal, key, art, own_list.points(db, title, key))
        assignments.decide(db, town, assignment, person)
    context.say(f"„{title}“ und {key}: {art}. Neu vergleichen: thavel compare")


@match.command(name="confirm")
@_TITLE
@_KEY
@click.option("--person", required=True, help="Who says so.")
@_TOWN
@click.pass_obj
def match_confirm(context: Context, title: str, key: str, person: str, ags: str) -> None:
    """The entry means this Leistung; it stays so, whatever is imported."""
    _decide(context, ags, title, key, CONFIRMED, person)


@match.command(name="reject")
@_TITLE
@_KEY
@click.option("--person", required=True, help="Who says so.")
@_TOWN
@click.pass_obj
def match_reject(context: Context, title: str, key: str, person: str, ags: str) -> None:
    """The entry does not mean this Leistung; it is not suggested again."""
    _decide(context, ags, title, key, REJECTED, person)


@match.command(name="forget")
@_TITLE
@click.argument("key", metavar="[SCHLUESSEL]", required=False)
@_TOWN
@click.pass_obj
def match_forget(context: Context, title: str, key: str | None, ags: str) -> None:
    """Take back what was confirmed or rejected for a title, for one Leistung or all."""
    with context.catalogue() as db:
        count = assignments.forget(db, resolve(db, [ags])[0].ags, normal_title(title), key)
    if not count:
        raise ThavelError(f"Zu „{title}“ war nichts bestätigt oder abgelehnt.")
    context.say(f"Zurückgenommen: {count}. Neu vergleichen: thavel compare")


@import_group.command(name="fallzahlen")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="The town that counted.")
@import_options
@click.pass_obj
def import_fallzahlen(context: Context, /, path: Path, ags: str, **options: Any) -> None:
    """Cases per year of each Leistung in a town (CSV or XLSX: Leistungsschlüssel, Jahr, Fälle)."""
    with context.catalogue() as db:
        place = resolve(db, [ags])[0]
    _import(context, Fallzahlen(path, place), _options(context, options))


def place_options(command: F) -> F:
    """Which municipalities are asked for; the command gets them as `wanted`."""

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
        if sum((bool(ars), bool(kreis), bool(land), comparable)) != 1:
            raise click.UsageError("Geben Sie genau eines an: --ars, --kreis, --land oder --comparable.")
        context: Context = click.get_current_context().obj
        with context.catalogue(renew_rules=not given["dry_run"]) as db:
            if kreis:
                wanted = of_kreis(db, kreis)
            elif land:
                wanted = places(db) or resolve(db, [ags])
            else:
                wanted = resolve(db, ars or comparable_ags(db, resolve(db, [ags])[0].ags))
        return command(*args, wanted=wanted, **given)

    wrapped: Any = with_places
    for option in (
        click.option("--ars", multiple=True, help="ARS or AGS of a municipality; can be repeated."),
        click.option("--kreis", metavar="KEY", help="All municipalities of a Kreis (five digits, e.g. 16063)."),
        click.option("--land", type=click.Choice([LAND_ARS[:2]]), help="All municipalities of the Land."),
        click.option(
            "--comparable", is_flag=True, help="The reference town and the municipalities comparable with it."
        ),
        click.option(
            "--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="Reference town for --comparable."
        ),
    ):
        wrapped = option(wrapped)
    return cast(F, wrapped)


def pvog_options(command: F, base_url: str = "--base-url") -> F:
    """How the PVOG Suchdienst is reached; the command gets it as `endpoints` and `client_id`."""

    @wraps(command)
    def with_endpoints(
        *args: Any,
        pvog_base_url: str,
        services_path: Paths,
        table_path: Paths,
        detail_path: Paths,
        organisations_path: Paths,
        **given: Any,
    ) -> Any:
        endpoints = SuchdienstEndpoints(
            pvog_base_url.rstrip("/"), services_path, table_path, detail_path, organisations_path
        )
        return command(*args, endpoints=endpoints, **given)

    wrapped: Any = with_endpoints
    for name in ("services", "table", "detail", "organisations"):
        wrapped = click.option(
            f"--{name}-path",
            multiple=True,
            default=getattr(SuchdienstEndpoints, name),
            show_default=True,
            envvar=f"THAVEL_PVOG_{name.upper()}_PATH",
            help="Versions of this path to try, in order; can be repeated.",
        )(wrapped)
    for option in (
        click.option("--client-id", envvar="THAVEL_PVOG_CLIENT_ID", help="Sent as pvog-sud-api-client-id if set."),
        click.option("--base-url", "pvog_base_url", default=BASE_URL, show_default=True, envvar="THAVEL_PVOG_BASE_URL"),
    ):
        wrapped = option(wrapped)
    return cast(F, wrapped)


@import_group.command(name="pvog")
@place_options
@click.option(
    "--also",
    type=click.Choice(ALSO),
    multiple=True,
    default=[DESCRIPTIONS],
    show_default=True,
    help="What else to ask for; can be repeated. details: texts and codes of each description of what is offered "
    "online anywhere; responsible: who is responsible for it in each municipality (a request for each).",
)
@pvog_options
@live_options
@import_options
@click.pass_obj
def import_pvog(
    context: Context,
    /,
    wanted: list[Place],
    also: tuple[str, ...],
    endpoints: SuchdienstEndpoints,
    client_id: str | None,
    manners: Manners,
    **options: Any,
) -> None:
    """Online services per municipality from the PVOG Suchdienst, with their descriptions."""
    source = Pvog(wanted, endpoints=endpoints, client_id=client_id, manners=manners, also=also)
    _import(context, source, _options(context, options))


@import_group.command(name="open-pvog")
@place_options
@click.option(
    "--api",
    type=click.Choice(list(KNOWN_ENDPOINTS)),
    default="new",
    show_default=True,
    envvar="THAVEL_OPEN_PVOG_API",
    help="Which of the dashboard's two interfaces.",
)
@click.option(
    "--base-url", envvar="THAVEL_OPEN_PVOG_BASE_URL", help="Another address of that interface; its own if missing."
)
@live_options
@import_options
@click.pass_obj
def import_open_pvog(
    context: Context, /, wanted: list[Place], api: str, base_url: str | None, manners: Manners, **options: Any
) -> None:
    """What municipalities have registered themselves and what they inherit, from the Dashboard's open data."""
    endpoints = KNOWN_ENDPOINTS[api]
    source = OpenPvog(wanted, endpoints=replace(endpoints, base=base_url or endpoints.base), manners=manners)
    _import(context, source, _options(context, options))


@thavel.group(name="compare", invoke_without_command=True)
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="Reference town (AGS or ARS).")
@click.option(
    "--peers", multiple=True, envvar="THAVEL_PEERS", help="AGS of a comparable municipality; can be repeated."
)
@click.option("--explain", metavar="SCHLUESSEL", help="Then print all that was found about this Leistung, and why.")
@click.option("--fresh", is_flag=True, help="Judge all Leistungen anew, not only those that changed.")
@click.pass_context
def compare_command(command: click.Context, ags: str, peers: tuple[str, ...], explain: str | None, fresh: bool) -> None:
    """Compute levels, gaps and candidates for the reference town.

    Leistungen that are as they were in the last comparison keep their result.
    """
    if command.invoked_subcommand is not None:
        if explain is not None or fresh:
            raise click.UsageError("--explain und --fresh gehören zum Vergleich der Kommunen, nicht zu „schemas“.")
        return
    context: Context = command.obj
    if explain is not None:
        with context.catalogue() as db:
            title_of(db, explain)
    _compare(context, ags, peers, fresh=fresh)
    if explain is not None:
        with context.catalogue() as db:
            click.echo(f"\n{explanation(db, explain)}")


def _compare(context: Context, ags: str, peers: tuple[str, ...], *, fresh: bool) -> None:
    summary = compare(context.db, ags=ags, peers=peers, rules=context.rules, fresh=fresh)
    if summary.judged is not None:
        context.say(f"Neu beurteilte Leistungen: {summary.judged}; alle anderen sind wie beim letzten Vergleich.")
    if summary.note:
        click.echo(summary.note)
    click.echo(
        f"{summary.town}: Von {summary.responsible} Leistungen, für die die Kommune zuständig ist, sind "
        f"{summary.online} online; bei {summary.unclear} weiteren ist die Zuständigkeit unklar. "
        f"Erfasst sind {summary.harvested} Kommunen. {summary.base}"
    )
    for kind, number in sorted(summary.gaps.items(), key=lambda item: -item[1]):
        click.echo(f"  {number:5d} × {kind}")
    click.echo(f"{summary.candidates} Kandidaten: thavel candidates")
    history = summary.history
    if history.first:
        click.echo("Erster Vergleich für diese Kommune; was sich ändert, zeigt nach dem nächsten: thavel changes")
    else:
        click.echo(
            f"Lücken seit dem letzten Vergleich: {history.closed} geschlossen, {history.opened} geöffnet, "
            f"{history.changed} geändert: thavel changes"
        )


@compare_command.command(name="schemas")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--format", "fmt", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Also the fields that are the same in both.")
@click.pass_obj
def compare_schemas(context: Context, a: str, b: str, fmt: str, everything: bool) -> None:
    """Compare two Datenschemata field by field.

    A and B are ids of Datenschemata (S00000000364, or S00000000364:1.0.0; the newest version if none is given) or
    Leistungsschlüssel, whose Datenschemata are then taken together.
    """
    with context.catalogue() as db:
        of_a, of_b = read_side(db, a), read_side(db, b)
    pairs = diff(of_a, of_b)
    found = totals(pairs)
    _show(diff_rows(pairs, everything=everything), DIFF_COLUMNS, fmt)
    context.say(f"A: {of_a.title}, {len(of_a.elements)} Felder. B: {of_b.title}, {len(of_b.elements)} Felder.")
    context.say(
        f"In beiden {found.both}, davon harmonisiert {found.harmonised}: {found.same} gleich, {found.other} "
        f"verschieden. Nur in A {found.only_a}, nur in B {found.only_b}. Nach Ort und Name vielleicht dieselben: "
        f"{found.suggested}."
    )


def _heading(context: Context, db: Database) -> None:
    last = reports.comparison(db)
    context.say(f"Verglichen für {last['kommune']} am {last['zeitpunkt'][:10]}.")
    if last["hinweis"]:
        context.say(last["hinweis"])
    if last["regeln_geaendert"]:
        context.say("Die Regeln wurden seit dem Vergleich geändert. Vergleichen Sie neu: thavel compare")


@thavel.command()
@list_options
@click.pass_obj
def gaps(context: Context, fmt: str, limit: int | None, themenfeld: str | None, art: str | None) -> None:
    """List the gaps of the reference town."""
    with context.catalogue() as db:
        _heading(context, db)
        _show(reports.gaps(db, art=art, themenfeld=themenfeld, limit=limit), GAP_COLUMNS, fmt)


@thavel.command()
@list_options
@click.option("--best", is_flag=True, help="Only the best solution of each Leistung.")
@click.pass_obj
def candidates(
    context: Context, fmt: str, limit: int | None, themenfeld: str | None, art: str | None, best: bool
) -> None:
    """List the candidates for reuse, best first."""
    with context.catalogue() as db:
        _heading(context, db)
        _show(reports.candidates(db, art=art, themenfeld=themenfeld, limit=limit, best=best), CANDIDATE_COLUMNS, fmt)


@thavel.command()
@click.argument("key", metavar="SCHLUESSEL")
@click.option("--status", type=click.Choice(STATUS, case_sensitive=False), required=True, help="What was decided.")
@click.option("--fachbereich", required=True, help="The department that decided.")
@click.option("--person", required=True, help="Who decided: a name or initials, no other personal data.")
@click.option("--note", help="What there is to say about it, without personal data.")
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="The town that decided.")
@click.option("--dry-run", is_flag=True, help="Check and show, write nothing.")
@click.pass_obj
def decide(
    context: Context,
    key: str,
    status: str,
    fachbereich: str,
    person: str,
    note: str | None,
    ags: str,
    dry_run: bool,
) -> None:
    """Record what a department decided about a Leistung, in entscheidungen.db beside the catalogue.

    Nothing is ever changed or deleted there: to correct or take back a decision, decide again; the last one counts.
    All of them: thavel export entscheidungen.
    """
    with context.catalogue() as db:
        decision = Decision(resolve(db, [ags])[0].ags, key, status, fachbereich, person, note)
        decided = decisions.decide(db, context.db, decision, dry_run=dry_run)
    click.echo(f"{decided.title}: {status} (bisher {decided.before}).")
    context.say(f"{'Probelauf, nichts gespeichert' if dry_run else 'Gespeichert'}: {decided.decision.in_words}")
    if decided.changes_points:
        context.say("Die Punkte anderer Kandidaten können sich dadurch ändern, beim nächsten Vergleich: thavel compare")


@thavel.group()
def solutions() -> None:
    """The solutions behind the links: those that are recognised, and links that no pattern knows yet."""


@solutions.command(name="list")
@_FORMAT
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.pass_obj
def solutions_list(context: Context, fmt: str, limit: int | None) -> None:
    """List the recognised solutions with their users, most users first."""
    with context.catalogue() as db:
        _heading(context, db)
        _show(reports.solutions(db, limit=limit), SOLUTION_COLUMNS, fmt)


@solutions.command(name="unknown")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["table", "csv", "json", "muster"]),
    default="table",
    show_default=True,
    help="muster: a line for loesungsmuster.csv per group, to be completed.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.pass_obj
def solutions_unknown(context: Context, fmt: str, limit: int | None) -> None:
    """List the hosts of links that no pattern recognises, those of most municipalities first."""
    with context.catalogue() as db:
        _heading(context, db)
        groups = unknown_groups(db)[:limit]
        if fmt != "muster":
            rows = [group.row() for group in groups]
            _show(rows, ("host", "pfad", "kommunen", "leistungen", "links", "beispiel"), fmt)
            return
        click.echo(pattern_lines(db, groups), nl=False)
    context.say(
        "Jeden Link erkennt ein Muster; es gibt nichts zu ergänzen."
        if not groups
        else f"Ergänzen Sie in jeder Zeile {', '.join(TO_COMPLETE)}, prüfen Sie das Muster, und fügen Sie sie an "
        "loesungsmuster.csv in Ihrem Ordner der Regeln an (thavel rules copy). Dann: thavel compare"
    )


class Since(click.ParamType):  # type: ignore[type-arg] # generic in newer versions of click only
    """A day, or how many days ago, as the time in the form of the catalogue."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The time (UTC). Fails for what is no date or still to come."""
        try:
            return clock.since(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@thavel.command(name="changes")
@click.option(
    "--since", type=Since(), metavar="DATE", default="30d", show_default=True, help="YYYY-MM-DD, or days ago as 30d."
)
@click.option("--ags", help="Only what concerns this municipality (AGS or ARS); else the whole Land.")
@click.option(
    "--art", type=click.Choice((*AENDERUNGSARTEN, *EREIGNISSE), case_sensitive=False), help="Only this kind of change."
)
@_FORMAT
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.pass_obj
def changes_command(
    context: Context, since: str, ags: str | None, art: str | None, fmt: str, limit: int | None
) -> None:
    """What is new, changed or gone in the Land and in the town, and which gaps opened and closed.

    Gaps are those of the municipality, or of the one compared last. The first harvest of a municipality and its first
    comparison are one line each.
    """
    with context.catalogue() as db:
        town = resolve(db, [ags])[0].ags if ags else reports.compared_town(db)
        context.say(f"Seit {since}; Kommune: {town or 'noch nicht verglichen'}.")
        counts = reports.change_counts(db, since=since, ags=town)
        rows = reports.changes(db, since=since, ags=town, only_town=bool(ags), art=art, limit=limit)
    if fmt == "table":
        _show(counts, ("bereich", "art", "land", "kommune"))
        click.echo()
    _show(rows, CHANGE_COLUMNS, fmt)


@thavel.command()
@click.argument("name")
@click.option("--format", "fmt", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; stdout for csv and json if missing."
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def export(context: Context, name: str, fmt: str, output: Path | None, force: bool) -> None:
    """Export a table or view."""
    with context.catalogue() as db, decisions.holder(name, db, context.db) as found:
        catalogue_export.export(found, name, fmt, output, force=force)
    if output:
        context.say(f"Geschrieben: {output}")


@thavel.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="THAVEL_HOST")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, envvar="THAVEL_PORT")
@click.pass_obj
def serve(context: Context, host: str, port: int) -> None:
    """Serve the site."""
    with context.catalogue():
        pass
    _serve(context, context.db, host, port)


def _serve(context: Context, path: Path, host: str, port: int) -> None:
    site.serve(path, host, port, lambda url: context.say(f"Die Seite läuft unter {url} – beenden mit Strg+C."))


@thavel.command()
@click.pass_obj
def status(context: Context) -> None:
    """What is in the catalogue, and how fresh it is."""
    with context.catalogue() as db:
        _show(reports.contents(db), ("tabelle", "titel", "zeilen"))
        click.echo()
        _show(reports.sources(db), ("name", "titel", "letzter_lauf", "stand"))


@thavel.command()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.pass_obj
def runs(context: Context, limit: int) -> None:
    """List the newest runs."""
    with context.catalogue() as db:
        _show(reports.runs(db, limit=limit), RUN_COLUMNS)


@thavel.command()
@click.option("--run", type=int, help="Number of the run; the newest if missing.")
@click.option("--level", type=click.Choice(["Fehler", "Warnung", "Hinweis"]), help="Only this level.")
@click.pass_obj
def messages(context: Context, run: int | None, level: str | None) -> None:
    """List what was odd in a run."""
    with context.catalogue() as db:
        _show(reports.messages(db, run=run, level=level), ("stufe", "anzahl", "text", "objekt", "ort"))


@thavel.group(invoke_without_command=True)
@click.option("--max-age-days", type=click.IntRange(min=1), default=catalogue_check.MAX_AGE_DAYS, show_default=True)
@click.pass_context
def check(command: click.Context, max_age_days: int) -> None:
    """Check integrity, references, freshness and count alarms; exit with 1 if something is wrong."""
    if command.invoked_subcommand is None:
        _check_catalogue(command.obj, max_age_days)


def _check_catalogue(context: Context, max_age_days: int) -> None:
    with context.catalogue() as db:
        found = catalogue_check.findings(db, context.db, max_age_days=max_age_days)
    for sentence in found:
        click.echo(sentence)
    if found:
        raise ThavelError(f"{len(found)} Befunde; siehe oben.")
    context.say("Alles in Ordnung.")


class Step(click.ParamType):  # type: ignore[type-arg] # generic in newer versions of click only
    """A command as it is typed, without `thavel`; several in the environment are parted by semicolons."""

    name = "command"
    envvar_list_splitter = ";"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The words of the command. Fails for what is neither an import nor a check."""
        try:
            words = value if isinstance(value, tuple) else tuple(shlex.split(str(value)))
        except ValueError as error:
            self.fail(f"„{value}“ lässt sich nicht in Wörter zerlegen ({error}).", param, ctx)
        group = thavel.commands.get(words[0]) if words[:1] in (("import",), ("check",)) else None
        if not isinstance(group, click.Group) or not {*words[1:2]} & group.commands.keys():
            self.fail(f"„{value}“ ist kein Import und keine Prüfung.", param, ctx)
        return words


def _run_step(context: click.Context, words: tuple[str, ...]) -> str | None:
    """Run a command as if it was typed; what went wrong, or None."""
    group, name, *arguments = words
    command = cast(click.Group, thavel.commands[group]).commands[name]
    defaults: Any = (context.find_root().default_map or {}).get(group, {}).get(name, {})
    try:
        with command.make_context(name, arguments, parent=context, default_map=defaults) as inner:
            command.invoke(inner)
    except click.ClickException as error:
        return error.format_message()
    except ThavelError as error:
        return str(error)
    except Exception as error:
        if context.obj.verbose:
            raise
        return f"Unerwarteter Fehler: {error!r}"
    return None


@check.command(name="links")
@click.option("--all", "everything", is_flag=True, help="All current offers, not only gaps, candidates and the town's.")
@click.option(
    "--max-age-days",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="Links that were checked within so many days are not asked again.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many, those checked longest ago first.")
@click.option("--dry-run", is_flag=True, help="Say how many would be asked; ask nothing.")
@partial(
    _asking,
    defaults=LINK_MANNERS,
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
    before = days_ago(max_age_days)
    with context.catalogue() as db:
        if not everything:
            reports.comparison(db)
        links = links_to_check(db, before=before, everything=everything, limit=limit)
    source = LinkCheck(links, everything=everything, manners=manners)
    if dry_run or not links:
        click.echo(f"Zu prüfen: {len(links)} Links auf {source.hosts()} Servern. Gefragt wurde nichts.")
        return
    result = _run(context, source, Options(), "rufen Sie den Befehl noch einmal auf, geht es dort weiter")
    _say_messages(context, result)
    with context.catalogue() as db:
        found = reports.link_results(db, result.run_id)
        broken = reports.broken_links_of_the_town(db, result.run_id)
    for row in broken:
        click.echo(f"{row['leistung']}: {row['url']} – {row['grund']}")
    context.say(
        f"Lauf {result.run_id} {result.status}: {sum(found.values())} Links auf {source.hosts()} Servern geprüft: "
        + ", ".join(f"{found.get(kind, 0)} {kind}" for kind in ERGEBNISSE)
        + "."
    )
    if broken:
        raise ThavelError(
            f"Von den Links der Kommune sind defekt: {len(broken)}; siehe oben. "
            "Melden Sie sie der Redaktion, die den Eintrag pflegt."
        )


def _refresh(context: click.Context, steps: Sequence[tuple[str, ...]], ags: str) -> tuple[dict[str, str], str]:
    """Run imports, compare, then run checks, which need the comparison, and compare with what they found.

    Returns what went wrong by step, and what the comparison found.
    """
    obj: Context = context.obj
    wrong: dict[str, str] = {}
    compared = "kein Vergleich"
    for kind in dict.fromkeys(("import", *(words[0] for words in steps))):
        for words in steps:
            if words[0] == kind:
                step = shlex.join(words)
                obj.say(f"== {step}")
                error = _run_step(context, words)
                wrong.update({step: error} if error else {})
        try:
            found = compare(obj.db, ags=ags, rules=obj.rules)
            compared = f"{sum(found.gaps.values())} Lücken, {found.candidates} Kandidaten"
        except ThavelError as failure:
            wrong["compare"] = str(failure)
    return wrong, compared


@thavel.command()
@click.option(
    "--step",
    "steps",
    type=Step(),
    multiple=True,
    default=UPDATE,
    show_default=True,
    envvar="THAVEL_UPDATE_STEPS",
    help="A command to run, e.g. 'import pvog --land 16'; can be repeated.",
)
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="Reference town (AGS or ARS).")
@click.option("--max-age-days", type=click.IntRange(min=1), default=catalogue_check.MAX_AGE_DAYS, show_default=True)
@click.pass_context
def update(context: click.Context, steps: Sequence[tuple[str, ...]], ags: str, max_age_days: int) -> None:
    """Refresh all sources, compare and check, in one go for cron or a timer; exit with 1 if anything went wrong.

    A step that fails does not stop the others. The last line says how it went.
    """
    obj: Context = context.obj
    with obj.catalogue(renew_rules=True) as db:
        before = reports.last_run(db)
    wrong, compared = _refresh(context, steps, ags)
    with obj.catalogue() as db:
        outcomes = reports.outcomes_since(db, before)
        findings = catalogue_check.findings(db, obj.db, max_age_days=max_age_days)
    for sentence in (*(f"{step}: {error}" for step, error in wrong.items()), *findings):
        click.echo(sentence, err=True)
    click.echo(
        f"{len(steps) + 1 - len(wrong)} von {len(steps) + 1} Schritten; {outcomes['neu']} neu, "
        f"{outcomes['geaendert']} geändert, {outcomes['verschwunden']} verschwunden, "
        f"{outcomes['abgelehnt']} abgelehnt; {compared}; {len(findings)} Befunde."
    )
    if wrong or findings:
        context.exit(1)


@thavel.group(name="sources", invoke_without_command=True)
@click.pass_context
def sources_group(context: click.Context) -> None:
    """List the sources with publisher, licence and standard."""
    if context.invoked_subcommand is None:
        rows = [{**card.row(), "liefert": card.liefert} for card in cards()]
        _show(rows, ("name", "titel", "herausgeber", "lizenz", "standard", "liefert"))


@sources_group.command(name="probe")
@click.argument("name", type=click.Choice(["pvog", "open-pvog", "bereitstelldienst", "fim", "xrepository"]))
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="Municipality to ask about.")
@partial(pvog_options, base_url="--pvog-base-url")
@partial(bulk_options, base_url="--bereitstelldienst-base-url")
@click.option(
    "--open-pvog-base-url", envvar="THAVEL_OPEN_PVOG_BASE_URL", help="Another address of the Dashboard's new interface."
)
@click.option("--fim-base-url", default=FIMPORTAL, show_default=True, envvar="THAVEL_FIM_BASE_URL")
@click.option("--xrepository-base-url", default=XREPOSITORY, show_default=True, envvar="THAVEL_XREPOSITORY_BASE_URL")
@click.option("--format", "fmt", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; stdout if missing.")
@live_options
@click.pass_obj
def sources_probe(
    context: Context,
    /,
    name: str,
    ags: str,
    endpoints: SuchdienstEndpoints,
    client_id: str | None,
    credentials: Path | None,
    bulk: BulkEndpoints,
    open_pvog_base_url: str | None,
    fim_base_url: str,
    xrepository_base_url: str,
    fmt: str,
    output: Path | None,
    manners: Manners,
) -> None:
    """Ask a live service for a minimum and say, field by field, where it differs from what its import relies on.

    Exits with 1 where the import would not work. The report holds names of fields and addresses, no content.
    """
    with context.catalogue() as db:
        place = resolve(db, [ags])[0]
    session: Asker = Session(manners, {CLIENT_ID_HEADER: client_id} if name == "pvog" and client_id else None)
    if name == "bereitstelldienst":
        session = Access(Session(manners), bulk.token, Credentials.find(credentials, os.environ))
    dashboards = dict(KNOWN_ENDPOINTS)
    if open_pvog_base_url:
        dashboards["new"] = replace(dashboards["new"], base=open_pvog_base_url)
    questions = {
        "pvog": of_pvog(endpoints, place.ars, with_client_id=bool(client_id)),
        "open-pvog": of_open_pvog(dashboards, place.ars),
        "bereitstelldienst": of_bereitstelldienst(bulk.base),
        "fim": of_fim(PortalEndpoints(fim_base_url)),
        "xrepository": of_xrepository(xrepository_base_url),
    }
    report = probe(name, session, questions[name])
    text = report.as_json() if fmt == "json" else report.as_text()
    if output:
        with explained(output):
            output.write_text(text + "\n", encoding="utf-8")
        context.say(f"Geschrieben: {output}")
    else:
        click.echo(text)
    if not report.good:
        raise ThavelError(f"Die Quelle {name} weicht ab; der Bericht sagt wo. Senden Sie ihn den Entwicklern.")


@thavel.group()
def schemas() -> None:
    """Schema files of the standards, and validation of documents against them."""


_CACHE = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="THAVEL_SCHEMA_CACHE",
    help="Folder of the official schema files; `schemata` beside the catalogue if missing.",
)


def _cache(context: Context, cache: Path | None) -> Path:
    return cache or context.db.parent / "schemata"


@schemas.command(name="list")
@_CACHE
@click.pass_obj
def schemas_list(context: Context, cache: Path | None) -> None:
    """List the schema files, and whether each still is what the manifest says or was fetched."""
    folder = _cache(context, cache)
    try:
        with explained(folder):
            official = [cached(folder, standard) for standard in URNS]
    except FetchError as error:
        raise ThavelError(str(error)) from error
    states = {True: "stimmt", False: "weicht ab", None: "Datei fehlt"}
    rows = [
        {
            "standard": f"{file.standard} {file.version}",
            "datei": file.file,
            "herkunft": file.provenance,
            "pruefsumme": states[file.intact],
        }
        for file in (*schema_files(), *filter(None, official))
    ]
    _show(rows, ("standard", "datei", "herkunft", "pruefsumme"))


def _body(session: Session, url: str) -> bytes:
    answer = session.get(url)
    if answer.status == 404:
        raise SourceError("http.404", "Diese Schemadateien gibt es dort nicht (404).", url)
    return answer.body


@schemas.command(name="fetch")
@click.option("--base-url", default=XREPOSITORY, show_default=True, envvar="THAVEL_XREPOSITORY_BASE_URL")
@live_options
@click.option("--renew", is_flag=True, help="Accept other content than at the first fetch.")
@_CACHE
@click.pass_obj
def schemas_fetch(context: Context, base_url: str, manners: Manners, renew: bool, cache: Path | None) -> None:
    """Fetch the official schema files from XRepository into the cache; the first content is pinned."""
    session = Session(replace(manners, max_bytes=MAX_ZIP_BYTES))
    folder = _cache(context, cache)
    failed = 0
    for standard in URNS:
        try:
            with explained(folder):
                file = fetch(standard, folder, partial(_body, session), base_url=base_url, renew=renew)
            click.echo(f"{standard}: abgerufen, SHA-256 {file.sha256}")
        except (FetchError, SourceError) as error:
            if isinstance(error, SourceError) and error.fatal:
                raise
            click.echo(str(error))
            failed += 1
    if failed:
        raise ThavelError(
            f"Nicht abgerufen: {failed} von {len(URNS)}; siehe oben. Geprüft wird mit dem eigenen Profil."
        )


@schemas.command(name="validate")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_CACHE
@click.option("--limit", type=click.IntRange(min=1), default=MAX_ERRORS, show_default=True, help="Errors per file.")
@click.pass_obj
def schemas_validate(context: Context, paths: tuple[Path, ...], limit: int, cache: Path | None) -> None:
    """Check documents against the schema of their standard; exit with 1 if there are errors."""
    wrong = sum([_validate(path, limit, _cache(context, cache)) for path in paths])
    if wrong:
        raise ThavelError(f"Fehlerhaft oder nicht prüfbar: {wrong} von {len(paths)}; siehe oben.")


def _validate(path: Path, limit: int, cache: Path) -> bool:
    """Show what a check of one file finds; returns whether something is wrong."""
    try:
        report = examine(path, limit=limit, cache=cache)
    except (UnknownStandardError, UnknownSchemaError, FetchError) as error:
        click.echo(f"{path}: {error}")
        return True
    except OSError as error:
        click.echo(f"{path}: Die Datei kann nicht gelesen werden ({error.strerror}).")
        return True
    found = f"{len(report.errors)} Fehler" if report.errors else "keine Fehler"
    against = (
        f"{report.standard}, geprüft mit {report.schema.file} ({report.schema.provenance}): " if report.schema else ""
    )
    click.echo(f"{path}: {against}{found}")
    if report.note:
        click.echo(f"  Hinweis: {report.note}")
    for found_error in report.errors:
        click.echo(f"  {found_error} [{found_error.code}]")
    return bool(report.errors)


@thavel.group()
def rules() -> None:
    """The tables that the town can edit: link patterns, responsibilities, weights, corrections."""


@rules.command(name="list")
@click.pass_obj
def rules_list(context: Context) -> None:
    """List the rule tables."""
    with context.catalogue() as db:
        _show(reports.rule_tables(db), ("tabelle", "titel", "zeilen", "bedeutung"))


@rules.command(name="copy")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def rules_copy(context: Context, directory: Path) -> None:
    """Copy the bundled rule files into DIRECTORY for editing; files that are there already are kept."""
    with explained(directory):
        directory.mkdir(parents=True, exist_ok=True)
        for file in sorted(BUNDLED.glob("*.csv")):
            if not (directory / file.name).exists():
                part = directory / f"{file.name}.teil"
                shutil.copyfile(file, part)
                part.replace(directory / file.name)
    context.say(f"Regeln liegen in {directory}. Verwenden Sie sie mit --rules {directory} oder rules in thavel.toml.")


@thavel.command()
@click.option(
    "--dir",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("thavel-demo"),
    show_default=True,
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--no-serve", is_flag=True, help="Build and print only.")
@click.pass_obj
def demo(context: Context, directory: Path, port: int, no_serve: bool) -> None:
    """Build a catalogue from the bundled sample through the real importers, compare, and serve the site."""
    context.db = directory / "katalog.db"
    with explained(context.db):
        directory.mkdir(parents=True, exist_ok=True)
        db = connect(context.db, create=True)
        try:
            if db["laeufe"].count and reports.source_note(db, Pvog.card.name) != SAMPLE_NOTE:
                raise ThavelError(
                    f"{context.db} ist kein Katalog der Demonstration. Wählen Sie mit --dir einen anderen Ordner."
                )
            sync_rules(db, context.rules)
            Store(db, context.db).register_source(Pvog.card.row())
            Store(db, context.db).note_source(Pvog.card.name, SAMPLE_NOTE)
        finally:
            db.close()
        register = directory / "gemeindeverzeichnis.txt"
        register.write_bytes(register_lines())
    _import(context, Gemeinden([register]), Options())
    _import(context, Leika([sample.LEISTUNGEN], "2019"), Options())
    world = sample_world()
    with context.catalogue() as db:
        wanted = resolve(db, world)
    with Simulator(world) as base_url:
        source = Pvog(
            wanted, endpoints=SuchdienstEndpoints(base_url), manners=Manners(rate=0), as_of=f"{SAMPLE_DATE}T00:00:00Z"
        )
        _import(context, source, Options())
    compare(context.db, rules=context.rules)
    click.echo(SAMPLE_NOTE)
    with context.catalogue() as db:
        _show(reports.candidates(db, limit=10, best=True), CANDIDATE_COLUMNS)
    if not no_serve:
        _serve(context, context.db, "127.0.0.1", port)


if __name__ == "__main__":
    main()
