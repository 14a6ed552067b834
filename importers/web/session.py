"""The one HTTP session: polite, with time-outs, retries and a size limit, and errors that say what to do."""

import io
import logging
import random
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO
from urllib.parse import urljoin, urlsplit

import requests
from requests.auth import AuthBase
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from catalogue import clock
from catalogue.addresses import logged
from catalogue.errors import ThavelError
from importers.web.addresses import refuse_credentials
from importers.web.answers import Answer, AnswerHead, KeptAnswers, nothing_kept
from importers.web.deadline import Deadline, OutOfTimeError
from importers.web.errors import (
    BROKEN_OFF,
    EXCERPT,
    SourceError,
    broken_off,
    status_error,
    too_large,
    too_slow,
    transport_error,
)
from importers.web.manners import Host, Manners, log_repetition

log = logging.getLogger(__name__)

REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 5
NOT_MODIFIED = 304


class Session:
    """A session for one source; safe to use from several threads.

    Proxies and certificate authorities are those of the environment (HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE).
    """

    def __init__(
        self,
        manners: Manners,
        headers: Mapping[str, str] | None = None,
        *,
        access_hint: str = "Prüfen Sie die Zugangsdaten.",
        pools: Mapping[str, type[HTTPConnectionPool]] | None = None,
    ) -> None:
        """`access_hint` says in German what to do about 401 and 403; `pools` may restrict direct connections."""
        self._manners = manners
        self._pools = pools
        self._access_hint = access_hint
        self._lock = threading.Lock()
        self._hosts: dict[str, Host] = {}
        self._session = requests.Session()
        self._session.headers.update(
            {"User-Agent": user_agent(manners.contact), "Accept-Encoding": "gzip", **(headers or {})}
        )

    def _host(self, url: str) -> Host:
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url)).lower()
        with self._lock:
            if origin not in self._hosts:
                self._hosts[origin] = Host(origin, self._manners, self._pools)
            return self._hosts[origin]

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str | None] | None = None,
        bearer: str | None = None,
        kept: KeptAnswers = nothing_kept,
    ) -> Answer:
        """GET; returns answers of status 200, 304 and 404, raises `SourceError` for everything else.

        A header that is None is left out. `bearer` is a token of OAuth2. Where an answer is `kept`, another one is
        asked for only if it differs. Redirects are followed on the same host only, and never from https to http.
        """
        body = io.BytesIO()
        prepared = requests.Request("GET", url, params=params, headers=headers, auth=_bearer(bearer))
        answer = self._answer(prepared, body, self._manners.max_bytes, kept, redirects=MAX_REDIRECTS)
        return replace(answer, body=body.getvalue())

    def link(self, url: str, params: Mapping[str, str] | None = None) -> str:
        """The URL as it is asked for, and as the answer to `get` names it. Raises `SourceError` where it is none."""
        return str(self._prepared(requests.Request("GET", url, params=params)).url)

    def post(self, url: str, form: Mapping[str, str]) -> Answer:
        """POST of a form that may be repeated; as of `get`, but no redirect is followed."""
        body = io.BytesIO()
        answer = self._answer(requests.Request("POST", url, data=form), body, self._manners.max_bytes)
        return replace(answer, body=body.getvalue())

    def download(self, url: str, target: Path, *, max_bytes: int, kept: KeptAnswers = nothing_kept) -> Answer | None:
        """GET into a file, as of `get`, but without the body in the answer and without redirects; None for status 404.

        Raises `SourceError` for everything else and leaves no file then.
        """
        try:
            with target.open("wb") as file:
                answer = self._answer(requests.Request("GET", url), file, max_bytes, kept)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        if answer.status == 404:
            target.unlink()
            return None
        return answer

    def look(self, url: str, method: str, *, read: int = 0) -> AnswerHead:
        """HEAD or GET without credentials: the head of whatever is answered, and at most `read` bytes of the body.

        Follows no redirect. Raises `SourceError` where there is no answer.
        """
        refuse_credentials(url)
        request = requests.Request(method, url, headers={"Connection": "close"}, auth=_Nobody())
        deadline = self._deadline()
        with self._opened(self._prepared(request), deadline) as (response, _):
            head = response.headers
            start = _start_of(response, read, deadline)
        return AnswerHead(response.status_code, head.get("Location", ""), head.get("Content-Type"), start)

    def slow_down(self, url: str, pause: float) -> None:
        """From now on let at least so many seconds lie between two requests to this host."""
        self._host(url).turns.slow_down(pause)

    def _answer(
        self,
        request: requests.Request,
        target: IO[bytes],
        max_bytes: int,
        kept: KeptAnswers = nothing_kept,
        *,
        redirects: int = 0,
    ) -> Answer:
        """The answer, its body written to `target`; of an error the start of it is in the answer too."""
        refuse_credentials(request.url)
        prepared = self._prepared(request)
        asked = str(prepared.url)
        earlier = kept(asked)
        prepared.headers.update(earlier.conditions() if earlier else {})
        deadline = self._deadline()
        answer, location = self._send(prepared, target, max_bytes, deadline)
        for _ in range(redirects):
            following = _followed(str(prepared.url), location) if answer.status in REDIRECTS else None
            if following is None:
                break
            headers = dict(prepared.headers)
            prepared = self._prepared(requests.Request("GET", following, headers=headers, auth=request.auth))
            _restart(target)
            answer, location = self._send(prepared, target, max_bytes, deadline)
        if answer.status == NOT_MODIFIED and earlier:
            _restart(target)
            try:
                earlier.write(target)
            except ThavelError:
                _restart(target)
                return self._answer(request, target, max_bytes, redirects=redirects)
            return replace(
                answer,
                url=asked,
                content_type=earlier.content_type,
                etag=answer.etag or earlier.etag,
                last_modified=answer.last_modified or earlier.last_modified,
            )
        if answer.status not in (200, 404):
            raise status_error(answer, location, self._access_hint)
        return replace(answer, url=asked)

    def _prepared(self, request: requests.Request) -> requests.PreparedRequest:
        try:
            return self._session.prepare_request(request)
        except requests.RequestException as error:
            raise transport_error(error, request.url) from error

    def _deadline(self) -> Deadline:
        """The time that one request has, with its repetitions and redirects."""
        return Deadline(self._manners.connect_timeout + self._manners.read_timeout, self._manners.deadline)

    def _send(
        self, request: requests.PreparedRequest, target: IO[bytes], max_bytes: int, deadline: Deadline
    ) -> tuple[Answer, str]:
        """One request with its repetitions: the answer, and where it leads if it is a redirect.

        What breaks off in the middle is asked for again too, as often as what does not begin.
        """
        for left in range(self._manners.retries, -1, -1):
            try:
                with self._opened(request, deadline) as (response, fetched):
                    start = _read(response, target, max_bytes, deadline)
                break
            except SourceError as error:
                if error.code != BROKEN_OFF or not left:
                    raise
            _restart(target)
            pause = self._manners.backoff * 2 ** (self._manners.retries - left)
            pause *= random.uniform(0.5, 1)  # noqa: S311 - a pause, no secret
            log_repetition(str(request.method), str(request.url), BROKEN_OFF, pause)
            time.sleep(pause)
        head = response.headers
        answer = Answer(
            str(request.url),
            start,
            response.status_code,
            head.get("Content-Type"),
            fetched,
            head.get("ETag"),
            head.get("Last-Modified"),
        )
        return answer, head.get("Location", "")

    @contextmanager
    def _opened(self, request: requests.PreparedRequest, deadline: Deadline) -> Iterator[tuple[requests.Response, str]]:
        """One request with its repetitions and its time (UTC); the body can be read while the block lasts."""
        url = str(request.url)
        settings = self._session.merge_environment_settings(url, {}, True, True, None)
        host = self._host(url)
        with host.turns.under_way:
            host.turns.wait()
            fetched = clock.now()
            start = time.monotonic()
            begun = False
            try:
                # The session's own `send` looks at redirects and reads their bodies whatever their size.
                with (
                    deadline.watching(),
                    host.send(
                        request,
                        stream=True,
                        timeout=(self._manners.connect_timeout, self._manners.read_timeout),
                        verify=settings["verify"] or True,
                        proxies=settings["proxies"],
                    ) as response,
                ):
                    begun = True
                    yield response, fetched
                    _log(request, f"{response.status_code}, {response.raw.tell()} bytes", start)
            except SourceError as error:
                _log(request, error.code, start)
                raise
            except OutOfTimeError as error:
                found = too_slow(url, deadline)
                _log(request, found.code, start)
                raise found from error
            except (requests.RequestException, HTTPError) as error:
                found = transport_error(error, url)
                if begun:
                    found = too_slow(url, deadline) if deadline.over else broken_off(url)
                _log(request, found.code, start)
                raise found from error


def user_agent(contact: str) -> str:
    """The User-Agent that the program names itself by, with a contact (mail or web address)."""
    return f"thavel-katalog (+{contact})"


def _log(request: requests.PreparedRequest, outcome: str, start: float) -> None:
    """Log a request with its status and size, or the code of its error. Bytes are counted as they were sent."""
    took = (time.monotonic() - start) * 1000
    log.info("%s %s: %s in %.0f ms", request.method, logged(str(request.url)), outcome, took)


def _followed(url: str, location: str) -> str | None:
    """The target of a redirect on the server that was asked, and not from https to http; else None."""
    try:
        following = urljoin(url, location)
        before, after = urlsplit(url), urlsplit(following)
        ports = (before.port, after.port)
    except ValueError:
        return None
    if not location or before.hostname != after.hostname or "@" in after.netloc:
        return None
    safer = (before.scheme, after.scheme) == ("http", "https") and ports == (None, None)
    return following if safer or (before.scheme == after.scheme and ports[0] == ports[1]) else None


def _restart(target: IO[bytes]) -> None:
    target.seek(0)
    target.truncate()


def _bearer(token: str | None) -> "_Bearer | None":
    return None if token is None else _Bearer(token)


class _Bearer(AuthBase):
    """Sends a token. As a header of its own it would give way to what `.netrc` says of the server."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Nobody(AuthBase):
    """Sends no credentials, whatever `.netrc` says of the server."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def _start_of(response: requests.Response, size: int, deadline: Deadline) -> bytes:
    """At most `size` bytes of the decompressed body, as far as they come in time."""
    start = b""
    try:
        while len(start) < size and (chunk := _next(response, size - len(start))):
            start += chunk
    except (requests.RequestException, HTTPError):
        if not deadline.over:
            raise
    return start


def _next(response: requests.Response, size: int) -> bytes:
    """The next bytes of the decompressed body, at most `size`, without waiting for all of them; empty at the end.

    The iteration of requests would wait for a whole block, for hours where a server sends a byte at a time.
    """
    return bytes(response.raw.read1(size, decode_content=True))


def _read(response: requests.Response, target: IO[bytes], max_bytes: int, deadline: Deadline) -> bytes:
    """Write the decompressed body to `target`; returns its start.

    Refused is what is larger than `max_bytes`, and what does not come in time.
    """
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise too_large(response.url, max_bytes)
    start = b""
    size = 0
    while chunk := _next(response, 1 << 16):
        size += len(chunk)
        if size > max_bytes:
            raise too_large(response.url, max_bytes)
        deadline.came(size)
        start = start or chunk[:EXCERPT]
        target.write(chunk)
    # What is cut may look like a body that is complete.
    if deadline.over:
        raise too_slow(response.url, deadline)
    return start
