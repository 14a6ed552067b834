"""Words of titles, whatever way they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.titles.wording import Vocabulary, grams, normal_title, similarity, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anmeldung", "anmelden"),
        ("genehmigungen", "genehmigen"),
        ("gebühr", "gebuehr"),
        ("straßen", "strasse"),
        ("unternehmerinnen", "unternehmer"),
        ("häuser", "haus"),
        ("ausweise", "ausweis"),
        ("reisepässe", "reisepass"),
        ("vereine", "verein"),
        ("erlaubnisse", "erlaubnis"),
        ("lehrgangs", "lehrgang"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_what_carries_no_meaning_is_left_out() -> None:
    assert stems("Antrag auf Erteilung einer Genehmigung nach § 45d Abs. 3") == ["antrag", "erteil", "genehmig"]
    assert words("Vorgesehen zum Löschen - Bürger*innen und Bürger:innen") == ["bürgerinnen", "und", "bürgerinnen"]


def test_compounds_are_taken_apart_by_the_words_of_the_catalogue() -> None:
    texts = ("Kraftfahrzeug Zulassung", "Steuer Befreiung", "Vergünstigung", "Fahrzeug", "Wohnung")
    vocabulary = Vocabulary([stems(text) for text in texts])
    assert vocabulary.parts(stem("Kraftfahrzeugsteuervergünstigung".lower())) == (
        "kraft",
        "fahrzeug",
        "steur",
        "vergunstig",
    )
    assert vocabulary.parts(stem("wohnungsbefreiung")) == ("wohn", "befrei")
    assert vocabulary.parts("unbekannt") == ("unbekannt",)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("diplomatenpässe", ("diplomatenpass",)),
        ("gesundheitskurse", ("gesundheit", "kurs")),
        ("zulassungspflichtig", ("zulass", "pflichtig")),
        ("hundepflege", ("hundepfleg",)),
    ],
)
def test_one_part_of_a_compound_may_be_unknown_where_the_other_is_long(word: str, expected: tuple[str, ...]) -> None:
    vocabulary = Vocabulary([stems(text) for text in ("Zulassung", "Gesundheit", "Pass", "Hund")])
    assert vocabulary.parts(stem(word)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("hund", "hund", 1.0),
        ("unfall", "unfallversicher", 0.46),
        ("versicher", "unfallversicher", 0.6),
        ("rat", "rad", 0),
    ],
)
def test_a_common_beginning_or_a_word_inside_of_another_counts(one: str, other: str, expected: float) -> None:
    assert similarity(one, other) == pytest.approx(expected, abs=0.01)
    assert similarity(one, other) == similarity(other, one)


TITLES = st.text(st.characters(codec="utf-8"), max_size=60) | st.lists(
    st.sampled_from("Straßen Gebühr Hunde- und §5 Bürger*innen Kfz-Zulassung ẞ İ ﬁ (neu) Ämter".split()), max_size=6
).map(" ".join)


@given(TITLES)
def test_the_normal_form_of_a_normal_form_is_itself(title: str) -> None:
    assert normal_title(normal_title(title)) == normal_title(title)
    assert normal_title(f"  {title}\n ") == normal_title(title)


@given(TITLES)
def test_any_text_has_words_stems_and_sequences(title: str) -> None:
    assert all(word and not word.isspace() for word in words(title))
    assert len(stems(title)) <= len(words(title))
    assert all(len(gram) == 3 for gram in grams(title))


@given(TITLES, TITLES)
def test_likeness_lies_between_0_and_1_and_is_the_same_both_ways(one: str, other: str) -> None:
    for a in stems(one):
        for b in stems(other):
            assert 0 <= similarity(a, b) <= 1
            assert similarity(a, b) == similarity(b, a)


def test_a_word_without_end_is_read_in_pieces_and_soon_done() -> None:
    """All cuts of a word of ten thousand letters would take longer than anyone waits."""
    text = "antragshundesteuer" * 600
    assert "".join(words(text)) == text
    assert max(map(len, words(text))) == 64
    vocabulary = Vocabulary([["antrag"], ["hund"]])
    assert {"antrag", "hund"} <= set(vocabulary.split(stems(text)))
