"""Details of Leistungsbeschreibungen and responsible organisations (PVOG Suchdienst), and the records that follow."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from catalogue import keys
from catalogue.records.angebote import Onlinedienst, ZustaendigeStelle
from catalogue.records.leistungen import LeistungDetail, LeistungGenannt, Leistungsbeschreibung
from catalogue.records.parsed import Message, Parsed
from catalogue.records.xzufi import Leistungstext, Objektlink, WeitereLeistung
from catalogue.store.deliveries import Delivery
from catalogue.weblinks import is_web_link
from importers.pvog import suchdienst_fields
from importers.pvog.answers import SOURCE, dicts, keys_in, read_detail
from importers.web.answers import NotUnderstoodError, parse_json
from importers.web.fields import names_in, with_declared_names

ORGANISATIONS = "Zuständige Stellen"
# Elements of XZuFi by the category that the Suchdienst gives a module.
_ARTEN = {
    "TEXT_MODUL": "modulText",
    "TEXT_MODUL_INDIVIDUELL": "modulTextIndividuell",
    "KOSTEN": "modulKosten",
    "FRIST": "modulFrist",
    "BEARBEITUNGSDAUER": "modulBearbeitungsdauer",
}
_NAMES = frozenset(names_in(suchdienst_fields.DETAIL))
# Both ends of a validity that the Suchdienst writes where it has none.
_OPEN = ("1970-01-01", "2999-12-31")


def take_detail(delivery: Delivery, parsed: Parsed, service_keys: dict[str, tuple[str, ...]], ags: str) -> None:
    """Add the records of one detail; a detail that is not understood is one message and no records.

    `service_keys` learns the Leistungsschlüssel; `ags` is the municipality that was asked for.
    """
    try:
        data = read_detail(delivery)
    except NotUnderstoodError as error:
        parsed.reject(error.code, error.text, ort=delivery.url)
        return
    if not isinstance(data, dict):
        parsed.reject("pvog.form", "Das Detail einer Leistungsbeschreibung ist kein Objekt.", ort=delivery.url)
        return
    for name in sorted(data.keys() - _NAMES):
        text = f"Unbekanntes Feld „{name[:100]}“ im Detail einer Leistungsbeschreibung; die Rohlieferung enthält es."
        parsed.messages.append(Message("Hinweis", "pvog.neues_feld", text, name[:100], delivery.url))
    identifier, found = str(data.get("id") or ""), keys_in(data)
    if not identifier or not found:
        return
    parts = keys.split_pvog_id(identifier)
    if parts is None or not keys.is_leistungsschluessel(found[0]):
        text = f"„{found[0][:100]}“ ist kein Leistungsschlüssel (14 Ziffern)."
        parsed.reject("pvog.schluessel", text, objekt=identifier, ort=delivery.url)
        return
    key = found[0]
    further = [other for other in dict.fromkeys(found[1:]) if other != key and keys.is_leistungsschluessel(other)]
    service_keys[identifier] = (key, *further)
    parsed.records += [
        *(LeistungGenannt(named, keys.leistungstyp(named), None) for named in (key, *further)),
        *(WeitereLeistung(identifier, number, other) for number, other in enumerate(further, start=1)),
        Leistungsbeschreibung(
            identifier,
            parts.redaktion,
            key,
            _text(data, "name"),
            (_text(data, "lastUpdate") or "")[:16] or None,
            SOURCE,
        ),
        LeistungDetail(
            id=identifier,
            typisierung=_codes(data, "typing"),
            lagen=" ".join(dict.fromkeys(_leaves(dicts(data.get("personalMatters"))))) or None,
            sdg=_codes(data, "sdgInformation"),
            gebiete=" ".join(texts(data.get("ars"))) or None,
            gueltig_ab=_day(data, "validFrom"),
            gueltig_bis=_day(data, "validTo"),
            geaendert=(_text(data, "externalLastUpdate") or "")[:19] or None,
            angaben=_more(data, found),
        ),
        *_texts(identifier, data),
        *_links(identifier, data),
        *_services(data),
        *(
            _stelle(ags, named, identifier, entry)
            for named in (key, *further)
            for entry in dicts(data.get("organisations"))
            if _text(entry, "title")
        ),
    ]


def take_organisations(delivery: Delivery, parsed: Parsed, ags: str, service_keys: dict[str, tuple[str, ...]]) -> bool:
    """Add who is responsible for a Leistung in a municipality; returns whether the answer was understood whole.

    The description that was asked for stands in the URL (`lbId`); its Leistungen are known from `service_keys`.
    """
    description = parse_qs(urlsplit(delivery.url).query).get("lbId", [""])[0]
    try:
        data = with_declared_names(parse_json(delivery.body, SOURCE), suchdienst_fields.ORGANISATIONS)
    except NotUnderstoodError as error:
        parsed.reject(error.code, error.text, objekt=description, ort=delivery.url)
        return False
    named = service_keys.get(description, ())
    if not isinstance(data, list) or not named:
        text = "Die Antwort auf die Frage nach zuständigen Stellen ist keine Liste, oder die Leistung ist unbekannt."
        parsed.reject("pvog.form", text, objekt=description, ort=delivery.url)
        return False
    found = [entry for entry in dicts(data) if _text(entry, "title")]
    parsed.records += [_stelle(ags, key, description, entry) for key in named for entry in found]
    if len(found) < len(data):
        parsed.reject("pvog.stelle", "Eine zuständige Stelle hat keinen Namen.", objekt=named[0], ort=delivery.url)
    return len(found) == len(data)


def _stelle(ags: str, key: str, description: str, entry: dict[str, Any]) -> ZustaendigeStelle:
    role = entry.get("role")
    role = role if isinstance(role, dict) else {}
    return ZustaendigeStelle(
        ags=ags,
        leistungsschluessel=key,
        rolle=_text(role, "code") or "",
        titel=str(_text(entry, "title")),
        organisationseinheit_id=_text(entry, "id"),
        rolle_name=_text(role, "name"),
        beschreibung_id=description,
        quelle=SOURCE,
    )


def texts(value: object) -> list[str]:
    """The texts in a list; empty where it is none."""
    return [entry for entry in value if isinstance(entry, str) and entry] if isinstance(value, list) else []


def _text(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _day(data: dict[str, Any], name: str) -> str | None:
    """A date; None where it stands for an open end."""
    value = _text(data, name)
    return None if value in _OPEN else value


def _codes(data: dict[str, Any], name: str) -> str | None:
    found = [_text(entry, "code") for entry in dicts(data.get(name))]
    return " ".join(dict.fromkeys(filter(None, found))) or None


def _leaves(entries: list[dict[str, Any]]) -> Iterator[str]:
    """The codes of Lagen that have no finer ones below them; the nesting is three deep."""
    for entry in entries:
        children = dicts(entry.get("children"))
        code = _text(entry, "code")
        if children:
            yield from _leaves(children)
        elif code:
            yield code


def _more(data: dict[str, Any], found: list[str]) -> str | None:
    """JSON of the column `angaben`: what a detail names and no other column holds; None where that is nothing."""
    language = _text(data, "languageCode")
    named: list[tuple[str, str, str | None]] = [
        *(("leistungsschluessel", key, None) for key in found[1:]),
        *(("synonym", text, language) for text in texts(data.get("synonyms"))),
        *(("adressat", text, language) for text in texts(data.get("addressees"))),
        *(("organisationseinheit", text, None) for text in texts(data.get("organisationIds"))),
        *(("sprache", text, None) for text in texts(data.get("availableLanguages"))),
    ]
    for service in dicts(data.get("onlineServiceLinks")):
        for element, name in (
            ("identifizierungsmittel", "identificationMethods"),
            ("bezahlverfahren", "paymentMethods"),
            ("ausfuehrungssprache", "executionLanguages"),
        ):
            entries = [" ".join(text.split()) for text in texts(service.get(name))]
            named += ((f"{service.get('id')}/{element}", text, None) for text in entries)
    rows = [[element, value, None, None, None, None, language] for element, value, language in named]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else None


def _modules(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each module and what is below it (single Fristen, Kosten, durations), with the element of XZuFi."""
    for module in dicts(data.get("details")):
        art = _ARTEN.get(str(module.get("xZufiCategory")), "modulText")
        yield art, module
        for name in ("details", "additionalInformation"):
            yield from ((art, part) for part in dicts(module.get(name)))


def _texts(identifier: str, data: dict[str, Any]) -> Iterator[Leistungstext]:
    language = _text(data, "languageCode")
    position = 0
    for art, module in _modules(data):
        inhalt = _text(module, "text")
        if inhalt:
            position += 1
            yield Leistungstext(
                objekt_id=identifier,
                position=position,
                art=art,
                modul=_text(module, "code"),
                bezeichnung=_text(module, "title"),
                sprache=language,
                inhalt=inhalt,
                teil=None,
                darstellung=None,
                zugangskanal=None,
            )


def _links(identifier: str, data: dict[str, Any]) -> Iterator[Objektlink]:
    language = _text(data, "languageCode")
    found = [
        (art, _text(module, "code"), entry) for art, module in _modules(data) for entry in dicts(module.get("links"))
    ]
    found += [(name, None, entry) for name in ("sourcePortals", "forms") for entry in dicts(data.get(name))]
    for position, (art, modul, entry) in enumerate(found, start=1):
        uri = _text(entry, "uri")
        yield Objektlink(
            objekt_id=identifier,
            position=position,
            art=art,
            modul=modul,
            typ=None,
            uri=uri,
            url=uri if uri and is_web_link(uri) else None,
            titel=_text(entry, "title"),
            beschreibung=_text(entry, "description"),
            sprache=language,
            darstellung=None,
        )


def _services(data: dict[str, Any]) -> Iterator[Onlinedienst]:
    for entry in dicts(data.get("onlineServiceLinks")):
        identifier = _text(entry, "id") or ""
        parts = keys.split_pvog_id(identifier)
        if parts is not None:
            uri = _text(entry, "uri")
            usable = uri if uri and is_web_link(uri) else None
            yield Onlinedienst(
                id=identifier,
                redaktion=parts.redaktion,
                bezeichnung=_text(entry, "title"),
                url=usable,
                url_gemeldet=None if usable else uri,
                vertrauensniveau=_text(entry, "levelOfConfidence"),
                quelle=SOURCE,
            )
