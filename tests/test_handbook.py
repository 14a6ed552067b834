"""docs/commands.md names every command, and tells of each what the command tells of itself."""

import click
import pytest

from tests.handbook import FILE, commands, handbook, table_of

TEXT = FILE.read_text(encoding="utf-8")


def test_the_commands_are_described_as_they_describe_themselves() -> None:
    assert handbook(TEXT) == TEXT, "write it again with: python -m tests.handbook"


def test_each_line_of_the_table_names_commands_that_exist_and_no_command_is_missing() -> None:
    found = dict(commands())
    named = set(table_of(TEXT))
    assert named - found.keys() == set()
    # A group that does nothing by itself is named by what it holds.
    of_their_own = {
        name
        for name, command in found.items()
        if not isinstance(command, click.Group) or command.invoke_without_command
    }
    assert of_their_own - named == set()


def test_options_are_told_with_values_default_and_variable() -> None:
    lines = TEXT.splitlines()
    assert "| `--base-url` TEXT | Address of the FIM portal. [https://fimportal.de] `THAVEL_FIM_BASE_URL` |" in lines
    assert "| `--resume`, `--fresh` | Continue the last unfinished run, or start anew (default). |" in lines
    assert (
        "| `--status` offen&#124;vorgemerkt&#124;in Prüfung&#124;Nachnutzung beschlossen&#124;umgesetzt&#124;abgelehnt"
        in TEXT
    )
    assert "`thavel import xzufi [OPTIONS] PATH_OR_URL...`" in lines
    assert "`thavel match confirm [OPTIONS] TITEL SCHLUESSEL`" in lines


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("| `thavel gaps`, `thavel candidates` | list them |", ["thavel gaps", "thavel candidates"]),
        ("| `thavel compare --explain SCHLUESSEL` | the same |", ["thavel compare"]),
        ("| `thavel import open-pvog PATH...` | `thavel x` |", ["thavel import open-pvog"]),
        ("| `--ags` TEXT | option |", []),
    ],
)
def test_the_table_is_read_without_options_and_arguments(line: str, named: list[str]) -> None:
    assert table_of(line) == named
