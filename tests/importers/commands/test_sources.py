"""`thavel sources` and `sources probe`: what is different at a live source."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from importers.sample.world import sample_world
from tests.command import Thavel
from tests.simulators.suchdienst import Simulator

TWO = ("16051000", "16063105")


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(sample_world())


@pytest.fixture
def live(simulator: Simulator, demo: Thavel, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The demo's catalogue beside a PVOG that answers; gives its base URL."""
    with simulator as base_url:
        monkeypatch.setenv("THAVEL_PVOG_BASE_URL", base_url)
        monkeypatch.setenv("THAVEL_RATE", "0")
        yield base_url


def test_the_probe_of_a_source_that_answers_as_expected_is_text_or_json(live: str, demo: Thavel) -> None:
    outcome = demo("sources", "probe", "pvog", "--ags", TWO[0])
    assert (outcome.code, "Alles, worauf der Import sich stützt, ist vorhanden." in outcome.out) == (0, True)
    assert demo("sources", "probe", "pvog", "--ags", TWO[0], "--format", "json", "-o", "bericht.json").code == 0
    assert json.loads(Path("bericht.json").read_text(encoding="utf-8"))["in_ordnung"] is True


def test_a_probe_that_finds_deviations_ends_with_1_and_says_what_to_do(
    live: str, demo: Thavel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAVEL_PVOG_BASE_URL", f"{live}/!no-list")
    outcome = demo("sources", "probe", "pvog")
    assert (outcome.code, "fehlt: onlineservices, nötig für die Onlinedienste" in outcome.out) == (1, True)
    assert "Die Quelle pvog weicht ab" in outcome.err


def test_sources_alone_still_lists_them(demo: Thavel) -> None:
    outcome = demo("sources")
    assert (outcome.code, "FITKO" in outcome.out) == (0, True)
