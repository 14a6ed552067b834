"""Follows docs/adding-a-source.md: what it says is written into a copy of the project and executed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "adding-a-source.md"
COPIED = ("catalogue", "importers", "comparisons", "xoev_schemas", "tests", "docs", "cli.py", "setup.cfg", "ruff.toml")
LIST = "Leistungsschlüssel;Bezeichnung;Betrag\n99102013104000;Ersatzmarke;2,50\n"


def files() -> dict[str, str]:
    """The files that the page gives in full, by their path."""
    return dict(
        re.findall(r"^`(\S+)`\n```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    )


def commands() -> list[list[str]]:
    """The command lines that the page gives, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line.split() for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the files of the page."""
    folder = tmp_path_factory.mktemp("projekt")
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".stamp")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copyfile(ROOT / name, folder / name)
    for name, text in files().items():
        assert not (folder / name).exists(), f"{name} is there already"
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(project: Path, *words: str | Path, folder: Path | None = None) -> str:
    """What a module of Python prints that is run with the packages of the copy."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, words)],
        cwd=folder or project,
        env={**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_page_gives_new_files_only() -> None:
    assert [name for name in files() if (ROOT / name).exists()] == []
    assert len(files()) == 5


def test_the_files_of_the_page_are_as_clean_as_the_others(project: Path) -> None:
    paths = [project / name for name in files()]
    run(project, "ruff", "check", *paths)
    run(project, "ruff", "format", "--check", *paths)


@pytest.mark.slow
def test_the_test_of_the_page_passes(project: Path) -> None:
    (test,) = [name for name in files() if name.startswith("tests/")]
    assert "3 passed" in run(project, "pytest", "-q", "-p", "no:cacheprovider", test)


@pytest.mark.slow
def test_the_commands_of_the_page_do_what_it_says(project: Path, register: Path) -> None:
    folder = register.parent
    (folder / "entgelte.csv").write_text(LIST, encoding="utf-8")
    printed = []
    for program, *arguments in commands():
        if program == "thavel":
            printed.append(run(project, "cli", *arguments, folder=folder))
        else:
            run(project, *arguments[1:])
    assert printed[-1].splitlines()[-1].startswith("16063105;99102013104000;Ersatzmarke;250;entgelte;")
    assert "## entgelte" in (project / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert "### thavel import entgelte" in (project / "docs" / "commands.md").read_text(encoding="utf-8")
    assert "Entgelte der Kommune" in run(project, "cli", "sources", folder=folder)
