"""What holds for the whole project: who may import whom, what is documented, what the files promise."""

import ast
import configparser
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ROOMS = ("catalogue", "importers", "comparisons", "xoev_schemas")
OURS = (*ROOMS, "cli", "tests")
# Room -> what it must not import; a name stands for itself and everything below it.
FORBIDDEN = {
    "catalogue": ("importers", "comparisons", "cli", "xoev_schemas", "tests"),
    "xoev_schemas": ("catalogue", "importers", "comparisons", "cli", "tests"),
    "importers": ("comparisons", "cli", "tests"),
    "comparisons": ("importers", "cli", "tests", "requests", "httpx", "urllib.request", "socket", "http"),
    "cli": ("tests",),
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "tools", "stuff"}


def modules() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [*found, ROOT / "cli.py"]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}, line {node.lineno}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@lru_cache(maxsize=1)
def committed() -> tuple[Path, ...]:
    """Files that are or would be committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


def setup() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def lines(value: str) -> list[str]:
    return [line for line in value.split("\n") if line and not line.startswith("#")]


def packages(value: str) -> set[str]:
    return {re.split(r"[<>=;\[ ]", line)[0].lower() for line in lines(value)}


# Rooms


def test_a_room_imports_only_what_it_may() -> None:
    wrong = [
        f"{name_of(path)}, line {line}: {name}"
        for path in modules()
        for line, name in imports(path)
        for forbidden in FORBIDDEN[path.relative_to(ROOT).parts[0].removesuffix(".py")]
        if f"{name}.".startswith(f"{forbidden}.")
    ]
    assert wrong == []


# Room -> wing -> the wings of the same room that it may import; what is not named imports none. A module that lies
# beside the wings counts as one.
ARROWS = {
    "catalogue": {
        "tables": "schema",
        "errors": "addresses",
        "formats": "weblinks",
        "patterns": "errors",
        "workbook": "errors schema",
        "export": "errors files formats german schema tables workbook",
        "dictionary": "schema tables",
        "shape": "schema",
        "migrations": "shape tables",
        "database": "clock errors german migrations schema shape tables",
        "questions": "clock codes errors formats german keys tables",
        "store": "addresses clock database errors files formats german patterns questions records schema shape tables",
        "check": "errors formats questions shape store tables",
        "update": "errors",
        "site": "check clock codes database errors export formats german keys questions schema shape store tables",
        "commands": "check clock database errors export files formats keys questions site store tables update",
    },
    # Sources do not know each other, but for those whose standard another delivers; the probe asks them all.
    "importers": {
        "run": "web",
        "xzufi": "run web",
        "codelisten": "run web",
        "pvog": "run web xzufi",
        "fim": "codelisten run web xzufi",
        "registers": "codelisten run web",
        "town": "run web",
        "linkcheck": "run web",
        "anschluss": "linkcheck run web",
        "sample": "pvog registers run web",
        "probe": "anschluss codelisten fim pvog web",
        "registry": "run",
        "commands": "anschluss codelisten fim linkcheck probe pvog registers registry run town web xzufi",
    },
    "comparisons": {
        "inputs": "titles",
        "judging": "inputs solutions",
        "ranking": "forms inputs judging solutions",
        "basis": "inputs judging ranking",
        "ground": "basis inputs judging ranking",
        "summary": "judging ranking",
        "decided": "forms ranking",
        "compare": "basis forms ground inputs judging ranking solutions summary",
        "commands": "compare forms inputs judging solutions titles",
    },
}


def wing_of(name: str) -> str | None:
    """The wing that a full name of a room lies in; None for what the package of the room holds itself."""
    room, wing = [*name.split("."), ""][:2]
    return wing if any((ROOT / room / f"{wing}{end}").exists() for end in (".py", "/__init__.py")) else None


@pytest.mark.parametrize("room", ARROWS)
def test_a_wing_imports_only_the_wings_that_it_may(room: str) -> None:
    wrong = []
    for path in sorted((ROOT / room).rglob("*.py")):
        own = wing_of(name_of(path).removesuffix(".py").replace("/", "."))
        may = {own, None, *ARROWS[room].get(own or "", "").split()}
        inside = ((line, name) for line, name in imports(path) if name.startswith(f"{room}."))
        wrong += [f"{name_of(path)}, line {line}: {name}" for line, name in inside if wing_of(name) not in may]
    assert wrong == []


@pytest.mark.parametrize("room", ARROWS)
def test_the_arrows_between_wings_go_one_way_and_name_wings_that_exist(room: str) -> None:
    arrows = {wing: may.split() for wing, may in ARROWS[room].items()}
    order = tuple(TopologicalSorter(arrows).static_order())
    assert [wing for wing in order if wing_of(f"{room}.{wing}") is None] == []


def test_commands_are_imported_by_commands_only() -> None:
    rooms = [path for path in modules() if "commands" not in path.parts and path.parent != ROOT]
    wrong = [f"{name_of(path)}: {name}" for path in rooms for _, name in imports(path) if ".commands" in name]
    assert wrong == []


def test_every_package_that_is_imported_is_declared_and_the_other_way_round() -> None:
    used = {name.split(".")[0].lower().replace("_", "-") for path in modules() for _, name in imports(path)}
    # tomllib is in Python from 3.11 on; before, tomli stands in for it.
    foreign = {name for name in used if name.replace("-", "_") not in {*sys.stdlib_module_names, *OURS, "tomllib"}}
    # zoneinfo finds tzdata by itself where the system has no time zones.
    assert foreign | {"tzdata"} == packages(setup()["options"]["install_requires"])


def test_every_package_that_is_needed_has_a_line_that_says_why() -> None:
    config = setup()
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    wanted = packages(config["options"]["install_requires"]) | packages(config["options.extras_require"]["test"])
    assert {name for name in wanted if name not in text} == set()


def test_a_module_is_named_after_what_lives_there() -> None:
    wrong = [path for path in modules() if {path.stem, *path.relative_to(ROOT).parts[:-1]} & VAGUE_NAMES]
    assert wrong == []


def test_a_module_and_its_public_functions_and_classes_say_what_they_are() -> None:
    silent = [
        f"{name_of(path)}, line {node.lineno}: {node.name}"
        for path in modules()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    silent += [name_of(path) for path in modules() if not ast.get_docstring(tree(path))]
    assert silent == []


# Who writes

_READING = re.compile(r"\bSELECT\s.+\sFROM\s|^\s*(?:SELECT|PRAGMA|WITH\s+\w+.*\sAS\s*\()\b", re.DOTALL)
_WRITING = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM"
    r"|(?:CREATE|DROP|ALTER)\s+(?:UNIQUE\s+|VIRTUAL\s+|TEMP\s+)?(?:TABLE|VIEW|INDEX|TRIGGER))\b"
)
# The declarations say how a table is created; only `catalogue.database` executes it.
WRITERS = (
    "catalogue/store/",
    "catalogue/database.py",
    "catalogue/migrations.py",
    "catalogue/schema.py",
    "catalogue/shape.py",
)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every string of a module but its docstrings; what is put into one counts as a name."""
    nodes = list(ast.walk(tree(path)))
    left_out = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            left_out.update(id(part) for part in node.values)
            parts = (part.value if isinstance(part, ast.Constant) else "name" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.lineno, node.value


def statements(path: Path, *patterns: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(path)}, line {line}: {text.strip()[:60]}"
        for line, text in texts(path)
        if any(pattern.search(text) for pattern in patterns)
    ]


def test_only_the_store_writes() -> None:
    others = [path for path in modules() if not name_of(path).startswith(WRITERS)]
    assert [found for path in others for found in statements(path, _WRITING)] == []


def test_importers_hold_no_sql() -> None:
    importers = [path for path in modules() if name_of(path).startswith("importers/")]
    assert [found for path in importers for found in statements(path, _READING, _WRITING)] == []


def test_sql_is_recognised_wherever_it_stands(tmp_path: Path) -> None:
    source = """
'''SELECT nothing FROM a docstring'''
READING = "SELECT a FROM b"
LONGER = ("WITH b AS (SELECT 1) " "SELECT a FROM b")
def write(table):
    return [f"INSERT INTO {table} VALUES (1)", "DELETE FROM b", f"UPDATE {table} SET a = 1", f"DROP TABLE {table}"]
TOLD = "UPDATE and SELECT are words"
"""
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    found = {pattern: [line for line, text in texts(path) if pattern.search(text)] for pattern in (_READING, _WRITING)}
    assert found == {_READING: [3, 4], _WRITING: [6, 6, 6, 6]}


# Files


def test_no_committed_file_names_a_folder_of_someones_machine() -> None:
    folder = re.compile(rb"(?<![\w.\-/:])/(?:work|home|root|Users)(?:/[\w.\-]|\b(?![/\w]))")
    found = [
        f"{name_of(path)}: {match.group().decode()}"
        for path in committed()
        if path.suffix not in (".png", ".xlsx", ".gz")
        for match in folder.finditer(path.read_bytes())
        if path != Path(__file__)
    ]
    assert found == []


def test_every_committed_text_is_utf8_without_trailing_blanks() -> None:
    for path in committed():
        if path.suffix in (".py", ".cfg", ".toml", ".yml", ".html", ".css", ".js", ".xsd", ".csv"):
            text = path.read_bytes().decode("utf-8")
            assert "\r" not in text, name_of(path)
            assert not re.search(r"[ \t]$", text, re.MULTILINE), name_of(path)


def test_what_is_packaged_is_there() -> None:
    for package, patterns in setup()["options.package_data"].items():
        for pattern in lines(patterns):
            if pattern.startswith("site/static/"):
                continue
            assert list((ROOT / package).glob(pattern)), f"{package}: {pattern}"


def test_every_room_says_that_it_is_typed() -> None:
    assert "Typing :: Typed" in setup()["metadata"]["classifiers"]
    declared = setup()["options.package_data"]
    assert [room for room in ROOMS if not (ROOT / room / "py.typed").exists()] == []
    assert [room for room in ROOMS if "py.typed" not in lines(declared[room])] == []


def test_the_licence_is_the_same_everywhere() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert setup()["metadata"]["license"] == "EUPL-1.2"
    assert publiccode()["legal"] == {"license": "EUPL-1.2"}


def publiccode() -> dict[str, object]:
    content = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def test_the_publiccode_file_names_the_version_and_describes_in_both_languages() -> None:
    content = publiccode()
    assert content["name"] == setup()["metadata"]["name"]
    assert content["softwareVersion"] == setup()["metadata"]["version"]
    description = content["description"]
    assert isinstance(description, dict)
    for language in ("de", "en"):
        assert len(description[language]["shortDescription"]) <= 150
        assert 150 <= len(description[language]["longDescription"]) <= 10_000
        assert description[language]["features"]


@pytest.mark.parametrize(
    "credit",
    [
        "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV100AD, Gebietsstand 28.02.2026",
        "© BKG (2025) dl-de/by-2-0 (Daten verändert)",
        "https://sgx.geodatenzentrum.de/web_public/gdz/datenquellen/datenquellen_vg_nuts.pdf",
        "OZG-Datenbank NRW (MIT licence)",
        "KERN UX (@kern-ux/native), EUPL-1.2",
    ],
)
def test_the_notice_credits_the_data(credit: str) -> None:
    assert credit in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_every_file_that_a_document_names_is_there() -> None:
    rooms = "|".join((*ROOMS, "tests", "docs"))
    path = re.compile(rf"`((?:{rooms})/[\w/.-]+\.\w+)`")
    wrong = [
        f"{name_of(document)}: {named}"
        for document in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
        for named in path.findall(document.read_text(encoding="utf-8"))
        if not (ROOT / named).exists() and document.stem != "adding-a-source"  # which adds files
    ]
    assert wrong == []


def test_the_glossary_explains_each_term_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)[1:]
    assert len(terms) > 40
    assert sorted(terms, key=str.casefold) == sorted(set(terms), key=str.casefold)


def test_the_makefile_has_the_promised_targets() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "lint", "bench", "format", "clean", "help"):
        assert re.search(rf"^{target}:", text, re.MULTILINE), target


def test_continuous_integration_runs_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")


def printed_as_it_came(path: Path) -> Iterator[int]:
    """Lines that print something other than fixed words, JSON, or what `visible` let through."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("click.echo", "click.secho", "print"):
            continue
        for said in node.args[:1]:
            safe = isinstance(said, ast.Call) and ast.unparse(said.func) in ("visible", "json.dumps")
            if not safe and not isinstance(said, ast.Constant):
                yield node.lineno


def test_foreign_text_is_printed_only_as_it_can_be_shown() -> None:
    assert [f"{name_of(path)}, line {line}" for path in modules() for line in printed_as_it_came(path)] == []
