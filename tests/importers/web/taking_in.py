"""What is taken in, and what is refused, for tests."""

import io
from pathlib import Path

import pytest

from importers.web.documents import Intake, IntakeError
from importers.web.intake import take_in
from importers.web.session import Session
from tests.importers.pvog.harvesting import QUICK

XML = b"<a/>"


MANY = b"0" * 3_000_000


WHAT_TO_DO = (
    "Prüfen Sie",
    "Laden Sie",
    "Nennen Sie",
    "Legen Sie",
    "Packen Sie",
    "Schaffen Sie",
    "Entpacken Sie",
    "Teilen Sie",
    "ordern",
)


NEW_DELIVERY = "fordern Sie sie neu an"


def taken(place: Path | str, work: Path, stdin: bytes = b"") -> Intake:
    """What is taken in, under the name „Eingang“."""
    work.mkdir(exist_ok=True)
    return take_in(str(place), work, name="Eingang", session=Session(QUICK), stdin=io.BytesIO(stdin))


def contents(taken_in: Intake) -> list[tuple[str, bytes]]:
    return [(document.name, document.path.read_bytes()) for document in taken_in.documents]


def refused(
    place: Path | str, work: Path, code: str, *, at: str = "Eingang", says: str = "", stdin: bytes = b""
) -> str:
    """The text of the refusal, which has this code and place, and says in German what to do."""
    with pytest.raises(IntakeError) as error:
        taken(place, work, stdin)
    assert (error.value.code, error.value.place) == (f"eingang.{code}", at)
    text = str(error.value)
    assert says in text
    assert any(words in text for words in (*WHAT_TO_DO, "entpacken Sie")), text
    assert not any(ord(character) < 32 for character in text)
    return text
