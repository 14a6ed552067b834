"""Settings of the configuration file: what is read of it, and what is wrong with it, without a command."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import cli
from catalogue.commands.console.settings import LISTS, PATHS, SETTINGS, defaults, read_settings, setting_of


def settings(tmp_path: Path, text: str) -> dict[str, object]:
    file = tmp_path / "thavel.toml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


def test_texts_and_numbers_are_read_as_options_take_them(tmp_path: Path) -> None:
    text = 'db = "stadt.db"\nport = 8002\nrate = 2.5\npeers = ["16055000", 16052000]\nupdate_steps = "import fim"\n'
    assert settings(tmp_path, text) == {
        "db": str(tmp_path / "stadt.db"),
        "port": "8002",
        "rate": "2.5",
        "peers": ["16055000", "16052000"],
        "update_steps": "import fim",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("db = ", "ist keine gültige TOML-Datei (am Ende). Jede Zeile heißt"),
        ('ags = "1"\nport 8001\n', "ist keine gültige TOML-Datei (Zeile 2, Spalte 6). Jede Zeile heißt"),
        ('ags = "1"\nags = "2"\n', "ist keine gültige TOML-Datei ("),
        ('db = "a"\ndc = "b"\n', "unbekannte Einträge dc; bekannt sind ags, "),
        ('db = ["a"]', "thavel.toml: „db“ muss ein Text oder eine Zahl sein, nicht ['a']."),
        ("port = true", "„port“ muss ein Text oder eine Zahl sein, nicht True."),
        ("peers = [[1]]", "„peers“ muss ein Text oder eine Zahl sein, nicht [1]."),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"thavel\.toml") as error:
        settings(tmp_path, text)
    assert message in str(error.value)


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "thavel.toml").write_bytes('contact = "Müller"'.encode("latin-1"))
    with pytest.raises(ValueError, match="keine gültige TOML-Datei"):
        read_settings(tmp_path / "thavel.toml")


def test_a_relative_path_counts_from_the_folder_of_the_file(tmp_path: Path) -> None:
    assert settings(tmp_path, 'db = "../k.db"\nrules = "regeln"\nschema_cache = "/var/schemata"\nags = "1"\n') == {
        "db": str(tmp_path / "../k.db"),
        "rules": str(tmp_path / "regeln"),
        "schema_cache": "/var/schemata",
        "ags": "1",
    }


def test_a_file_that_a_spreadsheet_or_notepad_saved_with_a_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "thavel.toml").write_text('ags = "1"\n', encoding="utf-8-sig")
    assert read_settings(tmp_path / "thavel.toml") == {"ags": "1"}


def test_defaults_are_those_of_a_command_and_of_commands_inside_it() -> None:
    assert defaults(cli.thavel.commands["match"], {"ags": "16051000", "rate": "1"}) == {
        "ags": "16051000",
        "confirm": {"ags": "16051000"},
        "reject": {"ags": "16051000"},
        "forget": {"ags": "16051000"},
    }


def _parameters(command: click.Command) -> Iterator[click.Parameter]:
    yield from command.params
    if isinstance(command, click.Group):
        for child in command.commands.values():
            yield from _parameters(child)


def test_the_named_settings_are_those_that_options_read() -> None:
    read = {(setting_of(parameter), parameter.multiple) for parameter in _parameters(cli.thavel)} - {(None, False)}
    assert {key for key, _ in read} - {None} == SETTINGS
    assert {key for key, several in read if several} - {None} == LISTS
    paths = {parameter for parameter in _parameters(cli.thavel) if isinstance(parameter.type, click.Path)}
    assert {setting_of(parameter) for parameter in paths if setting_of(parameter)} == PATHS
