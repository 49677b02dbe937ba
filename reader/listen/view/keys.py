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
    Own((), "", "↑ ↓", "scroll; the page stays there", "cuộn; trang dừng ở đó"),
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


def listed() -> list[tuple[str, str]]:
    """Every key and what it does, as help shows them."""
    shared = [(key.shown, key.label) for key in KEYS]
    return shared + [(own.shown, say(own.english, own.vietnamese)) for own in _OWN]
