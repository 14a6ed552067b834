"""A command starts fast because it loads only what it needs: what each may load of the packages that are slow."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import pytest

import cli
from tests.command import Thavel

HEAVY = ("datasette", "lxml", "openpyxl", "uvicorn", "xmlschema")
XML, CHECKED_XML = frozenset({"lxml"}), frozenset({"lxml", "xmlschema"})

# By the beginning of the command, the longest that fits; everything else loads none of them.
MAY_LOAD = {
    "": frozenset[str](),
    "import": XML,
    "check anschluss": XML,
    "check links": XML,
    "sources": XML,
    "schemas": CHECKED_XML,
    "schemas list": XML,
    "schemas fetch": XML,
    "schemas validate": CHECKED_XML,
    "init": XML,
    "demo": XML,
    "update": XML,
    "export kommunen --format xlsx": frozenset({"lxml", "openpyxl"}),
}

# Called for real, on the demo's catalogue; of all other commands only the help is shown.
CALLED = (
    "--version",
    "--help",
    "import --help",
    "init",
    "status",
    "runs",
    "messages --run 1",
    "check --max-age-days 99999",
    "check anschluss --dry-run",
    "check links --dry-run",
    "rules list",
    "rules copy regeln",
    "decide 99102013104000 --status abgelehnt --fachbereich Ordnung --person P --dry-run",
    "export kommunen --format csv",
    "export kommunen --format xlsx -o kommunen.xlsx",
    "compare",
    "gaps",
    "gaps --format csv",
    "candidates --format json",
    "changes",
    "solutions list",
    "solutions unknown",
    "import gemeinden gemeindeverzeichnis.txt",
    "import bestand liste.csv",
    "match",
    "sources",
    "schemas list",
    "demo --dir . --no-serve",
    "update --step 'import gemeinden gemeindeverzeichnis.txt' --max-age-days 99999",
)

# Runs all calls in one process and says of each what it was the first to load.
SCRIPT = """
import contextlib, io, json, shlex, sys
import cli

known = set()
for command in CALLS:
    sys.argv = ["thavel", *shlex.split(command)]
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.redirect_stderr(io.StringIO()) as told:
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code
    loaded = sorted({*HEAVY} & sys.modules.keys() - known)
    known.update(loaded)
    print(json.dumps([command, code or 0, loaded, told.getvalue()]))
"""


class Start(NamedTuple):
    """A command, how it ended, what it was the first to load of the slow packages, and its messages."""

    command: str
    code: int
    loaded: list[str]
    told: str


def start(calls: Sequence[str], folder: Path) -> list[Start]:
    constants = f"HEAVY = {HEAVY!r}\nCALLS = {tuple(calls)!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", constants + SCRIPT], cwd=folder, capture_output=True, text=True, check=True
    )
    return [Start(*json.loads(line)) for line in done.stdout.splitlines()]


def may_load(command: str) -> frozenset[str]:
    return MAY_LOAD[max((known for known in MAY_LOAD if command.startswith(known)), key=len)]


def commands(group: click.Group, path: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        yield f"{path}{name}"
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")


@pytest.mark.slow
def test_a_command_loads_of_the_slow_packages_only_those_that_it_needs(demo: Thavel) -> None:
    Path("liste.csv").write_text("Titel;Link\nHundesteuer;https://www.eisenach.de/hund\n", encoding="utf-8")
    demo("import", "bestand", "liste.csv")
    calls = [*CALLED, *(f"{command} --help" for command in commands(cli.thavel))]
    found = start(sorted(calls, key=lambda command: len(may_load(command))), demo.folder)
    assert [entry for entry in found if entry.code] == []
    assert [entry for entry in found if set(entry.loaded) - may_load(entry.command)] == []
    assert {name for entry in found for name in entry.loaded} == {"lxml", "openpyxl", "xmlschema"}
    assert len(found) > 60
