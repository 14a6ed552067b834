"""The comparison from catalogue to catalogue: replaced as a whole, repeatable, and helpful where it cannot be made."""

from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from catalogue.store.results import TABLES
from comparisons.compare import compare
from importers.fim.xprozess import XProzess
from tests.importers.fim.documents import export, feld, klasse, load, schema, stelle


def _results(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = connect(path)
    rows = {table.name: db.execute(f"SELECT * FROM {table.name} ORDER BY 1, 2, 3").fetchall() for table in TABLES}
    rows["kommunen"] = db.execute("SELECT ags, onlinedienste, eigene_onlinedienste FROM kommunen ORDER BY 1").fetchall()
    rows["onlinedienste"] = db.execute("SELECT id, loesung_id FROM onlinedienste ORDER BY 1").fetchall()
    db.close()
    return rows


def test_comparing_again_and_for_another_town_in_between_gives_the_same(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    first = _results(sample_catalogue)
    compare(sample_catalogue, ags="16051000")
    assert _results(sample_catalogue)["luecken"] != first["luecken"]
    compare(sample_catalogue)
    again = _results(sample_catalogue)
    time_of = [column.name for column in TABLES[0].columns].index("zeitpunkt")
    for rows in (first, again):
        rows["vergleich"] = [row[:time_of] + row[time_of + 1 :] for row in rows["vergleich"]]
    assert again == first


def test_the_coverage_has_the_same_base_for_every_town(sample_catalogue: Path) -> None:
    summary = compare(sample_catalogue)
    db = connect(sample_catalogue)
    rows = {row[1]: row[3:6] for row in db.execute("SELECT * FROM abdeckung").fetchall()}
    db.close()
    # 30 of the 64 Leistungen of the sample are described or offered and Eisenach's task: 22 of the Gemeinde, three each
    # of the Straßenverkehrsbehörde and the Bauaufsicht that it is itself, Fischereischein and Reisegewerbekarte.
    assert {base for base, _, _ in rows.values()} == {30} == {summary.responsible}
    assert rows["Eisenach, Stadt"] == (30, 8, 0)
    assert rows["Weimar, Stadt"] == (30, 17, 10)


def _check(path: Path, result: str) -> None:
    """Note this result for a link that is valid in Eisenach for a Leistung that is its task."""
    db = connect(path)
    db.execute(
        "INSERT OR REPLACE INTO linkpruefungen (url, geprueft_am, ergebnis, http_status, grund, seit, quelle)"
        " SELECT min(a.url), '2026-11-26T03:17:00Z', ?, 404, 'Weg.', '2026-11-26T03:17:00Z', 'links'"
        " FROM angebote a JOIN leistungsstand s ON s.leistungsschluessel = a.leistungsschluessel"
        " WHERE a.ags = '16063105' AND s.zustaendig = 'ja'",
        [result],
    )
    db.close()


def test_only_a_link_that_was_found_broken_changes_the_comparison(sample_catalogue: Path) -> None:
    before = compare(sample_catalogue)
    for result in ("ok", "umgezogen", "nicht prüfbar"):
        _check(sample_catalogue, result)
        assert compare(sample_catalogue) == before
    _check(sample_catalogue, "defekt")
    after = compare(sample_catalogue)
    assert (after.gaps["Link defekt"], before.gaps.get("Link defekt")) == (before.online - after.online, None)
    db = connect(sample_catalogue)
    reasons = db.execute("SELECT DISTINCT art_grund FROM luecken WHERE art = 'Link defekt'").fetchall()
    db.close()
    assert reasons == [("Der Onlinedienst ist gemeldet, sein Link war am 26.11.2026 defekt: Weg.",)]


def test_online_services_of_a_municipality_are_counted_and_own_ones_apart(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    db = connect(sample_catalogue)
    rows = db.execute("SELECT name, onlinedienste, eigene_onlinedienste FROM kommunen WHERE onlinedienste > 0")
    counts = {name: (total, own) for name, total, own in rows}
    distinct = dict(
        db.execute("SELECT kommune, count(DISTINCT onlinedienst_id) FROM angebote GROUP BY kommune").fetchall()
    )
    db.close()
    assert {name: total for name, (total, _) in counts.items()} == distinct
    assert counts["Eisenach, Stadt"][1] == 0
    assert counts["Weimar, Stadt"][1] > 10


def test_the_view_of_offers_shows_level_solution_and_reason(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    db = connect(sample_catalogue)
    row = db.execute(
        "SELECT kommune, leistung, url, ebene, ebene_grund, loesung, plattform, quelle, verschwunden_am FROM angebote"
        " WHERE ags = '16055000' AND leistungsschluessel = '99090023276000'"
    ).fetchall()
    db.close()
    assert row == [
        (
            "Weimar, Stadt",
            "Baumfällgenehmigung beantragen",
            "https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc",
            "Kommune",
            "Der Link kommt nur in Weimar vor, und Weimar ist kreisfrei.",
            "ThAVEL-Verfahren: Baumfällgenehmigung beantragen",
            "ThAVEL",
            "pvog",
            None,
        )
    ]


def test_a_town_that_was_not_harvested_is_not_compared(sample_catalogue: Path) -> None:
    with pytest.raises(ThavelError, match="Gotha ist noch nicht erfasst.*thavel import pvog --ars 160670029029"):
        compare(sample_catalogue, ags="16067029")


def test_forms_and_procedures_of_gaps_and_of_what_is_online_are_compared_and_no_others(sample_catalogue: Path) -> None:
    gap, online, neither = "99102013104000", "99115005104000", "99888001001000"
    field = stelle("1:1", feld("F60000000227", "Familienname", art="HAR"))
    load(
        sample_catalogue,
        *(
            schema(field, identifier=f"S{number:011d}", beschreibung=f"Leistungsschlüssel: {key}")
            for number, key in enumerate((gap, online, neither))
        ),
    )
    load(sample_catalogue, export(klassen=klasse(gap) + klasse(neither)), source=XProzess)
    compare(sample_catalogue)
    rows = _results(sample_catalogue)
    db = connect(sample_catalogue)
    (title,) = db.execute(
        "SELECT coalesce(bezeichnung_2, bezeichnung) FROM leistungen WHERE leistungsschluessel = ?", [online]
    ).fetchone()
    db.close()
    found = ("1.0.0", "Beschreibung", 1, 1, 1, 1, 1.0)
    assert rows["formularvergleich"] == [
        (gap, "S00000000000", *found, 1, 1, "Familienname", f"{title} ({online}): 1", 0),
        (online, "S00000000001", *found, 0, None, None, None, 1),
    ]
    assert [row[:1] + row[4:7] for row in rows["automatisierung"]] == [(gap, "310", "501", None)]


def test_a_failed_comparison_leaves_the_old_result(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    before = _results(sample_catalogue)
    with pytest.raises(ThavelError, match="weder ein AGS"):
        compare(sample_catalogue, ags="Eisenach")
    assert _results(sample_catalogue) == before
