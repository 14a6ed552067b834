"""The `thavel` command: parses arguments, calls one function, shows its result."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlite_utils import Database
from tabulate import tabulate

from catalogue import check as catalogue_check
from catalogue import export as catalogue_export
from catalogue import reports, site
from catalogue.database import connect, explained
from catalogue.errors import ThavelError
from catalogue.keys import LAND_ARS
from catalogue.lookup import Place, places, resolve
from catalogue.rules import BUNDLED, sync_rules
from catalogue.store import Store
from comparisons.compare import EISENACH, compare
from comparisons.peers import comparable_ags
from importers import sample
from importers.bestand import Bestand
from importers.gemeinden import Gemeinden
from importers.http import Manners
from importers.leika import Leika
from importers.pvog import BASE_URL, Endpoints, Pvog
from importers.registry import cards
from importers.runner import Options, Result, run_import
from importers.sample.register import register_lines
from importers.sample.simulator import Simulator
from importers.sample.world import SAMPLE_DATE, SAMPLE_NOTE, sample_world
from importers.source import Source

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CANDIDATE_COLUMNS = ("rang", "bezeichnung", "plattform", "geber", "aufwand", "punkte")
GAP_COLUMNS = ("leistungsschluessel", "bezeichnung", "art", "zustaendig", "verwaltungen", "beispiele")
RUN_COLUMNS = (
    "id", "quelle", "beginn", "status", "lieferungen", "neu", "geaendert", "unveraendert", "verschwunden", "abgelehnt",
)  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])


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
    def catalogue(self) -> Iterator[Database]:
        """The opened catalogue, with the rules as the files say."""
        with explained(self.db):
            db = connect(self.db)
            try:
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
                defaults[parameter.name] = values[key]
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            defaults[name] = _configured(child, values, known)
    return defaults


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
        click.option("--strict", is_flag=True, help="Exit with 1 if there is any message of level Fehler."),
        click.option(
            "--resume/--fresh", default=False, help="Continue the last unfinished run, or start anew (default)."
        ),
        click.option("--from-raw", is_flag=True, help="Parse kept deliveries again, without the network."),
        click.option("--confirm-deletions", is_flag=True, help="Mark as gone even where more than a fifth is missing."),
    ):
        command = option(command)
    return command


def list_options(command: F) -> F:
    """Options that every list has."""
    for option in (
        click.option(
            "--format", "fmt", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
        ),
        click.option("--limit", type=click.IntRange(min=1), help="At most so many."),
        click.option("--themenfeld", help="Only this Themenfeld."),
        click.option("--art", help="Only this kind of gap."),
    ):
        command = option(command)
    return command


def _show(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], fmt: str = "table") -> None:
    if fmt == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif fmt == "csv":
        catalogue_export.write_csv(rows, sys.stdout)
    else:
        cells = [[row[column] for column in columns] for row in rows]
        titles = [column.replace("_", " ") for column in columns]
        widths = [
            60 if column in ("bezeichnung", "text", "beispiele", "bedeutung", "titel") else None for column in columns
        ]
        click.echo(tabulate(cells, titles, maxcolwidths=widths, disable_numparse=False) if rows else "Nichts gefunden.")


def _report(context: Context, result: Result, *, dry_run: bool) -> None:
    """Say how an import went; exit with 1 where nothing could be imported, or on any error with --strict."""
    for level, text, key, place, count in result.messages[:20]:
        where = " – ".join(part for part in (key, place) if part)
        times = f" ({count}-mal)" if count > 1 else ""
        context.say(f"{level}: {text}{times}" + (f" [{where}]" if where else ""))
    if len(result.messages) > 20:
        context.say(f"… und {len(result.messages) - 20} weitere: thavel messages --run {result.run_id}")
    counts = result.counts
    context.say(
        ("Probelauf, nichts gespeichert" if dry_run else f"Lauf {result.run_id} {result.status}")
        + f": {counts.lieferungen} Lieferungen, {counts.neu} neu, {counts.geaendert} geändert, "
        f"{counts.unveraendert} unverändert, {counts.verschwunden} verschwunden, {counts.abgelehnt} abgelehnt."
    )
    if result.failed:
        raise ThavelError(
            "Der Import ist fehlgeschlagen; die Meldungen darüber sagen warum. Was vorher im Katalog war, ist erhalten."
        )


def _import(context: Context, source: Source, options: Options) -> None:
    with context.catalogue():
        pass
    try:
        if context.quiet or not sys.stderr.isatty():
            result = run_import(context.db, source, options)
        else:
            with click.progressbar(length=source.groups(), label=source.card.titel, file=sys.stderr) as bar:
                result = run_import(context.db, source, options, lambda done, total, label: bar.update(done - bar.pos))
    except KeyboardInterrupt:
        raise ThavelError("Abgebrochen. Was gespeichert ist, bleibt; mit --resume geht es dort weiter.") from None
    _report(context, result, dry_run=options.dry_run)


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


_FILES = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@import_group.command(name="gemeinden")
@_FILES
@import_options
@click.pass_obj
def import_gemeinden(context: Context, /, paths: tuple[Path, ...], **options: bool) -> None:
    """Register of municipalities: GV100AD (fixed width), or Genericode Kreise and Regionalschlüssel."""
    _import(context, Gemeinden(paths), Options(**options))


@import_group.command(name="leika")
@_FILES
@click.option("--stand", help="Edition of the catalogue, e.g. 2019.")
@import_options
@click.pass_obj
def import_leika(context: Context, /, paths: tuple[Path, ...], stand: str | None, **options: bool) -> None:
    """Leistungen from a LeiKa or OZG catalogue (CSV)."""
    _import(context, Leika(paths, stand), Options(**options))


@import_group.command(name="bestand")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="The town whose list it is.")
@import_options
@click.pass_obj
def import_bestand(context: Context, /, path: Path, ags: str, **options: bool) -> None:
    """A town's own list of what it offers online (CSV: titel; link; leistungsschluessel)."""
    with context.catalogue() as db:
        place = resolve(db, [ags])[0]
    _import(context, Bestand(path, place), Options(**options))


@import_group.command(name="pvog")
@click.option("--ars", multiple=True, help="ARS or AGS of a municipality; can be repeated.")
@click.option("--land", type=click.Choice([LAND_ARS[:2]]), help="All municipalities of the Land.")
@click.option("--comparable", is_flag=True, help="The reference town and the municipalities comparable with it.")
@click.option(
    "--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="Reference town for --comparable."
)
@click.option("--base-url", default=BASE_URL, show_default=True, envvar="THAVEL_PVOG_BASE_URL")
@click.option("--client-id", envvar="THAVEL_PVOG_CLIENT_ID", help="Sent as pvog-sud-api-client-id if set.")
@click.option("--services-path", default=Endpoints.services, show_default=True, envvar="THAVEL_PVOG_SERVICES_PATH")
@click.option("--table-path", default=Endpoints.table, show_default=True, envvar="THAVEL_PVOG_TABLE_PATH")
@click.option("--detail-path", default=Endpoints.detail, show_default=True, envvar="THAVEL_PVOG_DETAIL_PATH")
@click.option(
    "--rate",
    type=click.FloatRange(min=0),
    default=Manners.rate,
    show_default=True,
    envvar="THAVEL_PVOG_RATE",
    help="Requests per second; 0 = no limit.",
)
@click.option("--parallel", type=click.IntRange(1, 16), default=3, show_default=True, envvar="THAVEL_PVOG_PARALLEL")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=Manners.read_timeout,
    show_default=True,
    envvar="THAVEL_PVOG_TIMEOUT",
    help="Seconds to wait for an answer.",
)
@click.option(
    "--contact", default=Manners.contact, show_default=True, envvar="THAVEL_CONTACT", help="Contact in the User-Agent."
)
@import_options
@click.pass_obj
def import_pvog(
    context: Context,
    /,
    ars: tuple[str, ...],
    land: str | None,
    comparable: bool,
    ags: str,
    base_url: str,
    client_id: str | None,
    services_path: str,
    table_path: str,
    detail_path: str,
    rate: float,
    parallel: int,
    timeout: float,
    contact: str,
    **options: bool,
) -> None:
    """Online services per municipality from the PVOG Suchdienst."""
    if sum((bool(ars), bool(land), comparable)) != 1:
        raise click.UsageError("Geben Sie genau eines an: --ars, --land oder --comparable.")
    with context.catalogue() as db:
        wanted = _wanted_places(db, ars, land, ags)
    source = Pvog(
        wanted,
        endpoints=Endpoints(base_url.rstrip("/"), services_path, table_path, detail_path),
        client_id=client_id,
        manners=Manners(rate=rate, read_timeout=timeout, contact=contact),
        parallel=parallel,
    )
    _import(context, source, Options(**options))


def _wanted_places(db: Database, ars: Sequence[str], land: str | None, ags: str) -> list[Place]:
    if land:
        return places(db) or resolve(db, [ags])
    if ars:
        return resolve(db, ars)
    return resolve(db, comparable_ags(db, resolve(db, [ags])[0].ags))


@thavel.command(name="compare")
@click.option("--ags", default=EISENACH, show_default=True, envvar="THAVEL_AGS", help="Reference town (AGS or ARS).")
@click.option(
    "--peers", multiple=True, envvar="THAVEL_PEERS", help="AGS of a comparable municipality; can be repeated."
)
@click.pass_obj
def compare_command(context: Context, ags: str, peers: tuple[str, ...]) -> None:
    """Compute levels, gaps and candidates for the reference town."""
    summary = compare(context.db, ags=ags, peers=peers, rules=context.rules)
    if summary.note:
        click.echo(summary.note)
    click.echo(
        f"{summary.town}: Von {summary.responsible} Leistungen, für die die Kommune zuständig ist, sind "
        f"{summary.online} online; bei {summary.unclear} weiteren ist die Zuständigkeit unklar. "
        f"Erfasst sind {summary.harvested} Kommunen."
    )
    for kind, number in sorted(summary.gaps.items(), key=lambda item: -item[1]):
        click.echo(f"  {number:5d} × {kind}")
    click.echo(f"{summary.candidates} Kandidaten: thavel candidates")


def _heading(context: Context, db: Database) -> None:
    last = reports.comparison(db)
    context.say(f"Verglichen für {last['kommune']} am {last['zeitpunkt'][:10]}.")
    if last["hinweis"]:
        context.say(last["hinweis"])


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
@click.argument("name")
@click.option("--format", "fmt", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; stdout for csv and json if missing."
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def export(context: Context, name: str, fmt: str, output: Path | None, force: bool) -> None:
    """Export a table or view."""
    with context.catalogue() as db:
        catalogue_export.export(db, name, fmt, output, force=force)
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


@thavel.command()
@click.option("--max-age-days", type=click.IntRange(min=1), default=catalogue_check.MAX_AGE_DAYS, show_default=True)
@click.pass_obj
def check(context: Context, max_age_days: int) -> None:
    """Check integrity, references, freshness and count alarms; exit with 1 if something is wrong."""
    with context.catalogue() as db:
        found = catalogue_check.findings(db, context.db, max_age_days=max_age_days)
    for sentence in found:
        click.echo(sentence)
    if found:
        raise ThavelError(f"{len(found)} Befunde; siehe oben.")
    context.say("Alles in Ordnung.")


@thavel.command()
def sources() -> None:
    """List the sources with publisher, licence and standard."""
    rows = [{**card.row(), "liefert": card.liefert} for card in cards()]
    _show(rows, ("name", "titel", "herausgeber", "lizenz", "standard", "liefert"))


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
                shutil.copyfile(file, directory / file.name)
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
        source = Pvog(wanted, endpoints=Endpoints(base_url), manners=Manners(rate=0), as_of=f"{SAMPLE_DATE}T00:00:00Z")
        _import(context, source, Options())
    compare(context.db, rules=context.rules)
    click.echo(SAMPLE_NOTE)
    with context.catalogue() as db:
        _show(reports.candidates(db, limit=10, best=True), CANDIDATE_COLUMNS)
    if not no_serve:
        _serve(context, context.db, "127.0.0.1", port)


if __name__ == "__main__":
    main()
