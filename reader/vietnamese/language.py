"""Whether a sentence is wholly in another language, so that another voice can say it.

Only English is told apart: words without a Vietnamese letter, most of them no Vietnamese
syllables, some of them the small words that every English sentence has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reader.patterns import lazy
from reader.values import Word
from reader.vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL: Final = frozenset((
    "the", "of", "and", "to", "in", "is", "for", "with", "that", "on", "are", "was", "be", "by",
    "it", "at", "from", "this", "you", "we", "our", "not", "have", "has", "will", "their",
))  # fmt: skip
_LEAST: Final = 4
_FOREIGN: Final = 0.5
_MARKS: Final = {",": ",", ";": ";", ":": ":", ".": ".", "!": "!", "?": "?", "…": "…"}


def of(text: str) -> str:
    """The BCP 47 tag of a sentence: "en" or "vi"."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _LEAST or not text.replace("’", "").replace("“", "").replace("”", "").isascii():
        return "vi"
    foreign = sum(not is_syllable(word) for word in words)
    small = len(_SMALL.intersection(words))
    return "en" if small >= 2 and foreign >= _FOREIGN * len(words) else "vi"  # noqa: PLR2004 - one may be chance


def as_written(text: str) -> Iterator[Word]:
    """The words of a sentence in its own language, for a voice that knows it."""
    found = list(_WORD.finditer(text))
    for index, match in enumerate(found):
        until = found[index + 1].start() if index + 1 < len(found) else len(text)
        between = text[match.end() : until]
        mark = next((_MARKS[c] for c in between if c in _MARKS), "")
        yield Word(match.start(), match.end(), match[0], mark)
