"""Raw bodies of deliveries: compressed files named by their checksum, in a folder beside the catalogue."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO, BinaryIO

from isal import isal_zlib

from catalogue.errors import ThavelError
from catalogue.files import whole

_BLOCK = 1 << 20
_LEVEL = 0
_AS_GZIP = 31


class NotAllowedError(ThavelError):
    """This user may not read the raw bodies."""


def folder_of(catalogue: Path) -> Path:
    """The folder of a catalogue's raw bodies: `katalog.db` has `katalog-lieferungen/` beside it."""
    return catalogue.with_name(f"{catalogue.stem}-lieferungen")


def _file_of(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / f"{sha256}.gz"


def kept(folder: Path, sha256: str) -> bool:
    """Whether the body with this checksum is there, be it damaged or not; also where this user may not look."""
    try:
        return _file_of(folder, sha256).stat().st_size >= 0
    except PermissionError:
        return True
    except OSError:
        return False


def _write(path: Path, blocks: Iterable[bytes]) -> None:
    """Write a compressed file that appears under its name only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    compressor = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, _AS_GZIP)
    with whole(path) as file:
        for block in blocks:
            file.write(compressor.compress(block))
        file.write(compressor.flush())


def _blocks(file: BinaryIO | gzip.GzipFile) -> Iterable[bytes]:
    return iter(lambda: file.read(_BLOCK), b"")


def keep(folder: Path, body: bytes) -> str:
    """Keep a body and return its SHA-256 (hex). A body that is there already is not written again.

    Safe to call from several threads.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    path = _file_of(folder, sha256)
    if not path.exists():
        _write(path, [body])
    return sha256


def keep_file(folder: Path, source: Path) -> tuple[str, int]:
    """Keep what a file holds, of any size; returns its SHA-256 (hex) and its size in bytes."""
    with source.open("rb", buffering=0) as body:
        digest, size = hashlib.sha256(), 0
        buffer = memoryview(bytearray(_BLOCK))
        while number := body.readinto(buffer):
            digest.update(buffer[:number])
            size += number
        sha256 = digest.hexdigest()
        path = _file_of(folder, sha256)
        if not path.exists():
            body.seek(0)
            _write(path, _blocks(body))
    return sha256, size


def copy(folder: Path, sha256: str, target: IO[bytes]) -> None:
    """Write the body with this checksum to `target`; `ThavelError` where it is missing or damaged.

    Raises `NotAllowedError` where this user may not read it.
    """
    digest = hashlib.sha256()
    try:
        with gzip.open(_file_of(folder, sha256)) as body:
            for block in _blocks(body):
                digest.update(block)
                target.write(block)
    except PermissionError as error:
        raise NotAllowedError(
            f"Die Rohlieferungen in {folder} darf dieser Benutzer nicht lesen. Rufen Sie den Befehl als der Benutzer "
            "auf, dem sie gehören, oder lassen Sie sich das Lesen erlauben."
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        raise _damaged(folder, sha256, f"fehlt oder ist beschädigt ({error})") from error
    if digest.hexdigest() != sha256:
        raise _damaged(folder, sha256, "ist beschädigt: die Prüfsumme stimmt nicht")


def unpack(folder: Path, sha256: str, target: Path) -> None:
    """Write the body with this checksum into a file; errors as of `copy`."""
    with target.open("wb") as file:
        copy(folder, sha256, file)


def _damaged(folder: Path, sha256: str, what: str) -> ThavelError:
    return ThavelError(f"Die Rohlieferung {_file_of(folder, sha256)} {what}. Holen Sie die Quelle neu.")


def read(folder: Path, sha256: str) -> bytes:
    """The body with this checksum; errors as of `copy`."""
    body = io.BytesIO()
    copy(folder, sha256, body)
    return body.getvalue()
