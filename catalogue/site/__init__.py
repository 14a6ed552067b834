"""The site: Datasette serving one catalogue, with German pages of its own in front."""

import errno
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from catalogue import database
from catalogue.errors import ThavelError
from catalogue.site import plugin, server
from catalogue.site.decided import Catalogue, Decisions
from catalogue.site.metadata import metadata
from catalogue.site.reading import DATABASE, DECISIONS
from catalogue.store.decisions import opened
from catalogue.store.joined import Counting

HERE = Path(__file__).parent

Setting = str | int | bool


class Site(Datasette):  # type: ignore[misc]
    """Datasette whose links name no host: behind a proxy, and where a request invents one, they lead to this site."""

    def absolute_url(self, request: Any, path: str) -> str:
        """The path itself."""
        return path


SETTINGS: Mapping[str, Setting] = {
    "default_allow_sql": False,
    "allow_download": False,
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 400,
    "default_facet_size": 15,
    "truncate_cells_html": 240,
}


def build(path: Path, *, settings: Mapping[str, Setting] | None = None, count: Counting | None = None) -> Datasette:
    """A Datasette that serves the catalogue at `path` as `/katalog` and the German pages around it.

    Decisions are served as `/entscheidungen` while their file is there; `count` brings points up to them. `settings`
    overrides Datasette's settings of this module. Both are opened for reading only. Raises `ThavelError` where the file
    is missing, older than the program or no catalogue.
    """
    db = database.reading(path)
    try:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    finally:
        db.close()
    if not pm.is_registered(plugin):
        pm.register(plugin)
        # Datasette's own would be called as well, for nothing but a trace in the log at each refused request.
        pm.unregister(name="datasette.handle_exception")
    datasette = Site(
        [],
        metadata=metadata(tables),
        template_dir=str(HERE / "templates"),
        static_mounts=[("statisch", str(HERE / "static"))],
        settings={**SETTINGS, **(settings or {})},
    )
    datasette.remove_database("_memory")
    datasette.add_database(Catalogue(datasette, path, count), name=DATABASE)
    with opened(path):
        pass
    datasette.add_database(Decisions(datasette, path), name=DECISIONS)
    return datasette


def serve(
    path: Path,
    host: str,
    port: int,
    announce: Callable[[str], None],
    count: Counting | None = None,
    *,
    base_url: str = "/",
    proxy: str | None = None,
) -> None:
    """Serve the catalogue at `path` on `host` and `port` (0 for any free one) until interrupted.

    `base_url` is the path that the site has for its readers. Of the address `proxy` alone `X-Forwarded-*` is believed.
    `count` is as of `build`. `announce` is called with the address once the port is ours. Raises `ThavelError` where it
    cannot be had.
    """
    app = build(path, settings={"base_url": base_url}, count=count).app()
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise ThavelError(f"Unter {host}:{port} kann die Seite nicht laufen: {_why_not(error)}") from error
    with listener, suppress(KeyboardInterrupt):
        announce(f"http://{host}:{listener.getsockname()[1]}{base_url}")
        server.Server(server.config(app, proxy)).run(sockets=[listener])


def _why_not(error: OSError) -> str:
    """Why an address cannot be listened on, and what to do."""
    # Errors of looking a name up have numbers of their own, which are negative.
    if (error.errno or 0) < 0 or error.errno == errno.EADDRNOTAVAIL:
        return (
            "Das ist kein Name und keine IPv4-Adresse dieses Rechners. Nennen Sie mit --host eine, zum Beispiel "
            "127.0.0.1 (nur von hier erreichbar) oder 0.0.0.0 (von überall)."
        )
    if error.errno == errno.EACCES:
        return "Das Betriebssystem erlaubt es nicht. Wählen Sie mit --port eine Nummer ab 1024."
    if error.errno == errno.EADDRINUSE:
        return "Wählen Sie mit --port eine andere Nummer oder beenden Sie das Programm, das sie belegt."
    return f"{error.strerror}."
