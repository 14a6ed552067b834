"""The one exception whose text is meant for people: German, with what, where and what to do."""


class ThavelError(Exception):
    """Something the user can act on; `str(error)` is a complete German sentence."""
