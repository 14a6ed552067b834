import csv
from collections import Counter
from pathlib import Path

import pytest

from importers.registers.gemeinden import Gemeinden
from importers.registers.leika import Leika
from importers.run.runner import Options, run_import
from importers.sample import FOLDER, LEISTUNGEN
from importers.sample.register import municipalities, register_lines
from importers.sample.world import EISENACH, SAMPLE_ARS, TOWNS, item, sample_world, table
from tests.reading import rows

needs_shared = pytest.mark.needs_shared


def offered(ars: str) -> dict[str, str]:
    """Link of each Leistung that is online in a municipality of the sample."""
    return {d.key: service.link for service in sample_world()[ars].services for d in service.descriptions}


@needs_shared
def test_the_samples_register_gives_the_same_rows_as_the_official_file(
    shared: Path, katalog: Path, tmp_path: Path
) -> None:
    ours = tmp_path / "unsere.txt"
    ours.write_bytes(register_lines())
    tables = ("kreise", "verwaltungen", "kommunen", "gebietsschluessel")
    run_import(katalog, Gemeinden([ours]), Options())
    from_ours = [rows(katalog, f"SELECT * FROM {name} ORDER BY 1, 2") for name in tables]
    official = run_import(katalog, Gemeinden([shared / "gebiete/GV100AD_20260228_land16.txt"]), Options())
    assert [rows(katalog, f"SELECT * FROM {name} ORDER BY 1, 2") for name in tables] == from_ours
    assert (official.counts.neu, official.counts.geaendert, official.counts.verschwunden) == (0, 0, 0)


def test_every_line_of_the_samples_register_has_220_characters() -> None:
    lines = register_lines().decode().splitlines()
    assert Counter(map(len, lines)) == {220: 813}
    assert Counter(line[:2] for line in lines) == {"10": 1, "40": 22, "50": 189, "60": 601}


@needs_shared
def test_the_sample_holds_every_observation_of_the_four_towns(shared: Path) -> None:
    with (shared / "pvog/pvog_4_staedte_2026-10-04.csv").open(encoding="utf-8") as file:
        real = list(csv.DictReader(file, delimiter=";"))
    for name, ars in TOWNS.items():
        of_town = [row for row in real if row["kommune"] == name]
        links = {row["leistungsschluessel"]: row["onlinedienst_url"] for row in of_town if row["onlinedienst_url"]}
        described = {
            (row["leistungsschluessel"], row["bezeichnung"])
            for row in of_town
            if row["ebene_leistungsbeschreibung"] != "nicht gefunden"
        }
        assert offered(ars) == links
        assert {(d.key, d.title) for d in sample_world()[ars].descriptions} == described


@needs_shared
def test_the_samples_catalogue_of_leistungen_is_an_excerpt_of_the_real_one(shared: Path, katalog: Path) -> None:
    run_import(katalog, Leika([shared / "leika/ozg_katalog_2019_leika.csv"], "2019"), Options())
    columns = "leistungsschluessel, bezeichnung, typisierung, ozg_id, ozg_leistung, themenfeld, lage"
    real = set(rows(katalog, f"SELECT {columns} FROM leistungen"))
    with LEISTUNGEN.open(encoding="utf-8") as file:
        names = ("leika_key", "bezeichnung", "typisierung", "ozg_id", "ozg_leistung", "themenfeld", "lage")
        ours = {tuple(row[name] for name in names) for row in csv.DictReader(file)}
    assert len(ours) == 49
    assert ours <= real


def test_eisenach_has_what_at_least_three_towns_have_with_the_same_link() -> None:
    links = Counter((key, link) for ars in TOWNS.values() for key, link in offered(ars).items())
    assert offered(EISENACH) == {key: link for (key, link), towns in links.items() if towns >= 3}
    assert len(offered(EISENACH)) == 19
    assert offered(EISENACH)["99050012104000"] == "https://thavel.thueringen.de/thavel/portal?f=leistung&aid=354824"
    assert "99107021017000" not in offered(EISENACH)


def test_one_link_is_one_service_with_one_name_wherever_it_is_valid() -> None:
    services = [service for area in sample_world().values() for service in area.services]
    assert (
        len({s.id for s in services})
        == len({s.link for s in services})
        == len({(s.id, s.name, s.link) for s in services})
    )
    erfurt = {service.link: service for service in sample_world()[TOWNS["Erfurt"]].services}
    served = [description.key for description in erfurt["https://erfurt.de/od000008"].descriptions]
    assert served == ["99027002012000", "99059004012000"]


def test_an_item_has_the_documented_shape() -> None:
    service = next(s for s in sample_world()[EISENACH].services if s.link == "https://www.bafoeg-digital.de/")
    assert item(service) == {
        "id": service.id,
        "name": "BAföG für ein Studium beantragen",
        "links": [{"uri": "https://www.bafoeg-digital.de/"}],
        "serviceDescriptions": [{"id": "L100038.LB.354440", "ars": ["160000000000"]}],
    }
    assert item(service, with_keys=True)["serviceDescriptions"][0]["leikakeys"] == ["99022001017003"]


def test_the_table_has_a_row_per_description_and_service_and_empty_columns_where_none_is_online() -> None:
    lines = table(sample_world()[TOWNS["Weimar"]]).splitlines()
    assert lines[0] == "ID-LB|Leikaschlüssel|Name|Name2|Updatedatum|ID-OD|Bezeichnung OD|Links"
    assert {line.count("|") for line in lines} == {7}
    assert len(lines) == 1 + 61
    assert "L100038.LB.355164|99008001012000|Personalausweis Ausstellung|Personalausweis beantragen||||" in lines
    dog = next(line for line in lines if line.startswith("L100038.LB.215864084|"))
    assert dog.endswith("|Hundesteuer anmelden|https://thavelp.thueringen.de/thavelp/go/a/2080")


def test_the_sample_is_small_and_names_no_municipality_twice() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.csv")) < 80_000
    assert len(set(municipalities())) == 601
    assert set(SAMPLE_ARS) <= set(municipalities())
