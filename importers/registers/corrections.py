"""Known wrong values of the register, replaced by the table `korrekturen`; and rules that fit nothing of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from catalogue.formats import anzahl
from catalogue.records.gebiete import Kommune, Verwaltung
from catalogue.records.parsed import Message, Parsed
from importers.run.source import KnownCatalogue

R = TypeVar("R", Verwaltung, Kommune)
FILE = "korrekturen.csv"


def corrected(table: str, record: R, known: KnownCatalogue, parsed: Parsed) -> R:
    """Replace known wrong values, each with a message; a value that is no longer wrong is left alone and told."""
    key = record[0]
    for column in record._fields:
        correction = known.corrections.get((table, key, column))
        if correction is None:
            continue
        value = getattr(record, column)
        if ("" if value is None else str(value)) != (correction.falsch or ""):
            text = (
                f"Eine Korrektur passt nicht mehr: die Quelle liefert in „{column.capitalize()}“ jetzt "
                f"„{'(leer)' if value is None else value}“ statt „{correction.falsch or '(leer)'}“. Der Wert der "
                "Quelle gilt; nehmen Sie die Zeile heraus oder berichtigen Sie sie."
            )
            parsed.messages.append(Message("Warnung", "gemeinden.korrektur_passt_nicht", text, key, FILE))
            continue
        right: Any = int(correction.richtig) if isinstance(value, int) else correction.richtig
        record = record._replace(**{column: right})
        parsed.messages.append(
            Message(
                "Hinweis",
                "gemeinden.korrektur",
                f"Korrektur angewandt: {column} {correction.falsch or '(leer)'} → {correction.richtig}. "
                f"{correction.grund} Quelle: {correction.quelle}",
                key,
                FILE,
            )
        )
    return record


def tell_unused(keys: Mapping[str, Collection[str]], known: KnownCatalogue, parsed: Parsed) -> None:
    """Tell of each correction that fits nothing; `keys` are those of the register by the tables that it corrects."""
    columns = {"kommunen": Kommune._fields, "verwaltungen": Verwaltung._fields}
    for table, key, column in sorted(known.corrections):
        if table not in columns:
            reason = f"die Tabelle „{table}“ wird nicht berichtigt; möglich sind {' und '.join(columns)}"
        elif column not in columns[table]:
            reason = f"die Tabelle „{table}“ hat keine Spalte „{column}“, die ein Verzeichnis liefert"
        elif key not in keys[table]:
            reason = f"den Schlüssel {key} gibt es im Verzeichnis nicht (Tabelle „{table}“)"
        else:
            continue
        text = f"Eine Korrektur passt auf nichts: {reason}. Berichtigen Sie die Zeile oder nehmen Sie sie heraus."
        parsed.messages.append(Message("Warnung", "gemeinden.korrektur_ohne_ziel", text, key, FILE))


def tell_unused_changes(present: Collection[str], known: KnownCatalogue, parsed: Parsed) -> None:
    """Tell of changes of areas that fit nothing: the old municipality is there still, or the new one is not.

    It is one message however many they are: to the register of another area none of the bundled ones fits.
    """
    gone = {change.ags_alt for change in known.changes}
    unfit = []
    for change in known.changes:
        if change.ags_alt in present:
            unfit.append(f"{change.ags_alt} ({change.name_alt}) gibt es im Verzeichnis noch")
        elif change.ags_neu not in present:
            reason = f"den Nachfolger {change.ags_neu} von {change.name_alt} gibt es im Verzeichnis nicht"
            if change.ags_neu in gone:
                reason += ", er ist selbst aufgegangen; tragen Sie ein, worin"
            unfit.append(reason)
    if unfit:
        text = (
            f"{anzahl(len(unfit), 'Gebietsänderung passt', 'Gebietsänderungen passen')} auf nichts: "
            f"{_some(unfit, '; ')}. Berichtigen Sie die Zeilen oder nehmen Sie sie heraus."
        )
        parsed.messages.append(
            Message("Warnung", "gemeinden.gebietsaenderung_ohne_ziel", text, None, "gebietsaenderungen.csv")
        )


def tell_unused_places(present: Collection[str], known: KnownCatalogue, parsed: Parsed) -> None:
    """Tell how many lines of the tables of places are about municipalities that the register does not know."""
    about = {
        "koordinaten.csv": list(known.coordinates),
        "alte_schluessel.csv": [former.ags for former in known.former_keys],
    }
    for file, named in about.items():
        missing = [ags for ags in named if ags not in present]
        if missing:
            text = (
                f"{anzahl(len(missing), 'Zeile nennt', 'Zeilen nennen')} Gemeinden, die das Verzeichnis nicht kennt: "
                f"{_some(missing, ', ')}. Sind sie aufgelöst, nehmen Sie sie heraus."
            )
            parsed.messages.append(Message("Hinweis", "gemeinden.regel_ohne_ziel", text, None, file))


def _some(of: Sequence[str], between: str) -> str:
    """The first five."""
    return between.join(of[:5]) + (" …" if len(of) > 5 else "")
