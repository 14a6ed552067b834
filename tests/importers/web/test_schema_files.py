"""Fetching the schema files of all standards: one that cannot be had does not stop the others."""

from pathlib import Path

import pytest

from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.schema_files import fetch_all
from tests.simulators.xrepository import XRepository
from tests.xoev_schemas.test_fetch import OFFICIAL
from xoev_schemas.fetch import URNS
from xoev_schemas.recognition import Standard

ADDRESS = f"/api/xrepository/{URNS[Standard('xdatenfelder', '3.0.0')]}:xmlschema"
POLITE = Manners(rate=0, retries=0)


def test_what_is_there_is_fetched_and_what_is_not_is_named(tmp_path: Path) -> None:
    repository = XRepository()
    repository.answers = {ADDRESS: (200, OFFICIAL)}
    with repository as base_url:
        found = list(fetch_all(tmp_path, POLITE, base_url=base_url, renew=False))
    assert len(found) == len(URNS)
    (good,) = (outcome.sentence for outcome in found if outcome.fetched)
    assert good.startswith("xdatenfelder 3.0.0: abgerufen, SHA-256 ")
    assert {outcome.sentence.partition(" (http")[0] for outcome in found if not outcome.fetched} == {
        "Diese Schemadateien gibt es dort nicht (404)."
    }
    assert (tmp_path / "xdatenfelder-3.0.0.zip").read_bytes() == OFFICIAL


def test_other_content_than_at_first_is_refused_unless_it_is_to_be_renewed(tmp_path: Path) -> None:
    repository = XRepository()
    with repository as base_url:
        for body, renew, fetched in ((OFFICIAL, False, 1), (OFFICIAL + b"\0" * 3, False, 0), (OFFICIAL, True, 1)):
            repository.answers = {ADDRESS: (200, body)}
            found = list(fetch_all(tmp_path, POLITE, base_url=base_url, renew=renew))
            assert sum(outcome.fetched for outcome in found) == fetched


def test_where_every_request_would_end_the_same_way_the_rest_is_not_asked(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(fetch_all(tmp_path, POLITE, base_url="http://localhost.invalid", renew=False))
