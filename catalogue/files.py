"""Files that appear under their name only when they are complete; every file that a command leaves is written here."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the name `path`, and the place of what was there, when the block ends.

    Where the block or the file system fails, nothing changes and the error goes on (`OSError` from the latter). Safe to
    call from several threads and processes.
    """
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
