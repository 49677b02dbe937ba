"""The values that travel the road, from address to sound.

    URL ─fetch→ Page ─extract→ Article ─script→ Script ─speak→ Clip, Clip, … ─record→ Recording

Each is frozen, checked when made, and knows nothing of how it came about.

Rules that hold everywhere:

- Text is Unicode in normal form NFC. Lengths and positions of text count code points.
- Positions are half-open spans, ``[start, end)``, as slices are.
- Sound is mono. Lengths and positions of sound count samples, pauses count milliseconds.
- No stage throws away where a word came from: a spoken word knows its written span, a sentence
  its block, a mark its word.
"""

from __future__ import annotations

import dataclasses
import enum
import itertools
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

TITLE: Final = -1
"""The `Sentence.block` of the sentences of the article's title."""


def _require(holds: bool, complaint: str) -> None:  # noqa: FBT001 - a check reads best so
    if not holds:
        raise ValueError(complaint)


def _require_nfc(text: str, where: str) -> None:
    _require(unicodedata.is_normalized("NFC", text), f"{where} is not in NFC")


class MediaType(enum.StrEnum):
    """What the text of a page is written in."""

    HTML = "text/html"
    PLAIN = "text/plain"
    MARKDOWN = "text/markdown"


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched: decoded, in NFC, not yet understood.

    Attributes:
        text: The whole page.
        media_type: What `text` is written in.
        url: The final address, after redirects; None for a file or standard input.
        status: The HTTP status; None where there was no HTTP.
        charset: The encoding that the bytes were decoded from.
        etag: The server's validator, as sent.
        repairs: What had to be mended in the text, oldest first ("double-encoded UTF-8", …).
    """

    text: str
    media_type: MediaType = MediaType.HTML
    url: str | None = None
    status: int | None = None
    charset: str = "utf-8"
    etag: str | None = None
    repairs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require_nfc(self.text, "page text")

    @classmethod
    def of_html(cls, html: str, url: str | None = None) -> Page:
        """A page from HTML that is at hand, already decoded."""
        return cls(unicodedata.normalize("NFC", html), MediaType.HTML, url)


class BlockKind(enum.StrEnum):
    """What a block of an article is.

    A question is the interviewer's; what follows it, up to the next one, is the answer.
    """

    HEADING = "heading"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    QUESTION = "question"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article, in reading order.

    Attributes:
        kind: What it is.
        text: What it says, not empty, without white space at its ends. A list item begins with
            its number where the page shows one ("2. …"); a table block is one row.
        level: 2–6 for a heading, as in HTML; 0 for all others.
    """

    kind: BlockKind
    text: str
    level: int = 0

    def __post_init__(self) -> None:
        _require_nfc(self.text, "block text")
        _require(bool(self.text) and self.text == self.text.strip(), "block text has loose ends")
        _require((self.kind is BlockKind.HEADING) == (self.level > 0), "only headings have levels")


class ControlKind(enum.StrEnum):
    """What one of the page's own controls is for."""

    READ_ALOUD = "read_aloud"
    TEXT_SIZE = "text_size"


@dataclasses.dataclass(frozen=True, slots=True)
class Control:
    """A control of the page itself that ours can take over.

    Attributes:
        kind: What it is for.
        selector: A CSS selector that finds it in the page.
        label: The words that a visitor sees or hears, possibly empty.
    """

    kind: ControlKind
    selector: str
    label: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """What a person came to read, and nothing of what surrounds it.

    Attributes:
        title: The headline; empty only where the source has none (a bare text).
        blocks: The body in reading order, the lead first. Never empty.
        date: The day of publication.
        site: The name of the publishing site.
        author: The by-line.
        url: The canonical address.
        language: BCP 47 tag of the text.
        image: Address of the picture that stands for the article.
        controls: The page's own reading and text-size controls.
    """

    title: str
    blocks: tuple[Block, ...]
    date: dt.date | None = None
    site: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "vi"
    image: str | None = None
    controls: tuple[Control, ...] = ()

    def __post_init__(self) -> None:
        _require_nfc(self.title, "title")
        _require(bool(self.blocks), "an article has at least one block")

    def text_of(self, block: int) -> str:
        """The text of a block by its index, `TITLE` for the title."""
        return self.title if block == TITLE else self.blocks[block].text


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """A written word and what is said for it.

    Attributes:
        start, end: Its span in the sentence's written text.
        spoken: The syllables to say, separated by single spaces; empty for what is silent.
        punctuation: What follows it for the voice: "" or one of ``, . ; : ? ! …``.
        rule: The name of the rule that read it; empty where it is said as written.
    """

    start: int
    end: int
    spoken: str
    punctuation: str = ""
    rule: str = ""

    def __post_init__(self) -> None:
        _require(0 <= self.start < self.end, "a word has a span")


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """What is said in one breath: a span of one block.

    Attributes:
        block: Index of its block in the article, `TITLE` for the title.
        start, end: Its span in the block's text.
        text: That span, as written.
        words: In order, not overlapping; together they hold every written word.
        pause: Silence after it, in milliseconds.
        language: BCP 47 tag of what is said.
    """

    block: int
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    pause: int = 0
    language: str = "vi"

    def __post_init__(self) -> None:
        _require(len(self.text) == self.end - self.start, "the text is the span")
        _require(
            all(a.end <= b.start for a, b in itertools.pairwise(self.words)), "words are in order"
        )
        _require(
            not self.words or self.words[-1].end <= len(self.text), "words are inside the text"
        )

    @property
    def spoken(self) -> str:
        """What a voice is given: spoken words and punctuation, single spaces."""
        return " ".join(w.spoken + w.punctuation for w in self.words if w.spoken)

    def spoken_spans(self) -> Iterator[tuple[int, int, int]]:
        """``(start, end, word)``: where in `spoken` each audible word stands."""
        start = 0
        for index, word in enumerate(self.words):
            if word.spoken:
                yield start, start + len(word.spoken), index
                start += len(word.spoken) + len(word.punctuation) + 1


@dataclasses.dataclass(frozen=True, slots=True)
class Script:
    """An article as it will be said: its sentences in order, the title's first."""

    article: Article
    sentences: tuple[Sentence, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who can speak.

    Attributes:
        engine: Name of the engine that has it.
        name: What the engine calls it.
        language: BCP 47 tag ("vi", "vi-VN").
        dialect: "north", "central", "south", or "" where unknown.
        gender: "female", "male", or "" where unknown.
        sample_rate: Of its sound, in hertz.
        licence: SPDX identifier or a short name, "" where the provider states none.
        online: Whether it needs the network.
        installed: Whether it can speak on this machine now.
        install: How to get it, where it is not installed.
    """

    engine: str
    name: str
    language: str = "vi"
    dialect: str = ""
    gender: str = ""
    sample_rate: int = 24_000
    licence: str = ""
    online: bool = False
    installed: bool = True
    install: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Delivery:
    """How a voice speaks.

    Attributes:
        voice: The engine's name for the voice; "" for its default.
        rate: Speed, 1.0 is the voice's own; 0.5–3.
        pitch: Pitch, 1.0 is the voice's own; 0.5–2, ignored by engines that have none.
    """

    voice: str = ""
    rate: float = 1.0
    pitch: float = 1.0

    def __post_init__(self) -> None:
        _require(0.5 <= self.rate <= 3, "rate is from 0.5 to 3")  # noqa: PLR2004 - as documented
        _require(0.5 <= self.pitch <= 2, "pitch is from 0.5 to 2")  # noqa: PLR2004 - as documented


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """At `sample` of its clip or sound, the sentence's word number `word` begins."""

    sample: int
    word: int


@dataclasses.dataclass(frozen=True, slots=True)
class Sound:
    """What an engine makes of a sentence: raw sound.

    Attributes:
        pcm: Mono samples, signed 16 bit, little-endian.
        sample_rate: In hertz.
        marks: Where words begin, in order; empty where the engine does not tell.
    """

    pcm: bytes
    sample_rate: int
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        _require(len(self.pcm) % 2 == 0, "16-bit samples have two bytes")
        _require(self.sample_rate > 0, "a sample rate is positive")

    @property
    def samples(self) -> int:
        """Length in samples."""
        return len(self.pcm) // 2

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate


@dataclasses.dataclass(frozen=True, slots=True)
class Clip:
    """One sentence as sound, encoded, together with the pause after it.

    Attributes:
        mp3: Whole MPEG audio layer III frames; no tag and no Xing header.
        samples: Exact length when decoded.
        sample_rate: In hertz.
        marks: Where words begin, as heard in the decoded clip (encoder delay counted in).
    """

    mp3: bytes
    samples: int
    sample_rate: int
    marks: tuple[Mark, ...] = ()

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / self.sample_rate
