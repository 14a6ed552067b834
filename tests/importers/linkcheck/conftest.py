"""Servers of links."""

from collections.abc import Callable, Iterator

import pytest

from tests.importers.linkcheck.checking import AT
from tests.simulators.link_servers import LinkServers, Resolved


@pytest.fixture
def servers(names: dict[str, Resolved], at: Callable[[str], None]) -> Iterator[LinkServers]:
    at(AT)
    with LinkServers({}).running() as running:
        yield running
