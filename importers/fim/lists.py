"""The lists of the FIM portal: their paths, the fields that identify an entry, all fields that are known.

Source: OpenAPI of the FIM portal, version 0.24.0. Steckbriefe, process classes and processes are not typed there; their
fields are those seen in answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urljoin, urlsplit

from catalogue import keys
from catalogue.weblinks import is_web_link
from importers.codelisten.source import BASE_URL as XREPOSITORY
from importers.web.fields import DeclaredField, names_in

Item = Mapping[str, Any]
Identity = tuple[str, ...]

# A part of a path: no separators, no blanks, and not the names that lead upwards.
_SEGMENT = re.compile(r"(?!\.{1,2}\Z)[^\x00-\x20\x7f-\xa0/?#\\]{1,200}")
_LONGEST = 400


# Fields of a page beside its entries; a list is paged by `offset` and `total_count` or by a cursor.
_PAGE = (
    DeclaredField("items", "Liste", "die Einträge", needed=True),
    DeclaredField("total_count", "Zahl", "die Prüfung auf Vollständigkeit"),
    DeclaredField("count", "Zahl"),
    DeclaredField("offset", "Zahl", "das Blättern"),
    DeclaredField("limit", "Zahl", "das Blättern"),
)
_CURSOR = DeclaredField("next_cursor", "Zahl null", "das Blättern")
PAGE_NAMES = frozenset(names_in((*_PAGE, _CURSOR)))


def _entry(names: str) -> tuple[DeclaredField, ...]:
    """Fields of an entry; which types each understands is up to what reads it."""
    return tuple(DeclaredField(f"items[].{name}") for name in names.split())


_ELEMENT = _entry(
    "fim_id fim_version nummernkreis name beschreibung definition bezeichnung bezug freigabe_status"
    " freigabe_status_label status_gesetzt_am status_gesetzt_durch gueltig_ab gueltig_bis versionshinweis"
    " veroeffentlichungsdatum letzte_aenderung last_update stichwort xdf_version is_latest fts_match"
)
_LEISTUNG = _entry(
    "leistungsschluessel title leistungsbezeichnung leistungsbezeichnung_2 freigabe_status rechtsgrundlagen"
    " leistungsadressat leistungstyp typisierung ozg klassifizierung kurztext volltext erstellt_datum_zeit"
    " geaendert_datum_zeit fts_match"
)


@dataclass(frozen=True)
class PortalList:
    """One list of the portal. `name` is its word in names of groups, `titel` what messages call its entries.

    `key` are the fields that identify an entry and, with `document` behind them, lead to its document, if not the field
    `link` does; `changed` is the field with its last change where the list can be asked for what changed. A list
    `per_leistung` can be asked for one Leistung, one with `latest` for the newest versions only, one `with_cursor` is
    paged by a cursor. `bound` says that its entries belong to Leistungen, so that not all of them matter.
    """

    name: str
    titel: str
    path: str
    key: Sequence[str]
    fields: tuple[DeclaredField, ...]
    document: str | None = None
    link: str | None = None
    changed: str | None = None
    per_leistung: bool = False
    latest: bool = False
    with_cursor: bool = False
    bound: bool = False

    @property
    def page_fields(self) -> tuple[DeclaredField, ...]:
        """Every field of a page of the list; of its entries those are needed that identify them."""
        entry = (
            field._replace(used_for="die Kennung", needed=True) if field.name in self.key else field
            for field in sorted(self.fields)
        )
        return (*_PAGE, *([_CURSOR] if self.with_cursor else []), *entry)

    def identity(self, item: Item) -> Identity | None:
        """Values of the fields that identify an entry; None where one is missing or cannot be part of a path."""
        parts = [item.get(name) for name in self.key]
        if any(not isinstance(part, str) or len(part) > _LONGEST for part in parts):
            return None
        if self.document and any(not _SEGMENT.fullmatch(str(part)) for part in parts):
            return None
        return tuple(str(part) for part in parts) if all(parts) else None

    def group(self, identity: Identity) -> str:
        """The name under which the document of an entry is stored."""
        return " ".join((self.name, *identity))


PORTAL_LISTS: Mapping[str, PortalList] = {
    portal_list.name: portal_list
    for portal_list in (
        PortalList(
            "steckbriefe",
            "Leistungssteckbrief",
            "/leistung-steckbriefe",
            ("leistungsschluessel",),
            _LEISTUNG
            + _entry(
                "sdg_informationsbereiche leistung_stammtexte prozessklasse einheitlicher_ansprechpartner"
                " freigabe_datum freigabe_status_label status_gesetzt_am"
            ),
            changed="geaendert_datum_zeit",
            per_leistung=True,
            bound=True,
        ),
        PortalList(
            "stammtexte",
            "Stammtext",
            "/leistung-stammtexte",
            ("redaktion_id", "leistung_id", "source"),
            _LEISTUNG + _entry("redaktion_id leistung_id source"),
            document="/xzufi",
            changed="geaendert_datum_zeit",
            per_leistung=True,
            bound=True,
        ),
        PortalList(
            "onlinedienste",
            "Onlinedienst",
            "/online-service",
            ("redaktion_id", "id"),
            _entry("redaktion_id id"),
            document="/xzufi",
            with_cursor=True,
        ),
        PortalList(
            "datenschemata",
            "Datenschema",
            "/schemas",
            ("fim_id", "fim_version"),
            _ELEMENT + _entry("steckbrief_id bezug_components"),
            document="/xdf",
            changed="last_update",
            latest=True,
        ),
        PortalList(
            "dokumentsteckbriefe",
            "Dokumentsteckbrief",
            "/document-profiles",
            ("fim_id", "fim_version"),
            _ELEMENT + _entry("ist_abstrakt dokumentart hilfetext"),
            document="/xdf",
            changed="last_update",
            latest=True,
        ),
        PortalList(
            "prozessklassen",
            "Prozessklasse",
            "/processclasses",
            ("id", "version"),
            _entry(
                "id version name bezeichnung freigabe_status freigabe_status_label operatives_ziel verfahrensart"
                " handlungsform prozesse fts_match"
            ),
            document="/xprozess",
            bound=True,
        ),
        PortalList(
            "prozesse",
            "Prozess",
            "/processes",
            ("id", "version", "detaillierungsstufe"),
            _entry(
                "id version detaillierungsstufe name bezeichnung freigabe_status freigabe_status_label"
                " anwendungsgebiet is_musterprozess prozessklasse fts_match"
            ),
            document="/xprozess",
            bound=True,
        ),
        PortalList(
            "codelisten",
            "Codeliste",
            "/code-lists",
            ("genericode_canonical_version_uri",),
            _entry("id url short_name long_name genericode_canonical_version_uri is_external"),
            link="url",
        ),
    )
}
# What a user chooses from, and which lists that means.
CHOICES: Mapping[str, Sequence[str]] = {
    "steckbriefe": ("steckbriefe",),
    "stammtexte": ("stammtexte",),
    "datenschemata": ("datenschemata",),
    "dokumentsteckbriefe": ("dokumentsteckbriefe",),
    "prozessklassen": ("prozessklassen", "prozesse"),
    "codelisten": ("codelisten",),
    "onlinedienste": ("onlinedienste",),
}
DEFAULT = tuple(choice for choice in CHOICES if choice != "onlinedienste")


def point_in_time(text: object) -> datetime | None:
    """A point in time of ISO 8601; without a zone it is taken for UTC. None for everything else."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def trusted_link(link: object, portal: str) -> str | None:
    """The full link to a document, `portal` being any address of the portal; None for what leads elsewhere.

    A list of the portal must not make the program ask any server it likes.
    """
    if not isinstance(link, str) or not (link.startswith("/") or is_web_link(link)):
        return None
    try:
        full = urljoin(portal, link)
        trusted = [urlsplit(address)[:2] for address in (portal, XREPOSITORY)]
        return full if is_web_link(full) and urlsplit(full)[:2] in trusted else None
    except ValueError:
        return None


def leistungen_of(item: Item) -> frozenset[str]:
    """Every Leistungsschlüssel that an entry names, in a field of its own or in one of its parts."""
    return frozenset(text for text in _texts(item, depth=3) if keys.is_leistungsschluessel(text))


def _texts(value: object, *, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, (list, Mapping)):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part, depth=depth - 1)


def contradicted(portal_list: PortalList, item: Item, params: Mapping[str, str]) -> set[str]:
    """Which filters that were asked for an entry does not fit.

    The server ignores parameters that it does not know and then answers with everything. A field that is missing or
    not understood contradicts nothing.
    """
    found = set()
    wanted = params.get("leistungsschluessel")
    named = item.get("leistungsschluessel")
    named = [named] if isinstance(named, str) else named
    if wanted and isinstance(named, list) and all(isinstance(key, str) and wanted not in key for key in named):
        found.add("leistungsschluessel")
    since = point_in_time(params.get("updated_since"))
    changed = point_in_time(item.get(portal_list.changed or ""))
    if since and changed and changed < since:
        found.add("updated_since")
    if params.get("is_latest") and item.get("is_latest") is False:
        found.add("is_latest")
    return found
