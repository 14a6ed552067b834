"""An update of everything: in which order its steps are run, what counts as wrong, and the line that sums it up."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from catalogue.errors import ThavelError

# What is refreshed where nothing else is configured: the Land, then who is responsible, then the rest.
STEPS = (
    "import pvog --land 16",
    "import pvog --comparable --also responsible",
    "import open-pvog --comparable",
    "import fim",
    "import codeliste --used",
    "check links",
)
KINDS = ("import", "check")
NOT_COMPARED = "kein Vergleich"

# The words of a command without `thavel`.
Step = tuple[str, ...]


class Refreshed(NamedTuple):
    """The outcome of an update: its number of steps, errors by step, and what the last comparison found."""

    steps: int
    wrong: Mapping[str, str]
    compared: str

    def row(self) -> dict[str, object]:
        """For programs: number of steps, errors by step, and what was compared."""
        return {"schritte": self.steps, "fehler": dict(self.wrong), "vergleich": self.compared}

    def summary(self, outcomes: Mapping[str, int], findings: int) -> str:
        """The one line about an update: steps, objects by outcome, what was compared, and findings of the check."""
        return (
            f"{self.steps - len(self.wrong)} von {self.steps} Schritten; {outcomes['neu']} neu, "
            f"{outcomes['geaendert']} geändert, {outcomes['verschwunden']} verschwunden, "
            f"{outcomes['abgelehnt']} abgelehnt; {self.compared}; {findings} Befunde."
        )


def refresh(
    steps: Sequence[Step], run: Callable[[Step], str | None], compare: Callable[[], str], say: Callable[[str], None]
) -> Refreshed:
    """Run imports, compare, then run checks, which need the comparison, and compare with what they found.

    `run` returns what went wrong with a step, or None, and `compare` what it found; where it raises `ThavelError`, that
    is wrong too. Nothing that is wrong stops the rest. The comparison counts as one step.
    """
    wrong: dict[str, str] = {}
    compared = NOT_COMPARED
    for kind in dict.fromkeys((KINDS[0], *(words[0] for words in steps))):
        for words in steps:
            if words[0] == kind:
                step = shlex.join(words)
                say(f"== {step}")
                error = run(words)
                wrong.update({step: error} if error else {})
        try:
            compared = compare()
        except ThavelError as failure:
            wrong["compare"] = str(failure)
    return Refreshed(len(steps) + 1, wrong, compared)
