"""The stylesheet comes from one package, whole."""

import json
from pathlib import Path

import pytest

from catalogue.errors import ThavelError
from catalogue.site.assets import FILES, copy_assets


def test_assets_are_copied_whole_or_not_at_all(tmp_path: Path) -> None:
    package, target = tmp_path / "package", tmp_path / "kern"
    for name in FILES:
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(name)
    copied = copy_assets(package, target)
    assert len(copied) == len(FILES)
    assert (target / "kern.min.css").read_text() == "dist/kern.min.css"
    (package / "LICENSE.md").unlink()
    with pytest.raises(ThavelError, match="npm ci"):
        copy_assets(package, target)
    assert (target / "LICENSE.md").exists()


def test_the_lock_file_names_no_other_registry() -> None:
    root = Path(__file__).parents[3]
    packages = json.loads((root / "package-lock.json").read_text())["packages"].values()
    resolved = [package["resolved"] for package in packages if "resolved" in package]
    assert all(address.startswith("https://registry.npmjs.org/") for address in resolved)
    assert json.loads((root / "package.json").read_text())["dependencies"] == {"@kern-ux/native": "2.7.2"}
