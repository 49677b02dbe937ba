"""What a listener can ask for, the keys for it, and where in the script a step leads.

Both views read keys through `KEYS` and leave every decision about places to the functions here,
which look at the script and a position and touch nothing.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.language import say
from reader.values import TITLE, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.values import Script, Sentence

AGAIN: Final = 1.5
"""Seconds into a sentence after which a step back leads to its own beginning."""
RATES: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0)
VOLUME_STEP: Final = 0.1


class Command(enum.Enum):
    """What can be asked for."""

    TOGGLE = enum.auto()
    PREVIOUS_SENTENCE = enum.auto()
    NEXT_SENTENCE = enum.auto()
    PREVIOUS_PARAGRAPH = enum.auto()
    NEXT_PARAGRAPH = enum.auto()
    PREVIOUS_HEADING = enum.auto()
    NEXT_HEADING = enum.auto()
    SLOWER = enum.auto()
    FASTER = enum.auto()
    LOUDER = enum.auto()
    SOFTER = enum.auto()
    SEARCH = enum.auto()
    SEARCH_ON = enum.auto()
    GO_TO = enum.auto()
    CONTENTS = enum.auto()
    VOICE = enum.auto()
    SAVE = enum.auto()
    PREVIOUS_ARTICLE = enum.auto()
    NEXT_ARTICLE = enum.auto()
    HELP = enum.auto()
    QUIT = enum.auto()


class Key(NamedTuple):
    """Keys for a command.

    Attributes:
        keys: Characters as typed; "left", "right", "shift+left", "shift+right" are named.
        command: What they ask for.
        shown: The keys as help shows them.
        english, vietnamese: What it does.
    """

    keys: tuple[str, ...]
    command: Command
    shown: str
    english: str
    vietnamese: str

    @property
    def label(self) -> str:
        """What it does, in the user's language."""
        return say(self.english, self.vietnamese)


KEYS: Final = (
    Key((" ",), Command.TOGGLE, say("space", "phím cách"), "pause, go on", "dừng, đọc tiếp"),
    Key(("left",), Command.PREVIOUS_SENTENCE, "←", "sentence before", "câu trước"),
    Key(("right",), Command.NEXT_SENTENCE, "→", "next sentence", "câu sau"),
    Key(("[", "shift+left"), Command.PREVIOUS_PARAGRAPH, "[", "paragraph before", "đoạn trước"),
    Key(("]", "shift+right"), Command.NEXT_PARAGRAPH, "]", "next paragraph", "đoạn sau"),
    Key(("{",), Command.PREVIOUS_HEADING, "{", "heading before", "đề mục trước"),
    Key(("}",), Command.NEXT_HEADING, "}", "next heading", "đề mục sau"),
    Key((",", "<"), Command.SLOWER, ",", "slower", "chậm hơn"),
    Key((".", ">"), Command.FASTER, ".", "faster", "nhanh hơn"),
    Key(("+", "="), Command.LOUDER, "+", "louder", "to hơn"),
    Key(("-", "_"), Command.SOFTER, "-", "softer", "nhỏ hơn"),
    Key(("/",), Command.SEARCH, "/", "search", "tìm"),
    Key(("n",), Command.SEARCH_ON, "n", "search on", "tìm tiếp"),
    Key(("g",), Command.GO_TO, "g", "go to", "đi tới"),
    Key(("t",), Command.CONTENTS, "t", "contents", "mục lục"),
    Key(("v",), Command.VOICE, "v", "voice", "giọng đọc"),
    Key(("s",), Command.SAVE, "s", "save as MP3", "lưu thành MP3"),
    Key(("(", "p"), Command.PREVIOUS_ARTICLE, "(", "article before", "bài trước"),
    Key((")", "N"), Command.NEXT_ARTICLE, ")", "next article", "bài sau"),
    Key(("?", "h"), Command.HELP, "?", "help", "trợ giúp"),
    Key(("q", "Q"), Command.QUIT, "q", "quit", "thoát"),
)
COMMANDS: Final = {key: row.command for row in KEYS for key in row.keys}


class Heading(NamedTuple):
    """An entry of the contents: the sentence it begins with, its level (1 for the title)."""

    sentence: int
    level: int
    text: str


# Steps ---------------------------------------------------------------------------------------


def step(command: Command, script: Script, sentence: int, seconds: float = 0.0) -> int | None:
    """The sentence that a step leads to; None where there is none in that direction.

    Args:
        command: One of the steps by sentence, paragraph or heading.
        script: What is read.
        sentence: The sentence heard.
        seconds: How far into it.
    """
    backward, places = _STEPS[command]
    starts = places(script)
    if not backward:
        return next((start for start in starts if start > sentence), None)
    before = [s for s in starts if s < sentence or (s == sentence and seconds > AGAIN)]
    return before[-1] if before else None


def _sentences(script: Script) -> Sequence[int]:
    return range(len(script.sentences))


def _paragraphs(script: Script) -> list[int]:
    """The first sentence of each block."""
    sentences = script.sentences
    return [i for i, s in enumerate(sentences) if not i or s.block != sentences[i - 1].block]


def _headings(script: Script) -> list[int]:
    return [heading.sentence for heading in contents(script)]


_STEPS: Final[dict[Command, tuple[bool, Callable[[Script], Sequence[int]]]]] = {
    Command.PREVIOUS_SENTENCE: (True, _sentences),
    Command.NEXT_SENTENCE: (False, _sentences),
    Command.PREVIOUS_PARAGRAPH: (True, _paragraphs),
    Command.NEXT_PARAGRAPH: (False, _paragraphs),
    Command.PREVIOUS_HEADING: (True, _headings),
    Command.NEXT_HEADING: (False, _headings),
}
STEPS: Final = frozenset(_STEPS)


def level(script: Script, sentence: Sentence) -> int:
    """1 for the title, 2–6 for a heading, 0 for all else."""
    return 1 if sentence.block == TITLE else script.article.blocks[sentence.block].level


def kind(script: Script, sentence: Sentence) -> BlockKind:
    """What a sentence is part of; the title is a heading."""
    is_title = sentence.block == TITLE
    return BlockKind.HEADING if is_title else script.article.blocks[sentence.block].kind


def contents(script: Script) -> list[Heading]:
    """The title and all headings."""
    found = ((i, script.sentences[i]) for i in _paragraphs(script))
    return [
        Heading(i, level(script, sentence), script.article.text_of(sentence.block))
        for i, sentence in found
        if level(script, sentence)
    ]


# Places that are typed -------------------------------------------------------------------------


def search(script: Script, text: str, after: int) -> int | None:
    """The next sentence behind `after` that has the text in it; from the top after the end.

    Case never counts; tone marks and accents count where the text has any: "đường" is not found
    by "đương", and both are by "duong".
    """
    wanted, plain = folded(text.strip(), plain=False), is_plain(text)
    if not wanted:
        return None
    count = len(script.sentences)
    order = [*range(after + 1, count), *range(min(after + 1, count))]
    texts = ((i, folded(script.sentences[i].text, plain=plain)) for i in order)
    return next((i for i, sentence in texts if wanted in sentence), None)


def is_plain(text: str) -> bool:
    """Whether a text has neither tone marks nor accents."""
    return folded(text, plain=True) == folded(text, plain=False)


def folded(text: str, *, plain: bool) -> str:
    """A text as it is compared: no case, single spaces, and if `plain` no marks."""
    text = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if not plain:
        return text
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def place(answer: str, lengths: Sequence[float]) -> tuple[int, float] | None:
    """Where an answer to "go to" leads: sentence, and seconds into it; None for what is no place.

    Args:
        answer: "12" (the twelfth sentence), "50%" (of the time), "3:20" or "1:02:03" (time).
        lengths: Of each sentence, in seconds.
    """
    answer = answer.strip()
    if re.fullmatch(r"\d{1,9}", answer):
        return min(max(int(answer), 1), len(lengths)) - 1, 0.0
    if share := re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%", answer):
        return _at(sum(lengths) * min(float(share[1].replace(",", ".")), 100) / 100, lengths)
    if re.fullmatch(r"\d{1,4}(:[0-5]?\d){1,2}", answer):
        seconds = 0
        for part in answer.split(":"):
            seconds = 60 * seconds + int(part)
        return _at(seconds, lengths)
    return None


def _at(seconds: float, lengths: Sequence[float]) -> tuple[int, float]:
    for index, length in enumerate(lengths):
        if seconds < length:
            return index, seconds
        seconds -= length
    return len(lengths) - 1, 0.0


def rate(command: Command, now: float) -> float:
    """The next slower or faster speed."""
    if command is Command.FASTER:
        return next((rate for rate in RATES if rate > now + 0.01), RATES[-1])
    return next((rate for rate in reversed(RATES) if rate < now - 0.01), RATES[0])


def volume(command: Command, now: float) -> float:
    """The next volume."""
    change = VOLUME_STEP if command is Command.LOUDER else -VOLUME_STEP
    return min(max(0.0, round(now + change, 2)), 1.0)


def clock(seconds: float) -> str:
    """As in 3:07 or 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
