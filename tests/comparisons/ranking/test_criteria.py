"""Each criterion says what it found and why, or that it found nothing, which then counts neither for nor against."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.database import connect
from catalogue.store.rules import read_rules, rule_file
from catalogue.tables.regeln import GEWICHTE
from comparisons.forms.once_only import Forms
from comparisons.inputs.rulebook import Rule, RuleBook
from comparisons.inputs.snapshot import SnapshotLeistung
from comparisons.judging.gaps import gap_of
from comparisons.judging.responsibility import Responsibilities
from comparisons.judging.viewpoint import Viewpoint
from comparisons.ranking import criteria
from comparisons.ranking.candidates import Weight, points_of
from comparisons.ranking.criteria import CRITERIA, CriterionValue, RankingFacts, evidence_of
from comparisons.ranking.demand import Demand
from comparisons.ranking.drafts import drafts_of
from comparisons.ranking.maturity import Maturity
from comparisons.ranking.reference import ReferenceGroup
from comparisons.ranking.trend import Trend
from tests.comparisons.world import (
    EISENACH,
    ERFURT,
    GOTHA,
    JENA,
    KLASSEN,
    LOV,
    NOTHING_KNOWN,
    OTHER,
    RULES,
    SUHL,
    TAX,
    TOWNS,
    World,
    circumstances,
    snapshot,
    understood,
)
from tests.importers.fim.documents import feld, load, schema, stelle

LINK = "https://one.example/1"
WORLD = snapshot(
    {
        EISENACH.ags: {},
        GOTHA.ags: {},
        ERFURT.ags: {TAX: LINK, OTHER: LINK},
        JENA.ags: {TAX: LINK},
        SUHL.ags: {TAX: "https://two.example/2"},
    }
)


def found(
    key: str,
    known: RankingFacts,
    *,
    facts: World = WORLD,
    efforts: Mapping[str, float | None] | None = None,
    forms: Forms | None = None,
    held: frozenset[str] = frozenset(),
    rules: Responsibilities = RULES,
) -> dict[str, CriterionValue]:
    """What is found for the solution behind `LINK` that would close the gap `key` of Eisenach, which has `held`."""
    look = Viewpoint.of(facts, EISENACH, frozenset(), rules)
    here = next(here for here in understood(facts) if here.key == key)
    gap = gap_of(here, look)
    assert gap
    about = circumstances(look, known, efforts)._replace(held=held)
    if forms:
        about = about._replace(forms=forms)
    drafts = {draft.solution.id: draft for draft in drafts_of(gap, here, look, about.group)}
    return evidence_of(drafts[f"unbekannt:{LINK.removeprefix('https://')}"], about)


def test_where_nothing_is_known_no_criterion_but_spread_has_a_value_and_each_says_so() -> None:
    assert found(OTHER, NOTHING_KNOWN) == {
        "verbreitung": CriterionValue(0.25, "1 von 4 erfassten anderen Verwaltungen bietet die Leistung online an."),
        "bewaehrung": CriterionValue(0.25, "1 von 4 nutzt dafür diese Lösung."),
        "aufwand": CriterionValue(None, "Aufwand der Übernahme: unbekannt."),
        "zustaendigkeit": CriterionValue(
            None,
            "Zuständigkeit unklar: Zu dieser Leistung ist noch keine Zuständigkeit hinterlegt (zustaendigkeiten.csv).",
        ),
        "pflicht": CriterionValue(
            None, "Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 gehört, ist nicht bekannt."
        ),
        "nachfrage": CriterionValue(None, "Fallzahlen der Kommune sind nicht bekannt."),
        "reife": CriterionValue(None, "FIM-Bausteine dieser Leistung sind nicht bekannt."),
        "trend": CriterionValue(None, "Noch keine Verwaltung ist lange genug beobachtet."),
        "datensparsamkeit": CriterionValue(None, "Zu vergleichende Datenschemata sind nicht bekannt."),
        "link": CriterionValue(None, "Ob ein Link zum Ziel führt, ist nicht geprüft."),
    }


def test_that_a_responsibility_is_only_assumed_is_named() -> None:
    book = RuleBook({("16", "99102"): Rule("Gemeinde", "angenommen", "Steuer.", "ThürKAG")}, KLASSEN)
    value = found(TAX, NOTHING_KNOWN, rules=Responsibilities(book))["zustaendigkeit"]
    assert value == CriterionValue(1.0, "Zuständig (angenommen): Steuer. (ThürKAG)")


def test_where_everything_is_known_each_criterion_has_a_value_and_its_reason() -> None:
    known = RankingFacts(
        Demand({TAX: (99, 2025), LOV: (9_999, 2025)}),
        Maturity({TAX: {"Steckbrief": "6", "Datenschema": "4"}}),
        Trend({TAX: 4}, 4),
        frozenset({LINK}),
    )
    leistungen = {
        **WORLD.leistungen,
        TAX: SnapshotLeistung(TAX, "Hundesteuer", "Steuern", "Steuern", None, described=True),
    }
    facts = replace(WORLD, leistungen=leistungen)
    assert found(TAX, known, facts=facts, efforts={"unbekannt": 0.1}) == {
        "verbreitung": CriterionValue(0.75, "3 von 4 erfassten anderen Verwaltungen bieten die Leistung online an."),
        "bewaehrung": CriterionValue(0.5, "2 von 4 nutzen dafür diese Lösung."),
        "aufwand": CriterionValue(0.1, "Aufwand der Übernahme: unbekannt."),
        "zustaendigkeit": CriterionValue(1.0, "Zuständig: Steuer. (ThürKAG)"),
        "pflicht": CriterionValue(1.0, "OZG-Leistung „Steuern“."),
        "nachfrage": CriterionValue(0.5, "99 Fälle im Jahr 2025, Platz 2 von 2 gezählten Leistungen."),
        "reife": CriterionValue(1 / 3, "FIM-Bausteine: Steckbrief gold, Datenschema nicht freigegeben, Prozess fehlt."),
        "trend": CriterionValue(1.0, "4 von 4 beobachteten Verwaltungen bieten sie seit höchstens 12 Monaten an."),
        "datensparsamkeit": CriterionValue(None, "Zu vergleichende Datenschemata sind nicht bekannt."),
        "link": CriterionValue(1.0, "Der Link zu einem Geber führt zum Ziel."),
    }


def test_each_criterion_is_listed_once_with_its_function_and_has_a_line_with_title_weight_and_meaning() -> None:
    lines = {str(row[0]): row for row in read_rules(GEWICHTE, rule_file(GEWICHTE, None))}
    names = [criterion.name for criterion in CRITERIA]
    assert names == list(lines)
    assert len({criterion.value for criterion in CRITERIA}) == len(names)
    for _, title, weight, meaning, source in lines.values():
        assert title and meaning and source and isinstance(weight, float) and weight > 0


def test_no_other_module_knows_a_criterion_by_name() -> None:
    # The other names are ordinary words of the catalogue too: a column, a page, an anchor.
    names = {"verbreitung", "bewaehrung", "pflicht", "reife", "datensparsamkeit", "nachfrage", "trend"}
    assert names < {criterion.name for criterion in CRITERIA}
    root = Path(criteria.__file__).parents[2]
    found = [
        f"{path.relative_to(root).as_posix()}: {node.value}"
        for room in ("catalogue", "comparisons", "importers")
        for path in sorted((root / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names and path != Path(criteria.__file__)
    ]
    assert found == []


def test_nobody_to_compare_with_is_no_evidence_of_spread() -> None:
    alone = snapshot({EISENACH.ags: {}, ERFURT.ags: {TAX: LINK}})
    facts = replace(alone, harvested=frozenset({EISENACH.ags}))
    assert ReferenceGroup.of(Viewpoint.of(facts, EISENACH, frozenset(), RULES)) == ReferenceGroup(
        frozenset(), "erfassten anderen Verwaltungen"
    )
    evidence = found(TAX, NOTHING_KNOWN, facts=facts)
    assert [evidence[name] for name in ("verbreitung", "bewaehrung")] == [
        CriterionValue(None, "0 von 0 erfassten anderen Verwaltungen bieten die Leistung online an."),
        CriterionValue(None, "0 von 0 nutzen dafür diese Lösung."),
    ]


def test_broken_links_of_all_givers_count_against_and_of_some_neither_way() -> None:
    offered = {EISENACH.ags: {}, ERFURT.ags: {TAX: LINK}}
    facts = snapshot(offered, broken=[LINK])
    assert found(TAX, NOTHING_KNOWN, facts=facts)["link"] == CriterionValue(
        0.0, "Die Links zu allen Gebern sind defekt."
    )


@pytest.mark.parametrize(
    ("leistungen", "evidence"),
    [
        ({TAX: ("Abgaben", None)}, CriterionValue(1.0, "OZG-Leistung „Abgaben“.")),
        (
            {"99102013001000": ("Abgaben", None)},
            CriterionValue(1.0, "OZG-Leistung „Abgaben“, wie die übrigen Leistungen zum selben Gegenstand."),
        ),
        ({TAX: (None, "D1")}, CriterionValue(1.0, "Informationsbereich der EU-Verordnung 2018/1724: D1.")),
        ({"99102013001000": ("Abgaben", None), "99102013002000": ("Anderes", None)}, None),
        ({"99102012001000": ("Abgaben", None)}, None),
    ],
)
def test_a_duty_follows_from_the_leistung_or_from_all_others_on_its_object(
    leistungen: dict[str, tuple[str | None, str | None]], evidence: CriterionValue | None
) -> None:
    known = {
        key: SnapshotLeistung(key, key, "Feld", ozg, sdg, described=True) for key, (ozg, sdg) in leistungen.items()
    }
    facts = replace(WORLD, leistungen=known)
    unknown = CriterionValue(
        None, "Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 gehört, ist nicht bekannt."
    )
    assert found(TAX, NOTHING_KNOWN, facts=facts)["pflicht"] == (evidence or unknown)


def test_eight_of_many_peers_are_named() -> None:
    crowd = {
        f"160740{n:02d}": SUHL._replace(ags=f"160740{n:02d}", name=f"Ort {n:02d}", verwaltung=f"1607400{n:02d}")
        for n in range(10)
    }
    facts = snapshot({EISENACH.ags: {}, **{ags: {} for ags in crowd}}, towns={**TOWNS, **crowd})
    group = ReferenceGroup.of(Viewpoint.of(facts, EISENACH, frozenset(crowd), RULES))
    named = "Ort 00, Ort 01, Ort 02, Ort 03, Ort 04, Ort 05, Ort 06, Ort 07 und 2 weitere"
    assert (len(group.members), group.name) == (10, f"erfassten vergleichbaren Verwaltungen ({named})")


def test_shared_data_fields_are_evidence_only_where_there_are_forms_to_compare(katalog: Path) -> None:
    name, dog = feld("F60000000227", "Familienname", art="HAR"), feld("F00000000002", "Rasse")
    load(
        katalog,
        schema(
            stelle("1:1", name) + stelle("1:1", dog),
            identifier="S00000000001",
            beschreibung=f"Leistungsschlüssel: {TAX}",
        ),
        schema(stelle("1:1", name), identifier="S00000000002", beschreibung=f"Leistungsschlüssel: {LOV}"),
    )
    db = connect(katalog)
    forms = Forms.of(db, {TAX, LOV, OTHER})
    db.close()
    nothing = CriterionValue(None, "Zu vergleichende Datenschemata sind nicht bekannt.")

    def evidence(key: str, *held: str) -> CriterionValue:
        facts = snapshot({EISENACH.ags: {}, ERFURT.ags: {key: LINK}})
        return found(key, NOTHING_KNOWN, facts=facts, forms=forms, held=frozenset(held))["datensparsamkeit"]

    assert evidence(TAX, LOV, OTHER) == CriterionValue(
        0.5, "1 von 2 Datenfeldern wird schon bei anderen Leistungen abgefragt, 1 ist harmonisiert."
    )
    assert evidence(LOV, TAX) == CriterionValue(
        1.0, "1 von 1 Datenfeldern wird schon bei anderen Leistungen abgefragt, 1 ist harmonisiert."
    )
    assert (evidence(OTHER, LOV), evidence(TAX, OTHER)) == (nothing, nothing)


NAMES = sorted(criterion.name for criterion in CRITERIA)
evidence_by_name = st.fixed_dictionaries({name: st.none() | st.floats(0, 1) for name in NAMES})
weights_by_name = st.fixed_dictionaries({name: st.floats(0.01, 100) for name in NAMES})


def _rows(values: Mapping[str, float | None], weights: Mapping[str, float]) -> dict[str, float]:
    rows = points_of(
        {name: CriterionValue(value, "x") for name, value in values.items()},
        [Weight(name, name, weight, "q") for name, weight in weights.items()],
    )
    return {row.kriterium: row.punkte for row in rows}


@given(evidence_by_name, weights_by_name)
def test_a_criterion_without_evidence_changes_no_row_of_another(
    values: dict[str, float | None], weights: dict[str, float]
) -> None:
    known = {name: value for name, value in values.items() if value is not None}
    only_known = _rows(known, {name: weights[name] for name in known})
    assert _rows(values, weights) == {**dict.fromkeys(NAMES, 0.0), **only_known}


@given(evidence_by_name, weights_by_name, st.permutations(NAMES))
def test_points_do_not_depend_on_the_order_of_criteria(
    values: dict[str, float | None], weights: dict[str, float], order: list[str]
) -> None:
    assert _rows(values, {name: weights[name] for name in order}) == _rows(values, weights)


@given(evidence_by_name, weights_by_name, st.sampled_from(NAMES), st.floats(0, 1))
def test_more_of_one_criterion_is_never_worth_less(
    values: dict[str, float | None], weights: dict[str, float], name: str, other: float
) -> None:
    less, more = sorted([values[name] or 0.0, other])
    before, after = _rows({**values, name: less}, weights), _rows({**values, name: more}, weights)
    assert sum(before.values()) <= sum(after.values()) + 1e-9
    assert all(abs(before[key] - after[key]) < 0.1 + 1e-9 for key in NAMES if key != name)


@given(evidence_by_name.filter(lambda values: any(value is not None for value in values.values())), weights_by_name)
def test_the_best_in_everything_known_has_all_points(
    values: dict[str, float | None], weights: dict[str, float]
) -> None:
    best = {name: None if value is None else 1.0 for name, value in values.items()}
    assert round(sum(_rows(best, weights).values()), 6) == 100
