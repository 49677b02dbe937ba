"""An article to a finished file, in one call; a recording that is kept is only copied.

source, options ─ key ─ shelf ┬ kept ──────────────────────────────────────┬→ file
└ none: fetch → extract → script → record, keep ┘
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.shelf import USUAL, Options, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.audio.timeline import Timeline
    from reader.outputs.tags import Cover, Source
    from reader.settings import Settings
    from reader.values import Article, Script

    Progress = Callable[[str, int], contextlib.AbstractContextManager[Callable[[int], None]]]

__all__ = ["Extras", "Options", "save", "script"]


class Extras(NamedTuple):
    """What is made beside or around the sound.

    Attributes:
        captions: Names of `reader.outputs.captions.FORMATS`.
        form: One of `reader.outputs.formats`.
        cover: Whether the article's picture goes in front.
    """

    captions: tuple[str, ...] = ()
    form: str = "mp3"
    cover: bool = False


NONE: Final = Extras()


def save(
    source: str | Path,
    output: str | Path = ".",
    options: Options = USUAL,
    extras: Extras = NONE,
    *,
    cache: str | Path | None = None,
    force: bool = True,
    jobs: int = 0,
    allow_private: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write the article at `source` as sound.

    Args:
        source: As for `reader.fetch`.
        output: The file, or a folder in which the title names it.
        options: How it sounds.
        extras: What else is wanted.
        cache: Folder of the cache; see `reader.cache.folder`.
        force: Whether a file that is there may be replaced.
        jobs: How many sentences are made at once; 0 for what engine and machine bear.
        allow_private: Whether addresses inside private networks may be asked.
        progress: Called with the title and the number of sentences; told how many are done.

    Returns:
        The path of the file.

    Raises:
        ReaderError: Something on the way cannot be had or done; see `reader.errors`.
    """
    shelf = Shelf(source, options, cache)
    kept = shelf.find() if extras == NONE else None
    if kept is None:
        making = _Making(options, extras, shelf, jobs, progress)
        return making.file(source, Path(output), force=force, allow_private=allow_private)
    from reader.outputs import files
    from reader.writing import replacing

    target = files.target(Path(output), kept.title, ".mp3", force=force)
    with replacing(target) as file:
        file.write(kept.mp3)
    return target


def script(article: Article, settings: Settings) -> Script:
    """How the article is read under these settings."""
    from reader import vietnamese
    from reader.engines import for_voices

    said = vietnamese.script(
        article, dialect=settings.voice.dialect, lexicons=settings.reading.lexicons
    )
    return for_voices(said, settings.voice.foreign)


class _Making(NamedTuple):
    """One way round, when nothing is kept."""

    options: Options
    extras: Extras
    shelf: Shelf
    jobs: int
    progress: Progress | None

    def file(self, source: str | Path, output: Path, *, force: bool, allow_private: bool) -> Path:
        """Make it; its path."""
        from reader import article, fetching
        from reader.outputs import captions, files, formats

        settings = _settings(self.options, self.jobs)
        suffix = formats.suffix(self.extras.form)
        said = script(
            article.extract(fetching.fetch(source, allow_private=allow_private)), settings
        )
        target = files.target(output, said.article.title, suffix, force=force)
        cover = self._cover(said.article, allow_private=allow_private)
        with formats.by_way_of_mp3(target, self.extras.form) as mp3:
            timeline, speaker = self._write(mp3, said, settings, cover)
            if self.extras == NONE:
                self.shelf.keep(mp3, said.article.title, *speaker)
        captions.write(target, self.extras.captions, said, timeline, speaker)
        return target

    def _cover(self, article: Article, *, allow_private: bool) -> Cover | None:
        if not self.extras.cover:
            return None
        from reader.outputs import pictures

        return pictures.cover(article.image, allow_private=allow_private)

    def _write(
        self, mp3: Path, said: Script, settings: Settings, cover: Cover | None
    ) -> tuple[Timeline, Source]:
        from reader.recording import filing, stream

        take = stream(
            said,
            engine=settings.voice.engine,
            kbps=self.options.kbps,
            sample_rate=self.options.sample_rate,
            cache=self.shelf.cache,
            jobs=self.jobs,
            settings=settings,
        )
        with take, self._told(said) as done:
            return filing.write(take, mp3, heard=done, cover=cover)

    def _told(self, said: Script) -> contextlib.AbstractContextManager[Callable[[int], None]]:
        if self.progress is None:
            return contextlib.nullcontext(lambda _: None)
        return self.progress(said.article.title, len(said.sentences))


def _settings(options: Options, jobs: int) -> Settings:
    from reader.settings import decided

    asked = options._asdict()
    for of_the_file in ("kbps", "sample_rate"):
        del asked[of_the_file]
    return decided(**asked, jobs=jobs or None)
