"""The site of the demo in a real browser, narrow and wide: nothing from elsewhere, no error, nothing cut off."""

import itertools
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from catalogue.site.metadata import NOT_PUBLIC
from catalogue.tables import CATALOGUE, DECISIONS

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ROOT = Path(__file__).parents[3]
SAMPLE = "Stichprobe vom 4. Oktober 2026"
WIDTHS = (360, 1280)
HEIGHT = 900
SIDEWAYS = "(scrollTo({left: 9999, behavior: 'instant'}), scrollX)"
SERVE = """
import sys
from pathlib import Path
from catalogue.site import serve
serve(Path(sys.argv[1]), "127.0.0.1", 0, lambda address: print(address, flush=True))
"""
# Every link was checked, every gap has a form and a procedure, and the longest words were found.
CHECKED = """
INSERT INTO linkpruefungen (url, geprueft_am, ergebnis, ziel, grund, seit, quelle)
SELECT DISTINCT url, '2026-11-26T03:17:00Z', CASE WHEN id LIKE '%1' THEN 'umgezogen' ELSE 'nicht prüfbar' END,
       CASE WHEN id LIKE '%1' THEN 'https://ein-sehr-langer-name-eines-servers.beispielstadtverwaltung.example/x' END,
       'Ob Programme die Seite abrufen dürfen, war nicht zu erfahren (robots.txt).', '2026-11-26T03:17:00Z', 'links'
FROM onlinedienste WHERE url IS NOT NULL GROUP BY url;
INSERT INTO datenschemata (id, version, id_xdf3, bezeichnung, felder, standard)
VALUES ('S00000000001', '1.0.0', 'S00000000001', 'Beschäftigungsverhältnisunterbrechung', 65, 'XDatenfelder');
INSERT INTO formularvergleich (leistungsschluessel, schema_id, schema_version, verknuepfung, datenschemata, stellen,
       felder, harmonisierte_felder, anteil_harmonisiert, verglichene_leistungen, gemeinsame_felder, beispiele,
       mit_leistungen, vorhanden)
SELECT leistungsschluessel, 'S00000000001', '1.0.0', 'Dokumentsteckbrief', 2, 65, 28, 26, 26.0 / 28, 12, 19,
       'Staatsangehörigkeitsfeststellungsverfahren, Familienname', 'Hundesteuerbefreiung (99102013104000): 19', 5
FROM luecken;
INSERT INTO automatisierung (leistungsschluessel, prozess_id, prozess_version, detaillierungsstufe, handlungsform,
       verfahrensart, aktivitaeten, regelgebunden, ermessen, unklar, anteil_regelgebunden, hinweis)
SELECT leistungsschluessel, leistungsschluessel, '01.00.00', '101', '310', '501', 12, 7, 1, 4, 7.0 / 12,
       'Nach festen Regeln laufen mindestens 7 von 12 Aktivitäten ab.'
FROM luecken;
"""
# Something changed lately, with the longest reasons.
CHANGED = """
INSERT INTO aenderungen (zeitpunkt, art, ags, kommune, leistungsschluessel, leistung, onlinedienst_id)
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-3 days'), 'neu', ags, kommune, leistungsschluessel, leistung,
       onlinedienst_id FROM angebote;
INSERT INTO lueckenverlauf (zeitpunkt, ags, leistungsschluessel, leistung, ereignis, vorher, nachher, grund)
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day'), v.ags, l.leistungsschluessel, l.bezeichnung, 'Art geändert',
       'landesweit verfügbar', 'verwandte Leistung online', l.art_grund FROM luecken l CROSS JOIN vergleich v
"""
# Many to ask and to invite, comparable towns, and a list of the town's own, with the longest names.
NEIGHBOURS = """
CREATE TEMP TABLE orte AS SELECT ags, name, row_number() OVER (ORDER BY length(name) DESC, ags) AS nr FROM kommunen
  WHERE gueltig_bis IS NULL AND ags <> '16063105' LIMIT 12;
INSERT OR REPLACE INTO kandidat_geber (leistungsschluessel, loesung_id, platz, ags, kommune, naehe, url, link_befund,
       stelle)
SELECT k.leistungsschluessel, k.loesung_id, o.nr, o.ags, o.name, 'vergleichbar, Nachbar im Kreis, 41.884 Einwohner',
       'https://ein-sehr-langer-name-eines-servers.beispielstadtverwaltung.example/' || o.nr,
       CASE o.nr % 2 WHEN 1 THEN 'am 26.11.2026 defekt: Die Seite wurde nicht gefunden (404).' END,
       'Ordnungsverwaltungsangelegenheitenabteilung der Stadtverwaltung'
FROM kandidaten k JOIN orte o ON o.nr <= 10;
INSERT OR REPLACE INTO kooperationen (leistungsschluessel, ags, kommune, verwaltung, gruppe)
SELECT l.leistungsschluessel, o.ags, o.name, 'Verwaltungsgemeinschaft Oberes Beispieltal-Musterhausen',
       CASE o.nr % 2 WHEN 1 THEN 'Kreis' ELSE 'vergleichbar' END FROM luecken l JOIN orte o;
INSERT INTO trichter (themenfeld, ags, kommune, zustaendig, beschrieben, online, geerbt, nachgenutzt, eigen)
SELECT t.themenfeld, o.ags, o.name, t.zustaendig, t.beschrieben, t.beschrieben, 0,
       t.beschrieben - o.nr % 2, o.nr % 2 FROM trichter t JOIN orte o;
INSERT INTO bestandsabgleich (ags, leistungsschluessel, leistung, befund, link_liste, link_pvog, zuordnung, hinweis)
SELECT '16063105', leistungsschluessel, bezeichnung,
       CASE rowid % 2 WHEN 1 THEN 'nicht gemeldet' ELSE 'anderer Link' END,
       'https://ein-sehr-langer-name-eines-servers.beispielstadtverwaltung.example/x',
       'https://noch-ein-langer-name-eines-servers.beispielstadtverwaltung.example/x', 'Schlüssel laut Liste',
       'Liste und PVOG führen zu verschiedenen Adressen; die der Liste kann eine Seite davor sein.' FROM luecken
"""
REPEATED_IDS = """
(ids => ids.filter((id, at) => ids.indexOf(id) < at))([...document.querySelectorAll("[id]")].map(e => e.id))
"""
PAGES = (
    "/", "/luecken", "/luecken?art=fehlt&zustaendig=ja", "/kandidaten", "/leistung/99102013104000",
    "/leistung/99027002012000", "/kommunen", "/kommunen?q=eis", "/kommune/16051000", "/kommune/16063105",
    "/kommune/16056000", "/aenderungen", "/trichter", "/trichter?themenfeld=Querschnitt", "/eigene-liste",
    "/eigene-liste?befund=anderer+Link", "/laeufe", "/lauf/1", "/lauf/3", "/regeln", "/hilfe", "/katalog",
    "/katalog/kommunen/16063105", "/katalog/kommunen?_search=eisenach&typ__contains=Stadt",
    "/entscheidungen", "/entscheidungen/entscheidungen/1",
    *(f"/entscheidungen/{relation.name}" for relation in DECISIONS),
    *(f"/katalog/{relation.name}" for relation in CATALOGUE if relation.name not in NOT_PUBLIC),
)  # fmt: skip

# Each test of pages takes some of them, so that several can be at work.
PARTS = [PAGES[part::6] for part in range(6)]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def site(fresh_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running server with the demo's catalogue."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(fresh_demo, folder, dirs_exist_ok=True)
    decide = ["decide", "99102013104000", "--status", "abgelehnt", "--fachbereich", "Ordnung", "--person", "MM"]
    command = [sys.executable, "-m", "cli", "--db", str(folder / "katalog.db"), *decide]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    with sqlite3.connect(folder / "katalog.db") as catalogue:
        catalogue.executescript(CHECKED)
        catalogue.executescript(CHANGED)
        catalogue.executescript(NEIGHBOURS)
    command = [sys.executable, "-c", SERVE, str(folder / "katalog.db")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().strip().rstrip("/")
            assert address, "the server ended early"
            yield address
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(params=WIDTHS)
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": HEIGHT})
    yield page
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("tab", WIDTHS[:1], indirect=True)
@pytest.mark.parametrize("part", PARTS, ids=range(len(PARTS)))
def test_every_page_fits_stays_on_this_host_and_is_in_order(site: str, tab: Page, part: Sequence[str]) -> None:
    elsewhere: list[str] = []
    errors: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            elsewhere.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(f"{tab.url}: {message.text}")

    tab.on("request", on_request)
    tab.on("console", on_console)
    tab.on("pageerror", lambda error: errors.append(f"{tab.url}: {error}"))
    for path in part:
        tab.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        answer = tab.goto(site + path)
        assert answer is not None and answer.status == 200, path
        errors += [f"{path}: {wrong}" for wrong in disorder(tab)]
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": HEIGHT})
            wide = tab.evaluate(SIDEWAYS)
            assert wide == 0, f"{path} scrolls sideways by {wide} px at {width} px"
    assert elsewhere == []
    assert errors == []


def disorder(tab: Page) -> Iterator[str]:
    """What is wrong with headings, labels and ids of the page, and with the note that this is a sample."""
    expect(tab.locator("h1")).to_have_count(1)
    expect(tab.locator("h1")).not_to_be_empty()
    expect(tab.get_by_text(SAMPLE).first).to_be_visible()
    levels = tab.evaluate("[...document.querySelectorAll('main h1,main h2,main h3')].map(h => +h.tagName[1])")
    if levels[0] != 1 or any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield f"levels of headings {levels}"
    unnamed = tab.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]),select')].filter(e => !e.labels.length).length"
    )
    if unnamed:
        yield f"{unnamed} fields without a label"
    if twice := tab.evaluate(REPEATED_IDS):
        yield f"ids that stand twice: {twice}"


def test_the_keyboard_reaches_the_content_first_and_explanations_on_focus(site: str, tab: Page) -> None:
    tab.goto(site)
    tab.keyboard.press("Tab")
    expect(tab.locator(":focus")).to_have_text("Zum Inhalt springen")
    tab.keyboard.press("Enter")
    expect(tab.locator("#inhalt")).to_be_focused()
    on_a_term = tab.locator(".begriff > a:focus")
    for _ in range(5):
        tab.keyboard.press("Tab")
        if on_a_term.count():
            break
    expect(on_a_term).to_have_count(1)
    explanation = tab.locator(".begriff__text").first
    expect(explanation).to_be_visible()
    box = explanation.bounding_box()
    viewport = tab.viewport_size
    assert box and viewport and box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"]


def test_filters_and_points_work_without_script(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/kandidaten")
    page.get_by_label("Plattform").select_option("ThAVEL")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page).to_have_url(re.compile("plattform=ThAVEL"))
    first = page.locator("details.kandidat").first
    first.locator("> summary").click()
    expect(first.get_by_text("Summe")).to_be_visible()
    page.goto(f"{site}/luecken")
    page.get_by_label("Art der Lücke").select_option("Aufgabe des Kreises")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.locator("h1")).to_contain_text("Aufgabe des Kreises")
    context.close()


def test_further_donors_open_without_script_and_the_bars_have_numbers(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": WIDTHS[0], "height": HEIGHT})
    page = context.new_page()
    page.goto(f"{site}/leistung/99102013104000")
    donors = page.locator("ul.geber > li:visible")
    expect(donors).to_have_count(3)
    page.get_by_text("7 weitere").click()
    expect(donors).to_have_count(10)
    page.goto(site)
    for row in page.locator("table.trichter tbody tr").all():
        expect(row.locator("svg[aria-hidden=true]")).to_have_count(1)
        expect(row.locator("strong")).to_have_text(re.compile(r"^\d+$"))
    page.get_by_role("link", name="Je Themenfeld ansehen").click()
    page.get_by_label("Themenfeld", exact=True).select_option("Querschnitt")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("heading", name="vergleichbaren: Querschnitt")).to_be_visible()
    context.close()


def test_a_stylesheet_is_applied_even_without_kern(site: str, tab: Page) -> None:
    tab.route("**/kern/**", lambda route: route.abort())
    tab.goto(site)
    assert tab.evaluate(SIDEWAYS) == 0
    assert tab.evaluate("getComputedStyle(document.querySelector('.filter, .kacheln')).display") == "grid"
