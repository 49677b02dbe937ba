"""`reader mp3 SOURCE`: a tagged MP3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.options import (
    AllowPrivate,
    Bitrate,
    CacheFolder,
    Captions,
    Dialect,
    Engine,
    Force,
    Foreign,
    Format,
    Jobs,
    Lexicon,
    Loudness,
    Output,
    Pitch,
    Quiet,
    Rate,
    SampleRate,
    Source,
    VoiceName,
    WithCover,
)

if TYPE_CHECKING:
    from reader.audio.timeline import Timeline
    from reader.outputs.tags import Cover
    from reader.outputs.tags import Source as Speaker
    from reader.recording import Take
    from reader.values import Script


def mp3(
    source: Source,
    *,
    output: Output = Path(),
    engine: Engine = None,
    voice: VoiceName = None,
    rate: Rate = None,
    pitch: Pitch = None,
    dialect: Dialect = None,
    lexicon: Lexicon = None,
    foreign: Foreign = None,
    loudness: Loudness = None,
    jobs: Jobs = None,
    captions: Captions = "",
    bitrate: Bitrate = 0,
    sample_rate: SampleRate = 0,
    form: Format = "mp3",
    cover: WithCover = False,
    force: Force = False,
    cache: CacheFolder = None,
    quiet: Quiet = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Make an MP3 of an article; its path is printed."""
    import reader
    from reader.cli import common
    from reader.outputs import captions as beside
    from reader.outputs import files, formats, pictures
    from reader.recording import stream

    settings = common.settings(
        engine=engine, voice=voice, rate=rate, pitch=pitch, dialect=dialect, lexicons=lexicon,
        foreign=foreign, loudness=loudness, jobs=jobs,
    )  # fmt: skip
    wanted, suffix = beside.formats(captions), formats.suffix(form)
    page = reader.fetch(source, allow_private=allow_private)
    script = common.script(reader.extract(page), settings)
    target = files.target(output, script.article, suffix, force=force)
    engine = settings.voice.engine
    picture = pictures.cover(script.article.image, allow_private=allow_private) if cover else None
    with (
        stream(
            script,
            engine=engine,
            kbps=bitrate,
            sample_rate=sample_rate,
            cache=cache,
            jobs=jobs or 0,
            settings=settings,
        ) as take,  # fmt: skip
        formats.by_way_of_mp3(target, form) as mp3,
    ):
        timeline, speaker = _write(mp3, script, take, picture, quiet=quiet)
    beside.write(target, wanted, script, timeline, speaker)
    print(target)


def _write(
    target: Path, script: Script, take: Take, cover: Cover | None, *, quiet: bool
) -> tuple[Timeline, Speaker]:
    from reader.cli.progress import Progress
    from reader.outputs.mp3 import Writer
    from reader.outputs.tags import Source as Speaker
    from reader.recording import complete

    with (
        Writer(target, script) as file,
        Progress(script.article.title, len(script.sentences), quiet=quiet) as progress,
    ):
        for clip in complete(take, restart=file.restart):
            file.add(clip)
            progress.done(len(file.timeline.starts))
        speaker = Speaker(take.engine_name, take.voice)
        file.finish(speaker, cover)
        return file.timeline, speaker
