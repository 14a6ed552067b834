"""Files that hold something else than they should: empty, of another kind, broken, hostile."""

import gzip
import io
import random
import zipfile
from collections.abc import Iterator, Sequence

# Commands that read a file; its name follows.
READERS: Sequence[tuple[str, ...]] = (
    ("import", "gemeinden"),
    ("import", "leika"),
    ("import", "codeliste"),
    ("import", "xdatenfelder"),
    ("import", "xprozess"),
    ("import", "xzufi"),
    ("import", "bestand"),
    ("import", "fallzahlen"),
    ("schemas", "validate"),
)
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><a>&j;</a>"
)
_ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'


def _archive(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries:
            archive.writestr(name, body)
    return out.getvalue()


def bodies(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files; those of chance differ with the seed."""
    yield "leer.xml", b""
    yield "leer.csv", b" \r\n"
    yield "nullbytes.csv", b"\0" * 5000
    yield "zufall.xml", chance.randbytes(20_000)
    yield "zufall.xlsx", b"PK\x03\x04" + chance.randbytes(20_000)
    yield "seite.csv", b"<!DOCTYPE html><html><body>Bitte anmelden</body></html>"
    yield "bericht.csv", b"%PDF-1.7\n" + chance.randbytes(2000)
    yield "tabelle.csv", _archive(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))
    yield "hinaus.zip", _archive(("../../hinaus.xml", b"<a/>"))
    yield "bombe.zip", _archive(("gross.xml", b" " * (50 << 20)))
    yield "gepackt.xml.gz", gzip.compress(b"<a>" * 1000)
    yield "bombe.xml", _BOMB
    yield "datei.xml", _ENTITY
    yield "draussen.xml", _OUTSIDE
    yield "tief.xml", b"<a>" * 50_000
    yield "lang.csv", b"Titel;Link\n" + b"x" * 3_000_000 + b";y\n"
    yield "spalten.csv", b";".join(b"s%d" % n for n in range(20_000)) + b"\n" + b";" * 19_999 + b"\n"
    yield "utf16.csv", "Titel;Link\nHund anmelden;https://beispiel.de/hund\n".encode("utf-16")
    yield "steuerzeichen.csv", "Titel;Link\n\x1b[2JHund\u202e\x07;https://beispiel.de/\x00\n".encode()
    yield "formel.csv", b'Titel;Link\n"=HYPERLINK(""http://x"")";-1+1\n'
    yield "anfuehrung.csv", b'Titel;Link\n"Hund;https://beispiel.de\n'
