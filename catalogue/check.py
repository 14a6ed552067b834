"""Checks of a catalogue: are its files sound and references whole, is the data fresh, did a source shrink or fail."""

import fcntl
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.formats import zahl
from catalogue.questions.health import Finding, open_runs, stale
from catalogue.shape import unsearched
from catalogue.store import decisions, rawstore
from catalogue.store.rules import unfit
from catalogue.tables import TABLES

LOOKED_AT = 200


def findings(db: Database, path: Path, slow: Callable[[], Collection[str]], *, max_age_days: int) -> list[Finding]:
    """Everything that is wrong, each with a German sentence; empty where all is well.

    `slow` names the sources whose data is not stale after `max_age_days`; it is asked only where that matters.
    """
    found = _damage(db, path)
    try:
        with decisions.opened(path) as decided:
            found += _damage(decided, decisions.file_of(path))
    except ThavelError as error:
        found.append(Finding("entscheidungen", str(error)))
    missing = Counter((table, parent) for table, _, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall())
    for (table, parent), number in missing.items():
        text = f"In {table} verweisen Angaben auf etwas, das in {parent} fehlt: {zahl(number)}-mal."
        found.append(Finding("verweis", text))
    found += _unsearched(db)
    found += _empty(db)
    found += stale(db, slow, max_age_days)
    found += open_runs(db, importing=importing(path))
    return found + _raw(db, path)


def remarks(db: Database, path: Path) -> list[str]:
    """German sentences about what is not wrong, but good to know: rules that fit nothing, raw bodies that are gone."""
    folder = rawstore.folder_of(path)
    newest = _newest_bodies(db)
    gone = sum(not rawstore.kept(folder, sha256) for sha256 in newest)
    if not gone:
        return unfit(db)
    return [
        *unfit(db),
        f"Von den letzten {len(newest)} Rohlieferungen sind {gone} nicht mehr aufbewahrt; --from-raw fehlen sie.",
    ]


def importing(path: Path) -> bool:
    """Whether an import is writing to the catalogue now, as its lock says; also where that may not be looked at."""
    try:
        with path.with_name(f"{path.name}.import").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _damage(db: Database, path: Path) -> list[Finding]:
    rows = db.execute("PRAGMA integrity_check").fetchall()
    return [Finding("beschädigt", f"Die Datei {path} ist beschädigt: {text}") for (text,) in rows if text != "ok"]


def _empty(db: Database) -> list[Finding]:
    if any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in ("laeufe", "kommunen", "leistungen")):
        return []
    text = "Der Katalog ist leer. Importieren Sie zuerst das Gemeindeverzeichnis: thavel import gemeinden PFAD"
    return [Finding("leer", text)]


def _unsearched(db: Database) -> list[Finding]:
    names = unsearched(db, TABLES)
    if not names:
        return []
    text = (
        f"Dem Katalog fehlen Auslöser der Suche: {', '.join(names)}. Was seither geschrieben wurde, findet sie nicht "
        "oder noch wie vorher. „thavel init“ legt sie neu an und baut die Suche neu auf."
    )
    return [Finding("suche", text)]


def _newest_bodies(db: Database) -> list[str]:
    rows = db.execute("SELECT DISTINCT sha256 FROM lieferungen ORDER BY id DESC LIMIT ?", [LOOKED_AT])
    return [sha256 for (sha256,) in rows.fetchall()]


def _raw(db: Database, path: Path) -> list[Finding]:
    """Raw bodies that are damaged, and that some may not be read; to delete them is allowed, and no finding."""
    folder = rawstore.folder_of(path)
    found = []
    closed: rawstore.NotAllowedError | None = None
    for sha256 in _newest_bodies(db):
        if rawstore.kept(folder, sha256):
            try:
                rawstore.read(folder, sha256)
            except rawstore.NotAllowedError as error:
                closed = error
            except ThavelError as error:
                found.append(Finding("rohlieferung", str(error)))
    if closed is not None:
        found.append(
            Finding("rohlieferung", f"Ob alle Rohlieferungen unbeschädigt sind, wurde nicht geprüft. {closed}")
        )
    return found
