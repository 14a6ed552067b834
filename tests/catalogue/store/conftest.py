"""A store on a fresh catalogue."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.store.store import Store
from tests.catalogue.store.saving import CARD


@pytest.fixture
def store(katalog: Path) -> Iterator[Store]:
    db = connect(katalog)
    store = Store(db, katalog)
    store.register_source(CARD)
    yield store
    db.close()
