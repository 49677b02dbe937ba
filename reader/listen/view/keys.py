"""The keys of the reading view: those of `commands`, and a few that only a screen needs; pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from reader.language import say
from reader.listen.commands import COMMANDS, KEYS, STEPS, Command

_NAMED: Final = frozenset({"left", "right", "shift+left", "shift+right"})
MOVES: Final = STEPS | {Command.SEARCH_ON}
"""Commands that send the voice somewhere; the page follows it there."""
SLOW: Final = frozenset({Command.NEXT_ARTICLE, Command.PREVIOUS_ARTICLE})
"""Commands that may have to wait for the network."""


_TWO_COLUMNS: Final = 76


class Own(NamedTuple):
    """A key that only this view has.

    Attributes:
        keys: As Textual names them.
        action: The action of the app.
        shown: As help shows it.
        english, vietnamese: What it does.
    """

    keys: tuple[str, ...]
    action: str
    shown: str
    english: str
    vietnamese: str


_OWN: Final = (
    Own(("f", "escape"), "follow", "f", "back to the voice", "về chỗ đang đọc"),
    Own((), "", "↑ ↓", "scroll", "cuộn trang"),
    Own(("r",), "try_again", "r", "try again after an error", "thử lại sau khi lỗi"),
    Own(("c",), "change_colours", "c", "dark or light", "nền tối, nền sáng"),
)
ACTIONS: Final = {key: own.action for own in _OWN for key in own.keys}


def command(key: str, character: str | None) -> Command | None:
    """What a key asks for, if anything.

    Args:
        key: As Textual names it.
        character: What it types, where it types something.
    """
    return COMMANDS.get(key if key in _NAMED else character or "")


def listed(width: int) -> list[str]:
    """Every key and what it does, as help shows them: opposites side by side where there is room.

    Args:
        width: Cells there are.
    """
    rows = [(key.shown, key.label) for key in KEYS]
    rows += [(own.shown, say(own.english, own.vietnamese)) for own in _OWN]
    widest = max(len(key) for key, _ in rows)
    lines = [f"{key:>{widest}}  {what}" for key, what in rows]
    if width < _TWO_COLUMNS:
        return lines
    (first, *others), middle = lines, max(map(len, lines)) + 2
    return [first, *(f"{a:{middle}}{b}" for a, b in zip(others[::2], others[1::2], strict=True))]
