"""Asks a live source for a minimum and says where it differs from what its parser relies on, field by field."""

import csv
import io
import json
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from typing import Any, Protocol

from lxml import etree

from catalogue import clock
from importers.web.answers import Answer, NotUnderstoodError, parse_json
from importers.web.errors import SourceError
from importers.web.fields import DeclaredField, type_of, with_declared_names
from importers.web.xml import local_name, namespace_of, parser

PRESENT, MISSING, NEW, OTHER_TYPE = "vorhanden", "fehlt", "neu", "anderer Typ"
# How deep and how much of an answer is looked at; the report is to be read by a person.
MAX_DEPTH, MAX_ITEMS, MAX_NEW = 6, 200, 60


class Asker(Protocol):
    """Something that answers a GET as `importers.web.session.Session` does."""

    def get(
        self, url: str, params: Mapping[str, str] | None = None, *, headers: Mapping[str, str | None] | None = None
    ) -> Answer:
        """The answer; raises `SourceError` where there is none that helps."""


@dataclass(frozen=True)
class FieldFinding:
    """A field compared: `befund` is one of the constants above, `typen` were met, `noetig` and `wofuer` as declared."""

    pfad: str
    befund: str
    typen: str
    noetig: bool
    wofuer: str


@dataclass(frozen=True)
class Attempt:
    """One request: address, HTTP status (None without an answer), milliseconds, bytes, type, and what went wrong."""

    url: str
    status: int | None
    millisekunden: int
    bytes: int
    inhaltstyp: str | None
    fehler: str | None


@dataclass(frozen=True)
class Question:
    """One thing to ask, under each address in turn (versions, hosts); `form` is json, csv, xml or html.

    `items` is the path of the list whose length is the page size. `fields` are those that the parser declares, `read`
    gives them the declared names where more than their other names is to be replaced. A header that is None is left
    out. `by_status` is what an answer holds by its status alone. Where it is `optional`, having no answer is not wrong.
    """

    name: str
    titel: str
    urls: Sequence[str]
    params: Mapping[str, str] = dataclass_field(default_factory=dict)
    headers: Mapping[str, str | None] = dataclass_field(default_factory=dict)
    form: str = "json"
    by_status: Mapping[int, Any] = dataclass_field(default_factory=dict)
    items: str | None = None
    optional: bool = False
    fields: Sequence[DeclaredField] = ()
    read: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class QuestionResult:
    """Answers to one question; `abweichungen` counts needed fields that are missing or of another type."""

    frage: str
    titel: str
    anfragen: Sequence[Attempt]
    antwortet: str | None
    seitengroesse: int | None
    felder: Sequence[FieldFinding]
    hinweis: str | None = None
    optional: bool = False

    @property
    def abweichungen(self) -> int:
        return sum(found.noetig and found.befund in (MISSING, OTHER_TYPE) for found in self.felder)

    @property
    def good(self) -> bool:
        """Whether the source answers in a form that its parser understands."""
        return self.optional if self.antwortet is None else not self.abweichungen


# Yields questions, is sent what the answer holds (None where there is none), so that one answer leads to the next.
Questions = Generator[Question, Any, None]


@dataclass(frozen=True)
class ProbeReport:
    """All results of a source at a time (UTC); fit to be sent to a developer: of the content only names of fields."""

    quelle: str
    zeitpunkt: str
    ergebnisse: Sequence[QuestionResult]

    @property
    def good(self) -> bool:
        """Whether every question found what the parser needs."""
        return all(result.good for result in self.ergebnisse)

    @property
    def answered(self) -> bool:
        """Whether any answer came at all; where none did, nothing is known of the source."""
        return any(attempt.status is not None for result in self.ergebnisse for attempt in result.anfragen)

    def as_json(self) -> str:
        """The report for machines."""
        return json.dumps({**asdict(self), "in_ordnung": self.good}, ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """The report for people, in German."""
        lines = [f"Quelle {self.quelle}, geprüft am {self.zeitpunkt}"]
        for result in self.ergebnisse:
            lines += ["", *_lines(result)]
        bad = "Es gibt Abweichungen." if self.answered else "Es kam keine Antwort."
        verdict = "Alles, worauf der Import sich stützt, ist vorhanden." if self.good else bad
        return "\n".join([*lines, "", verdict])


def _lines(result: QuestionResult) -> Iterator[str]:
    yield f"{result.titel} ({result.frage})"
    for attempt in result.anfragen:
        outcome = attempt.fehler or f"{attempt.inhaltstyp or 'ohne Inhaltstyp'}, {attempt.bytes} Byte"
        yield f"  {attempt.status or '---'} nach {attempt.millisekunden} ms: {attempt.url} – {outcome}"
    if result.seitengroesse is not None:
        yield f"  Einträge auf der ersten Seite: {result.seitengroesse}"
    if result.hinweis:
        yield f"  {result.hinweis}"
    for found in result.felder:
        if found.befund != PRESENT:
            needed = "nötig" if found.noetig else "nicht nötig"
            told = f", {needed} für {found.wofuer}" if found.wofuer else ""
            yield f"  {found.befund}: {found.pfad}" + (f" ({found.typen})" if found.typen else "") + told
    present = sum(found.befund == PRESENT for found in result.felder)
    yield f"  wie erwartet: {present} von {sum(found.befund != NEW for found in result.felder)} Feldern"


def probe(source: str, session: Asker, questions: Questions) -> ProbeReport:
    """Ask the questions one after the other. Raises nothing: what goes wrong stands in the report."""
    results: list[QuestionResult] = []
    content: Any = None
    while True:
        try:
            question = questions.send(content) if results else next(questions)
        except StopIteration:
            return ProbeReport(source, clock.now(), results)
        result, content = _ask(session, question)
        results.append(result)


def _ask(session: Asker, question: Question) -> tuple[QuestionResult, Any]:
    attempts, first, content, note = [], None, None, None
    for url in question.urls:
        attempt, answer = _attempt(session, url, question)
        attempts.append(attempt)
        if first is None and answer is not None and answer.status == 200:
            try:
                content, first = _content(answer, question), attempt.url
            except NotUnderstoodError as error:
                note = error.text
        elif first is None and attempt.status is not None and attempt.status in question.by_status:
            content, first = question.by_status[attempt.status], attempt.url
    fields = _compared(content, question.fields) if first else []
    entries = _at(content, question.items) if question.items and first else None
    size = len(entries) if isinstance(entries, list) else None
    return QuestionResult(
        question.name, question.titel, attempts, first, size, fields, note, question.optional
    ), content


def _attempt(session: Asker, url: str, question: Question) -> tuple[Attempt, Answer | None]:
    start = time.monotonic()
    try:
        answer = session.get(url, question.params, headers=question.headers)
    except SourceError as error:
        return Attempt(error.url, error.status, _since(start), 0, None, error.text), None
    missing = "404: das gibt es dort nicht, oder es ist nichts bekannt." if answer.status == 404 else None
    size = len(answer.body)
    return Attempt(answer.url, answer.status, _since(start), size, answer.content_type, missing), answer


def _since(start: float) -> int:
    return round(1000 * (time.monotonic() - start))


def _content(answer: Answer, question: Question) -> Any:
    """The answer as plain values under the names that the parser declares."""
    content = _plain_values(answer, question.form)
    return question.read(content) if question.read else with_declared_names(content, question.fields)


def _plain_values(answer: Answer, form: str) -> Any:
    """JSON and HTML as they are, of a CSV a row by column, of XML only the root's name and namespace."""
    if form == "json":
        return parse_json(answer.body, "probe")
    if form == "html":
        return answer.body
    if form == "csv":
        return _first_row(answer.body.decode("utf-8-sig", errors="replace"))
    try:
        root = etree.fromstring(answer.body, parser())
    except etree.XMLSyntaxError as error:
        raise NotUnderstoodError("probe.xml", f"Die Antwort ist kein XML ({error}).") from error
    return {"wurzel": local_name(str(root.tag)), "namensraum": namespace_of(str(root.tag))}


def _first_row(text: str) -> dict[str, str]:
    heading = text.split("\n", 1)[0]
    separator = max("|;,\t", key=heading.count)
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        names, values = next(rows, []), text.split("\n")[1].split("|") if separator == "|" else next(rows, [])
    except csv.Error as error:
        raise NotUnderstoodError("probe.csv", f"Die Antwort ist keine CSV ({error}).") from error
    return {name: values[at] if at < len(values) else "" for at, name in enumerate(names)}


def shape(data: Any) -> dict[str, set[str]]:
    """Every path of a JSON value with the types met there; `[]` stands for the entries of a list."""
    found: dict[str, set[str]] = defaultdict(set)

    def walk(value: Any, path: str, depth: int) -> None:
        if path:
            found[path].add(type_of(value))
        if depth == MAX_DEPTH:
            return
        if isinstance(value, dict):
            for name, below in value.items():
                walk(below, f"{path}.{name}" if path else str(name), depth + 1)
        elif isinstance(value, list):
            for below in value[:MAX_ITEMS]:
                walk(below, f"{path}[]", depth)

    walk(data, "", 0)
    return found


def _compared(content: Any, declared: Sequence[DeclaredField]) -> list[FieldFinding]:
    met = shape(content)
    findings = []
    for field in declared:
        types, understood = met.get(field.path, set()), set(field.types.split())
        if not types:
            # What an empty list would hold cannot be missed.
            if field.holder and field.holder not in met:
                continue
            befund = MISSING
        else:
            befund = PRESENT if types & understood and types - {"null"} <= understood else OTHER_TYPE
        findings.append(FieldFinding(field.path, befund, " ".join(sorted(types)), field.needed, field.used_for))
    known = {field.path for field in declared}
    used = {field.path for field in declared if field.used_for}
    new = [path for path in sorted(met) if path not in known and not path.endswith("[]") and _told(path, used)]
    return findings + [FieldFinding(path, NEW, " ".join(sorted(met[path])), False, "") for path in new[:MAX_NEW]]


def _told(path: str, used: set[str]) -> bool:
    """Whether a new field is told: at the top, and inside of what the parser uses, but not below what is new itself."""
    parent = path.rpartition(".")[0].removesuffix("[]")
    return not parent or parent in used


def _at(content: Any, path: str) -> Any:
    for name in filter(None, path.split(".")):
        content = content.get(name) if isinstance(content, dict) else None
    return content
