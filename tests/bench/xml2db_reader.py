"""Loads a generated message with xml2db, run by a Python that has it: `xml2db_reader.py --reader xml2db FILE DB`.

xml2db takes no dots in element names, so the root is renamed in a copy first, which is not measured.
"""

import json
import sys
import time
from pathlib import Path

import xml2db  # type: ignore[import-not-found, unused-ignore]

ROOT = b"xzufi.transfer.0401"


def renamed(file: Path, copy: Path) -> None:
    """A copy of the message whose root has no dots."""
    with file.open("rb") as source, copy.open("wb") as target:
        for line in source:
            target.write(line.replace(ROOT, b"transfer") if ROOT in line else line)


def main() -> None:
    """Rename, load, print seconds as JSON."""
    file, target = Path(sys.argv[3]), Path(sys.argv[4])
    copy = target.with_suffix(".renamed.xml")
    renamed(file, copy)
    start = time.perf_counter()
    model = xml2db.DataModel(
        xsd_file=str(Path(__file__).with_name("transfer.xsd")),
        short_name="xzufi",
        db_type="sqlite",
        connection_string=f"sqlite:///{target}",
    )
    model.create_all_tables()
    model.parse_xml(str(copy)).insert_into_target_tables()
    print(json.dumps({"seconds": time.perf_counter() - start}))
    copy.unlink()


if __name__ == "__main__":
    main()
