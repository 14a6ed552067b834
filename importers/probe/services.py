"""The live services that can be asked: with which session, and which questions."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from importers.anschluss.answers import ConnectionEndpoints
from importers.fim.portal import PortalEndpoints
from importers.probe.probe import Asker, ProbeReport, Questions, probe
from importers.probe.questions import (
    of_bereitstelldienst,
    of_bundesportal,
    of_fim,
    of_fit_connect,
    of_open_pvog,
    of_pvog,
    of_xrepository,
)
from importers.pvog.bereitstelldienst import Access, BulkEndpoints, Credentials
from importers.pvog.dashboard import KNOWN_ENDPOINTS
from importers.pvog.suchdienst import CLIENT_ID_HEADER, SuchdienstEndpoints
from importers.web.manners import Manners
from importers.web.session import Session

SERVICES = ("pvog", "open-pvog", "bereitstelldienst", "fim", "xrepository", "fit-connect", "bundesportal")


class Addresses(NamedTuple):
    """Where the services are, and what opens them; `dashboard` is None for its own address."""

    suchdienst: SuchdienstEndpoints
    client_id: str | None
    dashboard: str | None
    bulk: BulkEndpoints
    credentials: Path | None
    fim: str
    xrepository: str
    connections: ConnectionEndpoints


def probe_service(
    name: str, ars: str, addresses: Addresses, manners: Manners, environ: Mapping[str, str]
) -> ProbeReport:
    """Ask one of `SERVICES` about the municipality `ars`.

    Raises `ThavelError` where credentials are missing, which are looked for in their file, then in `environ`.
    """
    return probe(name, _session(name, addresses, manners, environ), _questions(name, ars, addresses))


def _session(name: str, addresses: Addresses, manners: Manners, environ: Mapping[str, str]) -> Asker:
    if name == "bereitstelldienst":
        credentials = Credentials.find(addresses.credentials, environ)
        return Access(Session(manners), addresses.bulk.token, credentials)
    client_id = addresses.client_id if name == "pvog" else None
    return Session(manners, {CLIENT_ID_HEADER: client_id} if client_id else None)


def _questions(name: str, ars: str, addresses: Addresses) -> Questions:
    if name == "pvog":
        return of_pvog(addresses.suchdienst, ars, with_client_id=bool(addresses.client_id))
    if name == "open-pvog":
        new = KNOWN_ENDPOINTS["new"]
        return of_open_pvog({**KNOWN_ENDPOINTS, "new": replace(new, base=addresses.dashboard or new.base)}, ars)
    if name == "bereitstelldienst":
        return of_bereitstelldienst(addresses.bulk.base)
    if name == "fim":
        return of_fim(PortalEndpoints(addresses.fim))
    if name == "fit-connect":
        return of_fit_connect(addresses.connections, ars)
    if name == "bundesportal":
        return of_bundesportal(addresses.connections, ars)
    return of_xrepository(addresses.xrepository)
