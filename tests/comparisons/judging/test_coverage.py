"""How far a town is: what is online counts once, as inherited, reused or its own, and only by links that work."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue.patterns import RulePattern
from comparisons.compare import compare
from comparisons.inputs.snapshot import SnapshotLeistung
from comparisons.judging.coverage import Coverage, Funnel, standing_of, standing_rows
from comparisons.judging.viewpoint import Viewpoint
from comparisons.solutions.recogniser import Pattern, Recogniser
from tests.comparisons.ranking.test_donors import ALL
from tests.comparisons.world import (
    EISENACH,
    ERFURT,
    GOTHA,
    JENA,
    KREIS_TASK,
    LAND_TASK,
    LOV,
    LOVD,
    OTHER,
    RULES,
    SALZUNGEN,
    SUHL,
    TAX,
    World,
    snapshot,
    together,
    understood,
)
from tests.reading import rows

PLATFORM = Pattern(
    "platform",
    "platform.example",
    RulePattern(r"^/(?P<instanz>\d+)", "loesungsmuster.csv"),
    "{leistung}",
    "{host}/{instanz}",
    "Verfahren",
    "Plattform",
    None,
    None,
    "einrichten",
    "gering",
)
LAND, OWN = "https://land.example/1", "https://eisenach.example/1"


def _counted(facts: World) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of funnel, coverage and standing, seen from Eisenach with Gotha as peer."""
    look = Viewpoint.of(facts, EISENACH, frozenset({GOTHA.ags}), RULES)
    funnel, coverage, standings = Funnel(look), Coverage(), []
    for here in understood(facts, Recogniser([PLATFORM], []), facts.leistungen):
        standing = standing_of(here, look)
        if standing:
            standings.append(standing)
            coverage.add(standing.verdict.zustaendig, here)
            funnel.add(standing.verdict.zustaendig, here)
    return funnel.rows(), coverage.rows(look), standing_rows(standings, facts)


def _steps(themenfeld: str, ags: str, *numbers: int) -> dict[str, Any]:
    names = ("zustaendig", "beschrieben", "online", "geerbt", "nachgenutzt", "eigen")
    return {"themenfeld": themenfeld, "ags": ags, "kommune": ALL[ags].name, **dict(zip(names, numbers, strict=True))}


def _world() -> World:
    """Eisenach has its own service for TAX, a reused one for LOV, a Land-wide one for LOVD; a neighbour has none."""
    facts = snapshot(
        {
            EISENACH.ags: {TAX: OWN, LOV: "https://platform.example/1", LOVD: LAND, OTHER: OWN},
            SALZUNGEN.ags: {},
            GOTHA.ags: {TAX: "https://gotha.example/1", LOVD: LAND, KREIS_TASK: LAND},
            SUHL.ags: {LOV: "https://platform.example/2"},
            ERFURT.ags: {LOVD: LAND, KREIS_TASK: "https://erfurt.example/1"},
        },
        towns=ALL,
    )
    leistungen = {
        **facts.leistungen,
        TAX: SnapshotLeistung(TAX, "Hundesteuer", "Steuern", None, None, described=True),
        LOVD: SnapshotLeistung(LOVD, "Anmeldung", None, None, None, described=False),
    }
    return replace(facts, leistungen=leistungen)


def test_the_funnel_splits_what_is_online_by_themenfeld_and_way() -> None:
    funnel, _, _ = _counted(_world())
    assert funnel == [
        _steps("Steuern", EISENACH.ags, 1, 1, 1, 0, 0, 1),
        _steps("Steuern", GOTHA.ags, 1, 1, 1, 1, 0, 0),
        _steps("alle", EISENACH.ags, 3, 2, 3, 1, 1, 1),
        _steps("alle", GOTHA.ags, 3, 2, 2, 2, 0, 0),
        _steps("ohne Themenfeld", EISENACH.ags, 2, 1, 2, 1, 1, 0),
        _steps("ohne Themenfeld", GOTHA.ags, 2, 1, 1, 1, 0, 0),
    ]


def test_coverage_and_standing_tell_the_same_story() -> None:
    _, coverage, standings = _counted(_world())
    assert [(row["ags"], row["vergleichbar"], *list(row.values())[3:]) for row in coverage] == [
        (ERFURT.ags, 0, 3, 1, 0, 1),
        (SUHL.ags, 0, 3, 1, 1, 1),
        (SALZUNGEN.ags, 0, 3, 0, 0, 1),
        (EISENACH.ags, 0, 3, 3, 2, 1),
        (GOTHA.ags, 1, 3, 2, 0, 1),
    ]
    assert [
        (row["leistungsschluessel"], row["zustaendig"], row["stand"], row["verwaltungen"]) for row in standings
    ] == [
        (LAND_TASK, "nein", "nirgends online", 0),
        (KREIS_TASK, "nein", "nur anderswo online", 2),
        (TAX, "ja", "online", 1),
        (OTHER, "unklar", "online", 0),
        (LOV, "ja", "online", 1),
        (LOVD, "ja", "online", 2),
    ]


def test_what_is_online_only_by_the_land_because_the_own_link_is_broken_is_inherited() -> None:
    places = (EISENACH, GOTHA, ERFURT, JENA)
    land = snapshot({SALZUNGEN.ags: {}, **{town.ags: {TAX: LAND} for town in places}}, towns=ALL)
    own = snapshot({SALZUNGEN.ags: {}, EISENACH.ags: {TAX: OWN}}, towns=ALL, broken=[OWN])
    facts = replace(together(land, own), defects=own.defects)
    funnel, coverage, _ = _counted(facts)
    (eisenach,) = [row for row in funnel if row["ags"] == EISENACH.ags and row["themenfeld"] == "alle"]
    assert eisenach == _steps("alle", EISENACH.ags, 3, 3, 1, 1, 0, 0)
    (row,) = [row for row in coverage if row["ags"] == EISENACH.ags]
    assert (row["online"], row["online_eigen"]) == (1, 0)


def test_a_link_that_was_found_broken_is_not_online() -> None:
    facts = snapshot({SALZUNGEN.ags: {}, EISENACH.ags: {TAX: OWN}}, towns=ALL, broken=[OWN])
    funnel, coverage, _ = _counted(facts)
    assert {row["online"] for row in [*funnel, *coverage]} == {0}


def _sums(funnel: Iterable[tuple[Any, ...]]) -> None:
    """Check that the ways add up to what is online, and the fields to the whole."""
    lines = list(funnel)
    assert lines
    for _, _, zustaendig, beschrieben, online, geerbt, nachgenutzt, eigen in lines:
        assert geerbt + nachgenutzt + eigen == online <= zustaendig >= beschrieben
    for ags in {line[1] for line in lines}:
        (whole,) = [line[2:] for line in lines if line[:2] == ("alle", ags)]
        fields = [line[2:] for line in lines if line[1] == ags and line[0] != "alle"]
        assert whole == tuple(map(sum, zip(*fields, strict=True)))


FUNNEL = "SELECT themenfeld, ags, zustaendig, beschrieben, online, geerbt, nachgenutzt, eigen FROM trichter"


def test_the_funnel_of_the_sample_adds_up_and_agrees_with_the_coverage(sample_catalogue: Path) -> None:
    for ags in ("16063105", "16051000", "16055000"):
        compare(sample_catalogue, ags=ags, peers=["16052000", "16053000"])
        found = rows(sample_catalogue, FUNNEL)
        _sums(found)
        coverage: dict[str, str] = dict(
            rows(sample_catalogue, "SELECT ags, leistungen || ' ' || online FROM abdeckung")
        )
        whole = {line[1]: f"{line[2]} {line[4]}" for line in found if line[0] == "alle"}
        assert whole == {town: coverage[town] for town in {ags, "16052000", "16053000"}}


def test_a_town_that_is_named_as_its_own_peer_counts_once(sample_catalogue: Path) -> None:
    tables = ("trichter", "abdeckung", "luecken", "kandidat_punkte", "kooperationen")
    compare(sample_catalogue, ags="16055000", peers=["16052000"])
    alone = [rows(sample_catalogue, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables]
    compare(sample_catalogue, ags="16055000", peers=["16055000", "16052000"])
    assert [rows(sample_catalogue, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables] == alone
    assert rows(sample_catalogue, "SELECT vergleichskommunen, vergleichbare FROM vergleich") == [("Gera", 1)]
