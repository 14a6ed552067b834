"""Parts of objects: rows that come and go with the object that holds them, such as the places of a schema's fields."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlite_utils import Database

from catalogue.records.kind import Record
from catalogue.records.kinds import KINDS
from catalogue.store.statements import STATEMENTS
from catalogue.store.statements import wanted as keys_wanted

Key = tuple[Any, ...]


def add(db: Database, part_type: type[Record], owners: Collection[Key], parts: Iterable[Record]) -> None:
    """Store the delivered parts of objects that were not there before."""
    if not owners:
        return
    length, key = len(next(iter(owners))), KINDS[part_type].key_length
    rows = {part[:key]: part for part in parts if part[:length] in owners}
    db.conn.executemany(STATEMENTS[part_type].insert, list(rows.values()))


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
    rows = db.execute(
        f"{keys_wanted(columns)} SELECT {', '.join(f't.{name}' for name in part_type._fields)}"
        f" FROM wanted CROSS JOIN {kind.table} AS t USING ({', '.join(columns)})",
        [json.dumps(list(wanted))],
    )
    for row in rows:
        stored[row[:length]].add(row)
    changed = {owner for owner, records in wanted.items() if stored[owner] != {tuple(r) for r in records.values()}}
    where = " AND ".join(f"{name} = ?" for name in columns)
    execute = db.conn.executemany
    execute(f"DELETE FROM {kind.table} WHERE {where}", [owner for owner in changed if stored[owner]])
    execute(statements.insert, [record for owner in wanted if owner in changed for record in wanted[owner].values()])
    return changed
