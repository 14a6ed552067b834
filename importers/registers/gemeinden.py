"""The register of municipalities: GV100AD (fixed width) or the Regionalschlüssel code list (Genericode)."""

import codecs
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from catalogue import keys
from catalogue.errors import ThavelError
from catalogue.records.gebiete import (
    Kommune,
    KommuneAlt,
    KommuneName,
    Kreis,
    KreisName,
    Nachfolger,
    Schluessel,
    Verwaltung,
    VerwaltungName,
)
from catalogue.records.kind import Record
from catalogue.records.parsed import Message, Parsed, Scope
from catalogue.store.deliveries import Delivery
from importers.codelisten.genericode import Codelist, read_codelist
from importers.registers.corrections import corrected, tell_unused, tell_unused_changes, tell_unused_places
from importers.registers.published import padded, register_text, unpacked
from importers.run.source import Card, FileSource, KnownCatalogue
from importers.web.right_command import what_else

LAND = "16"
LINE_LENGTH = 220
# Without the blanks at its end, a record has at least its type, a municipality also its Postleitzahl.
_NEEDED = {"10": 24, "20": 24, "40": 124, "50": 24, "60": 170}
CURRENT = "Gemeindeverzeichnis"
COMPLETE = (Scope("kommunen"), Scope("gebietsschluessel", {"quelle": CURRENT}))
URN_GEMEINDEN = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs"
URN_KREISE = "urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:kreis"

# Textkennzeichen of the GV100AD (Destatis, Datensatzbeschreibung GV100AD, record types 40, 50 and 60).
KREISTYPEN = {"41": "Kreisfreie Stadt", "42": "Stadtkreis", "43": "Kreis", "44": "Landkreis", "45": "Regionalverband"}
VERBANDSTYPEN = {
    "50": "Verbandsfreie Gemeinde",
    "54": "Verwaltungsgemeinschaft",
    "58": "Erfüllende Gemeinde",
}
GEMEINDETYPEN = {
    "60": "Markt",
    "61": "Kreisfreie Stadt",
    "62": "Stadtkreis",
    "63": "Stadt",
    "64": "Kreisangehörige Gemeinde",
    "67": "Große Kreisstadt",
}


def _optional_number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


def _stand(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def administration_type(verband: str) -> str | None:
    """Type of administration by the four digits of the Verband in the ARS (Thüringen).

    Source: Destatis, Gemeindeverzeichnis: 0xxx verbandsfrei, 5001-5049 Verwaltungsgemeinschaft, 5050-5099 erfüllende
    Gemeinde.
    """
    if verband.startswith("0"):
        return "Verbandsfreie Gemeinde"
    if "5001" <= verband <= "5049":
        return "Verwaltungsgemeinschaft"
    if "5050" <= verband <= "5099":
        return "Erfüllende Gemeinde"
    return None


@dataclass
class _Register:
    """The lines of a GV100AD file, taken apart."""

    parsed: Parsed
    place: str
    stand: str = ""
    kreise: dict[str, Kreis] = field(default_factory=dict)
    verwaltungen: dict[str, Verwaltung] = field(default_factory=dict)
    kommunen: list[Kommune] = field(default_factory=list)

    def take(self, number: int, line: str) -> None:
        """Understand one line (220 characters, positions counted from 1 in the description, from 0 here)."""
        where = f"{self.place}, Zeile {number}"
        kind = line[0:2]
        if len(line) < LINE_LENGTH:
            self.parsed.reject(
                "gemeinden.zeile_zu_kurz",
                f"Eine Zeile des Gemeindeverzeichnisses ist zu kurz ({len(line)} statt {LINE_LENGTH} Zeichen); "
                "ist die Datei abgeschnitten? Laden Sie sie noch einmal.",
                objekt=line[10:22].strip() or None,
                ort=where,
            )
        elif kind == "10":
            self.stand = _stand(line[2:10])
        elif kind == "40":
            key = line[10:15]
            self.kreise[key] = Kreis(
                key,
                line[22:72].strip(),
                KREISTYPEN.get(line[122:124]),
                line[72:122].strip() or None,
                _stand(line[2:10]),
            )
        elif kind == "50":
            self._take_administration(line, where)
        elif kind == "60":
            self._take_municipality(line, where)
        elif kind != "20":
            self.parsed.reject(
                "gemeinden.satzart",
                f"Satzart „{kind}“ ist im Gemeindeverzeichnis nicht vorgesehen.",
                ort=where,
            )

    def _take_administration(self, line: str, where: str) -> None:
        key = line[10:15] + line[18:22]
        code = line[122:124].strip()
        if not code:
            self.parsed.messages.append(
                Message(
                    "Warnung",
                    "gemeinden.verband_ohne_art",
                    "Einem Verband fehlt im Gemeindeverzeichnis die Art. Prüfen Sie die Zeile und tragen Sie "
                    "nötigenfalls eine Korrektur ein (korrekturen.csv).",
                    key,
                    where,
                )
            )
        elif code not in VERBANDSTYPEN:
            self.parsed.messages.append(
                Message("Warnung", "gemeinden.verbandsart", f"Verbandsart „{code}“ ist nicht bekannt.", key, where)
            )
        self.verwaltungen[key] = Verwaltung(
            key,
            line[22:72].strip(),
            VERBANDSTYPEN.get(code),
            line[72:122].strip() or None,
            line[10:15],
            _stand(line[2:10]),
        )

    def _take_municipality(self, line: str, where: str) -> None:
        ags, verband, name = line[10:18], line[18:22], line[22:72].strip()
        ars = ags[:5] + verband + ags[5:]
        if not keys.is_ars(ars):
            self.parsed.reject(
                "gemeinden.schluessel",
                f"„{(ags + verband).strip()}“ ist kein Gemeindeschlüssel (8 Ziffern und 4 Ziffern des Verbands).",
                objekt=ars.strip(),
                ort=where,
            )
            return
        kreis = self.kreise.get(ags[:5])
        verwaltung = self.verwaltungen.get(ars[:9])
        if kreis is None or verwaltung is None:
            self.parsed.reject(
                "gemeinden.ohne_kreis",
                "Zu einer Gemeinde fehlt im Gemeindeverzeichnis der Satz des Kreises oder des Verbands.",
                objekt=ars,
                ort=where,
            )
            return
        self.kommunen.append(
            Kommune(
                ags=ags,
                ars=ars,
                name=name,
                typ=GEMEINDETYPEN.get(line[122:124]),
                kreis=kreis.name,
                kreis_ags=ags[:5],
                verwaltung=verwaltung.name,
                verwaltung_schluessel=ars[:9],
                einwohner=_optional_number(line[139:150]),
                flaeche_ha=_optional_number(line[128:139]),
                plz=line[165:170].strip() or None,
                lat=None,
                lon=None,
                gueltig_bis=None,
                stand=_stand(line[2:10]),
            )
        )


class Gemeinden(FileSource):
    """Register of municipalities of Thüringen; other Länder in the same file are left out."""

    card = Card(
        name="gemeinden",
        titel="Gemeindeverzeichnis",
        herausgeber="Statistisches Bundesamt (Destatis)",
        lizenz="dl-de/by-2-0",
        url="https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html",
        standard="GV100AD; Genericode 1.0 (Regionalschlüssel)",
        liefert="Kommunen, Kreise, Verwaltungen, Schlüsselgeschichte",
        slow=True,
        replaces=True,
    )

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        delivery = unpacked(deliveries[0])
        other = what_else(delivery.body, "gemeinden", "codeliste")
        if other is not None:
            raise ThavelError(f"{delivery.url}: {other}")
        if delivery.body.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
            codelist = read_codelist(delivery.body, place=delivery.url)
            if codelist.urn == URN_KREISE:
                return self._parse_kreise(codelist, known)
            if codelist.urn == URN_GEMEINDEN:
                return self._parse_codelist(codelist, delivery.url, known)
            raise ThavelError(
                f"{delivery.url}: Die Codeliste {codelist.urn} enthält keine Gemeinden. Erwartet wird {URN_GEMEINDEN}."
            )
        return self._parse_register(delivery, known)

    def _parse_register(self, delivery: Delivery, known: KnownCatalogue) -> Parsed:
        parsed = Parsed()
        register = _Register(parsed, delivery.url)
        text, parsed.messages = register_text(delivery)
        elsewhere = 0
        for number, line in enumerate(padded(text.splitlines(), LINE_LENGTH, _NEEDED), start=1):
            # A line cut off before its key cannot be told to belong to another Land.
            if line[10:12] in (LAND, "", LAND[:1]) and line.strip():
                register.take(number, line)
            elsewhere += line[:2] == "60" and line[10:12] not in (LAND, "", LAND[:1])
        if not register.kommunen:
            parsed.reject(
                "gemeinden.leer",
                f"Die Datei enthält keine Gemeinden des Landes {LAND} in der Form GV100AD. "
                "Prüfen Sie, ob es die richtige Datei ist.",
                ort=delivery.url,
            )
            return parsed
        parsed.records += register.kreise.values()
        parsed.records += [corrected("verwaltungen", v, known, parsed) for v in register.verwaltungen.values()]
        parsed.records += [corrected("kommunen", _located(k, known), known, parsed) for k in register.kommunen]
        _tell_elsewhere(elsewhere, delivery.url, parsed)
        present = {kommune.ags: kommune.ars for kommune in register.kommunen}
        tell_unused({"kommunen": present, "verwaltungen": register.verwaltungen}, known, parsed)
        tell_unused_places(present, known, parsed)
        stand = register.kommunen[0].stand or ""
        parsed.stand, parsed.stock = stand, "Gemeindeverzeichnis"
        _add_history(parsed, present, stand, known)
        if not parsed.rejected:
            parsed.scopes += COMPLETE
        return parsed

    def _parse_kreise(self, codelist: Codelist, known: KnownCatalogue) -> Parsed:
        parsed = Parsed(stand=codelist.version, stock="Liste der Kreise")
        for row in codelist.rows:
            key = row.get(codelist.code_column) or ""
            name = row.get("Bezeichnung")
            if key.startswith(LAND) and name:
                known.kreis_names[key] = name
                parsed.records.append(KreisName(key, name, codelist.version))
        return parsed

    def _parse_codelist(self, codelist: Codelist, place: str, known: KnownCatalogue) -> Parsed:
        parsed = Parsed(stand=codelist.version, stock="Liste der Regionalschlüssel")
        present: dict[str, str] = {}
        elsewhere = 0
        deviating = {key: ags for key, ags, _, _ in known.former_keys}
        for number, row in enumerate(codelist.rows, start=1):
            ars = row.get(codelist.code_column) or ""
            if not ars.startswith(LAND):
                elsewhere += keys.is_ars(ars)
                continue
            name = row.get("Bezeichnung")
            if not keys.is_ars(ars) or not name:
                parsed.reject(
                    "gemeinden.schluessel",
                    f"„{ars}“ ist kein Regionalschlüssel mit Bezeichnung (12 Ziffern).",
                    objekt=ars,
                    ort=f"{place}, Eintrag {number}",
                )
                continue
            if ars in deviating:
                parsed.messages.append(
                    Message(
                        "Hinweis",
                        "gemeinden.abweichender_schluessel",
                        "Eine Gemeinde steht in der Codeliste unter einem anderen Schlüssel als im Gemeindeverzeichnis "
                        "und wurde nach der Tabelle alte_schluessel zugeordnet.",
                        ars,
                        f"{place}, Eintrag {number}",
                    )
                )
                ars = ars[:9] + deviating[ars][5:]
            present[keys.ags_of_ars(ars)] = ars
            parsed.records += _named(ars, name, codelist.version, known)
        _tell_elsewhere(elsewhere, place, parsed)
        _add_history(parsed, present, codelist.version, known)
        if present and not parsed.rejected:
            parsed.scopes += COMPLETE
        return parsed


def _tell_elsewhere(number: int, place: str, parsed: Parsed) -> None:
    if number:
        text = f"Gemeinden anderer Länder wurden ausgelassen; der Katalog führt das Land {LAND}."
        parsed.messages.append(Message("Hinweis", "gemeinden.anderes_land", text, None, place, anzahl=number))


def _named(ars: str, name: str, stand: str, known: KnownCatalogue) -> list[Record]:
    """The records that follow from a Regionalschlüssel and a name alone."""
    ags = keys.ags_of_ars(ars)
    lat, lon = known.coordinates.get(ags, (None, None))
    alone = ars[5:9].startswith("0")
    independent = ars[5:] == "0000000"
    typ = "Kreisfreie Stadt" if independent else "Stadt" if ", Stadt" in name else "Kreisangehörige Gemeinde"
    kreis = name if independent else known.kreis_names.get(ars[:5])
    return [
        KreisName(ars[:5], kreis, stand),
        VerwaltungName(ars[:9], name if alone else None, administration_type(ars[5:9]), ars[:5]),
        KommuneName(ags, ars, name, typ, kreis, ars[:5], name if alone else None, ars[:9], lat, lon, None, stand),
    ]


def _located(kommune: Kommune, known: KnownCatalogue) -> Kommune:
    lat, lon = known.coordinates.get(kommune.ags, (None, None))
    return kommune._replace(lat=lat, lon=lon)


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _add_history(parsed: Parsed, present: dict[str, str], stand: str, known: KnownCatalogue) -> None:
    """Add every key that leads to a municipality of today: its own, past ones, those of dissolved municipalities."""
    for ags, ars in present.items():
        parsed.records += [Schluessel(ags, ags, "AGS", None, CURRENT), Schluessel(ars, ags, "ARS", None, CURRENT)]
    parsed.records += [
        Schluessel(key, ags, "ARS", until, source)
        for key, ags, until, source in known.former_keys
        if ags in present and present[ags] != key
    ]
    tell_unused_changes(present, known, parsed)
    usable = [change for change in known.changes if change.ags_alt not in present and change.ags_neu in present]
    successors = Counter(change.ags_alt for change in usable)
    for change in usable:
        until = _day_before(change.seit) if change.seit else None
        only = successors[change.ags_alt] == 1
        parsed.records += [
            KommuneAlt(change.ags_alt, change.name_alt, until or stand, change.ags_neu if only else None),
            Schluessel(change.ags_alt, change.ags_neu, "AGS", until, change.quelle),
            Nachfolger(change.ags_alt, change.ags_neu, change.seit, change.art, change.quelle),
        ]
