import errno
import gzip
import os
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from importers.web import delivery_index, packed
from importers.web.documents import IntakeError
from tests.importers.web.taking_in import MANY, NEW_DELIVERY, XML, contents, refused, taken
from tests.xoev_schemas.test_archive import renamed, special, zipped

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
