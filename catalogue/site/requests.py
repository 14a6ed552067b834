"""Checks that come before any page: only reading is allowed, and paths count from the address of the site."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from catalogue.site.errors import EXPLANATIONS, respond
from catalogue.site.headers import App, Message, Receive, Scope, Send

NOT_ALLOWED = "/-/nur-lesen"
ROUTE = rf"{NOT_ALLOWED}(\.json)?$"


def readable(app: App, datasette: Datasette) -> App:
    """The ASGI app for requests that read; others are answered with 405, HEAD as GET without its body."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        base = str(datasette.setting("base_url"))
        scope, send = _inside(scope, base), _onward(send, base)
        if scope["method"] not in ("GET", "HEAD"):
            # Its page is made where all are, inside Datasette.
            form = ".json" if scope["path"].endswith(".json") else ""
            path = f"{NOT_ALLOWED}{form}"
            scope = {**scope, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
            await app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            await app({**scope, "method": "GET"}, receive, _without_body(send))
            return
        await app(scope, receive, send)

    return wrapped


async def not_allowed(request: Request, datasette: Datasette) -> Response:
    """The answer to a request that does not only read."""
    answer = await respond(datasette, request, EXPLANATIONS[405], 405)
    answer.headers["Allow"] = "GET, HEAD"
    return answer


def _inside(scope: Scope, base: str) -> Scope:
    """The request with its path inside the site, whether or not a proxy took the path of the site away."""
    prefix = base.rstrip("/")
    path, raw = scope["path"], scope.get("raw_path") or scope["path"].encode()
    if prefix and (path == prefix or path.startswith(base)):
        path, raw = path[len(prefix) :] or "/", raw[len(prefix) :] or b"/"
    return {**scope, "path": path, "raw_path": raw}


def _onward(send: Send, base: str) -> Send:
    """Redirections with the path of the site, which Datasette leaves out of some."""
    prefix = base.rstrip("/").encode()

    def placed(name: bytes, value: bytes) -> tuple[bytes, bytes]:
        inside = name.lower() == b"location" and value.startswith(b"/") and not value.startswith(base.encode())
        return (name, prefix + value) if inside else (name, value)

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [placed(name, value) for name, value in message["headers"]]}
        await send(message)

    return sent


def _without_body(send: Send) -> Send:
    async def sent(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sent
