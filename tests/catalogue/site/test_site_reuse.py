"""The pages for whoever acts: whom to ask, whom to invite, how far the town is, what its own list shows."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.catalogue.site.world import (
    DOG,
    HOSTILE,
    JAVASCRIPT,
    RESULTS,
    ROWS,
    SCRIPT,
    fill,
    heading,
    one,
    visit,
    words,
)
from tests.command import Thavel

EISENACH, JENA = "16063105", "16053000"
NAMES = ("Jena, Stadt", "Erfurt, Stadt", "Gera, Stadt", f"Weimar {SCRIPT}", "Suhl, Stadt")
TOWNS = [f"1605{number}000" for number in (3, 1, 2, 5, 4)]
GOTHA, BAD_SALZUNGEN = "16067029", "16063003"

MORE_TOWNS = [
    *({"ags": ags, "name": name} for ags, name in zip(TOWNS[1:], NAMES[1:], strict=True)),
    {"ags": GOTHA, "name": "Gotha, Stadt"},
    {"ags": BAD_SALZUNGEN, "name": "Bad Salzungen, Stadt"},
]


def donor(place: int, **given: Any) -> dict[str, Any]:
    row = {
        "leistungsschluessel": DOG, "loesung_id": "thavel:1", "platz": place + 1, "ags": TOWNS[place],
        "kommune": NAMES[place], "naehe": "kreisfrei", "url": f"https://{place}.example/hund",
    }  # fmt: skip
    return row | given


DONORS = [
    donor(0, naehe="vergleichbar, 110.502 Einwohner", stelle=f"Steueramt {SCRIPT}"),
    donor(1, url=JAVASCRIPT),
    donor(2, link_befund="am 26.11.2026 defekt: Seite nicht gefunden (404)."),
    donor(3),
    donor(4, url=None),
]


def partner(ags: str, name: str, group: str, verwaltung: str | None = None) -> dict[str, Any]:
    return {"leistungsschluessel": DOG, "ags": ags, "kommune": name, "gruppe": group, "verwaltung": verwaltung}


PARTNERS = [
    partner(GOTHA, "Gotha, Stadt", "vergleichbar"),
    partner(BAD_SALZUNGEN, "Bad Salzungen, Stadt", "Kreis", f"VG {SCRIPT}"),
]


def steps(field: str, ags: str, name: str, *counts: int) -> dict[str, Any]:
    names = ("zustaendig", "beschrieben", "online", "geerbt", "nachgenutzt", "eigen")
    return {"themenfeld": field, "ags": ags, "kommune": name, **dict(zip(names, counts, strict=True))}


FUNNEL = [
    steps("alle", EISENACH, "Eisenach, Stadt", 1200, 900, 150, 147, 2, 1),
    steps("alle", JENA, "Jena, Stadt", 1200, 900, 300, 100, 120, 80),
    steps("alle", GOTHA, "Gotha, Stadt", 1200, 900, 400, 147, 200, 53),
    steps("alle", "16055000", f"Weimar {SCRIPT}", 1200, 900, 2000, 2000, 0, 0),
    steps("Steuern", EISENACH, "Eisenach, Stadt", 10, 8, 0, 0, 0, 0),
    steps("Steuern", JENA, "Jena, Stadt", 10, 8, 4, 1, 3, 0),
    steps(SCRIPT, EISENACH, "Eisenach, Stadt", 1190, 892, 150, 147, 2, 1),
]


def listed(key: str, befund: str, **given: Any) -> dict[str, Any]:
    row = {"ags": EISENACH, "leistungsschluessel": key, "leistung": "Hundesteuer anmelden", "befund": befund}
    return {**row, "hinweis": f"Hinweis zu {befund}.", **given}


OWN_LIST = [
    listed(
        DOG, "anderer Link", link_liste="https://eisenach.example/hund", link_pvog="https://pvog.example/hund",
        zuordnung="automatisch",
    ),
    listed(HOSTILE, "nicht gemeldet", leistung=SCRIPT, link_liste=JAVASCRIPT, zuordnung="Schlüssel laut Liste"),
]  # fmt: skip

EVERYTHING = {
    "kommunen": MORE_TOWNS, "kandidat_geber": DONORS, "kooperationen": PARTNERS, "trichter": FUNNEL,
    "bestandsabgleich": OWN_LIST,
}  # fmt: skip


def cells(html: str) -> str:
    """The text of a piece of a page as one line, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def with_certainty(table: str) -> list[dict[str, Any]]:
    return [{**row, "zustaendig_sicherheit": "belegt"} for row in RESULTS[table]]


@pytest.fixture
def filled(katalog: Path) -> Path:
    fill(katalog, ROWS, {**RESULTS, "luecken": with_certainty("luecken")}, EVERYTHING)
    return katalog


def between(response: httpx.Response, start: str, end: str) -> str:
    """The text of a page from one phrase to the next other."""
    return words(response).split(start, 1)[1].split(end, 1)[0].strip()


def test_nothing_hostile_is_code_on_any_of_these_pages(filled: Path) -> None:
    for page in visit(
        filled, ["/", "/kandidaten", f"/leistung/{DOG}", "/trichter", "/trichter?themenfeld=Steuern", "/eigene-liste"]
    ):
        assert page.status_code == 200
        assert SCRIPT not in page.text
        assert "&lt;script&gt;" in page.text
        assert 'href="javascript' not in page.text
        assert "<style" not in page.text and " style=" not in page.text


def test_a_candidate_names_whom_to_ask_nearest_first_and_hides_all_after_three(filled: Path) -> None:
    for page in visit(filled, ["/kandidaten", f"/leistung/{DOG}"]):
        told = between(page, "Wen fragen", "Mitstreiter")
        first, second, third, more = (told.index(name) for name in ("Jena", "Erfurt", "Gera", "2 weitere"))
        assert first < second < third < more < told.index("Weimar") < told.index("Suhl")
        assert "Jena (vergleichbar, 110.502 Einwohner) : Onlinedienst auf 0.example" in told
        assert "Zuständige Stelle dort: Steueramt &lt;script&gt;" in told
        assert "Erfurt (kreisfrei) : kein Link gemeldet" in told
        assert "Der Link war am 26.11.2026 defekt: Seite nicht gefunden (404)." in told
        assert 'href="/kommune/16052000">Gera</a>' in page.text
        assert page.text.count("<details><summary>2 weitere</summary>") == 1


def test_the_newest_check_of_a_link_goes_before_what_the_comparison_knew(filled: Path) -> None:
    check = {
        "url": "https://2.example/hund", "geprueft_am": "2026-11-27T03:17:00Z", "ergebnis": "ok", "grund": "Ziel da.",
        "seit": "2026-11-27T03:17:00Z", "quelle": "links",
    }  # fmt: skip
    fill(filled, {"linkpruefungen": [check]})
    told = between(one(filled, f"/leistung/{DOG}"), "Wen fragen", "Mitstreiter")
    assert "2.example geprüft am 27.11.2026: ok" in told
    assert "404" not in told


def test_the_result_of_an_older_comparison_still_names_a_donor(katalog: Path) -> None:
    fill(katalog, ROWS, RESULTS)
    told = between(one(katalog, "/kandidaten"), "Wen fragen", "Zuständigkeit")
    assert told.endswith("ähnliche Größe. Jena : Onlinedienst auf jena.example")


PASS = "99085001012000"
WORK = "thavelp.example/go/a/1"


def of_one_work() -> dict[str, list[dict[str, Any]]]:
    """A candidate for a second Leistung, which is the same work as the first."""
    (dog,) = RESULTS["kandidaten"]
    gap = next(row for row in RESULTS["luecken"] if row["leistungsschluessel"] == DOG)
    passport = {"leistungsschluessel": PASS, "bezeichnung": f"Pass {SCRIPT}"}
    return {
        "leistungen": [passport],
        "luecken": [*RESULTS["luecken"], gap | passport],
        "kandidaten": [
            dog | {"vorhaben": WORK},
            dog | passport | {"rang": 2, "punkte": 40.0, "vorhaben": WORK, "themenfeld": "Ausweise"},
        ],
    }


def test_one_work_for_several_leistungen_stands_once_with_all_of_them_and_is_found_under_each(katalog: Path) -> None:
    results = of_one_work()
    fill(katalog, ROWS, {"leistungen": results.pop("leistungen")}, {**RESULTS, **results})
    listing, filtered, start, page = visit(
        katalog, ["/kandidaten", "/kandidaten?themenfeld=Ausweise", "/", f"/leistung/{PASS}"]
    )
    hostile = "Pass &lt;script&gt;alert(1)&lt;/script&gt;"
    assert heading(listing) == "2 Kandidaten für 2 Leistungen"
    assert "Das ist 1 Vorhaben" in words(listing)
    assert listing.text.count("<details") == 1
    assert "schließt 2 Lücken" in words(listing)
    assert f"{hostile} {PASS}, dort Rang 2 mit 40,0 Punkten" in between(listing, "Schließt auch", "Zu tun")
    assert heading(filtered) == "1 Kandidat für 1 Leistung"
    assert f"Hundesteuer anmelden {DOG}, dort Rang 1 mit 56,5 Punkten" in words(filtered)
    assert f'Schließt auch: <a href="/leistung/{PASS}">{hostile}</a>' in start.text
    assert start.text.count('class="platz"') == 1
    assert "Alle zusammen ist das 1 Vorhaben" in words(start)
    assert f'<li id="rang-1"><a href="/leistung/{DOG}#kandidaten">Hundesteuer anmelden</a>' in page.text


def test_the_result_of_a_comparison_that_knew_no_works_shows_every_candidate(katalog: Path) -> None:
    results = of_one_work()
    for row in results["kandidaten"]:
        row["vorhaben"] = None
    fill(katalog, ROWS, {"leistungen": results.pop("leistungen")}, {**RESULTS, **results})
    listing, start = visit(katalog, ["/kandidaten", "/"])
    assert listing.text.count("<details") == 2
    assert "Vorhaben" not in words(listing) and "Schließt auch" not in words(listing)
    assert start.text.count('class="platz"') == 2


def test_who_has_the_same_gap_is_grouped_and_can_be_downloaded(filled: Path) -> None:
    page, csv, candidates = visit(
        filled,
        [
            f"/leistung/{DOG}", f"/katalog/kooperationen.csv?leistungsschluessel={DOG}",
            "/kandidaten",
        ],
    )  # fmt: skip
    assert between(page, "Wer dieselbe Lücke hat", "Diese Auswahl herunterladen").endswith(
        "Im selben Kreis Bad Salzungen vertreten durch VG &lt;script&gt;alert(1)&lt;/script&gt; "
        "Vergleichbar nach Status und Größe Gotha"
    )
    assert f'href="/katalog/kooperationen.csv?leistungsschluessel={DOG}"' in page.text
    assert sorted(line.split(";")[1] for line in csv.text.splitlines()[1:]) == [BAD_SALZUNGEN, GOTHA]
    assert f'<a href="/leistung/{DOG}#mitstreiter">2 Kommunen haben dieselbe Lücke</a>' in candidates.text


def test_that_nobody_has_the_same_gap_is_said_with_what_is_not_known(katalog: Path) -> None:
    fill(katalog, ROWS, RESULTS)
    page, no_candidate = visit(katalog, [f"/leistung/{DOG}", f"/leistung/{HOSTILE}"])
    assert "hat dieselbe Lücke. Nicht erfasste können sie haben." in words(page)
    assert "dieselbe Lücke" not in words(no_candidate)


@pytest.mark.parametrize(("stored", "shown"), [("vermutet", "vermutet"), ("unbekannt", "ohne Beleg")])
def test_how_sure_a_responsibility_is_stands_beside_it(katalog: Path, stored: str, shown: str) -> None:
    gaps = [{**row, "zustaendig": "unklar", "zustaendig_sicherheit": stored} for row in RESULTS["luecken"]]
    fill(katalog, ROWS, {**RESULTS, "luecken": gaps})
    page, candidates, listing = visit(katalog, [f"/leistung/{DOG}", "/kandidaten", "/luecken"])
    assert f"Zuständigkeit unklar {shown} „gemeldet“" in words(page)
    assert f"zuständig ({shown})" in words(candidates)
    assert f"Zuständigkeit unklar ({shown}) ThürKAG" in words(listing)


def test_who_does_the_work_by_which_line_and_what_would_settle_it_stands_beside_it(katalog: Path) -> None:
    told = {
        "zustaendig_wer": "Wartburgkreis",
        "zustaendig_regel": "zustaendigkeiten 16 99012070; sonderbehoerden 16063105 untere Bauaufsichtsbehörde",
        "zustaendig_klaeren": "Fragen Sie Eisenach.",
    }
    fill(katalog, ROWS, {**RESULTS, "luecken": [{**row, **told} for row in RESULTS["luecken"]]})
    for page in visit(katalog, [f"/leistung/{DOG}", "/luecken"]):
        assert "Erledigt sie: Wartburgkreis. Entschieden hat: zustaendigkeiten 16 99012070" in words(page)
        assert "Was es klärt: Fragen Sie Eisenach." in words(page)
        assert "/katalog/zustaendigkeiten?land=16&amp;schluessel_anfang=99012070" in page.text
        assert "/katalog/sonderbehoerden?ags=16063105&amp;behoerde=untere+Bauaufsichtsbeh%C3%B6rde" in page.text


def test_the_start_page_says_of_how_many_tasks_that_is_only_assumed(katalog: Path) -> None:
    standing = {
        "leistungsschluessel": DOG, "bezeichnung": "Hundesteuer", "zustaendig": "ja", "zustaendig_grund": "G",
        "zustaendig_sicherheit": "angenommen", "stand": "nirgends online", "verwaltungen": 0,
    }  # fmt: skip
    fill(katalog, ROWS, {**RESULTS, "leistungsstand": [standing]})
    (page,) = visit(katalog, ["/"])
    assert ", bei 1 davon ist das nur angenommen" in words(page)
    assert "zustaendig=ja&amp;zustaendig_sicherheit=angenommen" in page.text


def test_without_a_gap_the_responsibility_is_told_as_well(filled: Path) -> None:
    standing = {
        "leistungsschluessel": DOG[:-1] + "1", "bezeichnung": "Hundesteuer abmelden", "zustaendig": "ja",
        "zustaendig_grund": "Recht der Gemeinde.", "zustaendig_sicherheit": "gemeldet", "stand": "nirgends online",
        "verwaltungen": 0,
    }  # fmt: skip
    fill(filled, {"leistungsstand": [standing]})
    assert between(one(filled, f"/leistung/{DOG[:-1]}1"), "Keine Lücke bekannt.", "Lösungen zum").endswith(
        ": Recht der Gemeinde."
    )


def test_the_kind_of_evidence_stands_beside_the_level(filled: Path) -> None:
    page, town, table = visit(filled, [f"/leistung/{DOG}", f"/kommune/{JENA}", "/katalog/angebote"])
    for response in (page, town):
        assert "Kommune (Beleg: Verbreitung) Der Link kommt nur in Jena vor." in words(response)
    assert "Beleg der Ebene" in words(table) and "Verbreitung" in words(table)


def test_the_start_page_shows_the_funnel_with_the_others_by_name(filled: Path) -> None:
    page = one(filled, "/")
    table = re.search(r'<table class="[^"]*trichter">(.*?)</table>', page.text, re.DOTALL)
    assert table
    weimar = f"Weimar {SCRIPT.replace('<', '&lt;').replace('>', '&gt;')}"
    rows = [cells(row) for row in table[1].split("</tr>")[1:-1]]
    assert rows == [
        "Zuständig 1.200 Vergleichbare: bei allen gleich",
        "Beschrieben 900 von 1.200 (75 %) Vergleichbare: bei allen gleich",
        f"Online 150 von 1.200 (12 %) Vergleichbare: {weimar} 2.000, Gotha 400, Jena 300",
        f"davon geerbt 147 von 1.200 (12 %) Vergleichbare: {weimar} 2.000, Gotha 147, Jena 100",
        f"davon nachgenutzt 2 von 1.200 (0 %) Vergleichbare: Gotha 200, Jena 120, {weimar} 0",
        f"davon eigen 1 von 1.200 (0 %) Vergleichbare: Jena 80, Gotha 53, {weimar} 0",
    ]
    assert 'width="75.00"' in page.text and 'href="/trichter"' in page.text


def test_without_comparable_ones_the_funnel_says_who_they_would_be(katalog: Path) -> None:
    about = [{**row, "vergleichskommunen": f"Gotha, {SCRIPT}"} for row in RESULTS["vergleich"]]
    fill(katalog, ROWS, {**RESULTS, "vergleich": about}, {"trichter": [FUNNEL[0]]})
    for page in visit(katalog, ["/", "/trichter"]):
        told = (
            "Vergleichbar mit Eisenach sind Gotha, &lt;script&gt;alert(1)&lt;/script&gt;. Davon ist noch keine erfasst."
        )
        assert told in words(page)
        assert "bei allen gleich" not in words(page)


def test_the_funnel_by_field_starts_with_the_largest_and_shows_the_best_of_the_others(filled: Path) -> None:
    page, taxes, unknown = visit(
        filled, ["/trichter", "/trichter?themenfeld=Steuern", "/trichter?themenfeld=gibtsnicht"]
    )
    assert heading(page) == "Eisenach: 150 von 1.200 Leistungen online. Das Ziel sind alle."
    fields = between(page, "eigen nachgenutzt geerbt", "Diese Auswahl")
    assert fields.index("1.190") < fields.index("Steuern 0 von 10 (0 %), beschrieben: 8 beste vergleichbare: Jena 4")
    towns = words(page).split("Alle Themenfelder")[1]
    assert towns.index("Eisenach 150") < towns.index("Weimar") < towns.index("Gotha 400") < towns.index("Jena 300")
    assert "300 von 1.200 (25 %), beschrieben: 900 eigen: 80, nachgenutzt: 120, geerbt: 100" in towns
    assert 'href="/katalog/trichter.csv?themenfeld=alle"' in page.text
    assert f"/katalog/trichter.csv?ags={EISENACH}&amp;themenfeld__not=alle" in page.text
    assert "Jena 4 von 10 (40 %), beschrieben: 8 eigen: 0, nachgenutzt: 3, geerbt: 1" in words(taxes)
    assert '<option value="Steuern" selected>' in taxes.text
    assert "Zu diesem Themenfeld gibt es keine Leistung" in words(unknown)


def test_a_number_of_the_funnel_leads_to_as_many_leistungen(demo: Thavel) -> None:
    """Tasks of the town and those that are online; the other steps have no list of their own and stay plain."""
    path = demo.folder / "katalog.db"
    linked = set()
    for page in visit(path, ["/", "/trichter", "/trichter?themenfeld=Querschnitt"]):
        table = page.text.split("<table", 1)[1]
        linked |= set(re.findall(r'<a href="(/katalog/leistungsstand[?][^"]*)">([\d.]+)</a>', table))
    assert len({address for address, _ in linked if "themenfeld__isnull=1" in address}) == 2
    assert len({address for address, _ in linked if "themenfeld=Querschnitt" in address}) == 2
    assert len({address for address, _ in linked if "themenfeld" not in address}) == 2
    addresses = sorted(linked)
    answers = visit(path, [unescape(address).replace("?", ".json?") for address, _ in addresses])
    assert [str(answer.json()["filtered_table_rows_count"]) for answer in answers] == [n for _, n in addresses]


def test_no_funnel_where_nothing_is_known_of_responsibility(katalog: Path) -> None:
    before, _ = visit(katalog, ["/trichter", "/"])
    fill(katalog, ROWS, RESULTS)
    page, start = visit(katalog, ["/trichter", "/"])
    assert heading(before) == "Wie weit die Kommune ist, ist noch unbekannt"
    assert "thavel compare" in words(before)
    assert heading(page) == "Wie weit Eisenach ist, ist noch unbekannt"
    assert "Trichter" not in words(start)


def test_the_own_list_starts_with_what_is_not_reported_and_can_be_filtered(filled: Path) -> None:
    page, other, searched, nothing = visit(
        filled, [f"/eigene-liste{query}" for query in ("", "?befund=anderer+Link", "?q=hund", "?q=100%25")]
    )
    assert heading(page) == "1 von 2 Leistungen ist nicht gemeldet"
    table = words(page).split("Laut Liste", 1)[-1]
    assert table.index("&lt;script&gt;") < table.index("Hundesteuer anmelden")
    assert "Anderer Link Hinweis zu anderer Link. eisenach.example pvog.example Automatisch" in table
    assert "Nicht gemeldet Hinweis zu nicht gemeldet. kein Link gemeldet keiner Schlüssel laut Liste" in table
    assert heading(other) == "1 von 2 Leistungen: anderer Link"
    assert "/katalog/bestandsabgleich.csv?befund=anderer+Link" in other.text
    assert (heading(searched), heading(nothing)) == ("1 von 2 Leistungen", "0 von 2 Leistungen")
    assert "Nichts passt zu dieser Auswahl." in nothing.text


def test_the_own_list_is_in_the_navigation_where_there_is_one(filled: Path) -> None:
    page, start = visit(filled, ["/eigene-liste", "/"])
    assert '<a href="/eigene-liste" aria-current="page">Eigene Liste</a>' in page.text
    assert '<a href="/eigene-liste">Eigene Liste</a>' in start.text


def test_without_an_own_list_its_page_says_how_to_get_one_and_is_not_in_the_navigation(katalog: Path) -> None:
    fill(katalog, ROWS, RESULTS)
    page = one(katalog, "/eigene-liste")
    assert heading(page) == "Noch keine eigene Liste"
    assert "thavel import bestand" in page.text
    assert 'href="/eigene-liste"' not in page.text


def test_the_words_of_these_pages_are_explained(filled: Path) -> None:
    page = one(filled, "/hilfe")
    for anchor in ("sicherheit", "beleg", "geber", "trichter", "herkunft", "nachnutzung"):
        assert f'<dt id="{anchor}">' in page.text
