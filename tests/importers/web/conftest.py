"""Places that documents are taken in from."""

from pathlib import Path

import pytest

from importers.web import intake, packed
from tests.importers.web.taking_in import XML


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "arbeit"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test puts the one file that it takes in."""
    return tmp_path / "datei"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two XML files and something else."""
    folder = tmp_path / "ordner"
    (folder / "unter").mkdir(parents=True)
    (folder / "b.xml").write_bytes(b"<b/>")
    (folder / "a.XML").write_bytes(XML)
    (folder / "liesmich.md").write_bytes(b"x")
    (folder / "unter" / "c.xml").write_bytes(b"<c/>")
    (tmp_path / "geheim.xml").write_bytes(b"<geheim/>")
    return folder


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may become larger than 1 MiB."""
    monkeypatch.setattr(packed, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(intake, "MAX_BYTES", 1 << 20)
