"""What holds for the map of the project: its documents lead somewhere, and a name stands for one thing."""

import ast
import re
from collections import defaultdict

from tests.test_project import ROOMS, ROOT, committed, modules, name_of, tree


def test_every_link_from_one_document_to_another_leads_somewhere() -> None:
    broken = [
        f"{name_of(path)}: {target}"
        for path in committed()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists()
    ]
    assert broken == []


def test_the_map_of_the_rooms_shows_every_wing_with_its_own_sentence() -> None:
    shown = set(
        re.findall(
            r"^\| `(\w+)` \| (.+) \|$", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    wings = [path for room in ROOMS for path in sorted((ROOT / room).glob("*/__init__.py"))]
    said = {path: (ast.get_docstring(tree(path)) or "").split("\n\n")[0].replace("\n", " ") for path in wings}
    assert [name_of(path) for path, sentence in said.items() if (path.parent.name, sentence) not in shown] == []


def test_every_decision_is_listed_with_its_sentence() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[[^]]+\]\(([^)]+)\) \| .+ \|$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")


def test_a_class_name_stands_for_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name_of(path))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
