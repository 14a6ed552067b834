"""Which questions a service is asked, under which addresses, and with what it is opened."""

from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from importers.anschluss.answers import ConnectionEndpoints
from importers.probe import services
from importers.probe.probe import Asker, ProbeReport, Questions
from importers.probe.services import SERVICES, Addresses, probe_service
from importers.pvog.bereitstelldienst import BulkEndpoints
from importers.pvog.suchdienst import SuchdienstEndpoints
from importers.web.manners import Manners

ARS = "160630105105"
ENVIRON = {"THAVEL_BEREITSTELLDIENST_CLIENT_ID": "ich", "THAVEL_BEREITSTELLDIENST_CLIENT_SECRET": "geheim"}
HERE = Addresses(
    SuchdienstEndpoints("https://pvog.example"),
    None,
    "https://dashboard.example",
    BulkEndpoints("https://bulk.example", "https://auth.example"),
    None,
    "https://fim.example",
    "https://xrepository.example",
    ConnectionEndpoints("https://routing.example", "https://portal.example"),
)


@pytest.fixture
def first_urls(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The addresses of the first question of each service that is probed; nothing is asked."""
    found: dict[str, list[str]] = {}

    def probe(name: str, session: Asker, questions: Questions) -> ProbeReport:
        found[name] = list(next(questions).urls)
        return ProbeReport(name, "2026-11-28T00:00:00Z", [])

    monkeypatch.setattr(services, "probe", probe)
    return found


def test_each_service_is_asked_at_its_own_address(first_urls: dict[str, list[str]]) -> None:
    for name in SERVICES:
        probe_service(name, ARS, HERE, Manners(), ENVIRON)
    hosts = {name: {url.split("/")[2] for url in urls} for name, urls in first_urls.items()}
    assert hosts.pop("open-pvog") & {"dashboard.example"}
    assert hosts == {
        "pvog": {"pvog.example"},
        "bereitstelldienst": {"bulk.example"},
        "fim": {"fim.example"},
        "xrepository": {"xrepository.example"},
        "fit-connect": {"routing.example"},
        "bundesportal": {"portal.example"},
    }


def test_the_bereitstelldienst_is_not_asked_without_credentials(first_urls: dict[str, list[str]]) -> None:
    with pytest.raises(ThavelError, match="fehlen Zugangsdaten"):
        probe_service("bereitstelldienst", ARS, HERE, Manners(), {})
    assert first_urls == {}


def test_credentials_may_come_from_a_file(first_urls: dict[str, list[str]], tmp_path: Path) -> None:
    file = tmp_path / "zugang"
    file.write_text("client_id=ich\nclient_secret=geheim\n", encoding="utf-8")
    file.chmod(0o600)
    probe_service("bereitstelldienst", ARS, HERE._replace(credentials=file), Manners(), {})
    assert list(first_urls) == ["bereitstelldienst"]
