"""The pages in process: each answers, says it in German, and lets nothing hostile through."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from catalogue.database import connect
from catalogue.site.glossary import KINDS
from catalogue.store.decisions import Decision, decide
from catalogue.tables.vergleich import LUECKENARTEN
from tests.catalogue.site.test_downloads import downloads_of
from tests.catalogue.site.world import (
    DOG,
    DOG_RELATED,
    FORM,
    HOSTILE,
    JAVASCRIPT,
    NOTE,
    PROCEDURE,
    RESULTS,
    ROWS,
    SCHEMA,
    SCRIPT,
    SEEN,
    fill,
    heading,
    one,
    visit,
    words,
)


@pytest.mark.slow
def test_every_page_is_there_with_one_heading_and_the_frame(pages: dict[str, httpx.Response]) -> None:
    for url, response in pages.items():
        assert response.status_code == 200, url
        assert heading(response), url
        assert '<html lang="de">' in response.text, url
        assert 'href="#inhalt"' in response.text, url
        assert NOTE in response.text, url
        assert "Datenstand 05.10.2026" in words(response), url
        assert "Gemeindeverzeichnis GV100AD" in response.text, url


@pytest.mark.slow
def test_no_page_loads_anything_from_another_host_or_holds_inline_code(pages: dict[str, httpx.Response]) -> None:
    for url, response in pages.items():
        loaded = re.findall(r"<(?:link|script|img|iframe)[^>]*(?:href|src)=\"([^\"]+)\"", response.text)
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded), url
        assert "<style" not in response.text and " style=" not in response.text, url
        assert "<script" not in response.text, url
        assert not re.search(r"\son[a-z]+=", response.text), url


@pytest.mark.slow
def test_stored_values_are_never_code_and_only_http_links_are_links(pages: dict[str, httpx.Response]) -> None:
    for url, response in pages.items():
        assert SCRIPT not in response.text, url
        assert 'href="javascript' not in response.text.lower(), url
        assert all("noopener" in link for link in re.findall(r"<a [^>]*href=\"https?://[^>]*>", response.text)), url
    assert "&lt;script&gt;" in pages[f"/leistung/{HOSTILE}"].text


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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
    csv, rows = visit(filled, ["/katalog/luecken.csv?art=fehlt", "/katalog/kandidaten.json?_shape=array"])
    assert csv.text.splitlines()[1].startswith(f"{DOG};Hundesteuer anmelden;")
    assert len(csv.text.splitlines()) == 2
    assert [row["punkte"] for row in json.loads(rows.text)] == [56.5]


def test_a_candidate_shows_points_that_add_up(filled: Path) -> None:
    page, other = visit(filled, ["/kandidaten?plattform=ThAVEL", "/kandidaten?plattform=andere"])
    text = words(page)
    assert heading(page) == "1 Kandidat für 1 Leistung"
    assert "So kommen 56,5 Punkte zusammen" in text
    assert re.search(r"Summe 56,5", text)
    assert re.search(r"Pflicht kein Beleg 10 zählt nicht", text)
    assert re.search(r"Link kein Beleg, zählt wie 0,00 5 0,0", text)
    assert 'href="https://jena.example/hund" rel="noopener noreferrer"' in page.text
    assert heading(other) == "0 Kandidaten für 0 Leistungen"


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


def test_a_kommune_says_of_how_much_the_connection_is_not_settled(filled: Path) -> None:
    db = connect(filled)
    db.execute("UPDATE loesungen SET anschluss = 'je Behörde', anschluss_grund = 'Jede einzeln.'")
    db.close()
    page = one(filled, "/kommune/16053000")
    assert "Bei 1 davon ist ungeklärt , ob die Behörde angeschlossen" in words(page)
    assert "anschluss=ungekl%C3%A4rt" in page.text
    assert "Anschluss: ungeklärt Jede einzeln. Ob sie es hier ist, ist nicht belegt." in words(page)


def test_the_list_of_kommunen_holds_those_of_today(filled: Path) -> None:
    every, found = visit(filled, ["/kommunen", "/kommunen?q=jen"])
    assert heading(every) == "2 Kommunen"
    assert "16056000" not in every.text
    assert heading(found) == "1 von 2 Kommunen"


@pytest.mark.slow
def test_runs_show_outcomes_messages_and_deliveries(pages: dict[str, httpx.Response]) -> None:
    assert "1.234" in words(pages["/laeufe"])
    text = words(pages["/lauf/1"])
    assert "ab" * 32 in text
    assert "2,5 kB" in text
    assert "2 Mal" in text
    assert "160530000000" in text


def test_who_acknowledged_a_run_is_not_shown(filled: Path) -> None:
    forms = [f"/katalog/quittungen{form}" for form in ("", ".csv", ".xlsx", ".json", ".json?_shape=array", "/1.csv")]
    refused, *files, listed = visit(filled, [*forms, "/katalog"])
    assert {file.status_code for file in files} <= {403, 404}
    assert (refused.status_code, "quittungen" in listed.text) == (403, False)


def test_every_kind_of_gap_is_explained() -> None:
    assert tuple(KINDS) == LUECKENARTEN


NAMESAKES: dict[str, list[dict[str, Any]]] = {
    "kommunen": [
        {"ags": "16068009", "name": "Elxleben", "kreis": "Sömmerda"},
        {"ags": "16070012", "name": "Elxleben", "kreis": "Ilm-Kreis"},
        {"ags": "16070099", "name": "Alt-Elxleben", "kreis": "Ilm-Kreis", "gueltig_bis": "2020-12-31"},
    ],
    "kommune_nachfolger": [{"ags_alt": "16070099", "ags_neu": "16070012", "art": "Eingliederung"}],
    "aenderungen": [
        {
            "zeitpunkt": SEEN, "art": "neu", "ags": "16070012", "kommune": "Elxleben", "leistungsschluessel": HOSTILE,
            "nachher": "https://elxleben.example/",
        }
    ],
}  # fmt: skip


def test_one_of_two_municipalities_of_the_same_name_has_its_kreis_wherever_it_is_named(
    filled: Path, at: Callable[[str], None]
) -> None:
    fill(filled, NAMESAKES)
    at("2026-11-02T03:17:00Z")
    for page in visit(filled, ["/aenderungen", f"/leistung/{HOSTILE}", "/kommune/16070099"]):
        named = re.findall(r"\bElxleben[^<]*", page.text.partition("<main")[2].replace("Alt-Elxleben", ""))
        assert named and all(text.startswith("Elxleben (Ilm-Kreis)") for text in named)


def test_candidates_are_filtered_by_what_was_decided_on_the_page_and_in_the_file(filled: Path) -> None:
    db = connect(filled)
    decide(db, filled, Decision("16063105", DOG, "in Prüfung", "Finanzen und Steuern", "MM"))
    db.close()
    for asked, number in (("status=in+Prüfung", 1), ("status=in+Prüfung&fachbereich=Steuern", 1), ("status=offen", 0)):
        page = one(filled, f"/kandidaten?{asked}")
        assert heading(page).startswith(f"{number} Kandidat")
        assert len(one(filled, downloads_of(page)["JSON"]).json()) == number
