"""The main job, tried out: the embedded voice speaks, and its sound becomes a file."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.doctor.findings import bad, failed, good
from reader.errors import ReaderError
from reader.language import say
from reader.values import Article, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.doctor.findings import Finding
    from reader.engines import Engine
    from reader.settings import Settings
    from reader.values import Script

_EMBEDDED: Final = "espeak"
_SENTENCE: Final = "Xin chào, đây là giọng đọc thử; hôm nay là một ngày đẹp trời."


def check(settings: Settings) -> Iterator[Finding]:
    """Speak a sentence, then make an MP3 of it and decode that."""
    yield _voice(settings)
    yield _file()


def _voice(settings: Settings) -> Finding:
    from reader import engines

    name = say("embedded voice", "giọng kèm sẵn")
    try:
        engine = engines.get(_EMBEDDED, settings)
        seconds, took = _timed(engine, _script())
    except ReaderError as error:
        return failed("voice", name, error, essential=True)
    version = engine.version.partition("+")[0]
    spoke = say(
        f"espeak-ng {version} said {seconds:.1f} s in {took * 1000:.0f} ms",
        f"espeak-ng {version} đọc {seconds:.1f} giây hết {took * 1000:.0f} mili giây",
    )
    speed = say(f"{seconds / took:.0f} × real time", f"nhanh gấp {seconds / took:.0f} lần lời nói")
    return good("voice", name, f"{spoke}, {speed}", essential=True)


def _timed(engine: Engine, script: Script) -> tuple[float, float]:
    """Seconds of sound, and seconds that they took; the voice is loaded before."""
    from reader.values import Delivery

    engine.speak(script.sentences[0], Delivery())
    start = time.perf_counter()
    sound = engine.speak(script.sentences[0], Delivery())
    return sound.seconds, time.perf_counter() - start


def _file() -> Finding:
    name = say("MP3 file", "tệp MP3")
    try:
        size, seconds = _made()
    except ReaderError as error:
        return failed("file", name, error, essential=True)
    except OSError as error:
        where = tempfile.gettempdir()
        fix = say(f"Make room in {where}.", f"Hãy dọn bớt {where}.")
        return bad("file", name, str(error), fix, essential=True)
    made = say("made and decoded", "ghi và giải mã được")
    return good("file", name, f"{made}: {seconds:.1f} s, {size / 1000:.0f} kB", essential=True)


def _made() -> tuple[int, float]:
    """Bytes and seconds of an MP3 that was made, written, read and decoded."""
    from reader.audio import codec
    from reader.recording import record

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "thu.mp3")
        record(_script(), engine=_EMBEDDED, cache=Path(folder, "cache")).save(path)
        data = path.read_bytes()
    return len(data), codec.decode(data).seconds


def _script() -> Script:
    from reader import vietnamese

    return vietnamese.script(Article("", (Block(BlockKind.PARAGRAPH, _SENTENCE),)))
