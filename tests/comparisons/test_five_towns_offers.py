"""Levels, solutions and shares of the sample against a computation of their own from its figures and the documentation.

Nothing of the comparison is used to say what is expected: links are told apart by what a person sees in them.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.questions import reports
from catalogue.store.rules import rule_file
from catalogue.tables.regeln import LOESUNGSMUSTER
from comparisons.compare import compare
from tests.comparisons.test_five_towns import NATIONWIDE_HOSTS, TOWNS, expected_gaps, links_of_towns
from tests.reading import rows

Place = tuple[str, str]
"""Leistung and AGS."""

NATIONWIDE = (*NATIONWIDE_HOSTS, "bundesjustizamt.de", "gkv-spitzenverband.de", "deutsche-rentenversicherung.de")
OF_THE_LAND = "thavel.thueringen.de/thavel/portal"
# Where the path tells which service of the Bund it is; behind the other hosts is one service only.
SEVERAL_SERVICES = ("arbeitsagentur.de", "elster.de", "bundesjustizamt.de", "deutsche-rentenversicherung.de")
NAME_IN_QUERY = {
    "bundesportal.gkv-spitzenverband.de": "ID=",
    "thavel.thueringen.de": "aid=",
    "portal-civ-efa.ekom21.de": "cc_key=",
    "ajproxy.jena.de/olav": "_flowId=",
}


def service_of(link: str) -> str:
    """The service with its instance, without session and contact."""
    procedure = re.search(r"thavelp\..*?(?:go/a/|verfahrenId=)(\d+)", link)
    if procedure:
        return f"procedure {procedure[1]}"
    return re.split(r"[?&](?:c|_flowExecutionKey|mode)=", link)[0].rstrip("/")


def solution_of(key: str, link: str) -> str:
    """What several towns could use alike: of a platform with a procedure for each town it is one per Leistung."""
    if "thavelp.thueringen.de" in link:
        return f"ThAVEL {key}"
    for host, name in NAME_IN_QUERY.items():
        if host in link:
            return f"{host} {link.partition(name)[2].partition('&')[0]}"
    host, _, path = link.removeprefix("https://").partition("/")
    if host in ("ikfz.ikfz-thueringen.de", "antragsservice-einbuergerung.de"):
        return host
    # Three addresses of one service, whose work the Jugendämter do.
    if "unterhaltsvorschuss" in link.lower() or link.endswith("/UVORSCHUSS"):
        return "Unterhaltsvorschuss"
    several = not any(name in host for name in NATIONWIDE) or any(name in host for name in SEVERAL_SERVICES)
    return f"{host}/{path.split('?')[0].rstrip('/')}" if several else host


def expected_levels() -> dict[Place, str]:
    """Who makes each offer, by the rules of the documentation, for five harvested Kreise and kreisfreie Städte."""
    links = links_of_towns()
    levels = {}
    for town, here in links.items():
        for key, link in here.items():
            spread = sum(service_of(links[other].get(key, "")) == service_of(link) for other in TOWNS)
            if any(host in link for host in NATIONWIDE):
                level = "Bund"
            elif spread >= 3 or OF_THE_LAND in link:
                level = "Land"
            else:
                level = "Kommune" if spread == 1 and town != "Eisenach" else "unbekannt"
            levels[key, TOWNS[town]] = level
    return levels


def expected_solutions() -> dict[str, set[Place]]:
    """The offers behind which each solution stands."""
    users = defaultdict(set)
    for town, here in links_of_towns().items():
        for key, link in here.items():
            users[solution_of(key, link)].add((key, TOWNS[town]))
    return users


OFFERS = """
SELECT n.leistungsschluessel, n.ags, b.ebene, b.loesung_id
FROM angebotsnachweise n JOIN dienstbewertung b USING (onlinedienst_id, leistungsschluessel)
WHERE n.verschwunden_am IS NULL
"""


def _sets(groups: Iterable[set[Place]]) -> set[frozenset[Place]]:
    return {frozenset(group) for group in groups}


@pytest.fixture(scope="module")
def compared(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample, compared for each of its towns in a copy of its own."""
    folder = tmp_path_factory.mktemp("five")
    copies = {}
    for town, ags in TOWNS.items():
        copies[town] = folder / f"{ags}.db"
        copies[town].write_bytes(built_sample.read_bytes())
        compare(copies[town], ags=ags)
    return copies


@pytest.mark.parametrize("town", TOWNS)
def test_the_level_of_every_offer_is_that_of_an_independent_computation(town: str, compared: dict[str, Path]) -> None:
    found = {(key, ags): ebene for key, ags, ebene, _ in rows(compared[town], OFFERS)}
    assert found == expected_levels()
    assert {"Bund", "Land", "Kommune"} <= set(found.values())


@pytest.mark.parametrize("town", TOWNS)
def test_the_solutions_and_their_users_are_those_of_an_independent_computation(
    town: str, compared: dict[str, Path]
) -> None:
    users: dict[str, set[Place]] = defaultdict(set)
    for key, ags, _, solution in rows(compared[town], OFFERS):
        users[solution].add((key, ags))
    assert _sets(users.values()) == _sets(expected_solutions().values())
    counted: dict[str, int] = dict(rows(compared[town], "SELECT id, kommunen FROM loesungen"))
    assert counted == {solution: len({ags for _, ags in places}) for solution, places in users.items()}


PERSONS = {"Erfurt": 218793, "Gera": 95608, "Jena": 109725, "Weimar": 65954, "Eisenach": 40747}


def comparable_or_all(town: str) -> list[str]:
    """Towns of the same status with half to double the population where there are three of them, else all others."""
    alike = [
        other
        for other in TOWNS
        if other != town
        and (other == "Eisenach") == (town == "Eisenach")
        and PERSONS[town] / 2 <= PERSONS[other] <= PERSONS[town] * 2
    ]
    return alike if len(alike) >= 3 else [other for other in TOWNS if other != town]


SHARES = """
SELECT p.leistungsschluessel, p.loesung_id, p.wert FROM kandidat_punkte p WHERE p.kriterium = ?
"""


@pytest.mark.parametrize("town", TOWNS)
def test_the_candidates_and_their_shares_are_those_of_an_independent_computation(
    town: str, compared: dict[str, Path]
) -> None:
    links, levels = links_of_towns(), expected_levels()
    others = [other for other in TOWNS if other != town]
    expected = {}
    for key, (kind, responsible, _) in expected_gaps(town, links).items():
        if kind not in ("fehlt", "verwandte Leistung online") or responsible == "nein":
            continue
        base = comparable_or_all(town)
        offering = sum(key in links[other] for other in base)
        own = [o for o in others if key in links[o] and levels[key, TOWNS[o]] not in ("Bund", "Land")]
        for solution in {solution_of(key, links[other][key]) for other in own}:
            users = frozenset(TOWNS[other] for other in own if solution_of(key, links[other][key]) == solution)
            using = sum(TOWNS[other] in users for other in base)
            expected[key, users] = (offering / len(base), using / len(base))
    users_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, ags, ebene, solution in rows(compared[town], OFFERS):
        if ebene not in ("Bund", "Land") and ags != TOWNS[town]:
            users_of[key, solution].add(ags)
    spread, proof = (
        {
            (key, frozenset(users_of[key, solution])): value
            for key, solution, value in rows(compared[town], SHARES, name)
        }
        for name in ("verbreitung", "bewaehrung")
    )
    assert {place: (spread[place], proof[place]) for place in spread} == expected
    assert len(spread) == rows(compared[town], "SELECT count(*) FROM kandidaten")[0][0] > 0


POINTS = "SELECT leistungsschluessel, loesung_id, kriterium, wert, gewicht, punkte FROM kandidat_punkte"
# The level of effort that is the worst: somebody else's own system.
WORST_EFFORT = Fraction(1, 10)


@pytest.fixture
def own_systems_unknown(built_sample: Path, tmp_path: Path) -> Path:
    """The sample, compared for Eisenach by rules that do not know the towns' own systems."""
    lines = rule_file(LOESUNGSMUSTER, None).read_text(encoding="utf-8").splitlines(keepends=True)
    rules = tmp_path / "regeln"
    rules.mkdir()
    kept = [line for line in lines if not line.startswith(("jena-", "eigenes-system"))]
    assert len(kept) == len(lines) - 4
    (rules / "loesungsmuster.csv").write_text("".join(kept), encoding="utf-8")
    path = tmp_path / "katalog.db"
    path.write_bytes(built_sample.read_bytes())
    compare(path, rules=rules)
    return path


def test_the_points_follow_from_the_values_of_all_solutions_of_a_leistung(
    compared: dict[str, Path], own_systems_unknown: Path
) -> None:
    missing = 0
    for path in (*compared.values(), own_systems_unknown):
        values: dict[str, dict[str, dict[str, Fraction | None]]] = defaultdict(lambda: defaultdict(dict))
        weights, points = {}, {}
        for key, solution, name, value, weight, counted in rows(path, POINTS):
            values[key][solution][name] = None if value is None else Fraction(value).limit_denominator(10_000)
            weights[name] = Fraction(weight)
            points[key, solution, name] = counted
        for key, rivals in values.items():
            counting = {name for found in rivals.values() for name, value in found.items() if value is not None}
            for solution, found in rivals.items():
                exact = dict.fromkeys(found, Fraction(0))
                for name in counting:
                    value, instead = found[name], WORST_EFFORT if name == "aufwand" else Fraction(0)
                    missing += value is None
                    exact[name] = (instead if value is None else value) * weights[name]
                    exact[name] *= Fraction(100) / sum((weights[counted] for counted in counting), Fraction(0))
                shown = {name: points[key, solution, name] for name in found}
                assert all(abs(shown[name] - exact[name]) < 0.1 for name in found), (key, solution, shown)
                assert round(sum(shown.values()), 1) == math.floor(10 * sum(exact.values())) / 10, (key, solution)
    assert missing, "without a missing value beside a known one nothing would be shown"


def test_solutions_of_which_nothing_is_known_any_more_rise_before_no_other(
    compared: dict[str, Path], own_systems_unknown: Path
) -> None:
    sql = "SELECT leistungsschluessel, geber_url, plattform FROM kandidaten ORDER BY rang"
    before, after = rows(compared["Eisenach"], sql), rows(own_systems_unknown, sql)
    places = {row[:2]: place for place, row in enumerate(before)}
    places_after = {row[:2]: place for place, row in enumerate(after)}
    unknown = [row[:2] for row in after if row[2] == "unbekannt"]
    assert places.keys() == places_after.keys()
    passed = [
        (one, other)
        for one in unknown
        for other in places
        if one[0] == other[0] and places_after[one] < places_after[other] and places[one] > places[other]
    ]
    assert unknown and not passed


@pytest.mark.parametrize("town", TOWNS)
def test_what_is_one_work_to_take_over_is_that_of_an_independent_computation(
    town: str, compared: dict[str, Path]
) -> None:
    found: dict[str, set[Place]] = defaultdict(set)
    expected: dict[str, set[Place]] = defaultdict(set)
    for work, key, link in rows(compared[town], "SELECT vorhaben, leistungsschluessel, geber_url FROM kandidaten"):
        found[work].add((key, link))
        of_one_procedure = "thavelp.thueringen.de" in link
        expected[service_of(link) if of_one_procedure else solution_of(key, link)].add((key, link))
    assert _sets(found.values()) == _sets(expected.values())


def test_a_work_that_closes_several_gaps_of_weimar_is_listed_once_among_the_best_with_all_its_keys(
    compared: dict[str, Path],
) -> None:
    db = connect(compared["Weimar"])
    best, everything = reports.candidates(db, best=True), reports.candidates(db)
    limited = reports.candidates(db, best=True, limit=2)
    db.close()
    closed = [key for row in best for key in (row["leistungsschluessel"], *(row["auch_fuer"] or "").split(", ")) if key]
    assert set(closed) == {row["leistungsschluessel"] for row in everything}
    works = [row["vorhaben"] for row in best]
    assert len(works) == len(set(works)) < len(everything)
    licence = next(row for row in best if row["leistungsschluessel"] == "99108049012001")
    assert licence["auch_fuer"] == "99108049012005, 99108062012000, 99108047001001"
    assert limited == best[:2]
