"""Files that appear under their name only when they are complete; every file that a command leaves is written here."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

_PART = re.compile(r"\..+\.(\d+)-\d+\.teil")


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the name `path`, and the place of what was there, when the block ends.

    Where the block or the file system fails, nothing changes and the error goes on (`OSError` from the latter). Safe to
    call from several threads and processes. What a process that was killed left in that folder is removed.
    """
    _sweep(path.parent.absolute())
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.teil")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        # A full disk does not say which file it was.
        error.filename = error.filename or str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


def write(path: Path, body: bytes) -> None:
    """Write a file whole or not at all; as of `whole`."""
    with whole(path) as file:
        file.write(body)


@cache
def _sweep(folder: Path) -> None:
    """Remove, once in a process, the unfinished files of processes that do not live any more."""
    with suppress(OSError):
        for path in folder.glob(".*.teil"):
            part = _PART.fullmatch(path.name)
            if part and not _lives(int(part[1])):
                path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
