"""ID3v2.4: what a phone shows while it plays.

Title, artist and album (the site), date, language, source, who spoke; the text as plain lyrics
(USLT) and in time (SYLT); a chapter for each heading (ID3v2 Chapter Frame Addendum 1.0).
"""

from __future__ import annotations

import importlib
import io
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from reader.values import TITLE, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.audio.timeline import Timeline
    from reader.values import Article, Script

_UTF8: Final = 3
_LANGUAGES: Final = {"vi": "vie", "en": "eng", "fr": "fra", "zh": "zho", "ja": "jpn", "ko": "kor"}
"""BCP 47 → ISO 639-2, which ID3 wants."""
_URL_SIGNS: Final = "%:/?#[]@!$&'()*+,;=~"
"""What stays as it is in an address (RFC 3986), escapes included."""
_MILLISECONDS: Final = 2
_LYRICS: Final = 1
_TOP_LEVEL_ORDERED: Final = 3
_FRONT_COVER: Final = 3


class Source(NamedTuple):
    """Who spoke."""

    engine: str
    voice: str


class Cover(NamedTuple):
    """A picture for the front."""

    media_type: str
    data: bytes


def build(script: Script, timeline: Timeline, source: Source, cover: Cover | None = None) -> bytes:
    """The tag's bytes, to be put in front of the sound."""
    id3: Any = importlib.import_module("mutagen.id3")  # it has no types
    tag = id3.ID3()
    for frame in _frames(id3, script, timeline, source):
        tag.add(frame)
    if cover:
        tag.add(id3.APIC(encoding=0, mime=cover.media_type, type=_FRONT_COVER, data=cover.data))
    file = io.BytesIO()
    tag.save(file, v1=0, v2_version=4, padding=lambda _: 0)
    return file.getvalue()


def _frames(id3: Any, script: Script, timeline: Timeline, source: Source) -> Iterator[Any]:
    article = script.article
    language = _LANGUAGES.get(article.language[:2], "und")
    yield id3.TIT2(encoding=_UTF8, text=article.title)
    yield id3.TLAN(encoding=_UTF8, text=language)
    yield id3.TLEN(encoding=_UTF8, text=str(round(timeline.duration)))
    yield id3.COMM(encoding=_UTF8, lang=language, desc="", text=" ".join(filter(None, source)))
    yield from _where_from(id3, article)
    yield id3.USLT(encoding=_UTF8, lang=language, desc="", text=_whole_text(article))
    yield id3.SYLT(
        encoding=_UTF8,
        lang=language,
        format=_MILLISECONDS,
        type=_LYRICS,
        desc="",
        text=_lines_in_time(script, timeline),
    )
    yield from _chapters(id3, script, timeline)


def _where_from(id3: Any, article: Article) -> Iterator[Any]:
    if article.site:
        yield id3.TPE1(encoding=_UTF8, text=article.site)
        yield id3.TALB(encoding=_UTF8, text=article.site)
    if article.author:
        yield id3.TEXT(encoding=_UTF8, text=article.author)
    if article.date:
        yield id3.TDRC(encoding=_UTF8, text=article.date.isoformat())
    if article.url:
        yield id3.WOAS(url=quote(article.url, safe=_URL_SIGNS))  # ID3 has no letters of ours there


def _whole_text(article: Article) -> str:
    return "\n\n".join(filter(None, (article.title, *(b.text for b in article.blocks))))


def _lines_in_time(script: Script, timeline: Timeline) -> list[tuple[str, int]]:
    """A line a sentence; SYLT wants the line break in front of each line but the first."""
    return [
        ("\n" * bool(index) + sentence.text, round(timeline.begin(index)))
        for index, sentence in enumerate(script.sentences)
    ]


def _chapters(id3: Any, script: Script, timeline: Timeline) -> Iterator[Any]:
    """The title and each heading begin a chapter, where there are headings."""
    begins = _chapter_begins(script)
    if len(begins) < 2:  # noqa: PLR2004 - one chapter is none
        return
    ends = [timeline.begin(index) for index, _ in begins[1:]] + [timeline.duration]
    names = [f"chp{number}" for number in range(len(begins))]
    yield id3.CTOC(
        element_id="toc", flags=_TOP_LEVEL_ORDERED, child_element_ids=names, sub_frames=[]
    )
    for name, (index, text), end in zip(names, begins, ends, strict=True):
        yield id3.CHAP(
            element_id=name,
            start_time=round(timeline.begin(index)),
            end_time=round(end),
            sub_frames=[id3.TIT2(encoding=_UTF8, text=text)],
        )


def _chapter_begins(script: Script) -> list[tuple[int, str]]:
    """``(sentence, text)`` of the first sentence and of each heading's first."""
    article, begins, last = script.article, [], None
    for index, sentence in enumerate(script.sentences):
        if sentence.block != last:
            last = sentence.block
            heading = last != TITLE and article.blocks[last].kind is BlockKind.HEADING
            if heading or not index:
                begins.append((index, article.text_of(last)))
    has_headings = any(block.kind is BlockKind.HEADING for block in article.blocks)
    return begins if has_headings else begins[:1]
