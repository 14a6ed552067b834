import re
from collections import Counter
from pathlib import Path

import pytest

from tests.importers.xzufi.documents import (
    COMMON,
    FULL,
    KEY,
    LEISTUNG,
    PERSON,
    SMALL,
    STELLE,
    XSI,
    count,
    report_21,
    texts_of,
    transfer,
    transfer_231,
)
from tests.importers.xzufi.test_source import STOCK, counts, of_leistung, stock, taken
from tests.reading import content, messages, rows, texts


def test_a_leistung_is_stored_with_all_that_it_says(katalog: Path) -> None:
    result = taken(katalog, transfer(*FULL))
    assert (result.status, result.failed, result.messages) == ("fertig", False, [])
    assert counts(result) == (8, 0, 0, 0, 0)
    assert rows(
        katalog,
        "SELECT id, redaktion, leistungsschluessel, bezeichnung, struktur, vertrauensniveau, freigegeben_am,"
        " gueltig_ab, gueltig_bis, erstellt, geaendert, fassung, quelle FROM leistungsbeschreibungen"
        " WHERE id LIKE '%354824'",
    ) == [
        (
            "L100038.LB.354824",
            "L100038",
            KEY,
            "Hundesteuer anmelden",
            "LeistungsstrukturObjektMitVerrichtungUndDetail",
            "15",
            "2026-01-31",
            "2020-01-01",
            "2999-12-31",
            "2020-05-01T10:00:00",
            "2026-10-01T10:00:00",
            "7",
            "xzufi",
        )
    ]
    assert rows(katalog, "SELECT leistungsschluessel, bezeichnung, bezeichnung_2 FROM leistungen ORDER BY 1") == [
        ("99085001012000", "Reisepass Ausstellung", "Reisepass Ausstellung"),
        (KEY, "Hundesteuer Anmeldung", "Hundesteuer anmelden"),
    ]


def test_texts_fristen_and_kosten_stand_by_module_and_language(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    assert of_leistung(katalog, "leistungstexte", "art, modul, bezeichnung, sprache, inhalt, teil, darstellung") == [
        ("modulText", "02", "Leistungsbezeichnung", "de", "Hundesteuer Anmeldung", None, "1"),
        ("modulText", "03", None, "de-DE", "Hundesteuer anmelden", None, None),
        ("modulText", "03", None, "en", "Register a dog", None, None),
        ("modulText", "06", None, "de", "<p>Wer einen Hund hält &amp; …</p>", None, None),
        ("modulTextIndividuell", "X1", "Tipps", "de", "Ein Tipp", None, None),
        ("frist", None, None, "de", "nach der Anschaffung", 1, None),
        ("modulFrist", None, None, "de", "Allgemeines zu Fristen", None, None),
        ("kosten", None, None, "de", "für den ersten Hund", 1, None),
        ("beschreibungVariabilitaet", None, None, "de", "je nach Rasse", 2, None),
        ("beschreibungKostenfreiheit", None, None, "de", "für Blindenhunde", 3, None),
        ("modulBearbeitungsdauer", None, None, "de", "meist schneller", None, None),
    ]  # fmt: skip
    assert of_leistung(katalog, "leistungsfristen", "art, typ, dauer, einheit, dauer_bis, einheit_bis, von, bis") == [
        ("frist", "001", "14", "TAG", "4", "WOCHE", None, None),
        ("frist", None, None, None, None, None, "--02-15", "2026-12-31"),
        ("bearbeitungsdauer", None, "3", "ARBEITSTAG", None, None, None, None),
    ]  # fmt: skip
    assert of_leistung(katalog, "leistungskosten", "typ, art, betrag, betrag_bis, waehrung, vorkasse") == [
        ("002", "fix", "72.00", None, "EUR", "false"),
        (None, "variabel", "10", "90", "EUR", None),
        (None, "frei", None, None, None, None),
    ]
    assert of_leistung(katalog, "objektlinks", "art, modul, uri, url, titel, beschreibung, sprache") == [
        ("modulText", "06", "https://www.eisenach.de/hund", "https://www.eisenach.de/hund", "Hunde in Eisenach",
         "Alles über Hunde", "de"),
        ("modulText", "06", "https%3A%2F%2Fexample.org%2Fa%3Fb", "https://example.org/a?b", None, None, None),
        ("linkKostenbildung", None, "https://www.eisenach.de/satzung", "https://www.eisenach.de/satzung", None, None,
         None),
        ("modulUrsprungsportal", None, "https://buerger.thueringen.de", "https://buerger.thueringen.de", "ThAVEL", None,
         "de"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/Merkbl%C3%A4tter/Hund%20anmelden.pdf?name=a%26b%3Dc",
        "https://example.org/weiter?ziel=https%3A%2F%2Fexample.org%2Fa%3Fb",
        "https://example.org/a%2Fb%2",
    ],
)
def test_a_link_that_is_percent_encoded_in_part_stays_as_it_is(katalog: Path, link: str) -> None:
    before = "https%3A%2F%2Fexample.org%2Fa%3Fb", "https://thavelp.thueringen.de/thavelp/go/a/2080"
    body = transfer(*FULL)
    for old in before:
        assert old.encode() in body
        body = body.replace(old.encode(), link.encode())
    taken(katalog, body)
    assert rows(katalog, "SELECT uri, url FROM objektlinks WHERE uri = ?", link) == [(link, link)] * 2
    assert rows(katalog, "SELECT url FROM onlinedienste") == [(link,)]


def test_an_authority_has_addresses_and_what_it_is_responsible_for(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    assert rows(katalog, "SELECT id, name, kurzbezeichnung, gueltig_ab, geaendert FROM organisationseinheiten") == [
        ("L100038.OE.900", "Stadtverwaltung Eisenach", "SV EA", "2021-01-01", "2026-09-01T08:00:00")
    ]
    assert rows(katalog, "SELECT * FROM anschriften ORDER BY position") == [
        ("L100038.OE.900", 1, "001", "Markt", "1", None, "99817", "Eisenach", "16", "16063105", "160630105105"),
        ("L100038.OE.900", 2, "003", None, None, "1462", "99804", "Eisenach", None, None, None),
    ]
    assert rows(katalog, "SELECT * FROM kommunikationswege") == [("L100038.OE.900", 1, "02", "+49 3691 670-0")]
    assert rows(katalog, "SELECT id, art, objekt_id, leistung_id, rolle FROM xzufi_zustaendigkeiten ORDER BY id") == [
        ("L100038.ZU.1", "ZustaendigkeitOrganisationseinheit", "L100038.OE.900", "L100038.LB.354824", "01"),
        ("L100038.ZU.2", "ZustaendigkeitOnlinedienst", "L100038.OD.77", "L100038.LB.354824", "02"),
    ]
    assert rows(katalog, "SELECT zustaendigkeit_id, gebiet FROM zustaendigkeitsgebiete ORDER BY 1, position") == [
        ("L100038.ZU.1", "160630105105"),
        ("L100038.ZU.1", "160630106106"),
        ("L100038.ZU.2", "160000000000"),
    ]


def test_an_online_service_has_the_link_of_type_01_and_its_german_name(katalog: Path) -> None:
    taken(katalog, transfer(*FULL))
    assert rows(katalog, "SELECT id, bezeichnung, url, vertrauensniveau, verschwunden_am FROM onlinedienste") == [
        ("L100038.OD.77", "Hundesteuer online", "https://thavelp.thueringen.de/thavelp/go/a/2080", "20", None)
    ]
    assert rows(katalog, "SELECT leistung_id, bezeichnung FROM spezialisierungen") == [
        ("B100019.LB.1", "In Eisenach anders")
    ]
    assert rows(katalog, "SELECT id, bezeichnung FROM formulare") == [("L100038.FO.F1", "Anmeldebogen")]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(transfer_231(*[f"<schreibe>{text}</schreibe>" for text in COMMON]), id="2.3.1"),
        pytest.param(report_21(*COMMON), id="2.1 report"),
        pytest.param(report_21(*COMMON, inside=""), id="2.1 report, results under the root"),
        pytest.param(transfer(*COMMON, space=None), id="no namespace"),
        pytest.param(transfer(*COMMON).replace(b"<code>", b'<code xmlns="">').replace(b"<name>A", b'<name xmlns="">A'),
                     id="unqualified codes"),
        pytest.param(transfer(*COMMON).decode().replace("UTF-8", "UTF-16").encode("utf-16"), id="UTF-16"),
        pytest.param(transfer(*COMMON).replace(b"<schreibe>", b"<!-- neu --><schreibe>"), id="with comments"),
        pytest.param(transfer("<schreibe>" + "".join(COMMON) + "</schreibe>"), id="all in one schreibe"),
        pytest.param(
            transfer(*COMMON)
            .replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x="),
            id="with prefix",
        ),
        pytest.param(f"<export {XSI}>{''.join(COMMON)}</export>".encode(), id="bare objects"),
    ],
)  # fmt: skip
def test_the_same_content_gives_the_same_rows_in_whatever_form(katalog: Path, tmp_path: Path, body: bytes) -> None:
    taken(katalog, transfer(*COMMON))
    expected = stock(katalog)
    result = taken(katalog, body, "b.xml")
    assert (result.counts.neu, result.counts.geaendert, result.counts.verschwunden) == (0, 0, 0)
    assert stock(katalog) == expected


@pytest.mark.parametrize("body", [transfer(*FULL), transfer_231(*FULL)], ids=["2.2", "2.3.1"])
def test_every_text_of_a_document_is_in_the_catalogue(katalog: Path, body: bytes) -> None:
    taken(katalog, body)
    stored: Counter[str] = Counter()
    for table in (STOCK - {"leistungen"}) | {"objektangaben"}:
        for row in rows(katalog, f"SELECT * FROM {table}"):
            for value in (str(value) for value in row if value is not None):
                stored[value] += 1
                local = re.fullmatch(r"\w+\.(?:LB|SP|OE|OD|ZU|FO)\.(.+)", value)
                stored[local[1] if local else ""] += 1
    wanted = texts_of(body)
    assert sum(wanted.values()) > 100
    assert {text: (number, stored[text]) for text, number in wanted.items() if stored[text] < number} == {}


def test_counts_are_those_of_the_document(katalog: Path) -> None:
    body = transfer(*FULL)
    taken(katalog, body)
    for table, path in {
        "leistungsbeschreibungen": "//*[local-name()='leistung']",
        "leistungstexte WHERE art = 'modulText'": "//*[local-name()='modulText']/*[local-name()='inhalt']",
        "xzufi_zustaendigkeiten": "//*[local-name()='zustaendigkeit']",
        "zustaendigkeitsgebiete": "//*[local-name()='gebietID']",
        "anschriften": "//*[local-name()='anschrift']",
        "objektlinks": "//*[local-name()='weiterfuehrenderLink' or local-name()='modulUrsprungsportal' or "
        "local-name()='linkKostenbildung' or (local-name()='link' and *)]",
    }.items():
        assert rows(katalog, f"SELECT count(*) FROM {table}") == [(count(body, path),)], table


def test_persons_are_not_stored(katalog: Path) -> None:
    taken(katalog, transfer(*FULL, STELLE.replace("<beschreibung", f"{PERSON}<beschreibung", 1)))
    assert b"Geheim" not in katalog.read_bytes()
    everything = repr(content(katalog, without=frozenset()))
    assert "Geheim" not in everything
    assert "670-123" not in everything
    assert "Muster" not in everything
    assert "Das Element „ansprechpartner“ in „organisationseinheit“ ist nicht bekannt" in texts(katalog)


def _with_keys(*named: str) -> str:
    references = "".join(f"<referenzLeiKa><code>{key}</code></referenzLeiKa>" for key in named)
    return SMALL.replace("<referenzLeiKa><code>99085001012000</code></referenzLeiKa>", references)


def test_a_description_of_several_leistungen_belongs_to_each(katalog: Path) -> None:
    taken(katalog, transfer(_with_keys("99085001012000", "99085002012000", "99085001012000", "L 7")))
    assert rows(katalog, "SELECT leistungsschluessel FROM leistungsbeschreibungen") == [("99085001012000",)]
    assert rows(katalog, "SELECT * FROM weitere_leistungen") == [("L100038.LB.2", 1, "99085002012000")]
    both = [("99085001012000", 0), ("99085002012000", 1)]
    assert rows(katalog, "SELECT leistungsschluessel, position FROM beschriebene_leistungen") == both
    title = "Reisepass Ausstellung"
    assert rows(katalog, "SELECT leistungsschluessel, bezeichnung, bezeichnung_2 FROM leistungen ORDER BY 1") == [
        (key, title, title) for key, _ in both
    ]
    assert [row[:2] for row in messages(katalog)] == [("Warnung", "xzufi.schluessel")]
    assert "zugeordnet ist sie nur den anderen Leistungen" in texts(katalog)
    assert taken(katalog, transfer(_with_keys("99085001012000")), "b.xml").counts.geaendert == 1
    assert rows(katalog, "SELECT * FROM weitere_leistungen") == []


def test_a_responsibility_inside_without_identifier_is_named_by_what_holds_it(katalog: Path) -> None:
    identifier = '<id schemeAgencyID="L100038" schemeID="ZustaendigkeitOrganisationseinheit">1</id>'
    assert identifier in STELLE
    taken(katalog, transfer(LEISTUNG, STELLE.replace(identifier, "")))
    assert rows(katalog, "SELECT id, redaktion, art, objekt_id, leistung_id FROM xzufi_zustaendigkeiten") == [
        (
            "L100038.OE.900.ZU.1",
            "L100038",
            "ZustaendigkeitOrganisationseinheit",
            "L100038.OE.900",
            "L100038.LB.354824",
        )
    ]
    assert rows(katalog, "SELECT count(*) FROM zustaendigkeitsgebiete") == [(2,)]
    ((level, code, objekt, ort, _),) = messages(katalog)
    assert (level, code, objekt) == ("Hinweis", "xzufi.zustaendigkeit_kennung", "L100038.OE.900")
    assert ort.startswith("a.xml, Zeile ")


def test_responsibilities_that_are_left_out_with_what_holds_them_are_counted(katalog: Path) -> None:
    identifier = '<id schemeAgencyID="L100038" schemeID="XZUFI_OE">900</id>'
    taken(katalog, transfer(LEISTUNG, STELLE.replace(identifier, "")))
    assert "es wurde ausgelassen, mit ihm die Zuständigkeiten darin (1)" in texts(katalog)


def test_of_an_address_and_of_ways_to_reach_an_authority_nothing_is_lost_in_silence(katalog: Path) -> None:
    twice = STELLE.replace("<ort>Eisenach</ort><verw", "<ort>Eisenach</ort><ort>Stedtfeld</ort><verw").replace(
        "</kennung>", "</kennung><kennung>+49 3691 670-99</kennung>"
    )
    taken(katalog, transfer(LEISTUNG, twice))
    assert [row[:2] for row in messages(katalog)] == [("Warnung", "xzufi.mehrfache_angabe")]
    assert rows(katalog, "SELECT kanal, kennung FROM kommunikationswege ORDER BY position") == [
        ("02", "+49 3691 670-0"),
        ("02", "+49 3691 670-99"),
    ]


def test_what_stands_twice_where_one_is_meant_is_told(katalog: Path) -> None:
    twice = SMALL.replace(
        "</leistung>",
        "<vertrauensniveau><code>10</code></vertrauensniveau><vertrauensniveau><code>30</code></vertrauensniveau>"
        "</leistung>",
    )
    taken(katalog, transfer(twice))
    assert rows(katalog, "SELECT vertrauensniveau FROM leistungsbeschreibungen") == [("30",)]
    assert [row[:3] for row in messages(katalog)] == [("Warnung", "xzufi.mehrfache_angabe", "L100038.LB.2")]
    assert "„vertrauensniveau“ steht mehrfach" in texts(katalog)
