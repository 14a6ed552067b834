"""Commands, options, settings and variables that documents, messages and pages name exist as they are written."""

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

import cli
from catalogue.commands.console.settings import read_settings
from tests.handbook import commands
from tests.test_project import ROOT, modules, name_of, texts

# commands.md is written from the commands themselves; adding-a-source.md builds a command of its own, in a test.
DOCUMENTS = [
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if path.name not in ("commands.md", "adding-a-source.md")
]
# A call in a document is code: of its own between backticks, or in a block at the beginning, behind a prefix or a path.
_INLINE = re.compile(r"`thavel(?= )([^`]*)`")
_IN_BLOCK = re.compile(r"(?:^|[&;(] *|bin/|Scripts\\)thavel(?= )([^#;&|>\n]*)", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# A call in a sentence ends with the sentence, a bracket or a quotation mark.
_TOLD = re.compile(r"(?<!von )(?<![\w/-])thavel ([^“”\"`,;:()…\n<]+)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_VARIABLE = re.compile(r"\bTHAVEL_[A-Z_]+\b")
# An option of npm, and what `texts` makes of the options for the paths of PVOG.
FOREIGN = {"--ignore-scripts", "--name-path"}


def blocks(text: str) -> list[tuple[str, str]]:
    """Language and text of the blocks of code of a document."""
    return _BLOCK.findall(text)


def calls(text: str) -> Iterator[str]:
    """What follows `thavel` in the code of a document."""
    yield from (" ".join(found.split()) for found in _INLINE.findall(_BLOCK.sub("", text)))
    for _, block in blocks(text):
        yield from (found.strip() for found in _IN_BLOCK.findall(block))


def wrong_with(call: str) -> str | None:
    """The word of a call that is no command and no option, or that nothing takes; None where all is right."""
    command: click.Command = cli.thavel
    arguments = 0
    words = iter(shlex.split(call))
    for word in words:
        # `texts` puts `name` for what is put in when the message is made.
        if word in ("…", "...", "name"):
            return None
        if word in ("-h", "--help", "--version"):
            continue
        if word.startswith("-") and word != "-":
            option = _option(command, word.partition("=")[0])
            if option is None:
                return word
            if not (option.is_flag or option.count or "=" in word):
                next(words, None)
        elif isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
        else:
            arguments += 1
            takes = [parameter.nargs for parameter in command.params if isinstance(parameter, click.Argument)]
            if arguments > sum(takes) and -1 not in takes:
                return word
    return None


def _option(command: click.Command, name: str) -> click.Option | None:
    """The option of a command by a name of its own; `-vv` is `-v`."""
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    known = {known_as: option for option in options for known_as in (*option.opts, *option.secondary_opts)}
    return known.get(name) or (known.get(name[:2]) if set(name[1:]) == {name[1]} else None)


@cache
def every_option() -> frozenset[str]:
    """The names of the options of all commands."""
    found = [cli.thavel, *(command for _, command in commands())]
    return frozenset(
        name
        for command in found
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
    ) | {"--help", "--version"}


@cache
def every_variable() -> frozenset[str]:
    """The variables that options read, and those that the program itself asks for."""
    found = [cli.thavel, *(command for _, command in commands())]
    named = {option.envvar for command in found for option in command.params if isinstance(option.envvar, str)}
    code = {variable for path in modules() for _, text in texts(path) for variable in _VARIABLE.findall(text)}
    return frozenset({*named, *code, "THAVEL_CONFIG"})


def told() -> Iterator[tuple[str, str]]:
    """Where a message or a page tells to call something, and what."""
    for path in modules():
        for line, text in texts(path):
            yield from ((f"{name_of(path)}, line {line}", found) for found in _TOLD.findall(text))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (docstring := ast.get_docstring(node)):
                yield from ((f"{name_of(path)}, {node.name}", found) for found in _TOLD.findall(docstring))
    for page in (ROOT / "catalogue" / "site" / "templates").glob("*.html"):
        yield from ((page.name, found) for found in _TOLD.findall(page.read_text(encoding="utf-8")))


def _sentence(found: str) -> str:
    """The call at the beginning of the rest of a sentence: up to a full stop or a word that nothing takes."""
    found = re.split(r"\.(?:\s|$)| – | \u00b7 ", found)[0]
    return found.strip().rstrip(".")


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_call_in_a_document_can_be_made_as_it_is_written(path: Path) -> None:
    found = {call: wrong_with(call) for call in calls(path.read_text(encoding="utf-8"))}
    assert {call: word for call, word in found.items() if word} == {}


def test_the_calls_of_the_documents_are_found() -> None:
    found = {name_of(path): list(calls(path.read_text(encoding="utf-8"))) for path in DOCUMENTS}
    assert "--config /srv/thavel/thavel.toml -q update" in found["docs/operations.md"]
    assert "import pvog --comparable --also responsible" in found["README.md"]
    assert len(found["README.md"]) > 15
    assert len(found["docs/operations.md"]) > 20


def test_a_call_in_a_message_or_on_a_page_can_be_made_as_it_is_written() -> None:
    wrong = {f"{where}: thavel {call}": word for where, call in told() if (word := wrong_with(_sentence(call)))}
    assert wrong == {}
    assert len(list(told())) > 40


def test_an_option_that_a_message_names_exists() -> None:
    named = {
        (name_of(path), option)
        for path in modules()
        for _, text in texts(path)
        for option in _OPTION.findall(text)
        if option not in every_option() | FOREIGN
    }
    assert named == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_variables_and_settings_of_a_document_exist(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = {name for name in _VARIABLE.findall(text) if not name.endswith("_")}
    assert named <= every_variable()
    for number, (language, block) in enumerate(blocks(text)):
        if language == "toml":
            file = tmp_path / f"{number}.toml"
            file.write_text(block, encoding="utf-8")
            assert read_settings(file)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        ("gaps --limit 3", None),
        ("-q --db k.db gaps", None),
        ("-vv update --step 'import fim'", None),
        ("import gemeinden a.txt b.txt", None),
        ("import gemeinde a.txt", "gemeinde"),
        ("gaps --best", "--best"),
        ("init katalog.db", "katalog.db"),
        ("compare schemas A B", None),
        ("compare --explain 99102013104000", None),
    ],
)
def test_a_wrong_word_is_found(call: str, word: str | None) -> None:
    assert wrong_with(call) == word
