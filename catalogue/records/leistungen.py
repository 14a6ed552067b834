"""Records of the Leistungen and their published descriptions, by what each kind of source knows of them."""

from typing import NamedTuple

from catalogue.records.kind import Kinds, RecordKind, seen


class Leistung(NamedTuple):
    """A Leistung from a LeiKa or OZG catalogue."""

    leistungsschluessel: str
    bezeichnung: str | None
    leistungstyp: str | None
    typisierung: str | None
    ozg_id: str | None
    ozg_leistung: str | None
    themenfeld: str | None
    lage: str | None
    rechtsgrundlagen: str | None
    stand: str | None


class LeistungLeika(NamedTuple):
    """A Leistung from a LeiKa export, which knows nothing of the OZG; the OZG's columns stay as they are."""

    leistungsschluessel: str
    bezeichnung: str | None
    leistungstyp: str | None
    typisierung: str | None
    stand: str | None


class LeistungFim(NamedTuple):
    """A Leistung from a Steckbrief of the FIM portal; where it says nothing, what other catalogues say stays.

    `bezeichnung_2` fills only what is not known yet, because published descriptions decide about it.
    """

    leistungsschluessel: str
    bezeichnung: str | None
    bezeichnung_2: str | None
    leistungstyp: str | None
    typisierung: str | None
    ozg_id: str | None
    ozg_leistung: str | None
    themenfeld: str | None
    sdg: str | None
    rechtsgrundlagen: str | None
    stand: str | None


class LeistungGenannt(NamedTuple):
    """A Leistung that a source names without being its catalogue; fills what is not known yet, changes nothing."""

    leistungsschluessel: str
    leistungstyp: str | None
    bezeichnung: str | None


class LeistungBeschrieben(NamedTuple):
    """A Leistung that a Leistungsbeschreibung names; as `LeistungGenannt`, but it counts with its description."""

    leistungsschluessel: str
    leistungstyp: str | None
    bezeichnung: str | None


class Leistungsbeschreibung(NamedTuple):
    """A published description (LB) of a Leistung."""

    id: str
    redaktion: str
    leistungsschluessel: str
    bezeichnung: str | None
    aktualisiert: str | None
    quelle: str


class LeistungDetail(NamedTuple):
    """Detail of a description beyond its title; comes with a `Leistungsbeschreibung`.

    Codes with blanks between them; `angaben` as in `catalogue.records.xzufi`.
    """

    id: str
    typisierung: str | None
    lagen: str | None
    sdg: str | None
    gebiete: str | None
    gueltig_ab: str | None
    gueltig_bis: str | None
    geaendert: str | None
    angaben: str | None


_NAMED = frozenset({"bezeichnung", "leistungstyp"})

KINDS: Kinds = {
    Leistung: RecordKind("leistungen"),
    LeistungLeika: RecordKind("leistungen"),
    LeistungFim: RecordKind(
        "leistungen", fill=frozenset({"bezeichnung_2"}), keep=frozenset(LeistungFim._fields) - {"bezeichnung_2"}
    ),
    LeistungGenannt: RecordKind("leistungen", fill=_NAMED),
    LeistungBeschrieben: RecordKind("leistungen", fill=_NAMED, counted=False),
    Leistungsbeschreibung: seen("leistungsbeschreibungen"),
    LeistungDetail: seen("leistungsbeschreibungen"),
}
