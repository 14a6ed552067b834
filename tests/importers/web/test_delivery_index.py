import gzip
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.web import delivery_index
from importers.web.documents import IntakeError
from tests.importers.web.taking_in import NEW_DELIVERY, XML, contents, refused, taken


def test_without_an_index_the_xml_files_of_a_folder_are_used_where_they_lie(folder: Path, work: Path) -> None:
    result = taken(folder, work)
    assert [(document.name, document.path) for document in result.documents] == [
        ("a.XML", folder / "a.XML"),
        ("b.xml", folder / "b.xml"),
    ]
    assert (result.complete, list(work.iterdir())) == (False, [])


def indexed(folder: Path, text: str | bytes, name: str = "index.txt") -> Path:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_an_index_says_what_is_taken_in_and_in_which_order(folder: Path, work: Path) -> None:
    result = taken(indexed(folder, "unter/c.xml\na.XML"), work)
    assert contents(result) == [("unter/c.xml", b"<c/>"), ("a.XML", XML)]
    assert result.complete


def test_several_indexes_are_read_by_their_names(folder: Path, work: Path) -> None:
    indexed(folder, "a.XML", "index_2.txt")
    indexed(folder, "b.xml", "INDEX_1.TXT")
    indexed(folder, "gibt-es-nicht.xml", "meinindex.txt")
    result = taken(folder, work)
    assert [document.name for document in result.documents] == ["b.xml", "a.XML"]
    assert result.complete


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_and_a_byte_order_mark_mean_nothing(folder: Path, work: Path, end: str) -> None:
    indexed(folder, "\ufeff" + end.join(["", "b.xml", " \t ", "", "a.XML\t", ""]))
    assert [document.name for document in taken(folder, work).documents] == ["b.xml", "a.XML"]


def test_a_file_named_twice_is_taken_in_once(folder: Path, work: Path) -> None:
    indexed(folder, "b.xml\nb.xml\n./b.xml\n")
    indexed(folder, "b.xml", "index2.txt")
    assert [document.name for document in taken(folder, work).documents] == ["b.xml"]


@pytest.mark.parametrize("text", ["", "\n \r\n", "\ufeff"])
def test_an_empty_index_is_refused(folder: Path, work: Path, text: str) -> None:
    refused(indexed(folder, text), work, "index_leer", says=NEW_DELIVERY)


def test_one_empty_index_among_others_is_refused(folder: Path, work: Path) -> None:
    indexed(indexed(folder, "a.XML"), "", "index2.txt")
    refused(folder, work, "index_leer", says="Eingang/index2.txt nennt keine Datei")


def test_an_index_that_names_what_is_missing_is_refused(folder: Path, work: Path) -> None:
    says = "nennt „d.xml“, was es dort nicht gibt"
    assert NEW_DELIVERY in refused(indexed(folder, "a.XML\nd.xml"), work, "index_fehlt", says=says)


def test_an_index_that_names_a_folder_is_refused(folder: Path, work: Path) -> None:
    refused(indexed(folder, "unter"), work, "index_fehlt", says="nennt „unter“")


def test_an_index_that_names_something_too_long_for_a_file_is_refused(folder: Path, work: Path) -> None:
    refused(indexed(folder, "x" * 5000), work, "index_fehlt", says="was es dort nicht gibt")


def test_an_index_that_names_an_empty_file_is_refused(folder: Path, work: Path) -> None:
    (folder / "leer.xml").touch()
    refused(indexed(folder, "leer.xml"), work, "leer", at="Eingang/leer.xml", says="ist leer")


def test_an_index_that_names_a_pipe_is_refused_and_not_waited_for(folder: Path, work: Path) -> None:
    os.mkfifo(folder / "p.xml")
    refused(indexed(folder, "p.xml"), work, "index_fehlt", says="nennt „p.xml“")


@pytest.mark.parametrize(
    "line",
    [
        "../geheim.xml",
        "unter/../../geheim.xml",
        "..",
        ".",
        "./",
        "/etc/passwd",
        "//server/a.xml",
        "http://localhost/a.xml",
        "file:///etc/passwd",
        "C:/a.xml",
        "..\\geheim.xml",
    ],
)
def test_an_index_that_leads_out_of_its_folder_is_refused(folder: Path, work: Path, line: str) -> None:
    assert NEW_DELIVERY in refused(indexed(folder, f"a.XML\n{line}\n"), work, "index_name", says=f"nennt „{line}“")


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\u2028"])
def test_control_characters_in_an_index_are_refused_and_not_shown(folder: Path, work: Path, character: str) -> None:
    for line in (f"a{character}.xml", f"{character}a.XML", f"a.XML{character}b.xml"):
        assert character not in refused(indexed(folder, line), work, "index_name", says="\N{REPLACEMENT CHARACTER}")


def test_an_index_that_is_no_utf_8_names_nothing_that_is_there(folder: Path, work: Path) -> None:
    refused(indexed(folder, "ü.xml".encode("latin-1")), work, "index_fehlt", says="was es dort nicht gibt")


def test_an_index_that_is_too_large_is_refused(folder: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_index, "MAX_INDEX", 100)
    refused(indexed(folder, "a.XML\n" * 20), work, "index_groesse", says="größer als")


def test_an_index_of_too_many_names_is_refused(folder: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_index, "MAX_NAMES", 2)
    refused(indexed(folder, "1.xml\n2.xml\n3.xml"), work, "index_groesse", says="mehr als 2 Dateien")


def test_a_link_out_of_the_folder_is_refused_where_an_index_names_it(folder: Path, work: Path) -> None:
    (folder / "l.xml").symlink_to(folder.parent / "geheim.xml")
    refused(indexed(folder, "l.xml"), work, "verweis", says="„l.xml“ in Eingang verweist auf etwas außerhalb")


def test_a_name_below_a_link_out_of_the_folder_is_refused(folder: Path, work: Path) -> None:
    (folder / "oben").symlink_to(folder.parent)
    refused(indexed(folder, "oben/geheim.xml"), work, "verweis", says="außerhalb des Ordners")


def test_a_link_out_of_the_folder_is_refused_without_an_index_too(folder: Path, work: Path) -> None:
    (folder / "l.xml").symlink_to(folder.parent / "geheim.xml")
    assert "Index" not in refused(folder, work, "verweis", says="„l.xml“")


def test_an_index_that_is_a_link_out_of_the_folder_is_not_opened(folder: Path, work: Path) -> None:
    (folder.parent / "passwd").write_text("root:x:0:0\n")
    (folder / "index.txt").symlink_to(folder.parent / "passwd")
    assert "root" not in refused(folder, work, "verweis", says="„index.txt“")


def test_a_link_within_the_folder_is_followed(folder: Path, work: Path) -> None:
    (folder / "l.xml").symlink_to(folder / "unter" / "c.xml")
    assert contents(taken(indexed(folder, "l.xml"), work)) == [("l.xml", b"<c/>")]


def test_a_folder_reached_by_a_link_is_taken_in(folder: Path, work: Path) -> None:
    (folder.parent / "kurz").symlink_to(folder)
    assert len(taken(indexed(folder.parent / "kurz", "b.xml"), work).documents) == 1


def test_a_link_in_a_circle_within_a_folder_is_refused(folder: Path, work: Path) -> None:
    (folder / "l.xml").symlink_to("l.xml")
    with pytest.raises(IntakeError) as error:
        taken(indexed(folder, "l.xml"), work)
    assert error.value.code in ("eingang.verweis", "eingang.index_fehlt")  # as the version of Python resolves it


def test_folders_and_pipes_called_like_xml_are_passed_over_without_an_index(folder: Path, work: Path) -> None:
    (folder / "o.xml").mkdir()
    os.mkfifo(folder / "p.xml")
    assert [document.name for document in taken(folder, work).documents] == ["a.XML", "b.xml"]


@pytest.mark.parametrize("name", ["index.txt", "index_meinindex.txt"])
def test_a_folder_called_like_an_index_is_refused(folder: Path, work: Path, name: str) -> None:
    (folder / name).mkdir()
    refused(folder, work, "index_leer", says=f"Eingang/{name} nennt keine Datei")


def test_a_pipe_called_like_an_index_is_refused_and_not_waited_for(folder: Path, work: Path) -> None:
    os.mkfifo(folder / "index.txt")
    refused(folder, work, "index_leer", says="nennt keine Datei")


def test_a_folder_whose_name_ends_like_an_index_is_a_folder(tmp_path: Path, work: Path) -> None:
    place = tmp_path / "meinindex.txt"
    place.mkdir()
    (place / "a.xml").write_bytes(XML)
    assert contents(taken(place, work)) == [("a.xml", XML)]


def test_an_empty_folder_is_refused(tmp_path: Path, work: Path) -> None:
    place = tmp_path / "leer"
    place.mkdir()
    refused(place, work, "leer", says="weder ein index.txt noch eine XML-Datei")


def test_a_packed_file_in_a_folder_is_refused(folder: Path, work: Path) -> None:
    (folder / "p.xml").write_bytes(gzip.compress(XML))
    refused(folder, work, "gepackt", at="Eingang/p.xml", says="Entpacken Sie es vorher")


PIECES = (
    "a.xml",
    "unter/c.xml",
    "l.xml",
    "oben/geheim.xml",
    "..",
    ".",
    "/",
    "\\",
    "geheim.xml",
    "\n",
    "\r",
    "\0",
    "\ufeff",
)
INDEX_TEXTS = st.binary() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map(
    lambda pieces: "".join(pieces).encode("utf-8", "replace")
)


@given(INDEX_TEXTS)
def test_no_index_whatever_it_says_yields_a_document_outside_its_folder(text: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        (top / "geheim.xml").write_bytes(b"<geheim/>")
        inside = top / "ordner"
        (inside / "unter").mkdir(parents=True)
        (inside / "a.xml").write_bytes(XML)
        (inside / "unter" / "c.xml").write_bytes(XML)
        (inside / "l.xml").symlink_to(top / "geheim.xml")
        (inside / "oben").symlink_to(top)
        (inside / "index.txt").write_bytes(text)
        try:
            result = taken(inside, top / "arbeit")
        except IntakeError as error:
            assert error.code.startswith("eingang.")
            return
        assert result.complete
        assert result.documents
        for document in result.documents:
            assert document.path.resolve().is_relative_to(inside.resolve())
            assert document.path.is_file()
