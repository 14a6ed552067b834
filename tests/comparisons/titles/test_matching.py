"""Which Leistung a title means, in a small catalogue of real names."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.database import connect
from comparisons.titles.matching import Match, Matcher
from tests.bench.matching import (
    OF_TOWNS,
    bench_matching,
    bund,
    catalogue_of_2019,
    labelled,
    meanings,
    real_data,
)

DOG, DOG_OBJECT, WASTE = "99102013104000", "99102013000000", "99001004012000"
CAR, CAR_OFF, BIRTH, MARRIAGE = "99036008007000", "99036003070000", "99027002012000", "99059004012000"
NAMES = [
    (DOG, "Hundesteuer Anmeldung"),
    (DOG_OBJECT, "Hundesteuer"),
    (WASTE, "Sperrmüll Abholung"),
    (CAR, "Kraftfahrzeug Zulassung"),
    (CAR_OFF, "Kraftfahrzeug Abmeldung"),
    (BIRTH, "Geburtsurkunde Ausstellung"),
    (MARRIAGE, "Eheurkunde Ausstellung"),
    ("99012001001000", "Abbruchgenehmigung Erteilung"),
    ("99050012104000", "Gewerbe Anmeldung"),
    ("99050012070000", "Gewerbe Abmeldung"),
]
MATCHER = Matcher(NAMES, [], meanings())


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Hundesteuer anmelden", DOG),
        ("Antrag auf Ausstellung einer Geburtsurkunde", BIRTH),
        ("Auto abmelden", CAR_OFF),
        ("Kfz zulassen", CAR),
        ("Urkunde über die Eheschließung beantragen", MARRIAGE),
        ("Genehmigung für den Abbruch beantragen", "99012001001000"),
        ("SPERRMUELL abholen lassen", WASTE),
        ("Hundesteuer", DOG_OBJECT),
    ],
)
def test_a_title_finds_its_leistung_first(title: str, key: str) -> None:
    assert MATCHER.candidates(title)[0].key == key


def test_a_title_that_is_a_name_is_certain_and_the_reason_says_so() -> None:
    best = MATCHER.candidates("  hundesteuer ANMELDUNG ")
    assert best[0] == Match(DOG, "Hundesteuer Anmeldung", 1.0, "Der Titel stimmt überein.", certain=True)
    assert MATCHER.automatic(best) == best[0]


def test_a_title_that_is_the_name_of_two_leistungen_is_not_taken_unasked() -> None:
    matcher = Matcher([*NAMES, ("99102013104001", "Hundesteuer Anmeldung")], [], meanings())
    best = matcher.candidates("Hundesteuer Anmeldung", 2)
    reason = "Der Titel stimmt bei mehreren Leistungen überein."
    assert best == [
        Match(DOG, "Hundesteuer Anmeldung", 0.5, reason),
        Match("99102013104001", "Hundesteuer Anmeldung", 0.5, reason),
    ]
    assert matcher.automatic(best) is None


def test_a_title_without_specifying_words_means_the_general_leistung() -> None:
    lost = ("99027002012001", "Geburtsurkunde Ausstellung neu wegen Verlust")
    matcher = Matcher([*NAMES, lost], [], meanings())
    assert [match.key for match in matcher.candidates("Geburtsurkunde beantragen", 2)] == [BIRTH, lost[0]]
    assert matcher.candidates("Geburtsurkunde verloren")[0].key == lost[0]


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("Gewerbe anmelden und Auto abmelden", {"99050012104000", CAR_OFF}),
        ("Geburtsurkunde und Eheurkunde", {BIRTH, MARRIAGE}),
        ("Gewerbe an- und abmelden", {"99050012104000", "99050012070000"}),
    ],
)
def test_a_title_that_names_two_things_suggests_both_and_neither_is_taken_unasked(title: str, keys: set[str]) -> None:
    found = MATCHER.candidates(title, 3)
    assert keys <= {match.key for match in found}
    assert MATCHER.automatic(found) is None


def test_what_is_not_in_the_catalogue_is_not_taken_unasked() -> None:
    for title in ("Bibliotheksausweis", "Trauung", "Wahlschein anfordern", "Anmeldung", "Ausstellung beantragen"):
        assert MATCHER.automatic(MATCHER.candidates(title)) is None


@pytest.mark.parametrize("title", ["", "  ", "der die das", "§ 5", "\0", "日本"])
def test_a_title_without_words_of_the_catalogue_finds_nothing_certain(title: str) -> None:
    assert MATCHER.automatic(MATCHER.candidates(title)) is None


def test_an_empty_catalogue_finds_nothing() -> None:
    assert Matcher([]).candidates("Hundesteuer anmelden") == []


def test_the_citizens_title_of_the_catalogue_counts_as_well_as_the_name(sample_catalogue: Path) -> None:
    db = connect(sample_catalogue)
    db.execute(
        "UPDATE leistungen SET bezeichnung = 'Hundesteuer anmelden', bezeichnung_2 = 'Lieblingstier melden'"
        " WHERE leistungsschluessel = ?",
        [DOG],
    )
    best = Matcher.of(db).candidates("Lieblingstier melden", 1)
    db.close()
    assert best == [Match(DOG, "Hundesteuer anmelden", 1.0, "Der Titel stimmt überein.", certain=True)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Hundesteuer anmelden", "Hundesteuer anmelden"), ("§ 5", "§ 5"), (None, "Lieblingstier melden")],
)
def test_a_match_is_shown_with_the_name_of_the_catalogue_whatever_was_alike(
    sample_catalogue: Path, name: str | None, shown: str
) -> None:
    db = connect(sample_catalogue)
    db.execute(
        "UPDATE leistungen SET bezeichnung = ?, bezeichnung_2 = 'Lieblingstier melden' WHERE leistungsschluessel = ?",
        [name, DOG],
    )
    best = Matcher.of(db).candidates("Das Lieblingstier melden", 1)
    db.close()
    assert [(match.key, match.name) for match in best] == [(DOG, shown)]


DESCRIPTION = """
INSERT INTO leistungsbeschreibungen (id, redaktion, leistungsschluessel, bezeichnung, angaben, verschwunden_am,
  quelle, erstmals_gesehen, zuletzt_gesehen)
SELECT 'X.LB.' || ?1, 'X', ?1, ?2, ?3, ?4, 'pvog', 'x', 'x'
"""


@pytest.mark.parametrize("element", ["synonym", "modulBegriffImKontext/begriffImKontext/begriff"])
def test_synonyms_of_descriptions_find_their_leistung_and_those_of_gone_ones_do_not(
    katalog: Path, element: str
) -> None:
    db = connect(katalog)
    for entry in NAMES:
        db.execute("INSERT INTO leistungen (leistungsschluessel, bezeichnung) VALUES (?, ?)", entry)
    named = f'[["{element}", "Wauwau", null, null, null, null, "de"]]'
    db.execute(DESCRIPTION, [DOG, "Lieblingstier melden", named, None])
    db.execute(DESCRIPTION, [WASTE, "Rumpelkammer", named.replace("Wauwau", "Trödel"), "2026-01-01"])
    matcher = Matcher.of(db)
    db.close()
    assert matcher.candidates("Wauwau")[0].key == DOG
    assert matcher.candidates("Lieblingstier melden")[0][:2] == (DOG, "Hundesteuer Anmeldung")
    assert WASTE not in {match.key for title in ("Trödel", "Rumpelkammer") for match in matcher.candidates(title)}


def test_titles_that_are_known_speak_for_the_leistungen_of_their_group() -> None:
    known = [("Wauwau meldet sich", DOG_OBJECT), ("Wauwau zieht um", DOG)]
    plain, taught = Matcher(NAMES, [], meanings()), Matcher(NAMES, known, meanings())
    before, after = (matcher.evidence("Wauwau Kraftfahrzeug anmelden") for matcher in (plain, taught))
    assert (before[DOG].known_in_group, before[DOG].usual_group) == (0, 0)
    assert after[DOG].known_in_group > 0 and after[DOG_OBJECT].known_in_group > 0
    assert after[DOG].usual_group > 0 > after[CAR].usual_group


def test_a_known_title_speaks_for_the_others_of_its_group_and_not_for_its_own_leistung() -> None:
    evidence = Matcher(NAMES, [("Wauwau zieht um", DOG)], meanings()).evidence("Wauwau Hundesteuer")
    assert evidence[DOG_OBJECT].known_in_group > 0 == evidence[DOG].known_in_group


def test_what_most_known_titles_say_says_nothing_about_the_leistung() -> None:
    known = [(f"{name} wollen", key) for key, name in NAMES]
    plain, taught = Matcher(NAMES, [], meanings()), Matcher(NAMES, known, meanings())
    before = plain.evidence("Hundesteuer wollen")[DOG_OBJECT]
    after = taught.evidence("Hundesteuer wollen")[DOG_OBJECT]
    assert before.characters < 0.9
    assert after.characters == pytest.approx(1)
    assert after.title_covered > before.title_covered


def test_words_that_known_titles_use_for_others_are_learned() -> None:
    stalls = [
        (f"9911000{n}017000", f"Marktfläche {word} Zuweisung") for n, word in enumerate(("Obst", "Blumen", "Käse"))
    ]
    known = [(f"Buchtstand {word}", key) for (key, _), word in zip(stalls[:2], ("Obst", "Blumen"), strict=True)]
    known += [(f"Andere {number}", key) for number, (key, _) in enumerate(NAMES)]
    plain, taught = Matcher([*NAMES, *stalls], [], meanings()), Matcher([*NAMES, *stalls], known, meanings())
    wanted = stalls[2][0]
    before = plain.evidence("Buchtstand Käse")[wanted].title_covered
    assert taught.evidence("Buchtstand Käse")[wanted].title_covered > before


@settings(max_examples=40, deadline=None)
@given(
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from([name for _, name in NAMES] + ["beantragen", "Kfz", "für", "Bürger"]), max_size=4),
)
def test_the_order_of_the_catalogue_does_not_matter(chance: random.Random, words: list[str]) -> None:
    shuffled = chance.sample(NAMES, len(NAMES))
    assert Matcher(shuffled, [], meanings()).candidates(" ".join(words)) == MATCHER.candidates(" ".join(words))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.integers(1, 6))
def test_any_title_has_suggestions_in_order_whose_scores_add_up_to_1_at_most(title: str, limit: int) -> None:
    found = MATCHER.candidates(title, limit)
    assert len(found) <= limit
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert sum(match.score for match in found) <= 1.001
    assert len({match.key for match in found}) == len(found)


@pytest.mark.slow
@pytest.mark.needs_shared
def test_most_real_titles_of_the_tuning_part_find_their_leistung(shared: Path) -> None:
    names, titles = real_data()
    tuning, _ = bund(titles)
    asked, known = tuning[::5], [pair for at, pair in enumerate(tuning) if at % 5]
    matcher = Matcher(names.items(), known, meanings())
    found = [(matcher.candidates(title), key) for title, key in asked]
    assert sum(matches[0].key == key for matches, key in found) >= 0.75 * len(asked)
    assert sum(key in [match.key for match in matches] for matches, key in found) >= 0.9 * len(asked)
    taken = [(matcher.automatic(matches), key) for matches, key in found]
    assert sum(match is not None and match.key != key for match, key in taken) <= 1
    assert sum(match is not None for match, _ in taken) >= 0.35 * len(asked)


@pytest.mark.slow
@pytest.mark.needs_shared
def test_most_titles_of_towns_find_their_leistung(shared: Path) -> None:
    matcher = Matcher(catalogue_of_2019().items(), [], meanings())
    asked = [case for case in labelled(OF_TOWNS)[::4] if case.things]
    found = [(case, matcher.candidates(case.title, 3)) for case in asked]
    assert sum(matches[0].key in case.right for case, matches in found) >= 0.8 * len(asked)
    among = [{match.key for match in matches} for _, matches in found]
    assert sum(all(keys & thing for thing in case.things) for keys, (case, _) in zip(among, found, strict=True)) >= (
        0.88 * len(asked)
    )


def test_the_measurement_says_so_where_the_real_titles_are_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.bench.matching.SHARED", tmp_path / "missing")
    bench_matching(1)
    assert capsys.readouterr().out == "matching: the real titles are not there\n"
