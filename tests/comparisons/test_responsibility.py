"""Responsibility comes from the editable tables; what they do not say is unklar."""

from comparisons.responsibility import Responsibilities, Rule, Special
from comparisons.snapshot import Town

EISENACH = Town("16063105", "Eisenach, Stadt", "Stadt", "16063", "160630105", 40747)
WEIMAR = Town("16055000", "Weimar, Stadt", "Kreisfreie Stadt", "16055", "160550000", 65954)

RULES = Responsibilities(
    {
        "99102": Rule("Gemeinde", "belegt", "Steuern der Gemeinde.", "ThürKAG"),
        "99102008": Rule("Land", "belegt", "Finanzamt.", "AO"),
        "99036": Rule("Kreis", "belegt", "Zulassungsbehörde.", "FZV"),
        "99108001": Rule("Kreis", "angenommen", "Straßenverkehrsbehörde.", "StVO"),
    },
    {
        ("16063105", "99036049"): Special("ja", "Kennzeichenstelle der Stadt.", "Vertrag"),
        ("16063105", "99102013"): Special("nein", "Macht der Zweckverband.", "Satzung"),
    },
)


def test_a_task_of_the_gemeinde_is_everybody_s() -> None:
    assert RULES.of_town("99102017002000", EISENACH).zustaendig == "ja"
    assert RULES.of_town("99102017002000", WEIMAR).zustaendig == "ja"


def test_a_task_of_the_kreis_is_a_kreisfreie_stadt_s_but_not_eisenach_s() -> None:
    assert RULES.of_town("99036020001000", EISENACH)[:1] == ("nein",)
    assert RULES.of_town("99036020001000", WEIMAR)[:1] == ("ja",)


def test_the_longest_beginning_decides() -> None:
    assert RULES.of_town("99102008002000", WEIMAR) == ("nein", "Finanzamt. (AO)", "Land")


def test_a_special_competence_of_one_town_beats_the_rule_for_that_town_only() -> None:
    assert RULES.of_town("99036049069000", EISENACH) == ("ja", "Kennzeichenstelle der Stadt. (Vertrag)", "Kreis")
    assert RULES.of_town("99102013104000", EISENACH).zustaendig == "nein"
    assert RULES.of_town("99102013104000", WEIMAR).zustaendig == "ja"


def test_an_assumed_rule_leaves_it_unclear_and_says_so() -> None:
    assert RULES.of_town("99108001001000", EISENACH) == ("unklar", "Straßenverkehrsbehörde. (StVO)", "Kreis")


def test_for_a_kreisfreie_stadt_it_does_not_matter_whether_gemeinde_or_kreis() -> None:
    verdict = RULES.of_town("99108001001000", WEIMAR)
    assert (verdict.zustaendig, "Weimar ist kreisfrei" in verdict.grund) == ("ja", True)


def test_a_member_of_a_shared_administration_is_told_who_acts_for_it() -> None:
    member = Town(
        "16063006", "Berka v. d. Hainich", None, "16063", "160635006", 700, "Wartburgkreis", "Hainich-Werratal"
    )
    verdict = RULES.of_town("99102017002000", member)
    assert verdict.zustaendig == "ja"
    assert "Für Berka v. d. Hainich handelt die gemeinsame Verwaltung Hainich-Werratal." in verdict.grund


def test_without_a_rule_it_is_unclear() -> None:
    verdict = RULES.of_town("99999999999999", EISENACH)
    assert (verdict.zustaendig, verdict.ebene) == ("unklar", None)
