"""Lists that commands show: gaps, candidates, runs, messages, sources, what is in the catalogue."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from catalogue.errors import ThavelError
from catalogue.tables import TABLES
from catalogue.tables.vergleich import UNKNOWN
from catalogue.tables.verlauf import OFFER

Row = dict[str, Any]

_LEVEL_ORDER = "CASE stufe WHEN 'Fehler' THEN 0 WHEN 'Warnung' THEN 1 ELSE 2 END"


def _rows(db: Database, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
    cursor = db.conn.execute(sql, parameters or {})
    names = [description[0] for description in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def comparison(db: Database) -> Row:
    """The last comparison: town, time, base, as a row of `vergleich`. Raises `ThavelError` where there is none."""
    found = _rows(db, "SELECT * FROM vergleich")
    if not found:
        raise ThavelError("Es wurde noch nicht verglichen. Rufen Sie zuerst auf: thavel compare")
    return found[0]


def compared_town(db: Database) -> str | None:
    """AGS of the town that was compared last, None where there is none."""
    found = _rows(db, "SELECT ags FROM vergleich")
    return str(found[0]["ags"]) if found else None


def last_run(db: Database) -> int:
    """The number of the newest run, 0 where there is none."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM laeufe").fetchone()[0])


def outcomes_since(db: Database, run: int) -> Row:
    """Number of objects by outcome in all runs after this one: neu, geaendert, verschwunden, abgelehnt, fehler."""
    names = ("neu", "geaendert", "verschwunden", "abgelehnt", "fehler")
    sums = ", ".join(f"coalesce(sum({name}), 0) AS {name}" for name in names)
    return _rows(db, f"SELECT {sums} FROM laeufe WHERE id > :run", {"run": run})[0]


def gaps(db: Database, *, art: str | None = None, themenfeld: str | None = None, limit: int | None = None) -> list[Row]:
    """Gaps as whole rows of `luecken`: what the town is responsible for first, then by spread."""
    comparison(db)
    sql = """
        SELECT * FROM luecken
        WHERE (:art IS NULL OR art = :art) AND (:themenfeld IS NULL OR themenfeld = :themenfeld)
        ORDER BY CASE zustaendig WHEN 'ja' THEN 0 WHEN 'unklar' THEN 1 ELSE 2 END, art <> 'fehlt',
                 verwaltungen DESC, leistungsschluessel
        LIMIT coalesce(:limit, -1)
    """
    return _rows(db, sql, {"art": art, "themenfeld": themenfeld, "limit": limit})


def candidates(
    db: Database,
    *,
    art: str | None = None,
    themenfeld: str | None = None,
    status: str | None = None,
    fachbereich: str | None = None,
    limit: int | None = None,
    best: bool = False,
) -> list[Row]:
    """Candidates as whole rows of `kandidaten`, best first, with the keys that the same work closes too (`auch_fuer`).

    With `best` only the best solution of each Leistung, and of those that are one work to take over the first.

    Their status is told, and asked for by `status`, where `db` has the decisions joined (`catalogue.store.joined`).
    """
    comparison(db)
    sql = f"""
        WITH passend AS (
          SELECT * FROM kandidaten
          WHERE (:art IS NULL OR art = :art) AND (:themenfeld IS NULL OR themenfeld = :themenfeld)
            AND {"status = :status" if status else "1"} AND (:fachbereich IS NULL OR fachbereich = :fachbereich)
            AND (NOT :best OR rang IN (SELECT min(rang) FROM kandidaten GROUP BY leistungsschluessel))
        )
        SELECT * FROM passend
        WHERE NOT :best OR rang IN (SELECT min(rang) FROM passend GROUP BY coalesce(vorhaben, rang))
        ORDER BY rang
        LIMIT coalesce(:limit, -1)
    """
    wanted = {"art": art, "themenfeld": themenfeld, "status": status, "fachbereich": fachbereich}
    found = _rows(db, sql, {**wanted, "limit": limit, "best": best})
    closes: dict[str | None, list[str]] = defaultdict(list)
    for work, key in db.execute(
        "SELECT vorhaben, leistungsschluessel FROM kandidaten WHERE vorhaben IS NOT NULL ORDER BY rang"
    ):
        closes[work].append(key)
    for row in found:
        others = [key for key in closes[row["vorhaben"]] if key != row["leistungsschluessel"]]
        row["auch_fuer"] = ", ".join(others) or None
    return found


def solutions(db: Database, *, limit: int | None = None) -> list[Row]:
    """The recognised solutions, most users first, each once however many towns use it, with the largest five."""
    comparison(db)
    sql = f"""
        WITH nutzung AS (
          SELECT b.loesung_id, b.leistungsschluessel, n.ags
          FROM dienstbewertung b
          JOIN angebotsnachweise n
            ON n.onlinedienst_id = b.onlinedienst_id AND n.leistungsschluessel = b.leistungsschluessel
          WHERE n.verschwunden_am IS NULL AND b.loesung_id NOT LIKE '{UNKNOWN}%'
        ),
        nutzer AS (
          SELECT u.loesung_id, n.kurzname AS name,
                 row_number() OVER (PARTITION BY u.loesung_id ORDER BY k.einwohner DESC, k.ags) AS nr
          FROM (SELECT DISTINCT loesung_id, ags FROM nutzung) u
          JOIN kommunen k ON k.ags = u.ags JOIN kommunennamen n ON n.ags = u.ags
        )
        SELECT s.bezeichnung AS loesung, s.plattform, s.betreiber, s.aufwand, s.kommunen,
               coalesce(l.leistungen, 0) AS leistungen, n.namen AS nutzer
        FROM loesungen s
        LEFT JOIN (SELECT loesung_id, count(DISTINCT leistungsschluessel) AS leistungen FROM nutzung GROUP BY 1) l
          ON l.loesung_id = s.id
        LEFT JOIN (SELECT loesung_id, group_concat(name, ', ') AS namen
                   FROM (SELECT * FROM nutzer WHERE nr <= 5 ORDER BY loesung_id, nr) GROUP BY loesung_id) n
          ON n.loesung_id = s.id
        WHERE s.id NOT LIKE '{UNKNOWN}%'
        ORDER BY s.kommunen DESC, leistungen DESC, sortiert(s.bezeichnung), s.id
        LIMIT coalesce(:limit, -1)
    """
    return _rows(db, sql, {"limit": limit})


# What concerns a town: its own offers and gaps, and online services that it offers and that changed themselves.
_OF_TOWN = """
(v.ags = :ags OR (v.ags IS NULL AND v.onlinedienst_id IN
 (SELECT onlinedienst_id FROM angebotsnachweise WHERE ags = :ags AND verschwunden_am IS NULL)))
"""


def changes(
    db: Database, *, since: str, ags: str | None, only_town: bool, art: str | None = None, limit: int | None = None
) -> list[Row]:
    """Changes since a time (UTC), newest first, as rows of the view `verlauf`.

    Offers in the whole Land, or with `only_town` those of the town `ags`; gaps always of that town.
    """
    sql = f"""
        SELECT v.zeitpunkt, v.bereich, v.art, v.kommune, v.leistungsschluessel, v.leistung, v.onlinedienst_id,
               v.vorher, v.nachher, v.grund
        FROM verlauf v
        WHERE v.zeitpunkt >= :since AND (:art IS NULL OR v.art = :art)
          AND ((v.bereich = '{OFFER}' AND NOT :only_town) OR {_OF_TOWN})
        ORDER BY v.zeitpunkt DESC, v.bereich DESC, v.nummer
        LIMIT coalesce(:limit, -1)
    """
    return _rows(db, sql, {"since": since, "ags": ags, "only_town": only_town, "art": art, "limit": limit})


def change_counts(db: Database, *, since: str, ags: str | None) -> list[Row]:
    """Number of changes of each kind since a time (UTC), in the Land and in the town `ags`.

    Gaps are a town's own, so there is no number of them for the Land.
    """
    sql = f"""
        SELECT v.bereich, v.art,
               CASE v.bereich WHEN '{OFFER}' THEN count(*) END AS land,
               sum(coalesce({_OF_TOWN}, 0)) AS kommune
        FROM verlauf v
        WHERE v.zeitpunkt >= :since AND (v.bereich = '{OFFER}' OR v.ags = :ags)
        GROUP BY v.bereich, v.art
        ORDER BY v.bereich DESC, count(*) DESC, v.art
    """
    return _rows(db, sql, {"since": since, "ags": ags})


def runs(db: Database, *, limit: int = 20) -> list[Row]:
    """The newest runs with their outcomes."""
    return _rows(db, "SELECT * FROM laeufe ORDER BY id DESC LIMIT :limit", {"limit": limit})


def messages(db: Database, *, run: int | None = None, level: str | None = None) -> list[Row]:
    """Messages of a run (the newest where none is named), most serious first."""
    if run is not None and not db.execute("SELECT 1 FROM laeufe WHERE id = ?", [run]).fetchone():
        raise ThavelError(f"Einen Lauf {run} gibt es nicht. Die neuesten Läufe: thavel runs")
    sql = f"""
        SELECT lauf_id, stufe, code, text, objekt, ort, anzahl FROM meldungen
        WHERE lauf_id = coalesce(:run, (SELECT max(id) FROM laeufe)) AND (:level IS NULL OR stufe = :level)
        ORDER BY {_LEVEL_ORDER}, id
    """
    return _rows(db, sql, {"run": run, "level": level})


def sources(db: Database) -> list[Row]:
    """The sources with publisher, licence and the date of their data."""
    return _rows(db, "SELECT * FROM quellen ORDER BY name")


def source_note(db: Database, name: str) -> str | None:
    """The note that readers of a source's data need, None where there is none."""
    found = _rows(db, "SELECT hinweis FROM quellen WHERE name = :name", {"name": name})
    return found[0]["hinweis"] if found else None


def contents(db: Database) -> list[Row]:
    """Each table with its German title and number of rows."""
    return [{"tabelle": table.name, "titel": table.title, "zeilen": db[table.name].count} for table in TABLES]


def rule_tables(db: Database) -> list[Row]:
    """The tables of rules with the number of their lines."""
    return [
        {"tabelle": table.name, "titel": table.title, "zeilen": db[table.name].count, "bedeutung": table.description}
        for table in TABLES
        if table.kind == "regel"
    ]
