"""Options that say where a live service is and what opens it."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from catalogue.commands.console.options import declared
from importers.codelisten.source import BASE_URL as XREPOSITORY
from importers.fim.portal import BASE_URL as FIMPORTAL
from importers.pvog.bereitstelldienst import AUTH_URL, CLIENT_ID, CLIENT_SECRET, BulkEndpoints
from importers.pvog.bereitstelldienst import BASE_URL as BEREITSTELLDIENST
from importers.pvog.suchdienst import BASE_URL, SuchdienstEndpoints

F = TypeVar("F", bound=Callable[..., Any])
Paths = tuple[str, ...]


def xrepository_option(name: str = "--base-url") -> Callable[[F], F]:
    """The address of XRepository."""
    return click.option(
        name,
        default=XREPOSITORY,
        show_default=True,
        envvar="THAVEL_XREPOSITORY_BASE_URL",
        help="Address of XRepository.",
    )


def fim_option(name: str = "--base-url") -> Callable[[F], F]:
    """The address of the FIM portal."""
    return click.option(
        name,
        default=FIMPORTAL,
        show_default=True,
        envvar="THAVEL_FIM_BASE_URL",
        help="Address of the FIM portal.",
    )


def bulk_options(command: F, base_url: str = "--base-url") -> F:
    """Address and credentials of the Bereitstelldienst; the command gets them as `bulk` and `credentials`."""

    @wraps(command)
    def with_bulk(*args: Any, bulk_base_url: str, auth_url: str, **given: Any) -> Any:
        return command(*args, bulk=BulkEndpoints(bulk_base_url, auth_url), **given)

    return declared(
        click.option(
            base_url,
            "bulk_base_url",
            default=BEREITSTELLDIENST,
            show_default=True,
            envvar="THAVEL_BEREITSTELLDIENST_BASE_URL",
            help="Address of the Bereitstelldienst.",
        ),
        click.option(
            "--auth-url",
            default=AUTH_URL,
            show_default=True,
            envvar="THAVEL_BEREITSTELLDIENST_AUTH_URL",
            help="Where its token is asked for.",
        ),
        click.option(
            "--credentials",
            type=click.Path(path_type=Path, dir_okay=False),
            envvar="THAVEL_BEREITSTELLDIENST_CREDENTIALS",
            help=f"File (mode 600) with client_id=… and client_secret=…; else {CLIENT_ID} and {CLIENT_SECRET}.",
        ),
    )(cast(F, with_bulk))


def pvog_options(command: F) -> F:
    """Address, paths and client id of the PVOG Suchdienst; the command gets them as `endpoints` and `client_id`."""

    @wraps(command)
    def with_endpoints(
        *args: Any,
        pvog_base_url: str,
        services_path: Paths,
        table_path: Paths,
        detail_path: Paths,
        organisations_path: Paths,
        **given: Any,
    ) -> Any:
        endpoints = SuchdienstEndpoints(
            pvog_base_url.rstrip("/"), services_path, table_path, detail_path, organisations_path
        )
        return command(*args, endpoints=endpoints, **given)

    paths = (
        click.option(
            f"--{name}-path",
            multiple=True,
            default=getattr(SuchdienstEndpoints, name),
            show_default=True,
            envvar=f"THAVEL_PVOG_{name.upper()}_PATH",
            help="Versions of this path to try, in order; can be repeated.",
        )
        for name in ("services", "table", "detail", "organisations")
    )
    return declared(
        click.option(
            "--base-url",
            "pvog_base_url",
            default=BASE_URL,
            show_default=True,
            envvar="THAVEL_PVOG_BASE_URL",
            help="Address of the Suchdienst.",
        ),
        click.option("--client-id", envvar="THAVEL_PVOG_CLIENT_ID", help="Sent as pvog-sud-api-client-id if set."),
        *paths,
    )(cast(F, with_endpoints))
