"""`thavel serve`."""

import re
from pathlib import Path

import click

from catalogue.commands.console.context import Context


def _path(_: click.Context, parameter: click.Parameter, value: str) -> str:
    """The path with a slash at both ends."""
    if not re.fullmatch(r"/([\w.-]+/)*[\w.-]*", value, re.ASCII):
        raise click.BadParameter(
            f"„{value}“ ist kein Pfad wie /katalog-onlinedienste/ (ohne Rechnernamen).", param=parameter
        )
    return value.rstrip("/") + "/"


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    envvar="THAVEL_HOST",
    help="Address to listen at; 0.0.0.0 is every address of this machine.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    envvar="THAVEL_PORT",
    help="Port to listen at; 0 takes any that is free.",
)
@click.option(
    "--base-url",
    default="/",
    show_default=True,
    envvar="THAVEL_BASE_URL",
    callback=_path,
    help="Path of the site behind a proxy, such as /katalog-onlinedienste/.",
)
@click.option(
    "--proxy",
    metavar="ADDRESS",
    envvar="THAVEL_PROXY",
    help="Address of the proxy whose X-Forwarded headers are believed; nobody's if missing.",
)
@click.pass_obj
def serve(context: Context, host: str, port: int, base_url: str, proxy: str | None) -> None:
    """Serve the site."""
    with context.catalogue():
        pass
    serve_site(context, context.db, host, port, base_url, proxy)


def serve_site(
    context: Context, path: Path, host: str, port: int, base_url: str = "/", proxy: str | None = None
) -> None:
    """Serve the catalogue at `path` until interrupted, and say under which address."""
    # Here, because Datasette takes longer to load than most commands run.
    from catalogue import site  # noqa: PLC0415

    site.serve(
        path,
        host,
        port,
        lambda url: context.say(f"Die Seite läuft unter {url} – beenden mit Strg+C."),
        context.handed.count_decided,
        base_url=base_url,
        proxy=proxy,
    )
