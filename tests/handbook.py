"""Writes docs/commands.md from the commands themselves: `python -m tests.handbook`. Its table is written by hand."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import cli
from catalogue.commands.console.settings import setting_of

FILE = Path(cli.__file__).parent / "docs" / "commands.md"
HEADING = "## Every command"
NOTE = (
    "Written from the commands themselves with `python -m tests.handbook`; please do not change it by hand. In square "
    "brackets stands the default of an option. An option that names a variable can also be set in the environment, and "
    "in `thavel.toml` without `THAVEL_` and in small letters."
)


def handbook(text: str) -> str:
    """The text of the file with all below `HEADING` written anew."""
    return text.partition(HEADING)[0] + "\n".join([HEADING, "", NOTE, *_sections("thavel", cli.thavel)]) + "\n"


def commands(group: click.Group = cli.thavel, path: str = "thavel") -> Iterator[tuple[str, click.Command]]:
    """Every command below a group with its full name, groups before what they hold, by name."""
    for name in sorted(group.commands):
        command = group.commands[name]
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def table_of(text: str) -> list[str]:
    """The commands that the table names, without options and arguments."""
    cells = re.findall(r"^\| (`thavel .*?) \|", text, re.MULTILINE)
    return [" ".join(_words(call)) for cell in cells for call in re.findall(r"`(.*?)`", cell)]


def _words(call: str) -> list[str]:
    words = call.split()
    end = next((at for at, word in enumerate(words) if not re.fullmatch(r"[a-z-]+", word) or word[0] == "-"), None)
    return words[:end]


def _sections(name: str, root: click.Group) -> Iterator[str]:
    for path, command in ((name, root), *commands(root, name)):
        yield from ("", f"### {path}", "", f"`{_usage(path, command)}`", "", *_help(command))
        options = [option for option in command.params if isinstance(option, click.Option)]
        if options:
            yield from ("", "| option | meaning |", "|---|---|", *(_line(option) for option in options))


def _usage(path: str, command: click.Command) -> str:
    pieces = [path, "[OPTIONS]" if any(isinstance(entry, click.Option) for entry in command.params) else ""]
    pieces += [_argument(entry) for entry in command.params if isinstance(entry, click.Argument)]
    if isinstance(command, click.Group):
        pieces.append("[COMMAND]" if command.invoke_without_command else "COMMAND")
    return " ".join(piece for piece in pieces if piece)


def _argument(argument: click.Argument) -> str:
    text = argument.metavar or _values(argument) or (argument.name or "").upper()
    return text if argument.nargs == 1 or text.endswith("...") else f"{text}..."


def _values(parameter: click.Parameter) -> str:
    return "|".join(parameter.type.choices) if isinstance(parameter.type, click.Choice) else ""


def _help(command: click.Command) -> Iterator[str]:
    paragraphs = (command.help or "").strip().split("\n\n")
    for at, paragraph in enumerate(paragraphs):
        yield from ([""] if at else [])
        yield " ".join(paragraph.split())


def _line(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    flag = option.is_flag or option.count
    value = "" if flag else f" {option.metavar or _values(option) or option.type.name.split()[0].upper()}"
    parts = [option.help or "", "Required." if option.required else "", _default(option), _variable(option)]
    cells = (names + value, " ".join(part for part in parts if part))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _default(option: click.Option) -> str:
    if not option.show_default:
        return ""
    values = option.default if isinstance(option.default, list | tuple) else [option.default]
    return f"[{', '.join(str(value) for value in values)}]"


def _variable(option: click.Option) -> str:
    return f"`{option.envvar}`" if setting_of(option) else ""


def main() -> None:
    """Write the file and name it on stderr."""
    text = handbook(FILE.read_text(encoding="utf-8"))
    FILE.write_text(text, encoding="utf-8", newline="\n")
    sys.stderr.write(f"{FILE.name} written\n")


if __name__ == "__main__":
    main()
