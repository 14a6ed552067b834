"""The site: Datasette serving one catalogue, with German pages of its own in front."""

from collections.abc import Mapping
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from catalogue.database import connect
from catalogue.site import plugin
from catalogue.site.metadata import metadata
from catalogue.site.reading import DATABASE

HERE = Path(__file__).parent

Setting = str | int | bool

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
    "max_csv_mb": 50,
}


def build(path: Path, *, settings: Mapping[str, Setting] | None = None) -> Datasette:
    """A Datasette that serves the catalogue at `path` as `/katalog` and the German pages around it.

    `settings` overrides Datasette's settings of this module. The catalogue is opened for reading only, after it was
    brought up to date. Raises `ThavelError` where the file is missing or no catalogue.
    """
    db = connect(path)
    try:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    finally:
        db.close()
    if not pm.is_registered(plugin):
        pm.register(plugin)
    datasette = Datasette(
        [],
        metadata=metadata(tables),
        template_dir=str(HERE / "templates"),
        static_mounts=[("statisch", str(HERE / "static"))],
        settings={**SETTINGS, **(settings or {})},
    )
    datasette.remove_database("_memory")
    datasette.add_database(Database(datasette, path=str(path), is_mutable=True), name=DATABASE)
    return datasette


def serve(path: Path, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve the catalogue at `path` on `host` and `port` until interrupted; prints nothing itself."""
    uvicorn.run(build(path).app(), host=host, port=port, log_level="warning", server_header=False)
