import errno
import gzip
import io
import os
import stat
import struct
import tempfile
import threading
import tracemalloc
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.web import delivery_index, intake, packed
from importers.web.documents import Intake, IntakeError
from importers.web.errors import SourceError
from importers.web.intake import take_in
from importers.web.session import Session
from tests.importers.pvog.harvesting import QUICK
from tests.xoev_schemas.test_archive import renamed, special, zipped

XML = b"<a/>"
MANY = b"0" * 3_000_000
WHAT_TO_DO = (
    "Prüfen Sie",
    "Laden Sie",
    "Nennen Sie",
    "Legen Sie",
    "Packen Sie",
    "Schaffen Sie",
    "Entpacken Sie",
    "Teilen Sie",
    "ordern",
)
NEW_DELIVERY = "fordern Sie sie neu an"


def taken(place: Path | str, work: Path, stdin: bytes = b"") -> Intake:
    """What is taken in, under the name „Eingang“."""
    work.mkdir(exist_ok=True)
    return take_in(str(place), work, name="Eingang", session=Session(QUICK), stdin=io.BytesIO(stdin))


def contents(taken_in: Intake) -> list[tuple[str, bytes]]:
    return [(document.name, document.path.read_bytes()) for document in taken_in.documents]


def refused(
    place: Path | str, work: Path, code: str, *, at: str = "Eingang", says: str = "", stdin: bytes = b""
) -> str:
    """The text of the refusal, which has this code and place, and says in German what to do."""
    with pytest.raises(IntakeError) as error:
        taken(place, work, stdin)
    assert (error.value.code, error.value.place) == (f"eingang.{code}", at)
    text = str(error.value)
    assert says in text
    assert any(words in text for words in (*WHAT_TO_DO, "entpacken Sie")), text
    assert not any(ord(character) < 32 for character in text)
    return text


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "arbeit"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test puts the one file that it takes in."""
    return tmp_path / "datei"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two XML files and something else."""
    folder = tmp_path / "ordner"
    (folder / "unter").mkdir(parents=True)
    (folder / "b.xml").write_bytes(b"<b/>")
    (folder / "a.XML").write_bytes(XML)
    (folder / "liesmich.md").write_bytes(b"x")
    (folder / "unter" / "c.xml").write_bytes(b"<c/>")
    (tmp_path / "geheim.xml").write_bytes(b"<geheim/>")
    return folder


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may become larger than 1 MiB."""
    monkeypatch.setattr(packed, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(intake, "MAX_BYTES", 1 << 20)


# Files


def test_an_xml_file_is_used_where_it_lies_whatever_it_is_called(file: Path, work: Path) -> None:
    file.write_bytes(XML)
    result = taken(file, work)
    assert [(document.name, document.path) for document in result.documents] == [("Eingang", file)]
    assert (result.name, result.complete, list(work.iterdir())) == ("Eingang", False, [])


def test_a_gz_file_is_unpacked(file: Path, work: Path) -> None:
    file.write_bytes(gzip.compress(XML))
    assert contents(taken(file, work)) == [("Eingang", XML)]


def test_a_gz_file_of_several_members_is_one_document(file: Path, work: Path) -> None:
    file.write_bytes(gzip.compress(b"<a>") + gzip.compress(b"</a>"))
    assert contents(taken(file, work)) == [("Eingang", b"<a></a>")]


def test_a_gz_file_that_is_cut_off_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(gzip.compress(os.urandom(1000))[:-20])
    refused(file, work, "gzip", says="kein vollständiges gzip")


def test_a_gz_file_with_something_else_behind_it_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(gzip.compress(XML) + b"<html>")
    refused(file, work, "gzip", says="kein vollständiges gzip")


def test_a_gz_file_with_a_wrong_checksum_is_refused(file: Path, work: Path) -> None:
    body = bytearray(gzip.compress(XML))
    body[-5] ^= 1
    file.write_bytes(body)
    refused(file, work, "gzip", says="kein vollständiges gzip")


def test_a_gz_file_with_nothing_in_it_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(gzip.compress(b""))
    refused(file, work, "leer", says="ist leer")


@pytest.mark.usefixtures("narrow")
def test_a_gz_bomb_is_refused_before_it_fills_the_disk(file: Path, work: Path) -> None:
    file.write_bytes(gzip.compress(MANY))
    refused(file, work, "bombe", says="größer als 1 MiB")
    assert (work / "entpackt").stat().st_size <= 1 << 20


def test_a_gz_bomb_is_refused_for_its_ratio(file: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "RATIO_FROM", 1000)
    file.write_bytes(gzip.compress(MANY))
    refused(file, work, "bombe", says="größer als")
    file.write_bytes(gzip.compress(bytes(range(256)) * 3))
    assert len(contents(taken(file, work))) == 1


@pytest.mark.parametrize(
    "inner", [zipped(("a.xml", XML)), zipped(), gzip.compress(XML)], ids=["zip", "empty zip", "gz"]
)
def test_what_is_packed_twice_in_gz_is_refused(file: Path, work: Path, inner: bytes) -> None:
    file.write_bytes(gzip.compress(inner))
    refused(file, work, "gepackt", says="Entpacken Sie es vorher")


@pytest.mark.parametrize("inner", [zipped(("a.xml", XML)), gzip.compress(XML)], ids=["zip", "gz"])
def test_what_is_packed_twice_in_zip_is_refused(file: Path, work: Path, inner: bytes) -> None:
    file.write_bytes(zipped(("a.xml", inner)))
    refused(file, work, "gepackt", at="Eingang/a.xml", says="Entpacken Sie es vorher")


def test_an_empty_file_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(b"")
    refused(file, work, "leer", says="Eingang ist leer")


@pytest.mark.parametrize("place", ["/gibt/es/nicht.xml", "a\N{DEGREE SIGN}.xml", "", "x" * 5000])
def test_a_path_that_is_missing_is_refused(work: Path, place: str) -> None:
    refused(place, work, "fehlt", at=place, says="gibt es nicht. Prüfen Sie den Pfad")


def test_a_path_with_nul_is_refused(work: Path) -> None:
    with pytest.raises(IntakeError) as error:
        taken("a\0b", work)
    assert error.value.code == "eingang.fehlt"


def test_a_link_in_a_circle_is_refused(file: Path, work: Path) -> None:
    file.symlink_to(file)
    refused(file, work, "fehlt", at=str(file), says="gibt es nicht")


def test_a_pipe_is_refused_and_not_waited_for(file: Path, work: Path) -> None:
    os.mkfifo(file)
    refused(file, work, "art", at=str(file), says="weder Datei noch Ordner")


def test_a_path_that_may_not_be_looked_at_is_not_called_missing(
    file: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stat_of = Path.stat

    def denied(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == file:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat_of(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", denied)
    assert str(file) not in refused(file, work, "lesen", says="Prüfen Sie die Rechte")


def test_a_file_that_may_not_be_read_is_refused(file: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(XML)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    refused(file, work, "lesen", says="kann nicht gelesen werden")


# ZIP


def test_the_xml_files_of_a_zip_are_taken_in_sorted_and_others_ignored(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("b.xml", b"<b/>"), ("x/", b""), ("x/a.XML", XML), ("liesmich.txt", b"x"), ("a.xml", XML)))
    result = taken(file, work)
    assert contents(result) == [("Eingang/a.xml", XML), ("Eingang/b.xml", b"<b/>"), ("Eingang/x/a.XML", XML)]
    assert not result.complete


def test_what_macos_puts_beside_files_is_no_document(file: Path, folder: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", XML), ("._a.xml", b"\0"), ("__MACOSX/a.xml", b"\0"), ("x/._b.xml", b"\0")))
    assert contents(taken(file, work)) == [("Eingang/a.xml", XML)]
    before = contents(taken(folder, work))
    (folder / "._a.xml").write_bytes(b"\0")
    assert contents(taken(folder, work)) == before


def test_the_index_of_a_zip_says_what_is_taken_in_and_makes_it_complete(file: Path, work: Path) -> None:
    index = b"\xef\xbb\xbfb.xml\r\n\r\n a.dat \r\n"
    file.write_bytes(zipped(("a.dat", XML), ("b.xml", b"<b/>"), ("c.xml", b"<c/>"), ("index.txt", index)))
    result = taken(file, work)
    assert contents(result) == [("Eingang/b.xml", b"<b/>"), ("Eingang/a.dat", XML)]
    assert result.complete


def test_an_index_in_a_folder_of_a_zip_is_none(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", XML), ("x/index.txt", b"b.xml")))
    result = taken(file, work)
    assert (contents(result), result.complete) == ([("Eingang/a.xml", XML)], False)


def test_a_text_in_a_folder_of_a_zip_called_index_is_no_index(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", XML), ("index/liesmich.txt", b"Bitte lesen")))
    result = taken(file, work)
    assert (contents(result), result.complete) == ([("Eingang/a.xml", XML)], False)


def test_an_index_of_a_zip_that_names_what_is_missing_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", XML), ("index.txt", b"a.xml\nb.xml")))
    refused(file, work, "index_fehlt", says="nennt „b.xml“, was es dort nicht gibt")


def test_an_index_of_a_zip_that_leads_out_of_it_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", XML), ("index.txt", b"../a.xml")))
    refused(file, work, "index_name", says="nennt „../a.xml“")
    assert list(work.iterdir()) == []


def test_an_empty_index_of_a_zip_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", XML), ("index.txt", b"")))
    refused(file, work, "index_leer", says=NEW_DELIVERY)


def test_a_member_above_its_folder_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", XML), ("../b.xml", XML)))
    refused(file, work, "zip", says="unzulässigen Namen: „../b.xml“")
    assert list(work.iterdir()) == []


def test_a_member_with_an_absolute_name_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("/tmp/a.xml", XML)))
    refused(file, work, "zip", says="unzulässigen Namen: „/tmp/a.xml“")


def test_a_member_with_a_backslash_in_its_name_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(renamed("ab/a.xml", "..\\a.xml"))
    refused(file, work, "zip", says="unzulässigen Namen")


def test_a_member_with_a_control_character_in_its_name_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("\x1b[2J.xml", XML)))
    refused(file, work, "zip", says="Steuerzeichen")


def test_a_member_that_is_a_link_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped((special("a.xml", stat.S_IFLNK), b"/etc/passwd")))
    refused(file, work, "zip", says="ein Verweis")


def test_an_encrypted_member_is_refused(file: Path, work: Path) -> None:
    body = bytearray(zipped(("a.xml", XML)))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(signature) + offset] |= 1
    file.write_bytes(body)
    refused(file, work, "zip", says="verschlüsselt")


@pytest.mark.parametrize("other", ["a.xml", "A.XML", "./a.xml"])
def test_two_members_of_the_same_name_are_refused(file: Path, work: Path, other: str) -> None:
    file.write_bytes(zipped(("a.xml", XML), (other, b"<b/>")))
    refused(file, work, "zip", says="mehrfach")


def test_a_zip_that_is_cut_off_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", os.urandom(1000)))[:-40])
    refused(file, work, "zip", says="kein lesbares ZIP")


def test_a_zip_without_xml_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("liesmich.txt", b"x")))
    refused(file, work, "leer", says="enthält keine XML-Datei")


def test_a_zip_without_members_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped())
    refused(file, work, "leer", says="enthält keine XML-Datei")


def test_an_empty_member_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", b"")))
    refused(file, work, "leer", at="Eingang/a.xml", says="ist leer")


def test_a_zip_of_too_many_members_is_refused(file: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_NAMES", 2)
    file.write_bytes(zipped(*((f"{number}.xml", XML) for number in range(3))))
    refused(file, work, "zip", says="mehr als 2 Einträge")


@pytest.mark.usefixtures("narrow")
def test_a_zip_bomb_is_refused_before_it_fills_the_disk(file: Path, work: Path) -> None:
    file.write_bytes(zipped(("a.xml", MANY)))
    refused(file, work, "bombe", says="größer als 1 MiB")
    assert sum(unpacked.stat().st_size for unpacked in work.iterdir()) <= 1 << 20


@pytest.mark.usefixtures("narrow")
def test_members_that_are_a_bomb_only_together_are_refused(file: Path, work: Path) -> None:
    file.write_bytes(zipped(*((f"{number}.xml", b"0" * 600_000) for number in range(2))))
    refused(file, work, "bombe", says="größer als 1 MiB")


def lying(body: bytes, true: int, announced: int) -> bytes:
    """A ZIP that announces another size for its member than the true one."""
    assert body.count(struct.pack("<L", true)) == 2
    return body.replace(struct.pack("<L", true), struct.pack("<L", announced))


@pytest.mark.usefixtures("narrow")
def test_a_zip_bomb_that_announces_a_small_size_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(lying(zipped(("a.xml", MANY)), len(MANY), 10))
    refused(file, work, "zip", says="kein lesbares ZIP")
    assert sum(unpacked.stat().st_size for unpacked in work.iterdir()) <= 10


@pytest.mark.usefixtures("narrow")
def test_a_zip_bomb_that_announces_a_huge_size_is_refused(file: Path, work: Path) -> None:
    file.write_bytes(lying(zipped(("a.xml", MANY)), len(MANY), 0xFFFFFFF0))
    refused(file, work, "bombe", says="größer als 1 MiB")


def test_an_index_that_is_a_bomb_and_lies_about_it_does_not_fill_the_memory(file: Path, work: Path) -> None:
    size = 60 << 20
    file.write_bytes(lying(zipped(("index.txt", b"a" * size)), size, 10))
    tracemalloc.start()
    try:
        refused(file, work, "zip", says="kein lesbares ZIP")
        assert tracemalloc.get_traced_memory()[1] < 40 << 20
    finally:
        tracemalloc.stop()


def test_an_index_of_a_zip_that_is_too_large_is_refused_and_not_passed_over(
    file: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_index, "MAX_INDEX", 100)
    file.write_bytes(zipped(("a.xml", XML), ("index.txt", b"a.xml\n" * 20)))
    refused(file, work, "index_groesse", says="größer als")


def test_indexes_of_a_zip_that_are_too_large_together_are_refused(
    file: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_index, "MAX_INDEX", 100)
    file.write_bytes(zipped(("a.xml", XML), *((f"index{number}.txt", b"a.xml\n" * 10) for number in range(2))))
    refused(file, work, "index_groesse", says="größer als")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_a_limit_are_refused(file: Path, work: Path, method: int) -> None:
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.xml", MANY)
    refused(file, work, "verfahren", says="Packen Sie es mit Deflate")


# Folders


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
