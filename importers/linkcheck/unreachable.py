"""The reason why a server gave no answer, in one word, for link checks: `SourceError` does not tell them apart."""

import socket
import ssl
from collections.abc import Iterator

from requests.exceptions import ProxyError
from urllib3.exceptions import ProxyError as TransportProxyError

from importers.web.errors import SourceError

# X.509 verify codes of OpenSSL (openssl-verification-options).
_EXPIRED = 10
_OTHER_NAME = (62, 64)
_NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))

_BY_CODE = {
    "http.intern": "intern",
    "http.zugang_im_link": "ziel",
    "http.zeit": "zeit",
    "http.langsam": "zeit",
    "http.abgebrochen": "abgebrochen",
}


def trouble(error: SourceError) -> str:
    """The kind of an error: a key of `importers.linkcheck.verdict.TROUBLES`."""
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    causes = list(_causes(error))
    if any(isinstance(cause, ProxyError | TransportProxyError) for cause in causes):
        return "netz"
    return next(filter(None, map(_kind, causes)), "netz" if error.code == "http.verbindung" else "anfrage")


def _kind(cause: BaseException) -> str | None:
    if isinstance(cause, ssl.SSLCertVerificationError):
        code = cause.verify_code
        return "abgelaufen" if code == _EXPIRED else "zertifikatsname" if code in _OTHER_NAME else "zertifikat"
    if isinstance(cause, ssl.SSLError):
        return "tls"
    if isinstance(cause, socket.gaierror):
        return "name" if cause.errno in _NO_SUCH_NAME else "namensdienst"
    if isinstance(cause, TimeoutError):
        return "zeit"
    if isinstance(cause, ConnectionRefusedError):
        return "abgelehnt"
    return "abgebrochen" if isinstance(cause, ConnectionError) else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and everything behind it; requests and urllib3 hide what happened in several ways."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = (getattr(cause, "reason", None), cause.__cause__, cause.__context__, *cause.args)
        waiting += [found for found in inner if isinstance(found, BaseException)]
