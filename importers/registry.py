"""Finds the sources: the classes that each command module names as its `SOURCES`."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from importers.run.source import Card, Source

# The order in which a new catalogue is filled; what is not named here follows by the name of its command.
ORDER = (
    "gemeinden",
    "leika",
    "codeliste",
    "pvog",
    "open-pvog",
    "xzufi",
    "bereitstelldienst",
    "bestand",
    "xdatenfelder",
    "xprozess",
    "fallzahlen",
    "fim",
    "fim_texte",
    "links",
    "anschluss",
)


COMMANDS = Path(__file__).parent / "commands"
# How the modules of commands that run sources begin.
GROUPS = ("import_", "check_")


def sources() -> Iterator[type[Source]]:
    """The class of every source, by the name of its command."""
    for module in sorted(pkgutil.iter_modules([str(COMMANDS)]), key=lambda module: module.name):
        # Other commands run no source, and some take long to load.
        if module.name.startswith(GROUPS):
            yield from getattr(import_module(f"importers.commands.{module.name}"), "SOURCES", ())


def cards() -> list[Card]:
    """The card of every source, in the order in which a new catalogue is filled."""
    places = {name: place for place, name in enumerate(ORDER)}
    return sorted((source.card for source in sources()), key=lambda card: places.get(card.name, len(places)))
