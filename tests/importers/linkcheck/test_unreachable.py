"""Why a server gave no answer, also where no server of a test can show it."""

import ssl

import pytest
import requests
from urllib3.exceptions import MaxRetryError
from urllib3.exceptions import SSLError as TransportSSLError

from importers.linkcheck.check import MANNERS
from importers.linkcheck.public_hosts import OutsideSession
from importers.linkcheck.unreachable import trouble
from importers.linkcheck.verdict import TROUBLES
from importers.web.errors import SourceError
from importers.web.session import Session


def _certificate_error(code: int) -> SourceError:
    """An error as requests and urllib3 wrap it."""
    inner = ssl.SSLCertVerificationError(1, "certificate verify failed")
    inner.verify_code = code
    try:
        try:
            raise MaxRetryError(None, "/", TransportSSLError(inner))  # type: ignore[arg-type]  # the pool plays no part
        except MaxRetryError as error:
            raise requests.exceptions.SSLError(error) from None
    except requests.exceptions.SSLError as error:
        found = SourceError("http.tls", "Das Zertifikat …", "https://amt.example/", fatal=True)
        found.__cause__ = error
        return found


@pytest.mark.parametrize(
    ("code", "expected"),
    [(10, "abgelaufen"), (62, "zertifikatsname"), (64, "zertifikatsname"), (18, "zertifikat"), (20, "zertifikat")],
)
def test_what_is_wrong_with_a_certificate_is_told_apart(code: int, expected: str) -> None:
    assert trouble(_certificate_error(code)) == expected


def test_a_proxy_that_does_not_answer_says_nothing_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(SourceError) as error:
        OutsideSession(MANNERS).look("http://amt.example/x", "HEAD")
    assert trouble(error.value) == "netz"


def test_a_link_with_a_host_that_cannot_be_is_only_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError) as error:
        Session(MANNERS).look("http://*.example/", "HEAD")
    assert trouble(error.value) == "anfrage"


@pytest.mark.parametrize("code", ["http.intern", "http.zugang_im_link", "http.zeit", "http.abgebrochen", "http.neu"])
def test_every_kind_of_trouble_has_a_verdict(code: str) -> None:
    assert trouble(SourceError(code, "Text.", "https://amt.example/")) in TROUBLES
