"""Responsibility comes from what is reported, else from the editable tables; what they do not say is unklar."""

import csv

import pytest

from catalogue.patterns import RulePattern
from catalogue.store.rules import BUNDLED
from comparisons.inputs.authorities import authorities, authority_of
from comparisons.inputs.rulebook import Competence, Rule, RuleBook, Special
from comparisons.inputs.snapshot import Town
from comparisons.judging.reported import PVOG, XZUFI, BodyKind, Reported
from comparisons.judging.responsibility import (
    UNKNOWN,
    Offerers,
    Responsibilities,
    ResponsibilityVerdict,
)
from tests.comparisons.world import KLASSEN

EISENACH = Town("16063105", "Eisenach, Stadt", "Stadt", "16063", "160630105", 40747, "Wartburgkreis")
WEIMAR = Town("16055000", "Weimar, Stadt", "Kreisfreie Stadt", "16055", "160550000", 65954)

OPEN, CLEAR = "99999999999999", "99998001001000"


def rule(ebene: str, sure: str, reason: str, source: str, body: str | None = None, anfang: str = "") -> Rule:
    return Rule(ebene, sure, reason, source, body, "16", anfang)


ROADS = "Straßenverkehrsbehörde"
BOOK = RuleBook(
    {
        ("16", "99102"): rule("Gemeinde", "belegt", "Steuern der Gemeinde.", "ThürKAG", anfang="99102"),
        ("16", "99102008"): rule("Land", "belegt", "Finanzamt.", "AO", anfang="99102008"),
        ("16", "99036"): rule("Kreis", "belegt", "Zulassungsbehörde.", "FZV", anfang="99036"),
        ("16", "99089"): rule("Kreis", "angenommen", "Kreisordnungsbehörde.", "VersG", anfang="99089"),
        ("16", "99108001"): rule("Kreis", "belegt", "Straßenverkehrsbehörde.", "StVO", ROADS, "99108001"),
    },
    KLASSEN,
    {
        ("16063105", ROADS): Competence(None, "belegt", "Gesetz von 2019"),
        ("16067029", ROADS): Competence("ohne Bundesstraßen", "angenommen", "Verordnung"),
    },
    {
        ("16063105", "99036049"): Special("ja", "Kennzeichenstelle der Stadt.", "Vertrag"),
        ("16063105", "99102013"): Special("nein", "Macht der Zweckverband.", "Satzung"),
    },
)
RULES = Responsibilities(BOOK)


def judged(rules: Responsibilities, key: str, town: Town, offerers: Offerers | None = None) -> ResponsibilityVerdict:
    """The verdict about a municipality."""
    return rules.verdict(key, authority_of(town), *([offerers] if offerers else []))


def test_a_task_of_the_gemeinde_is_everybody_s() -> None:
    assert judged(RULES, "99102017002000", EISENACH).zustaendig == "ja"
    assert judged(RULES, "99102017002000", WEIMAR).zustaendig == "ja"


def test_a_task_of_the_kreis_is_a_kreisfreie_stadt_s_but_not_eisenach_s() -> None:
    assert judged(RULES, "99036020001000", EISENACH)[:1] == ("nein",)
    assert judged(RULES, "99036020001000", WEIMAR)[:1] == ("ja",)


def test_the_longest_beginning_decides() -> None:
    assert judged(RULES, "99102008002000", WEIMAR)[:3] == ("nein", "Finanzamt. (AO)", "Land")


def test_a_special_competence_of_one_town_beats_the_rule_for_that_town_only() -> None:
    assert judged(RULES, "99036049069000", EISENACH)[:3] == (
        "ja",
        "Kennzeichenstelle der Stadt. (Vertrag)",
        "Gemeinde",
    )
    assert judged(RULES, "99102013104000", EISENACH).zustaendig == "nein"
    assert judged(RULES, "99102013104000", WEIMAR).zustaendig == "ja"


def test_a_longer_beginning_of_the_rules_goes_before_a_shorter_one_of_the_town() -> None:
    book = BOOK._replace(special={(EISENACH.ags, "99102"): Special("nein", "Alles beim Zweckverband.", "Satzung")})
    assert judged(Responsibilities(book), "99102008002000", EISENACH).regel == "zustaendigkeiten 16 99102008"
    assert judged(Responsibilities(book), TAX, EISENACH).regel == f"sonderzustaendigkeiten {EISENACH.ags} 99102"


def test_an_assumed_rule_answers_as_assumed_and_says_whom_to_ask() -> None:
    verdict = judged(RULES, "99089016008000", EISENACH)
    assert verdict[:4] == ("nein", "Kreisordnungsbehörde. (VersG)", "Kreis", "angenommen")
    assert (verdict.wer, verdict.regel) == ("Wartburgkreis", "zustaendigkeiten 16 99089")
    assert "Fragen Sie Eisenach oder Wartburgkreis" in str(verdict.klaeren)


def test_what_a_law_says_needs_no_question() -> None:
    assert judged(RULES, CAR, EISENACH)[2:] == ("Kreis", "belegt", "Wartburgkreis", "zustaendigkeiten 16 99036", None)


PARKING = "99108001001000"


@pytest.mark.parametrize(
    ("town", "answer", "sure", "who", "told"),
    [
        ("EISENACH", "ja", "belegt", "Eisenach", "Eisenach ist selbst Straßenverkehrsbehörde (Gesetz von 2019)."),
        ("GOTHA", "ja", "angenommen", "Gotha", "Umfang: ohne Bundesstraßen (Verordnung)."),
        ("SAALE", "nein", "angenommen", "der Landkreis", "folgt nur daraus, dass es keine Vorschrift sagt."),
        ("WEIMAR", "ja", "belegt", "Weimar", "Kreisfreie Städte tun auch, was der Kreis tut. (§ 6)"),
    ],
)
def test_who_is_the_authority_by_a_regulation_does_the_work_and_others_are_assumed_not_to(
    town: str, answer: str, sure: str, who: str, told: str
) -> None:
    towns = {"EISENACH": EISENACH, "GOTHA": GOTHA, "SAALE": SAALE, "WEIMAR": WEIMAR}
    verdict = judged(RULES, PARKING, towns[town])
    assert (verdict.zustaendig, verdict.sicherheit, verdict.wer) == (answer, sure, who)
    assert told in verdict.grund
    assert (verdict.klaeren is None) == (sure == "belegt")


MEMBER = Town(
    "16063006", "Berka v. d. Hainich", None, "16063", "160635006", 700, "Wartburgkreis", "Hainich-Werratal",
    "Verwaltungsgemeinschaft",
)  # fmt: skip


def test_a_member_of_a_shared_administration_is_told_who_acts_for_it() -> None:
    verdict = judged(RULES, "99102017002000", MEMBER)
    assert (verdict.zustaendig, verdict.wer) == ("ja", "Verwaltungsgemeinschaft Hainich-Werratal")
    acts = "Für Berka v. d. Hainich handelt: Verwaltungsgemeinschaft Hainich-Werratal."
    assert f"{acts} Sie handelt für ihre Mitglieder. (§ 47)" in verdict.grund


SEAT = Town(
    "16063003", "Bad Salzungen, Stadt", "Stadt", "16063", "160635051", 22557, "Wartburgkreis", "Bad Salzungen, Stadt"
)
LEIMBACH = Town(
    "16063051", "Leimbach", None, "16063", "160635051", 1800, "Wartburgkreis", "Bad Salzungen, Stadt",
    "Erfüllende Gemeinde",
)  # fmt: skip


def test_what_an_erfuellende_gemeinde_is_itself_it_is_not_for_its_members() -> None:
    book = BOOK._replace(bodies={(SEAT.ags, ROADS): Competence(None, "belegt", "Verordnung")})
    rules = Responsibilities(book)
    assert judged(rules, PARKING, SEAT).zustaendig == "ja"
    assert judged(rules, PARKING, LEIMBACH)[:1] == ("nein",)
    together = next(authority for authority in authorities([SEAT, LEIMBACH]) if len(authority.key) == 9)
    verdict = rules.verdict(PARKING, together)
    assert (together.klasse, together.places) == ("erfüllende Gemeinde", frozenset({SEAT.ags, LEIMBACH.ags}))
    assert (verdict.zustaendig, verdict.wer) == ("ja", "Bad Salzungen")
    assert "Für die übrigen Mitglieder gilt das nicht." in verdict.grund
    tax = rules.verdict(TAX, together)
    assert (tax.zustaendig, "handelt für 2 Gemeinden. Sie handelt wie eine" in tax.grund) == ("ja", True)


def test_a_landkreis_does_what_is_the_kreis_s_and_names_who_does_it_itself() -> None:
    (kreis,) = [authority for authority in authorities([EISENACH, MEMBER]) if authority.klasse == "Landkreis"]
    assert (kreis.key, kreis.name) == ("16063", "Wartburgkreis")
    verdict = RULES.verdict(PARKING, kreis)
    assert (verdict.zustaendig, "Selbst sind es dort: Eisenach." in verdict.grund) == ("ja", True)
    assert RULES.verdict(TAX, kreis).zustaendig == "nein"
    assert "Anders in Eisenach: nein. Macht der Zweckverband." in RULES.verdict("99102013104000", kreis).grund


def test_no_line_of_one_land_is_cited_for_a_town_of_another() -> None:
    halle = Town("15002000", "Halle (Saale), Stadt", "Kreisfreie Stadt", "15002", "150020000", 240000)
    assert judged(RULES, TAX, halle)[:4] == ("unklar", UNKNOWN, None, "unbekannt")
    everywhere = BOOK._replace(
        rules={**BOOK.rules, ("00", "99102"): Rule("Gemeinde", "belegt", "Überall.", "GG", None, "00", "99102")}
    )
    verdict = judged(Responsibilities(everywhere), TAX, halle)
    assert (verdict.zustaendig, verdict.sicherheit) == ("unklar", "vermutet")
    assert "Klasse „kreisfreie Stadt“ im Land 15" in verdict.grund
    assert judged(Responsibilities(everywhere), TAX, EISENACH).grund == "Steuern der Gemeinde. (ThürKAG)"


def test_without_a_rule_it_is_unclear() -> None:
    verdict = judged(RULES, "99999999999999", EISENACH)
    assert verdict[:4] == ("unklar", UNKNOWN, None, "unbekannt")
    assert str(verdict.klaeren).startswith("Fragen Sie Eisenach")


@pytest.mark.parametrize(
    ("typ", "of_eisenach", "of_weimar"),
    [
        ("1", ("nein", "Bund"), ("nein", "Bund")),
        *((typ, ("nein", "Land"), ("nein", "Land")) for typ in ("2a", "3a", "4a", "2/3a")),
        *((typ, ("unklar", None), ("ja", None)) for typ in ("2b", "3b", "4b", "2/3b", "5")),
        *((typ, ("unklar", None), ("unklar", None)) for typ in ("2", "3", "2/3", "4", "6", "1, 2/3", "44", "1a", "")),
    ],
)
def test_of_the_typisierungen_only_1_and_5_and_the_supplements_say_who_executes(
    typ: str, of_eisenach: tuple[str, str | None], of_weimar: tuple[str, str | None]
) -> None:
    rules = Responsibilities(BOOK, types={OPEN: typ})
    for town, expected in ((EISENACH, of_eisenach), (WEIMAR, of_weimar)):
        verdict = judged(rules, OPEN, town)
        assert (verdict.zustaendig, verdict.ebene) == expected
        assert verdict.sicherheit not in ("belegt", "gemeldet")


TYPED = Responsibilities(BOOK, types={OPEN: "2a", CLEAR: "4"})
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
        (OPEN, offering_of([WEIMAR, JENA, GERA], 2), "Nach der Typisierung 2a vollzieht sie vermutlich: Land.", None),
        (OPEN, offering_of([WEIMAR, JENA], 9), "Nach der Typisierung 2a", None),
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
    key: str, offering: Offerers, hint: str, ebene: str | None
) -> None:
    verdict = judged(TYPED, key, EISENACH, offering)
    assert (verdict.zustaendig, verdict.ebene, verdict.sicherheit) == ("unklar", ebene, "vermutet")
    assert hint in verdict.grund


@pytest.mark.parametrize("offering", [offering_of([], 9), offering_of([WEIMAR, JENA], 9)])
def test_too_few_offers_and_an_odd_typisierung_give_no_direction(offering: Offerers) -> None:
    assert judged(TYPED, CLEAR, EISENACH, offering)[:4] == ("unklar", UNKNOWN, None, "unbekannt")


with (BUNDLED / "stellenarten.csv").open(encoding="utf-8", newline="") as file:
    LINES = sorted(csv.DictReader(file, delimiter=";"), key=lambda line: int(line["reihenfolge"]))
KINDS = [BodyKind(RulePattern(line["muster"], "stellenarten.csv"), line["ebene"]) for line in LINES]
TAX, CAR = "99102017002000", "99036020001000"


def reported(*titles: str, ags: str = "16063105", key: str = TAX) -> Responsibilities:
    """The same rules where PVOG names these organisations."""
    return Responsibilities(BOOK, Reported({(ags, key): {PVOG: titles}}, KINDS))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["ebene"])
def test_every_line_of_the_kinds_of_bodies_decides_about_its_example(line: dict[str, str]) -> None:
    verdict = judged(reported(line["beispiel"]), TAX, EISENACH)
    assert (verdict.ebene, verdict.zustaendig) == (line["ebene"], "ja" if line["ebene"] == "Gemeinde" else "nein")


def test_what_is_reported_beats_the_law_in_both_directions_and_the_contradiction_is_told() -> None:
    verdict = judged(reported("Landratsamt Wartburgkreis - Steuern"), TAX, EISENACH)
    assert verdict[:6] == (
        "nein",
        "PVOG nennt als zuständige Stelle: Landratsamt Wartburgkreis - Steuern. Die Regel sagt es anders: "
        "Steuern der Gemeinde. (ThürKAG)",
        "Kreis",
        "gemeldet",
        "Wartburgkreis",
        None,
    )
    assert str(verdict.klaeren).startswith("Meldung und Regel widersprechen sich; es gilt die Meldung.")
    assert judged(reported("Stadt Eisenach"), TAX, EISENACH).klaeren is None
    rules = reported("Stadt Eisenach, Zulassung", key=CAR)
    assert judged(rules, CAR, EISENACH).zustaendig == "ja"
    assert judged(rules, CAR, WEIMAR).grund.startswith("Zulassungsbehörde. (FZV)")


def test_a_kreisfreie_stadt_does_what_is_reported_as_a_task_of_the_kreis() -> None:
    rules = reported("Landkreis Weimarer Land", ags=WEIMAR.ags)
    assert judged(rules, TAX, WEIMAR)[:3:2] == ("ja", "Kreis")


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
    assert judged(reported(*titles), TAX, EISENACH)[:4] == (
        "ja",
        f"Steuern der Gemeinde. (ThürKAG) PVOG nennt als zuständige Stelle: {', '.join(titles)}.",
        "Gemeinde",
        "belegt",
    )


GERA = Town("16052000", "Gera, Stadt", "Kreisfreie Stadt", "16052", "160520000", 94000)
SAALE = Town(
    "16074001", "Kahla/Saale (Thür.)", "Stadt", "16074", "160740001", 7000,
    administrator="VG Südliches Saaletal", shared="gemeinsame Verwaltung",
)  # fmt: skip


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
    assert judged(reported(title, ags=town.ags), TAX, town).sicherheit == sure


GEMEINDE_BY_LAW = rule("Gemeinde", "belegt", "Steuern der Gemeinde.", "ThürKAG", anfang="99102")
NOT_HERE = Special("nein", "Macht der Zweckverband.", "Satzung")
LANDRATSAMT = ("Landratsamt Wartburgkreis",)


@pytest.mark.parametrize(
    ("reported", "special", "by_law", "expected"),
    [
        (LANDRATSAMT, Special("ja", "Vertrag.", "V"), GEMEINDE_BY_LAW, ("nein", "Kreis", "gemeldet")),
        (("Stadt Eisenach",), NOT_HERE, GEMEINDE_BY_LAW, ("ja", "Gemeinde", "gemeldet")),
        (("Stadt Eisenach",), None, None, ("ja", "Gemeinde", "gemeldet")),
        ((), NOT_HERE, GEMEINDE_BY_LAW, ("nein", None, "belegt")),
        ((), NOT_HERE._replace(ebene="Land"), GEMEINDE_BY_LAW, ("nein", "Land", "belegt")),
        ((), Special("unklar", "Zu klären.", "Amt"), GEMEINDE_BY_LAW, ("unklar", None, "angenommen")),
        ((), NOT_HERE, None, ("nein", None, "belegt")),
        ((), None, GEMEINDE_BY_LAW, ("ja", "Gemeinde", "belegt")),
        ((), None, rule("Kreis", "angenommen", "StVO.", "StVO"), ("nein", "Kreis", "angenommen")),
        (("Bürgerservice",), None, GEMEINDE_BY_LAW, ("ja", "Gemeinde", "belegt")),
        ((), None, None, ("unklar", "Gemeinde", "vermutet")),
    ],
)
def test_what_is_reported_beats_the_special_competence_that_the_law_and_that_what_others_do(
    reported: tuple[str, ...], special: Special | None, by_law: Rule | None, expected: tuple[str, str | None, str]
) -> None:
    rules = Responsibilities(
        RuleBook(
            {("16", "99102"): by_law} if by_law else {},
            KLASSEN,
            special={(EISENACH.ags, "9910201"): special} if special else {},
        ),
        Reported({(EISENACH.ags, TAX): {XZUFI: reported}} if reported else {}, KINDS),
        {TAX: "4a"},
    )
    verdict = judged(rules, TAX, EISENACH, offering_of([GOTHA], 9))
    assert (verdict.zustaendig, verdict.ebene, verdict.sicherheit) == expected
