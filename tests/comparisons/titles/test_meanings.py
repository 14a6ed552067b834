"""What the table of words says about a title."""

from comparisons.titles.evidence import Reader, TitleEvidence
from comparisons.titles.meanings import Meanings
from tests.bench.matching import meanings

PERMIT, PERMIT_LOST, HOUSING, TAX = "99108001001000", "99108001001001", "99107022012000", "99102017002000"
NAMED = sorted(
    [
        (PERMIT, "Bewohnerparkausweis Erteilung"),
        (PERMIT_LOST, "Bewohnerparkausweis Erteilung neu wegen Verlust"),
        (HOUSING, "Wohnberechtigungsschein Ausstellung"),
        (TAX, "Zweitwohnungssteuer Festsetzung"),
        ("99001001001000", "Genehmigung Erteilung"),
        ("99001002001000", "Beispiel Erteilung"),
        ("99001003001000", "Muster Erteilung"),
        ("99001004012000", "Bescheinigung Ausstellung"),
        ("99001005012000", "Zeugnis Ausstellung"),
        ("99001006012000", "Wohnung und Berechtigung Ausstellung"),
    ]
)


def evidence(title: str, table: Meanings) -> dict[str, TitleEvidence]:
    return dict(Reader(NAMED, [], table).evidence(title))


def test_a_compound_of_the_table_stands_for_another_only_as_a_whole() -> None:
    table = Meanings.of([("wbs, wohnberechtigungsschein", "gleichbedeutend", None)])
    found = evidence("WBS", table)
    assert found[HOUSING].title_covered > 0.8
    assert found[HOUSING].name_covered > 0.8
    assert "99001006012000" not in found


def test_several_words_of_the_table_stand_for_others_wherever_these_are_in_the_name() -> None:
    table = Meanings.of([("parken am wohnort, bewohnerparkausweis", "gleichbedeutend", None)])
    assert evidence("Parken am Wohnort", table)[PERMIT].title_covered > 0.8
    assert evidence("Wohnort", table)[PERMIT].title_covered == 0


def test_of_the_verrichtungen_of_a_word_the_first_fits_best_and_the_word_itself_before_all() -> None:
    table = Meanings.of([("beantragen", "Verrichtung", "Ausstellung, Erteilung")])
    fits = table.fits["beantrag"]
    assert fits == {"ausstell": 0.95, "erteil": 0.9, "beantrag": 1.0}
    found = evidence("Bewohnerparkausweis und Wohnberechtigungsschein beantragen", table)
    assert found[HOUSING].fit > found[PERMIT].fit > 0


def test_a_title_without_a_verrichtung_has_the_fits_of_the_line_for_it() -> None:
    table = Meanings.of([("ohne", "Verrichtung", "Erteilung")])
    assert evidence("Bewohnerparkausweis", table)[PERMIT].fit == 0.95
    assert evidence("Fahren ohne Bewohnerparkausweis", table)[PERMIT].fit == 0.95


def test_a_name_with_more_words_than_the_title_is_covered_less() -> None:
    found = evidence("Bewohnerparkausweis", meanings())
    assert found[PERMIT].name_covered == 1
    assert found[PERMIT_LOST].name_covered < 0.7
    assert (found[PERMIT].is_detail, found[PERMIT_LOST].is_detail) == (0, 1)
