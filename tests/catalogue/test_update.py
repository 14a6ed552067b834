"""An update: the order of its steps, what counts as wrong, and its summary."""

from collections.abc import Sequence

from catalogue.errors import ThavelError
from catalogue.update import STEPS, Refreshed, Step, refresh

LINKS, PVOG, FIM = ("check", "links"), ("import", "pvog", "--land", "16"), ("import", "fim")
OUTCOMES = {"neu": 3, "geaendert": 2, "verschwunden": 1, "abgelehnt": 0}


class Doings:
    """Notes what an update does; `failing` are the steps that go wrong, `comparable` whether a comparison works."""

    def __init__(self, failing: Sequence[Step] = (), *, comparable: bool = True) -> None:
        self.failing = failing
        self.comparable = comparable
        self.done: list[str] = []

    def run(self, step: Step) -> str | None:
        self.done.append(" ".join(step))
        return "ging nicht" if step in self.failing else None

    def compare(self) -> str:
        self.done.append("compare")
        if not self.comparable:
            raise ThavelError("Es gibt keine Angebote.")
        return f"Vergleich {self.done.count('compare')}"

    def refresh(self, *steps: Step) -> Refreshed:
        return refresh(steps, self.run, self.compare, lambda text: self.done.append(f"sagt {text}"))


def test_imports_come_first_then_a_comparison_then_checks_which_need_it_and_another_one() -> None:
    doings = Doings()
    refreshed = doings.refresh(LINKS, PVOG, FIM)
    assert doings.done == [
        "sagt == import pvog --land 16",
        "import pvog --land 16",
        "sagt == import fim",
        "import fim",
        "compare",
        "sagt == check links",
        "check links",
        "compare",
    ]
    assert refreshed == Refreshed(4, {}, "Vergleich 2")


def test_without_a_check_there_is_one_comparison_and_without_an_import_too() -> None:
    assert Doings().refresh(PVOG) == Refreshed(2, {}, "Vergleich 1")
    assert Doings().refresh() == Refreshed(1, {}, "Vergleich 1")


def test_what_goes_wrong_is_told_by_step_and_does_not_stop_the_rest() -> None:
    doings = Doings([PVOG], comparable=False)
    refreshed = doings.refresh(PVOG, FIM)
    assert "import fim" in doings.done
    wrong = {"import pvog --land 16": "ging nicht", "compare": "Es gibt keine Angebote."}
    assert refreshed == Refreshed(3, wrong, "kein Vergleich")


def test_the_summary_is_one_line() -> None:
    assert Refreshed(3, {"compare": "x"}, "kein Vergleich").summary(OUTCOMES, 2) == (
        "2 von 3 Schritten; 3 neu, 2 geändert, 1 verschwunden, 0 abgelehnt; kein Vergleich; 2 Befunde."
    )


def test_the_steps_are_imports_and_checks_and_begin_with_the_whole_land() -> None:
    assert STEPS[0] == "import pvog --land 16"
    assert {step.split()[0] for step in STEPS} == {"import", "check"}
