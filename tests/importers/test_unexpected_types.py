"""Every place of every JSON answer with another type in it: it concerns one group, the others are taken."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from catalogue import keys
from catalogue.errors import DeliveryError
from catalogue.questions.places import Place
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from importers.codelisten.source import Codelisten
from importers.fim.portal import Portal, PortalEndpoints
from importers.fim.source import Fim
from importers.pvog.suchdienst import ALSO
from importers.run.source import KnownCatalogue, Source
from importers.web.answers import Answer
from importers.web.errors import SourceError
from importers.web.session import Session
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.codelisten.test_source import URN
from tests.importers.pvog.harvesting import EISENACH, ERFURT, ERFURT_SMALL, GERA, QUICK, area, numbered, pvog
from tests.importers.pvog.test_bereitstelldienst import source as bulk
from tests.importers.xzufi.documents import leistung, transfer
from tests.simulators import bereitstelldienst, dashboard, fim, suchdienst, xrepository

ODD: tuple[Any, ...] = (None, 7, "x", [None], {"x": [None]})


class Replay:
    """Records what a source is answered, then answers the same with one body changed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, Answer] = {}
        self._asked: dict[tuple[str, str], str] = {}
        self.changed: dict[str, bytes] = {}
        monkeypatch.setattr(Session, "get", self._answer(Session.get))
        monkeypatch.setattr(Session, "post", self._answer(Session.post))

    def _answer(self, ask: Callable[..., Answer]) -> Callable[..., Answer]:
        def answered(session: Session, url: str, params: Any = None, **more: Any) -> Answer:
            question = (url, repr(params) if ask.__name__ == "get" else "")
            if question not in self._asked:
                self._asked[question] = session.link(url, params if ask.__name__ == "get" else None)
            key = self._asked[question]
            if key not in self.answers:
                self.answers[key] = ask(session, url, params, **more)
            answer = self.answers[key]
            return replace(answer, body=self.changed.get(key, answer.body))

        return answered


def outcomes(source: Source, parsed: dict[Any, str]) -> dict[str, str]:
    """By group: the code of what failed, or the kinds of records that were read.

    `parsed` keeps what groups came to, so that one whose deliveries are the same is not parsed again.
    """
    found = {}
    known = KnownCatalogue(offered=frozenset(["99102013104000"]))
    for fetched in source.fetch(known, set()):
        if fetched.failure is not None:
            found[fetched.group] = fetched.failure.code
            continue
        sent = (fetched.group, *((each.url, each.body) for each in fetched.deliveries))
        if sent not in parsed:
            parsed[sent] = outcome(source, fetched.group, fetched.deliveries, known)
        found[fetched.group] = parsed[sent]
    return found


def outcome(source: Source, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> str:
    try:
        result = source.parse(group, deliveries, known)
        parts = [result] if isinstance(result, Parsed) else list(result)
    except DeliveryError as error:
        return error.code
    values = [value for part in parts for record in part.records for value in record]
    assert all(value is None or isinstance(value, str | int | float) for value in values)
    return " ".join(sorted({type(record).__name__ for part in parts for record in part.records}))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to every value in a JSON; of a long list only to the first entries."""
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    for name, inner in entries:
        yield from places(inner, (*path, name))


def changed(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    """The JSON with something else at a path."""
    if not path:
        return odd
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], odd)
    return copy


def place(ars: str) -> Place:
    return Place(keys.ags_of_ars(ars), ars, ars)


def municipalities() -> tuple[Any, Callable[[str], Source]]:
    world = {ERFURT: ERFURT_SMALL, GERA: area(numbered(1), numbered(2))}
    return suchdienst.Simulator(world, keys_in="detail"), lambda url: pvog(url, ERFURT, GERA, also=ALSO)


def registered() -> tuple[Any, Callable[[str], Source]]:
    rows = {ars: [dashboard.row(1, ars), dashboard.row(2, ars)] for ars in (EISENACH, ERFURT)}
    service = dashboard.OpenPvogService(rows, exports=0)
    return service, lambda url: dashboard.source(service.base("new"), "new", place(EISENACH), place(ERFURT))


def portal() -> tuple[Any, Callable[[str], Source]]:
    return fim.FimService(), lambda url: Fim(Portal(PortalEndpoints(url), everything=True, manners=QUICK))


def code_lists() -> tuple[Any, Callable[[str], Source]]:
    service = xrepository.XRepository()
    for urn in (URN, f"{URN}.b"):
        service.answers[f"/api/codeliste/{urn}/gueltigeVersion"] = (200, json.dumps({"kennung": f"{urn}_2"}).encode())
        body = LIST.replace(URN, urn).encode()
        service.answers[f"/api/version_codeliste/{urn}_2/genericode"] = (200, body)
    return service, lambda url: Codelisten([URN, f"{URN}.b"], base_url=url, manners=QUICK)


SERVICES: Mapping[str, Callable[[], tuple[Any, Callable[[str], Source]]]] = {
    "pvog": municipalities,
    "open-pvog": registered,
    "fim": portal,
    "xrepository": code_lists,
}


def odd_answers(answers: Mapping[str, Answer]) -> Iterator[tuple[str, Any]]:
    """Each JSON answer with something odd at each of its places, by its URL."""
    for url, answer in list(answers.items()):
        try:
            data = json.loads(answer.body)
        except ValueError:
            continue
        for path in places(data):
            yield from ((url, changed(data, path, odd)) for odd in ODD)


def concerned(good: Mapping[str, str], found: Mapping[str, str]) -> set[str]:
    """The municipalities, lists or URNs whose groups came out otherwise."""
    return {re.split("[ /]", group)[0] for group in good if found.get(group) != good[group]}


@pytest.mark.slow
@pytest.mark.parametrize("name", SERVICES)
def test_an_answer_of_an_unexpected_type_concerns_one_group_only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    replay = Replay(monkeypatch)
    service, source = SERVICES[name]()
    parsed: dict[Any, str] = {}
    with service as url:
        good = outcomes(source(url), parsed)
        for asked, answer in odd_answers(replay.answers):
            replay.changed = {asked: json.dumps(answer).encode()}
            assert len(concerned(good, outcomes(source(url), parsed))) <= 1, (asked, answer)


def test_an_odd_page_of_the_bereitstelldienst_ends_the_run_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page says where the next one begins, so there is nothing to go on with."""
    replay = Replay(monkeypatch)
    with bereitstelldienst.Simulator([transfer(leistung(number)) for number in range(2)]) as url:
        outcomes(bulk(url), {})
        for asked, answer in odd_answers(replay.answers):
            replay.changed = {asked: json.dumps(answer).encode()}
            with suppress(SourceError):
                outcomes(bulk(url), {})
