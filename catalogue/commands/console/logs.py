"""What `-v` and `-vv` show: the log of this program's own packages on stderr, and of no other."""

import logging
import sys

OURS = ("catalogue", "comparisons", "importers", "xoev_schemas")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LEVELS = (logging.CRITICAL + 1, logging.INFO, logging.DEBUG)


def show_logs(verbose: int) -> None:
    """Show nothing (0), what happens (1) or everything (2 and more), from now on; replaces what was shown before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(FORMAT, "%H:%M:%S"))
    level = LEVELS[min(verbose, len(LEVELS) - 1)]
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.handlers = [handler]
