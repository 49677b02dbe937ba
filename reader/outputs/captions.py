"""Captions beside the sound: WebVTT, SubRip, enhanced LRC and our own timing document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from reader.errors import UsageError
from reader.language import say
from reader.outputs import timing as timings
from reader.writing import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.audio.timeline import Timeline
    from reader.outputs.tags import Source
    from reader.values import Script

Document = dict[str, Any]


def vtt(document: Document) -> str:
    """WebVTT with a time stamp in front of each word (W3C WebVTT, 4.2)."""
    cues = (
        f"{s['id']}\n{_clock(s['begin'])} --> {_clock(s['end'])}\n{_stamped(s, _vtt_word)}\n"
        for s in document["sentences"]
    )
    return "\n".join(["WEBVTT\n", *cues])


def srt(document: Document) -> str:
    """SubRip: a sentence a cue."""
    return "\n".join(
        f"{number}\n{_clock(s['begin'], ',')} --> {_clock(s['end'], ',')}\n{_one_line(s)}\n"
        for number, s in enumerate(document["sentences"], 1)
    )


def lrc(document: Document) -> str:
    """Enhanced LRC: a sentence a line, ``<mm:ss.xx>`` in front of each word."""
    title = " ".join(document["title"].split())
    lines = (f"[{_minutes(s['begin'])}]{_stamped(s, _lrc_word)}" for s in document["sentences"])
    return "\n".join([f"[ti:{title}]", *lines, ""])


def timing(document: Document) -> str:
    """The timing document itself."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


FORMATS: Final[dict[str, Callable[[Document], str]]] = {
    "vtt": vtt,
    "srt": srt,
    "lrc": lrc,
    "json": timing,
}


def formats(asked: str) -> tuple[str, ...]:
    """The names in a list like "vtt,srt".

    Raises:
        UsageError: One of them is none of ours.
    """
    names = tuple(name.strip().lower() for name in asked.split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise UsageError(
                say(f"there are no captions {name!r}", f"không có phụ đề {name!r}"),
                fix=say(f"Choose from {','.join(FORMATS)}.", f"Hãy chọn {','.join(FORMATS)}."),
            )
    return names


def write(
    audio: Path, names: tuple[str, ...], script: Script, timeline: Timeline, source: Source
) -> list[Path]:
    """Write each format beside the sound, under the same name.

    Raises:
        StorageError: One cannot be written.
    """
    if not names:
        return []
    document = timings.document(script, timeline, source, audio.name, audio.stat().st_size)
    paths = [audio.with_suffix(f".{name}") for name in names]
    for path, name in zip(paths, names, strict=True):
        with replacing(path) as file:
            file.write(FORMATS[name](document).encode())
    return paths


def _stamped(sentence: Document, stamp: Callable[[float, str], str]) -> str:
    """The sentence with a stamp in front of every word; what stands between words is kept."""
    return "".join(_pieces(sentence, stamp)).replace("\n", " ")


def _pieces(sentence: Document, stamp: Callable[[float, str], str]) -> Iterator[str]:
    text, at = sentence["quote"]["exact"], 0
    for start, end, begin, _ in sentence["words"]:
        yield stamp(-1, text[at:start])
        yield stamp(begin, text[start:end])
        at = end
    yield stamp(-1, text[at:])


def _vtt_word(begin: float, text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{_clock(begin)}>{safe}" if begin >= 0 else safe


def _lrc_word(begin: float, text: str) -> str:
    return f"<{_minutes(begin)}>{text}" if begin >= 0 else text


def _one_line(sentence: Document) -> str:
    return " ".join(sentence["quote"]["exact"].split())


def _clock(milliseconds: float, point: str = ".") -> str:
    """``hh:mm:ss.ttt``."""
    seconds, thousandths = divmod(round(milliseconds), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"


def _minutes(milliseconds: float) -> str:
    """``mm:ss.xx``."""
    seconds, hundredths = divmod(round(milliseconds / 10), 100)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes:02}:{seconds:02}.{hundredths:02}"
