"""The manifest of samples: each document with its standard and the errors that a check must find."""

import csv
from pathlib import Path

import pytest

from xoev_schemas.manifest import schema_files
from xoev_schemas.recognition import Standard
from xoev_schemas.validation import examine

FOLDER = Path(__file__).parent / "samples"


def samples() -> list[dict[str, str]]:
    with (FOLDER / "samples.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: str(sample["file"]))
def test_a_sample_has_the_errors_that_the_manifest_says(sample: dict[str, str]) -> None:
    report = examine(FOLDER / sample["file"])
    assert report.standard == Standard(sample["standard"], sample["version"])
    assert len(report.errors) == int(sample["errors"])
    assert sorted(error.code for error in report.errors) == sample["codes"].split()
    assert all(error.line for error in report.errors)


def test_every_file_is_in_the_manifest_and_every_profile_has_a_sample() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.xml")) == sorted(sample["file"] for sample in samples())
    checked = {(sample["standard"], sample["version"]) for sample in samples()}
    assert {(file.standard, file.version) for file in schema_files()} == checked


def test_xzufi_errors_name_the_unit_and_the_line() -> None:
    report = examine(FOLDER / "xzufi-2.2.0-fehlerhaft.xml")
    assert str(report.errors[0]).startswith(
        "Zeile 20, /xzufi.transfer.0401/schreibe[1]/leistung/modulText[3]/weiterfuehrenderLink"
    )
    assert "Es fehlt „uri“." in str(report.errors[0])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (
            b'<t xzufiVersion="2.2"><schreibe><leistung><id schemeAgencyID="L1">1</id></leistung></schreibe>',
            "xml.syntax",
        ),
        (b'<!DOCTYPE t [<!ENTITY a "b">]><t xzufiVersion="2.2">&a;</t>', "xml.dtd"),
        (b'<t xzufiVersion="2.2">' + b"<a>" * 250 + b"</a>" * 250 + b"</t>", "xml.tiefe"),
    ],
)
def test_what_cannot_be_read_to_its_end_is_an_error(body: bytes, code: str) -> None:
    assert [error.code for error in examine(body).errors] == [code]
