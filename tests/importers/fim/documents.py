"""Small documents of XDatenfelder and XProzess for tests, and how they are imported and parsed."""

from pathlib import Path
from typing import Any

from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from importers.fim.xdatenfelder import XDatenfelder
from importers.fim.xprozess import XProzess
from importers.run.runner import Options, RunResult, run_import
from importers.run.source import KnownCatalogue

XDF2 = "urn:xoev-de:fim:standard:xdatenfelder_2"
XDF3 = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0"
XPROZESS = "http://www.regierung-mv.de/xprozess/2"


def code(name: str, value: str) -> str:
    return f'<{name} listURI="urn:beispiel:{name}" listVersionID="1.0"><code xmlns="">{value}</code></{name}>'


def identity(identifier: str, version: str | None) -> str:
    number = f"<version>{version}</version>" if version else ""
    return f"<identifikation><id>{identifier}</id>{number}</identifikation>"


def feld(identifier: str, title: str, *, version: str | None = "1.0.0", art: str = "RNG", more: str = "") -> str:
    return (
        f"<datenfeld>{identity(identifier, version)}<name>{title} (Name)</name>"
        f"<bezeichnungEingabe>{title}</bezeichnungEingabe>{code('schemaelementart', art)}"
        f"{code('feldart', 'input')}{code('datentyp', 'text')}{more}</datenfeld>"
    )


def gruppe(identifier: str, title: str, inside: str, *, version: str | None = "1.0.0") -> str:
    return (
        f"<datenfeldgruppe>{identity(identifier, version)}<name>{title} (Name)</name>"
        f"<bezeichnungEingabe>{title}</bezeichnungEingabe>{code('schemaelementart', 'HAR')}{inside}</datenfeldgruppe>"
    )


def stelle(anzahl: str, inside: str) -> str:
    return f"<struktur><anzahl>{anzahl}</anzahl><bezug>§ 1</bezug><enthaelt>{inside}</enthaelt></struktur>"


def schema(
    inside: str,
    *,
    identifier: str = "S00000000001",
    version: str | None = "1.0.0",
    title: str = "Hundesteuer",
    beschreibung: str = "",
    steckbrief: str = "D99000000001",
    namespace: str = XDF3,
) -> str:
    reference = f"<dokumentsteckbrief><id>{steckbrief}</id></dokumentsteckbrief>" if namespace == XDF3 else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xdatenfelder.stammdatenschema.0102 xmlns="{namespace}">'
        f"<stammdatenschema>{identity(identifier, version)}<name>{title}</name>"
        f"<beschreibung>{beschreibung}</beschreibung><bezeichnung>{title}</bezeichnung>{reference}{inside}"
        "</stammdatenschema></xdatenfelder.stammdatenschema.0102>"
    )


def steckbrief(beschreibung: str, *, identifier: str = "D00000000007") -> str:
    return (
        f'<xdatenfelder.dokumentsteckbrief.0101 xmlns="{XDF3}"><dokumentsteckbrief>{identity(identifier, "1.0.0")}'
        f"<name>Anmeldung</name><beschreibung>{beschreibung}</beschreibung>{code('dokumentart', '001')}"
        "</dokumentsteckbrief></xdatenfelder.dokumentsteckbrief.0101>"
    )


def klasse(identifier: str, *, version: str = "01.00.00", handlungsform: str = "310", more: str = "") -> str:
    return (
        f"<prozessklasse><id>{identifier}</id><version>{version}</version><name>Anmeldung bearbeiten</name>"
        f"<bezeichnung>Hundesteuer Festsetzung</bezeichnung>{code('operativesZiel', '314')}"
        f"{code('handlungsform', handlungsform)}{code('verfahrensart', '501')}{more}</prozessklasse>"
    )


def prozess(
    identifier: str, *, version: str = "01.00.00", formular: str = "", activities: str = "", stufe: str = "101"
) -> str:
    start = f"<ausloeser><formularID>{formular}</formularID></ausloeser>" if formular else "<ausloeser/>"
    return (
        f"<prozess><id>{identifier}</id><version>{version}</version><name>Anmeldung bearbeiten</name>"
        f"<prozesssteckbrief>{start}<ergebnis/>{code('detaillierungsstufe', stufe)}</prozesssteckbrief>"
        f"<prozessstrukturbeschreibung><strukturbeschreibungFIM>{activities}</strukturbeschreibungFIM>"
        "</prozessstrukturbeschreibung></prozess>"
    )


def export(*, klassen: str = "", prozesse: str = "", namespace: str = XPROZESS) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<alleInhalte.export.0303 xmlns="{namespace}">'
        f"<prozesskatalog><name>Katalog</name>{klassen}</prozesskatalog>"
        f"<prozessbibliothek><name>Bibliothek</name>{prozesse}</prozessbibliothek></alleInhalte.export.0303>"
    )


def parsed(document: str | bytes, source: type[XDatenfelder] | type[XProzess] = XDatenfelder) -> Parsed:
    """What a source understands of one document."""
    body = document.encode() if isinstance(document, str) else document
    delivery = Delivery("datei.xml", body, "2026-10-04T06:00:00Z", "datei.xml")
    return source([]).parse("datei.xml", [delivery], KnownCatalogue())


def load(
    katalog: Path, *documents: str | Path, source: type[XDatenfelder | XProzess] = XDatenfelder, **options: Any
) -> RunResult:
    """Import documents, or files, into a catalogue."""
    paths = []
    for number, document in enumerate(documents):
        path = document if isinstance(document, Path) else katalog.with_name(f"datei{number}.xml")
        if isinstance(document, str):
            path.write_text(document, encoding="utf-8")
        paths.append(path)
    return run_import(katalog, source(paths), Options(**options))


def outcome(result: RunResult) -> tuple[int, int, int, int]:
    """New, changed, unchanged, rejected."""
    counts = result.counts
    return counts.neu, counts.geaendert, counts.unveraendert, counts.abgelehnt
