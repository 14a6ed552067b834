"""German reasons for the errors of xmlschema, whose own are English."""

import re

from xmlschema import XMLSchemaChildrenValidationError, XMLSchemaDecodeError, XMLSchemaValidationError
from xmlschema.validators import XsdElement

_LONG = 100
_LONGEST = 400


def explain(error: XMLSchemaValidationError) -> tuple[str, str]:
    """German reason and stable code of an error."""
    if isinstance(error, XMLSchemaChildrenValidationError):
        return _children(error)
    reason = error.reason or ""
    for pattern, code, text in _REASONS:
        found = re.search(pattern, reason, re.DOTALL)
        if found:
            return text.format(*(group.replace("z:", "")[:_LONG] for group in found.groups())), code
    if isinstance(error, XMLSchemaDecodeError) or "Facet" in type(error.validator).__name__:
        return f"Der Wert „{_value(error)}“ ist hier nicht erlaubt ({reason[:_LONGEST]}).", "wert.ungueltig"
    return unexplained(reason), "schema"


def unexplained(reason: str) -> str:
    """The reason where all that is known is what a validator says."""
    return f"Das Dokument entspricht nicht dem Schema ({reason.rstrip(' .')[:_LONGEST]})."


_REASONS = (
    (r"missing key field '@schemeAgencyID'", "redaktion", "Die Kennung nennt keine Redaktion (schemeAgencyID)."),
    (r"missing key field '([^']+)'", "element.fehlt", "Es fehlt „{}“."),
    (r"missing required attribute '([^']+)'", "attribut.fehlt", "Das Attribut „{}“ fehlt."),
    (r"'([^']+)' attribute not allowed", "attribut.unerwartet", "Das Attribut „{}“ ist hier nicht erlaubt."),
    (
        r"'([^']+)' is not an element of the schema",
        "wurzel",
        "Mit „{}“ beginnt kein Dokument dieses Standards.",
    ),
    (r"^attribute (\S+)='[^']*': value length cannot be lesser than 1$", "wert.leer", "Das Attribut „{}“ ist leer."),
    (
        r"^attribute (\S+)='(.*)': value must be one of",
        "wert.ungueltig",
        "Das Attribut „{}“ darf nicht „{}“ sein.",
    ),
    (r"value length cannot be lesser than 1$", "wert.leer", "Der Wert ist leer."),
    (r"value \('(.*)',\) not found for", "verweis", "Der Verweis „{}“ führt ins Leere."),
    (r"duplicated value \('(.*)',\)", "doppelt", "Der Wert „{}“ kommt mehrfach vor und muss eindeutig sein."),
    (r"\(path='([^']+)'\) field selects multiple values", "doppelt", "„{}“ kommt mehrfach vor."),
    (r"element is not nillable", "wert.leer", "Der Wert ist leer (xsi:nil)."),
    (r"character data between child elements", "text.unerwartet", "Zwischen den Elementen steht Text."),
)


def _children(error: XMLSchemaChildrenValidationError) -> tuple[str, str]:
    names = [particle.local_name for particle in error.expected or () if isinstance(particle, XsdElement)]
    wanted = " oder ".join(f"„{name}“" for name in names)
    if error.invalid_tag is None:
        return f"Es fehlt das Element {wanted or 'eines weiteren Inhalts'}.", "element.fehlt"
    found = f"Das Element „{error.invalid_tag.rpartition('}')[2][:_LONG]}“ steht hier falsch"
    return f"{found}; erwartet wird {wanted}." if wanted else f"{found}.", "element.unerwartet"


def _value(error: XMLSchemaValidationError) -> str:
    text = error.obj if isinstance(error.obj, str) else getattr(error.elem, "text", None)
    return (text or "")[:_LONG]
