"""How much of an article was heard and what is left, counted twice a second.

A count looks at every sentence, and the player stands still for it; thirty a second are too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reader.listen.player import Player, Position

_EVERY: Final = 0.5


class Pace:
    """Seconds heard and left at the present speed.

    Args:
        player: Whose.
    """

    def __init__(self, player: Player) -> None:
        self._player = player
        self._counted = float("-inf")
        self._before, self._whole = 0.0, 0.0
        self._sentence = -1

    def count(self, position: Position, now: float) -> tuple[float, float]:
        """``(heard, left)`` in seconds.

        Args:
            position: What is heard.
            now: A clock, in seconds.
        """
        if position.sentence != self._sentence or now - self._counted >= _EVERY:
            lengths = self._player.lengths
            self._sentence, self._counted = position.sentence, now
            self._before, self._whole = sum(lengths[: position.sentence]), sum(lengths)
        heard = min(self._before + position.seconds, self._whole)
        rate = self._player.rate
        return heard / rate, (self._whole - heard) / rate
