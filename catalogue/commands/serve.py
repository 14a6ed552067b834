"""`thavel serve`."""

from pathlib import Path

import click

from catalogue.commands.console.context import Context


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
@click.pass_obj
def serve(context: Context, host: str, port: int) -> None:
    """Serve the site."""
    with context.catalogue():
        pass
    serve_site(context, context.db, host, port)


def serve_site(context: Context, path: Path, host: str, port: int) -> None:
    """Serve the catalogue at `path` until interrupted, and say under which address."""
    # Here, because Datasette takes longer to load than most commands run.
    from catalogue import site  # noqa: PLC0415

    site.serve(
        path,
        host,
        port,
        lambda url: context.say(f"Die Seite läuft unter {url} – beenden mit Strg+C."),
        context.handed.count_decided,
    )
