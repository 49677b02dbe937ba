"""The timing document: what is heard when, and where it stands in the page. Version 1.

    {"version": 1, "title", "url", "language", "duration", "engine", "voice",
     "audio": {"src", "type", "bytes"},
     "sentences": [{"id", "kind", "block", "quote": {"type", "exact", "prefix", "suffix"},
                    "begin", "end", "words": [[start, end, begin, end], …]}]}

Times are milliseconds on the time axis of the finished file. A sentence is found in a page by its
quote (W3C Web Annotation, TextQuoteSelector); word spans count Unicode code points of
``quote.exact``. timing.schema.json is the same for machines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reader.values import TITLE

if TYPE_CHECKING:
    from reader.audio.timeline import Timeline
    from reader.outputs.tags import Source
    from reader.values import Script, Sentence

VERSION: Final = 1
_CONTEXT: Final = 32
"""Characters of prefix and suffix: enough to tell two equal sentences apart."""


def document(
    script: Script, timeline: Timeline, source: Source, audio: str, size: int
) -> dict[str, Any]:
    """The document of a recording, or of its beginning where `timeline` ends early.

    Args:
        script: What is said.
        timeline: When.
        source: Who speaks.
        audio: Address of the sound, best relative to the document's own.
        size: Of the sound, in bytes.
    """
    article = script.article
    return {
        "version": VERSION,
        "title": article.title,
        "url": article.url,
        "language": article.language,
        "duration": timeline.duration,
        "engine": source.engine,
        "voice": source.voice,
        "audio": {"src": audio, "type": "audio/mpeg", "bytes": size},
        "sentences": [sentence(script, timeline, i) for i in range(len(timeline.starts))],
    }


def sentence(script: Script, timeline: Timeline, index: int) -> dict[str, Any]:
    """One entry of "sentences"."""
    said = script.sentences[index]
    block = script.article.text_of(said.block)
    kind = "title" if said.block == TITLE else str(script.article.blocks[said.block].kind)
    return {
        "id": f"s{index}",
        "kind": kind,
        "block": said.block,
        "quote": {
            "type": "TextQuoteSelector",
            "exact": said.text,
            "prefix": block[max(0, said.start - _CONTEXT) : said.start],
            "suffix": block[said.end : said.end + _CONTEXT],
        },
        "begin": timeline.begin(index),
        "end": timeline.end(index),
        "words": _words(said, timeline, index),
    }


def _words(said: Sentence, timeline: Timeline, index: int) -> list[list[float]]:
    """Each word lasts until the next begins."""
    marks = timeline.words(index)
    ends = [begin for _, begin in marks[1:]] + [timeline.end(index)]
    return [
        [said.words[word].start, said.words[word].end, begin, end]
        for (word, begin), end in zip(marks, ends, strict=True)
        if word < len(said.words)
    ]
