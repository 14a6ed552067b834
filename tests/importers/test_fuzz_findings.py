"""What feeding broken documents to the readers has found (`make fuzz`), each as small as it could be made."""

from pathlib import Path

import pytest

from tests.fuzz import read


@pytest.mark.parametrize(
    ("reader", "body"),
    [
        pytest.param("xzufi", b'<a xmlns="x}y"><schreibe/></a>', id="a brace in the namespace of a message"),
        pytest.param("xzufi", b'<a xmlns="x}0:y" xzufiVersion="2.2"/>', id="a brace in the namespace, no objects"),
        pytest.param("xprozess", b'<a xmlns="xprozess}0:b"/>', id="a brace in the namespace of a process"),
        pytest.param("xdatenfelder", b'<a xmlns="x}0:b"/>', id="a brace in the namespace of a Datenschema"),
    ],
)
def test_a_broken_document_is_read_or_refused_in_words(tmp_path: Path, reader: str, body: bytes) -> None:
    assert read(reader, body, tmp_path / "x.xml") != ""
