"""What others rely on: commands, and tables and views with the columns that must be there."""

import click
import pytest

import cli
from catalogue.tables import RELATIONS

COLUMNS = {
    "kommunen": "ags, ars, name, typ, kreis, kreis_ags, verwaltung, einwohner, lat, lon, gueltig_ab, gueltig_bis, "
    "nachfolger_ags, onlinedienste, eigene_onlinedienste, stand",
    "leistungen": "leistungsschluessel, bezeichnung, bezeichnung_2, leistungstyp, typisierung, ozg_id, ozg_leistung, "
    "themenfeld, lage, sdg, stand",
    "onlinedienste": "id, redaktion, bezeichnung, url, vertrauensniveau, loesung_id, quelle, erstmals_gesehen, "
    "zuletzt_gesehen, verschwunden_am",
    "angebote": "ags, kommune, leistungsschluessel, leistung, onlinedienst_id, onlinedienst, url, ebene, anschluss, "
    "anschluss_grund, anschluss_beleg, anschluss_geprueft_am, loesung, plattform, "
    "quelle, lauf_id, erstmals_gesehen, zuletzt_gesehen, verschwunden_am",
    "loesungen": "id, bezeichnung, plattform, betreiber, nachnutzungsweg, aufwand, kommunen",
    "luecken": "leistungsschluessel, bezeichnung, themenfeld, art, zustaendig, zustaendig_grund, verwaltungen, "
    "vergleichbare, kommunen, beispiele",
    "kandidaten": "rang, leistungsschluessel, bezeichnung, themenfeld, fachbereich, loesung_id, loesung, plattform, "
    "nachnutzungsweg, aufwand, geber_ags, geber, geber_url, punkte, begruendung, status",
    "kandidat_punkte": "leistungsschluessel, loesung_id, kriterium, wert, gewicht, punkte, erklaerung, quelle",
    "aenderungen": "zeitpunkt, art, ags, kommune, leistungsschluessel, leistung, onlinedienst_id, vorher, nachher, "
    "lauf_id",
    "lueckenverlauf": "zeitpunkt, ags, leistungsschluessel, leistung, ereignis, vorher, nachher, grund",
    "fallzahlen": "ags, leistungsschluessel, jahr, faelle, bemerkung, quelle",
    "laeufe": "id, quelle, beginn, ende, status, lieferungen, neu, geaendert, unveraendert, verschwunden, abgelehnt, "
    "fehler, warnungen",
    "meldungen": "id, lauf_id, stufe, code, text, objekt, ort",
    "lieferungen": "id, lauf_id, quelle, url, abgerufen, sha256, bytes, content_type, http_status",
    "quellen": "name, titel, herausgeber, lizenz, url, standard, letzter_lauf, stand",
    "datenschemata": "id, version, bezeichnung, leistungsschluessel, verknuepfung, felder, harmonisierte_felder",
    "datenfelder": "id, version, bezeichnung, feldart, datentyp, schemaelementart",
    "schema_felder": "schema_id, schema_version, feld_id, feld_version, pfad, anzahl",
    "entscheidungen": "id, zeitpunkt, leistungsschluessel, fachbereich, status, person, notiz",
    "entscheidungen_aktuell": "id, zeitpunkt, leistungsschluessel, fachbereich, status, person, notiz",
    "prozesse": "leistungsschluessel, id, version, bezeichnung, handlungsform, verfahrensart, status",
}

COMMANDS = "demo init compare gaps candidates decide changes export serve status runs messages check sources".split()
COMMANDS += ["solutions list", "solutions unknown"]
COMMANDS += [f"schemas {command}" for command in ("list", "fetch", "validate")]
COMMANDS += [
    f"import {source}"
    for source in (
        "gemeinden",
        "leika",
        "pvog",
        "open-pvog",
        "xzufi",
        "bereitstelldienst",
        "fim",
        "bestand",
        "fallzahlen",
        "xdatenfelder",
        "xprozess",
        "codeliste",
    )
]

OF_EVERY_IMPORT = {"dry_run", "strict", "resume", "from_raw"}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_or_view_has_the_columns_of_the_contract(name: str) -> None:
    assert set(COLUMNS[name].split(", ")) <= {column.name for column in RELATIONS[name].columns}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_of_the_contract_exists(name: str) -> None:
    command: click.Command = cli.thavel
    for part in name.split():
        assert isinstance(command, click.Group)
        command = command.commands[part]
    if name.startswith("import "):
        assert {parameter.name for parameter in command.params} >= OF_EVERY_IMPORT


def test_levels_kinds_responsibilities_and_decisions_are_those_of_the_contract() -> None:
    allowed = {
        (relation.name, column.name): column.allowed for relation in RELATIONS.values() for column in relation.columns
    }
    assert allowed["dienstbewertung", "ebene"] == ("Bund", "Land", "Kreis", "Verwaltung", "Kommune", "unbekannt")
    assert allowed["luecken", "zustaendig"] == ("ja", "nein", "unklar")
    assert allowed["luecken", "art"] == (
        "fehlt",
        "verwandte Leistung online",
        "nicht angeschlossen",
        "Anschluss ungeklärt",
        "landesweit verfügbar",
        "Aufgabe des Kreises",
        "nicht gemeldet",
        "Link defekt",
    )
    assert allowed["entscheidungen", "status"] == (
        "offen",
        "vorgemerkt",
        "in Prüfung",
        "Nachnutzung beschlossen",
        "umgesetzt",
        "abgelehnt",
    )
