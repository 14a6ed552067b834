"""Code lists of columns that hold codes, and the parting of values that hold several codes."""

import re
from collections.abc import Mapping

# Lists of FIM processes: only the published lists say what their codes mean, nothing of them is bundled.
PUBLISHED: Mapping[str, str] = {
    "operatives_ziel": "urn:xoev-de:xprozess:codeliste:operativesziel",
    "handlungsform": "urn:xoev-de:xprozess:codeliste:handlungsform",
    "verfahrensart": "urn:xoev-de:xprozess:codeliste:verfahrensart",
}
KINDS_OF_DECISION = "urn:xoev-de:xprozess:codeliste:entscheidungsart"
LISTS: Mapping[str, str] = {
    **PUBLISHED,
    "leistungstyp": "leistungstyp",
    "typisierung": "urn:de:fim:leika:typisierung",
    "vertrauensniveau": "urn:xoev-de:fim:codeliste:vertrauensniveau",
    "modul": "urn:de:xzufi:codeliste:leistungstextmodulleika",
    "adressaten": "leistungsadressat",
    "rolle": "zustaendigkeitsrolle",
    "sdg": "urn:xoev-de:fim:codeliste:sdginformationsbereich",
}

_BETWEEN = re.compile(r"[;,|\s]+")

LABELS = """
SELECT code, bezeichnung
FROM code_bezeichnungen
WHERE liste = :liste AND code IN (SELECT value FROM json_each(:codes))
"""


def codes_in(value: str) -> list[str]:
    """The codes of a value in their order, each once; sources write several as `1;2/3` or `1, 2/3`."""
    return list(dict.fromkeys(code for code in _BETWEEN.split(value) if code))


def labelled(value: str, labels: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Each code with its label, or with None where nobody says what it means; nothing of the value is left out."""
    if value in labels:
        return [(value, labels[value])]
    return [(code, labels.get(code)) for code in codes_in(value)] or [(value, None)]
