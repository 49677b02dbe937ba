"""`reader mp3 SOURCE`: a tagged MP3."""

from __future__ import annotations

from pathlib import Path

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
    from reader import saving
    from reader.cli.progress import Progress
    from reader.outputs import captions as beside

    options = saving.Options(
        engine, voice, rate, pitch, dialect, tuple(map(str, lexicon or ())), foreign, loudness,
        bitrate, sample_rate,
    )  # fmt: skip
    print(
        saving.save(
            source,
            output,
            options,
            saving.Extras(beside.formats(captions), form, cover),
            cache=cache,
            force=force,
            jobs=jobs or 0,
            allow_private=allow_private,
            progress=lambda title, total: Progress(title, total, quiet=quiet),
        )
    )
