"""Records of the Onlinedienste, who offers them for what, and who answers for a Leistung."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind, seen


class ZustaendigeStelle(NamedTuple):
    """Who answers for a Leistung in a municipality; `rolle` is a code (01 responsible), empty where none is told."""

    ags: str
    leistungsschluessel: str
    rolle: str
    titel: str
    organisationseinheit_id: str | None
    rolle_name: str | None
    beschreibung_id: str | None
    quelle: str


class Onlinedienst(NamedTuple):
    """An online service (OD); `url` is a valid http(s) link or None, `url_gemeldet` what was sent instead."""

    id: str
    redaktion: str
    bezeichnung: str | None
    url: str | None
    url_gemeldet: str | None
    vertrauensniveau: str | None
    quelle: str


class Angebot(NamedTuple):
    """Evidence that an online service is valid for a Leistung in a municipality."""

    ags: str
    leistungsschluessel: str
    onlinedienst_id: str
    quelle: str


class DashboardAngebot(NamedTuple):
    """An entry of the dashboard of the OZG for a municipality: Leistung, area and link ('' for none).

    `oertlich` is 1 for what is registered for the municipality itself, 0 for what it inherits.
    """

    ags: str
    leistungsschluessel: str
    ars: str
    url: str
    oertlich: int
    titel: str | None
    ars_name: str | None
    online_status: str | None
    aktiv: str | None
    art_flaechendeckung: str | None
    begruendung: str | None
    datenstand: str | None
    ozg_id: str | None
    ozg_bezeichnung: str | None
    quelle: str


KINDS: Kinds = {
    ZustaendigeStelle: seen("zustaendige_stellen", key_length=4, may_be_empty=True),
    # Only XZuFi tells the Vertrauensniveau; what it told stays.
    Onlinedienst: RecordKind(
        "onlinedienste",
        fill=frozenset({"vertrauensniveau"}),
        gone="verschwunden_am",
        sightings=True,
        logged=("bezeichnung", "url"),
        logged_for={"onlinedienst_id": "id"},
    ),
    Angebot: seen("angebotsnachweise", key_length=3, may_be_empty=True, traced=True),
    DashboardAngebot: seen("dashboard_angebote", key_length=4, may_be_empty=True),
}
