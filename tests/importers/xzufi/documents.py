"""XZuFi documents for tests: one stock, spelled as 2.1 report, 2.2 and 2.3.1 transfer, and without a namespace."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

SPACE = "http://xoev.de/schemata/xzufi/"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
KEY = "99102013104000"
HEAD = (
    "<nachrichtenkopf><nachrichtUUID>0b3</nachrichtUUID><erstelltDatumZeit>2026-11-20T04:00:00</erstelltDatumZeit>"
    "<empfaenger>PVOG</empfaenger><sender>Redaktion</sender></nachrichtenkopf>"
)

# Every element of the reference that all versions can say, in the spelling of 2.2.
LEISTUNG = f"""<leistung>
 <id schemeAgencyID="L100038" schemeID="XZUFI_LEISTUNG">354824</id>
 <idSekundaer schemeAgencyID="XZUFI_ERWEITERUNG" schemeID="LEIKA_SCHLUESSEL">{KEY}</idSekundaer>
 <struktur xsi:type="LeistungsstrukturObjektMitVerrichtungUndDetail">
  <leistungsobjektID schemeAgencyID="L100038">102013</leistungsobjektID>
  <verrichtung listURI="urn:de:fim:leika:verrichtung" listVersionID="1"><code>104</code><name>Anmeldung</name>
  </verrichtung>
  <verrichtungsdetail languageCode="de">für gefährliche Hunde</verrichtungsdetail>
 </struktur>
 <referenzLeiKa listURI="urn:de:fim:leika:leistung" listVersionID="20260101"><code>{KEY}</code></referenzLeiKa>
 <modulText><positionDarstellung>1</positionDarstellung><inhalt languageCode="de">Hundesteuer Anmeldung</inhalt>
  <leikaTextmodul listURI="urn:de:xzufi:codeliste:leistungstextmodulleika" listVersionID=""><code>02</code>
   <name>Leistungsbezeichnung</name></leikaTextmodul></modulText>
 <modulText><inhalt languageCode="de-DE">Hundesteuer anmelden</inhalt><inhalt languageCode="en">Register a dog</inhalt>
  <leikaTextmodul listURI="urn:de:xzufi:codeliste:leistungstextmodulleika"><code>03</code></leikaTextmodul></modulText>
 <modulText><inhalt languageCode="de">&lt;p&gt;Wer einen Hund hält &amp;amp; …&lt;/p&gt;</inhalt>
  <leikaTextmodul><code>06</code></leikaTextmodul>
  <weiterfuehrenderLink languageCode="de"><uri>https://www.eisenach.de/hund</uri><titel>Hunde in Eisenach</titel>
   <beschreibung>Alles über Hunde</beschreibung><positionDarstellung>2</positionDarstellung></weiterfuehrenderLink>
  <weiterfuehrenderLink><uri>https%3A%2F%2Fexample.org%2Fa%3Fb</uri></weiterfuehrenderLink></modulText>
 <modulTextIndividuell><individuellesTextmodultyp listURI="urn:eigene:liste"><code>X1</code><name>Tipps</name>
  </individuellesTextmodultyp><inhalt languageCode="de">Ein Tipp</inhalt></modulTextIndividuell>
 <modulFrist><frist><typ listURI="urn:xoev-de:fim:codeliste:xzufi.fristtyp"><code>001</code></typ>
   <fristauswahl><dauer>14</dauer><einheit>TAG</einheit><dauerBis>4</dauerBis><einheitBis>WOCHE</einheitBis>
   </fristauswahl><beschreibung languageCode="de">nach der Anschaffung</beschreibung>
   <positionDarstellung>1</positionDarstellung></frist>
  <frist><fristauswahl><von>--02-15</von><bis>2026-12-31</bis></fristauswahl></frist>
  <beschreibung languageCode="de">Allgemeines zu Fristen</beschreibung></modulFrist>
 <modulKosten><kosten><typ><code>002</code></typ><kostenauswahl><betrag currencyID="EUR">72.00</betrag></kostenauswahl>
   <beschreibung languageCode="de">für den ersten Hund</beschreibung><vorkasse>false</vorkasse>
   <linkKostenbildung>https://www.eisenach.de/satzung</linkKostenbildung></kosten>
  <kosten><kostenauswahl><betragUntergrenze currencyID="EUR">10</betragUntergrenze>
   <betragObergrenze currencyID="EUR">90</betragObergrenze>
   <beschreibungVariabilitaet languageCode="de">je nach Rasse</beschreibungVariabilitaet></kostenauswahl></kosten>
  <kosten><kostenauswahl><beschreibungKostenfreiheit languageCode="de">für Blindenhunde
   </beschreibungKostenfreiheit></kostenauswahl></kosten></modulKosten>
 <modulBearbeitungsdauer><bearbeitungsdauer><fristauswahl><dauer>3</dauer><einheit><code>ARBEITSTAG</code></einheit>
   </fristauswahl></bearbeitungsdauer><beschreibung languageCode="de">meist schneller</beschreibung>
 </modulBearbeitungsdauer>
 <modulBegriffImKontext><begriffImKontext><begriff languageCode="de">Hundeanmeldung</begriff>
  <typ listURI="urn:begriffstyp"><code>001</code></typ></begriffImKontext></modulBegriffImKontext>
 <modulFachlicheFreigabe><fachlichFreigegebenAm>2026-01-31</fachlichFreigegebenAm>
  <fachlichFreigegebenDurch languageCode="de">Finanzministerium</fachlichFreigegebenDurch></modulFachlicheFreigabe>
 <modulDokument><dokumentEingehend><typ><code>010</code></typ><bezeichnung languageCode="de">Impfpass</bezeichnung>
  </dokumentEingehend></modulDokument>
 <modulUrsprungsportal languageCode="de"><uri>https://buerger.thueringen.de</uri><titel>ThAVEL</titel>
 </modulUrsprungsportal>
 <typisierung listURI="urn:de:fim:leika:typisierung"><code>4</code></typisierung>
 <typisierung><code>5</code></typisierung>
 <vertrauensniveau listURI="urn:xoev-de:fim:codeliste:vertrauensniveau"><code>15</code></vertrauensniveau>
 <leistungsadressat><code>001</code></leistungsadressat>
 <kennzeichenSchriftformerfordernis>false</kennzeichenSchriftformerfordernis>
 <kategorie><id schemeAgencyID="L100038">K7</id><bezeichnung languageCode="de">Tiere</bezeichnung>
  <klasse><id schemeAgencyID="L100038">KK1</id><bezeichnung languageCode="de">Lebenslagen</bezeichnung></klasse>
 </kategorie>
 <klassifizierung listURI="urn:xoev-de:fim:codeliste:pvlagen" listVersionID="3"><code>1130300</code></klassifizierung>
 <informationsbereichSDG><code>0000000</code></informationsbereichSDG>
 <gueltigkeitGebietID schemeID="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs">160000000000
 </gueltigkeitGebietID>
 <relevantFuerRechtsform><code>100000</code></relevantFuerRechtsform>
 <herausgeber><id schemeAgencyID="L100038">H1</id><bezeichnung>Freistaat Thüringen</bezeichnung></herausgeber>
 <versionsinformation><erstelltDatumZeit>2020-05-01T10:00:00</erstelltDatumZeit><erstelltDurch>Erika Muster
  </erstelltDurch><geaendertDatumZeit>2026-10-01T10:00:00</geaendertDatumZeit><geaendertDurch>Max Muster
  </geaendertDurch><version>7</version></versionsinformation>
 <sprachversion><languageCode>de</languageCode><sprachbezeichnungDeutsch>Deutsch</sprachbezeichnungDeutsch>
 </sprachversion>
 <gueltigkeit><beginn>2020-01-01</beginn><ende>2999-12-31</ende></gueltigkeit>
 <gueltigkeit><beginn>3000-01-01</beginn></gueltigkeit>
</leistung>"""
SMALL = """<leistung><id schemeAgencyID="L100038">2</id><referenzLeiKa><code>99085001012000</code></referenzLeiKa>
 <modulText><inhalt languageCode="de">Reisepass Ausstellung</inhalt><leikaTextmodul><code>02</code></leikaTextmodul>
 </modulText></leistung>"""
STELLE = """<organisationseinheit>
 <id schemeAgencyID="L100038" schemeID="XZUFI_OE">900</id><idSekundaer schemeID="alt">OE-7</idSekundaer>
 <name><name languageCode="de">Stadtverwaltung Eisenach</name><name languageCode="en">City of Eisenach</name>
  <kurzbezeichnung languageCode="de">SV EA</kurzbezeichnung></name>
 <beschreibung languageCode="de">Rathaus am Markt</beschreibung>
 <anschrift><typ><code>001</code></typ><strasse>Markt</strasse><hausnummer>1</hausnummer>
  <postleitzahl>99817</postleitzahl><ort>Eisenach</ort><verwaltungspolitischeKodierung>
   <bundesland><code>16</code></bundesland><gemeindeschluessel><code>16063105</code></gemeindeschluessel>
   <regionalschluessel><code>160630105105</code></regionalschluessel></verwaltungspolitischeKodierung></anschrift>
 <anschrift><typ><code>003</code></typ><postfach>1462</postfach><postleitzahl>99804</postleitzahl><ort>Eisenach</ort>
 </anschrift>
 <kommunikation><kanal><code>02</code></kanal><kennung>+49 3691 670-0</kennung></kommunikation>
 <infoOeffnungszeitenText languageCode="de">Mo bis Fr 8 bis 12 Uhr</infoOeffnungszeitenText>
 <versionsinformation><geaendertDatumZeit>2026-09-01T08:00:00</geaendertDatumZeit></versionsinformation>
 <gueltigkeit><beginn>2021-01-01</beginn></gueltigkeit>
 <zustaendigkeit><id schemeAgencyID="L100038" schemeID="ZustaendigkeitOrganisationseinheit">1</id>
  <leistungID schemeAgencyID="L100038">354824</leistungID>
  <gebietID schemeID="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs">160630105105</gebietID>
  <gebietID schemeID="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs">160630106106</gebietID>
  <rolle><code>01</code></rolle></zustaendigkeit>
</organisationseinheit>"""
PERSON = """<ansprechpartner><anrede>Frau</anrede><name>Erika Geheim</name><telefon>03691 670-123</telefon>
</ansprechpartner>"""
DIENST = """<onlinedienst><id schemeAgencyID="L100038">77</id>
 <bezeichnung languageCode="en">Dog tax</bezeichnung><bezeichnung languageCode="de">Hundesteuer online</bezeichnung>
 <link languageCode="de"><typ listURI="urn:xoev-de:fim:codeliste:onlinedienstlinktyp"><code>02</code></typ>
  <link>https://example.org/info</link><titel>Info</titel></link>
 <link languageCode="de"><typ listURI="urn:xoev-de:fim:codeliste:onlinedienstlinktyp"><code>01</code></typ>
  <link>https://thavelp.thueringen.de/thavelp/go/a/2080</link><titel>Zum Dienst</titel></link>
 <vertrauensniveau><code>20</code></vertrauensniveau><sprachversion><languageCode>de</languageCode></sprachversion>
</onlinedienst>"""
ZUSTAENDIGKEIT = """<zustaendigkeitTransferObjekt><uebergeordnetesObjektID schemeAgencyID="L100038">77
 </uebergeordnetesObjektID><zustaendigkeit><id schemeAgencyID="L100038" schemeID="ZustaendigkeitOnlinedienst">2</id>
 <leistungID schemeAgencyID="L100038">354824</leistungID><gebietID schemeID="ars">160000000000</gebietID>
 <rolle><code>02</code></rolle></zustaendigkeit></zustaendigkeitTransferObjekt>"""
SPEZIALISIERUNG = """<spezialisierung><id schemeAgencyID="L100038">5</id>
 <leistungID schemeAgencyID="B100019">1</leistungID>
 <modulText><inhalt languageCode="de">In Eisenach anders</inhalt><leikaTextmodul><code>03</code></leikaTextmodul>
 </modulText></spezialisierung>"""
FORMULAR = """<formular><id schemeAgencyID="L100038">F1</id><bezeichnung languageCode="de">Anmeldebogen</bezeichnung>
 <link><link>https://example.org/bogen.pdf</link></link></formular>"""

COMMON = (LEISTUNG, SMALL, STELLE)
FULL = (*COMMON, DIENST, ZUSTAENDIGKEIT, SPEZIALISIERUNG, FORMULAR)

# What 2.3.1 calls otherwise. Source: list of differences between 2.2.0 and 2.3.1.
_NAMES_231 = {
    "versionsinformation>": "versionsinformationen>",
    "kennzeichenSchriftformerfordernis>": "kennzeichenFormularSchriftformerfordernis>",
    "<informationsbereichSDG>": "<informationsbereicheSDG><informationsbereichSDG1>",
    "</informationsbereichSDG>": "</informationsbereichSDG1></informationsbereicheSDG>",
    "<code>99085001012000</code></referenzLeiKa>": "99085001012000</referenzLeiKa>",
    f"<code>{KEY}</code></referenzLeiKa>": f"{KEY}</referenzLeiKa>",
    'referenzLeiKa listURI="urn:de:fim:leika:leistung" listVersionID=': (
        'referenzLeiKa schemeID="urn:de:fim:leika:leistung" schemeVersionID='
    ),
    "referenzLeiKa": "referenzLeistungsschluessel",
}


def transfer(*objects: str, space: str | None = f"{SPACE}2_2_0", root: str = "xzufi.transfer.0401") -> bytes:
    """A transfer message that writes these objects, or whatever units are given as `<schreibe…` and `<loesche…`."""
    units = "\n".join(
        text if text.lstrip().startswith(("<schreibe", "<loesche")) else f"<schreibe>{text}</schreibe>"
        for text in objects
    )
    named = f' xmlns="{space}"' if space else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{named} {XSI} xzufiVersion="2.2.0" produktbezeichnung="P">'
        f"{HEAD}\n{units}\n</{root}>\n"
    ).encode()


def transfer_231(*objects: str) -> bytes:
    """The same as transfer message of 2.3.1."""
    body = "\n".join(objects)
    for old, new in _NAMES_231.items():
        body = body.replace(old, new)
    units = body if body.startswith("<schreibe") else f"<schreibe>{body}</schreibe>"
    return transfer(units, space=f"{SPACE}2_3_1").replace(b'"2.2.0"', b'"2.3.1"')


def report_21(*objects: str, inside: str = "antwort") -> bytes:
    """The same as report of 2.1, which can hold Leistungen and Organisationseinheiten."""
    units = "\n".join(
        text.replace("<leistung>", "<ergebnisLeistung>")
        .replace("</leistung>", "</ergebnisLeistung>")
        .replace("<organisationseinheit>", "<ergebnisOrganisationseinheit>")
        .replace("</organisationseinheit>", "</ergebnisOrganisationseinheit>")
        for text in objects
    )
    root = "leistungsverzeichnis.antwort.leistungsbericht.030108"
    start, end = (f"<{inside}>", f"</{inside}>") if inside else ("", "")
    return f'<{root} xmlns="{SPACE}2_1_0" {XSI}>{HEAD}{start}{units}{end}</{root}>'.encode()


def leistung(number: int, title: str = "Titel", *, agency: str = "L100038", key: str | None = None) -> str:
    """A small Leistung."""
    named = f"<referenzLeiKa><code>{key}</code></referenzLeiKa>" if key else ""
    return (
        f'<leistung><id schemeAgencyID="{agency}">{number}</id>{named}<modulText>'
        f'<inhalt languageCode="de">{title}</inhalt><leikaTextmodul><code>03</code></leikaTextmodul></modulText>'
        "</leistung>"
    )


def loesche(klasse: str, number: int | str, agency: str = "L100038") -> str:
    """A unit that deletes an object."""
    return f'<loesche klasse="{klasse}"><id schemeAgencyID="{agency}">{number}</id></loesche>'


def write(path: Path, body: bytes) -> str:
    """Write a document; returns its path as an argument."""
    path.write_bytes(body)
    return str(path)


def texts_of(document: bytes) -> "Counter[str]":
    """Every text inside of the objects, without the names of persons: what must survive an import."""
    root = etree.fromstring(document)
    units = root.xpath("//*[local-name()='schreibe']/*")
    dropped = ("erstelltDurch", "geaendertDurch", "ansprechpartner")
    texts: Counter[str] = Counter()
    for unit in _elements(units):
        for element in unit.iter():
            if any(etree.QName(above).localname in dropped for above in (element, *element.iterancestors())):
                continue
            if not len(element) and element.text and element.text.strip():
                texts[element.text.strip()] += 1
    return texts


def _elements(found: object) -> Iterable[etree._Element]:
    assert isinstance(found, list)
    return found


def count(document: bytes, path: str) -> int:
    """How many elements an XPath finds; names are local names."""
    return len(list(_elements(etree.fromstring(document).xpath(path))))
