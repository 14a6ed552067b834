"""Results come in order, whatever takes long; what fails ends the work."""

import threading
from collections.abc import Iterator

import pytest

from importers.web.parallel import in_order


def test_results_come_in_the_order_of_the_items_though_later_ones_are_done_first() -> None:
    second_done = threading.Event()

    def work(item: int) -> int:
        if item == 1:
            assert second_done.wait(30)
        if item == 2:
            second_done.set()
        return item * 10

    assert list(in_order(work, range(1, 20), 2)) == [number * 10 for number in range(1, 20)]


def test_only_a_few_items_are_taken_ahead_of_their_use() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = in_order(str, items(), 3)
    assert (next(results), len(taken)) == ("0", 6)


def test_what_fails_is_raised_in_its_turn() -> None:
    results = in_order(lambda number: 6 // number, [2, 1, 0, 3], 2)
    assert [next(results), next(results)] == [3, 6]
    with pytest.raises(ZeroDivisionError):
        next(results)
