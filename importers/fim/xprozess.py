"""XProzess 2.0: process classes and processes, their activities counted by kind, the forms that start or end them."""

from collections import Counter
from collections.abc import Sequence

from lxml import etree

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.records.fim import Prozess, ProzessAktivitaet, ProzessFormular, Prozessklasse
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from importers.fim.documents import (
    DocumentCollector,
    ElementContent,
    ObjectKey,
    code_of,
    day,
    lines,
    name_of_code,
    profile_id,
    text_of,
    whole_document,
)
from importers.run.source import Card, FileSource, KnownCatalogue
from importers.web.right_command import what_else
from importers.web.xml import local_name, namespace_of, walk

NAMESPACE = "http://www.regierung-mv.de/xprozess/2"

# What an activity is counted by: the coded element and its name in the catalogue.
COUNTED = {
    "referenzaktivitaetengruppeTyp": "Referenzaktivitätengruppe",
    "entscheidungsart": "Entscheidungsart",
    "formellePruefung": "Formelle Prüfung",
    "beteiligungsform": "Beteiligungsform",
}
# These hold whole files in Base64, which are not taken over.
MODEL_FILES = frozenset({"prozessmodelldatei", "visualisierungsdatei", "beschreibungsdatei"})


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CODED = _names("code name")

# What is read below these, or left out on purpose: names of editors, the message's own head, texts of activities.
# Source: the structure of published documents of XProzess 2.0.
KNOWN = {
    "prozesskatalog": _names("name prozessklasse"),
    "prozessbibliothek": _names("name prozess"),
    "prozessklasse": _names(
        "id version uebergeordneteProzessklasseID abgeloesteProzessklasse name bezeichnung definition"
        " handlungsgrundlage zwecksetzung operativesZiel handlungsform verfahrensart fachlichFreigebendeStelle merkmal"
        " klassifikation schlagwort zustandsangaben"
    ),
    "prozess": _names(
        "id version name bezeichnung fachlichFreigebendeStelle klassifikation schlagwort prozesssteckbrief"
        " prozessstrukturbeschreibung prozessmodell zustandsangaben"
    ),
    "abgeloesteProzessklasse": _names("id version name"),
    "handlungsgrundlage": _names("name art uri"),
    "merkmal": _names("merkmalName merkmalDatentyp merkmalWert"),
    "klassifikation": _names("ordnungsrahmenName ordnungsrahmenVersion klasseID klasseName"),
    "zustandsangaben": _names(
        "letzterAenderungszeitpunkt letzterBearbeiter status anmerkungLetzteAenderung gueltigkeitszeitraum"
        " fachlicherFreigabezeitpunkt formellerFreigabezeitpunkt"
    ),
    "gueltigkeitszeitraum": _names("beginn ende"),
    "prozesssteckbrief": _names(
        "definition beschreibung ausloeser ergebnis prozessteilnehmer detaillierungsstufe"
        " verwaltungspolitischeKodierung"
    ),
    "ausloeser": _names("formularID name beschreibung"),
    "ergebnis": _names("formularID name beschreibung"),
    "prozessteilnehmer": _names("name rolle"),
    "verwaltungspolitischeKodierung": _names("bundesland"),
    "prozessstrukturbeschreibung": _names("modellierungsmethode strukturbeschreibungFIM"),
    "strukturbeschreibungFIM": _names("aktivitaetengruppe"),
    "aktivitaetengruppe": _names(
        "referenzaktivitaetengruppeTyp referenzaktivitaetengruppeVersion id subProzessID name beschreibung"
        " handlungsgrundlage spezifischeAttribute eingehendeDaten ausgehendeDaten"
    ),
    "spezifischeAttribute": frozenset(f"spezifischeAttribute{number}" for number in range(1, 10)),
    **dict.fromkeys(
        (f"spezifischeAttribute{number}" for number in range(1, 10)),
        _names(
            "empfangeneDaten bereitgestellteDaten formellePruefung hilfsmittel entscheidungsart mitwirkungspflicht"
            " beteiligungsform"
        ),
    ),
    "prozessmodell": MODEL_FILES,
    **dict.fromkeys(
        _names(
            "zwecksetzung operativesZiel handlungsform verfahrensart status rolle detaillierungsstufe bundesland"
            " referenzaktivitaetengruppeTyp entscheidungsart formellePruefung beteiligungsform"
        ),
        _CODED,
    ),
    **dict.fromkeys(
        _names("version bezeichnung fachlichFreigebendeStelle schlagwort klasseID klasseName formularID"),
        frozenset[str](),
    ),
}
SEVERAL = MODEL_FILES | _names(
    "prozessklasse prozess handlungsgrundlage merkmal klassifikation schlagwort prozessteilnehmer"
    " verwaltungspolitischeKodierung ausloeser ergebnis formularID aktivitaetengruppe spezifischeAttribute"
    " eingehendeDaten ausgehendeDaten empfangeneDaten bereitgestellteDaten formellePruefung hilfsmittel"
    " entscheidungsart beteiligungsform"
)
ATTRIBUTES: dict[str, frozenset[str]] = {}


class XProzess(FileSource):
    """Process classes and processes of the Leistungen."""

    has_schema = True
    card = Card(
        name="xprozess",
        titel="FIM-Prozesse",
        herausgeber="FIM-Baustein Prozesse (FITKO); Redaktionen von Bund und Ländern",
        lizenz="nicht angegeben",
        url="https://fimportal.de/",
        standard="XProzess 2.0",
        liefert="Prozessklassen und Prozesse",
        slow=True,
    )

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        (delivery,) = deliveries
        return whole_document(
            delivery, "xprozess.dokument", lambda parsed: _ProcessReader(parsed, delivery.url).read(delivery.body)
        )


class _ProcessReader:
    """One document, read from start to end; each process is emptied once it is understood."""

    def __init__(self, parsed: Parsed, place: str) -> None:
        self._parsed = parsed
        self._place = place
        self._collector = DocumentCollector(parsed, place, "xprozess", KNOWN, ATTRIBUTES, SEVERAL)
        self._activities = 0
        self._counted: Counter[tuple[str, str]] = Counter()
        self._labels: dict[tuple[str, str], str] = {}

    def read(self, body: bytes) -> None:
        """Read the whole document; `ThavelError` where it is none of XProzess, with what it is instead."""
        other = what_else(body, "xprozess")
        if other is not None:
            raise ThavelError(f"{self._place}: {other}")
        started = False
        inside: etree._Element | None = None
        found = 0
        for event, element in walk(body, place=self._place):
            name = local_name(str(element.tag))
            if not started:
                started = True
                self._begin(element)
            if event == "start":
                if inside is None and name in ("prozess", "prozessklasse"):
                    inside = element
                    self._activities, self._counted, self._labels = 0, Counter(), {}
                continue
            self._collector.check(element)
            if element is inside:
                found += 1
                if name == "prozess":
                    self._process(element)
                else:
                    self._process_class(element)
                element.clear()
                inside = None
            elif name in MODEL_FILES:
                element.clear()
            elif name == "aktivitaetengruppe" and inside is not None:
                self._activities += 1
            elif name in COUNTED and inside is not None:
                self._count(COUNTED[name], element)
        if not found:
            raise ThavelError(f"{self._place}: Das Dokument enthält weder Prozessklassen noch Prozesse.")

    def _begin(self, root: etree._Element) -> None:
        name, namespace = local_name(str(root.tag)), namespace_of(str(root.tag))
        if "xprozess" not in namespace and not name.startswith("alleInhalte."):
            raise ThavelError(
                f"{self._place}: Mit „{name[:100]}“ beginnt kein Dokument von XProzess. "
                "Prüfen Sie, ob es die richtige Datei ist."
            )
        if namespace != NAMESPACE:
            self._collector.warn(
                "version",
                "Die Version von XProzess ist nicht bekannt; bekannt ist 2.0. Gelesen wurde, was gleich heißt.",
                root,
                namespace[:100] or None,
            )

    def _count(self, kind: str, element: etree._Element) -> None:
        code = code_of(element)
        if code is None:
            return
        self._counted[kind, code] += 1
        label = name_of_code(element)
        if label is not None:
            self._labels.setdefault((kind, code), label)

    def _key(self, content: ElementContent, element: etree._Element, what: str) -> ObjectKey | None:
        identifier = content.text("id")
        if identifier is None:
            self._collector.reject(
                "kennung", f"Einem Element „{what}“ fehlt die Kennung; es wurde ausgelassen.", element
            )
            return None
        key = ObjectKey(identifier, content.text("version") or "")
        self._collector.expect_version(key, element)
        return key

    def _leistung(self, identifier: str, element: etree._Element, bezeichnung: str | None = None) -> str | None:
        if keys.is_leistungsschluessel(identifier):
            self._collector.name_leistung(identifier, bezeichnung)
            return identifier
        self._collector.warn(
            "leistung",
            "Die Kennung einer Prozessklasse ist kein Leistungsschlüssel (14 Ziffern); eine Leistung ist ihr nicht "
            "zugeordnet.",
            element,
            identifier[:100],
        )
        return None

    def _process_class(self, element: etree._Element) -> None:
        content = ElementContent(element)
        key = self._key(content, element, "prozessklasse")
        if key is None:
            return
        state = content.get("zustandsangaben")
        successor = content.get("abgeloesteProzessklasse")
        record = Prozessklasse(
            id=key.id,
            version=key.version,
            leistungsschluessel=self._leistung(key.id, element, content.text("bezeichnung")),
            name=content.text("name"),
            bezeichnung=content.text("bezeichnung"),
            definition=content.text("definition"),
            handlungsgrundlagen=lines(
                " ".join(filter(None, (ground.text("name"), ground.text("uri"))))
                for ground in map(ElementContent, content.all("handlungsgrundlage"))
            ),
            zwecksetzung=content.code("zwecksetzung"),
            operatives_ziel=content.code("operativesZiel"),
            handlungsform=content.code("handlungsform"),
            verfahrensart=content.code("verfahrensart"),
            merkmale=lines(
                ": ".join(filter(None, (feature.text("merkmalName"), feature.text("merkmalWert"))))
                for feature in map(ElementContent, content.all("merkmal"))
            ),
            klassifikation=_classes(content),
            schlagwoerter=content.texts("schlagwort"),
            freigebende_stelle=content.text("fachlichFreigebendeStelle"),
            uebergeordnete_klasse=content.text("uebergeordneteProzessklasseID"),
            abgeloeste_klasse=successor.text("id") or content.text("abgeloesteProzessklasse"),
            **_state(state),
        )
        if self._collector.take(record, element):
            self._parsed.stand = max(filter(None, (self._parsed.stand, day(record.stand))), default=None)

    def _process(self, element: etree._Element) -> None:
        content = ElementContent(element)
        key = self._key(content, element, "prozess")
        if key is None:
            return
        profile = content.get("prozesssteckbrief")
        classes = _classes_named(content)
        klasse = classes[0] if classes else key.id
        if len(classes) > 1:
            self._collector.warn(
                "klassen",
                f"Ein Prozess nennt mehrere Prozessklassen ({', '.join(classes)}); zugeordnet ist die erste.",
                element,
                key.id,
            )
        record = Prozess(
            id=key.id,
            version=key.version,
            detaillierungsstufe=profile.code("detaillierungsstufe") or "",
            leistungsschluessel=self._leistung(klasse, element),
            klasse_id=klasse,
            name=content.text("name"),
            bezeichnung=content.text("bezeichnung"),
            definition=profile.text("definition"),
            beschreibung=profile.text("beschreibung"),
            teilnehmer=lines(
                " ".join(filter(None, (who.text("name"), f"({role})" if (role := who.code("rolle")) else None)))
                for who in map(ElementContent, profile.all("prozessteilnehmer"))
            ),
            laender=" ".join(
                dict.fromkeys(
                    filter(
                        None,
                        (ElementContent(c).code("bundesland") for c in profile.all("verwaltungspolitischeKodierung")),
                    )
                )
            )
            or None,
            klassifikation=_classes(content),
            schlagwoerter=content.texts("schlagwort"),
            freigebende_stelle=content.text("fachlichFreigebendeStelle"),
            modellierungsmethode=content.get("prozessstrukturbeschreibung")
            .get("modellierungsmethode")
            .text("freitext", "code"),
            aktivitaeten=self._activities,
            **_state(content.get("zustandsangaben")),
        )
        if not self._collector.take(record, element):
            return
        owner = (record.id, record.version, record.detaillierungsstufe)
        self._parsed.stand = max(filter(None, (self._parsed.stand, day(record.stand))), default=None)
        self._parsed.records += [
            ProzessAktivitaet(*owner, kind, code, self._labels.get((kind, code)), number)
            for (kind, code), number in sorted(self._counted.items())
        ]
        for direction, name in (("Auslöser", "ausloeser"), ("Ergebnis", "ergebnis")):
            self._parsed.records += _forms(owner, direction, profile.all(name))


def _state(state: ElementContent) -> dict[str, str | None]:
    """Status, validity and dates; who changed it last is not stored."""
    validity = state.get("gueltigkeitszeitraum")
    return {
        "status": state.code("status"),
        "gueltig_ab": validity.text("beginn"),
        "gueltig_bis": validity.text("ende"),
        "fachlich_freigegeben": state.text("fachlicherFreigabezeitpunkt"),
        "formell_freigegeben": state.text("formellerFreigabezeitpunkt"),
        "stand": state.text("letzterAenderungszeitpunkt"),
    }


def _classes(content: ElementContent) -> str | None:
    return lines(
        " ".join(filter(None, (entry.text("klasseID"), entry.text("klasseName"), _frame(entry))))
        for entry in map(ElementContent, content.all("klassifikation"))
    )


def _frame(entry: ElementContent) -> str | None:
    name = entry.text("ordnungsrahmenName")
    return f"({name})" if name else None


def _classes_named(content: ElementContent) -> list[str]:
    """The process classes that a process names in its classification: each entry that is a Leistungsschlüssel, once."""
    named = (ElementContent(entry).text("klasseID") for entry in content.all("klassifikation"))
    return list(
        dict.fromkeys(identifier for identifier in named if identifier and keys.is_leistungsschluessel(identifier))
    )


def _forms(owner: tuple[str, str, str], direction: str, entries: list[etree._Element]) -> list[ProzessFormular]:
    """Forms of one direction, an entry for each `formularID`, or one where there are only words."""
    found: list[tuple[str | None, str | None]] = []
    for content in map(ElementContent, entries):
        identifiers = [text_of(child) for child in content.all("formularID")]
        name = content.text("name", "beschreibung")
        found += [(identifier, name) for identifier in identifiers if identifier] or ([(None, name)] if name else [])
    return [
        ProzessFormular(*owner, direction, position, identifier, name, profile_id(identifier))
        for position, (identifier, name) in enumerate(found, start=1)
    ]
