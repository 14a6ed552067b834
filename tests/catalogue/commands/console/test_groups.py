"""How commands are found: by the names of their modules, in all rooms, loaded when they are asked for."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import cli
from catalogue.commands.console.groups import RoomsGroup

FILES = {
    "unten/__init__.py": "",
    "unten/zeigen.py": "import click\n@click.command()\ndef zeigen(): 'Zeigt.'\n",
    "unten/holen.py": "import click\nfrom catalogue.commands.console.groups import RoomsGroup\n"
    "@click.group(cls=RoomsGroup)\ndef holen(): 'Holt.'\n",
    "unten/gemeinsam/__init__.py": "",
    "oben/__init__.py": "",
    "oben/holen_neu_es.py": "import click\n@click.command(name='neu-es')\ndef holen_neu_es(): 'Holt Neues.'\n",
    "oben/kaputt.py": "raise RuntimeError('geladen')\n",
}


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoomsGroup]:
    """A group with two rooms of its own."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = RoomsGroup("wurzel")
    found.add_command(click.Command("eigen"))
    found.collect(("unten", "oben"))
    yield found
    for name in [name for name in sys.modules if name.split(".")[0] in ("unten", "oben")]:
        del sys.modules[name]


def test_commands_are_listed_by_the_names_of_modules_without_loading_them(group: RoomsGroup) -> None:
    assert sorted(group.commands) == ["eigen", "holen", "kaputt", "zeigen"]
    assert len(group.commands) == 4
    assert "unten.zeigen" not in sys.modules


def test_a_command_is_loaded_when_it_is_asked_for(group: RoomsGroup) -> None:
    assert group.commands["zeigen"].help == "Zeigt."
    assert group.commands["zeigen"] is group.commands["zeigen"]
    assert group.commands.get("nichts") is None
    with pytest.raises(RuntimeError, match="geladen"):
        group.commands["kaputt"]


def test_a_group_gets_commands_from_rooms_that_its_own_may_not_import(group: RoomsGroup) -> None:
    inner = group.commands["holen"]
    assert isinstance(inner, click.Group)
    assert {name: command.help for name, command in inner.commands.items()} == {"neu-es": "Holt Neues."}


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


def test_every_command_is_called_what_its_module_says_and_has_a_help_text() -> None:
    found = dict(_commands(cli.thavel))
    assert {path: command.name for path, command in found.items()} == {path: path[-1] for path in found}
    assert [path for path, command in found.items() if not command.help] == []


def test_every_option_has_a_help_text() -> None:
    silent = [
        f"{' '.join(path)} {parameter.opts[0]}"
        for path, command in [((), cli.thavel), *_commands(cli.thavel)]
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert silent == []


def test_options_stand_in_the_order_in_which_they_are_declared() -> None:
    found = {path: [parameter.name for parameter in command.params] for path, command in _commands(cli.thavel)}
    assert found[("import", "gemeinden")][:5] == ["paths", "dry_run", "strict", "resume", "from_raw"]
    assert found[("import", "open-pvog")][:5] == ["ars", "kreis", "land", "comparable", "ags"]
    assert found[("gaps",)] == ["fmt", "limit", "themenfeld", "art"]
    assert [name for name in found[("import", "pvog")] if name in ("rate", "parallel", "timeout", "contact")] == [
        "rate",
        "parallel",
        "timeout",
        "contact",
    ]
