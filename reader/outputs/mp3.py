"""The MP3 file: tags, Info header, clips, tail.

Clips are written as they come; only their times are kept in memory, so that a book costs no more
of it than a notice.

    with Writer(path, script) as file:
        for clip in clips:
            file.add(clip)
        file.finish(Source("espeak", "vi"))
"""

from __future__ import annotations

import contextlib
import io
import itertools
from typing import IO, TYPE_CHECKING, Final

from reader.audio.frames import Header, parse, silent_frame
from reader.audio.timeline import Timeline
from reader.errors import BadSoundError
from reader.language import say
from reader.outputs import info, tags
from reader.outputs.tags import Cover, Source
from reader.writing import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.values import Clip, Script

__all__ = ["Cover", "Source", "Writer", "write"]

_IN_MEMORY: Final = 16_000_000
"""Bytes of music, three quarters of an hour, before they go to a nameless file."""


def write(path: Path, script: Script, clips: Iterable[Clip], source: Source) -> Timeline:
    """Write the file, whole or not at all, and tell its times.

    Raises:
        StorageError: It cannot be written.
        BadSoundError: There is not a single clip.
    """
    with Writer(path, script) as file:
        for clip in clips:
            file.add(clip)
        file.finish(source)
        return file.timeline


class Writer(contextlib.AbstractContextManager["Writer"]):
    """A file in the making. Without `finish`, nothing is left of it.

    Attributes:
        timeline: When what is heard, as far as clips have come.
    """

    def __init__(self, path: Path, script: Script) -> None:
        self._script = script
        self._stack = contextlib.ExitStack()
        self._file: IO[bytes] = self._stack.enter_context(replacing(path))
        self._music: IO[bytes] = io.BytesIO()
        self._finished = False
        self.restart()

    def restart(self) -> None:
        """Forget the clips that came so far."""
        self._music.seek(0)
        self._music.truncate()
        self.timeline = Timeline()
        self._sizes: list[int] = []

    def add(self, clip: Clip) -> None:
        """The next clip."""
        self._music.write(clip.mp3)
        if isinstance(self._music, io.BytesIO) and self._music.tell() > _IN_MEMORY:
            self._music = self._stack.enter_context(_on_disk(self._music))
        self._sizes.append(len(clip.mp3))
        self.timeline.add(clip)

    def finish(self, source: Source, cover: Cover | None = None) -> None:
        """Write tags, header and music; on leaving, the file takes its place.

        Raises:
            BadSoundError: There is not a single clip.
        """
        first = self._first_header()
        for _ in range(info.TAIL_FRAMES):
            self._music.write(silent_frame(first.sample_rate, first.kbps))
        size = self._music.tell()
        frames = self.timeline.samples // first.samples + info.TAIL_FRAMES
        self._file.write(tags.build(self._script, self.timeline, source, cover))
        self._file.write(
            info.header(first.sample_rate, first.kbps, frames, size, self._seek_points(size))
        )
        self._music.seek(0)
        while block := self._music.read(_IN_MEMORY):
            self._file.write(block)
        self._finished = True

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._finished or kind:
            self._stack.__exit__(kind, error, trace)  # type: ignore[arg-type]
        else:
            with contextlib.suppress(_Unfinished):
                self._stack.__exit__(_Unfinished, _Unfinished(), None)

    def _first_header(self) -> Header:
        self._music.seek(0)
        first = parse(self._music.read(4))
        self._music.seek(0, 2)
        if first is None:
            raise BadSoundError(say("there is nothing to read aloud", "không có gì để đọc"))
        return first

    def _seek_points(self, size: int) -> list[float]:
        """The share of the bytes at each per cent of the time."""
        ends = list(itertools.accumulate(self._sizes))
        return list(_shares(self.timeline, ends, size))


def _on_disk(music: io.BytesIO) -> IO[bytes]:
    """A nameless file that goes on where the memory ends."""
    import tempfile

    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the writer's stack closes it
    file.write(music.getvalue())
    return file


class _Unfinished(Exception):  # noqa: N818 - not an error: the way to tell `replacing` to drop it
    """The file was left before it was finished."""


def _shares(timeline: Timeline, ends: list[int], size: int) -> Iterator[float]:
    sentence = 0
    for percent in range(100):
        sample = timeline.samples * percent // 100
        while timeline.starts[sentence] + timeline.lengths[sentence] <= sample:
            sentence += 1
        before = ends[sentence - 1] if sentence else 0
        inside = (sample - timeline.starts[sentence]) / timeline.lengths[sentence]
        yield (before + inside * (ends[sentence] - before)) / size
