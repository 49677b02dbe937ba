"""Tables in a package's ``data/``, mostly of two columns: what is written, what it stands for."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parent


@functools.cache
def rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The table ``data/<name>.tsv`` of a package; lines with ``# `` are comments."""
    lines = text(package, name).splitlines()
    return tuple(
        tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("# ")
    )


@functools.cache
def pairs(package: str, name: str) -> dict[str, str]:
    """The first two columns of a table."""
    return {row[0]: row[1] for row in rows(package, name)}


def text(package: str, name: str) -> str:
    """The table as it is written; `importlib.resources` would take longer than all of them."""
    folder = _ROOT.joinpath(*package.split(".")[1:], "data")
    return (folder / f"{name}.tsv").read_text(encoding="utf-8")


@functools.cache
def one_of(package: str, name: str) -> str:
    """The written forms of a table as alternatives of a pattern, longer ones first."""
    return "|".join(map(re.escape, sorted(pairs(package, name), key=len, reverse=True)))
