"""Feeds the readers with broken documents: `python -m tests.fuzz --executions 1000000 [--reader xzufi] [--seed 1]`.

A reader has to take what it gets or refuse it with a German sentence; anything else is a finding, which is kept as a
file in --keep together with its seed. For XZuFi, cutting by bytes and parsing must agree besides.
"""

import argparse
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from catalogue.errors import ThavelError
from catalogue.records.parsed import Parsed
from catalogue.store.deliveries import Delivery
from importers.codelisten.source import Codelisten
from importers.fim.xdatenfelder import XDatenfelder
from importers.fim.xprozess import XProzess
from importers.run.source import KnownCatalogue, Source
from importers.xzufi.source import XZuFi
from tests.importers.codelisten.test_genericode import LIST
from tests.importers.fim.documents import export, feld, gruppe, klasse, prozess, schema, stelle
from tests.importers.xzufi.documents import DIENST, PERSON, ZUSTAENDIGKEIT, leistung, loesche, report_21, transfer

TOKENS = (
    b"<", b">", b"</", b"/>", b"&", b"&amp;", b"&#0;", b"&x;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"?>",
    b"<!DOCTYPE a [", b'"', b"'", b"=", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\n", b" ", b"xmlns=''", b"xmlns:x='y'",
    b"<schreibe>", b"</schreibe>", b"</schreibe >", b"<schreibe/>", b"<loesche", b"<leistung>", b"</leistung>", b"<id>",
    b"</id>", b"<code>", b"</code>", b"99102013104000", b"2999-12-31", b"--02-30", b"[", b"]", b"{", b"}", b":", b",",
    b"null", b"1e999", b"\\u0000", b"encoding='utf-16'", b"encoding='x'", b"L100038",
)  # fmt: skip
SLOW = 5.0


def _xml(*texts: str) -> list[bytes]:
    return [text.encode() for text in texts]


DOCUMENTS: Mapping[str, Sequence[bytes]] = {
    "xzufi": [
        transfer(leistung(1), loesche("Leistung", 2), ZUSTAENDIGKEIT),
        transfer(DIENST, leistung(3).replace("</leistung>", f"{PERSON}</leistung>"), space=None),
        report_21(leistung(4), leistung(5)),
    ],
    "xdatenfelder": _xml(
        schema(stelle("0:1", gruppe("G00000000001", "Halter", stelle("1:*", feld("F00000000001", "Name")))))
    ),
    "xprozess": _xml(export(klassen=klasse("99102013104000"), prozesse=prozess("99102013104000"))),
    "codeliste": [
        LIST.encode(),
        b'{"metadaten": {"kennung": "urn:a_1"}, "spalten": [{"spaltennameTechnisch": "code", "codeSpalte": true}],'
        b' "daten": [["1"], [null]]}',
    ],
}


def source_of(reader: str) -> Source:
    """The source whose reader is fed."""
    if reader == "xzufi":
        return XZuFi(["x.xml"])
    if reader == "codeliste":
        return Codelisten(["x.xml"])
    return XDatenfelder([Path("x.xml")]) if reader == "xdatenfelder" else XProzess([Path("x.xml")])


LEAF = re.compile(rb"<([\w.]+)(\s[^<>]*)?>([^<>]*)</\1>")
TEXTS = (
    b"", b" ", b"99102013104000", b"1", b"-1", b"0:*", b"999999999999:1", b"2999-12-31", b"--02-30", b"gestern",
    b"x" * 500, b"&lt;p&gt;", b"http://a.b/c", b"javascript:x", b"https%3A%2F%2Fa", b"<code>7</code>", b"<id>1</id>",
    b"\xc3\xa4", b"<a><b/></a>", b"L100038.LB.1", b"001", b" 03 ",
)  # fmt: skip


def odd(chance: random.Random, documents: Sequence[bytes]) -> bytes:
    """A document that stays well-formed: other texts, attributes and elements missing, doubled or renamed."""
    body = chance.choice(documents)
    for _ in range(chance.randrange(1, 6)):
        leaves = list(LEAF.finditer(body))
        if not leaves:
            break
        leaf = chance.choice(leaves)
        name, attributes = leaf[1], leaf[2] or b""
        text = chance.choice(TEXTS)
        new = chance.choice(
            (
                b"",
                leaf[0] * 2,
                b"<%s%s>%s</%s>" % (name, attributes, text, name),
                b"<%s>%s</%s>" % (name, leaf[3], name),
                b"<neu%s>%s</neu>" % (attributes, leaf[3]),
                b"<%s neu='1'>%s</%s>" % (name, leaf[3], name),
                b"<%s/>" % name,
            )
        )
        body = body[: leaf.start()] + new + body[leaf.end() :]
    return body


def broken(chance: random.Random, documents: Sequence[bytes]) -> bytes:
    """A document with some pieces taken out, put in, doubled, cut off, or from another one."""
    body = bytearray(chance.choice(documents))
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(body) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            body[at:at] = chance.choice(TOKENS)
        elif kind == 1:
            del body[at : at + chance.randrange(1, 60)]
        elif kind == 2:
            piece = body[at : at + chance.randrange(1, 200)]
            body[at:at] = piece
        elif kind == 3:
            body[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 4:
            other = chance.choice(documents)
            start = chance.randrange(len(other))
            body[at:at] = other[start : start + chance.randrange(1, 200)]
        elif chance.random() < 0.2:
            del body[at:]
    if chance.random() < 0.02:
        return bytes(body).decode("utf-8", "replace").replace("UTF-8", "UTF-16").encode("utf-16")
    return bytes(body)


def read(reader: str, body: bytes, file: Path) -> str:
    """What became of a document: how it was refused, or `gelesen`. Raises what a reader must not raise."""
    file.write_bytes(body)
    delivery = Delivery("x.xml", body, "2026-01-01T00:00:00Z", "x", file=file if reader == "xzufi" else None)
    try:
        parsed = source_of(reader).parse("x", [delivery], KnownCatalogue())
        parts = [parsed] if isinstance(parsed, Parsed) else list(parsed)
    except ThavelError as error:
        if len(str(error)) < 20:
            raise AssertionError(f"says too little: {error}") from error
        return getattr(error, "code", "abgelehnt")
    messages = [message for part in parts for message in part.messages]
    if not all(message.text for message in messages):
        raise AssertionError("a message without text")
    return "gelesen" if not any(part.rejected for part in parts) else "teilweise"


def agrees(body: bytes, file: Path) -> bool:
    """Whether cutting and parsing find the same last word on each object, where both take the document."""
    found = []
    try:
        text = body.decode("utf-8")
        for spelled in (body, text.replace("UTF-8", "UTF-16").encode("utf-16")):
            file.write_bytes(spelled)
            delivery = Delivery("x.xml", b"", "2026-01-01T00:00:00Z", "x", file=file)
            parts = XZuFi(["x.xml"]).parse("x", [delivery], KnownCatalogue())
            found.append({o.id: o.gone for part in parts for o in part.objects})
    except (ThavelError, UnicodeDecodeError):
        return True
    return found[0] == found[1]


def feed(reader: str, executions: int, seed: int, keep: Path) -> tuple[Counter[str], int]:
    """Feed one reader; returns what became of the documents, and how many findings were kept."""
    outcomes: Counter[str] = Counter()
    findings = 0
    documents = DOCUMENTS[reader]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.xml"
        for number in range(executions):
            chance = random.Random(f"{reader} {seed} {number}")
            body = (odd if number % 2 else broken)(chance, documents)
            start = time.monotonic()
            try:
                outcomes[read(reader, body, file)] += 1
                if reader == "xzufi" and number % 10 < 2 and not agrees(body, file):
                    raise AssertionError("cutting and parsing differ")
                if time.monotonic() - start > SLOW:
                    raise AssertionError("slow")
            except Exception:  # noqa: BLE001 - whatever it is, it is a finding
                findings += 1
                keep.mkdir(parents=True, exist_ok=True)
                name = f"{reader}-{seed}-{number}"
                (keep / f"{name}.xml").write_bytes(body)
                (keep / f"{name}.txt").write_text(traceback.format_exc(), encoding="utf-8")
    return outcomes, findings


def main() -> int:
    """Parse arguments, feed in two processes, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--executions", type=int, default=1_000_000, help="over all readers together")
    parser.add_argument("--reader", choices=sorted(DOCUMENTS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"))
    arguments = parser.parse_args()
    readers = [arguments.reader] if arguments.reader else list(DOCUMENTS)
    share = arguments.executions // len(readers) // 2
    found = 0
    start = time.monotonic()
    work: Callable[..., tuple[Counter[str], int]] = feed
    with ProcessPoolExecutor(2) as pool:
        tasks = {
            (reader, part): pool.submit(work, reader, share, 2 * arguments.seed + part, arguments.keep)
            for reader in readers
            for part in range(2)
        }
        for (reader, part), task in tasks.items():
            outcomes, findings = task.result()
            found += findings
            shown = ", ".join(f"{name} {number}" for name, number in outcomes.most_common(8))
            print(f"{reader} ({part + 1}/2): {share} executions, {findings} findings; {shown}", flush=True)
    print(f"{2 * share * len(readers)} executions in {time.monotonic() - start:.0f} s, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
