import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import ThavelError
from catalogue.store import rawstore


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_folder_lies_beside_the_catalogue() -> None:
    assert rawstore.folder_of(Path("data/katalog.db")) == Path("data/katalog-lieferungen")


@given(body=st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_body_comes_back_as_it_was(tmp_path: Path, body: bytes) -> None:
    sha256 = rawstore.keep(tmp_path, body)
    assert sha256 == hashlib.sha256(body).hexdigest()
    assert rawstore.read(tmp_path, sha256) == body


def test_the_same_body_is_kept_once(tmp_path: Path) -> None:
    sha256 = rawstore.keep(tmp_path, b"Seite 1")
    before = (tmp_path / files(tmp_path)[0]).stat().st_mtime_ns
    assert rawstore.keep(tmp_path, b"Seite 1") == sha256
    assert files(tmp_path) == [f"{sha256[:2]}/{sha256}.gz"]
    assert (tmp_path / files(tmp_path)[0]).stat().st_mtime_ns == before


def test_many_threads_may_keep_the_same_body(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        sums = set(pool.map(lambda number: rawstore.keep(tmp_path, b"x" * (number % 3)), range(60)))
    assert len(sums) == 3
    assert len(files(tmp_path)) == 3


def test_a_body_that_could_not_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        rawstore.keep(tmp_path, b"Seite 1")
    assert files(tmp_path) == []


def test_a_missing_body_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        ThavelError, match=r"^Die Rohlieferung .* fehlt oder ist beschädigt .*Holen Sie die Quelle neu\.$"
    ):
        rawstore.read(tmp_path, "0" * 64)


@pytest.mark.parametrize("damage", [b"", b"no gzip", b"\x1f\x8b"])
def test_a_damaged_body_is_told(tmp_path: Path, damage: bytes) -> None:
    sha256 = rawstore.keep(tmp_path, b"Seite 1")
    (tmp_path / files(tmp_path)[0]).write_bytes(damage)
    with pytest.raises(ThavelError, match="beschädigt"):
        rawstore.read(tmp_path, sha256)


def test_bits_that_fell_over_are_told(tmp_path: Path) -> None:
    sha256 = rawstore.keep(tmp_path, b"Seite 1 von 2")
    path = tmp_path / files(tmp_path)[0]
    sound = path.read_bytes()
    for position in range(10, len(sound)):
        path.write_bytes(sound[:position] + bytes([sound[position] ^ 255]) + sound[position + 1 :])
        with pytest.raises(ThavelError, match="beschädigt"):
            rawstore.read(tmp_path, sha256)


def test_another_body_under_its_name_is_told(tmp_path: Path) -> None:
    first, second = rawstore.keep(tmp_path, b"Seite 1"), rawstore.keep(tmp_path, b"Seite 2")
    (tmp_path / first[:2] / f"{first}.gz").write_bytes((tmp_path / second[:2] / f"{second}.gz").read_bytes())
    with pytest.raises(ThavelError, match="die Prüfsumme stimmt nicht"):
        rawstore.read(tmp_path, first)
