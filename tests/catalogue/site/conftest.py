"""A catalogue with the rows of `world`, and every page of it."""

import shutil
from pathlib import Path

import httpx
import pytest

from tests.catalogue.site.world import PAGES, RESULTS, ROWS, fill, visit


@pytest.fixture(scope="session")
def filled_once(fresh_katalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue to be copied or only read."""
    path = Path(shutil.copyfile(fresh_katalog, tmp_path_factory.mktemp("gefuellt") / "katalog.db"))
    fill(path, ROWS, RESULTS)
    return path


@pytest.fixture
def filled(katalog: Path, filled_once: Path) -> Path:
    return Path(shutil.copyfile(filled_once, katalog))


@pytest.fixture(scope="session")
def pages(filled_once: Path) -> dict[str, httpx.Response]:
    """The answer of every page, by its address."""
    return dict(zip(PAGES, visit(filled_once, PAGES), strict=True))
