"""The official schema files: ZIPs from XRepository, kept in a cache folder and pinned by their checksum."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from xoev_schemas.archive import ArchiveError, schema_members
from xoev_schemas.manifest import SchemaFile
from xoev_schemas.recognition import Standard

BASE_URL = "https://www.xrepository.de"
_PINS = "pruefsummen.json"

# URNs of standards in XRepository; that of XProzess is not known.
URNS = {
    Standard("xzufi", "2.1.0"): "urn:xoev-de:fim:standard:xzufi_2.1.0",
    Standard("xzufi", "2.2.0"): "urn:xoev-de:fim:standard:xzufi_2.2.0",
    Standard("xzufi", "2.3.1"): "urn:xoev-de:fim:standard:xzufi_2.3.1",
    Standard("xdatenfelder", "2.0"): "urn:xoev-de:fim:standard:xdatenfelder_2",
    Standard("xdatenfelder", "3.0.0"): "urn:xoev-de:fim:standard:xdatenfelder_3.0.0",
}


class FetchError(Exception):
    """Official schema files that could not be taken over; `str(error)` is a complete German sentence."""


def url_of(standard: Standard, base_url: str = BASE_URL) -> str:
    """Link of the ZIP with a standard's schema files at XRepository."""
    return f"{base_url.rstrip('/')}/api/xrepository/{URNS[standard]}:xmlschema"


def cached(cache: Path, standard: Standard) -> SchemaFile | None:
    """The cached ZIP of a standard as a line like the manifest's, or None where it was not fetched."""
    path = cache / f"{standard.name}-{standard.version}.zip"
    pin = _pins(cache).get(path.name)
    if pin is None or not path.is_file():
        return None
    return SchemaFile(standard.name, standard.version, str(path.absolute()), pin["url"], pin["sha256"])


def fetch(
    standard: Standard,
    cache: Path,
    download: Callable[[str], bytes],
    write: Callable[[Path, bytes], object],
    *,
    base_url: str = BASE_URL,
    renew: bool = False,
) -> SchemaFile:
    """Download the ZIP of a standard, check it and put it into the cache.

    `download` turns a URL into a body, `write` puts one into a file, whole or not at all. Once fetched, another content
    is refused unless `renew`. Raises `FetchError` and whatever these two raise.
    """
    url = url_of(standard, base_url)
    body = download(url)
    try:
        schema_members(body)
    except ArchiveError as error:
        raise FetchError(f"{standard}: {error} Nichts wurde übernommen ({url}).") from error
    digest = hashlib.sha256(body).hexdigest()
    pins = _pins(cache)
    name = f"{standard.name}-{standard.version}.zip"
    if not renew and pins.get(name, {}).get("sha256", digest) != digest:
        raise FetchError(
            f"{standard}: Das ZIP ist ein anderes als beim ersten Abruf ({url}). Prüfen Sie, ob es neu veröffentlicht "
            "wurde, und wiederholen Sie den Befehl dann mit --renew."
        )
    cache.mkdir(parents=True, exist_ok=True)
    write(cache / name, body)
    pins[name] = {"url": url, "sha256": digest}
    write(cache / _PINS, json.dumps(pins, indent=2, sort_keys=True).encode())
    return SchemaFile(standard.name, standard.version, str((cache / name).absolute()), url, digest)


def _pins(cache: Path) -> dict[str, dict[str, str]]:
    """Checksum and origin of each cached file by its name."""
    try:
        pins = json.loads((cache / _PINS).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise FetchError(f"{cache / _PINS} ist unlesbar. Löschen Sie den Ordner und rufen Sie neu ab.") from error
    return {
        name: {"url": pin["url"], "sha256": pin["sha256"]}
        for name, pin in (pins.items() if isinstance(pins, dict) else ())
        if isinstance(pin, dict) and isinstance(pin.get("url"), str) and isinstance(pin.get("sha256"), str)
    }
