"""Regular expressions that people write into the rules: what is none is refused, and none computes for ever."""

import re
import warnings
from math import prod

import regex

from catalogue.errors import ThavelError

# So much of a text is compared with a pattern; the rest of a longer one does not count.
MAX_TEXT = 2000
# Far more than a link or the name of an authority needs.
MAX_PATTERN = 1000
# Processor time for one text. A pattern that is well written needs millionths of a second, so that it does not depend
# on the machine which ones need more.
MAX_SECONDS = 1.0
# `regex` writes `(?:a{100}){100}` out where it compiles it, and would fill the memory.
MAX_COUNT = 100_000
# So many characters of a pattern or text are shown in a message.
SHOWN = 200

_COUNTED = re.compile(r"\{(\d*),?(\d*)\}")
_ADVICE = "Wiederholen Sie nur, was eindeutig ist, etwa [^/]+ statt (.+)+ oder .*.*.*"


class PatternError(ThavelError):
    """Why a pattern is refused or was given up, as a German sentence with the place where it is written."""

    def __init__(self, where: str, pattern: str, why: str) -> None:
        super().__init__(f"{where}: Das Muster „{_shown(pattern)}“ {why}.")


class RulePattern:
    """A regular expression of a rule; `where` is the file and line that messages name.

    It is what Python's `re` takes, and `regex` runs it, as that can be given a time to end in. Raises `PatternError`
    where it is none. A text that takes longer than `MAX_SECONDS` raises `PatternError` too and so ends a comparison:
    a result without what the rule says would look like one with it.
    """

    def __init__(self, pattern: str, where: str) -> None:
        self.pattern = pattern
        self.where = where
        if len(pattern) > MAX_PATTERN:
            raise PatternError(
                where, pattern, f"hat mehr als {MAX_PATTERN} Zeichen. Teilen Sie es auf mehrere Zeilen auf"
            )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                re.compile(pattern)
            counts = (int(most or least or 1) for least, most in _COUNTED.findall(pattern))
            if prod(max(1, count) for count in counts) > MAX_COUNT:
                why = f"wiederholt zu oft: Die Zahlen in geschweiften Klammern ergeben malgenommen mehr als {MAX_COUNT}"
                raise PatternError(where, pattern, f"{why}. Schreiben Sie + oder * statt großer Zahlen")
            self._regex = regex.compile(pattern)
        except (re.error, regex.error, OverflowError, RecursionError, Warning) as error:
            raise PatternError(where, pattern, f"ist kein regulärer Ausdruck ({error})") from None

    def match(self, text: str) -> "regex.Match[str] | None":
        """The match at the beginning of the first `MAX_TEXT` characters."""
        try:
            return self._regex.match(text[:MAX_TEXT], timeout=MAX_SECONDS)
        except TimeoutError:
            raise self._too_slow(text) from None

    def search(self, text: str) -> "regex.Match[str] | None":
        """The first match in the first `MAX_TEXT` characters."""
        try:
            return self._regex.search(text[:MAX_TEXT], timeout=MAX_SECONDS)
        except TimeoutError:
            raise self._too_slow(text) from None

    def _too_slow(self, text: str) -> PatternError:
        why = f"rechnet zu lange (mehr als eine Sekunde) an „{_shown(text)}“. {_ADVICE}"
        return PatternError(self.where, self.pattern, why)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
