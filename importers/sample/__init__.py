"""The demo's sample and a local simulator of the PVOG Suchdienst that serves it.

The figures are facts carried over into files of this project's own form; the bytes of the sources are not here.

* `angebote.csv`: 64 Leistungen in Erfurt, Gera, Jena and Weimar, from the PVOG via a public comparison of 200 towns
  (condensed answers of 4 October 2026).
* `kreise.csv`, `verwaltungen.csv`, `gemeinden.csv`: register figures of all municipalities of Thüringen, from
  "Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV100AD, Gebietsstand 28.02.2026", its mistakes included.
* `leistungen.csv`: names, Typisierung and Themenfeld of these Leistungen or of their objects, from the
  OZG-Datenbank NRW (MIT), edition of 2019.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
LEISTUNGEN = FOLDER / "leistungen.csv"
