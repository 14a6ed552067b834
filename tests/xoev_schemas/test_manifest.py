import hashlib

import pytest

from xoev_schemas.manifest import FOLDER, SchemaFile, schema_files


@pytest.mark.parametrize("file", schema_files(), ids=lambda file: file.file)
def test_a_file_is_what_the_manifest_says(file: SchemaFile) -> None:
    assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256
    assert file.file.startswith(f"{file.standard}/{file.version}/")
    assert file.origin


def test_every_schema_file_is_in_the_manifest() -> None:
    assert sorted(file.file for file in schema_files()) == sorted(
        path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.xsd")
    )
