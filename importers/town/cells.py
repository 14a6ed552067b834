"""The text of a cell as people write it: keys of Leistungen, links, numbers, and words that say that there is none."""

import re
from typing import NamedTuple

from catalogue.weblinks import is_web_link

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_BLANKS = re.compile(r"[\s.]+")
# Texts without blanks and full stops that say that there is nothing to say.
_NOTHING = frozenset(
    "- – — -- --- / // keine keiner kein keinen keinlink keinonlinedienst keineangabe nein nv na n/a nichts ohne ka x "
    "xx ? entfällt entfaellt nichtvorhanden nichtverfügbar nichtverfuegbar nichtonline nichtbekannt nochnicht "
    "nochkeine nochkein nochkeiner nochoffen offen folgt inarbeit inplanung geplant unbekannt".split()
)
_LAST_ROW = re.compile(
    r"(zwischensumme|gesamtsumme|summe|insgesamt|gesamt|gesamtzahl|gesamtanzahl|total|anzahl|σ|∑)"
    r"(\s+(gesamt|insgesamt|(der|aller|alle|über alle)\s+\w+|\w*(leistungen|dienste|einträge|fälle|zeilen)))?"
    r"[\s:=()\d.,]*",
    re.IGNORECASE,
)
_REMARK_BELOW = re.compile(r"(stand|quelle|hinweise?|anmerkung(en)?|legende|erstellt)\b.{0,300}", re.IGNORECASE)

# A spreadsheet that takes a key for a number makes of it: 9,91E+13 or 99102013104000,00.
_DAMAGED = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+|[0-9]{14}[.,]0{1,6}", re.IGNORECASE)
_KEY = re.compile(r"(?<![0-9])[0-9]{2}(?:[ ./-]?[0-9]{3}){4}(?![0-9])")
_URN = re.compile(r"\burn:[a-z0-9.:-]*:(?=[0-9]{14}\b)", re.IGNORECASE)
_BESIDE_KEYS = re.compile(
    r"[\s,;|/+&()\[\].:–-]+|\b(und|u|sowie|bzw|leika|fim|leistungs?|schlüssel|id|nr|nummer)\b", re.IGNORECASE
)
_LIKE_A_LINK = re.compile(r"(https?://|www\.)", re.IGNORECASE)
_ANOTHER = re.compile(r"[,;](https?://|www\.)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9äöüß](?:[a-z0-9äöüß-]{0,61}[a-z0-9äöüß])?\.)+[a-z]{2,24}(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
_TARGET = re.compile(r'\s*=?\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;)]', re.IGNORECASE)


class Cell(NamedTuple):
    """A cell: its text on one line, the target of a link behind it, whether it stands for one merged with it, and the
    formula whose result the file does not hold; each empty where there is none."""

    text: str
    target: str = ""
    merged: bool = False
    formula: str = ""


class Keys(NamedTuple):
    """The keys in a cell, in order and each once, what else stands there, and a German sentence where it is faulty."""

    keys: tuple[str, ...]
    beside: str
    fault: str | None


class Links(NamedTuple):
    """The web links in a cell, in order and each once, whether one was completed, and what else stands there."""

    links: tuple[str, ...]
    completed: bool
    beside: str


def clean(text: str) -> str:
    """The text on one line, without control characters and superfluous blanks."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def says_nothing(text: str) -> bool:
    """Whether a text is empty or one of the words by which people say that there is nothing: `-`, `keine`, `n. v.`"""
    plain = _BLANKS.sub("", text.casefold())
    return not plain or plain in _NOTHING


def is_total(text: str) -> bool:
    """Whether a text is the name of a row that adds up or counts those above it."""
    return bool(_LAST_ROW.fullmatch(text))


def is_remark(text: str) -> bool:
    """Whether a text that stands alone in its row is a remark below the table, such as `Stand: Oktober 2026`."""
    return bool(_REMARK_BELOW.fullmatch(text))


def is_damaged(key: str) -> bool:
    """Whether this is what a spreadsheet makes of a key that it takes for a number."""
    return bool(_DAMAGED.fullmatch(key)) or (key.startswith("99") and key.endswith("000000000") and len(key) == 14)


def has_key(cell: Cell) -> bool:
    """Whether a cell holds a key of a Leistung, or what a spreadsheet left of one."""
    return bool(_KEY.search(cell.text)) or is_damaged(cell.text.replace(" ", ""))


def has_link(cell: Cell) -> bool:
    """Whether a cell holds a web link, written or behind its text."""
    return is_web_link(cell.target) or bool(read_links(cell.text).links)


def begins_like_a_link(cell: Cell) -> bool:
    """Whether the text begins as a web link does, `www.` included."""
    return bool(_LIKE_A_LINK.match(cell.text))


def read_keys(written: str) -> Keys:
    """The keys that a cell names: 14 digits, in groups or not, alone or several, as URN, with `LeiKa` before them."""
    if says_nothing(written):
        return Keys((), "", None)
    if is_damaged(written.replace(" ", "")):
        return Keys((), "", _destroyed(written))
    text = _URN.sub(" ", written)
    found = tuple(dict.fromkeys(re.sub(r"[^0-9]", "", match) for match in _KEY.findall(text)))
    beside = _KEY.sub(" ", text)
    digits = re.search(r"[0-9][0-9 .]{3,}[0-9]", beside)
    if any(is_damaged(key) for key in found):
        return Keys((), "", _destroyed(written))
    if re.fullmatch(r"[0-9]{13}", written.replace(" ", "")):
        return Keys(
            (),
            "",
            f"„{written[:30]}“ hat 13 statt 14 Ziffern; vermutlich hat die Tabellenkalkulation die führende Null "
            "entfernt. Stellen Sie die Spalte auf „Text“ und tragen Sie die 14 Ziffern neu ein.",
        )
    if not found or digits:
        wrong = digits[0].strip() if found and digits else written
        return Keys(
            (),
            "",
            f"„{wrong[:30]}“ ist kein Leistungsschlüssel (14 Ziffern). Tragen Sie den Schlüssel der Leistung ein.",
        )
    return Keys(found, clean(_BESIDE_KEYS.sub(" ", beside)), None)


def _destroyed(written: str) -> str:
    return (
        f"„{written[:30]}“ ist ein Leistungsschlüssel, den die Tabellenkalkulation als Zahl gelesen und verändert "
        "hat. Stellen Sie die Spalte auf „Text“ und tragen Sie die 14 Ziffern neu ein."
    )


def formula_target(formula: str) -> str:
    """The target that a formula HYPERLINK names itself; empty where it is none, or computes its target."""
    found = _TARGET.match(formula)
    return found[1].replace('""', '"').strip() if found else ""


def read_links(written: str) -> Links:
    """The web links that a cell names; `www.` or a bare host are completed with https."""
    if says_nothing(written):
        return Links((), False, "")
    if is_web_link(written) and not _ANOTHER.search(written):
        return Links((written,), False, "")
    target = formula_target(written)
    found: dict[str, None] = {}
    beside, completed = [], False
    for part in re.split(r"[\s|]+|[,;](?=\s|$|https?://|www\.)", target or written):
        word = part.strip("<>()\"'„“,")
        if is_web_link(word):
            found[word] = None
        elif _HOST.fullmatch(word) and not word.endswith(".") and is_web_link(f"https://{word}"):
            found[f"https://{word}"] = None
            completed = True
        elif word and word.lower() not in ("und", "oder", "bzw.", "sowie", "&", "-", "–"):
            beside.append(word)
    return Links(tuple(found), completed, " ".join(beside))
