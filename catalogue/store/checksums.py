"""Looks up checksums of registered objects; small, so that processes that only read can afford it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

Lookup = Callable[[Iterable[str]], Mapping[str, str | None]]

_PRESENT = """
SELECT o.id, o.pruefsumme FROM json_each(?) AS w CROSS JOIN xzufi_objekte AS o ON o.id = w.value
WHERE o.verschwunden_am IS NULL
"""


def checksums(db: Any, ids: Iterable[str]) -> dict[str, str | None]:
    """Checksums of those of these objects that are known and not gone; `db` is anything with `execute`."""
    return dict(db.execute(_PRESENT, [json.dumps(list(ids))]).fetchall())


def reading(path: Path) -> Lookup:
    """Look-ups in a catalogue that another process may be writing: what it has committed."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    return lambda ids: checksums(connection, ids)
