"""The declared fields of the Suchdienst are what its parser reads: no others, and a renamed one is one more name."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from catalogue.records.kind import Record
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from importers.probe.probe import ProbeReport, probe
from importers.probe.questions import of_pvog
from importers.pvog import suchdienst_fields
from importers.pvog.answers import DETAIL, PAGE, TABLE, take_place
from importers.pvog.details import ORGANISATIONS, take_detail, take_organisations
from importers.pvog.suchdienst import SuchdienstEndpoints
from importers.sample.world import item
from importers.sample.world import table as table_of
from importers.web.fields import DeclaredField, with_declared_names
from importers.web.session import Session
from tests.importers.pvog.harvesting import (
    ERFURT,
    ERFURT_SMALL,
    HUND,
    HUND_ONLINE,
    QUICK,
    SMALL,
    URKUNDEN,
    harvest,
    offers,
)
from tests.simulators.suchdienst import Simulator

AGS, LB = "16051000", "L100038.LB.1"
# Known from the table, for a description of the page that does not carry its key.
KEYS: dict[str, tuple[str, ...]] = {LB: ("99102013104000",), HUND.id: (HUND.key,)}
LINK = {"uri": "https://a.de", "title": "Titel", "description": "Text"}
ORGANISATION = {"id": "L1.OE.1", "title": "Amt", "role": {"code": "01", "name": "Zuständige Stelle"}}
MODULE = {"code": "97", "title": "Fristen", "text": "<p>zwei Wochen</p>", "links": [LINK]}
WHOLE_PAGE: Any = {
    "totalHits": 2,
    "nextPageToken": None,
    "hits": [],
    "onlineservices": [item(service, with_keys=service is not HUND_ONLINE) for service in (HUND_ONLINE, URKUNDEN)],
}
WHOLE_DETAIL: Any = {
    **{name: [name] for name in ("synonyms", "addressees", "organisationIds", "availableLanguages", "ars", "suggest")},
    **dict.fromkeys(("lastUpdate", "externalLastUpdate", "validFrom", "validTo"), "2026-10-04T06:00:00"),
    **{name: [LINK] for name in ("sourcePortals", "forms")},
    **{name: [{"code": name}] for name in ("typing", "sdgInformation")},
    "id": LB,
    "leikakeys": ["99102013104000"],
    "name": "Hundesteuer",
    "languageCode": "de",
    "personalMatters": [
        {"code": "1", "children": [{"code": "2", "children": [{"code": "3"}]}, {"code": "4"}]},
        {"code": "5"},
    ],
    "onlineServiceLinks": [
        {
            **{name: [name] for name in ("identificationMethods", "paymentMethods", "executionLanguages")},
            "id": "L100038.OD.1",
            "title": "Dienst",
            "uri": "https://a.de",
            "levelOfConfidence": "NIEDRIG",
        }
    ],
    "details": [{**MODULE, "xZufiCategory": "FRIST", "details": [MODULE], "additionalInformation": [MODULE]}],
    "organisations": [ORGANISATION],
}


def delivered(kind: str, body: bytes) -> Delivery:
    return Delivery(f"https://x.de/a?lbId={LB}", body, "2026-10-04T06:00:00Z", ERFURT, kind, status=200)


def records_of(kind: str, answer: Any) -> list[Record]:
    parsed = Parsed()
    body = answer.encode() if kind == TABLE else json.dumps(answer).encode()
    if kind == DETAIL:
        take_detail(delivered(kind, body), parsed, {}, AGS)
    elif kind == ORGANISATIONS:
        take_organisations(delivered(kind, body), parsed, AGS, KEYS)
    else:
        take_place(AGS, ERFURT, [delivered(kind, body)], parsed, dict(KEYS))
    return parsed.records


# What is not renamed for the records' sake: pages are turned and counted with these.
PAGING = ("nextPageToken", "totalHits")
ANSWERS = {
    PAGE: ("SERVICES", WHOLE_PAGE),
    DETAIL: ("DETAIL", WHOLE_DETAIL),
    ORGANISATIONS: ("ORGANISATIONS", [ORGANISATION]),
}
RENAMED = [
    pytest.param(kind, name, field, id=f"{name}: {field.path}")
    for kind, (name, _) in ANSWERS.items()
    for field in getattr(suchdienst_fields, name)
]


def holders(value: Any, path: str) -> Iterator[dict[str, Any]]:
    """The objects at a path such as `[].role` or `onlineservices[]`."""
    found = [value]
    for part in path.split(".") if path else ():
        name = part.removesuffix("[]")
        found = [entry[name] for entry in found if name in entry] if name else found
        found = [inner for entry in found for inner in entry] if part.endswith("[]") else found
    yield from found


def pruned(value: Any, paths: set[str], path: str = "") -> Any:
    """The answer without fields that are not declared."""
    if isinstance(value, list):
        return [pruned(entry, paths, f"{path}[]") for entry in value]
    if not isinstance(value, dict) or (path and not any(known.startswith(f"{path}.") for known in paths)):
        return value
    inner = {name: (f"{path}.{name}" if path else name) for name in value}
    return {name: pruned(value[name], paths, inner[name]) for name in value if inner[name] in paths}


@pytest.mark.parametrize(("kind", "name", "field"), RENAMED)
def test_a_renamed_field_is_one_more_name_in_its_declaration(
    kind: str, name: str, field: DeclaredField, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = ANSWERS[kind][1]
    renamed = json.loads(json.dumps(answer))
    for holder in list(holders(renamed, field.holder)):
        if field.name in holder:
            holder["umbenannt"] = holder.pop(field.name)
    if field.used_for and renamed != answer and field.name not in PAGING:
        assert records_of(kind, renamed) != records_of(kind, answer)
    fields: Sequence[DeclaredField] = getattr(suchdienst_fields, name)
    declared = [f._replace(other_names=(*f.other_names, "umbenannt")) if f == field else f for f in fields]
    monkeypatch.setattr(suchdienst_fields, name, tuple(declared))
    assert records_of(kind, renamed) == records_of(kind, answer) != []


@pytest.mark.parametrize("kind", ANSWERS)
def test_nothing_is_read_that_is_not_declared(kind: str) -> None:
    name, answer = ANSWERS[kind]
    paths = {field.path for field in getattr(suchdienst_fields, name) if field.used_for}
    assert records_of(kind, pruned(answer, paths)) == records_of(kind, answer)


@pytest.mark.needs_shared
def test_nothing_is_read_of_a_real_detail_that_is_not_declared(shared: Path) -> None:
    detail = json.loads((shared / "pvog/servicedescription_detail_v5_B100019.LB.574711.json").read_text("utf-8"))
    paths = {field.path for field in suchdienst_fields.DETAIL if field.used_for}
    assert records_of(DETAIL, pruned(detail, paths)) == records_of(DETAIL, detail) != []


def test_a_renamed_column_of_the_table_is_one_more_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    text = table_of(ERFURT_SMALL)
    for field in suchdienst_fields.TABLE:
        first, rest = text.split("\n", 1)
        heading = ["umbenannt" if name == field.name else name for name in first.split("|")]
        renamed = "\n".join(["|".join(heading), rest])
        assert records_of(TABLE, renamed) == []
        with monkeypatch.context() as patch:
            named = [f._replace(other_names=("umbenannt",)) if f == field else f for f in suchdienst_fields.TABLE]
            patch.setattr(suchdienst_fields, "TABLE", tuple(named))
            assert records_of(TABLE, renamed) == records_of(TABLE, text) != []


def test_import_and_probe_both_follow_the_one_change(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service calls its list `onlineServices` from now on: so does the simulator asked for `no-list`."""

    def probed(url: str) -> ProbeReport:
        return probe("pvog", Session(QUICK), of_pvog(SuchdienstEndpoints(url), ERFURT))

    with Simulator(SMALL) as url:
        renaming = f"{url}/!no-list"
        assert (probed(renaming).good, harvest(register, renaming).failed) == (False, True)
        services, *others = suchdienst_fields.SERVICES
        changed = (services._replace(other_names=("onlineServices",)), *others)
        monkeypatch.setattr(suchdienst_fields, "SERVICES", changed)
        assert probed(renaming).good
        assert not harvest(register, renaming).failed
        found = offers(register)
        harvest(register, url)
        assert offers(register) == found != []


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ({"leikaKeys": ["1"]}, ["1"]),
        ({"leikakeys": [], "leikaIds": "2"}, "2"),
        ({"leikakeys": 7, "leikaKey": ["3"]}, ["3"]),
        ({"leikakeys": ["4"], "leikaIds": ["5"]}, ["4"]),
        ({"leikakeys": None, "leikaIds": []}, None),
    ],
)
def test_of_several_names_of_a_field_the_first_with_content_counts(description: dict[str, Any], found: Any) -> None:
    assert with_declared_names(description, suchdienst_fields.DETAIL) == {"leikakeys": found}
