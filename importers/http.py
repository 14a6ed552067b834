"""The one HTTP session: polite, with time-outs, retries and a size limit, and errors that say what to do."""

import io
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from catalogue import clock
from catalogue.errors import ThavelError

RETRY_STATUS = (429, 500, 502, 503, 504)
EXCERPT = 300


class SourceError(ThavelError):
    """A source did not answer as needed. `fatal` means that every further request would end the same way."""

    def __init__(self, code: str, text: str, url: str, *, fatal: bool = False) -> None:
        super().__init__(f"{text} ({url})")
        self.code = code
        self.text = text
        self.url = url
        self.fatal = fatal


@dataclass(frozen=True)
class Answer:
    """A complete answer: final URL, body (decompressed), status, content type, time (UTC) of the request."""

    url: str
    body: bytes
    status: int
    content_type: str | None
    fetched: str


@dataclass(frozen=True)
class Manners:
    """How requests are made: `rate` per second (0 for no limit) over all threads, seconds to wait for connection and
    between bytes, retries with back-off (seconds, doubled each time), size limit per answer in bytes."""

    rate: float = 5.0
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    retries: int = 4
    backoff: float = 1.0
    retry_after_max: int = 300
    max_bytes: int = 200 * 1024 * 1024
    contact: str = "https://www.eisenach.de"


class Session:
    """A session for one source; safe to use from several threads."""

    def __init__(
        self,
        manners: Manners,
        headers: Mapping[str, str] | None = None,
        *,
        parallel: int = 3,
        access_hint: str = "Prüfen Sie die Zugangsdaten.",
    ) -> None:
        """`access_hint` is what a user can do about 401 and 403, in German."""
        self._manners = manners
        self._access_hint = access_hint
        self._lock = threading.Lock()
        self._next_start = 0.0
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": f"thavel-katalog (+{manners.contact})", **(headers or {})})

        class PoliteRetry(Retry):
            """Waits for its turn like a first request, so that repetitions keep the rate too."""

            def sleep(self, response: BaseHTTPResponse | None = None) -> None:
                super().sleep(response)
                wait_for_turn()

        wait_for_turn = self._wait_for_turn
        retry = PoliteRetry(
            total=manners.retries,
            backoff_factor=manners.backoff,
            backoff_jitter=manners.backoff / 2,
            status_forcelist=RETRY_STATUS,
            respect_retry_after_header=True,
            retry_after_max=manners.retry_after_max,
            raise_on_status=False,
            redirect=0,
            allowed_methods=None,  # the only POST asks for a token and can be repeated
        )
        adapter = HTTPAdapter(max_retries=retry, pool_maxsize=parallel)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def _wait_for_turn(self) -> None:
        if not self._manners.rate:
            return
        with self._lock:
            start = max(time.monotonic(), self._next_start)
            self._next_start = start + 1 / self._manners.rate
        time.sleep(max(0.0, start - time.monotonic()))

    def get(self, url: str, params: Mapping[str, str] | None = None, *, bearer: str | None = None) -> Answer:
        """GET; returns answers of status 200 and 404, raises `SourceError` for everything else.

        `bearer` is a token of OAuth2.
        """
        body = io.BytesIO()
        answer = self._answer(url, params, body, self._manners.max_bytes, bearer=bearer)
        return replace(answer, body=body.getvalue())

    def post(self, url: str, form: Mapping[str, str]) -> Answer:
        """POST of a form that may be repeated; answers and errors as of `get`."""
        body = io.BytesIO()
        answer = self._answer(url, None, body, self._manners.max_bytes, form=form)
        return replace(answer, body=body.getvalue())

    def download(self, url: str, target: Path, *, max_bytes: int) -> bool:
        """GET into a file; False for status 404. Raises `SourceError` for everything else and leaves no file then."""
        try:
            with target.open("wb") as file:
                found = self._answer(url, None, file, max_bytes).status == 200
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        if not found:
            target.unlink()
        return found

    def _answer(
        self,
        url: str,
        params: Mapping[str, str] | None,
        target: IO[bytes],
        max_bytes: int,
        *,
        bearer: str | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer, its body written to `target`; of an error the start of it is in the answer too."""
        self._wait_for_turn()
        fetched = clock.now()
        try:
            with self._session.request(
                "GET" if form is None else "POST",
                url,
                params=params,
                data=form,
                auth=None if bearer is None else _Bearer(bearer),
                timeout=(self._manners.connect_timeout, self._manners.read_timeout),
                stream=True,
                allow_redirects=False,
            ) as response:
                start = _read(response, target, max_bytes)
                answer = Answer(
                    response.url, start, response.status_code, response.headers.get("Content-Type"), fetched
                )
                location = response.headers.get("Location", "")
        except requests.RequestException as error:
            raise _transport_error(error, url) from error
        if answer.status not in (200, 404):
            raise _status_error(answer, location, self._access_hint)
        return answer


class _Bearer(AuthBase):
    """Sends a token. As a header of its own it would give way to what `.netrc` says of the server."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _read(response: requests.Response, target: IO[bytes], max_bytes: int) -> bytes:
    """Write the decompressed body to `target`; returns its start."""
    start = b""
    size = 0
    for chunk in response.iter_content(1 << 16):
        size += len(chunk)
        if size > max_bytes:
            raise SourceError(
                "http.groesse",
                f"Die Antwort ist größer als {max_bytes // 2**20} MiB und wurde nicht übernommen.",
                response.url,
            )
        start = start or chunk[:EXCERPT]
        target.write(chunk)
    return start


def _transport_error(error: requests.RequestException, url: str) -> SourceError:
    """requests reports a time-out that outlived its retries as a connection error; the text tells them apart."""
    if isinstance(error, requests.Timeout) or "timed out" in str(error).lower():
        text = "Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es später noch einmal."
        return SourceError("http.zeit", text, url)
    if isinstance(error, requests.exceptions.SSLError):
        text = (
            "Das Zertifikat des Servers konnte nicht geprüft werden. Hinterlegen Sie die Zertifizierungsstelle Ihres "
            "Netzes in REQUESTS_CA_BUNDLE."
        )
        return SourceError("http.tls", text, url, fatal=True)
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return SourceError("http.abgebrochen", "Die Antwort brach mittendrin ab. Versuchen Sie es noch einmal.", url)
    if isinstance(error, requests.ConnectionError):
        text = "Der Server ist nicht erreichbar. Prüfen Sie Netz, Proxy (HTTPS_PROXY) und Adresse."
        return SourceError("http.verbindung", text, url, fatal=True)
    return SourceError("http.anfrage", f"Die Anfrage schlug fehl: {error}", url)


def _status_error(answer: Answer, location: str, access_hint: str) -> SourceError:
    excerpt = answer.body[:EXCERPT].decode("utf-8", errors="replace").strip()
    status = answer.status
    if status in (401, 403):
        text = f"Der Server lehnt die Anfrage ab ({status}). {access_hint}"
        return SourceError("http.zugang", text, answer.url, fatal=True)
    if status == 429:
        return SourceError(
            "http.429",
            "Der Server bremst (429) und nimmt auch nach Wartezeiten nichts an. Senken Sie --rate oder warten Sie.",
            answer.url,
        )
    if 300 <= status < 400:
        return SourceError(
            "http.umleitung",
            f"Der Server leitet um nach {location or 'unbekannt'} ({status}). "
            "Passen Sie die Basisadresse an, wenn er umgezogen ist.",
            answer.url,
        )
    if status >= 500:
        return SourceError(
            "http.server",
            f"Der Server meldet einen Fehler ({status}), auch nach Wiederholungen. Versuchen Sie es später.",
            answer.url,
        )
    return SourceError("http.anfrage", f"Der Server versteht die Anfrage nicht ({status}): {excerpt}", answer.url)
