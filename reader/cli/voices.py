"""`reader voices`: who can speak, hearing them, fetching and removing them."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from reader.settings import Settings
    from reader.values import Delivery, Sound, Voice

voices = typer.Typer(
    name="voices",
    help=say("Who can speak; hear, fetch and remove voices.", "Các giọng đọc: nghe thử, tải, xoá."),
    invoke_without_command=True,
)

_SAMPLE: Final = (
    "Xin chào, đây là giọng đọc thử. Hôm nay trời đẹp, mời bạn cùng nghe một bài báo hay."
)
_Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@voices.callback()
def table(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help=say("For programs.", "Dành cho chương trình."))
    ] = False,
) -> None:
    """A table of all engines and voices."""
    if context.invoked_subcommand is None:
        from reader import settings
        from reader.engines.known import known

        rows = list(known(settings.load()))
        _print_json(rows) if as_json else _print_table(rows)


@voices.command("try", help=say("Hear a voice say a sentence.", "Nghe thử một giọng."))
def try_voice(
    voice: Annotated[
        str,
        typer.Argument(
            metavar="VOICE",
            help=say("ENGINE, VOICE or ENGINE:VOICE.", "BỘ_ĐỌC, GIỌNG hoặc BỘ_ĐỌC:GIỌNG."),
            show_default=False,
        ),
    ],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help=say("What to say.", "Câu cần đọc."))
    ] = _SAMPLE,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help=say("Write a WAV file instead of playing.", "Ghi tệp WAV thay vì phát."),
        ),
    ] = None,
    rate: Annotated[float, typer.Option(help=say("Speed, 0.5–3.", "Tốc độ, 0.5–3."))] = 1.0,
) -> None:
    """Hear a voice say a sentence."""
    from reader import settings

    chosen = settings.load()
    engine, name = _engine_and_voice(voice, chosen)
    sound = _said(text, engine, _delivery(name, rate), chosen)
    if output is None:
        _play(sound)
    else:
        _write(sound, output)


@voices.command(help=say("Fetch a Piper voice.", "Tải một giọng Piper; đứt mạng thì tải tiếp."))
def download(name: _Name) -> None:
    """Fetch a Piper voice; a broken download is taken up again."""
    from reader import settings
    from reader.engines import piper_voices

    chosen = settings.load()
    wanted = piper_voices.pinned(name)
    with _bar(wanted.size) as advance:
        place = piper_voices.fetch(wanted, chosen, advance)
    print(say(f"{name} is in {place}", f"{name} đã nằm trong {place}"))


@voices.command(help=say("Remove a fetched voice.", "Xoá một giọng đã tải."))
def remove(name: _Name) -> None:
    """Remove a fetched voice."""
    from reader import settings
    from reader.engines import piper_voices

    piper_voices.remove(name, settings.load())
    print(say(f"{name} is gone", f"đã xoá {name}"))


@contextlib.contextmanager
def _bar(size: int) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=size)
        yield lambda done, _size: bar.update(task, completed=done)


def _print_json(rows: list[Voice]) -> None:
    import dataclasses

    print(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=2))


def _print_table(rows: list[Voice]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    headings = (
        *(say("engine", "bộ đọc"), say("voice", "giọng"), say("dialect", "vùng")),
        *(say("gender", "giới"), "kHz", say("licence", "giấy phép"), say("state", "tình trạng")),
    )
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    for row in rows:
        rate = f"{row.sample_rate / 1000:g}"
        facts = (row.engine, row.name, row.dialect, row.gender, rate, row.licence)
        table.add_row(*facts, _state(row))
    Console().print(table)
    for row in rows:
        if not row.installed:
            print(f"{row.name or row.engine}: {row.install}")


def _state(voice: Voice) -> str:
    if not voice.installed:
        return say("to get", "cần cài")
    return say("online", "cần mạng") if voice.online else say("offline", "không mạng")


def _engine_and_voice(wanted: str, chosen: Settings) -> tuple[str, str]:
    """``espeak``, ``vi-vn-x-south`` and ``espeak:vi-vn-x-south`` all name a voice."""
    from reader import engines
    from reader.engines.known import known

    engine, colon, voice = wanted.partition(":")
    if colon or engine in engines.names():
        return engine, voice
    owners = (row.engine for row in known(chosen) if row.name == wanted.partition("#")[0])
    return next(owners, wanted), wanted


def _said(text: str, engine_name: str, delivery: Delivery, chosen: Settings) -> Sound:
    from reader import engines, vietnamese
    from reader.audio.stretch import resampled
    from reader.engines.decoding import joined
    from reader.errors import UsageError
    from reader.values import Article, Block, BlockKind

    article = Article("", (Block(BlockKind.PARAGRAPH, " ".join(text.split()) or "."),))
    sentences = [s for s in vietnamese.script(article).sentences if s.spoken]
    if not sentences:
        raise UsageError(say("there is nothing to say", "không có gì để đọc"))
    engine = engines.get(engine_name, chosen)
    try:
        sounds = [engine.speak(sentence, delivery) for sentence in sentences]
    finally:
        engine.close()
    return joined([resampled(sound, sounds[0].sample_rate) for sound in sounds])


def _delivery(voice: str, rate: float) -> Delivery:
    from reader.errors import UsageError
    from reader.values import Delivery

    try:
        return Delivery(voice, rate)
    except ValueError as error:
        raise UsageError(
            say("no voice speaks so", "không giọng nào đọc vậy"), str(error)
        ) from error


def _play(sound: Sound) -> None:
    import time

    import miniaudio

    from reader.errors import AudioDeviceError

    def samples() -> Generator[memoryview, int, None]:
        rest = memoryview(sound.pcm)
        wanted = yield rest[:0]
        while rest:
            wanted = yield rest[: 2 * wanted]
            rest = rest[2 * wanted :]

    try:
        with miniaudio.PlaybackDevice(nchannels=1, sample_rate=sound.sample_rate) as device:
            stream = samples()
            next(stream)
            device.start(stream)
            time.sleep(sound.seconds + 0.3)
    except miniaudio.MiniaudioError as error:
        raise AudioDeviceError(
            say("there is nothing to play on", "không có thiết bị phát âm thanh"),
            str(error),
            say("Write a file: -o sample.wav", "Hãy ghi ra tệp: -o thu.wav"),
        ) from error


def _write(sound: Sound, path: Path) -> None:
    import wave

    from reader.errors import StorageError

    try:
        with path.open("wb") as stream, wave.open(stream, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(sound.sample_rate)
            file.writeframes(sound.pcm)
    except OSError as error:
        raise StorageError(
            say(f"cannot write {path}", f"không ghi được {path}"), str(error)
        ) from error
