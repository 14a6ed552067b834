"""What links from elsewhere never reach: addresses inside a network, whatever they look like."""

import socket
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.linkcheck.check import MANNERS
from importers.linkcheck.public_hosts import OutsideSession, is_public, special_networks
from importers.web.errors import SourceError
from tests.simulators.link_servers import LinkServers, Resolved, is_public_or_loopback

INSIDE = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.9.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1",
    "::ffff:127.0.0.1", "fe80::1", "fec0::1", "fd00::1", "ff02::1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1",
    "192.0.0.8", "192.0.0.170", "192.88.99.1", "::127.0.0.1", "::ffff:192.0.0.8", "64:ff9b::c000:8", "64:ff9b:1::1",
    "2001::1", "2002:101:101::", "3fff::1", "5f00::1", "4000::1", "8000::1", "100::1", "ff0e::1", "fe80::1%eth0",
)  # fmt: skip
# All blocks of the IANA IPv4 and IPv6 Special-Purpose Address Registries (2025-10-09), reachable or not, but for
# 64:ff9b::/96, whose addresses are those of IPv4.
REGISTERED = """
0.0.0.0/8 0.0.0.0/32 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.0/29
192.0.0.8/32 192.0.0.9/32 192.0.0.10/32 192.0.0.170/32 192.0.0.171/32 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24
192.88.99.0/24 192.88.99.2/32 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
255.255.255.255/32 ::1/128 ::/128 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:1::1/128
2001:1::2/128 2001:1::3/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28 2001:30::/28
2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10
""".split()
OUTSIDE = ("1.1.1.1", "93.184.216.34", "172.32.0.1", "2a00:1450:4001::1", "::ffff:1.1.1.1", "64:ff9b::101:101")


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_of_a_network_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("network", special_networks(), ids=str)
def test_special_networks_are_refused_from_their_first_address_to_their_last(network: Any) -> None:
    assert not is_public(network[0])
    assert not is_public(network[-1])


@pytest.mark.parametrize("network", REGISTERED)
def test_what_the_registries_name_lies_whole_in_a_special_network(network: str) -> None:
    registered: Any = ip_network(network)
    special: Any = [known for known in special_networks() if known.version == registered.version]
    assert any(registered.subnet_of(known) for known in special)


@given(st.ip_addresses())
def test_what_python_knows_to_be_special_is_not_public(address: Any) -> None:
    translated = address.version == 6 and address in ip_network("64:ff9b::/96")
    assert address.is_global or translated or not is_public(address)


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="fc00::/7"))
def test_a_private_address_is_not_public_even_with_leave_for_this_machine(address: Any) -> None:
    assert not is_public(address)
    assert not is_public_or_loopback(address)


def test_a_name_that_leads_elsewhere_after_it_was_looked_up_gets_no_request(
    names: dict[str, Resolved], monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkServers({}).running() as servers:
        answers = iter(["93.184.216.34", "127.0.0.1"])

        def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (next(answers), port))]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        with pytest.raises(SourceError) as error:
            OutsideSession(MANNERS).look(servers.link("wechsel.beispiel/x"), "GET")
    assert (error.value.code, servers.asked) == ("http.intern", [])


def test_a_name_that_there_cannot_be_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: Any, **__: Any) -> list[Any]:
        raise UnicodeError("label too long")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(SourceError, match="kann es nicht geben"):
        OutsideSession(MANNERS).look("http://x.beispiel/", "HEAD")


def test_behind_a_proxy_the_inside_is_refused_by_its_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    for link in ("http://10.0.0.1/", "http://localhost/", "http://drucker/", "http://akte.intranet/"):
        with pytest.raises(SourceError) as error:
            OutsideSession(MANNERS).look(link, "HEAD")
        assert error.value.code == "http.intern"
