"""Fields of the answers of the PVOG Suchdienst: what is read of them and what for, the rest that is known.

Sources: pages v1beta2, CSV of descriptions v5, details v5 and v6, organisations v2, as far as real answers show them.
"""

from collections.abc import Iterable, Iterator

from importers.web.fields import DeclaredField

TEXT, LIST = "Text null", "Liste null"

# Which of these names the Suchdienst uses is not documented.
_KEYS = ("leikaKeys", "leikaIds", "leikaKey")

SERVICES = (
    DeclaredField("onlineservices", "Liste", "die Onlinedienste", needed=True),
    DeclaredField("totalHits", "Zahl", "die Prüfung auf Vollständigkeit"),
    DeclaredField("nextPageToken", TEXT, "das Blättern"),
    DeclaredField("hits", LIST),
    DeclaredField("onlineservices[].id", "Text", "die Kennung des Onlinedienstes", needed=True),
    DeclaredField("onlineservices[].name", TEXT, "den Namen des Onlinedienstes"),
    DeclaredField("onlineservices[].links", "Liste", "den Link", needed=True),
    DeclaredField("onlineservices[].links[].uri", "Text", "den Link", needed=True),
    DeclaredField("onlineservices[].serviceDescriptions", "Liste", "die Leistung", needed=True),
    DeclaredField("onlineservices[].serviceDescriptions[].id", "Text", "die Leistung, wenn der Schlüssel fehlt"),
    DeclaredField("onlineservices[].serviceDescriptions[].ars", LIST),
    DeclaredField("onlineservices[].serviceDescriptions[].name", TEXT),
    DeclaredField(
        "onlineservices[].serviceDescriptions[].leikakeys",
        "Liste Text",
        "den Leistungsschlüssel ohne weitere Anfrage",
        other_names=_KEYS,
    ),
)

# The columns of the CSV, in their order.
TABLE = (
    DeclaredField("ID-LB", "Text", "die Leistungsbeschreibungen", needed=True),
    DeclaredField("Leikaschlüssel", "Text", "die Leistungsschlüssel", needed=True),
    DeclaredField("Name", "Text", "den fachlichen Namen", needed=True),
    DeclaredField("Name2", "Text", "den Titel für Bürger", needed=True),
    DeclaredField("Updatedatum", "Text", "den Stand der Beschreibung", needed=True),
    DeclaredField("ID-OD", "Text", "die Zuordnung der Onlinedienste", needed=True),
    DeclaredField("Bezeichnung OD", "Text", "die Spaltenfolge", needed=True),
    DeclaredField("Links", "Text", "die Spaltenfolge", needed=True),
)

_ORGANISATION = (
    DeclaredField("id", TEXT, "die Kennung der Stelle"),
    DeclaredField("title", "Text", "den Namen der Stelle", needed=True),
    DeclaredField("role", "Objekt", "die Rolle", needed=True),
    DeclaredField("role.code", "Text", "die Frage, wer zuständig ist", needed=True),
    DeclaredField("role.name", TEXT, "den Namen der Rolle"),
)
_LINK = (
    DeclaredField("uri", TEXT, "den Link"),
    DeclaredField("title", TEXT, "den Namen des Links"),
    DeclaredField("description", TEXT, "den Text zum Link"),
)


def _in(holder: str, fields: Iterable[DeclaredField]) -> Iterator[DeclaredField]:
    """The same fields in another object; whether they are needed there depends on their holder, so they are not."""
    return (field._replace(path=f"{holder}.{field.path}", needed=False) for field in fields)


_TEXT_MODULE = (
    DeclaredField("code", TEXT, "die Art des Textes"),
    DeclaredField("title", TEXT, "die Überschrift"),
    DeclaredField("text", TEXT, "den Text"),
    DeclaredField("links", LIST, "die Links im Text"),
    *_in("links[]", _LINK),
)

ORGANISATIONS = tuple(field._replace(path=f"[].{field.path}") for field in _ORGANISATION)

DETAIL = (
    DeclaredField("id", "Text", "die Kennung der Beschreibung", needed=True),
    DeclaredField("leikakeys", "Liste Text", "den Leistungsschlüssel", needed=True, other_names=_KEYS),
    DeclaredField("name", TEXT, "den Titel"),
    DeclaredField("ars", LIST, "die Gebiete"),
    DeclaredField("lastUpdate", TEXT, "den Stand"),
    DeclaredField("externalLastUpdate", TEXT, "den Stand laut Redaktion"),
    DeclaredField("validFrom", TEXT, "die Gültigkeit"),
    DeclaredField("validTo", TEXT, "die Gültigkeit"),
    DeclaredField("typing", LIST, "die Typisierung"),
    DeclaredField("typing[].code", TEXT, "die Typisierung"),
    DeclaredField("sdgInformation", LIST, "die SDG-Bereiche"),
    DeclaredField("sdgInformation[].code", TEXT, "die SDG-Bereiche"),
    DeclaredField("personalMatters", LIST, "die Lagen"),
    DeclaredField("personalMatters[].code", TEXT, "die Lagen"),
    DeclaredField("personalMatters[].children", LIST, "die Lagen"),
    DeclaredField("personalMatters[].children[].code", TEXT, "die Lagen"),
    DeclaredField("personalMatters[].children[].children", LIST, "die Lagen"),
    DeclaredField("personalMatters[].children[].children[].code", TEXT, "die Lagen"),
    DeclaredField("onlineServiceLinks", LIST, "die Onlinedienste"),
    DeclaredField("onlineServiceLinks[].id", TEXT, "die Kennung des Onlinedienstes"),
    DeclaredField("onlineServiceLinks[].title", TEXT, "den Namen des Onlinedienstes"),
    DeclaredField("onlineServiceLinks[].uri", TEXT, "den Link"),
    DeclaredField("onlineServiceLinks[].levelOfConfidence", TEXT, "das Vertrauensniveau"),
    DeclaredField("onlineServiceLinks[].identificationMethods", LIST, "die Identifizierungsmittel"),
    DeclaredField("onlineServiceLinks[].paymentMethods", LIST, "die Bezahlverfahren"),
    DeclaredField("onlineServiceLinks[].executionLanguages", LIST, "die Sprachen"),
    DeclaredField("details", LIST, "die Texte"),
    DeclaredField("details[].xZufiCategory", TEXT, "die Art des Textes"),
    DeclaredField("details[].details", LIST, "die einzelnen Fristen, Kosten und Dauern"),
    DeclaredField("details[].additionalInformation", LIST, "die ergänzenden Texte"),
    *_in("details[]", _TEXT_MODULE),
    *_in("details[].details[]", _TEXT_MODULE),
    *_in("details[].additionalInformation[]", _TEXT_MODULE),
    DeclaredField("organisations", LIST, "die zuständigen Stellen"),
    *_in("organisations[]", _ORGANISATION),
    DeclaredField("organisationIds", LIST, "die Organisationseinheiten"),
    DeclaredField("synonyms", LIST, "die Suchbegriffe"),
    DeclaredField("addressees", LIST, "die Adressaten"),
    DeclaredField("availableLanguages", LIST, "die Sprachen"),
    DeclaredField("sourcePortals", LIST, "die Links zur Quelle"),
    *_in("sourcePortals[]", _LINK),
    DeclaredField("forms", LIST, "die Formulare"),
    *_in("forms[]", _LINK),
    DeclaredField("description", TEXT),
    DeclaredField("languageCode", TEXT, "die Sprache der Texte"),
    DeclaredField("timestamp", TEXT),
    DeclaredField("languageComplete", "Objekt null"),
    DeclaredField("arsFederalstate", LIST),
    DeclaredField("validityPeriods", LIST),
    DeclaredField("suggest", LIST),
)
