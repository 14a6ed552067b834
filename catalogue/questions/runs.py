"""The book-keeping for imports: answers and groups of a source that are kept, where to go on, messages of a run."""

from typing import NamedTuple

from sqlite_utils import Database

from catalogue.questions.health import ALARM


class KeptGroup(NamedTuple):
    """A group that was stored completely, and the newest run that did so."""

    group: str
    run: int


class KeptBody(NamedTuple):
    """A raw body that is kept, as it was delivered; `fetched` is UTC, `status` None for files."""

    url: str
    sha256: str
    fetched: str
    group: str
    kind: str
    content_type: str | None
    status: int | None


class Noted(NamedTuple):
    """A message of a run: level, text, object and place where there are any, and how often."""

    stufe: str
    text: str
    objekt: str | None
    ort: str | None
    anzahl: int


def kept_groups(db: Database, source: str) -> list[KeptGroup]:
    """The groups of a source that are kept, in the order in which they were last taken over."""
    rows = db.execute(
        "SELECT gruppe, max(lauf_id) FROM lieferungen WHERE quelle = ? AND gespeichert IS NOT NULL"
        " GROUP BY gruppe ORDER BY max(id)",
        [source],
    )
    return [KeptGroup(*row) for row in rows.fetchall()]


def kept_bodies(db: Database, source: str, kept: KeptGroup) -> list[KeptBody]:
    """The raw bodies of a group, in the order in which they came."""
    rows = db.execute(
        "SELECT url, sha256, abgerufen, gruppe, art, content_type, http_status FROM lieferungen"
        " WHERE quelle = ? AND gruppe = ? AND lauf_id = ? AND gespeichert IS NOT NULL ORDER BY id",
        [source, kept.group, kept.run],
    )
    return [KeptBody(*row) for row in rows.fetchall()]


def notes(db: Database, run: int) -> list[Noted]:
    """The messages of a run, errors first."""
    rows = db.execute(
        "SELECT stufe, text, objekt, ort, anzahl FROM meldungen WHERE lauf_id = ?"
        " ORDER BY CASE stufe WHEN 'Fehler' THEN 0 WHEN 'Warnung' THEN 1 ELSE 2 END, id",
        [run],
    )
    return [Noted(*row) for row in rows.fetchall()]


def alarmed(db: Database, run: int) -> bool:
    """Whether the run left out something because too much of it was missing or new."""
    found = db.execute("SELECT 1 FROM meldungen WHERE lauf_id = ? AND code = ? LIMIT 1", [run, ALARM]).fetchone()
    return found is not None


def next_index(db: Database, source: str, url: str) -> int:
    """Next index of what a source delivers page by page under `url` followed by a running index; 0 at first.

    The latest run that asked decides: the index of its first page that is not stored, else what follows its last one.
    Deliveries name both: `<url><index>#<next index>`.
    """
    rows = db.execute(
        "WITH seiten AS (SELECT id, lauf_id, substr(url, ?3 + 1) AS ende, gespeichert FROM lieferungen"
        " WHERE quelle = ?1 AND substr(url, 1, ?3) = ?2)"
        " SELECT ende, gespeichert FROM seiten WHERE lauf_id = (SELECT max(lauf_id) FROM seiten) ORDER BY id",
        [source, url, len(url)],
    )
    position = 0
    for end, stored in rows.fetchall():
        index, _, following = end.partition("#")
        if stored is None:
            return int(index)
        position = int(following)
    return position


class Edition(NamedTuple):
    """An answer that is kept: what tells its edition, its type, and the checksum (SHA-256) of its body."""

    etag: str | None
    last_modified: str | None
    content_type: str | None
    sha256: str


def editions(db: Database, source: str) -> dict[str, Edition]:
    """The newest stored answer of a source to each URL, of those whose edition the server told."""
    rows = db.execute(
        "SELECT url, etag, zuletzt_veraendert, content_type, sha256, max(id) FROM lieferungen"
        " WHERE quelle = ? AND gespeichert IS NOT NULL AND (etag IS NOT NULL OR zuletzt_veraendert IS NOT NULL)"
        " GROUP BY url",
        [source],
    )
    return {row[0]: Edition(*row[1:5]) for row in rows.fetchall()}


class StoredGroup(NamedTuple):
    """The newest content stored under a group's name: when the source was first asked for it (UTC), kind and origin."""

    asked: str
    kind: str
    url: str


def stored_groups(db: Database, source: str) -> dict[str, StoredGroup]:
    """The groups of a source whose content is in the catalogue completely, as the latest run that stored them did."""
    rows = db.execute(
        "SELECT gruppe, min(abgerufen), art, url FROM"
        " (SELECT gruppe, abgerufen, art, url, lauf_id, max(lauf_id) OVER (PARTITION BY gruppe) AS letzter"
        "  FROM lieferungen WHERE quelle = ? AND gespeichert IS NOT NULL)"
        " WHERE lauf_id = letzter GROUP BY gruppe",
        [source],
    )
    return {row[0]: StoredGroup(*row[1:]) for row in rows.fetchall()}
