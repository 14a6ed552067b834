"""How far a procedure follows fixed rules: only what the rules and the process say, and unclear otherwise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.database import connect
from comparisons.forms.automation import (
    DECISION_KIND,
    GROUP,
    NO_ACTIVITIES,
    NO_PROCESS,
    NOTHING_KNOWN,
    Code,
    Process,
    Processes,
    ProcessFacts,
    Split,
    process_rows,
    split,
)
from importers.fim.xprozess import XProzess
from tests.importers.fim.documents import code, export, klasse, load, prozess

DOG, CAT = "99102013104000", "99102013104001"
RULES = {
    (GROUP, "1"): "ja",
    (GROUP, "2"): "ja",
    (GROUP, "5"): "unklar",
    (GROUP, "9"): "nein",
    (DECISION_KIND, "1"): "ja",
    (DECISION_KIND, "2"): "nein",
}


def activity(group: str | None, decision: str | None = None) -> str:
    kind = code("referenzaktivitaetengruppeTyp", group) if group else ""
    more = f"<spezifischeAttribute5>{code('entscheidungsart', decision)}</spezifischeAttribute5>" if decision else ""
    return (
        f"<aktivitaetengruppe>{kind}<id>1</id><spezifischeAttribute>{more}</spezifischeAttribute></aktivitaetengruppe>"
    )


def facts(katalog: Path, key: str) -> ProcessFacts | None:
    db = connect(katalog)
    try:
        return Processes.of(db).facts(key)
    finally:
        db.close()


# How activities are sorted


def test_the_group_decides_and_a_decision_by_its_kind() -> None:
    counts = {(GROUP, "1"): 2, (GROUP, "5"): 2, (GROUP, "9"): 1, (DECISION_KIND, "1"): 1, (DECISION_KIND, "2"): 1}
    assert split(5, counts, RULES) == Split(3, 2, 0)


@pytest.mark.parametrize(
    ("activities", "counts", "expected"),
    [
        (3, {}, Split(0, 0, 3)),
        (3, {(GROUP, "7"): 3}, Split(0, 0, 3)),
        (3, {(GROUP, "1"): 1}, Split(1, 0, 2)),
        (2, {(GROUP, "5"): 2, (DECISION_KIND, "1"): 1}, Split(1, 0, 1)),
        (1, {(GROUP, "5"): 1, (DECISION_KIND, "8"): 1}, Split(0, 0, 1)),
        # Two kinds for one decision, or for none: nobody knows which holds.
        (1, {(GROUP, "5"): 1, (DECISION_KIND, "1"): 1, (DECISION_KIND, "2"): 1}, Split(0, 0, 1)),
        (1, {(GROUP, "1"): 1, (DECISION_KIND, "2"): 1}, Split(1, 0, 0)),
        (1, {(GROUP, "1"): 3}, Split(3, 0, 0)),
    ],
)
def test_what_nothing_decides_is_unclear(activities: int, counts: dict[tuple[str, str], int], expected: Split) -> None:
    assert split(activities, counts, RULES) == expected


def test_a_rule_for_the_deciding_group_itself_comes_before_the_kind_of_decision() -> None:
    counts = {(GROUP, "5"): 1, (DECISION_KIND, "1"): 1}
    assert split(1, counts, {**RULES, (GROUP, "5"): "nein"}) == Split(0, 1, 0)


@given(
    st.integers(0, 50),
    st.dictionaries(st.tuples(st.sampled_from([GROUP, DECISION_KIND]), st.sampled_from("12579")), st.integers(1, 9)),
)
def test_no_activity_is_lost_or_counted_twice(activities: int, counts: dict[tuple[str, str], int]) -> None:
    grouped = sum(number for (art, _), number in counts.items() if art == GROUP)
    found = split(activities, counts, RULES)
    assert sum(found) == max(activities, grouped)
    assert min(found) >= 0


# What the catalogue says


def test_a_process_says_how_it_ends_and_how_many_activities_follow_rules(katalog: Path) -> None:
    steps = "".join(activity(group) for group in "1223") + activity("5", "2") + activity(None)
    load(katalog, export(klassen=klasse(DOG), prozesse=prozess(DOG, activities=steps)), source=XProzess)
    found = facts(katalog, DOG)
    assert found == ProcessFacts(
        Process(DOG, "01.00.00", "101", "310", "501", 6, None),
        Code("310", None),
        Code("501", None),
        activities=6,
        rule_bound=4,
        discretionary=0,
        unclear=2,
        note="Nach festen Regeln laufen mindestens 4 von 6 Aktivitäten ab. "
        "Bei 2 sagt FIM nicht, ob es einen Spielraum gibt.",
    )
    assert found.share == 4 / 6
    assert facts(katalog, CAT) is None


def test_the_towns_rules_and_published_code_lists_are_used(katalog: Path) -> None:
    load(
        katalog,
        export(klassen=klasse(DOG), prozesse=prozess(DOG, activities=activity("1") + activity("5", "2"))),
        source=XProzess,
    )
    db = connect(katalog)
    db.execute("UPDATE aktivitaetsarten SET regelgebunden = 'nein' WHERE art = ? AND code = '2'", [DECISION_KIND])
    for name, value, label in (("handlungsform", "310", "Bescheid"), ("entscheidungsart", "2", "nach Ermessen")):
        urn = f"urn:xoev-de:xprozess:codeliste:{name}"
        db.execute("INSERT INTO codes VALUES (?, ?, ?, 'Test')", [urn, value, label])
    db.close()
    found = facts(katalog, DOG)
    assert found and (found.handlungsform, found.verfahrensart) == (Code("310", "Bescheid"), Code("501", None))
    assert (found.rule_bound, found.discretionary, found.unclear) == (1, 1, 0)
    assert found.note == (
        "Nach festen Regeln laufen mindestens 1 von 2 Aktivitäten ab. Ermessen oder Beurteilung verlangen 1. "
        "Entschieden wird so: nach Ermessen."
    )


def test_without_a_process_its_class_says_how_it_ends_and_nothing_else(katalog: Path) -> None:
    load(katalog, export(klassen=klasse(DOG, version="02.00.00", handlungsform="320") + klasse(DOG)), source=XProzess)
    found = facts(katalog, DOG)
    assert found == ProcessFacts(
        Process(None, "02.00.00", "", "320", "501", None, None), Code("320", None), Code("501", None),
        None, None, None, None, NO_PROCESS,
    )  # fmt: skip
    assert found.share is None


def test_a_process_without_activities_and_one_of_unknown_ones_make_no_statement(katalog: Path) -> None:
    load(
        katalog,
        export(prozesse=prozess(DOG) + prozess(CAT, activities=activity("4") + activity("8"))),
        source=XProzess,
    )
    empty, unknown = facts(katalog, DOG), facts(katalog, CAT)
    assert empty and unknown
    assert (empty.activities, empty.share, empty.note) == (None, None, NO_ACTIVITIES)
    assert (unknown.activities, unknown.unclear, unknown.share, unknown.note) == (2, 2, None, NOTHING_KNOWN)


def test_the_newest_process_that_names_activities_counts(katalog: Path) -> None:
    load(
        katalog,
        export(
            prozesse=prozess(DOG, version="9.0", activities=activity("1"))
            + prozess(DOG, version="10.0", activities=activity("1") + activity("2"))
            + prozess(DOG, version="11.0")
        ),
        source=XProzess,
    )
    found = facts(katalog, DOG)
    assert found and (found.process.version, found.activities) == ("10.0", 2)


@pytest.mark.parametrize(("laender", "known"), [("09 16", True), ("13", False), (None, True)])
def test_a_process_of_other_laender_says_nothing(katalog: Path, laender: str | None, known: bool) -> None:
    load(katalog, export(prozesse=prozess(DOG, activities=activity("1"))), source=XProzess)
    db = connect(katalog)
    db.execute("UPDATE prozesse SET laender = ?", [laender])
    db.close()
    assert (facts(katalog, DOG) is not None) is known


def test_rows_are_made_of_what_is_known(katalog: Path) -> None:
    load(
        katalog,
        export(klassen=klasse(CAT), prozesse=prozess(DOG, activities=activity("1") + activity("4"))),
        source=XProzess,
    )
    db = connect(katalog)
    rows = process_rows(Processes.of(db, [DOG, CAT]), [DOG, CAT, "99085001012000"])
    assert process_rows(Processes.of(db, [CAT]), [DOG]) == []
    db.close()
    assert [tuple(row.values()) for row in rows] == [
        (
            DOG, DOG, "01.00.00", "101", None, None, 2, 1, 0, 1, 0.5,
            "Nach festen Regeln laufen mindestens 1 von 2 Aktivitäten ab. "
            "Bei 1 sagt FIM nicht, ob es einen Spielraum gibt.",
        ),
        (CAT, None, None, None, "310", "501", None, None, None, None, None, NO_PROCESS),
    ]  # fmt: skip


@pytest.mark.needs_shared
def test_the_real_process_is_rule_bound_in_at_least_seven_of_twelve_activities(katalog: Path, shared: Path) -> None:
    load(katalog, *(shared / "xprozess").glob("*.xml"), source=XProzess)
    found = facts(katalog, "99006028261000")
    assert found
    # Receive 1, provide 4, check formally 2; check in substance 2, decide 1, involve others 2.
    assert (found.activities, found.rule_bound, found.discretionary, found.unclear) == (12, 1 + 4 + 2, 0, 2 + 1 + 2)
    assert (found.handlungsform, found.verfahrensart) == (Code("310", None), Code("501", None))
