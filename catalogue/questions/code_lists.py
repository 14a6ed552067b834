"""The code lists that are worth fetching."""

import json

from sqlite_utils import Database

from catalogue.codes import KINDS_OF_DECISION, PUBLISHED


def used_code_lists(db: Database) -> list[str]:
    """URNs of the code lists that name codes on the pages, hold the values of data fields, or are there already.

    Those of processes only where there are processes.
    """
    rows = db.execute(
        "SELECT liste AS urn FROM codes WHERE liste LIKE 'urn:%' UNION SELECT urn FROM codelisten"
        " UNION SELECT codeliste_urn FROM datenfelder WHERE codeliste_urn LIKE 'urn:%'"
        " UNION SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM prozessklassen) ORDER BY urn",
        [json.dumps([*PUBLISHED.values(), KINDS_OF_DECISION])],
    )
    return [urn for (urn,) in rows.fetchall()]


def entries(db: Database, urn: str, version: str) -> dict[str, str | None]:
    """The meaning of each code that a version of a list has today; empty where it is not in the catalogue."""
    rows = db.execute(
        "SELECT code, bezeichnung FROM codelisten_eintraege WHERE urn = ? AND version = ? AND verschwunden_am IS NULL",
        [urn, version],
    )
    return dict(rows.fetchall())
