import json

import requests

from importers.sample.register import municipalities
from importers.sample.world import EISENACH, item, sample_world
from tests.simulators.generated import generated_world
from tests.simulators.misbehaviour import NAMES
from tests.simulators.suchdienst import Simulator


def test_the_simulator_pages_through_all_services_and_knows_no_other_municipality() -> None:
    with Simulator(sample_world(), page_size=10) as base_url:
        url = f"{base_url}/v1beta2/onlineservices"
        sizes, parameters = [], {"ars": EISENACH}
        while True:
            page = requests.get(url, parameters, timeout=60).json()
            sizes.append((page["totalHits"], len(page["onlineservices"])))
            if not page["nextPageToken"]:
                break
            parameters["nextPageToken"] = page["nextPageToken"]
        unknown = requests.get(url, {"ars": "160670029029"}, timeout=60)
        wrong = requests.get(url, {"ars": EISENACH, "nextPageToken": "x"}, timeout=60)
    assert sizes == [(16, 10), (16, 6)]
    assert (unknown.status_code, unknown.content) == (404, b"")
    assert wrong.status_code == 400


def test_a_generated_land_has_the_asked_for_size_and_shares_services_within_an_administration() -> None:
    world = generated_world(601, 300)
    assert list(world) == municipalities()
    assert {len(area.services) for area in world.values()} == {300}
    size = [len(json.dumps(item(service))) for service in world[EISENACH].services]
    assert 250 < sum(size) / len(size) < 350
    everywhere = set.intersection(*({s.id for s in area.services} for area in world.values()))
    assert len(everywhere) == 200


def test_every_misbehaviour_has_a_name_and_an_unknown_one_is_refused() -> None:
    with Simulator(sample_world()) as base_url:
        answer = requests.get(f"{base_url}/!gibt-es-nicht/v1beta2/onlineservices", {"ars": EISENACH}, timeout=60)
    assert answer.status_code == 501
    assert {"html", "http429-once", "repeated-token", "timeout"} <= NAMES
