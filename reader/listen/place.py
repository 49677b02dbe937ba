"""A place in an article, and finding it again: by what a sentence says, not by its number.

    place = place_of(script, 12, source)
    start = find(edited, place)

What is looked for, until it is found: the sentence itself, one much like it (a corrected figure,
a sentence cut in two), what stood after or before it. Where nothing is left of all that: as far
into the article as before, or its beginning if even the title is another's.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from reader.listen.naming import absolute, identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.values import Script

_AROUND: Final = 2
"""Sentences before and after that are remembered, too."""
_LONGEST: Final = 400
"""Characters of a remembered text; the longest sentence is shorter."""
_ALIKE: Final = 0.6
"""Of the words of two sentences that are one, edited, so many are shared."""
_FEWEST: Final = 3
"""Words below which half a sentence is like too many others."""


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stopped listening.

    Attributes:
        source: What to fetch to go on: an address, or the absolute path of a file.
        article: What names the article whatever its address looked like; see `naming.identity`.
        title: Of the article.
        sentence: Its number when it was kept, from 0.
        sentences: How many there were.
        text: What the sentence says.
        before: What the sentences before it say, the nearest first.
        after: What the sentences after it say, the nearest first.
        finished: Whether the article was heard to its end.
        at: When it was kept, in seconds since the epoch. Clocks may be wrong: what was kept later
            has a later time all the same.
    """

    source: str
    article: str
    title: str
    sentence: int
    sentences: int
    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    finished: bool = False
    at: float = 0.0


def place_of(script: Script, sentence: int, source: str, *, finished: bool = False) -> Place:
    """The place of a sentence of a script that was made from `source`."""
    texts = _texts(script)
    return Place(
        source=absolute(source),
        article=identity(source, script.article),
        title=_short(script.article.title or texts[0]),
        sentence=sentence,
        sentences=len(texts),
        text=texts[sentence],
        before=tuple(reversed(texts[max(0, sentence - _AROUND) : sentence])),
        after=tuple(texts[sentence + 1 : sentence + 1 + _AROUND]),
        finished=finished,
    )


def find(script: Script, place: Place) -> int:
    """The number of the sentence where to go on; a finished article begins again."""
    texts = _texts(script)
    if place.finished or not texts:
        return 0
    found = (way(texts, place) for way in (_itself, _alike, _neighbours))
    number = next((number for number in found if number is not None), None)
    if number is not None:
        return number
    title = script.article.title or texts[0]
    is_same = _likeness(_words(title), _words(place.title)) >= _ALIKE
    return _as_far(len(texts), place) if is_same else 0


def _itself(texts: Sequence[str], place: Place) -> int | None:
    """Of several that say the same, the one in the same company; else the nearest."""
    same = [number for number, text in enumerate(texts) if text == place.text]
    return max(same, key=lambda n: (_company(texts, n, place), _nearness(n, place)), default=None)


def _company(texts: Sequence[str], number: int, place: Place) -> int:
    """How many of the remembered neighbours stand where they stood."""
    before = reversed(texts[max(0, number - _AROUND) : number])
    after = texts[number + 1 : number + 1 + _AROUND]
    pairs = (*zip(before, place.before, strict=False), *zip(after, place.after, strict=False))
    return sum(there == remembered for there, remembered in pairs)


def _alike(texts: Sequence[str], place: Place) -> int | None:
    """The sentence most like it; of equal ones, the nearest."""
    wanted = _words(place.text)
    likeness = {n: _likeness(_words(text), wanted) for n, text in enumerate(texts)}
    best = max(likeness, key=lambda n: (likeness[n], _nearness(n, place)))
    return best if likeness[best] >= _ALIKE else _half(texts, place.text)


def _half(texts: Sequence[str], wanted: str) -> int | None:
    """The first that holds it, or is held by it: it was cut in two, or joined with another."""
    whole = _said(wanted)
    for number, text in enumerate(texts):
        shorter, longer = sorted((_said(text), whole), key=len)
        if shorter.count(" ") >= _FEWEST and shorter in longer:
            return number
    return None


def _neighbours(texts: Sequence[str], place: Place) -> int | None:
    """What stood after it; else what comes after what stood before it.

    The title tells nothing: it stays when all else is written anew.
    """
    for remembered in place.after:
        if remembered in texts:
            return _nearest(texts, remembered, place)
    for remembered in place.before:
        if remembered in texts and remembered != place.title:
            return min(_nearest(texts, remembered, place) + 1, len(texts) - 1)
    return None


def _nearest(texts: Sequence[str], wanted: str, place: Place) -> int:
    same = (number for number, text in enumerate(texts) if text == wanted)
    return max(same, key=lambda number: _nearness(number, place))


def _as_far(sentences: int, place: Place) -> int:
    return min(round(place.sentence / max(place.sentences, 1) * sentences), sentences - 1)


def _nearness(number: int, place: Place) -> int:
    return -abs(number - place.sentence)


def _said(text: str) -> str:
    """Its words alone: a comma more or a capital less is no other sentence."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _words(text: str) -> Counter[str]:
    return Counter(_said(text).split())


def _likeness(some: Counter[str], others: Counter[str]) -> float:
    """Shared words among all words (Dice's coefficient), 0–1."""
    return 2 * (some & others).total() / max(some.total() + others.total(), 1)


def _texts(script: Script) -> list[str]:
    return [_short(sentence.text) for sentence in script.sentences]


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
