"""`thavel schemas validate`."""

from pathlib import Path

import click

from catalogue.commands.console.context import Context
from catalogue.commands.console.options import limit_option
from catalogue.commands.console.show import show_text
from catalogue.errors import ThavelError
from importers.commands.console.options import cache_option, schema_folder
from importers.web.content import BodyForm, recognised
from xoev_schemas.fetch import FetchError
from xoev_schemas.manifest import UnknownSchemaError
from xoev_schemas.recognition import UnknownStandardError
from xoev_schemas.validation import MAX_ERRORS, examine

# Where text or bytes are no XML at all, the check names the line.
_MAY_BE_XML = (BodyForm.XML, BodyForm.TEXT, BodyForm.BINARY, BodyForm.EMPTY)


@click.command(name="validate")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@cache_option
@limit_option("Errors per file.", MAX_ERRORS)
@click.pass_obj
def schemas_validate(context: Context, paths: tuple[Path, ...], limit: int, cache: Path | None) -> None:
    """Check documents against the schema of their standard; exit with 1 if there are errors."""
    wrong = sum([_validate(path, limit, schema_folder(context, cache)) for path in paths])
    if wrong:
        raise ThavelError(f"Fehlerhaft oder nicht prüfbar: {wrong} von {len(paths)}; siehe oben.")


def _validate(path: Path, limit: int, cache: Path) -> bool:
    """Show what a check of one file finds; returns whether something is wrong."""
    try:
        found = recognised(path)
        if found.form not in _MAY_BE_XML:
            show_text(f"{path}: Das ist {found}; geprüft wird XML. {found.advice('XML')}")
            return True
        report = examine(path, limit=limit, cache=cache)
    except (UnknownStandardError, UnknownSchemaError, FetchError) as error:
        show_text(f"{path}: {error}")
        return True
    except OSError as error:
        show_text(f"{path}: Die Datei kann nicht gelesen werden ({error.strerror}).")
        return True
    said = f"{len(report.errors)} Fehler" if report.errors else "keine Fehler"
    against = (
        f"{report.standard}, geprüft mit {report.schema.file} ({report.schema.provenance}): " if report.schema else ""
    )
    show_text(f"{path}: {against}{said}")
    if report.note:
        show_text(f"  Hinweis: {report.note}")
    for found_error in report.errors:
        show_text(f"  {found_error} [{found_error.code}]")
    return bool(report.errors)
