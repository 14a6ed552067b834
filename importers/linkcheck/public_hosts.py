"""Keeps requests to links that others wrote away from the network that the program runs in."""

import csv
import socket
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import resources
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from importers.web.answers import AnswerHead
from importers.web.deadline import PlainConnection, SecureConnection
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.session import Session

Address = IPv4Address | IPv6Address

# IPv4 addresses that an IPv6 network translates (RFC 6052), and what else is given out for the open internet of IPv6
# (RFC 4291, 2.4; IANA, IPv6 Global Unicast Address Assignments).
_TRANSLATED = ip_network("64:ff9b::/96")
_GLOBAL = ip_network("2000::/3")
# Names that only a local network knows (RFC 6761, 6762, 8375; ICANN's .internal).
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".corp")


@lru_cache(maxsize=1)
def special_networks() -> tuple[IPv4Network | IPv6Network, ...]:
    """The networks that IANA keeps out of the open internet, with those in it that lead to no server of somebody.

    From `sondernetze.csv`: the IANA IPv4 and IPv6 Special-Purpose Address Registries as of 2025-10-09 and the multicast
    ranges, with what the registries call reachable but no web server has: anycast addresses of protocols, AS112, AMT.
    They are kept here because `ipaddress` knows them as of the release of Python.
    """
    lines = (resources.files("importers.linkcheck") / "sondernetze.csv").read_text(encoding="utf-8").splitlines()
    return tuple(ip_network(row["netz"]) for row in csv.DictReader(lines))


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, also that which hides in an IPv6 address."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(address.packed[-4:]))
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in _GLOBAL:
            return False
    return not any(address in network for network in special_networks())


def refuse_inside(url: str, allowed: Callable[[Address], bool]) -> None:
    """Raises `SourceError` where a URL names an address that is not allowed, or a host that only a local network knows.

    What a name leads to is checked when it is connected to; behind a proxy only the proxy can do that.
    """
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    try:
        inside = not allowed(ip_address(host.partition("%")[0]))
    except ValueError:
        loopback = host == "localhost" and allowed(IPv4Address("127.0.0.1"))
        inside = not loopback and ("." not in host or host.endswith(_LOCAL_NAMES))
    if inside:
        raise _inside(url)


class OutsideSession(Session):
    """A session that looks at servers of the open internet only."""

    def __init__(self, manners: Manners, allowed: Callable[[Address], bool] = is_public) -> None:
        super().__init__(manners, pools=guarded_pools(allowed))
        self._allowed = allowed

    def look(self, url: str, method: str, *, read: int = 0) -> AnswerHead:
        """As of `Session.look`; raises `SourceError` for what lies inside of a network."""
        refuse_inside(url, self._allowed)
        return super().look(url, method, read=read)


def guarded_pools(allowed: Callable[[Address], bool]) -> Mapping[str, type[HTTPConnectionPool]]:
    """Connection pools by scheme that connect to allowed addresses only, whatever a name leads to.

    The address is looked at before connecting and again after it, before a request is sent: a name may have led
    elsewhere in between.
    """

    class Plain(PlainConnection):
        def connect(self) -> None:
            _check_name(self.host, self.port, allowed)
            super().connect()
            _check_peer(self, allowed)

    class Secure(SecureConnection):
        def connect(self) -> None:
            _check_name(self.host, self.port, allowed)
            super().connect()
            _check_peer(self, allowed)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _check_name(host: str, port: int | None, allowed: Callable[[Address], bool]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return  # connecting fails for the same reason, and says which
    except UnicodeError as error:
        raise SourceError("http.anfrage", "Den Namen des Servers kann es nicht geben.", host) from error
    if not all(allowed(ip_address(str(entry[4][0]).partition("%")[0])) for entry in found):
        raise _inside(host)


def _check_peer(connection: HTTPConnection, allowed: Callable[[Address], bool]) -> None:
    peer = connection.sock.getpeername()[0] if connection.sock else ""
    if not peer or not allowed(ip_address(peer.partition("%")[0])):
        connection.close()
        raise _inside(connection.host)


def _inside(place: str) -> SourceError:
    text = "Die Adresse liegt in einem internen Netz; dorthin wird ein Link aus fremden Daten nicht verfolgt."
    return SourceError("http.intern", text, place)
