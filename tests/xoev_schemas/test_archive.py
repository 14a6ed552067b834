import contextlib
import io
import stat
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xoev_schemas.archive import ArchiveError, schema_members

Entry = tuple[str | zipfile.ZipInfo, bytes]


def zipped(*entries: Entry) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def special(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o644) << 16
    return info


def renamed(before: str, after: str) -> bytes:
    """A ZIP whose entry has a name that zipfile would not write."""
    assert len(before) == len(after)
    return zipped((before, b"x")).replace(before.encode(), after.encode())


GOOD = zipped(("xzufi/", b""), ("xzufi/a.xsd", b"<a/>"), ("liesmich.txt", b"x"), ("b.XSD", b"<b/>"))


def test_schema_files_are_read_with_their_paths_and_others_are_left_out() -> None:
    assert schema_members(GOOD) == {"xzufi/a.xsd": b"<a/>", "b.XSD": b"<b/>"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (zipped(("../a.xsd", b"x")), "unzulässigen Namen: „../a.xsd“"),
        (zipped(("x/../../a.xsd", b"x")), "unzulässigen Namen"),
        (zipped(("/tmp/a.xsd", b"x")), "unzulässigen Namen"),
        (zipped(("C:/a.xsd", b"x")), "unzulässigen Namen"),
        (renamed("ab/a.xsd", "..\\a.xsd"), "unzulässigen Namen"),
        (renamed("a.xsdx", "a.xsd\0"), "unzulässigen Namen"),
        (zipped(("a.xsd", b"x"), ("../liesmich.txt", b"x")), "unzulässigen Namen"),
        (zipped(("a.xsd", b"x"), ("a.xsd", b"y")), "„a.xsd“ mehrfach"),
        (zipped(("a.xsd", b"x"), ("A.XSD", b"y")), "mehrfach"),
        (zipped(("a.xsd", b"x"), ("./a.xsd", b"y")), "mehrfach"),
        (zipped((special("a.xsd", stat.S_IFLNK), b"target")), "ein Verweis"),
        (zipped((special("a.xsd", stat.S_IFIFO), b"")), "keine gewöhnliche Datei"),
        (zipped(("liesmich.txt", b"x")), "keine Schemadatei"),
        (zipped(*((f"{number}.xsd", b"") for number in range(5001))), "mehr als 5000 Einträge"),
        (b"<html>Wartung</html>", "Kein lesbares ZIP"),
        (b"", "Kein lesbares ZIP"),
    ],
)
def test_a_zip_that_is_not_to_be_trusted_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ArchiveError, match=reason):
        schema_members(body)


def test_an_encrypted_member_is_refused() -> None:
    body = bytearray(zipped(("a.xsd", b"x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(signature) + offset] |= 1
    with pytest.raises(ArchiveError, match="verschlüsselt"):
        schema_members(bytes(body))


def test_a_bomb_is_refused_by_what_comes_out_of_it() -> None:
    body = zipped(("a.xsd", b"0" * 600_000), ("b.xsd", b"0" * 600_000))
    assert len(body) < 5000
    with pytest.raises(ArchiveError, match="größer als 0 MiB"):
        schema_members(body, max_bytes=1_000_000)
    assert len(schema_members(body, max_bytes=1_200_000)) == 2


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_zip_is_read_or_refused(position: int, byte: int, cut: bool) -> None:
    damaged = GOOD[:position] + (b"" if cut else bytes([byte]) + GOOD[position + 1 :])
    with contextlib.suppress(ArchiveError):
        assert schema_members(damaged)
