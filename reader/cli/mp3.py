"""`reader mp3 SOURCE`: a tagged MP3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.options import (
    AllowPrivate,
    CacheFolder,
    Dialect,
    Engine,
    Foreign,
    Jobs,
    Lexicon,
    Loudness,
    Pitch,
    Quiet,
    Rate,
    Source,
    VoiceName,
)
from reader.language import say

if TYPE_CHECKING:
    from reader.audio.timeline import Timeline
    from reader.outputs.tags import Cover
    from reader.outputs.tags import Source as Speaker
    from reader.recording import Take
    from reader.values import Script


def mp3(
    source: Source,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|DIR",
            help=say("The file, or a folder for it.", "Tệp, hoặc thư mục chứa tệp."),
            show_default=False,
        ),
    ] = Path(),
    engine: Engine = None,
    voice: VoiceName = None,
    rate: Rate = None,
    pitch: Pitch = None,
    dialect: Dialect = None,
    lexicon: Lexicon = None,
    foreign: Foreign = None,
    loudness: Loudness = None,
    jobs: Jobs = None,
    captions: Annotated[
        str,
        typer.Option(
            "--captions",
            metavar="vtt,srt,lrc,json",
            help=say("Files beside the MP3, in time.", "Tệp phụ đề đi kèm, khớp thời gian."),
            show_default=False,
        ),
    ] = "",
    bitrate: Annotated[
        int,
        typer.Option(
            "--bitrate",
            metavar="KBPS",
            min=0,
            max=160,
            help=say("32–160; 48 suits speech.", "32–160; 48 là hợp với tiếng nói."),
            show_default=False,
        ),
    ] = 0,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="mp3|wav|flac|opus|m4a",
            help=say("Another format than MP3.", "Định dạng khác MP3."),
            show_default=False,
        ),
    ] = "mp3",
    cover: Annotated[
        bool,
        typer.Option(
            "--cover", help=say("The article's picture in front.", "Kèm ảnh đại diện của bài.")
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=say("Replace what is there.", "Ghi đè tệp đã có."))
    ] = False,
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
            script, engine=engine, kbps=bitrate, cache=cache, jobs=jobs or 0, settings=settings
        ) as take,
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
