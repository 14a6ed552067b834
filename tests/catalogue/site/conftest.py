"""A catalogue with the rows of `world`, and every page of it."""

from pathlib import Path

import httpx
import pytest

from tests.catalogue.site.world import PAGES, RESULTS, ROWS, fill, visit


@pytest.fixture
def filled(katalog: Path) -> Path:
    fill(katalog, ROWS, RESULTS)
    return katalog


@pytest.fixture
def pages(filled: Path) -> dict[str, httpx.Response]:
    return dict(zip(PAGES, visit(filled, PAGES), strict=True))
