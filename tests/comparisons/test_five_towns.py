"""The gaps of all five towns of the sample, against a computation of its own from the sample's figures: plain sets."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.questions import reports
from comparisons.compare import compare
from importers import sample
from tests.reading import rows

TOWNS = {"Erfurt": "16051000", "Gera": "16052000", "Jena": "16053000", "Weimar": "16055000", "Eisenach": "16063105"}

# Tasks of Landkreise and kreisfreie Städte among the 64 Leistungen, and of Bund and Land, by beginnings of keys.
KREIS: tuple[str, ...] = (
    "99010",
    "99015007",
    "99036",
    "99041006",
    "99067",
    "99088011",
    "99099002",
    "99107009",
    "99107021",
    "99107023",
)
KREIS += ("99089016", "99107022", "99108047", "99108049", "99108062")
BUND_OR_LAND = (
    "99022001",
    "99038",
    "99041008",
    "99049",
    "99052002",
    "99102008",
    "99102019",
    "99102064",
    "99107018",
    "99114045",
)
GEMEINDE = (
    "99008",
    "99027",
    "99042001",
    "99059",
    "99085",
    "99090023276",
    "99101",
    "99102010",
    "99102012",
    "99102013",
    "99102017",
    "99115",
    "99133001",
)

# What Eisenach is beside a Gemeinde: Straßenverkehrsbehörde for good, and as is to be confirmed untere Bauaufsicht and
# Gewerbebehörde; elsewhere these are tasks of the Kreis.
EISENACH_IS = {
    "belegt": ("99108001", "99108009", "99108011"),
    "angenommen": ("99012", "99050012", "99050023"),
}
# Tasks of the Jobcenter, which Jena is itself.
JOBCENTER = "99107108"
# Whose line is to be confirmed; of Eisenach also what follows from nothing but that no regulation names it.
ASSUMED = ("99008", "99041006", "99085", "99089016", "99090023276", JOBCENTER)
ASSUMED_OF_EISENACH = ("99107022", "99107023")
# The Kreis's office says so of itself, or the town's own page.
SURE_OF_EISENACH = ("99107021",)
EISENACH_SAYS = ("99008001", "99085001", "99085003", "99090023276")

NATIONWIDE_HOSTS = (
    "arbeitsagentur.de",
    "unterhaltsvorschuss-online.de",
    "elster.de",
    "gov.de",
    "bafoeg-digital.de",
    "elterngeld-digital.de",
    "bund.de",
)

# Addresses that all share although each authority is connected on its own: its work, not that of Bund or Land.
AUTHORITY_BY_AUTHORITY = (
    "wohnsitzanmeldung.gov.de",
    "unterhaltsvorschuss-online.de",
    "gemeinsamonline.de",
    "thavel.thueringen.de/thavel/portal",
)


def links_of_towns() -> dict[str, dict[str, str]]:
    """Links by town and Leistung; Eisenach has what at least three of the four towns have."""
    links: dict[str, dict[str, str]] = {town: {} for town in TOWNS}
    with (sample.FOLDER / "angebote.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            here = [row[town] for town in TOWNS if town != "Eisenach" and row[town] not in ("", "-")]
            for town in TOWNS:
                if town != "Eisenach" and row[town] not in ("", "-"):
                    links[town][row["leistungsschluessel"]] = row[town]
            for link in here:
                if here.count(link) >= 3:
                    links["Eisenach"][row["leistungsschluessel"]] = link
    return links


def responsibility(town: str, key: str) -> tuple[str, str]:
    """Whether a town is responsible for a Leistung of the sample, and how sure that is."""
    sure = "angenommen" if key.startswith((*ASSUMED, "99107021")) else "belegt"
    if key.startswith(JOBCENTER):
        return ("ja" if town == "Jena" else "nein"), sure
    if key.startswith(BUND_OR_LAND):
        return "nein", sure
    if town == "Eisenach" and key.startswith(EISENACH_SAYS):
        return "ja", "belegt"
    if town != "Eisenach" or key.startswith(GEMEINDE):
        return "ja", sure
    for sure_of_it, beginnings in EISENACH_IS.items():
        if key.startswith(beginnings):
            return "ja", sure_of_it
    if key.startswith(SURE_OF_EISENACH):
        return "nein", "belegt"
    return "nein", "angenommen" if key.startswith(ASSUMED_OF_EISENACH) else sure


def expected_gaps(reference: str, links: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, str, int]]:
    """Kind, responsibility and number of providing towns of every gap."""
    others = [town for town in TOWNS if town != reference]
    expected = {}
    for key in {key for town in others for key in links[town]} - links[reference].keys():
        offered = [links[town][key] for town in others if key in links[town]]
        responsible = responsibility(reference, key)[0]
        widespread = any(sum(links[town].get(key) == link for town in TOWNS) >= 3 for link in offered)
        inherited = widespread or all(any(host in link for host in NATIONWIDE_HOSTS) for link in offered)
        related = [k for k in links[reference] if k[:11] == key[:11] and (k.endswith("000") != key.endswith("000"))]
        if responsible == "nein" and not key.startswith(KREIS):
            continue
        if responsible == "nein":
            kind = "Aufgabe des Kreises"
        elif inherited:
            wide = [
                link
                for link in offered
                if sum(links[town].get(key) == link for town in TOWNS) >= 3 or any(h in link for h in NATIONWIDE_HOSTS)
            ]
            each = all(any(address in link for address in AUTHORITY_BY_AUTHORITY) for link in wide)
            kind = "Anschluss ungeklärt" if each else "landesweit verfügbar"
        elif related:
            kind = "verwandte Leistung online"
        else:
            kind = "fehlt"
        expected[key] = (kind, responsible, len(offered))
    return expected


@pytest.mark.parametrize("town", TOWNS)
def test_the_gaps_of_each_town_are_those_of_an_independent_computation(town: str, sample_catalogue: Path) -> None:
    compare(sample_catalogue, ags=TOWNS[town])
    db = connect(sample_catalogue)
    found = {
        row["leistungsschluessel"]: (row["art"], row["zustaendig"], row["verwaltungen"]) for row in reports.gaps(db)
    }
    db.close()
    assert found == expected_gaps(town, links_of_towns())
    assert found, "a town without any gap would prove nothing"


@pytest.mark.parametrize("town", TOWNS)
def test_everything_that_one_of_the_towns_has_online_is_decided_for_each_of_them(
    town: str, sample_catalogue: Path
) -> None:
    summary = compare(sample_catalogue, ags=TOWNS[town])
    online = {key for links in links_of_towns().values() for key in links}
    found = rows(sample_catalogue, "SELECT leistungsschluessel, zustaendig, zustaendig_sicherheit FROM leistungsstand")
    assert {key: (own, sure) for key, own, sure in found if key in online} == {
        key: responsibility(town, key) for key in online
    }
    assert summary.assumed == sum(sure == "angenommen" and own != "unklar" for _, own, sure in found) > 0


MISSING_IN_EISENACH = {
    "Hundesteuer": "99102013104000",
    "Baumfällgenehmigung": "99090023276000",
    "Parkplatzabsperrung": "99108011153000",
    "Geburtsurkunde": "99027002012000",
    "Eheurkunde": "99059004012000",
    "Sterbeurkunde": "99101004012000",
    "Bewohnerparkausweis": "99108001001000",
    "Grundsteuer": "99102012002000",
    "Zweitwohnungsteuer": "99102017002000",
}


def _gaps(path: Path) -> dict[str, dict[str, object]]:
    compare(path)
    db = connect(path)
    found = {row["leistungsschluessel"]: row for row in reports.gaps(db)}
    db.close()
    return found


def test_eisenach_lacks_what_a_town_is_responsible_for(sample_catalogue: Path) -> None:
    gaps = _gaps(sample_catalogue)
    found = {name: gaps[key]["art"] for name, key in MISSING_IN_EISENACH.items()}
    assert found == dict.fromkeys(MISSING_IN_EISENACH, "fehlt")


def test_each_of_these_gaps_has_a_candidate(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    db = connect(sample_catalogue)
    keys = {row["leistungsschluessel"] for row in reports.candidates(db, art="fehlt")}
    db.close()
    assert set(MISSING_IN_EISENACH.values()) <= keys


def test_what_is_valid_in_the_whole_land_is_no_gap(sample_catalogue: Path) -> None:
    gaps = _gaps(sample_catalogue)
    for key in ("99050012104000", "99115005104000", "99115005104001", "99041006017000"):
        assert key not in gaps


def test_vehicles_and_driving_licences_are_the_kreis_s_task_in_eisenach(sample_catalogue: Path) -> None:
    gaps = _gaps(sample_catalogue)
    kreis = [key for key, row in gaps.items() if row["art"] == "Aufgabe des Kreises"]
    assert {k for k in gaps if k.startswith(("99036", "99108047", "99108049", "99108062"))} <= set(kreis)
    assert "Wartburgkreis" in str(gaps["99036020001000"]["art_grund"])
    assert "ThürSchFG" in str(gaps["99088011039000"]["zustaendig_grund"])


def test_the_certificates_of_three_towns_stand_before_a_single_town_s_own_system(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    db = connect(sample_catalogue)
    found = reports.candidates(db)
    users = dict(db.execute("SELECT id, kommunen FROM loesungen").fetchall())
    db.close()
    certificates = [
        row["rang"] for row in found if row["loesung_id"].startswith("thavel:") and users[row["loesung_id"]] == 3
    ]
    alone = [
        row["rang"] for row in found if users[row["loesung_id"]] == 1 and row["aufwand"] in ("hoch", "mittel bis hoch")
    ]
    assert len(certificates) == 3
    assert alone
    assert max(certificates) < min(alone)


def test_every_candidate_explains_itself_and_its_rows_add_up(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    db = connect(sample_catalogue)
    for row in reports.candidates(db):
        points = db.execute(
            "SELECT punkte, wert, erklaerung FROM kandidat_punkte WHERE leistungsschluessel = ? AND loesung_id = ?",
            [row["leistungsschluessel"], row["loesung_id"]],
        ).fetchall()
        assert round(sum(p for p, _, _ in points), 1) == row["punkte"] <= 100
        assert all(explanation for _, _, explanation in points)
        assert row["geber_url"].startswith("https://")
        assert row["begruendung"].endswith(".")
    db.close()


def test_a_bewohnerparkausweis_names_weimar_as_the_town_to_copy_from(sample_catalogue: Path) -> None:
    compare(sample_catalogue)
    db = connect(sample_catalogue)
    best = next(row for row in reports.candidates(db) if row["leistungsschluessel"] == "99108001001000")
    db.close()
    assert {name: best[name] for name in ("geber", "plattform", "zustaendig", "geber_url", "aufwand")} == {
        "geber": "Weimar, Stadt",
        "plattform": "ThAVEL",
        "zustaendig": "ja",
        "geber_url": "https://thavelp.thueringen.de/thavelp/go/a/6695?c=bc",
        "aufwand": "gering",
    }
