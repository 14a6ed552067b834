"""The sample's catalogue, made once by the real importers."""

import shutil
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.questions.places import resolve
from catalogue.store.rules import sync_rules
from importers import sample
from importers.pvog.suchdienst import Pvog, SuchdienstEndpoints
from importers.registers.gemeinden import Gemeinden
from importers.registers.leika import Leika
from importers.run.runner import Options, run_import
from importers.sample.register import register_lines
from importers.sample.world import sample_world
from importers.web.manners import Manners
from tests.simulators.suchdienst import Simulator


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with register, Leistungen and the five towns of the sample; read only."""
    folder = tmp_path_factory.mktemp("sample")
    path = folder / "katalog.db"
    db = connect(path, create=True)
    sync_rules(db)
    register = folder / "register.txt"
    register.write_bytes(register_lines())
    run_import(path, Gemeinden([register]), Options())
    run_import(path, Leika([sample.LEISTUNGEN], "2019"), Options())
    world = sample_world()
    towns = resolve(db, world)
    db.close()
    with Simulator(world) as base_url:
        run_import(path, Pvog(towns, endpoints=SuchdienstEndpoints(base_url), manners=Manners(rate=0)), Options())
    return path


@pytest.fixture
def sample_catalogue(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    copy = tmp_path / "katalog.db"
    shutil.copyfile(built_sample, copy)
    shutil.copytree(built_sample.with_name("katalog-lieferungen"), tmp_path / "katalog-lieferungen")
    return copy
