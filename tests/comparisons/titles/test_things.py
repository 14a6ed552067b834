"""The things that one title names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.titles.things import MOST_THINGS, things
from comparisons.titles.wording import Vocabulary, stem, stems

VOCABULARY = Vocabulary([stems(text) for text in ("Geburtsurkunde", "Sterbeurkunde", "Urkunde", "Anmeldung", "Park")])
VERBS = {stem(word) for word in ("ändern", "ummelden", "anmelden", "abmelden", "beantragen", "verlängern")}


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Adresse ändern und Auto ummelden", ["Adresse ändern", "Auto ummelden"]),
        ("Personalausweis und Reisepass beantragen", ["Personalausweis beantragen", "Reisepass beantragen"]),
        ("Anmeldung Hund, Katze", ["Anmeldung Hund", "Katze anmeldung"]),
        ("Gewerbe anmelden / abmelden", ["Gewerbe anmelden", "abmelden gewerbe"]),
        ("Gewerbe an- und abmelden", ["Gewerbe anmelden", "abmelden gewerbe"]),
        ("Geburts- und Sterbeurkunden", ["Geburtsurkunden", "Sterbeurkunden"]),
        ("Wohngeld & Kindergeld", ["Wohngeld", "Kindergeld"]),
        ("Hundesteuer", ["Hundesteuer"]),
        ("Bau, Wohnen, Verkehr, Umwelt", ["Bau, Wohnen, Verkehr, Umwelt"]),
        ("und", ["und"]),
        ("", [""]),
    ],
)
def test_a_title_is_taken_apart_where_it_names_several_things(title: str, named: list[str]) -> None:
    assert things(title, VOCABULARY, VERBS) == named


@given(
    st.lists(st.sampled_from("Geburts- Urkunde und / , anmelden An- & Hund sowie".split()), max_size=8).map(" ".join)
)
def test_any_title_names_at_least_one_thing_and_not_too_many(title: str) -> None:
    assert 1 <= len(things(title, VOCABULARY, VERBS)) <= MOST_THINGS
