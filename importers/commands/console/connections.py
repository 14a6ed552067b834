"""Options that say where connections are asked for; apart, as the other services take long to load."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from catalogue.commands.console.options import declared
from importers.anschluss.answers import ConnectionEndpoints

F = TypeVar("F", bound=Callable[..., Any])


def connection_options(command: F) -> F:
    """Where connections are asked for; the command gets it as `connections`."""

    @wraps(command)
    def with_connections(*args: Any, fit_connect_base_url: str, bundesportal_base_url: str, **given: Any) -> Any:
        return command(*args, connections=ConnectionEndpoints(fit_connect_base_url, bundesportal_base_url), **given)

    return declared(
        click.option(
            "--fit-connect-base-url",
            default=ConnectionEndpoints.routing,
            show_default=True,
            envvar="THAVEL_FIT_CONNECT_BASE_URL",
            help="Address of FIT-Connect's routing.",
        ),
        click.option(
            "--bundesportal-base-url",
            default=ConnectionEndpoints.portal,
            show_default=True,
            envvar="THAVEL_BUNDESPORTAL_BASE_URL",
            help="Address of the Bundesportal's pages of services.",
        ),
    )(cast(F, with_connections))
