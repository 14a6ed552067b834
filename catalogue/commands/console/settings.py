"""Settings from the configuration file: an option that reads the variable THAVEL_X also reads the key `x`."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# Where the settings of a run, and the path of their file, are kept in click's `Context.meta`.
SETTINGS_OF_RUN = "thavel.settings"
FILE_OF_SETTINGS = "thavel.settings_file"

# Settings that may be lists. All are named here, so that a slip is found without loading every command.
LISTS = frozenset(
    {
        "fim_api_prefix",
        "peers",
        "pvog_detail_path",
        "pvog_organisations_path",
        "pvog_services_path",
        "pvog_table_path",
        "update_steps",
    }
)
SETTINGS = LISTS | {
    "ags",
    "anschluss_parallel",
    "anschluss_rate",
    "anschluss_timeout",
    "base_url",
    "bereitstelldienst_api",
    "bereitstelldienst_auth_url",
    "bereitstelldienst_base_url",
    "bereitstelldienst_credentials",
    "bundesportal_base_url",
    "contact",
    "db",
    "fim_base_url",
    "fit_connect_base_url",
    "host",
    "links_parallel",
    "links_rate",
    "links_timeout",
    "open_pvog_api",
    "open_pvog_base_url",
    "parallel",
    "port",
    "proxy",
    "pvog_base_url",
    "pvog_client_id",
    "rate",
    "rules",
    "schema_cache",
    "timeout",
    "xrepository_base_url",
    "xzufi_redaktion",
}
# Those that are paths; a relative one counts from the folder of the file.
PATHS = frozenset({"bereitstelldienst_credentials", "db", "rules", "schema_cache"})


def read_settings(path: Path) -> dict[str, Any]:
    """The settings of a TOML file by key, each a text or, where several are meant, a list of texts.

    A relative path counts from the folder of the file. Raises `ValueError` with a German sentence that names file and
    key where the file is no TOML, names what is no setting, or gives a setting a value of another type.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{path} kann nicht gelesen werden ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} ist keine gültige TOML-Datei: Sie ist nicht in UTF-8 gespeichert.") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"Zeile {place[1]}, Spalte {place[2]}" if place else "am Ende"
        raise ValueError(
            f'{path} ist keine gültige TOML-Datei ({where}). Jede Zeile heißt name = "Text", name = 1 oder '
            'name = ["Text", "Text"]; jeder Name steht einmal, ein \\ im Text doppelt.'
        ) from error
    unknown = sorted(values.keys() - SETTINGS)
    if unknown:
        raise ValueError(
            f"{path}: unbekannte Einträge {', '.join(unknown)}; bekannt sind {', '.join(sorted(SETTINGS))}."
        )
    settings: dict[str, Any] = {}
    for key, value in values.items():
        try:
            settings[key] = _setting(key, value, several=key in LISTS)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
        if key in PATHS:
            settings[key] = str(path.parent / settings[key])
    return settings


def _setting(key: str, value: object, *, several: bool) -> object:
    """A value of the configuration file as an option takes it: text or number, a list only where several are meant."""
    if several and isinstance(value, list):
        return [_setting(key, entry, several=False) for entry in value]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(f"„{key}“ muss ein Text oder eine Zahl sein, nicht {value!r}.")
    return str(value)


def setting_of(parameter: click.Parameter) -> str | None:
    """The key of the setting that an option reads; None where it reads none."""
    variable = parameter.envvar
    return variable.removeprefix("THAVEL_").lower() if isinstance(variable, str) else None


def defaults(command: click.Command, values: Mapping[str, Any]) -> dict[str, Any]:
    """Defaults of the options of a command, and of the commands that a group holds itself, from settings."""
    found: dict[str, Any] = {}
    for parameter in command.params:
        key = setting_of(parameter)
        if key is not None and key in values and parameter.name:
            found[parameter.name] = values[key]
    if isinstance(command, click.Group) and isinstance(command.commands, dict):
        found |= {name: defaults(child, values) for name, child in command.commands.items()}
    return found
