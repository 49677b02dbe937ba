"""`reader listen SOURCE`: hear it now."""

from __future__ import annotations

from typing import Annotated

import typer

from reader.cli.options import (
    AllowPrivate,
    CacheFolder,
    Dialect,
    Engine,
    Foreign,
    Lexicon,
    Loudness,
    Pitch,
    Rate,
    Source,
    VoiceName,
)
from reader.language import say


def listen(
    source: Source,
    *,
    engine: Engine = None,
    voice: VoiceName = None,
    rate: Rate = None,
    pitch: Pitch = None,
    dialect: Dialect = None,
    lexicon: Lexicon = None,
    foreign: Foreign = None,
    loudness: Loudness = None,
    device: Annotated[
        str,
        typer.Option(
            "--device",
            metavar="null",
            help=say("null plays in silence.", "null: phát không thành tiếng."),
            show_default=False,
        ),
    ] = "",
    cache: CacheFolder = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Play an article, printing each sentence as it starts."""
    import reader
    from reader.cli import common
    from reader.listen.playing import play
    from reader.recording import stream

    settings = common.settings(
        engine=engine, voice=voice, rate=rate, pitch=pitch, dialect=dialect, lexicons=lexicon,
        foreign=foreign, loudness=loudness,
    )  # fmt: skip
    page = reader.fetch(source, allow_private=allow_private)
    script = common.script(reader.extract(page), settings)

    def tell(index: int) -> None:
        print(script.sentences[index].text, flush=True)

    with stream(script, engine=settings.voice.engine, cache=cache, settings=settings) as take:
        play(take, tell, device)
