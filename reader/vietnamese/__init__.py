"""Article → Script: how written Vietnamese is said."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from reader.values import TITLE, BlockKind, Script, Sentence
from reader.vietnamese import language, lexicon, reading, sentences
from reader.vietnamese.reading import Step, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.values import Article
    from reader.vietnamese.lexicon import Lexicon

__all__ = ["Step", "explain", "read", "script", "spoken"]

_INSIDE_SENTENCE: Final = 200
_BETWEEN_SENTENCES: Final = 350
_AFTER_BLOCK: Final = {BlockKind.HEADING: 700, BlockKind.CAPTION: 600}
_AFTER_ANY_BLOCK: Final = 600
_BEFORE_BLOCK: Final = {BlockKind.QUESTION: 900}
"""An answer is over, and somebody else speaks."""
_AFTER_TITLE: Final = 900


def script(
    article: Article, *, dialect: str = "north", lexicons: Sequence[str | Path] = ()
) -> Script:
    """The article's sentences, the title's first."""
    own = lexicon.load(lexicons)
    blocks = [(TITLE, article.title), *((i, b.text) for i, b in enumerate(article.blocks))]
    said = (s for index, text in blocks for s in _sentences(article, index, text, dialect, own))
    return Script(article, tuple(said))


def spoken(text: str, *, dialect: str = "north", lexicons: Sequence[str | Path] = ()) -> str:
    """How a text is read."""
    return reading.spoken(text, dialect, lexicon.load(lexicons))


def explain(
    text: str, *, dialect: str = "north", lexicons: Sequence[str | Path] = ()
) -> tuple[Step, ...]:
    """The readings that are not as written."""
    return reading.steps(unicodedata.normalize("NFC", text), dialect, lexicon.load(lexicons))


def _sentences(
    article: Article, block: int, text: str, dialect: str, own: Lexicon
) -> Iterator[Sentence]:
    whole = sentences.sentences(text)
    ends = {end for _, end in whole}
    for start, end in (piece for span in whole for piece in sentences.clauses(text, *span)):
        pause = _BETWEEN_SENTENCES if end in ends else _INSIDE_SENTENCE
        if end == whole[-1][1]:
            pause = _after(article, block)
        piece = text[start:end]
        tag = language.of(piece)
        words = read(piece, dialect, own) if tag == "vi" else tuple(language.as_written(piece))
        yield Sentence(block, start, end, piece, words, pause, tag)


def _after(article: Article, block: int) -> int:
    if block == TITLE:
        return _AFTER_TITLE
    after = _AFTER_BLOCK.get(article.blocks[block].kind, _AFTER_ANY_BLOCK)
    following = article.blocks[block + 1 : block + 2]
    return max([after, *(_BEFORE_BLOCK.get(b.kind, 0) for b in following)])
