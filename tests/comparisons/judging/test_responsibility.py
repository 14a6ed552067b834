"""Responsibility comes from what is reported, else from the editable tables; what they do not say is unklar."""

import csv

import pytest

from catalogue.patterns import RulePattern
from catalogue.store.rules import BUNDLED
from comparisons.inputs.snapshot import Town
from comparisons.judging.responsibility import UNKNOWN, BodyKind, Offerers, Responsibilities, Rule, Special

EISENACH = Town("16063105", "Eisenach, Stadt", "Stadt", "16063", "160630105", 40747)
WEIMAR = Town("16055000", "Weimar, Stadt", "Kreisfreie Stadt", "16055", "160550000", 65954)

OPEN, CLEAR = "99999999999999", "99998001001000"

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
    assert RULES.of_town("99102008002000", WEIMAR)[:3] == ("nein", "Finanzamt. (AO)", "Land")


def test_a_special_competence_of_one_town_beats_the_rule_for_that_town_only() -> None:
    assert RULES.of_town("99036049069000", EISENACH)[:3] == ("ja", "Kennzeichenstelle der Stadt. (Vertrag)", "Kreis")
    assert RULES.of_town("99102013104000", EISENACH).zustaendig == "nein"
    assert RULES.of_town("99102013104000", WEIMAR).zustaendig == "ja"


def test_an_assumed_rule_leaves_it_unclear_and_says_so() -> None:
    expected = ("unklar", "Straßenverkehrsbehörde. (StVO)", "Kreis", "angenommen")
    assert RULES.of_town("99108001001000", EISENACH) == expected


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
    assert verdict == ("unklar", UNKNOWN, None, "unbekannt")


TYPED = Responsibilities(RULES._rules, RULES._special, types={OPEN: "2a", CLEAR: "4"})
JENA = Town("16053000", "Jena, Stadt", "Kreisfreie Stadt", "16053", "160530000", 109725)
GERA = Town("16052000", "Gera, Stadt", "Kreisfreie Stadt", "16052", "160520000", 93000)
GOTHA = Town("16067029", "Gotha, Stadt", "Stadt", "16067", "160670029", 46400)


def offering_of(towns: list[Town], watched: int) -> Offerers:
    """These towns offer it themselves."""
    independent = frozenset(town.ags for town in towns if town.independent)
    return Offerers(frozenset(town.ags for town in towns), {town.ags: town for town in towns}, independent, watched)


@pytest.mark.parametrize(
    ("key", "offering", "hint", "ebene"),
    [
        (
            OPEN,
            offering_of([WEIMAR, JENA, GERA], 3),
            "(Gera, Jena, Weimar): vermutlich eine Aufgabe des Kreises.",
            "Kreis",
        ),
        (OPEN, offering_of([WEIMAR, JENA, GERA], 2), "Nach der Typisierung 2a vollzieht sie vermutlich: Land.", "Land"),
        (OPEN, offering_of([WEIMAR, JENA], 9), "Nach der Typisierung 2a", "Land"),
        (
            OPEN,
            offering_of([WEIMAR, JENA, GERA, GOTHA], 9),
            "selbst an (Gotha), vermutlich",
            "Gemeinde",
        ),
        (CLEAR, offering_of([GOTHA], 0), "Auch kreisangehörige Gemeinden", "Gemeinde"),
    ],
)
def test_without_a_rule_who_offers_it_and_the_typisierung_only_give_a_direction(
    key: str, offering: Offerers, hint: str, ebene: str
) -> None:
    verdict = TYPED.of_town(key, EISENACH, offering)
    assert (verdict.zustaendig, verdict.ebene, verdict.sicherheit) == ("unklar", ebene, "vermutet")
    assert hint in verdict.grund


@pytest.mark.parametrize("offering", [offering_of([], 9), offering_of([WEIMAR, JENA], 9)])
def test_too_few_offers_and_an_odd_typisierung_give_no_direction(offering: Offerers) -> None:
    assert TYPED.of_town(CLEAR, EISENACH, offering) == ("unklar", UNKNOWN, None, "unbekannt")


with (BUNDLED / "stellenarten.csv").open(encoding="utf-8", newline="") as file:
    LINES = sorted(csv.DictReader(file, delimiter=";"), key=lambda line: int(line["reihenfolge"]))
KINDS = [BodyKind(RulePattern(line["muster"], "stellenarten.csv"), line["ebene"]) for line in LINES]
TAX, CAR = "99102017002000", "99036020001000"


def reported(*titles: str, ags: str = "16063105", key: str = TAX) -> Responsibilities:
    """The same rules where PVOG names these organisations."""
    return Responsibilities(RULES._rules, RULES._special, {(ags, key): titles}, KINDS)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["ebene"])
def test_every_line_of_the_kinds_of_bodies_decides_about_its_example(line: dict[str, str]) -> None:
    verdict = reported(line["beispiel"]).of_town(TAX, EISENACH)
    assert (verdict.ebene, verdict.zustaendig) == (line["ebene"], "ja" if line["ebene"] == "Gemeinde" else "nein")


def test_what_is_reported_beats_the_law_in_both_directions() -> None:
    assert reported("Landratsamt Wartburgkreis - Steuern").of_town(TAX, EISENACH) == (
        "nein",
        "PVOG nennt als zuständige Stelle: Landratsamt Wartburgkreis - Steuern.",
        "Kreis",
        "gemeldet",
    )
    rules = reported("Stadt Eisenach, Zulassung", key=CAR)
    assert rules.of_town(CAR, EISENACH).zustaendig == "ja"
    assert rules.of_town(CAR, WEIMAR).grund.startswith("Zulassungsbehörde. (FZV)")


def test_a_kreisfreie_stadt_does_what_is_reported_as_a_task_of_the_kreis() -> None:
    rules = reported("Landkreis Weimarer Land", ags=WEIMAR.ags)
    assert rules.of_town(TAX, WEIMAR)[::2] == ("ja", "Kreis")


@pytest.mark.parametrize(
    "titles",
    [
        ("Stadt Eisenach", "Landratsamt Wartburgkreis"),
        ("Stadtverwaltung Bad Salzungen - Standesamt",),
        ("Bürgerservice",),
        ("Stadtwerke",),
    ],
)
def test_what_is_reported_but_does_not_decide_is_told_beside_the_rule(titles: tuple[str, ...]) -> None:
    assert reported(*titles).of_town(TAX, EISENACH) == (
        "ja",
        f"Steuern der Gemeinde. (ThürKAG) PVOG nennt als zuständige Stelle: {', '.join(titles)}.",
        "Gemeinde",
        "belegt",
    )


GERA = Town("16052000", "Gera, Stadt", "Kreisfreie Stadt", "16052", "160520000", 94000)
SAALE = Town(
    "16074001", "Kahla/Saale (Thür.)", "Stadt", "16074", "160740001", 7000, administrator="VG Südliches Saaletal"
)


@pytest.mark.parametrize(
    ("title", "town", "sure"),
    [
        ("Stadt Gera - Standesamt", GERA, "gemeldet"),
        ("Standesamt (Stadtverwaltung Gera)", GERA, "gemeldet"),
        ("Stadtverwaltung Gera-Aga", GERA, "gemeldet"),
        ("Verwaltungsgemeinschaft Geratal/Plaue", GERA, "belegt"),
        ("Gemeinde Geraberg", GERA, "belegt"),
        ("Stadt Bürgera", GERA, "belegt"),
        ("Gemeinde Kahla/Saale (Thür.)", SAALE, "gemeldet"),
        ("Gemeinde Kahla/Saale (Thür.)ingen", SAALE, "belegt"),
        ("Verwaltungsgemeinschaft VG Südliches Saaletal", SAALE, "gemeldet"),
    ],
)
def test_a_town_is_named_only_by_whole_words(title: str, town: Town, sure: str) -> None:
    assert reported(title, ags=town.ags).of_town(TAX, town).sicherheit == sure


GEMEINDE_BY_LAW = Rule("Gemeinde", "belegt", "Steuern der Gemeinde.", "ThürKAG")
NOT_HERE = Special("nein", "Macht der Zweckverband.", "Satzung")
LANDRATSAMT = ("Landratsamt Wartburgkreis",)


@pytest.mark.parametrize(
    ("reported", "special", "rule", "expected"),
    [
        (LANDRATSAMT, Special("ja", "Vertrag.", "V"), GEMEINDE_BY_LAW, ("nein", "Kreis", "gemeldet")),
        (("Stadt Eisenach",), NOT_HERE, GEMEINDE_BY_LAW, ("ja", "Gemeinde", "gemeldet")),
        (("Stadt Eisenach",), None, None, ("ja", "Gemeinde", "gemeldet")),
        ((), NOT_HERE, GEMEINDE_BY_LAW, ("nein", "Gemeinde", "belegt")),
        ((), Special("unklar", "Zu klären.", "Amt"), GEMEINDE_BY_LAW, ("unklar", "Gemeinde", "angenommen")),
        ((), NOT_HERE, None, ("nein", None, "belegt")),
        ((), None, GEMEINDE_BY_LAW, ("ja", "Gemeinde", "belegt")),
        ((), None, Rule("Kreis", "angenommen", "StVO.", "StVO"), ("unklar", "Kreis", "angenommen")),
        (("Bürgerservice",), None, GEMEINDE_BY_LAW, ("ja", "Gemeinde", "belegt")),
        ((), None, None, ("unklar", "Gemeinde", "vermutet")),
    ],
)
def test_what_is_reported_beats_the_special_competence_that_the_law_and_that_what_others_do(
    reported: tuple[str, ...], special: Special | None, rule: Rule | None, expected: tuple[str, str | None, str]
) -> None:
    rules = Responsibilities(
        {"99102": rule} if rule else {},
        {(EISENACH.ags, "9910201"): special} if special else {},
        {(EISENACH.ags, TAX): reported} if reported else {},
        KINDS,
        {TAX: "4a"},
    )
    verdict = rules.of_town(TAX, EISENACH, offering_of([GOTHA], 9))
    assert (verdict.zustaendig, verdict.ebene, verdict.sicherheit) == expected
