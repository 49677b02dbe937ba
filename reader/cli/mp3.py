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
    Lexicon,
    Pitch,
    Quiet,
    Rate,
    Source,
    VoiceName,
)
from reader.language import say

if TYPE_CHECKING:
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
    from reader.outputs import files
    from reader.recording import stream

    settings = common.settings(
        engine=engine, voice=voice, rate=rate, pitch=pitch, dialect=dialect, lexicons=lexicon
    )
    page = reader.fetch(source, allow_private=allow_private)
    script = common.script(reader.extract(page), settings)
    target = files.target(output, script.article, ".mp3", force=force)
    with stream(script, engine=settings.voice.engine, cache=cache, settings=settings) as take:
        _write(target, script, take, quiet=quiet)
    print(target)


def _write(target: Path, script: Script, take: Take, *, quiet: bool) -> None:
    from reader.cli.progress import Progress
    from reader.outputs.mp3 import Source as Speaker
    from reader.outputs.mp3 import Writer
    from reader.recording import complete

    with (
        Writer(target, script) as file,
        Progress(script.article.title, len(script.sentences), quiet=quiet) as progress,
    ):
        for clip in complete(take, restart=file.restart):
            file.add(clip)
            progress.done(len(file.timeline.starts))
        file.finish(Speaker(take.engine_name, take.voice))
