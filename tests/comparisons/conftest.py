"""The sample's catalogue, made once by the real importers."""

import shutil
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.questions.places import resolve
from catalogue.store.rawstore import folder_of
from importers import sample
from importers.pvog.suchdienst import Pvog, SuchdienstEndpoints
from importers.registers.leika import Leika
from importers.run.runner import Options, run_import
from importers.sample.world import sample_world
from importers.web.manners import Manners
from tests.simulators.suchdienst import Simulator


@pytest.fixture(scope="session")
def built_sample(fresh_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with register, Leistungen and the five towns of the sample; read only."""
    path = tmp_path_factory.mktemp("sample") / "katalog.db"
    shutil.copyfile(fresh_register, path)
    shutil.copytree(folder_of(fresh_register), folder_of(path))
    run_import(path, Leika([sample.LEISTUNGEN], "2019"), Options())
    world = sample_world()
    db = connect(path)
    towns = resolve(db, world)
    db.close()
    with Simulator(world) as base_url:
        run_import(path, Pvog(towns, endpoints=SuchdienstEndpoints(base_url), manners=Manners(rate=0)), Options())
    return path


@pytest.fixture
def sample_catalogue(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    copy = tmp_path / "katalog.db"
    shutil.copytree(folder_of(built_sample), folder_of(copy))
    return Path(shutil.copyfile(built_sample, copy))
