"""Readings as data: lines as news and offices write them, and what a newsreader says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reader
from reader import vietnamese

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


def pattern(expected: str) -> str:
    """What may be said: "[a|b]" is either."""
    parts = re.split(r"(\[[^]]*\])", expected)
    return "".join(
        f"(?:{'|'.join(map(re.escape, part[1:-1].split('|')))})"
        if part.startswith("[")
        else re.escape(part)
        for part in parts
    )


WILD = rows("in_the_wild")


@pytest.mark.parametrize(
    ("family", "source", "written", "expected"), WILD, ids=[f"{r[0]}: {r[2]}" for r in WILD]
)
def test_in_the_wild(family: str, source: str, written: str, expected: str) -> None:
    said = reader.spoken(written)
    assert re.fullmatch(pattern(expected), said), f"{family}, {source}: {said}"
    assert not re.search(r"\d", said)


@pytest.mark.parametrize("written", [row[0] for row in rows("negative")])
def test_said_as_written(written: str) -> None:
    assert reader.spoken(written) == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(r[2], r[3], marks=pytest.mark.xfail(strict=True, reason=r[1]))
        for r in rows("known_failures")
    ],
)
def test_known_failures(written: str, expected: str) -> None:
    assert reader.spoken(written) == expected


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(WILD) >= 600
    assert len(rows("negative")) >= 150
    assert len({row[2] for row in WILD}) == len(WILD)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("năm 2024", "năm hai ngàn không trăm hai mươi bốn"),
        ("105 xã", "một trăm lẻ năm xã"),
        ("25.000 đồng", "hai mươi lăm ngàn đồng"),
        ("1001 đêm", "một ngàn không trăm lẻ một đêm"),
        ("ngày 24/4", "ngày hai mươi bốn tháng tư"),
        ("24%", "hai mươi bốn phần trăm"),
    ],
)
def test_the_south_has_its_own_words(written: str, expected: str) -> None:
    assert reader.vietnamese.spoken(written, dialect="south") == expected


def test_every_reading_explains_itself() -> None:
    """A step tells rule, span, before and after, and what no rule read is as written."""
    text = "Ngày 18/12, UBND TP Huế họp, có 25 đại biểu và ông Macron."
    steps = vietnamese.explain(text)
    assert [(s.rule, s.before, s.after) for s in steps] == [
        ("date", "18/12", "mười tám tháng mười hai"),
        ("abbreviation", "UBND", "ủy ban nhân dân"),
        ("abbreviation", "TP", "thành phố"),
        ("number", "25", "hai mươi lăm"),
        ("name", "Macron", "ma cờ rông"),
    ]
    assert all(text[s.start : s.end] == s.before for s in steps)


def test_steps_replay_the_whole() -> None:
    """Putting each step's words where it stood gives what is said."""
    text = "Ngày 18/12 UBND TP Huế họp lần thứ XVII với 25 đại biểu"
    replayed = text
    for step in reversed(vietnamese.explain(text)):
        replayed = replayed[: step.start] + step.after + replayed[step.end :]
    assert replayed == reader.spoken(text)


def test_what_was_just_said_is_not_said_again() -> None:
    said = reader.spoken("Mặt trận Tổ quốc (MTTQ) và Tổ chức Y tế Thế giới (WHO)")
    assert said == "Mặt trận Tổ quốc và Tổ chức Y tế Thế giới, vê kép hát ô"
