"""When so much is missing from a complete delivery, or new in it, that it is rather a fault of the source."""

from catalogue.errors import DeliveryError
from catalogue.records.parsed import Message, Scope

SHARE = 0.2
MINIMUM = 5


def of_set(place: str, gone: int, present: int) -> Message | None:
    """The alarm where a set of `present` objects lacks more than a fifth of them; None where all is well."""
    if present < MINIMUM or gone <= present * SHARE:
        return None
    text = (
        "In einer vollständigen Lieferung fehlt mehr als ein Fünftel dessen, was bisher da war. "
        "Nichts davon wurde als verschwunden vermerkt. Prüfen Sie die Quelle; stimmt es, "
        "wiederholen Sie den Import mit --confirm-deletions."
    )
    return Message("Fehler", "anzahl.alarm", text, place, f"{gone} von {present}")


def refuse_leap(scope: Scope, present: int, gone: int, delivered: int) -> None:
    """Raises `DeliveryError` where a steady set shrinks or grows by more than a fifth; an empty one may grow."""
    leap = max(gone, delivered - present)
    if max(present, delivered) < MINIMUM or leap <= present * SHARE:
        return
    if present:
        raise DeliveryError(
            "anzahl.alarm",
            f"Bisher waren es {present} Einträge, jetzt sind es {delivered}, und {gone} der bisherigen fehlen: "
            "Mehr als ein Fünftel ist anders. Nichts davon wurde übernommen. Prüfen Sie die Quelle; stimmt es, "
            "wiederholen Sie den Import mit --confirm-deletions.",
            ", ".join(scope.values.values()) or scope.table,
        )


def refuse_loss(group: str, redaktion: str, klasse: str, gone: int, there: int) -> None:
    """Raises `DeliveryError` where a complete delivery lacks more than a fifth of a class of a Redaktion."""
    if gone >= MINIMUM and gone > (gone + there) * SHARE:
        raise DeliveryError(
            "anzahl.alarm",
            f"In der vollständigen Lieferung fehlen {gone} von {gone + there} Objekten (Klasse {klasse}, "
            f"Redaktion {redaktion}), die bisher da waren, mehr als ein Fünftel. Nichts aus ihr wurde "
            "übernommen. Prüfen Sie die Lieferung; stimmt sie, wiederholen Sie den Import mit "
            "--confirm-deletions.",
            group,
        )


def absent(group: str, redaktion: str, klasse: str) -> Message:
    """The message that a complete delivery holds no object at all of a class that is known of its Redaktion."""
    text = (
        "Die vollständige Lieferung enthält eine Klasse von Objekten gar nicht, die der Katalog von "
        "dieser Redaktion kennt; sie blieben, wie sie sind."
    )
    return Message("Warnung", "klasse.fehlt", text, f"{redaktion}, {klasse}", group)
