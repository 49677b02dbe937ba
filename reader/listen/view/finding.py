"""What a search found, as spans to underline; pure, and quick enough to be asked at each key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.listen.commands import folded, is_plain
from reader.listen.view.layout import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.values import Script, Sentence


class Finder:
    """Finds in one script, with and without tone marks, as `commands.search` does."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._texts: dict[bool, list[str]] = {}

    def sentences(self, text: str) -> list[int]:
        """Numbers of the sentences with the text in them."""
        plain, wanted = is_plain(text), folded(text, plain=False)
        if not wanted:
            return []
        return [i for i, sentence in enumerate(self._folded(plain)) if wanted in sentence]

    def spans(self, text: str) -> list[Span]:
        """Every place where the text stands."""
        sentences = (self._script.sentences[i] for i in self.sentences(text))
        return [span for sentence in sentences for span in _spans(sentence, text)]

    def _folded(self, plain: bool) -> list[str]:  # noqa: FBT001 - the key of what is kept
        if plain not in self._texts:
            texts = (sentence.text for sentence in self._script.sentences)
            self._texts[plain] = [folded(text, plain=plain) for text in texts]
        return self._texts[plain]


def _spans(sentence: Sentence, text: str) -> Iterator[Span]:
    """Letters are folded one by one, so that each folded one knows where it stands."""
    plain, wanted = is_plain(text), folded(text, plain=False)
    letters = [
        (letter, place)
        for place, written in enumerate(sentence.text)
        for letter in (folded(written, plain=plain) or " " * written.isspace())
    ]
    whole = "".join(letter for letter, _ in letters)
    found = whole.find(wanted)
    while found >= 0:
        start, last = letters[found][1], letters[found + len(wanted) - 1][1]
        yield Span(sentence.block, sentence.start + start, sentence.start + last + 1)
        found = whole.find(wanted, found + len(wanted))
