"""Groups of commands whose modules lie in several rooms; a module is loaded when its command is asked for."""

import pkgutil
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from catalogue.commands.console.settings import SETTINGS_OF_RUN, defaults


class CommandModules(MutableMapping[str, click.Command]):
    """The commands of one group by name: those that were added, and the modules of `wings` that are named for it.

    `wings` are packages, `group` is empty for the commands directly below `thavel`.
    """

    def __init__(self, wings: Sequence[str], group: str, added: Mapping[str, click.Command]) -> None:
        self._wings = wings
        self._group = group
        self._loaded = dict(added)

    @cached_property
    def _modules(self) -> dict[str, str]:
        """Full names of modules by the name of their command; packages hold no command."""
        found = {}
        for wing in self._wings:
            spec = find_spec(wing)
            for module in pkgutil.iter_modules(spec.submodule_search_locations if spec else None):
                first, _, rest = module.name.partition("_")
                group, name = (first, rest) if rest else ("", first)
                if group == self._group and not module.ispkg:
                    found[name.replace("_", "-")] = f"{wing}.{module.name}"
        return found

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            module = self._modules[name]
            command: click.Command = getattr(import_module(module), module.rpartition(".")[2])
            if isinstance(command, RoomsGroup):
                command.collect(self._wings, name)
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded.keys() | self._modules.keys())

    def __len__(self) -> int:
        return len(self._loaded.keys() | self._modules.keys())


class RoomsGroup(click.Group):
    """A group that collects its commands from the rooms, and gives each its settings when it is asked for."""

    def collect(self, wings: Sequence[str], name: str = "") -> None:
        """Let the modules of these packages that are named for this group be its commands."""
        self.commands = CommandModules(wings, name, self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None; what is configured for it becomes the default of its options."""
        command = super().get_command(ctx, cmd_name)
        values: Mapping[str, Any] | None = ctx.meta.get(SETTINGS_OF_RUN)
        if command is not None and values is not None:
            ctx.default_map = {**(ctx.default_map or {}), cmd_name: defaults(command, values)}
        return command
