"""`thavel schemas`: the group."""

import click

from catalogue.commands.console.groups import RoomsGroup


@click.group(cls=RoomsGroup)
def schemas() -> None:
    """Schema files of the standards, and validation of documents against them."""
