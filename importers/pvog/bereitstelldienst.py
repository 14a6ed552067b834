"""PVOG Bereitstelldienst: the whole stock of the Portalverbund as XZuFi, page by page, later only what changed."""

import json
import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote, urlsplit

from catalogue.errors import ThavelError
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from importers.run.source import Card, Fetched, KnownCatalogue
from importers.web.answers import Answer, NotUnderstoodError, parse_json
from importers.web.errors import SourceError
from importers.web.fields import DeclaredField, with_declared_names
from importers.web.manners import Manners
from importers.web.session import Session
from importers.xzufi.source import XZuFi

BASE_URL = "https://pvog.fitko.net/bereitstelldienst/api"
AUTH_URL = "https://pvog.fitko.net/auth"
CLIENT_ID = "THAVEL_BEREITSTELLDIENST_CLIENT_ID"
CLIENT_SECRET = "THAVEL_BEREITSTELLDIENST_CLIENT_SECRET"  # noqa: S105 - the name of a variable
PATHS: Mapping[int, str] = {2: "/v2/verwaltungsobjekte", 3: "/v3/verwaltungsobjekte/xzufi-2-3-1"}
FIELDS = (
    DeclaredField("xzufiObjekte", "Text null", "die Objekte", needed=True),
    DeclaredField("vollstaendig", "ja/nein", "das Blättern", needed=True),
    DeclaredField("naechsterIndex", "Zahl", "das Blättern", needed=True),
    DeclaredField("anzahlObjekte", "Zahl", "die Prüfung auf Vollständigkeit"),
    DeclaredField("naechsteAnfrageUrl", "Text"),
)
PAGE, EMPTY = "Seite", "Leere Seite"
EVERYWHERE = "%"

ACCESS_HINT = (
    f"Prüfen Sie {CLIENT_ID} und {CLIENT_SECRET} oder die Datei mit client_id und client_secret; die Zugangsdaten "
    "vergibt die FITKO, und sie müssen für den Bereitstelldienst freigeschaltet sein."
)
NO_CREDENTIALS = (
    f"Für den Bereitstelldienst fehlen Zugangsdaten. Setzen Sie {CLIENT_ID} und {CLIENT_SECRET}, oder nennen Sie eine "
    "Datei mit den Zeilen client_id=… und client_secret=… (Rechte 600). Die FITKO vergibt sie auf Antrag."
)
# Seconds before its end from which a token is not used any more, and how long one lasts that does not say it.
MARGIN = 5
LIFETIME = 60
_TOKEN = re.compile(r"[\x21-\x7e]+")
_DECLARED_ENCODING = re.compile(r"""\A(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
_NO_CHILDREN = re.compile(r"(?:<\?[^>]*\?>\s*)?(?:<[^<>]*/>|<[^<>/][^<>]*>\s*</[^<>]*>)?\s*")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Credentials:
    """Name and secret that FITKO gave for access."""

    client_id: str
    client_secret: str = field(repr=False)

    @classmethod
    def find(cls, file: Path | None, environment: Mapping[str, str]) -> "Credentials":
        """From a file if one is named, else from the environment. Raises `ThavelError` that says what is missing."""
        if file is not None:
            return _from_file(file)
        values = (environment.get(CLIENT_ID, "").strip(), environment.get(CLIENT_SECRET, "").strip())
        if not all(values):
            raise ThavelError(NO_CREDENTIALS)
        return cls(*values)


def _from_file(path: Path) -> Credentials:
    """Two lines, `client_id=…` and `client_secret=…`; no message repeats what the file holds."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            body = file.read(1 << 16)
    except OSError as error:
        raise ThavelError(f"Die Datei {path} kann nicht gelesen werden: {error.strerror}.") from None
    if os.name == "posix" and mode & 0o077:
        raise ThavelError(
            f"Die Zugangsdaten in {path} können andere lesen (Rechte {mode:o}). Schützen Sie sie mit: chmod 600 {path}"
        )
    values = {}
    for number, line in enumerate(body.decode("utf-8-sig", errors="replace").splitlines(), start=1):
        name, separator, value = line.partition("=")
        if not line.strip():
            continue
        if name.strip() not in ("client_id", "client_secret") or not separator or not value.strip():
            raise ThavelError(
                f"{path}, Zeile {number}: Erwartet werden nur die Zeilen client_id=… und client_secret=…, ohne "
                "Anführungszeichen."
            )
        values[name.strip()] = value.strip()
    missing = [name for name in ("client_id", "client_secret") if name not in values]
    if missing:
        raise ThavelError(f"In der Datei {path} fehlt die Zeile {' und die Zeile '.join(f'{n}=…' for n in missing)}.")
    return Credentials(**values)


@dataclass(frozen=True)
class BulkEndpoints:
    """Base addresses of the service and of the server that gives tokens."""

    base: str = BASE_URL
    auth: str = AUTH_URL

    def __post_init__(self) -> None:
        for url in (self.base, self.auth):
            parts = urlsplit(url)
            if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
                raise ThavelError(f"Die Adresse {url} muss mit https:// beginnen, sonst wären die Zugangsdaten lesbar.")

    @property
    def token(self) -> str:
        """Where a token is asked for."""
        return f"{self.auth.rstrip('/')}/realms/pvog/protocol/openid-connect/token"


class Access:
    """Asks with a token that it renews shortly before it ends, and once where the server takes it no more."""

    def __init__(self, session: Session, url: str, credentials: Credentials) -> None:
        self._session = session
        self._url = url
        self._credentials = credentials
        self._token = ""
        self._until = 0.0

    def get(
        self, url: str, params: Mapping[str, str] | None = None, *, headers: Mapping[str, str | None] | None = None
    ) -> Answer:
        """GET with a token; no error repeats it."""
        fresh = monotonic() >= self._until
        if fresh:
            self._renew()
        try:
            return self._session.get(url, params, headers=headers, bearer=self._token)
        except SourceError as error:
            if error.code != "http.zugang" or fresh:
                raise self._without_secrets(error) from None
        self._renew()
        try:
            return self._session.get(url, params, headers=headers, bearer=self._token)
        except SourceError as error:
            raise self._without_secrets(error) from None

    def _without_secrets(self, error: SourceError) -> SourceError:
        text = error.text
        for secret in (self._token, self._credentials.client_secret):
            text = text.replace(secret, "…")
        return SourceError(error.code, text, error.url, fatal=error.fatal, status=error.status)

    def _renew(self) -> None:
        asked = monotonic()
        form = {
            "grant_type": "client_credentials",
            "client_id": self._credentials.client_id,
            "client_secret": self._credentials.client_secret,
        }
        try:
            answer = self._session.post(self._url, form)
        except SourceError as error:
            if error.code not in ("http.anfrage", "http.umleitung"):
                raise
            # What a server says of a form may repeat it, so it is not shown.
            text = f"Die Anmeldung wurde nicht angenommen. {ACCESS_HINT}"
            raise SourceError("http.zugang", text, self._url, fatal=True) from None
        if answer.status == 404:
            text = "Die Anmeldung gibt es dort nicht (404). Prüfen Sie die Adresse des Anmeldeservers."
            raise SourceError("bereitstelldienst.anmeldung", text, self._url, fatal=True)
        try:
            data = json.loads(answer.body)
        except (ValueError, RecursionError):
            data = None
        token = data.get("access_token") if isinstance(data, dict) else None
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            text = "Die Antwort der Anmeldung enthält kein Token. Prüfen Sie die Adresse des Anmeldeservers."
            raise SourceError("bereitstelldienst.anmeldung", text, self._url, fatal=True)
        lasts = data.get("expires_in")
        self._token = token
        self._until = asked + (lasts if type(lasts) in (int, float) else LIFETIME) - MARGIN


@dataclass(frozen=True)
class _Page:
    """An answer as it is understood: the XML, the index that follows it, and whether it is the last one for now."""

    xml: str
    following: int
    last: bool

    @property
    def empty(self) -> bool:
        """Whether the XML holds no objects: nothing at all, or a root element without children."""
        return len(self.xml) < 1 << 12 and _NO_CHILDREN.fullmatch(self.xml) is not None


class Bereitstelldienst(XZuFi):
    """The stock from the index that the catalogue has reached. One group = one page, stored before the next is asked.

    A page that cannot be understood is a failure of its own; the next run begins with it again.
    """

    card = Card(
        name="bereitstelldienst",
        titel="Portalverbund Online-Gateway (PVOG), Bereitstelldienst",
        herausgeber="FITKO; Redaktionen von Bund und Ländern",
        lizenz="nicht dokumentiert",
        url="https://pvog.fitko.net",
        standard="Bereitstelldienst v2, v3; XZuFi 2.2.0, 2.3.1",
        liefert="Leistungsbeschreibungen, Organisationseinheiten, Onlinedienste, Zuständigkeiten",
    )

    def __init__(
        self,
        credentials: Credentials | None,
        *,
        endpoints: BulkEndpoints | None = None,
        version: int = 2,
        ars: str = EVERYWHERE,
        from_start: bool = False,
        redaktion: str | None = None,
        manners: Manners | None = None,
        processes: int = 1,
    ) -> None:
        """Without `credentials` only kept pages can be read. `ars` restricts to an area.

        With `from_start` everything is asked for again; if that breaks off, a run without it goes on.
        """
        super().__init__((), redaktion=redaktion, manners=manners, processes=processes)
        self._endpoints = endpoints or BulkEndpoints()
        self._version = version
        self._ars = ars
        self._from_start = from_start
        self._url = f"{self._endpoints.base.rstrip('/')}{PATHS[version]}?ars={quote(ars, safe='')}&index="
        self._credentials = credentials

    def extent(self) -> dict[str, Any]:
        return {"url": self._url, "redaktion": self._redaktion, "von_vorn": self._from_start}

    def groups(self) -> int:
        """How many pages there are is not known before the last one."""
        return 1

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield pages up to the last one. Raises `SourceError` where no further page can be had."""
        if self._credentials is None:
            raise ThavelError(NO_CREDENTIALS)
        session = Session(self._manners, access_hint=ACCESS_HINT)
        access = Access(session, self._endpoints.token, self._credentials)
        again = self._from_start and not done
        index, last = 0 if again else known.next_index(self.card.name, self._url), False
        while not last:
            answer = access.get(f"{self._url}{index}")
            page = _understood(answer, index)
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "seite.xml"
                file.write_text(page.xml, encoding="utf-8", newline="")
                # What follows is noted in the link, where `next_index` of `catalogue/questions/runs.py` finds it.
                url = f"{self._url}{index}#{page.following}"
                group = f"v{self._version} {self._ars} index {index}"
                kind = EMPTY if page.empty else PAGE
                yield Fetched(
                    group,
                    [Delivery(url, b"", answer.fetched, group, kind, "application/xml", answer.status, file=file)],
                )
            index, last = page.following, page.last

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Iterator[Parsed]:
        """As XZuFi; a page without objects is nothing to remark on."""
        return super().parse(group, [delivery for delivery in deliveries if delivery.kind != EMPTY], known)


def _understood(answer: Answer, index: int) -> _Page:
    """The page in an answer. Raises `SourceError` where it is none, or where no further page could follow."""
    if answer.status == 404:
        text = "Die Schnittstelle gibt es dort nicht (404). Prüfen Sie Basisadresse und Version."
        raise SourceError("bereitstelldienst.fehlt", text, answer.url, fatal=True)
    try:
        data = with_declared_names(parse_json(answer.body, "bereitstelldienst"), FIELDS)
    except NotUnderstoodError as error:
        raise SourceError(error.code, error.text, answer.url) from None
    if not isinstance(data, dict):
        data = {}
    xml: Any = data.get("xzufiObjekte")
    last: Any = data.get("vollstaendig")
    following: Any = data.get("naechsterIndex")
    number = data.get("anzahlObjekte")
    if xml is None and number == 0:
        xml = ""
    understood = {
        "xzufiObjekte": isinstance(xml, str),
        "vollstaendig": isinstance(last, bool),
        "naechsterIndex": isinstance(following, int) and not isinstance(following, bool),
    }
    wrong = [name for name, right in understood.items() if not right]
    if wrong:
        raise SourceError(
            "bereitstelldienst.form",
            f"Der Antwort fehlt {', '.join(wrong)}, oder es steht anderes darin als erwartet; die Schnittstelle hat "
            "sich vielleicht geändert.",
            answer.url,
        )
    if following < index or (following == index and not last):
        raise SourceError(
            "bereitstelldienst.index",
            f"Auf den Index {index} soll {following} folgen; so ginge es nie weiter. Das Blättern wurde beendet.",
            answer.url,
        )
    page = _Page(_DECLARED_ENCODING.sub(r"\1", xml.lstrip("\ufeff \t\r\n"), count=1), following, last)
    if page.empty and number:
        text = f"Die Antwort nennt {number} Objekte, enthält aber keine. Versuchen Sie es noch einmal."
        raise SourceError("bereitstelldienst.anzahl", text, answer.url)
    return page
