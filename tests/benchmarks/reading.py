"""How right and how fast text is read: ours beside vietnormalizer, sea-g2p and vinormx.

    python -m pip install -e '.[peers]'
    python tests/benchmarks/reading.py [CASES.tsv]

Accuracy is over `tests/vietnamese/cases/in_the_wild.tsv`, or another table of the same four
columns; that list is ours, so ours is at home there, and the ratio between the peers tells more.
Spelling variants of equal sound are folded for everybody (thuỷ and thủy, "linh" and "lẻ", "tư"
and "bốn", case, punctuation, hyphens). Speed is over those lines and over prose.
"""

from __future__ import annotations

import importlib
import itertools
import re
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reader

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parents[1] / "vietnamese" / "cases" / "in_the_wild.tsv"
EXAMPLE = Path(__file__).parents[2] / "examples" / "bai-viet.txt"
SECONDS = 1.0
FOLDED = {
    "ngàn": "nghìn", "lẻ": "linh", "tư": "bốn", "tỉ": "tỷ", "mùng": "", "mồng": "",
    "kilomet": "ki lô mét", "kilogam": "ki lô gam", "uỷ": "ủy", "thuỷ": "thủy", "hoà": "hòa",
    "i": "y", "lăm": "năm", "héc": "hec", "euro": "ơ rô", "phút": "", "trên": "một",
}  # fmt: skip


def folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower()
    words = re.sub(r"[^\w\s]", " ", text).split()
    return " ".join(filter(None, (FOLDED.get(word, word) for word in words)))


def either(expected: str) -> list[str]:
    """Every way of saying that "[a|b]" stands for."""
    match = re.search(r"\[([^]]*)\]", expected)
    if not match:
        return [expected]
    return [
        way
        for part in match[1].split("|")
        for way in either(expected[: match.start()] + part + expected[match.end() :])
    ]


def peers() -> dict[str, Callable[[str], str]]:
    found: dict[str, Callable[[str], str]] = {"reader": reader.spoken}
    for name, make in (
        ("vietnormalizer", lambda m: m.VietnameseNormalizer().normalize),
        ("sea_g2p", lambda m: m.Normalizer().normalize),
        ("vinormx", lambda m: m.TTSnorm),
    ):
        try:
            module: Any = importlib.import_module(name)
            found[name] = make(module)
        except ImportError:
            print(f"{name} is not installed; see the first lines of this program")
    return found


def safely(say: Callable[[str], str], text: str) -> str:
    try:
        return say(text)
    except Exception as error:  # noqa: BLE001 - a peer that breaks on a line has it wrong
        return f"({type(error).__name__})"


def speed(say: Callable[[str], str], lines: list[str]) -> float:
    """Characters a second, no line twice: one peer remembers whole lines."""
    started, done = time.perf_counter(), 0
    for number in itertools.count():
        if time.perf_counter() - started >= SECONDS:
            break
        for line in lines:
            new = f"{line} lần {number}"
            safely(say, new)
            done += len(new)
            if time.perf_counter() - started > 4 * SECONDS:
                break
    return done / (time.perf_counter() - started)


def main() -> None:
    table = Path(sys.argv[1]) if sys.argv[1:] else CASES
    rows = [
        line.split("\t")
        for line in table.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("# ")
    ]
    written = [row[2] for row in rows]
    article = reader.extract(reader.fetch(EXAMPLE))
    prose = [block.text for block in article.blocks]
    print(f"{len(rows)} lines of {table.name}; prose: {sum(map(len, prose))} characters")
    print(f"{'':16}{'right':>8}{'chars/s, lines':>17}{'chars/s, prose':>17}{'ours is':>10}")
    ours = 0.0
    for name, say in peers().items():
        right = sum(
            folded(safely(say, row[2])) in {folded(way) for way in either(row[3])} for row in rows
        )
        prose_speed = speed(say, prose)
        ours = ours or prose_speed
        print(
            f"{name:16}{right / len(rows):8.1%}{speed(say, written):17,.0f}{prose_speed:17,.0f}"
            f"{ours / prose_speed:9.1f}×"
        )


if __name__ == "__main__":
    main()
