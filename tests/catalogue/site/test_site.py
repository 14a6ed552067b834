"""The site in process: each page answers, says it in German, and lets nothing hostile through."""

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.formats import anteil, datum, groesse, kurzname, relativ, weblink, zahl, zeitpunkt
from catalogue.site import build
from catalogue.site.assets import FILES, copy_assets
from catalogue.site.cells import own_page, render
from catalogue.site.glossary import KINDS
from catalogue.site.metadata import metadata
from catalogue.store.decisions import Decision, decide, file_of
from catalogue.tables import CATALOGUE
from catalogue.tables.vergleich import LUECKENARTEN

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
            "begruendung": "3 von 4 bieten sie an.", "status": "offen",
        }
    ],
    "kandidat_punkte": [
        {
            "leistungsschluessel": DOG, "loesung_id": "thavel:1", "kriterium": kriterium, "wert": wert,
            "gewicht": gewicht, "punkte": punkte, "erklaerung": "Erklärung", "quelle": "Quelle",
        }
        for kriterium, wert, gewicht, punkte in [
            ("verbreitung", 0.75, 30.0, 32.5), ("aufwand", 0.8, 30.0, 24.0), ("pflicht", None, 10.0, 0.0)
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

PAGES = (
    "/", "/luecken", "/kandidaten", f"/leistung/{DOG}", f"/leistung/{HOSTILE}", "/kommunen", "/kommune/16063105",
    "/kommune/16053000", "/kommune/16056000", "/trichter", "/eigene-liste", "/aenderungen", "/laeufe", "/lauf/1",
    "/regeln", "/hilfe", "/katalog",
    *(f"/katalog/{relation.name}" for relation in CATALOGUE), "/katalog/kommunen/16063105",
    "/katalog/leistungen?_search=hundesteuer", "/katalog/kommunen?name__contains=ena&_sort_desc=einwohner",
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


@pytest.fixture
def filled(katalog: Path) -> Path:
    fill(katalog, ROWS, RESULTS)
    return katalog


@pytest.fixture
def pages(filled: Path) -> dict[str, httpx.Response]:
    return dict(zip(PAGES, visit(filled, PAGES), strict=True))


def test_every_page_is_there_with_one_heading_and_the_frame(pages: dict[str, httpx.Response]) -> None:
    for url, response in pages.items():
        assert response.status_code == 200, url
        assert heading(response), url
        assert '<html lang="de">' in response.text, url
        assert 'href="#inhalt"' in response.text, url
        assert NOTE in response.text, url
        assert "Datenstand 05.10.2026" in words(response), url
        assert "Gemeindeverzeichnis GV100AD" in response.text, url


def test_no_page_loads_anything_from_another_host_or_holds_inline_code(pages: dict[str, httpx.Response]) -> None:
    for url, response in pages.items():
        loaded = re.findall(r"<(?:link|script|img|iframe)[^>]*(?:href|src)=\"([^\"]+)\"", response.text)
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded), url
        assert "<style" not in response.text and " style=" not in response.text, url
        assert "<script" not in response.text, url
        assert not re.search(r"\son[a-z]+=", response.text), url


def test_stored_values_are_never_code_and_only_http_links_are_links(pages: dict[str, httpx.Response]) -> None:
    for url, response in pages.items():
        assert SCRIPT not in response.text, url
        assert 'href="javascript' not in response.text.lower(), url
        assert all("noopener" in link for link in re.findall(r"<a [^>]*href=\"https?://[^>]*>", response.text)), url
    assert "&lt;script&gt;" in pages[f"/leistung/{HOSTILE}"].text


def test_nothing_english_is_left_of_datasette(pages: dict[str, httpx.Response]) -> None:
    english = (
        "rows", "Next page", "Suggested facets", "Advanced export", "Search:", "Powered by", "View and edit SQL",
        "Apply", "Sort", "remove filter", "This data as", "Data source", "contains", "starts with", "Custom SQL",
        "is null",
    )  # fmt: skip
    for url, response in pages.items():
        text = words(response)
        assert [word for word in english if re.search(rf"\b{re.escape(word)}", text)] == [], url


def test_answers_carry_security_headers(filled: Path) -> None:
    for response in visit(filled, ["/", "/katalog/kommunen", "/nix", "/statisch/site.css", "/katalog/kommunen.json"]):
        policy = response.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers.get_list("referrer-policy") == ["no-referrer"]


def test_the_start_page_answers_first(pages: dict[str, httpx.Response]) -> None:
    page = pages["/"]
    assert heading(page) == "150 von 1.200 Leistungen sind online"
    text = words(page)
    assert "300 von 1.200 (25 %)" in text
    assert "10 weiteren Leistungen" in text
    assert 'width="25.00"' in page.text
    assert f'href="/leistung/{DOG}"' in page.text
    assert 'href="/luecken?art=Aufgabe+des+Kreises"' in page.text
    assert "56,5" in text


def test_an_empty_catalogue_shows_what_to_do(katalog: Path) -> None:
    start, *others = visit(
        katalog,
        [
            "/", "/luecken", "/kandidaten", "/kommunen", "/trichter", "/eigene-liste", "/aenderungen", "/laeufe",
            "/regeln", "/hilfe", "/katalog",
        ],
    )  # fmt: skip
    assert heading(start) == "Noch kein Vergleich"
    assert "thavel import gemeinden" in start.text
    assert "thavel compare" in start.text
    assert [page.status_code for page in others] == [200] * 10


def test_without_known_responsibility_the_number_is_unknown(katalog: Path) -> None:
    nothing = [{**row, "leistungen": 0, "online": 0, "online_eigen": 0} for row in RESULTS["abdeckung"]]
    fill(katalog, ROWS, {**RESULTS, "abdeckung": nothing})
    assert "unbekannt" in heading(one(katalog, "/"))


LOG: dict[str, list[dict[str, Any]]] = {
    "lueckenverlauf": [
        {
            "zeitpunkt": time, "ags": ags, "leistungsschluessel": key, "leistung": title, "ereignis": event,
            "vorher": before, "nachher": after, "grund": reason,
        }
        for time, ags, key, title, event, before, after, reason in [
            ("2026-10-01T03:17:00Z", "16063105", None, None, "Erstvergleich", None, "3 Lücken", None),
            ("2026-10-02T03:17:00Z", "16063105", DOG, "Zu alt", "geöffnet", None, "fehlt", None),
            (SEEN, "16053000", DOG, "Andere Stadt", "geöffnet", None, "fehlt", None),
            (SEEN, "16063105", DOG, "Hundesteuer anmelden", "geöffnet", None, "fehlt", "neu online anderswo"),
            (SEEN, "16063105", HOSTILE, SCRIPT, "geschlossen", "fehlt", None, None),
        ]
    ]
}  # fmt: skip


def test_the_changes_of_the_last_thirty_days_are_told_for_the_town_and_the_land(
    filled: Path, at: Callable[[str], None]
) -> None:
    fill(filled, LOG)
    at("2026-11-02T03:17:00Z")
    page, start = visit(filled, ["/aenderungen", "/"])
    text = words(page)
    assert heading(page) == "1 Lücke geschlossen, 1 geöffnet"
    assert "Hundesteuer anmelden Geöffnet keine Lücke fehlt Neu online anderswo 05.10.2026" in text
    assert "Zu alt" not in text and "Andere Stadt" not in text
    assert "Hundesteuer anmelden 1 Jena 05.10.2026 Lücke" in text
    told = (
        "In den letzten 30 Tagen wurden 1 Lücke geschlossen und 1 geöffnet . Im Land kamen in 30 Tagen 1 Angebot hinzu"
    )
    assert told in text and told in words(start)
    assert SCRIPT not in page.text
    assert (
        'href="/katalog/lueckenverlauf?ags=16063105&amp;ereignis=geschlossen&amp;zeitpunkt__gte=2026-10-03' in page.text
    )


def test_before_the_second_comparison_no_gap_is_said_to_have_opened(filled: Path, at: Callable[[str], None]) -> None:
    at("2026-11-02T03:17:00Z")
    page, start = visit(filled, ["/aenderungen", "/"])
    for response in (page, start):
        assert "zeigt sich vom zweiten Vergleich an" in words(response)
    fill(filled, {"lueckenverlauf": LOG["lueckenverlauf"][:1]})
    at("2026-10-20T03:17:00Z")
    page = one(filled, "/aenderungen")
    assert heading(page) == "Keine Lücke geschlossen, keine geöffnet"
    assert "Lücken werden erst seit dem 01.10.2026 verfolgt." in words(page)


def test_gaps_start_with_what_the_town_is_responsible_for(filled: Path) -> None:
    every, mine, none = visit(
        filled, ["/luecken", "/luecken?zustaendig=ja&art=fehlt", "/luecken?themenfeld=gibtsnicht"]
    )
    assert heading(every) == "2 Lücken"
    assert every.text.index("Hundesteuer anmelden") < every.text.index("Aufgabe des Kreises</strong>")
    assert "3 von 4 Verwaltungen" in words(every)
    assert heading(mine) == "1 Lücke: fehlt"
    assert "/katalog/luecken.csv?art=fehlt&amp;zustaendig=ja" in mine.text
    assert heading(none) == "0 Lücken"


def test_exports_give_the_rows_of_the_page(filled: Path) -> None:
    csv, rows = visit(filled, ["/katalog/luecken.csv?art=fehlt&_stream=on", "/katalog/kandidaten.json?_shape=array"])
    assert csv.text.splitlines()[1].startswith(f"{DOG},Hundesteuer anmelden,")
    assert len(csv.text.splitlines()) == 2
    assert [row["punkte"] for row in json.loads(rows.text)] == [56.5]


def test_a_candidate_shows_points_that_add_up(filled: Path) -> None:
    page, other = visit(filled, ["/kandidaten?plattform=ThAVEL", "/kandidaten?plattform=andere"])
    text = words(page)
    assert heading(page) == "1 Kandidat für 1 Leistung"
    assert "So kommen 56,5 Punkte zusammen" in text
    assert re.search(r"Summe 56,5", text)
    assert re.search(r"Pflicht kein Beleg 10 zählt nicht", text)
    assert 'href="https://jena.example/hund" rel="noopener noreferrer"' in page.text
    assert heading(other) == "0 Kandidaten für 0 Leistungen"


SCHEMA = {
    "id": "S00000000001", "version": "1.0.0", "id_xdf3": "S00000000001", "bezeichnung": f"Hund {SCRIPT}", "felder": 40,
    "standard": "XDatenfelder 3.0.0",
}  # fmt: skip
FORM = {
    "leistungsschluessel": DOG, "schema_id": "S00000000001", "schema_version": "1.0.0", "verknuepfung": "Prozess",
    "datenschemata": 1, "stellen": 40, "felder": 20, "harmonisierte_felder": 15, "anteil_harmonisiert": 0.75,
    "verglichene_leistungen": 3, "gemeinsame_felder": 12, "beispiele": f"Familienname, {SCRIPT}",
    "mit_leistungen": "Pass (99085001012000): 12\nUmzug (99115005104000): 3",
}  # fmt: skip
PROCEDURE = {
    "leistungsschluessel": DOG, "prozess_id": DOG, "prozess_version": "01.00.00", "detaillierungsstufe": "101",
    "handlungsform": "310", "verfahrensart": "501", "aktivitaeten": 12, "regelgebunden": 7, "ermessen": 1, "unklar": 4,
    "anteil_regelgebunden": 7 / 12, "hinweis": "Nach festen Regeln laufen mindestens 7 von 12 Aktivitäten ab.",
}  # fmt: skip
LABEL = {
    "liste": "urn:xoev-de:xprozess:codeliste:handlungsform", "code": "310", "bezeichnung": "Bescheid", "quelle": "Test",
}  # fmt: skip


def test_a_leistung_shows_which_data_is_known_already_and_how_far_it_follows_rules(filled: Path) -> None:
    fill(
        filled,
        {"datenschemata": [SCHEMA], "codes": [LABEL], "formularvergleich": [FORM], "automatisierung": [PROCEDURE]},
    )
    page, without = visit(filled, [f"/leistung/{DOG}", f"/leistung/{DOG_RELATED}"])
    text = words(page)
    assert "fragt 20 verschiedene Angaben ab. 15 davon (75 %) sind harmonisierte Datenfelder" in re.sub(
        r" (Ein Feld, das [^.]*\.) *", "", text
    )
    known = "12 von 20 werden bei anderen Leistungen, die in Eisenach online oder beschlossen sind, schon abgefragt"
    assert f"{known}: Familienname" in text
    assert "Verglichen wurden 3 andere Leistungen" in text
    assert "zur Leistung gehört es laut dem Prozess" in text
    assert 'href="/katalog/schema_felder?schema_id=S00000000001&amp;schema_version=1.0.0"' in page.text
    assert [item for item in re.findall(r"<li>([^<]*)</li>", page.text) if ": " in item] == [
        "Pass (99085001012000): 12",
        "Umzug (99115005104000): 3",
    ]
    assert "12: 7 nach festen Regeln, 1 mit Ermessen, 4 unklar" in text
    assert "Handlungsform Bescheid (310)" in text
    assert "Verfahrensart Code 501, Bedeutung nicht im Katalog" in text
    assert 'width="58.33"' in page.text
    assert SCRIPT not in page.text
    for heading_of in ("Daten, die schon bekannt sind", "Automatisierbarkeit"):
        assert (heading_of in page.text, heading_of in without.text) == (True, False)


def test_where_no_other_form_is_known_the_page_says_so_and_a_class_alone_tells_the_end(filled: Path) -> None:
    alone = {**FORM, "verglichene_leistungen": 0, "gemeinsame_felder": None, "beispiele": None, "mit_leistungen": None}
    only_class = dict.fromkeys(PROCEDURE) | {"leistungsschluessel": DOG, "handlungsform": "310", "hinweis": "Klasse."}
    fill(filled, {"datenschemata": [SCHEMA], "formularvergleich": [alone], "automatisierung": [only_class]})
    text = words(one(filled, f"/leistung/{DOG}"))
    assert "ist kein Formular im Katalog. Was davon schon abgefragt wird, ist darum nicht bekannt." in text
    assert "Aktivitäten" not in text and "Quelle: FIM-Prozess" not in text
    assert "Klasse. Handlungsform Code 310, Bedeutung nicht im Katalog Verfahrensart unbekannt" in text


def test_a_leistung_says_who_offers_it_and_what_is_related(filled: Path) -> None:
    page, related, gone = visit(filled, [f"/leistung/{key}" for key in (DOG, DOG_RELATED, HOSTILE)])
    text = words(page)
    assert heading(page) == "Hundesteuer anmelden"
    for fact in ("Fehlt.", "ThürKAG", "Der Link kommt nur in Jena vor.", "05.10.2026", "Online in 3 von 4", "neu in"):
        assert fact in text
    assert f'href="/leistung/{DOG_RELATED}"' in page.text
    assert "dieselbe Leistung in anderer Ausprägung" in text
    assert "Keine Lücke bekannt" in words(related)
    assert "nicht mehr gemeldet seit 01.11.2026" in words(gone)


@pytest.mark.parametrize(
    ("ergebnis", "ziel", "shown"),
    [
        ("ok", None, "jena.example geprüft am 26.11.2026: ok"),
        ("defekt", None, "jena.example geprüft am 26.11.2026: defekt . Weg (404)."),
        ("nicht prüfbar", None, "jena.example geprüft am 26.11.2026: nicht prüfbar. Weg (404)."),
        ("umgezogen", "https://neu.example/hund", "jena.example geprüft am 26.11.2026: umgezogen nach neu.example"),
        ("umgezogen", JAVASCRIPT, "jena.example geprüft am 26.11.2026: umgezogen nach kein Link gemeldet"),
    ],
)
def test_beside_a_link_stands_what_its_last_check_found(
    filled: Path, ergebnis: str, ziel: str | None, shown: str
) -> None:
    checked = {
        "url": "https://jena.example/hund", "geprueft_am": "2026-11-25T23:17:00Z", "ergebnis": ergebnis, "ziel": ziel,
        "http_status": 404, "grund": "Weg (404).", "seit": SEEN, "quelle": "links",
    }  # fmt: skip
    fill(filled, {"linkpruefungen": [checked]})
    page, candidates = visit(filled, [f"/leistung/{DOG}", "/kandidaten"])
    assert shown in words(page)
    assert shown.removeprefix("jena.example ") in words(candidates)
    assert JAVASCRIPT not in page.text


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("5", "Typisierung Regelung und Vollzug durch die Kommune (5) OZG"),
        ("1;2/3", "Typisierung Regelung und Vollzug durch den Bund (1) ; Regelung durch den Bund, Vollzug durch "),
        ("1, 44", "Typisierung Regelung und Vollzug durch den Bund (1) ; 44 OZG"),
        ("44", "Typisierung 44 OZG"),
        (";", "Typisierung ; OZG"),
        ("<b>", "Typisierung &lt;b&gt; OZG"),
        (None, "Typisierung unbekannt OZG"),
    ],
)
def test_codes_are_shown_with_what_they_mean_and_stay_where_nobody_knows(
    katalog: Path, stored: str | None, shown: str
) -> None:
    codes = {"leistungsschluessel": DOG, "typisierung": stored, "leistungstyp": "LOVD"}
    fill(katalog, {**ROWS, "leistungen": [{**row, **codes} if row["leistungsschluessel"] == DOG else row
                                          for row in ROWS["leistungen"]]})  # fmt: skip
    page, table = visit(katalog, [f"/leistung/{DOG}", "/katalog/leistungen"])
    assert shown in words(page)
    assert "Leistungstyp Leistungsobjekt mit Verrichtung und Detail (LOVD)" in words(page)
    assert shown.removeprefix("Typisierung ").removesuffix(" OZG") in words(table) or stored is None


def test_the_level_of_trust_stands_at_each_service(katalog: Path) -> None:
    services = [{**row, "vertrauensniveau": "30"} for row in ROWS["onlinedienste"]]
    fill(katalog, {**ROWS, "onlinedienste": services})
    page, table, row = visit(
        katalog, [f"/leistung/{DOG}", "/katalog/onlinedienste", "/katalog/onlinedienste/TH~2EOD~2E1"]
    )
    assert "Vertrauensniveau: substanziell (30)" in words(page)
    assert "substanziell (30)" in words(table)
    assert "substanziell (30)" in words(row)


def test_a_kommune_says_what_it_is_and_what_it_offers(filled: Path) -> None:
    jena, searched, nothing, eisenach, past, old_ars = visit(
        filled,
        ["/kommune/16053000", "/kommune/16053000?q=hund", "/kommune/16053000?q=100%25", "/kommune/16063105",
         "/kommune/16056000", "/kommune/160560000000"],
    )  # fmt: skip
    assert "110.502" in words(jena)
    assert "Hundesteuer Jena" in searched.text
    assert "Nichts passt zu dieser Suche" in nothing.text
    assert "noch kein Onlinedienst erfasst" in eisenach.text
    assert "160560000000: bis 30.06.2021" in words(eisenach)
    assert 'href="/kommune/16063105">Eisenach, Stadt</a>' in past.text
    assert old_ars.headers["location"] == "/kommune/16063105"


def test_the_list_of_kommunen_holds_those_of_today(filled: Path) -> None:
    every, found = visit(filled, ["/kommunen", "/kommunen?q=jen"])
    assert heading(every) == "2 Kommunen"
    assert "16056000" not in every.text
    assert heading(found) == "1 von 2 Kommunen"


def test_runs_show_outcomes_messages_and_deliveries(pages: dict[str, httpx.Response]) -> None:
    assert "1.234" in words(pages["/laeufe"])
    text = words(pages["/lauf/1"])
    assert "ab" * 32 in text
    assert "2,5 kB" in text
    assert "2 Mal" in text
    assert "160530000000" in text


def test_data_pages_speak_german_and_link_to_the_pages(pages: dict[str, httpx.Response]) -> None:
    page = pages["/katalog/luecken"]
    assert heading(page) == "Lücken: 2 Einträge"
    assert f'href="/leistung/{DOG}"' in page.text
    assert "Leistungsschlüssel" in page.text
    assert 'href="/kommune/16053000"' in pages["/katalog/angebotsnachweise"].text
    assert 'href="/lauf/1"' in pages["/katalog/laeufe"].text
    filtered = words(pages["/katalog/kommunen?name__contains=ena&_sort_desc=einwohner"])
    assert "Kommune enthält „ena“" in filtered
    assert heading(pages["/katalog/leistungen?_search=hundesteuer"]) == "Leistungen: 2 Einträge"


def test_long_lists_of_data_have_a_next_page(filled: Path) -> None:
    first = visit(filled, ["/katalog/koordinaten"], default_page_size=5)[0]
    following = re.search(r'href="(/katalog/koordinaten\?[^"]*_next=[^"]*)"', first.text)
    assert following
    assert "Weitere Einträge" in first.text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/leistung/12345678901234", 404), ("/leistung/x", 404), ("/kommune/99999999", 404), ("/lauf/77", 404),
        ("/lauf/eins", 404), ("/gibt-es-nicht", 404), ("/katalog/gibtsnicht", 404), ("/katalog/kommunen/1", 404),
        ("/katalog?sql=select+1", 403), ("/katalog/kommunen?_where=1", 403), ("/katalog.db", 403),
        ("/katalog/kommunen_fts", 403), ("/katalog/_sqlite_migrations", 403), ("/_internal", 403),
        ("/katalog/kommunen?_sort=gibtsnicht", 400), ("/katalog/kommunen?_size=x", 400), ("/-/metadata", 404),
        ("/-/databases.json", 404), ("/katalog/gibtsnicht.json", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_german(filled: Path, url: str, status: int) -> None:
    response = one(filled, url)
    assert response.status_code == status
    if url.endswith(".json"):
        assert set(response.json()) == {"ok", "error", "status", "title"}
        return
    text = words(response)
    assert NOTE in text
    assert "Zur Startseite" in text
    assert not re.search(r"\b(not|found|Forbidden|permission|Invalid|must|Cannot)\b", text)


def test_raw_sql_has_no_link_anywhere(pages: dict[str, httpx.Response]) -> None:
    assert all("?sql=" not in response.text for response in pages.values())


def test_an_error_of_ours_shows_no_trace(filled: Path, caplog: pytest.LogCaptureFixture) -> None:
    datasette = build(filled)
    damaged = connect(filled)
    damaged.execute("DROP VIEW angebote")
    damaged.close()

    async def get() -> httpx.Response:
        return await datasette.client.get("/kommune/16053000")  # type: ignore[no-any-return]

    response = asyncio.run(get())
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()
    assert response.status_code == 500
    assert heading(response) == "Hier ist ein Fehler passiert"
    assert "angebote" not in words(response).split("Zur Startseite")[0]
    assert "no such table" in caplog.text


def test_a_site_under_a_path_links_under_that_path(filled: Path) -> None:
    page = visit(filled, ["/", "/katalog/luecken"], base_url="/thavel/")
    for response in page:
        assert response.status_code == 200
        own = re.findall(r'(?:href|action|src)="(/[^"]*)"', response.text)
        assert [address for address in own if not address.startswith("/thavel/")] == []


def test_a_missing_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="gibt es nicht"):
        build(tmp_path / "fehlt.db")


def test_decisions_are_published_read_only_where_there_are_any(filled: Path) -> None:
    db = connect(filled)
    for status in ("in Prüfung", "abgelehnt"):
        decide(db, filled, Decision("16063105", DOG, status, SCRIPT, "MM"))
    db.close()
    before = file_of(filled).read_bytes()
    urls = ["/", "/entscheidungen", "/entscheidungen/entscheidungen_aktuell", "/entscheidungen/entscheidungen"]
    urls += ["/entscheidungen/entscheidungen/1", "/katalog", "/entscheidungen/entscheidungen_aktuell.json"]
    start, overview, latest, everything, row, data, answer = visit(filled, urls)
    for page in (start, overview, latest, everything, row, data):
        assert page.status_code == 200
        assert '<a href="/entscheidungen"' in page.text
        assert SCRIPT not in page.text
    assert heading(overview) == "Was die Fachbereiche entschieden haben"
    assert heading(latest) == "Entscheidungen, aktueller Stand: 1 Eintrag"
    assert heading(everything) == "Entscheidungen: 2 Einträge"
    assert f'<a href="/leistung/{DOG}">' in latest.text
    assert 'action="/entscheidungen/entscheidungen_aktuell"' in latest.text
    assert "Entscheidungen › Entscheidungen" in words(row)
    assert "Die letzte Entscheidung jeder Kommune" not in words(data)
    assert answer.json()["rows"] == [[2, *answer.json()["rows"][0][1:5], "abgelehnt", "MM", None]]
    assert file_of(filled).read_bytes() == before


def test_without_decisions_nothing_of_them_is_shown(filled: Path) -> None:
    start, overview = visit(filled, ["/", "/entscheidungen"])
    assert "Entscheidungen" not in words(start)
    assert overview.status_code == 404


def test_metadata_describes_every_column_and_hides_the_undeclared() -> None:
    tables = metadata(["kommunen", "kommunen_fts"])["databases"]["katalog"]["tables"]
    assert tables["kommunen_fts"] == {"hidden": True, "allow": False}
    for relation in CATALOGUE:
        assert list(tables[relation.name]["columns"]) == [column.name for column in relation.columns]
        assert all(tables[relation.name]["columns"].values())


def test_every_kind_of_gap_is_explained() -> None:
    assert tuple(KINDS) == LUECKENARTEN


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-10-04", "04.10.2026"), ("2026-10-04T22:30:00Z", "05.10.2026"), ("2026-13-40", "2026-13-40"),
        ("2019", "2019"), (None, "unbekannt"), ("", "unbekannt"),
    ],
)  # fmt: skip
def test_dates_are_german(value: str | None, shown: str) -> None:
    assert datum(value) == shown


def test_times_are_those_of_germany() -> None:
    assert zeitpunkt("2026-01-04T22:30:00Z") == "04.01.2026, 23:30 Uhr"
    assert zeitpunkt("2026-02-28") == "28.02.2026"


@pytest.mark.parametrize(
    ("value", "stellen", "shown"),
    [
        (1234567, None, "1.234.567"), (0, None, "0"), (89.0, 1, "89,0"), (0.75, None, "0,75"),
        (1234.5, None, "1.234,5"), (None, None, "unbekannt"), (20.0, None, "20"),
    ],
)  # fmt: skip
def test_numbers_are_german(value: float | None, stellen: int | None, shown: str) -> None:
    assert zahl(value, stellen) == shown


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://x.example", "https://x.example/a b", "//x.example",
        "data:text/html,x", "https://", "http:x", "https://x.example/\u0000", "https://[",
        'https://x/"onclick=', None, 5,
    ],
)  # fmt: skip
def test_what_is_no_web_link_is_none(value: Any) -> None:
    assert weblink(value) is None


def test_small_words() -> None:
    assert weblink("https://x.example/a?b=1#c") == "https://x.example/a?b=1#c"
    assert kurzname("Weimar, Stadt") == "Weimar"
    assert anteil(1, 3) == "33\u00a0%"
    assert anteil(1, 0) == "unbekannt"
    assert groesse(999) == "999 Byte"
    assert relativ("http://localhost//evil.example/x?y=1") == "/evil.example/x?y=1"


def test_cells_escape_and_link() -> None:
    assert render(SCRIPT, "bezeichnung", "luecken") is None
    assert render({"value": DOG, "label": SCRIPT}, "leistungsschluessel", "luecken") == (
        f'<a href="/leistung/{DOG}">&lt;script&gt;alert(1)&lt;/script&gt;</a><br><span class="leise">{DOG}</span>'
    )
    assert render("https://x.example/?a=1&b", "url", "onlinedienste") == (
        '<a href="https://x.example/?a=1&amp;b" rel="noopener noreferrer">https://x.example/?a=1&amp;b</a>'
    )
    assert render(1234, "id", "meldungen") is None
    assert render(1234, "einwohner", "kommunen") == "1.234"
    assert own_page("onlinedienste", "id", "12345678") is None


def test_texts_of_a_redaktion_are_shown_with_what_the_standard_allows_alone() -> None:
    text = '<p onclick="x()">Wer <b>muss</b><script>böse()</script> <a href="javascript:x()">nie</a><img src="x"></p>'
    shown = render(text, "inhalt", "leistungstexte")
    assert str(shown) == '<p>Wer <b>muss</b> <a rel="noopener noreferrer">nie</a></p>'
    assert render(text, "inhalt", "datenfelder") is None


def test_assets_are_copied_whole_or_not_at_all(tmp_path: Path) -> None:
    package, target = tmp_path / "package", tmp_path / "kern"
    for name in FILES:
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(name)
    copied = copy_assets(package, target)
    assert len(copied) == len(FILES)
    assert (target / "kern.min.css").read_text() == "dist/kern.min.css"
    (package / "LICENSE.md").unlink()
    with pytest.raises(ThavelError, match="npm ci"):
        copy_assets(package, target)
    assert (target / "LICENSE.md").exists()


def test_the_lock_file_names_no_other_registry() -> None:
    root = Path(__file__).parents[3]
    packages = json.loads((root / "package-lock.json").read_text())["packages"].values()
    resolved = [package["resolved"] for package in packages if "resolved" in package]
    assert all(address.startswith("https://registry.npmjs.org/") for address in resolved)
    assert json.loads((root / "package.json").read_text())["dependencies"] == {"@kern-ux/native": "2.7.2"}
