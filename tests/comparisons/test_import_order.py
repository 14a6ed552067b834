"""The result does not depend on the order in which municipalities, services and Leistungen were imported."""

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from catalogue.store.results import TABLES
from comparisons.compare import compare
from importers.sample.world import Area, Service, World
from tests.importers.pvog.harvesting import EHE, EISENACH, ERFURT, GEBURT, GERA, HUND, PASS, WEIMAR, harvest
from tests.reading import Row, answers
from tests.simulators.suchdienst import Simulator

TIMES = ("zeitpunkt", "datenstand", "datenstand_ab", "grundlage")
SALZUNGEN, BERKA, KRAUTHAUSEN = "160635051003", "160635006006", "160635006046"
TOWNS = (ERFURT, GERA, WEIMAR, SALZUNGEN, BERKA, KRAUTHAUSEN)
DESCRIPTIONS = (HUND, GEBURT, EHE, PASS)
LINKS = (
    "https://thavelp.thueringen.de/thavelp/go/a/1",
    "https://thavelp.thueringen.de/thavelp/go/a/2?c=bc",
    "https://thavel.thueringen.de/thavel/portal?f=leistung&aid=354824",
    "https://erfurt.de/od000008",
    "https://dienst.example/antrag?sid=1",
    "https://dienst.example/antrag?sid=2",
)

# What a municipality offers: for each service, by its number, the Leistungen that it has there.
areas = st.dictionaries(
    st.integers(0, len(LINKS) - 1),
    st.lists(st.sampled_from(DESCRIPTIONS), min_size=1, max_size=3, unique=True),
    min_size=1,
)
worlds = st.fixed_dictionaries(dict.fromkeys((EISENACH, *TOWNS), areas))


def _world(offered: dict[str, dict[int, list[Any]]], chance: random.Random | None = None) -> World:
    """The same world each time, with `chance` in another order."""
    world = {}
    for ars, by_service in offered.items():
        services = [
            Service(f"L100038.OD.{number}", f"Dienst {number}", LINKS[number], tuple(served))
            for number, served in by_service.items()
        ]
        descriptions = list(DESCRIPTIONS)
        if chance:
            chance.shuffle(services)
            chance.shuffle(descriptions)
        world[ars] = Area(tuple(services), tuple(descriptions))
    return world


def _compared(register: Path, world: World, order: list[str], *, one_by_one: bool) -> dict[str, list[Row]]:
    """All result tables after importing in this order, without times."""
    with tempfile.TemporaryDirectory() as folder, Simulator(world) as base_url:
        path = Path(shutil.copyfile(register, Path(folder) / "katalog.db"))
        for places in [[ars] for ars in order] if one_by_one else [order]:
            assert not harvest(path, base_url, *places).failed
        compare(path)
        queries = {
            "kommunen": "SELECT ags, onlinedienste, eigene_onlinedienste FROM kommunen ORDER BY 1",
            "onlinedienste": "SELECT id, loesung_id FROM onlinedienste ORDER BY 1",
        }
        for table in TABLES:
            names = ", ".join(column.name for column in table.columns if column.name not in TIMES)
            queries[table.name] = f"SELECT {names} FROM {table.name} ORDER BY 1, 2, 3"
        return answers(path, queries)


@given(worlds, st.permutations([EISENACH, *TOWNS]), st.randoms(use_true_random=False))
# Each example is a harvest; a smaller one that fails too is not worth minutes.
@settings(max_examples=4, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_result_is_the_same_whatever_was_imported_first(
    fresh_register: Path, offered: dict[str, dict[int, list[Any]]], order: list[str], chance: random.Random
) -> None:
    first = _compared(fresh_register, _world(offered), [EISENACH, *TOWNS], one_by_one=False)
    assert _compared(fresh_register, _world(offered, chance), order, one_by_one=True) == first
