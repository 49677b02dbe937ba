"""Where keys and typed places lead: tables in steps.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.listen import commands
from reader.listen.commands import KEYS, Command
from reader.testing import sentence
from reader.values import TITLE, Article, Block, BlockKind, Script

if TYPE_CHECKING:
    from reader.values import Sentence

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("steps.toml").read_text(encoding="utf-8")
)
TEXTS = (
    (BlockKind.LEAD, ("Phòng đọc mở cửa.", "Con đường tới đó dễ đi.", "Ai cũng vào được.")),
    (BlockKind.HEADING, ("Phần một",)),
    (BlockKind.PARAGRAPH, ("Sách xếp theo chữ cái.", "Qua đường là tới.")),
    (BlockKind.CAPTION, ("Quang cảnh phòng đọc.",)),
    (BlockKind.HEADING, ("Phần hai",)),
    (BlockKind.PARAGRAPH, ("Hết bài.",)),
)


@pytest.fixture(scope="module")
def script() -> Script:
    blocks = [Block(k, " ".join(texts), 2 * (k is BlockKind.HEADING)) for k, texts in TEXTS]
    sentences = [placed("Thư viện", TITLE)]
    for number, (_, texts) in enumerate(TEXTS):
        sentences += [placed(text, number) for text in texts]
    return Script(Article("Thư viện", tuple(blocks)), tuple(sentences))


def placed(text: str, block: int) -> Sentence:
    import dataclasses

    return dataclasses.replace(sentence(text), block=block)


@pytest.mark.parametrize("case", CASES["step"], ids=lambda c: f"{c['command']} {c['from']}")
def test_a_step(script: Script, case: dict[str, Any]) -> None:
    found = commands.step(Command[case["command"]], script, case["from"], case.get("seconds", 0.0))
    assert found == case.get("to")


@pytest.mark.parametrize("case", CASES["place"], ids=lambda c: c["answer"] or "nothing")
def test_a_typed_place(case: dict[str, Any]) -> None:
    found = commands.place(case["answer"], [10.0] * 10)
    assert found == (tuple(case["to"]) if "to" in case else None)


@pytest.mark.parametrize("case", CASES["search"], ids=lambda c: c["text"])
def test_a_search(script: Script, case: dict[str, Any]) -> None:
    assert commands.search(script, case["text"], case["after"]) == case.get("to")


def test_the_contents_are_the_title_and_the_headings(script: Script) -> None:
    assert [(h.sentence, h.level) for h in commands.contents(script)] == [(0, 1), (4, 2), (8, 2)]


def test_every_command_has_a_key_and_no_key_two_commands() -> None:
    keys = [key for row in KEYS for key in row.keys]
    assert len(keys) == len(set(keys))
    assert {row.command for row in KEYS} == set(Command)


def test_speed_goes_from_half_to_three_and_back() -> None:
    speed, seen = 1.0, []
    for command in (Command.SLOWER, Command.FASTER):
        for _ in range(20):
            speed = commands.rate(command, speed)
            seen.append(speed)
    assert (min(seen), max(seen)) == (0.5, 3.0)
    assert 1.0 in seen[20:]
    assert commands.rate(Command.FASTER, 1.03) == 1.1


def test_volume_stays_in_bounds() -> None:
    assert commands.volume(Command.LOUDER, 0.95) == 1.0
    assert commands.volume(Command.SOFTER, 0.05) == 0.0
    assert commands.volume(Command.SOFTER, 0.7) == 0.6


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (187.4, "3:07"), (3723, "1:02:03"), (59.6, "1:00")]
)
def test_a_clock(seconds: float, shown: str) -> None:
    assert commands.clock(seconds) == shown
