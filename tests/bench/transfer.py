"""Writes XZuFi transfer messages of any size: `python -m tests.bench.transfer FILE --leistungen N [--changed 0.01]`.

Every object is made from its own number, so that it is the same in files of all sizes. Nothing in them is real.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

SPACE = "http://xoev.de/schemata/xzufi/2_2_0"
RESPONSIBILITIES = 6
_OPENINGS = (
    "Sie können", "Sie müssen", "Die zuständige Stelle kann", "In der Regel sollten Sie", "Ihre Gemeinde wird",
    "Nach der Prüfung kann die Behörde", "Falls nötig dürfen Sie", "Auf Verlangen müssen Antragstellende",
)  # fmt: skip
_OBJECTS = (
    "den Antrag", "die Anmeldung", "den Nachweis über die Eignung", "eine Kopie des Personalausweises", "die Gebühr",
    "das ausgefüllte Formular", "die Vollmacht", "den Lageplan", "die Zustimmung der Eigentümerin", "den Bescheid",
    "eine Bescheinigung der Krankenkasse", "die Versicherungsbestätigung", "den Auszug aus dem Register",
)  # fmt: skip
_WAYS = (
    "persönlich im Bürgerbüro", "schriftlich", "elektronisch über das Serviceportal", "innerhalb von vier Wochen",
    "vor Beginn der Arbeiten", "bei der unteren Behörde", "ohne Termin", "nach Aufforderung", "in deutscher Sprache",
    "zusammen mit den übrigen Unterlagen", "spätestens am Tag des Ereignisses",
)  # fmt: skip
_VERBS = ("einreichen", "vorlegen", "beantragen", "nachholen", "bezahlen", "ändern", "widerrufen", "abholen")
# Sentences in each text module, by its code.
_MODULES = {
    "05": 2, "06": 8, "07": 3, "08": 5, "09": 5, "11": 7, "14": 1, "15": 1, "16": 2, "18": 1, "22": 1, "23": 1,
    "24": 1, "25": 2,
}  # fmt: skip
_LINKED = frozenset({"07", "15"})
_TRANSLATED = frozenset({"05"})


def _sentences(chance: random.Random, number: int) -> str:
    choose = chance.choice
    return " ".join(
        f"{choose(_OPENINGS)} {choose(_OBJECTS)} {choose(_WAYS)} {choose(_VERBS)} (Nr. {chance.randrange(10**6)})."
        for _ in range(number)
    )


def _code(name: str, code: str, uri: str, label: str | None = None) -> str:
    named = f"<name>{label}</name>" if label else ""
    return f'<{name} listURI="{uri}" listVersionID="1"><code>{code}</code>{named}</{name}>'


def _module(code: str, texts: str, more: str = "") -> str:
    coded = _code("leikaTextmodul", code, "urn:de:xzufi:codeliste:leistungstextmodulleika")
    return f"<modulText><positionDarstellung>{int(code)}</positionDarstellung>{texts}{coded}{more}</modulText>"


def _inhalt(text: str, language: str = "de") -> str:
    return f'<inhalt languageCode="{language}">{text}</inhalt>'


def leistung(number: int, *, changed: bool = False) -> str:
    """One Leistung, a `schreibe`; a changed one has another title."""
    chance = random.Random(number)
    key = f"99{number:09}000"
    thing = f"{chance.choice(_OBJECTS)} {chance.choice(_WAYS)}"
    title = f"{thing} {chance.choice(_VERBS)}, Fall {number}{' neu' if changed else ''}"
    parts = [
        f'<schreibe><leistung><id schemeAgencyID="L100038" schemeID="XZUFI_LEISTUNG">{300000 + number}</id>'
        f'<idSekundaer schemeAgencyID="XZUFI_ERWEITERUNG" schemeID="LEIKA_SCHLUESSEL">{key}</idSekundaer>'
        f'<struktur xsi:type="LeistungsstrukturObjektMitVerrichtung">'
        f'<leistungsobjektID schemeAgencyID="L100038">{number}</leistungsobjektID>'
        f"{_code('verrichtung', '012', 'urn:de:fim:leika:verrichtung', 'Ausstellung')}</struktur>"
        f"{_code('referenzLeiKa', key, 'urn:de:fim:leika:leistung')}",
        _module("02", _inhalt(f"{thing}, Nummer {number}")),
        _module("03", _inhalt(title) + _inhalt(f"Case {number}", "en")),
    ]
    for code, sentences in _MODULES.items():
        text = _inhalt(f"&lt;p&gt;{_sentences(chance, sentences)}&lt;/p&gt;")
        if code in _TRANSLATED:
            text += _inhalt(f"&lt;p&gt;Text {number} in another language.&lt;/p&gt;", "en")
        link = (
            f'<weiterfuehrenderLink languageCode="de"><uri>https://beispiel.de/{number}/{code}</uri>'
            f"<titel>Mehr zu Fall {number}</titel></weiterfuehrenderLink>"
            if code in _LINKED
            else ""
        )
        parts.append(_module(code, text, link))
    parts.append(
        f"<modulFrist><frist>{_code('typ', '001', 'urn:xoev-de:fim:codeliste:xzufi.fristtyp')}<fristauswahl>"
        f"<dauer>{chance.randrange(1, 60)}</dauer><einheit>TAG</einheit></fristauswahl></frist></modulFrist>"
        f"<modulKosten><kosten>{_code('typ', '002', 'urn:xoev-de:fim:codeliste:xzufi.kostentyp')}<kostenauswahl>"
        f'<betrag currencyID="EUR">{chance.randrange(5, 200)}.00</betrag></kostenauswahl></kosten></modulKosten>'
        f"<modulBearbeitungsdauer><bearbeitungsdauer><fristauswahl><dauer>{chance.randrange(1, 12)}</dauer>"
        "<einheit>WOCHE</einheit></fristauswahl></bearbeitungsdauer></modulBearbeitungsdauer>"
        + "".join(
            "<modulBegriffImKontext><begriffImKontext>"
            f'<begriff languageCode="de">Begriff {number} {place}</begriff></begriffImKontext></modulBegriffImKontext>'
            for place in range(3)
        )
        + "<modulFachlicheFreigabe><fachlichFreigegebenAm>2025-03-01</fachlichFreigegebenAm>"
        '<fachlichFreigegebenDurch languageCode="de">Ministerium</fachlichFreigegebenDurch></modulFachlicheFreigabe>'
        '<modulUrsprungsportal languageCode="de"><uri>https://beispiel.de</uri><titel>Portal</titel>'
        "</modulUrsprungsportal>"
        + _code("typisierung", "4", "urn:de:fim:leika:typisierung")
        + _code("leistungsadressat", "001", "urn:xoev-de:fim:codeliste:xzufi.leistungsadressat")
        + _code("klassifizierung", "1130300", "urn:xoev-de:fim:codeliste:pvlagen")
        + _code("informationsbereichSDG", "0000000", "urn:xoev-de:fim:codeliste:sdginformationsbereich")
        + '<gueltigkeitGebietID schemeID="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs">160000000000'
        "</gueltigkeitGebietID><kennzeichenEA>false</kennzeichenEA>"
        "<versionsinformation><erstelltDatumZeit>2020-05-01T10:00:00</erstelltDatumZeit>"
        "<geaendertDatumZeit>2026-10-01T10:00:00</geaendertDatumZeit><version>1</version></versionsinformation>"
        "<sprachversion><languageCode>de</languageCode></sprachversion>"
        "<gueltigkeit><beginn>2020-01-01</beginn></gueltigkeit></leistung></schreibe>\n"
    )
    return "".join(parts)


def zustaendigkeit(number: int, leistung_number: int, *, changed: bool = False) -> str:
    """One Zuständigkeit, a `schreibe`; a changed one has another role."""
    return (
        f'<schreibe><zustaendigkeitTransferObjekt><uebergeordnetesObjektID schemeAgencyID="L100038">{number % 601}'
        '</uebergeordnetesObjektID><zustaendigkeit><id schemeAgencyID="L100038"'
        f' schemeID="ZustaendigkeitOrganisationseinheit">{number}</id><leistungID schemeAgencyID="L100038">'
        f"{300000 + leistung_number}</leistungID>"
        f'<gebietID schemeID="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs">1606{number % 10**8:08}'
        f"</gebietID>{_code('rolle', '03' if changed else '01', 'urn:xoev-de:fim:codeliste:rolle')}"
        "</zustaendigkeit></zustaendigkeitTransferObjekt></schreibe>\n"
    )


def units(leistungen: int, changed: float) -> Iterator[str]:
    """Every `schreibe`, each Leistung followed by its Zuständigkeiten; a share of all objects is changed."""
    every = round(1 / changed) if changed else 0
    place = 0
    for number in range(leistungen):
        for part in range(RESPONSIBILITIES + 1):
            is_changed = bool(every) and place % every == 0
            place += 1
            if part == 0:
                yield leistung(number, changed=is_changed)
            else:
                yield zustaendigkeit(number * RESPONSIBILITIES + part, number, changed=is_changed)


def write_transfer(path: Path, leistungen: int, *, changed: float = 0.0) -> None:
    """Write a message; memory stays the same whatever its size."""
    with path.open("w", encoding="utf-8") as file:
        file.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<xzufi.transfer.0401 xmlns="{SPACE}"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xzufiVersion="2.2.0"><nachrichtenkopf>'
            "<erstelltDatumZeit>2026-11-20T04:00:00</erstelltDatumZeit></nachrichtenkopf>\n"
        )
        file.writelines(units(leistungen, changed))
        file.write("</xzufi.transfer.0401>\n")


def main() -> None:
    """Parse arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--leistungen", type=int, default=20_000)
    parser.add_argument("--changed", type=float, default=0.0)
    arguments = parser.parse_args()
    write_transfer(arguments.file, arguments.leistungen, changed=arguments.changed)


if __name__ == "__main__":
    main()
