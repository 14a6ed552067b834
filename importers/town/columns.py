"""Which column of a table is which: by hand, by its heading, and by what it holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from catalogue.errors import ThavelError
from importers.town.cells import Cell, begins_like_a_link, clean, has_key, has_link, says_nothing

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# How much a column speaks for a row being the heading: named by hand, by its usual name, by a similar one, by content.
BY_HAND, USUAL, SIMILAR, CONTENT = 5, 3, 2, 1
# So much of a column must be what is wanted where its heading does not say so.
MOST = 0.6


class SheetColumn(NamedTuple):
    """A wanted column: its name, how messages call it, the usual headings and patterns of similar ones, best first.

    Headings are compared without case, umlauts, blanks, digits and signs. `never` are similar ones that mean something
    else. `holds` tells a cell that fits; a column of which none fits is taken only if its heading is a usual one. By
    content alone only a column `by_content` is recognised.
    """

    name: str
    title: str
    usual: tuple[str, ...]
    similar: tuple[str, ...] = ()
    never: str = "$^"
    holds: Callable[[Cell], bool] | None = None
    by_content: bool = False


class Columns(NamedTuple):
    """The columns wanted of a table; those known by content choose first, then all in order. `needed` must be there.

    `headed` names a column by its heading alone, where any number of them may be there, such as one for each year.
    """

    wanted: Sequence[SheetColumn]
    needed: str
    headed: Callable[[str], str | None] = lambda heading: None

    def check(self, by_hand: Mapping[str, str]) -> None:
        """Raises `ThavelError` where a column is assigned by hand that nobody wants."""
        unknown = sorted(by_hand.keys() - {column.name for column in self.wanted})
        if unknown:
            names = ", ".join(column.name for column in self.wanted)
            raise ThavelError(f"Eine Spalte „{unknown[0]}“ wird hier nicht gebraucht. Möglich sind: {names}.")


class Found(NamedTuple):
    """The columns found in a heading: place of each by name, how much they speak for the heading, and which were
    recognised by their content."""

    places: Mapping[str, int]
    score: int
    by_content: Sequence[str]


NOTHING_FOUND = Found({}, 0, ())


def heading_name(text: str) -> str:
    """A heading without case, umlauts, blanks, digits and signs."""
    return re.sub(r"[^a-z]", "", clean(text).lower().translate(_UMLAUTS))


def is_text(cell: Cell) -> bool:
    """Whether a cell may be a title: words, no link, no key, no yes or no."""
    plain = cell.text.casefold()
    letters = sum(letter.isalpha() for letter in plain)
    return letters > 2 and plain not in ("nein", "teilweise") and not begins_like_a_link(cell) and not has_key(cell)


def find_columns(
    heading: Sequence[Cell], below: Sequence[Sequence[Cell]], columns: Columns, by_hand: Mapping[str, str]
) -> Found:
    """The wanted columns in a row that may be the heading, with rows below it; nothing where the needed one is missing.

    A row that holds keys or links is no heading.
    """
    if any(begins_like_a_link(cell) or has_key(cell) for cell in heading):
        return NOTHING_FOUND
    places: dict[str, int] = {}
    score = 0
    for name, wanted in by_hand.items():
        place = next((at for at, cell in enumerate(heading) if _same(cell.text, wanted)), None)
        if place is None:
            return NOTHING_FOUND
        places[name] = place
        score += BY_HAND
    for place, cell in enumerate(heading):
        headed = columns.headed(cell.text)
        if headed and place not in places.values() and headed not in places:
            places[headed] = place
            score += SIMILAR
    by_content = []
    for column in sorted(columns.wanted, key=lambda column: not column.by_content):
        if column.name in places:
            continue
        choices = [
            (fit, -place)
            for place, cell in enumerate(heading)
            if cell.text and place not in places.values()
            for fit in [_fit(column, cell.text, [row[place] for row in below if place < len(row)])]
            if fit is not None and (fit[1] > CONTENT or not _is_another(cell.text, column, columns))
        ]
        if choices:
            (_, tier, _, _), at = max(choices)
            places[column.name] = -at
            score += tier
            if tier == CONTENT:
                by_content.append(column.name)
    return Found(places, score, by_content) if columns.needed in places else NOTHING_FOUND


def _same(heading: str, wanted: str) -> bool:
    return clean(heading).casefold() == clean(wanted).casefold()


def _is_another(heading: str, column: SheetColumn, columns: Columns) -> bool:
    """Whether a heading says that a column is another one of those that are wanted."""
    others = (other for other in columns.wanted if other is not column)
    return any(_fit(other, heading, ()) is not None for other in others)


def _fit(column: SheetColumn, heading: str, cells: Sequence[Cell]) -> tuple[bool, int, int, float] | None:
    """How well a column fits: whether any cell does, by what it was recognised, the better heading, the share of cells
    that do; None where it does not fit."""
    name = heading_name(heading)
    filled = [cell for cell in cells if not says_nothing(cell.text) or cell.target]
    share = sum(map(column.holds, filled)) / len(filled) if filled and column.holds else 0.0
    holds = share > 0 or (column.holds is None and bool(filled))
    if name in column.usual:
        return holds, USUAL, -column.usual.index(name), share
    if re.search(column.never, name):
        return None
    similar = next((at for at, pattern in enumerate(column.similar) if re.search(pattern, name)), None)
    if similar is not None and (holds or not filled):
        return holds, SIMILAR, -similar, share
    return (holds, CONTENT, 0, share) if column.by_content and share >= MOST else None


KEY = SheetColumn(
    "leistungsschluessel",
    "Leistungsschlüssel",
    ("leistungsschluessel", "schluessel", "leika", "leikaschluessel", "leikaid", "leikanr", "leikanummer", "leikakey"),
    (
        "leika|fim",
        "schluessel",
        "leistung(s|en)?(id|nr|nummer|key|kennung|kennziffer)",
        "iddere?r?leistung",
        "^(id|key)$",
    ),
    never="bezeichnung|titel|name|text|link|url|gemeinde|region|behoerde|amt|stelle|ozg|status|anzahl",
    holds=has_key,
    by_content=True,
)
LINK = SheetColumn(
    "link",
    "Link",
    ("link", "url", "adresse", "internetadresse", "webadresse"),
    (
        "(online|antrag|dienst).*(link|url)|(link|url).*(online|antrag|dienst)",
        "link|url|uri|www|http",
        "web|internet|homepage|adresse",
        "online|antrag|formular|portal",
    ),
    never="mail",
    holds=has_link,
    by_content=True,
)
TITLE = SheetColumn(
    "titel",
    "Titel",
    ("titel", "bezeichnung", "leistung", "leistungsbezeichnung", "onlinedienst", "name"),
    (
        "titel|bezeichnung",
        "leistung|anliegen|dienst",
        "vorgang|verfahren|angebot|service|antrag|lebenslage|thema|aufgabe|produkt",
        "name",
    ),
    never="beschreib|status|stelle|ansprech|mitarbeit|person|datum|kategorie|bereich|gruppe|typ$|nr$|nummer|seit|anzahl"
    "|kosten|gebuehr|bemerk|hinweis|vorhanden|verfuegbar|abteilung|amts|nutzer|telefon|mail",
    holds=is_text,
)
