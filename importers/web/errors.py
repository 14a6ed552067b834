"""Errors of servers that gave no answer that can be used, with German sentences that say what to do."""

from urllib.parse import urlsplit

import requests

from catalogue.errors import ThavelError
from importers.web.answers import Answer
from importers.web.deadline import Deadline

BROKEN_OFF = "http.abgebrochen"
EXCERPT = 300


class SourceError(ThavelError):
    """A source did not answer as needed. `fatal` means that every further request would end the same way.

    `status` is that of the answer; None where there was none or its body is at fault.
    """

    def __init__(self, code: str, text: str, url: str, *, fatal: bool = False, status: int | None = None) -> None:
        super().__init__(f"{text} ({url})")
        self.code = code
        self.text = text
        self.url = url
        self.fatal = fatal
        self.status = status


def broken_off(url: str) -> SourceError:
    """The error of an answer that ended before it was complete."""
    return SourceError(BROKEN_OFF, "Die Antwort brach mittendrin ab, auch bei Wiederholungen.", url)


def too_slow(url: str, deadline: Deadline) -> SourceError:
    """The error of an answer that did not come in time."""
    text = f"Die Antwort kommt zu langsam: nach {deadline.patience:.0f} Sekunden weniger als 1 KiB je Sekunde."
    if deadline.used_up:
        text = f"Die Anfrage war nach {deadline.total / 60:.0f} Minuten nicht beendet und wurde abgebrochen."
    return SourceError("http.langsam", f"{text} Versuchen Sie es später noch einmal.", url)


def too_large(url: str, max_bytes: int) -> SourceError:
    """The error of an answer of more than `max_bytes`."""
    text = f"Die Antwort ist größer als {max_bytes // 2**20} MiB und wurde nicht übernommen."
    return SourceError("http.groesse", text, url)


def transport_error(error: Exception, url: str) -> SourceError:
    """The error of a request that got no answer.

    requests reports a time-out that outlived its retries as a connection error; the text tells them apart.
    """
    if isinstance(error, requests.Timeout) or "timed out" in str(error).lower():
        text = "Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es später noch einmal."
        return SourceError("http.zeit", text, url)
    if isinstance(error, requests.exceptions.SSLError):
        text = (
            "Das Zertifikat des Servers konnte nicht geprüft werden. Hinterlegen Sie die Zertifizierungsstelle Ihres "
            "Netzes in REQUESTS_CA_BUNDLE."
        )
        return SourceError("http.tls", text, url, fatal=True)
    if "NameResolutionError" in repr(error):
        text = (
            f"Der Name {urlsplit(url).hostname} ist unbekannt (DNS). Prüfen Sie Adresse, Netz und Proxy (HTTPS_PROXY)."
        )
        return SourceError("http.name", text, url, fatal=True)
    if isinstance(error, requests.ConnectionError):
        text = "Der Server ist nicht erreichbar. Prüfen Sie Netz, Proxy (HTTPS_PROXY) und Adresse."
        return SourceError("http.verbindung", text, url, fatal=True)
    return SourceError("http.anfrage", f"Die Anfrage schlug fehl: {error}", url)


def status_error(answer: Answer, location: str, access_hint: str) -> SourceError:
    """The error of an answer whose status says that it is none; `access_hint` says what to do about 401 and 403."""
    excerpt = answer.body[:EXCERPT].decode("utf-8", errors="replace").strip()
    status = answer.status
    if status in (401, 403):
        text = f"Der Server lehnt die Anfrage ab ({status}). {access_hint}"
        return SourceError("http.zugang", text, answer.url, fatal=True, status=status)
    if status == 429:
        return SourceError(
            "http.429",
            "Der Server bremst (429) und nimmt auch nach Wartezeiten nichts an. Senken Sie --rate oder warten Sie.",
            answer.url,
            status=status,
        )
    if 300 <= status < 400:
        return SourceError(
            "http.umleitung",
            f"Der Server leitet um nach {location or 'unbekannt'} ({status}). "
            "Passen Sie die Basisadresse an, wenn er umgezogen ist.",
            answer.url,
            status=status,
        )
    if status >= 500:
        return SourceError(
            "http.server",
            f"Der Server meldet einen Fehler ({status}), auch nach Wiederholungen. Versuchen Sie es später.",
            answer.url,
            status=status,
        )
    text = f"Der Server versteht die Anfrage nicht ({status}): {excerpt}"
    return SourceError("http.anfrage", text, answer.url, status=status)
