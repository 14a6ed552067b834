"""Links are recognised by the table of patterns; every line of the table proves itself by its example."""

import csv

import pytest

from catalogue.patterns import MAX_TEXT, RulePattern
from catalogue.store.rules import BUNDLED
from comparisons.solutions.recogniser import Pattern, Recogniser, slug, solution

TOWNS = ["Erfurt, Stadt", "Jena, Stadt"]
SAID_OF_A_SOLUTION = ("bezeichnung", "betreiber", "nachnutzungsweg", "aufwand", "anschluss", "anschluss_grund")


def _lines(name: str) -> list[dict[str, str]]:
    with (BUNDLED / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


PATTERN_LINES = sorted(_lines("loesungsmuster"), key=lambda line: int(line["reihenfolge"]))


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    names = [name for name in Pattern.__dataclass_fields__ if name not in ("regex", "betreiber", "ebene")]
    patterns = [
        Pattern(
            **{name: line[name] for name in names},
            regex=RulePattern(line["muster"], "loesungsmuster.csv"),
            betreiber=line["betreiber"] or None,
            ebene=line["ebene"] or None,
        )
        for line in PATTERN_LINES
    ]
    return Recogniser(patterns, [line["parameter"] for line in _lines("linkparameter")])


@pytest.mark.parametrize("line", PATTERN_LINES, ids=lambda line: line["id"])
def test_a_pattern_recognises_its_own_example(line: dict[str, str], recogniser: Recogniser) -> None:
    link = recogniser.link(line["beispiel"], TOWNS)
    assert link.pattern is not None
    assert (link.pattern.id, link.normal) == (line["id"], line["beispiel_normalform"])


@pytest.mark.parametrize(
    ("url", "pattern", "instance"),
    [
        ("https://thavelp.thueringen.de/thavelp/go/a/1416", "thavel-verfahren", "1416"),
        ("https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc", "thavel-verfahren", "7746"),
        (
            "https://thavelp.thueringen.de/thavelp/portal/a3start/0/client/index.html?verfahrenId=1416&startAPI="
            "https%253A%252F%252Fthavelp.thueringen.de%252Fthavelp%252Fportal%252Fa3start%252F232666%252Fapi1#/intro",
            "thavel-verfahren-a3",
            "1416",
        ),
        (
            "https://portal-civ-efa.ekom21.de/civ-efa-sta.public/start.html?cc_key=Ehefaehigkeitszeugnis&oe=00.00.EHE.16052000",
            "efa-personenstand",
            "16052000",
        ),
    ],
)
def test_the_instance_is_told_apart_from_the_service(
    url: str, pattern: str, instance: str, recogniser: Recogniser
) -> None:
    link = recogniser.link(url, [])
    assert link.pattern is not None
    assert (link.pattern.id, link.instance) == (pattern, instance)


def test_the_long_start_link_and_the_short_one_are_the_same_procedure(recogniser: Recogniser) -> None:
    long = "https://thavelp.thueringen.de/thavelp/portal/a3start/0/client/index.html?verfahrenId=1416&startAPI=x#/intro"
    short = "https://thavelp.thueringen.de/thavelp/go/a/1416?c=bc"
    assert recogniser.link(long, []).normal == recogniser.link(short, []).normal


def test_procedures_of_three_towns_for_one_leistung_are_one_solution(recogniser: Recogniser) -> None:
    found = {
        solution(
            recogniser.link(f"https://thavelp.thueringen.de/thavelp/go/a/{number}", []),
            "99027002012000",
            "Geburtsurkunde",
        )
        for number in (5741, 1273, 1416)
    }
    assert [entry.id for entry in found] == ["thavel:99027002012000"]


UNTERHALTSVORSCHUSS = (
    "https://www.unterhaltsvorschuss-online.de/",
    "https://serviceportal.gemeinsamonline.de/Onlinedienste/FVP/FV/BASFI/Unterhaltsvorschuss/",
    "https://serviceportal.gemeinsamonline.de/Onlinedienste/Service/Entry/UVORSCHUSS",
)


def test_the_addresses_of_one_service_are_one_solution_and_different_links(recogniser: Recogniser) -> None:
    links = [recogniser.link(url, []) for url in UNTERHALTSVORSCHUSS]
    found = {solution(link, "99107021017000", "Unterhaltsvorschuss") for link in links}
    assert [(entry.id, entry.anschluss) for entry in found] == [
        ("efa-unterhaltsvorschuss:unterhaltsvorschuss", "je Behörde")
    ]
    assert len({link.normal for link in links}) == 3


@pytest.mark.parametrize(
    ("url", "anschluss"),
    [
        ("https://wohnsitzanmeldung.gov.de/", "je Behörde"),
        ("https://thavel.thueringen.de/thavel/portal?f=leistung&aid=354824", "je Behörde"),
        ("https://antragsservice-einbuergerung.de/16055000", "je Behörde"),
        ("https://ikfz.ikfz-thueringen.de/i4/ikfz4/?LICENSEIDENTIFIER=weimar_stadt", "je Behörde"),
        ("https://www.fuehrungszeugnis.bund.de/", "keiner nötig"),
        ("https://www.elster.de/eportal/start", "keiner nötig"),
        ("https://www.elterngeld-digital.de/ams/Elterngeld", "unbekannt"),
        ("https://www.amt.bund.de/dienst", "unbekannt"),
        ("https://formular.example.org/a", "unbekannt"),
    ],
)
def test_a_solution_says_whether_an_authority_must_be_connected_and_why(
    url: str, anschluss: str, recogniser: Recogniser
) -> None:
    found = solution(recogniser.link(url, []), "99115005104000", "Titel")
    assert found.anschluss == anschluss
    assert found.anschluss_grund.endswith(".")


def test_what_is_said_to_hold_everywhere_needs_no_connection() -> None:
    everywhere = [line["id"] for line in PATTERN_LINES if line["nachnutzungsweg"].startswith("Gilt schon")]
    assert everywhere == [line["id"] for line in PATTERN_LINES if line["anschluss"] == "keiner nötig"]


def test_a_session_in_the_query_does_not_belong_to_the_service(recogniser: Recogniser) -> None:
    flow = "https://ajproxy.jena.de/olav/olav.htm?_flowId=parkausweisbeantragen-flow&_flowExecutionKey="
    assert recogniser.link(flow + "e1s1", []).normal == recogniser.link(flow + "e9s4", []).normal
    unknown = "https://antrag.example.org/start?dienst=7&jsessionid="
    assert (
        recogniser.link(unknown + "A", []).normal
        == recogniser.link(unknown + "B", []).normal
        == "antrag.example.org/start?dienst=7"
    )


def test_a_town_s_own_host_is_its_own_system_and_no_other_town_s(recogniser: Recogniser) -> None:
    own = recogniser.link("https://erfurt.de/od000008", ["Erfurt, Stadt"])
    other = recogniser.link("https://erfurt.de/od000008", ["Gera, Stadt"])
    assert own.pattern is not None
    assert own.pattern.plattform == "Eigenes System"
    assert other.pattern is None


def test_what_no_pattern_knows_is_said_to_be_unknown(recogniser: Recogniser) -> None:
    found = solution(recogniser.link("https://formular.example.org/a/b?x=1", []), "99027002012000", "Geburtsurkunde")
    assert (found.plattform, found.aufwand, found.id) == (
        "unbekannt",
        "unbekannt",
        "unbekannt:formular.example.org/a/b?x=1",
    )


def test_of_a_very_long_link_the_beginning_decides(recogniser: Recogniser) -> None:
    long = "https://thavelp.thueringen.de/thavelp/go/a/7746?c=" + "b" * 10_000
    assert recogniser.link(long, []).normal == "thavelp.thueringen.de/thavelp/go/a/7746"
    late = f"https://formular.example.org/{'a' * MAX_TEXT}/intelliform/forms/1/hund"
    assert recogniser.link(late, []).pattern is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mühlhausen/Thüringen, Stadt", "muehlhausen"),
        ("Erfurt, Stadt", "erfurt"),
        ("Bad Salzungen, Stadt", "bad-salzungen"),
        ("Weißensee, Stadt", "weissensee"),
    ],
)
def test_names_become_what_stands_in_host_names(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_lines_of_one_solution_say_the_same_of_it() -> None:
    said: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for line in PATTERN_LINES:
        if "{" not in line["dienst"].replace("{leistung}", ""):
            key = (line["plattform"], line["dienst"])
            said.setdefault(key, set()).add(tuple(line[name] for name in SAID_OF_A_SOLUTION))
    assert all(len(versions) == 1 for versions in said.values())


def test_every_effort_of_a_pattern_is_a_known_step() -> None:
    assert {line["aufwand"] for line in PATTERN_LINES} <= {line["aufwand"] for line in _lines("aufwandsstufen")}
