"""Exceptions whose text is meant for people: German, with what, where and what to do."""

from catalogue import addresses


class ThavelError(Exception):
    """Something the user can act on; `str(error)` is a complete German sentence, without secrets in addresses."""

    def __init__(self, text: str) -> None:
        super().__init__(addresses.in_text(text))


class StoppedError(ThavelError):
    """Somebody stopped the program; nothing that was to follow is begun."""


class DeliveryError(ThavelError):
    """A delivery that cannot be taken over as a whole; other deliveries can. `place` names file and line or link."""

    def __init__(self, code: str, text: str, place: str) -> None:
        super().__init__(f"{place}: {text}")
        self.code = code
        self.text = text
        self.place = place
