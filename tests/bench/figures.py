"""How a measurement is taken and printed."""

import statistics
import time
from collections.abc import Callable, Sequence


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def row(name: str, seconds: Sequence[float], baseline: str, base_seconds: Sequence[float]) -> None:
    """Print one measurement: medians, and the ratio pair by pair."""
    ratios = [a / b for a, b in zip(seconds, base_seconds, strict=True)]
    print(
        f"{name}: {statistics.median(seconds):.2f} s; {baseline}: {statistics.median(base_seconds):.2f} s; "
        f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}, {len(ratios)} pairs)",
        flush=True,
    )
