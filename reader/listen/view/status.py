"""The status line's words: where the voice is and how it speaks, as far as there is room; pure."""

from __future__ import annotations

import dataclasses
from typing import Final

from reader.language import say
from reader.listen.commands import clock
from reader.listen.view.wrap import cells

_BETWEEN: Final = " · "


@dataclasses.dataclass(frozen=True)
class Facts:
    """What a listener wants to know at a glance.

    Attributes:
        sign: A sign for what goes on ("►", "‖", …).
        state: The same in words; "" where the sign is enough.
        share: How much has been heard, 0–1.
        heard, left: Seconds, at the present speed; None where not known yet.
        voice: Its name.
        rate: Speed, 1.0 is the voice's own.
        volume: 0–1.
        after: How many articles come after this one.
    """

    sign: str
    state: str
    share: float
    heard: float | None
    left: float | None
    voice: str
    rate: float
    volume: float
    after: int = 0


@dataclasses.dataclass(frozen=True)
class Hint:
    """What to press now, at the right end of the line.

    Attributes:
        text: Its words.
        urgent: Whether it matters more than the facts beside it.
    """

    text: str
    urgent: bool = False


def number(value: float) -> str:
    """With the decimal sign of the user's language, and no more digits than it has."""
    return f"{value:g}".replace(".", say(".", ","))


def line(facts: Facts, width: int) -> str:
    """As many facts as fit, the important ones first to stay.

    Args:
        facts: What to tell.
        width: Cells there are.
    """
    told = [(rank, text) for rank, text in _parts(facts) if text]
    while len(told) > 1 and cells(_BETWEEN.join(text for _, text in told)) > width:
        told.remove(max(told, key=lambda part: part[0]))
    return _BETWEEN.join(text for _, text in told)


def beside(facts: Facts, hint: Hint, width: int) -> tuple[str, str]:
    """``(facts, hint)`` for a line; a hint that is not urgent stands only where there is room."""
    taken = cells(hint.text) + len(_BETWEEN)
    told = line(facts, width - taken if hint.urgent else width)
    return told, hint.text if cells(told) + taken <= width else ""


def _parts(facts: Facts) -> list[tuple[int, str]]:
    """``(rank, text)`` in the order in which they stand; the highest rank gives way first."""
    heard = "" if facts.heard is None else clock(facts.heard)
    left = "" if facts.left is None else clock(facts.left)
    return [
        (0, f"{facts.sign} {facts.state or f'{facts.share:.0%}'}"),
        (7, f"{facts.share:.0%}" if facts.state else ""),
        (4, heard),
        (1, left and say(f"{left} left", f"còn {left}")),
        (2, f"{number(facts.rate)}×"),
        (3, facts.voice),
        (5, say(f"volume {facts.volume:.0%}", f"âm lượng {facts.volume:.0%}")),
        (6, say(f"{facts.after} more", f"{facts.after} bài nữa") if facts.after else ""),
    ]


def rule(share: float, width: int) -> tuple[str, str]:
    """The way behind and the way ahead, as a line of so many cells."""
    done = round(min(max(share, 0), 1) * width)
    return "━" * done, "─" * (width - done)
