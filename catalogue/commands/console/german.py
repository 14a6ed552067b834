"""Wrong usage told in German: the one place that translates what click says of commands, options and arguments."""

import re
from difflib import get_close_matches

import click
from click.core import ParameterSource

from catalogue.commands.console.settings import FILE_OF_SETTINGS, setting_of
from catalogue.formats import visible

_QUOTED = r"(?P<value>'.*'|\".*\")"
_WORDS = {"File": "Die Datei", "Directory": "Das Verzeichnis", "Path": "Den Pfad", "integer": "ganze ", "float": ""}
# A whole sentence of click as a pattern, and the same in German.
_SENTENCES = tuple(
    (re.compile(pattern, re.DOTALL), german)
    for pattern, german in (
        (_QUOTED + r" is not (?:one of )?'.*'\.", "„{value}“ ist nicht möglich; möglich: {choices}."),
        (r"(?P<value>\S+) is not in the range (?P<range>.*?)\.?", "{value} ist nicht möglich; möglich: {range}."),
        (_QUOTED + r" is not a valid (?P<word>integer|float)(?: range)?\.", "„{value}“ ist keine {word}Zahl."),
        (_QUOTED + r" is not a valid boolean.*", "„{value}“ ist weder true noch false."),
        (rf"(?P<word>File|Directory|Path) {_QUOTED} does not exist\.", "{word} „{value}“ gibt es nicht."),
        (rf"\w+ {_QUOTED} is a file\.", "„{value}“ ist eine Datei; verlangt ist ein Verzeichnis."),
        (rf"\w+ {_QUOTED} is a directory\.", "„{value}“ ist ein Verzeichnis; verlangt ist eine Datei."),
        (rf"\w+ {_QUOTED} is not readable\.", "„{value}“ ist nicht lesbar."),
        (rf"\w+ {_QUOTED} is not writable\.", "„{value}“ ist nicht beschreibbar."),
        (r"Got unexpected extra arguments? \((?P<value>.*)\)\.?", "Das ist zu viel: {value}."),
        (rf"Option {_QUOTED} does not take a value\.", "{value} nimmt keinen Wert."),
        (rf"Option {_QUOTED} requires an argument\.", "{value} verlangt einen Wert."),
        (r"No such option:? (?P<value>'.*'|\S+?)\.?", "Die Option {value} gibt es hier nicht."),
        (rf"No such command {_QUOTED}\.", "Den Befehl „{value}“ gibt es hier nicht."),
        (r"Missing command\.", "Es fehlt ein Befehl."),
    )
)


def tell(error: click.ClickException) -> None:
    """Write to stderr how the command is called, what was wrong, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(visible(error.message), err=True)
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context:
        pieces = (context.command_path, *context.command.collect_usage_pieces(context))
        click.echo(visible(f"Aufruf: {' '.join(pieces)}"), err=True)
    click.echo(visible(f"Fehler: {sentence(error)}"), err=True)
    if context:
        click.echo(visible(f"Hilfe: {context.command_path} --help"), err=True)


def sentence(error: click.ClickException) -> str:
    """Which option, argument, setting or variable of a call is wrong, and why; a sentence of ours stays as it is."""
    if isinstance(error, click.MissingParameter) and error.param:
        possible = _choices(error.param)
        return f"Es fehlt {_name(error.param)}." + (f" Möglich: {possible}." if possible else "")
    if isinstance(error, click.BadParameter):
        said = _translated(error.message, _choices(error.param))
        where = _origin(error)
        return f"{where}: {said}" if where else said
    return _translated(error.message) + _suggestion(error)


def _translated(message: str, choices: str = "") -> str:
    for pattern, german in _SENTENCES:
        if found := pattern.fullmatch(message):
            parts = found.groupdict()
            parts["value"] = re.sub(r"^(['\"])(.*)\1$", r"\2", parts.get("value", ""))
            parts["choices"] = choices
            parts["range"] = _range(parts.get("range", ""))
            parts["word"] = _WORDS.get(parts.get("word", ""), "")
            return german.format(**parts)
    return message


def _choices(parameter: click.Parameter | None) -> str:
    """The choices of a parameter as they were declared; click itself names them in small letters."""
    return ", ".join(map(str, getattr(parameter.type, "choices", ()))) if parameter else ""


def _range(text: str) -> str:
    """`0<=x<=9` is „0 bis 9“, `x>=0` is „ab 0“."""
    if between := re.fullmatch(r"(.+)<=x<=(.+)", text):
        return f"{between[1]} bis {between[2]}"
    return text.replace("x>=", "ab ").replace("x<=", "bis ")


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name.removesuffix("...")


def _origin(error: click.BadParameter) -> str:
    """Where a wrong value was given: the key in the file of settings, the variable, the option; empty for a default."""
    if error.param is None or error.ctx is None or error.param.name is None:
        return ""
    source = error.ctx.get_parameter_source(error.param.name)
    if source is ParameterSource.DEFAULT_MAP:
        return f"{error.ctx.meta[FILE_OF_SETTINGS]}, {setting_of(error.param)}"
    if source is ParameterSource.ENVIRONMENT and isinstance(error.param.envvar, str):
        return f"Umgebungsvariable {error.param.envvar}"
    return "" if source is ParameterSource.DEFAULT else _name(error.param)


def _suggestion(error: click.ClickException) -> str:
    near: list[str] = []
    unknown = re.fullmatch(rf"No such command {_QUOTED}\.", error.message)
    if isinstance(error, click.NoSuchOption):
        near = list(error.possibilities or ())
    elif unknown and isinstance(error, click.UsageError) and error.ctx and isinstance(error.ctx.command, click.Group):
        near = get_close_matches(unknown["value"][1:-1], error.ctx.command.list_commands(error.ctx))
    return f" Meinten Sie {' oder '.join(near)}?" if near else ""
