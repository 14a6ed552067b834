"""Failures of runs that could not be written to the catalogue; the next import writes them."""

import json
from dataclasses import asdict

from catalogue.files import write
from catalogue.records.parsed import Message
from catalogue.store.store import Store

_PREFIX = "gescheitert-"


def leave(store: Store, run: int, message: Message) -> None:
    """Keep why a run failed in a file beside the raw bodies. Raises `OSError` where that is not possible either."""
    store.raw_folder.mkdir(parents=True, exist_ok=True)
    write(store.raw_folder / f"{_PREFIX}{run}.json", json.dumps(asdict(message), ensure_ascii=False).encode())


def take_over(store: Store) -> None:
    """Write what earlier runs left: their message, and that they failed."""
    for path in sorted(store.raw_folder.glob(f"{_PREFIX}*.json")):
        try:
            run = int(path.stem.removeprefix(_PREFIX))
            message = Message(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError):
            path.unlink()
            continue
        with store.transaction():
            changed = store.db.execute(
                "UPDATE laeufe SET status = 'fehlgeschlagen', fehler = fehler + 1 WHERE id = ? AND ende IS NULL", [run]
            )
            if changed.rowcount:
                store.db.execute(
                    "INSERT INTO meldungen (lauf_id, stufe, code, text, objekt, ort, anzahl)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [run, *asdict(message).values()],
                )
        path.unlink()
