"""Brings the KERN stylesheet and its fonts from node_modules into the site: `python -m catalogue.site.assets`."""

import shutil
import sys
from pathlib import Path

from catalogue.errors import ThavelError

PACKAGE = Path("node_modules/@kern-ux/native")
TARGET = Path(__file__).parent / "static" / "kern"
WEIGHTS = ("Regular", "Italic", "Medium", "SemiBold", "Bold")
FILES = (
    "dist/kern.min.css",
    "dist/fonts/fira-sans.css",
    *(f"dist/fonts/fira-sans/FiraSans-{weight}.woff2" for weight in WEIGHTS),
    "LICENSE.md",
)


def copy_assets(package: Path, target: Path) -> list[Path]:
    """Copy what the site needs of the npm package into `target`, replacing what was there; returns the new files.

    Raises `ThavelError` where the package or one of its files is missing; then nothing is changed.
    """
    missing = [name for name in FILES if not (package / name).is_file()]
    if missing:
        raise ThavelError(
            f"In {package} fehlt {missing[0]}. Holen Sie die Gestaltung zuerst mit: npm ci --ignore-scripts"
        )
    shutil.rmtree(target, ignore_errors=True)
    copied = []
    for name in FILES:
        destination = target / name.removeprefix("dist/")
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / name, destination)
        copied.append(destination)
    return copied


def main() -> int:
    """Copy from the node_modules of the working directory; 1 with a message where that is not possible."""
    try:
        copy_assets(PACKAGE, TARGET)
    except ThavelError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
