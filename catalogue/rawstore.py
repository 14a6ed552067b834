"""Raw bodies of deliveries: compressed files named by their checksum, in a folder beside the catalogue."""

import gzip
import hashlib
import os
import tempfile
import zlib
from pathlib import Path

from catalogue.errors import ThavelError


def folder_of(catalogue: Path) -> Path:
    """The folder of a catalogue's raw bodies: `katalog.db` has `katalog-lieferungen/` beside it."""
    return catalogue.with_name(f"{catalogue.stem}-lieferungen")


def _file_of(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / f"{sha256}.gz"


def keep(folder: Path, body: bytes) -> str:
    """Keep a body and return its SHA-256 (hex). A body that is there already is not written again.

    The file appears under its name only when it is complete. Safe to call from several threads.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    path = _file_of(folder, sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.compress(body, compresslevel=1, mtime=0))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return sha256


def read(folder: Path, sha256: str) -> bytes:
    """The body with this checksum; `ThavelError` where it is missing or damaged."""
    path = _file_of(folder, sha256)
    try:
        body = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise ThavelError(
            f"Die Rohlieferung {path} fehlt oder ist beschädigt ({error}). Holen Sie die Quelle neu."
        ) from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ThavelError(
            f"Die Rohlieferung {path} ist beschädigt: die Prüfsumme stimmt nicht. Holen Sie die Quelle neu."
        )
    return body
