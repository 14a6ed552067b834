"""Error pages: German words by status, without the program's inner ones."""

import logging
from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Forbidden, NotFound, Response
from datasette.views.base import DatasetteError

log = logging.getLogger(__name__)


class MissingPage(NotFound):  # type: ignore[misc]
    """A page about something the catalogue does not know; the text is shown."""


class RefusedError(Exception):
    """A request that cannot be answered as it is; the German text is shown, with this status."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


class TooSlowError(Exception):
    """A request that would take longer than the site gives it."""

    status = 503


class Explanation(NamedTuple):
    """Heading and text of an error page."""

    title: str
    text: str


EXPLANATIONS = {
    400: Explanation(
        "Diese Angabe ist hier nicht möglich",
        "Die Adresse enthält einen Filter oder eine Sortierung, die es hier nicht gibt. "
        "Gehen Sie zurück und wählen Sie neu.",
    ),
    403: Explanation("Diese Seite ist nicht freigegeben", "Dieser Teil des Katalogs ist nicht öffentlich."),
    404: Explanation("Diese Seite gibt es nicht", "Prüfen Sie die Adresse oder beginnen Sie auf der Startseite."),
    405: Explanation(
        "Das geht hier nicht",
        "Diese Adresse lässt sich nur lesen. Öffnen Sie sie im Browser oder rufen Sie sie mit GET ab.",
    ),
    503: Explanation("Gerade nicht möglich", "Versuchen Sie es in einer Minute noch einmal."),
    500: Explanation(
        "Hier ist ein Fehler passiert",
        "Die Seite konnte nicht erstellt werden. Versuchen Sie es in einigen Minuten noch einmal.",
    ),
}
UNDECIDED = (
    "Die Entscheidungen können gerade nicht gelesen werden. Status und Punkte der Kandidaten stehen hier, als wäre "
    "nichts entschieden."
)
TOO_SLOW = Explanation(
    "Das dauert zu lange",
    "Die Auswahl ist zu groß. Schränken Sie sie mit einem Filter ein und versuchen Sie es noch einmal.",
)
NO_SQL = Explanation(
    "Eigene Abfragen sind nicht freigegeben",
    "Nutzen Sie die Filter und den Export der Daten. Eigene SQL-Abfragen sind auf dieser Seite abgeschaltet.",
)


def explain(exception: BaseException, status: int) -> Explanation:
    """The words for an exception that ended in `status`."""
    if isinstance(exception, MissingPage):
        return Explanation("Nicht gefunden", str(exception.args[0]))
    if isinstance(exception, RefusedError):
        return Explanation(EXPLANATIONS[400 if status < 500 else 503].title, str(exception))
    if isinstance(exception, QueryInterrupted | TooSlowError) or getattr(exception, "title", None) == "SQL Interrupted":
        return TOO_SLOW
    if status == 403 and "_where" in str(getattr(exception, "message", "")):
        return NO_SQL
    return EXPLANATIONS.get(status, EXPLANATIONS[500 if status >= 500 else 400])


async def respond(datasette: Datasette, request: Any, explanation: Explanation, status: int) -> Response:
    """The error as a page, or as JSON where JSON was asked for."""
    if request.path.endswith(".json"):
        body = {"ok": False, "error": explanation.text, "status": status, "title": explanation.title}
        return Response.json(body, status=status)
    context = {"titel": explanation.title, "text": explanation.text, "status": status}
    html = await datasette.render_template(["error.html"], context, request=request)
    return Response.html(html, status=status)


async def on_exception(datasette: Datasette, request: Any, exception: BaseException) -> Response:
    """Answer to any exception; what is our fault goes to the log with its trace."""
    status = getattr(exception, "status", 500)
    if isinstance(exception, QueryInterrupted):
        status = 503
    elif status == 500 and ("_next" in request.args or isinstance(exception, DatasetteError)):
        status = 400  # Datasette's own refusals, such as an unknown column to sort by, carry no status
    if status >= 500:
        log.error("error on %s", request.path, exc_info=exception)
    return await respond(datasette, request, explain(exception, status), status)


async def on_forbidden(datasette: Datasette, request: Any) -> Response:
    """Answer to a refused request."""
    asked_sql = "sql" in request.args or "_where" in request.args
    return await respond(datasette, request, NO_SQL if asked_sql else explain(Forbidden(""), 403), 403)
