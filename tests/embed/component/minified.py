"""The component without what only people need: `python tests/embed/component/minified.py` writes it.

It stands in the repository so that a site needs no tools; a test holds it to its source.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import minify

STATIC: Final = Path(__file__).parents[3] / "reader" / "embed" / "static"
SOURCE: Final = STATIC / "doc-bai-viet.js"
TARGET: Final = STATIC / "doc-bai-viet.min.js"


def minified() -> str:
    return str(minify.string("text/javascript", SOURCE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        same = TARGET.read_text(encoding="utf-8") == minified()
        sys.exit(None if same else f"{TARGET.name} is not {SOURCE.name}: run {sys.argv[0]}")
    TARGET.write_text(minified(), encoding="utf-8", newline="")
