"""The demo's catalogue: prepared, filled through the real importers, and never one of real data."""

from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import ThavelError
from importers.run.runner import Options, run_import
from importers.sample.demo import prepare, sample_sources
from tests.reading import rows


def test_the_sources_fill_a_prepared_catalogue_one_after_the_other(tmp_path: Path) -> None:
    catalogue = tmp_path / "neu" / "katalog.db"
    prepare(catalogue, None)
    for source in sample_sources(catalogue):
        assert not run_import(catalogue, source, Options()).failed
    assert rows(catalogue, "SELECT quelle, status FROM laeufe ORDER BY id") == [
        ("gemeinden", "fertig"),
        ("leika", "fertig"),
        ("pvog", "fertig"),
    ]
    prepare(catalogue, None)


def test_a_catalogue_of_real_data_is_left_alone(register: Path) -> None:
    with pytest.raises(ThavelError, match="kein Katalog der Demonstration"):
        prepare(register, None)
    connect(register).close()
    assert rows(register, "SELECT count(*) FROM quellen WHERE name = 'pvog'") == [(0,)]
