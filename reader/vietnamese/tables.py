"""Two-column tables in ``data/``: written form, a tab, spoken form."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def pairs(name: str) -> dict[str, str]:
    """The table ``data/<name>.tsv``; lines with ``#`` are comments."""
    table = resources.files("reader.vietnamese") / "data" / f"{name}.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("# "))
    return {row[0]: row[1] for row in rows}
