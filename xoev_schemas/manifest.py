"""The list of schema files: which standard and version each is for, where it comes from, and its checksum."""

import csv
import hashlib
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "manifest.csv"


class SchemaFile(NamedTuple):
    """One line of the manifest; `file` is relative to this package, `sha256` hex, `origin` a link or a remark."""

    standard: str
    version: str
    file: str
    origin: str
    sha256: str

    @property
    def path(self) -> Path:
        """Full path of the file."""
        return FOLDER / self.file

    @property
    def provenance(self) -> str:
        """Origin of the file in German: the link of an official schema, or this project's own profile."""
        return self.origin if self.origin.startswith(("https://", "http://")) else "eigenes Leseprofil"

    @property
    def intact(self) -> bool | None:
        """Whether the file still is what the manifest says; None where it is missing."""
        if not self.path.is_file():
            return None
        return hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256


class UnknownSchemaError(LookupError):
    """No schema for this standard and version; `str(error)` is a complete German sentence that lists the known ones."""

    def __str__(self) -> str:
        return str(self.args[0])


def schema_files() -> list[SchemaFile]:
    """Every line of the manifest, in its order."""
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [SchemaFile(**{name: row[name] for name in SchemaFile._fields}) for row in rows]


def schema_file(standard: str, version: str) -> SchemaFile:
    """The entry point of a standard's schema: its first line in the manifest. Raises `UnknownSchemaError`."""
    files = schema_files()
    for file in files:
        if (file.standard, file.version) == (standard, version):
            return file
    known = ", ".join(dict.fromkeys(f"{file.standard} {file.version}" for file in files))
    raise UnknownSchemaError(f"Für {standard} {version} liegt kein Schema vor; vorhanden: {known}.")
