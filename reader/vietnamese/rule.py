"""What a rule is: a written form, where it holds, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from reader.patterns import lazy
from reader.vietnamese.numbers import Dialect

Reader = Callable[[re.Match[str], Dialect], str | None]
_LEFT: Final = 60
"""Characters before a form that may decide how it is read."""


class Rule(NamedTuple):
    """A way of writing, and how it is read.

    Attributes:
        name: As in explanations.
        pattern: Matched where a word begins; what must follow stands in it as a look-ahead.
        read: The match → spoken words; "" for silence, None where it is something else after all.
        after: What must stand before it, where that matters.
        unless: What must not stand before it.
    """

    name: str
    pattern: re.Pattern[str]
    read: Reader
    after: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def stands(self, text: str, at: int) -> bool:
        """Whether what is before a place lets the form stand there."""
        if not (self.after or self.unless):
            return True
        left = text[max(0, at - _LEFT) : at]
        if self.after and not self.after.search(left):
            return False
        return not (self.unless and self.unless.search(left))


def rule(name: str, pattern: str, read: Reader | str, *, after: str = "", unless: str = "") -> Rule:
    """A rule from text: `after` and `unless` are alternatives of words, in any case."""
    reader = (lambda _match, _dialect: read) if isinstance(read, str) else read
    return Rule(name, lazy(pattern), reader, _before(after), _before(unless))


def _before(words: str) -> re.Pattern[str] | None:
    return lazy(rf"(?<!\w)(?:{words})\Z", re.IGNORECASE) if words else None


def first(
    rules: Sequence[Rule], text: str, at: int, dialect: Dialect
) -> tuple[Rule, int, str] | None:
    """The first rule that reads what stands at a place: rule, end, spoken words.

    A reader may leave a part out, as the last of "A&"; its space goes with it.
    """
    for candidate in rules:
        match = candidate.pattern.match(text, at)  # nearly always the end of it, so it stands here
        if match and candidate.stands(text, at):
            said = candidate.read(match, dialect)
            if said is not None:
                return candidate, match.end(), " ".join(said.split())
    return None
