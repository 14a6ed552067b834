"""The things that one title names: „Adresse ändern und Auto ummelden“ names two."""

import re
from collections.abc import Container, Sequence

from comparisons.titles.wording import FUNCTION_WORDS, SHORTEST_STEM, Vocabulary, stem, words

# So many things of a title are looked for; who lists more has no title but a list.
MOST_THINGS = 3
_BETWEEN = re.compile(r"\s+(?:und|sowie|u\.|&|\+)\s+|\s*[/,;]\s*", re.IGNORECASE)
_LEFT_OUT = re.compile(r"(\w+)-$")


def things(title: str, vocabulary: Vocabulary, verbs: Container[str]) -> list[str]:
    """The things that a title names, each as a title of its own; only the title itself where it names one.

    `verbs` are the stems that mean a Verrichtung. What one of the things lacks, a Verrichtung, an object, or the end of
    a compound, it has from its neighbour.
    """
    named = [piece.strip() for piece in _BETWEEN.split(title) if words(piece)]
    if not 1 < len(named) <= MOST_THINGS:
        return [title]
    for at in range(len(named) - 2, -1, -1):
        if left_out := _LEFT_OUT.search(named[at]):
            named[at] = named[at][: left_out.start()] + _whole(left_out[1], named[at + 1], vocabulary)
    acts = [[word for word in _meaning(piece) if stem(word) in verbs] for piece in named]
    objects = [[word for word in _meaning(piece) if stem(word) not in verbs] for piece in named]
    found = []
    for at, piece in enumerate(named):
        acted = any(part in verbs for word in _meaning(piece) for part in vocabulary.parts(stem(word)))
        lent = _nearest(acts, at) if objects[at] and not acted else [] if objects[at] else _nearest(objects, at)
        found.append(" ".join([piece, *lent]))
    return list(dict.fromkeys(found))


def _meaning(piece: str) -> list[str]:
    return [word for word in words(piece) if word not in FUNCTION_WORDS and len(word) > 1]


def _nearest(having: Sequence[Sequence[str]], at: int) -> Sequence[str]:
    """What the nearest other thing has, the next ones first."""
    return next((having[other] for other in (*range(at + 1, len(having)), *range(at - 1, -1, -1)) if having[other]), [])


def _whole(beginning: str, after: str, vocabulary: Vocabulary) -> str:
    """The beginning with the end of the next word: „Geburts-“ and „Sterbeurkunden“ give „Geburtsurkunden“.

    It is an end that gives a word of the catalogue, else the last part of the next word.
    """
    other = next(iter(_meaning(after)), "")
    ends = [other[at:] for at in range(1, len(other) - SHORTEST_STEM + 1)]
    known = next((end for end in ends if stem(f"{beginning}{end}".lower()) in vocabulary), None)
    if known is None:
        last = vocabulary.parts(stem(other))[-1][:SHORTEST_STEM] if other else ""
        known = next((end for end in reversed(ends) if last and end.startswith(last)), "")
    return beginning + known
