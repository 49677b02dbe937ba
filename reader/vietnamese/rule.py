"""What a rule is: a written form, where it holds, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

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

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """The form at a place of a text, where this is its rule."""
        found = self.pattern.match(text, at)
        if found and (self.after or self.unless):
            left = text[max(0, at - _LEFT) : at]
            if self.after and not self.after.search(left):
                return None
            if self.unless and self.unless.search(left):
                return None
        return found


def rule(name: str, pattern: str, read: Reader | str, *, after: str = "", unless: str = "") -> Rule:
    """A rule from text: `after` and `unless` are alternatives of words, in any case."""
    reader = (lambda _match, _dialect: read) if isinstance(read, str) else read
    return Rule(name, re.compile(pattern), reader, _before(after), _before(unless))


def _before(words: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{words})\Z", re.IGNORECASE) if words else None


def first(
    rules: Sequence[Rule], text: str, at: int, dialect: Dialect
) -> tuple[Rule, int, str] | None:
    """The first rule that reads what stands at a place: rule, end, spoken words."""
    for candidate in rules:
        match = candidate.match(text, at)
        if match and (said := candidate.read(match, dialect)) is not None:
            return candidate, match.end(), said
    return None
