"""Text → words: rules where they match, everything else as written."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.values import Word
from reader.vietnamese.lexicon import NOTHING
from reader.vietnamese.numbers import DIALECTS
from reader.vietnamese.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.vietnamese.lexicon import Lexicon
    from reader.vietnamese.numbers import Dialect

_PLAIN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PAUSES: Final = {",": ",", ";": ";", ":": ":", ".": ".", "!": "!", "?": "?", "…": "…"}
_SOFT: Final = frozenset('()[]{}–—“”"«»')


class Step(NamedTuple):
    """One reading, for people who ask why: rule, span, before, after."""

    rule: str
    start: int
    end: int
    before: str
    after: str


def read(text: str, dialect: str = "north", lexicon: Lexicon = NOTHING) -> tuple[Word, ...]:
    """Every written word of a text in NFC, in order, and what is said for it."""
    return tuple(_with_punctuation(text, list(_words(text, DIALECTS[dialect], lexicon))))


def steps(text: str, dialect: str = "north", lexicon: Lexicon = NOTHING) -> tuple[Step, ...]:
    """The readings that are not as written."""
    return tuple(
        Step(w.rule, w.start, w.end, text[w.start : w.end], w.spoken)
        for w in read(text, dialect, lexicon)
        if w.rule
    )


def _words(text: str, dialect: Dialect, lexicon: Lexicon) -> Iterator[Word]:
    at = 0
    while at < len(text):
        for word in _own(text, at, lexicon), _ruled(text, at, dialect), _plain(text, at):
            if word:
                yield word
                at = word.end
                break
        else:
            at += 1


def _own(text: str, at: int, lexicon: Lexicon) -> Word | None:
    entry = lexicon.find(text, at)
    return Word(at, at + len(entry.written), entry.spoken, rule="lexicon") if entry else None


def _ruled(text: str, at: int, dialect: Dialect) -> Word | None:
    if at and (text[at - 1].isalnum() and text[at].isalnum()):
        return None
    for rule in RULES:
        if match := rule.pattern.match(text, at):
            return Word(at, match.end(), rule.read(match, dialect), rule=rule.name)
    return None


def _plain(text: str, at: int) -> Word | None:
    match = _PLAIN.match(text, at)
    return Word(at, match.end(), match[0]) if match else None


def _with_punctuation(text: str, words: list[Word]) -> Iterator[Word]:
    """Each word takes the pause that stands between it and the next."""
    ends = [word.start for word in words[1:]] + [len(text)]
    for word, until in zip(words, ends, strict=True):
        yield Word(word.start, word.end, word.spoken, _pause(text[word.end : until]), word.rule)


def _pause(between: str) -> str:
    strongest = [_PAUSES[c] for c in between if c in _PAUSES]
    if strongest:
        return strongest[0]
    return "," if any(c in _SOFT for c in between) else ""


def spoken(text: str, dialect: str = "north", lexicon: Lexicon = NOTHING) -> str:
    """The text as it is said."""
    words = read(unicodedata.normalize("NFC", text), dialect, lexicon)
    said = " ".join(w.spoken + w.punctuation for w in words if w.spoken)
    return said if words and text.rstrip()[-1:] in _PAUSES else said.rstrip(",")


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text, without loose white space."""
    ends = [
        m.end()
        for m in _END_OF_SENTENCE.finditer(text)
        if not _ABBREVIATED.search(text, 0, m.start() + 1)
    ]
    bounds = itertools.pairwise([0, *ends, len(text)])
    spans = (
        (a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip()))
        for a, b in bounds
    )
    return [(a, b) for a, b in spans if a < b]


_END_OF_SENTENCE: Final = re.compile(r"[.!?…]+[”\"’)\]]*\s+(?=[“\"‘(\[]?[A-ZÀ-ỸĐ0-9])|\n+")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:TP|Tp|Q|P|H|X|ThS|TS|GS|PGS|Th|Ts|St|Mr|Mrs|Dr)|^\d+)\.$"
)
