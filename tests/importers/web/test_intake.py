import errno
import gzip
import io
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from importers.web import intake
from importers.web.errors import SourceError
from importers.web.intake import take_in
from tests.importers.web.taking_in import MANY, NEW_DELIVERY, XML, contents, refused, taken
from tests.xoev_schemas.test_archive import zipped

# Standard input


def test_standard_input_is_taken_in(work: Path) -> None:
    result = taken("-", work, stdin=XML)
    assert (result.name, contents(result)) == ("Standardeingabe", [("Standardeingabe", XML)])


def test_standard_input_may_be_gz(work: Path) -> None:
    assert contents(taken("-", work, stdin=gzip.compress(XML))) == [("Standardeingabe", XML)]


def test_standard_input_may_be_a_zip(work: Path) -> None:
    assert contents(taken("-", work, stdin=zipped(("a.xml", XML)))) == [("Standardeingabe/a.xml", XML)]


def test_empty_standard_input_is_refused(work: Path) -> None:
    refused("-", work, "leer", at="Standardeingabe", says="Standardeingabe ist leer")


@pytest.mark.usefixtures("narrow")
def test_standard_input_without_end_is_refused(work: Path) -> None:
    refused("-", work, "bombe", at="Standardeingabe", says="größer als 1 MiB", stdin=MANY)


# The disk


class Full(io.RawIOBase):
    """A file on a disk that is full."""

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch, work: Path) -> None:
    """Nothing more can be written into the folder for temporary files."""
    opened = Path.open

    def open_full(path: Path, mode: str = "r", *rest: object) -> object:
        return Full() if path.parent == work else opened(path, mode)

    monkeypatch.setattr(Path, "open", open_full)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("body", [gzip.compress(XML), zipped(("a.xml", XML))], ids=["gz", "zip"])
def test_a_full_disk_is_not_blamed_on_the_archive(file: Path, work: Path, body: bytes) -> None:
    file.write_bytes(body)
    assert "TMPDIR" in refused(file, work, "platz", says="reicht der Platz für vorübergehende Dateien nicht")


@pytest.mark.usefixtures("full")
def test_a_full_disk_is_told_for_standard_input_too(work: Path) -> None:
    refused("-", work, "platz", at="Standardeingabe", says="Schaffen Sie Platz", stdin=XML)


def test_a_disk_that_fails_does_not_show_the_path_of_the_archive(
    file: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(zipped(("a.xml", XML)))

    def failing(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error", str(file))

    monkeypatch.setattr(zipfile, "ZipFile", failing)
    assert str(file) not in refused(file, work, "lesen", says="Input/output error")


# What the caller gives


def test_without_a_name_files_go_by_theirs_and_folders_as_given(folder: Path, work: Path) -> None:
    work.mkdir()
    assert take_in(str(folder / "b.xml"), work).name == "b.xml"
    assert take_in(str(folder), work).name == str(folder)


def test_documents_say_where_they_came_from_without_the_path_of_the_machine(folder: Path, work: Path) -> None:
    (folder / "l.zip").write_bytes(zipped(("x/a.xml", XML)))
    assert [document.origin for document in taken(folder / "b.xml", work).documents] == ["b.xml"]
    assert [document.origin for document in taken(folder / "l.zip", work).documents] == ["l.zip/x/a.xml"]
    assert [document.origin for document in taken(folder, work).documents] == ["a.XML", "b.xml"]
    assert [document.origin for document in taken("-", work, XML).documents] == ["Standardeingabe"]


def test_a_link_needs_a_session_and_standard_input_a_stream(work: Path) -> None:
    work.mkdir()
    with pytest.raises(ValueError, match="session"):
        take_in("http://127.0.0.1/a.xml", work)
    with pytest.raises(ValueError, match="stream"):
        take_in("-", work)


# Links


class Server:
    """Serves bodies by their path on the loopback; notes what it is asked for."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                if self.path in server.moved:
                    self._answer(302, b"", {"Location": server.moved[self.path]})
                elif self.path in server.bodies:
                    self._answer(200, server.bodies[self.path], {})
                else:
                    self._answer(404, b"fehlt", {})

            def _answer(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        thread.join()
        server.http.server_close()


def serve(server: Server, index: str, names: Sequence[str], index_name: str = "index.txt") -> None:
    server.bodies[f"/x/{index_name}"] = index.encode()
    server.bodies |= {f"/x/{name}": XML for name in names}


def test_of_a_folder_on_a_server_only_the_index_and_the_named_files_are_asked_for(server: Server, work: Path) -> None:
    serve(server, "\ufeffb.xml\r\n\r\nunter/a.xml\r\nb.xml\r\n", ["a.xml", "b.xml", "unter/a.xml"])
    result = taken(f"{server.url}/x/", work)
    assert contents(result) == [("b.xml", XML), ("unter/a.xml", XML)]
    assert (result.name, result.complete) == ("Eingang", True)
    assert server.asked == ["/x/index.txt", "/x/b.xml", "/x/unter/a.xml"]


def test_a_link_may_name_the_index(server: Server, work: Path) -> None:
    serve(server, "a.xml", ["a.xml"], "index2.txt")
    result = taken(f"{server.url}/x/index2.txt", work)
    assert (contents(result), result.complete) == ([("a.xml", XML)], True)
    assert server.asked == ["/x/index2.txt", "/x/a.xml"]


def test_a_slash_behind_the_question_mark_of_a_link_does_not_change_the_folder(server: Server, work: Path) -> None:
    server.bodies = {"/x/index.txt?von=y/z": b"a.xml", "/x/a.xml": XML}
    taken(f"{server.url}/x/index.txt?von=y/z", work)
    assert server.asked == ["/x/index.txt?von=y/z", "/x/a.xml"]


def test_a_link_without_a_path_asks_the_server_it_names(server: Server, work: Path) -> None:
    server.bodies = {"/index.txt": b"a.xml", "/a.xml": XML}
    assert contents(taken(server.url, work)) == [("a.xml", XML)]
    assert server.asked == ["/index.txt", "/a.xml"]


def test_names_on_a_server_are_percent_encoded(server: Server, work: Path) -> None:
    server.bodies = {"/x/index.txt": "ä b?c#d.xml\n%2e%2e/a.xml".encode()}
    server.bodies |= {"/x/%C3%A4%20b%3Fc%23d.xml": XML, "/x/%252e%252e/a.xml": XML}
    result = taken(f"{server.url}/x/", work)
    assert [document.name for document in result.documents] == ["ä b?c#d.xml", "%2e%2e/a.xml"]
    assert server.asked == ["/x/index.txt", "/x/%C3%A4%20b%3Fc%23d.xml", "/x/%252e%252e/a.xml"]


def test_documents_from_a_server_say_their_links(server: Server, work: Path) -> None:
    serve(server, "ä.xml", [])
    server.bodies |= {"/x/%C3%A4.xml": XML, "/x/l.zip": zipped(("b.xml", XML))}
    links = [f"{server.url}/x/", f"{server.url}/x/l.zip"]
    origins = [document.origin for link in links for document in taken(link, work).documents]
    assert origins == [f"{server.url}/x/%C3%A4.xml", f"{server.url}/x/l.zip/b.xml"]


@pytest.mark.usefixtures("narrow")
def test_files_on_a_server_that_are_too_large_together_are_refused(server: Server, work: Path) -> None:
    serve(server, "a.xml\nb.xml", [])
    server.bodies |= {f"/x/{name}.xml": b"0" * 600_000 for name in "ab"}
    assert source_error(f"{server.url}/x/", work, "http.groesse").url == f"{server.url}/x/b.xml"


@pytest.mark.usefixtures("full")
def test_a_full_disk_is_told_for_links_too(server: Server, work: Path) -> None:
    server.bodies["/x/a.xml"] = XML
    refused(f"{server.url}/x/a.xml", work, "platz", says="Schaffen Sie Platz")


def test_a_server_without_an_index_is_refused(server: Server, work: Path) -> None:
    refused(f"{server.url}/x/", work, "fehlt", says=f"{server.url}/x/index.txt gibt es auf dem Server nicht (404)")
    assert (server.asked, list(work.iterdir())) == (["/x/index.txt"], [])


def test_a_server_without_a_named_file_is_refused(server: Server, work: Path) -> None:
    serve(server, "a.xml\nb.xml\nc.xml", ["a.xml", "c.xml"])
    refused(f"{server.url}/x/", work, "fehlt", says="/x/b.xml gibt es auf dem Server nicht (404)")
    assert server.asked == ["/x/index.txt", "/x/a.xml", "/x/b.xml"]


@pytest.mark.parametrize(
    "line", ["../a.xml", "/a.xml", "//127.0.0.1/a.xml", "http://127.0.0.1/a.xml", ".", "a\x1b.xml"]
)
def test_an_index_on_a_server_that_leads_elsewhere_is_refused_and_nothing_asked_for(
    server: Server, work: Path, line: str
) -> None:
    serve(server, f"a.xml\n{line}", ["a.xml"])
    refused(f"{server.url}/x/", work, "index_name", says=NEW_DELIVERY)
    assert server.asked == ["/x/index.txt"]


def test_an_empty_index_on_a_server_is_refused(server: Server, work: Path) -> None:
    serve(server, "\r\n", [])
    refused(f"{server.url}/x/", work, "index_leer", says="Eingang/index.txt nennt keine Datei")


def test_an_empty_file_on_a_server_is_refused(server: Server, work: Path) -> None:
    serve(server, "a.xml", [])
    server.bodies["/x/a.xml"] = b""
    refused(f"{server.url}/x/", work, "leer", at="Eingang: a.xml", says="ist leer")


def test_a_link_to_a_file_is_taken_in(server: Server, work: Path) -> None:
    server.bodies["/x/alles.zip"] = zipped(("a.xml", XML))
    result = taken(f"{server.url}/x/alles.zip", work)
    assert (contents(result), result.complete) == ([("Eingang/a.xml", XML)], False)
    assert server.asked == ["/x/alles.zip"]


def test_a_link_to_a_missing_file_is_refused(server: Server, work: Path) -> None:
    refused(f"{server.url}/x/a.xml", work, "fehlt", says="/x/a.xml gibt es auf dem Server nicht (404)")
    assert list(work.iterdir()) == []


def source_error(place: str, work: Path, code: str) -> SourceError:
    with pytest.raises(SourceError) as error:
        taken(place, work)
    assert error.value.code == code
    return error.value


@pytest.mark.usefixtures("narrow")
def test_an_answer_that_is_too_large_leaves_no_file(server: Server, work: Path) -> None:
    server.bodies["/x/a.xml"] = MANY
    error = source_error(f"{server.url}/x/a.xml", work, "http.groesse")
    assert (error.url, error.text.startswith("Die Antwort ist größer als 1 MiB")) == (f"{server.url}/x/a.xml", True)
    assert list(work.iterdir()) == []


def test_an_index_on_a_server_that_is_too_large_leaves_no_file(
    server: Server, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MAX_INDEX", 100)
    serve(server, "a.xml\n" * 20, ["a.xml"])
    assert source_error(f"{server.url}/x/", work, "http.groesse").url == f"{server.url}/x/index.txt"
    assert (server.asked, list(work.iterdir())) == (["/x/index.txt"], [])


def test_a_redirect_is_refused_and_not_followed(server: Server, work: Path) -> None:
    server.moved["/x/a.xml"] = f"{server.url}/geheim.xml"
    error = source_error(f"{server.url}/x/a.xml", work, "http.umleitung")
    assert error.url == f"{server.url}/x/a.xml"
    assert "Passen Sie die Basisadresse an" in error.text
    assert (server.asked, list(work.iterdir())) == (["/x/a.xml"], [])


def test_a_redirect_of_a_named_file_is_refused_and_not_followed(server: Server, work: Path) -> None:
    serve(server, "a.xml", [])
    server.moved["/x/a.xml"] = "/geheim.xml"
    source_error(f"{server.url}/x/", work, "http.umleitung")
    assert server.asked == ["/x/index.txt", "/x/a.xml"]


def test_a_link_that_is_none_is_refused(work: Path) -> None:
    refused("http://[", work, "adresse", says="keine gültige Adresse")


@pytest.mark.parametrize("link", ["http://", "http:///x/", "https://?"])
def test_a_link_without_a_server_is_refused(work: Path, link: str) -> None:
    source_error(link, work, "http.anfrage")
