"""Microsoft Edge's neural voices through the package `edge-tts` (extra ``edge``): online, free.

The package speaks the protocol and mends its clock; what it leaves open is closed here. Word times
are asked for. A socket that drops in the middle ends without an error: the sound is too short for
its text then, and asked for again. Boundaries may come after the sound or not at all: everything
is gathered first, and words without a boundary are found in the sound.
"""

from __future__ import annotations

import asyncio
import importlib
import random
from typing import TYPE_CHECKING, Any, Final

from reader.engines.client import Loop, wait_before
from reader.engines.decoding import decoded
from reader.engines.protocol import Workers
from reader.errors import BadSoundError, EngineError, EngineMissingError
from reader.language import say
from reader.values import Mark, Sound, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.settings import Settings
    from reader.values import Delivery, Sentence

_SAMPLE_RATE: Final = 24_000
_TICKS: Final = 10_000_000  # a second
_VOICES: Final = {"vi-VN-HoaiMyNeural": "female", "vi-VN-NamMinhNeural": "male"}
_FOREIGN: Final = {
    "en": "en-US-EmmaMultilingualNeural",
    "fr": "fr-FR-VivienneMultilingualNeural",
    "ja": "ja-JP-NanamiNeural",
    "ko": "ko-KR-SunHiNeural",
    "zh": "zh-CN-XiaoxiaoNeural",
}
_HERTZ: Final = {"female": 210, "male": 120}
"""A voice's usual pitch: the service takes differences in hertz."""
_TRIES: Final = 4


class Edge:
    """The service as it is: rate from 0.5 to 2, pitch, and usually word times."""

    name = "edge"
    version = "1"  # the service tells none
    workers = Workers("thread", 4)
    rates = (0.5, 2.0)

    def __init__(self, settings: Settings) -> None:
        self._package = _package()
        if settings.edge.address:
            self._package.communicate.WSS_URL = settings.edge.address
        self.address: str = self._package.communicate.WSS_URL
        self._loop = Loop()

    def voices(self) -> Sequence[Voice]:
        """The two Vietnamese voices."""
        return [
            Voice(self.name, name, "vi-VN", "", gender, _SAMPLE_RATE, online=True)
            for name, gender in _VOICES.items()
        ]

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        """The sentence as sound, with the marks that the service tells."""
        return self._loop.run(self._speak(sentence, delivery))

    async def _speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._attempt(sentence, delivery)
            except self._passing() as error:
                failure = _failed(error)
                if attempt == _TRIES or _is_final(error):
                    raise failure from error
                await asyncio.sleep(wait_before(attempt, None, random.random()))  # noqa: S311
        raise AssertionError  # the loop returns or raises

    async def _attempt(self, sentence: Sentence, delivery: Delivery) -> Sound:
        sound, boundaries = bytearray(), []
        async for part in self._asked(sentence, delivery).stream():
            if part["type"] == "audio":
                sound += part["data"]
            elif part["type"] == "WordBoundary":
                boundaries.append((part["offset"], part["text"]))
        spoken = decoded(bytes(sound), _SAMPLE_RATE)
        return Sound(spoken.pcm, _SAMPLE_RATE, tuple(_marks(sentence, boundaries)))

    def _asked(self, sentence: Sentence, delivery: Delivery) -> Any:
        voice = _voice(delivery.voice, sentence.language)
        hertz = _HERTZ[_VOICES.get(voice, "female")]
        return self._package.Communicate(
            sentence.spoken,
            voice,
            rate=f"{round((delivery.rate - 1) * 100):+d}%",
            pitch=f"{round((delivery.pitch - 1) * hertz):+d}Hz",
            boundary="WordBoundary",
            receive_timeout=20,
        )

    def _passing(self) -> tuple[type[Exception], ...]:
        aiohttp = importlib.import_module("aiohttp")
        exceptions = self._package.exceptions
        return (aiohttp.ClientError, exceptions.EdgeTTSException, TimeoutError, OSError)

    def close(self) -> None:
        """End the loop; who waits for a sentence gets an `EngineError`."""
        self._loop.close()


def _package() -> Any:
    try:
        return importlib.import_module("edge_tts")
    except ImportError as error:
        raise EngineMissingError(
            say("the engine “edge” is not installed", "chưa cài bộ đọc “edge”"),
            str(error),
            say("Run: ", "Hãy chạy: ") + "pip install 'doc-bai-viet[edge]'",
        ) from error


def _voice(name: str, language: str) -> str:
    primary = language.partition("-")[0].lower()
    return _FOREIGN.get(primary) or name or next(iter(_VOICES))


def _marks(sentence: Sentence, boundaries: list[tuple[int, str]]) -> Iterator[Mark]:
    """The first boundary inside each word: their texts are found in what was said, in order."""
    spoken, position, last = sentence.spoken, 0, -1
    spans = list(sentence.spoken_spans())
    for offset, text in sorted(boundaries):
        found = spoken.find(text, position)
        if found < 0:
            continue
        position = found + len(text)
        word = next((w for start, end, w in spans if start <= found < end), last)
        if word > last:
            yield Mark(round(offset * _SAMPLE_RATE / _TICKS), word)
            last = word


def _is_final(error: Exception) -> bool:
    """Whether asking again is of no use, or not ours to do.

    Refusals stay refusals: the package has set its clock and asked again. An answer without sound
    is asked for again by who checks the sound.
    """
    if _is_soundless(error):
        return True
    status = getattr(error, "status", None)
    return isinstance(status, int) and 400 <= status < 500 and status != 429  # noqa: PLR2004


def _failed(error: Exception) -> EngineError:
    if _is_soundless(error):
        return BadSoundError(say("Edge sent no sound", "Edge không gửi âm thanh"))
    return EngineError(
        say("Edge's voice cannot be had", "không dùng được giọng của Edge"),
        _why(error),
        say(
            "Check the network, or use --engine espeak.",
            "Hãy kiểm tra mạng, hoặc dùng --engine espeak.",
        ),
    )


def _is_soundless(error: Exception) -> bool:
    return type(error).__name__ == "NoAudioReceived"


def _why(error: Exception) -> str:
    """In short: the text of a refusal holds the address with the client's token."""
    status = getattr(error, "status", None)
    return f"HTTP {status}" if status else str(error) or type(error).__name__
