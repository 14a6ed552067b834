"""Parts of objects: rows that come and go with the object that holds them, such as the places of a schema's fields."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from catalogue.records import KINDS, Kind, Record
from catalogue.statements import STATEMENTS

_CHUNK = 400
Key = tuple[Any, ...]


def owners_of(kind: Kind, by_type: Mapping[type[Record], list[Record]]) -> dict[type[Record], list[Key]]:
    """Keys of the delivered objects that hold parts of this kind, by their record type."""
    return {
        owner: [record[: KINDS[owner].key_length] for record in by_type[owner]]
        for owner in kind.part_of
        if owner in by_type
    }


def replace(db: Database, part_type: type[Record], owners: Collection[Key], parts: Iterable[Record]) -> set[Key]:
    """Make the stored parts of these objects exactly the delivered ones; returns the objects of which any differed.

    The key of a part starts with the key of its object, so that each object is looked up by index.
    """
    if not owners:
        return set()
    statements, kind = STATEMENTS[part_type], KINDS[part_type]
    length = len(next(iter(owners)))
    columns = part_type._fields[:length]
    wanted: dict[Key, dict[Key, Record]] = {owner: {} for owner in owners}
    for part in parts:
        if part[:length] in wanted:
            wanted[part[:length]][part[: kind.key_length]] = part
    stored: dict[Key, set[Key]] = defaultdict(set)
    keys = list(wanted)
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        marks = f"({', '.join('?' for _ in columns)})"
        rows = db.execute(
            f"WITH wanted ({', '.join(columns)}) AS (VALUES {', '.join([marks] * len(chunk))})"
            f" SELECT {', '.join(f't.{name}' for name in part_type._fields)}"
            f" FROM wanted CROSS JOIN {kind.table} AS t USING ({', '.join(columns)})",
            [value for key in chunk for value in key],
        )
        for row in rows:
            stored[row[:length]].add(row)
    changed = {owner for owner, records in wanted.items() if stored[owner] != {tuple(r) for r in records.values()}}
    where = " AND ".join(f"{name} = ?" for name in columns)
    execute = db.conn.executemany
    execute(f"DELETE FROM {kind.table} WHERE {where}", [owner for owner in changed if stored[owner]])
    execute(statements.insert, [record for owner in wanted if owner in changed for record in wanted[owner].values()])
    return changed
