"""A small catalogue for the tests of the site, with hostile values in it, and ways to visit its pages."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from catalogue.database import connect
from catalogue.site import build
from catalogue.site.metadata import NOT_PUBLIC
from catalogue.tables import CATALOGUE

NOTE = "Stichprobe zum Testen"
DOG, DOG_RELATED, HOSTILE = "99102013104000", "99102013104001", "99999999999999"
SEEN = "2026-10-04T22:30:00Z"
SCRIPT = "<script>alert(1)</script>"
JAVASCRIPT = "javascript:alert(1)"

ROWS: dict[str, list[dict[str, Any]]] = {
    "quellen": [
        {"name": "pvog", "titel": "PVOG", "herausgeber": "FITKO", "hinweis": NOTE, "url": JAVASCRIPT, "stand": SEEN}
    ],
    "laeufe": [
        {
            "id": 1, "quelle": "pvog", "beginn": SEEN, "status": "fertig", "umfang": '{"ars": ["160530000000"]}',
            "lieferungen": 1, "neu": 1234, "geaendert": 0, "unveraendert": 0, "verschwunden": 0, "abgelehnt": 1,
            "fehler": 1, "warnungen": 0,
        }
    ],
    "lieferungen": [
        {
            "id": 1, "lauf_id": 1, "quelle": "pvog", "url": "https://pvog.example/seite?x=1", "abgerufen": SEEN,
            "sha256": "ab" * 32, "bytes": 2500, "http_status": 200,
        }
    ],
    "meldungen": [
        {"id": 1, "lauf_id": 1, "stufe": "Fehler", "code": "link-ungueltig", "text": f"Link {SCRIPT}", "anzahl": 2}
    ],
    "kommunen": [
        {
            "ags": "16063105", "ars": "160630105105", "name": "Eisenach, Stadt", "kreis": "Wartburgkreis",
            "einwohner": 41884, "stand": "2026-02-28",
        },
        {"ags": "16053000", "ars": "160530000000", "name": "Jena, Stadt", "kreis": "Jena", "einwohner": 110502},
        {"ags": "16056000", "name": "Eisenach (kreisfrei)", "gueltig_bis": "2021-06-30", "nachfolger_ags": "16063105"},
    ],
    "gebietsschluessel": [
        {"schluessel": "16063105", "ags": "16063105", "art": "AGS", "quelle": "Register"},
        {"schluessel": "160630105105", "ags": "16063105", "art": "ARS", "quelle": "Register"},
        {
            "schluessel": "160560000000", "ags": "16063105", "art": "ARS", "gueltig_bis": "2021-06-30",
            "quelle": "Kreiswechsel",
        },
    ],
    "kommune_nachfolger": [{"ags_alt": "16056000", "ags_neu": "16063105", "art": "Schlüsselwechsel"}],
    "leistungen": [
        {
            "leistungsschluessel": DOG, "bezeichnung": "Hundesteuer Anmeldung", "bezeichnung_2": "Hundesteuer anmelden",
            "themenfeld": "Steuern", "rechtsgrundlagen": "ThürKAG",
        },
        {"leistungsschluessel": DOG_RELATED, "bezeichnung": "Hundesteuer abmelden"},
        {"leistungsschluessel": HOSTILE, "bezeichnung": SCRIPT},
    ],
    "onlinedienste": [
        {
            "id": "TH.OD.1", "redaktion": "TH", "bezeichnung": "Hundesteuer Jena", "url": "https://jena.example/hund",
            "quelle": "pvog", "erstmals_gesehen": SEEN, "zuletzt_gesehen": SEEN,
        },
        {
            "id": "TH.OD.2", "redaktion": "TH", "bezeichnung": SCRIPT, "url": JAVASCRIPT, "quelle": "pvog",
            "erstmals_gesehen": SEEN, "zuletzt_gesehen": SEEN,
        },
    ],
    "angebotsnachweise": [
        {
            "ags": "16053000", "leistungsschluessel": DOG, "onlinedienst_id": "TH.OD.1", "quelle": "pvog",
            "lauf_id": 1, "erstmals_gesehen": SEEN, "zuletzt_gesehen": SEEN,
        },
        {
            "ags": "16053000", "leistungsschluessel": HOSTILE, "onlinedienst_id": "TH.OD.2", "quelle": "pvog",
            "erstmals_gesehen": SEEN, "zuletzt_gesehen": SEEN, "verschwunden_am": "2026-11-01T12:00:00Z",
        },
    ],
    "aenderungen": [
        {
            "id": 1, "zeitpunkt": SEEN, "art": "neu", "ags": "16053000", "kommune": "Jena, Stadt",
            "leistungsschluessel": DOG, "nachher": "https://jena.example/hund", "lauf_id": 1,
        }
    ],
}  # fmt: skip

RESULTS: dict[str, list[dict[str, Any]]] = {
    "vergleich": [
        {
            "ags": "16063105", "kommune": "Eisenach, Stadt", "zeitpunkt": SEEN, "datenstand": SEEN, "verwaltungen": 4,
            "vergleichbare": 0, "hinweis": NOTE,
        }
    ],
    "loesungen": [
        {
            "id": "thavel:1", "bezeichnung": "ThAVEL-Verfahren", "plattform": "ThAVEL", "nachnutzungsweg": "App holen",
            "aufwand": "gering", "kommunen": 1,
        }
    ],
    "dienstbewertung": [
        {
            "onlinedienst_id": "TH.OD.1", "leistungsschluessel": DOG, "loesung_id": "thavel:1", "ebene": "Kommune",
            "ebene_grund": "Der Link kommt nur in Jena vor.", "ebene_beleg": "Verbreitung",
        }
    ],
    "luecken": [
        {
            "leistungsschluessel": DOG, "bezeichnung": "Hundesteuer anmelden", "themenfeld": "Steuern", "art": "fehlt",
            "art_grund": "Andere bieten sie an.", "zustaendig": "ja", "zustaendig_grund": "ThürKAG", "verwaltungen": 3,
            "vergleichbare": 0, "kommunen": 3, "beispiele": "Jena",
        },
        {
            "leistungsschluessel": HOSTILE, "bezeichnung": SCRIPT, "art": "Aufgabe des Kreises",
            "art_grund": "Kreis", "zustaendig": "nein", "zustaendig_grund": "Kreis", "verwaltungen": 1,
            "vergleichbare": 0, "kommunen": 1,
        },
    ],
    "kandidaten": [
        {
            "rang": 1, "leistungsschluessel": DOG, "bezeichnung": "Hundesteuer anmelden", "themenfeld": "Steuern",
            "fachbereich": "Steuern", "art": "fehlt", "zustaendig": "ja", "loesung_id": "thavel:1",
            "loesung": "ThAVEL-Verfahren", "plattform": "ThAVEL", "nachnutzungsweg": "App holen", "aufwand": "gering",
            "geber_ags": "16053000", "geber": "Jena, Stadt", "geber_url": "https://jena.example/hund", "punkte": 56.5,
            "begruendung": "3 von 4 bieten sie an.",
        }
    ],
    "kandidat_punkte": [
        {
            "leistungsschluessel": DOG, "loesung_id": "thavel:1", "kriterium": kriterium, "wert": wert,
            "ersatzwert": ersatzwert, "gewicht": gewicht, "punkte": punkte, "erklaerung": "Erklärung",
            "quelle": "Quelle",
        }
        for kriterium, wert, ersatzwert, gewicht, punkte in [
            ("verbreitung", 0.75, None, 30.0, 32.5), ("aufwand", 0.8, None, 30.0, 24.0),
            ("pflicht", None, None, 10.0, 0.0), ("link", None, 0.0, 5.0, 0.0),
        ]
    ],
    "abdeckung": [
        {
            "ags": ags, "kommune": name, "vergleichbar": 0, "leistungen": 1200, "online": online, "online_eigen": 3,
            "unklar": 10,
        }
        for ags, name, online in [("16063105", "Eisenach, Stadt", 150), ("16053000", "Jena, Stadt", 300)]
    ],
}  # fmt: skip

SCHEMA = {
    "id": "S00000000001", "version": "1.0.0", "id_xdf3": "S00000000001", "bezeichnung": f"Hund {SCRIPT}", "felder": 40,
    "standard": "XDatenfelder 3.0.0",
}  # fmt: skip
FORM = {
    "leistungsschluessel": DOG, "schema_id": "S00000000001", "schema_version": "1.0.0", "verknuepfung": "Prozess",
    "datenschemata": 1, "stellen": 40, "felder": 20, "harmonisierte_felder": 15, "anteil_harmonisiert": 0.75,
    "verglichene_leistungen": 3, "gemeinsame_felder": 12, "beispiele": f"Familienname, {SCRIPT}",
    "mit_leistungen": "Pass (99085001012000): 12\nUmzug (99115005104000): 3", "vorhanden": 0,
}  # fmt: skip
PROCEDURE = {
    "leistungsschluessel": DOG, "prozess_id": DOG, "prozess_version": "01.00.00", "detaillierungsstufe": "101",
    "handlungsform": "310", "verfahrensart": "501", "aktivitaeten": 12, "regelgebunden": 7, "ermessen": 1, "unklar": 4,
    "anteil_regelgebunden": 7 / 12, "hinweis": "Nach festen Regeln laufen mindestens 7 von 12 Aktivitäten ab.",
}  # fmt: skip

PAGES = (
    "/", "/luecken", "/kandidaten", f"/leistung/{DOG}", f"/leistung/{HOSTILE}", "/kommunen", "/kommune/16063105",
    "/kommune/16053000", "/kommune/16056000", "/trichter", "/eigene-liste", "/aenderungen", "/laeufe", "/lauf/1",
    "/regeln", "/hilfe", "/katalog",
    *(f"/katalog/{relation.name}" for relation in CATALOGUE if relation.name not in NOT_PUBLIC),
    "/katalog/kommunen/16063105", "/katalog/leistungen?_search=hundesteuer",
    "/katalog/kommunen?name__contains=ena&_sort_desc=einwohner",
)  # fmt: skip


def fill(path: Path, *groups: dict[str, list[dict[str, Any]]]) -> None:
    db = connect(path)
    with db.atomic():
        for group in groups:
            for table, rows in group.items():
                for row in rows:
                    names = ", ".join(row)
                    marks = ", ".join(f":{name}" for name in row)
                    db.execute(f"INSERT INTO [{table}] ({names}) VALUES ({marks})", row)
    db.close()


def visit(path: Path, urls: Sequence[str], **settings: Any) -> list[httpx.Response]:
    datasette = build(path, settings=settings)

    async def get() -> list[httpx.Response]:
        return [await datasette.client.get(url) for url in urls]

    try:
        return asyncio.run(get())
    finally:
        datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()


def one(path: Path, url: str) -> httpx.Response:
    return visit(path, [url])[0]


def words(response: httpx.Response) -> str:
    """The text of a page as one line, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def heading(response: httpx.Response) -> str:
    found: list[str] = re.findall(r"<h1[^>]*>(.*?)</h1>", response.text, re.DOTALL)
    assert len(found) == 1
    return re.sub(r"<[^>]+>", "", found[0]).strip()
