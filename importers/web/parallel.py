"""Work on several things at a time whose results come in order, so that what is stored does not depend on timing."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(work: Callable[[Item], Result], items: Iterable[Item], parallel: int) -> Iterator[Result]:
    """Ordered parallel map: yields `work(item)` for each item, by `parallel` threads; at most 2 x `parallel` are ahead.

    What `work` raises for an item is raised in its turn and ends the work, as closing the iterator does.
    """
    waiting = iter(items)
    running: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(parallel) as pool:
        try:
            for item in waiting:
                running.append(pool.submit(work, item))
                if len(running) == 2 * parallel:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()
