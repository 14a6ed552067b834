import os
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from importers.pvog.bereitstelldienst import BulkEndpoints, Credentials
from importers.run.source import KnownCatalogue
from tests.importers.pvog.test_bereitstelldienst import CREDENTIALS, source
from tests.simulators.bereitstelldienst import CLIENT_ID, CLIENT_SECRET


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str, mode: int = 0o600) -> Path:
        path = tmp_path / "zugang"
        path.write_text(text)
        path.chmod(mode)
        return path

    return write


def test_credentials_come_from_a_file_or_from_the_environment(file: Callable[[str], Path]) -> None:
    path = file(f"\nclient_secret = {CLIENT_SECRET}\r\nclient_id={CLIENT_ID}\n")
    assert Credentials.find(path, {}) == CREDENTIALS
    environment = {
        "THAVEL_BEREITSTELLDIENST_CLIENT_ID": CLIENT_ID,
        "THAVEL_BEREITSTELLDIENST_CLIENT_SECRET": CLIENT_SECRET,
    }
    assert Credentials.find(None, environment) == CREDENTIALS


@pytest.mark.parametrize("missing", ["ID", "SECRET"])
def test_missing_settings_are_named(missing: str) -> None:
    there = {"ID", "SECRET"} - {missing}
    with pytest.raises(ThavelError, match="Setzen Sie THAVEL_BEREITSTELLDIENST_CLIENT_ID und"):
        Credentials.find(None, {f"THAVEL_BEREITSTELLDIENST_CLIENT_{name}": "x" for name in there})


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_can_read_is_refused(file: Callable[[str, int], Path], mode: int) -> None:
    path = file(f"client_id={CLIENT_ID}\nclient_secret={CLIENT_SECRET}\n", mode)
    with pytest.raises(ThavelError, match="chmod 600") as error:
        Credentials.find(path, {})
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("client_id=a\n", "fehlt die Zeile client_secret=…"),
        ("client_id=a\nganz geheim\n", "Zeile 2: Erwartet werden nur"),
        ("client_id=a\nclient_secret=\n", "Zeile 2: Erwartet werden nur"),
        ("client_id=a\nclient_geheimnis=geheim\n", "Zeile 2: Erwartet werden nur"),
        ("", "fehlt die Zeile client_id=… und die Zeile client_secret=…"),
    ],
)
def test_a_file_that_is_not_understood_is_not_repeated(file: Callable[[str], Path], text: str, said: str) -> None:
    with pytest.raises(ThavelError) as error:
        Credentials.find(file(text), {})
    assert said in str(error.value)
    assert "geheim" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThavelError, match="kann nicht gelesen werden"):
        Credentials.find(tmp_path / "fehlt", {})


def test_the_secret_is_not_shown(katalog: Path) -> None:
    there = source("http://127.0.0.1:1")
    assert CLIENT_SECRET not in f"{CREDENTIALS!r} {there.extent()} {there.card}"
    assert there.groups() == 1
    assert KnownCatalogue().next_index("bereitstelldienst", "") == 0


@pytest.mark.parametrize("url", ["http://pvog.example.org/api", "ftp://localhost/api", "pvog.example.org"])
def test_credentials_are_not_sent_in_the_clear(url: str) -> None:
    for endpoints in ({"base": url}, {"auth": url}):
        with pytest.raises(ThavelError, match="muss mit https:// beginnen"):
            BulkEndpoints(**endpoints)
