"""The log that `-v` and `-vv` show: that of this program's own packages, on stderr."""

import logging
import sys

OURS = ("catalogue", "comparisons", "importers", "xoev_schemas")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def show_logs(verbose: int) -> None:
    """Show what happens (1) or everything (2 and more) from now on; 0 leaves it at warnings and errors, as Python does.

    Replaces what was said before.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(FORMAT, "%H:%M:%S"))
    for name in OURS:
        logger = logging.getLogger(name)
        logger.handlers = [handler] if verbose else []
        logger.setLevel((logging.NOTSET, logging.INFO, logging.DEBUG)[min(verbose, 2)])
