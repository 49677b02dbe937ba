"""Cutting a long text where a speaker would breathe, for engines that take only so much at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may end a piece, best first: after a sentence, after a clause, between words, anywhere.
_BREAKS: Final = tuple(map(re.compile, (r"(?<=[.!?…]) ", r"(?<=[,;:–]) ", r" ", r"")))


def pieces(text: str, most: int) -> Iterator[str]:
    """The text in order, in as few pieces of at most `most` characters as clauses allow.

    A piece is as long as it can be: the service speaks better with more to go by, and each piece
    costs a request. A break counts only in the second half, so that no piece is a lone word.
    """
    text = text.strip()
    while len(text) > most:
        end = _break(text, most)
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text


def _break(text: str, most: int) -> int:
    for pattern in _BREAKS:
        # The space after the last character that fits may still be seen.
        found = (match.start() for match in pattern.finditer(text, most // 2, most + 1))
        if ends := [end for end in found if end <= most]:
            return ends[-1]
    return most
