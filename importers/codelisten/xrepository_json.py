"""Code lists in the JSON form of XRepository."""

import json
import re
from datetime import datetime, timezone
from typing import Any

from catalogue.errors import ThavelError
from importers.codelisten.columns import CodelistColumn, Key, code_key
from importers.codelisten.genericode import Codelist


def _clean(text: str) -> str | None:
    """The text without blanks around it; half a surrogate pair, which SQLite cannot store, is replaced."""
    return text.strip().encode("utf-16", "surrogatepass").decode("utf-16", "replace") or None


def _cell(value: Any) -> str | None:
    """A cell as text; a number or truth value as JSON spells it."""
    if value is None or isinstance(value, str):
        return _clean(value or "")
    return _clean(json.dumps(value, ensure_ascii=False))


def _word(value: Any) -> str | None:
    """A text of the metadata, which XRepository also gives as `[{"value": text, "lang": language}]`: the German one,
    else the one that names no language, else the first.
    """
    if isinstance(value, list):
        texts = [
            (str(one.get("lang") or "").lower(), one["value"])
            for one in value
            if isinstance(one, dict) and isinstance(one.get("value"), str) and one["value"].strip()
        ]
        ranked = sorted(texts, key=lambda text: (not text[0].startswith("de"), text[0] != ""))
        value = ranked[0][1] if ranked else None
    return _clean(value) if isinstance(value, str) else None


def _day(value: Any) -> str | None:
    """A day, given as a date or in milliseconds since 1970."""
    if isinstance(value, str):
        found = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip())
        return found.group() if found else None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**14:
        return datetime.fromtimestamp(value / 1000, timezone.utc).date().isoformat()
    return None


def _column(value: Any, place: str) -> CodelistColumn:
    name = _word(value.get("spaltennameTechnisch")) if isinstance(value, dict) else None
    if name is None:
        raise ThavelError(
            f"{place}: Keine Codeliste im JSON des XRepository; eine Spalte hat kein spaltennameTechnisch."
        )
    return CodelistColumn(name, name, _word(value.get("spaltennameLang")), _word(value.get("sprache")))


def _keys(declared: list[dict[str, Any]], columns: tuple[CodelistColumn, ...]) -> list[Key]:
    """Each column that is marked as a code column, as a key of its own."""
    return [
        Key((column.id,), recommended=value.get("empfohleneCodeSpalte") is True)
        for value, column in zip(declared, columns, strict=True)
        if value.get("codeSpalte") is True or value.get("empfohleneCodeSpalte") is True
    ]


def read_codelist_json(body: bytes, *, place: str) -> Codelist:
    """Read `{"metadaten": {...}, "spalten": [{...}], "daten": [[...]]}` as XRepository answers `.../json`.

    The code column is one with `codeSpalte` or `empfohleneCodeSpalte`. Raises
    `ThavelError` where the document has another shape.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ThavelError(f"{place}: Kein gültiges JSON ({error}). Laden Sie die Datei noch einmal.") from None
    parts = document if isinstance(document, dict) else {}
    metadata, declared, data = (parts.get(name) for name in ("metadaten", "spalten", "daten"))
    if not (isinstance(metadata, dict) and isinstance(declared, list) and isinstance(data, list)):
        raise ThavelError(
            f"{place}: Keine Codeliste im JSON des XRepository; erwartet werden metadaten, spalten und daten."
        )
    columns = tuple(_column(value, place) for value in declared)
    names = [column.id for column in columns]
    urn, version = _word(metadata.get("kennung")), _word(metadata.get("version"))
    keys = _keys(declared, columns)
    missing = [
        name
        for name, value in (
            ("metadaten/kennung", urn),
            ("metadaten/version", version),
            ("spalten mit codeSpalte", keys),
        )
        if not value
    ]
    if urn is None or version is None or not keys:
        raise ThavelError(f"{place}: Keine Codeliste im JSON des XRepository; es fehlt {', '.join(missing)}.")
    if len(set(names)) != len(names):
        raise ThavelError(f"{place}: Zwei Spalten der Codeliste haben denselben Namen (spaltennameTechnisch).")
    rows = []
    for number, row in enumerate(data, start=1):
        if not isinstance(row, list) or len(row) != len(names):
            raise ThavelError(
                f"{place}: Zeile {number} der Codeliste passt nicht zu ihren {len(names)} Spalten. "
                "Laden Sie die Liste noch einmal."
            )
        rows.append(dict(zip(names, map(_cell, row), strict=True)))
    key, messages = code_key(columns, keys, rows, urn)
    version_urn = _word(metadata.get("kennungInhalt")) or f"{urn}_{version}"
    return Codelist(
        urn,
        version,
        key[0],
        rows,
        key=key,
        columns=columns,
        version_urn=version_urn,
        title=_word(metadata.get("nameLang")),
        short_title=_word(metadata.get("nameKurz")) or _word(metadata.get("nameTechnisch")),
        publisher=_word(metadata.get("herausgebernameLang")) or _word(metadata.get("herausgebernameKurz")),
        valid_from=_day(metadata.get("gueltigAb")),
        messages=messages,
    )
