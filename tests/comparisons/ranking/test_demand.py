"""Cases become a value from 0 to 1; what was not counted has none."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.database import connect
from catalogue.questions.places import Place
from comparisons.ranking.demand import Demand, DemandFacts
from importers.run.runner import Options, run_import
from importers.town.fallzahlen import Fallzahlen

HUND, GEBURT, EHE = "99102013104000", "99027002012000", "99059004012000"


def test_the_latest_counted_year_of_each_leistung_of_the_town_counts(register: Path) -> None:
    path = register.with_name("faelle.csv")
    path.write_text(f"Schlüssel;Jahr;Fälle\n{HUND};2023;999\n{HUND};2024;99\n{GEBURT};2023;9\n{EHE};2024;0\n", "utf-8")
    run_import(register, Fallzahlen(path, Place("16063105", "160630105105", "Eisenach, Stadt")), Options())
    db = connect(register)
    demand, other = Demand.of(db, "16063105"), Demand.of(db, "16052000")
    db.close()
    assert demand.facts(HUND) == DemandFacts(99, 2024, 1, 3, 99 / 108, 1.0)
    assert demand.facts(GEBURT) == DemandFacts(9, 2023, 2, 3, 9 / 108, math.log(10) / math.log(100))
    assert demand.facts(EHE) == DemandFacts(0, 2024, 3, 3, 0.0, 0.0)
    assert (demand.facts("99107022012000"), other.facts(HUND)) == (None, None)


def test_the_facts_are_a_sentence() -> None:
    demand = Demand({HUND: (1234, 2024), EHE: (1, 2023)})
    sentences = [facts.sentence for facts in map(demand.facts, (HUND, EHE)) if facts]
    assert sentences == [
        "1.234 Fälle im Jahr 2024, Platz 1 von 2 gezählten Leistungen.",
        "1 Fall im Jahr 2023, Platz 2 von 2 gezählten Leistungen.",
    ]


@given(st.dictionaries(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 10**8), min_size=1))
def test_more_cases_are_never_worth_less(numbers: dict[str, int]) -> None:
    demand = Demand({key: (number, 2024) for key, number in numbers.items()})
    found = [facts for facts in map(demand.facts, sorted(numbers, key=numbers.__getitem__)) if facts]
    assert [facts.wert for facts in found] == sorted(facts.wert for facts in found)
    assert [facts.rang for facts in found] == sorted((facts.rang for facts in found), reverse=True)
    assert found[-1].wert == pytest.approx(1.0 if max(numbers.values()) else 0.0)
    assert sum(facts.anteil for facts in found) == pytest.approx(1.0 if max(numbers.values()) else 0.0)
