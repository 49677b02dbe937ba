"""espeak-ng, embedded: always there, offline, about 500 times faster than speech.

Library and data come from the wheel `espeakng-loader`; no program is started and no temporary
file is written. The library keeps its state in globals, so one process has one instance and one
sentence at a time; for more there are more processes.

Rate, pitch and most of the loudness are the library's own, because they cost nothing there:
volume 200 puts its automatic gain control to work as a limiter at full scale, and what is left to
the wanted loudness is a constant a voice, a little moved by pitch and rate (the figures below are
measured; tests/engines/test_espeak.py measures them again). What comes is finished sound.
"""

from __future__ import annotations

import bisect
import ctypes
import functools
import importlib.util
import math
import os
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.engines.protocol import Workers, finished_version
from reader.errors import BadSoundError, EngineMissingError
from reader.language import say
from reader.values import Mark, Sound, Voice

with warnings.catch_warnings():  # deprecated up to 3.12; from 3.13 on `audioop-lts` has it
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.settings import Settings
    from reader.values import Delivery, Sentence


class _Voice(NamedTuple):
    """A voice of the library.

    Attributes:
        file: Named by its file it is found at once; by its name all 130 voices are read first.
        dialect: As in `Voice`.
        loudness: LUFS at volume 200, rate 1 and pitch 1.
    """

    file: str
    dialect: str
    loudness: float


_VOICES: Final = {
    "vi": _Voice("aav/vi", "north", -14.6),
    "vi-vn-x-central": _Voice("aav/vi-VN-x-central", "central", -15.8),
    "vi-vn-x-south": _Voice("aav/vi-VN-x-south", "south", -15.0),
}
_FOREIGN_LOUDNESS: Final = -13.8
_LOUDER_A_PITCH_OCTAVE: Final = 2.0
_QUIETER_A_DOUBLE_RATE: Final = 1.15
_CEILING: Final = 0.8  # −1.9 dB of full scale, so that no peak between samples passes −1 dB
_FASTEST_OWN: Final = 450
_LOUDNESS_OF_SHORTENED: Final = 0.45
_TAKEN_BY_LIMITER: Final = 1.3
_MOST_CLIPPED: Final = (
    0.6  # dB of gain; up to here so few peaks reach the ceiling that clipping does
)
_RETRIEVE_SYNCHRONOUSLY: Final = 2
_DO_NOT_EXIT: Final = 0x8000
_UTF8: Final = 1
_BUFFER_MS: Final = 2_000
_RATE, _VOLUME, _PITCH = 1, 2, 3
_WORDS_A_MINUTE: Final = 175
_NEUTRAL_PITCH: Final = 50
_PITCH_OCTAVE: Final = 50
_WORD: Final = 1
_EDGE_BYTES: Final = 2 * 220  # 10 ms at 22.05 kHz


class _Event(ctypes.Structure):
    """`espeak_EVENT` of speak_lib.h, API revision 12."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class _Library:
    """The shared library with its one callback, of which a process has one."""

    def __init__(self) -> None:
        folder = _folder()
        self._dll = ctypes.CDLL(os.path.join(folder, _LIBRARY))  # noqa: PTH118 - as it is given
        data = os.path.join(folder, "espeak-ng-data").encode()  # noqa: PTH118 - the same
        self.sample_rate: int = self._dll.espeak_Initialize(
            _RETRIEVE_SYNCHRONOUSLY, _BUFFER_MS, data, _DO_NOT_EXIT
        )
        if self.sample_rate <= 0:
            raise OSError(data.decode())
        self._dll.espeak_Info.restype = ctypes.c_char_p
        self.version: str = self._dll.espeak_Info(None).decode()
        self._callback = _Callback(self._receive)
        self._dll.espeak_SetSynthCallback(self._callback)
        self._pcm: list[bytes] = []
        self._words: list[tuple[int, int]] = []
        self._voice = ""
        self._lock = threading.Lock()

    def _receive(self, samples: int | None, count: int, events: Any) -> int:
        if samples and count > 0:
            self._pcm.append(ctypes.string_at(samples, 2 * count))
        for event in events:
            if event.type == _WORD:
                self._words.append((event.sample, event.text_position - 1))
            elif not event.type:
                break
        return 0

    def speak(
        self, text: str, voice: str, *, rate: int, pitch: int
    ) -> tuple[bytes, list[tuple[int, int]]]:
        """``(pcm, [(sample, character), …])``: sound, and which character begins a word where."""
        with self._lock:
            self._pcm, self._words = [], []
            self._select(voice)
            for parameter, value in ((_RATE, rate), (_VOLUME, 200), (_PITCH, pitch)):
                self._dll.espeak_SetParameter(parameter, value, 0)
            data = text.encode()
            size = ctypes.c_size_t(len(data) + 1)
            self._dll.espeak_Synth(data, size, 0, 1, 0, _UTF8, None, None)
            return b"".join(self._pcm), self._words

    def _select(self, voice: str) -> None:
        if voice != self._voice and self._dll.espeak_SetVoiceByName(voice.encode()):
            raise _no_voice(voice)
        self._voice = voice


_LIBRARY: Final = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}.get(
    sys.platform, "libespeak-ng.so"
)


def _folder() -> str:
    """Where the wheel put it; the wheel's own functions take longer to import than the library."""
    found = importlib.util.find_spec("espeakng_loader")
    if found is None or not found.submodule_search_locations:
        raise ImportError("espeakng_loader")
    return found.submodule_search_locations[0]


_LOADING: Final = threading.Lock()


def _library() -> _Library:
    """The one of this process: initialised twice, its memory is corrupted."""
    with _LOADING:
        return _loaded()


@functools.cache
def _loaded() -> _Library:
    try:
        return _Library()
    except (ImportError, OSError, RuntimeError) as error:
        command = "pip install --force-reinstall espeakng-loader"
        raise EngineMissingError(
            say("the embedded voice cannot be loaded", "không nạp được giọng đọc kèm sẵn"),
            str(error),
            say(f"Run: {command}", f"Hãy chạy: {command}"),
        ) from error


class Espeak:
    """The embedded engine; its sound is finished as it comes."""

    name = "espeak"
    workers = Workers("process")

    def __init__(self, settings: Settings) -> None:
        self._library = _library()
        self._loudness = settings.voice.loudness
        self.version = finished_version(self._library.version, self._loudness)

    def voices(self) -> Sequence[Voice]:
        """The Vietnamese voices, the northern one first."""
        rate = self._library.sample_rate
        return [
            Voice(self.name, name, "vi", voice.dialect, "male", rate, "GPL-3.0-or-later")
            for name, voice in _VOICES.items()
        ]

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        """The sentence as sound, with a mark for each word.

        A sentence in another language is spoken by the library's voice of that language.

        Raises:
            EngineMissingError: There is no such voice.
            BadSoundError: The sentence has nothing that can be said.
        """
        voice = _voice(delivery.voice, sentence.language)
        pcm, words = self._library.speak(
            _sayable(sentence.spoken),
            voice.file,
            rate=round(_WORDS_A_MINUTE * delivery.rate),
            pitch=round(_NEUTRAL_PITCH + _PITCH_OCTAVE * math.log2(delivery.pitch)),
        )
        pcm, dropped = _without_silence(pcm)
        if not pcm:
            raise _silent(sentence.text)
        marks = tuple(_marks(sentence, words, dropped))
        return self._levelled(Sound(pcm, self._library.sample_rate, marks), voice, delivery)

    def _levelled(self, sound: Sound, voice: _Voice, delivery: Delivery) -> Sound:
        gain = self._loudness - voice.loudness - _loudness_of(delivery)
        if gain > _MOST_CLIPPED:
            from reader.audio.loudness import levelled

            return levelled(sound, 2 * gain + _TAKEN_BY_LIMITER)
        factor = 10 ** (gain / 20)
        clipped = audioop.mul(sound.pcm, 2, factor / _CEILING)
        return Sound(audioop.mul(clipped, 2, _CEILING), sound.sample_rate, sound.marks)

    def close(self) -> None:
        """The library stays loaded for the next one: it cannot be initialised twice safely."""


def _voice(name: str, language: str) -> _Voice:
    primary = language.partition("-")[0].lower()
    if primary not in ("vi", ""):
        return _Voice(primary, "", _FOREIGN_LOUDNESS)
    if name and name not in _VOICES:
        raise _no_voice(name)
    return _VOICES[name or "vi"]


def _sayable(text: str) -> str:
    """As many characters as before: NUL would end the text inside the library."""
    return text.replace("\0", " ")


def _loudness_of(delivery: Delivery) -> float:
    """How much louder than at rate 1 and pitch 1 the library speaks, in dB."""
    rate = math.log2(delivery.rate)
    if delivery.rate * _WORDS_A_MINUTE > _FASTEST_OWN:  # it shortens the finished wave instead
        rate = _LOUDNESS_OF_SHORTENED
    return _LOUDER_A_PITCH_OCTAVE * math.log2(delivery.pitch) - _QUIETER_A_DOUBLE_RATE * rate


def _without_silence(pcm: bytes) -> tuple[bytes, int]:
    """``(sound, samples dropped in front)``; the library's silence is exact zeros."""
    front = len(pcm) - len(pcm.lstrip(b"\0"))
    start = max(0, front - _EDGE_BYTES) & ~1
    end = (len(pcm.rstrip(b"\0")) + _EDGE_BYTES + 1) & ~1
    return (b"", 0) if front == len(pcm) else (pcm[start:end], start // 2)


def _marks(sentence: Sentence, words: list[tuple[int, int]], dropped: int) -> Iterator[Mark]:
    """The first event inside each word's span in the spoken text."""
    spans = list(sentence.spoken_spans())
    starts = [start for start, _, _ in spans]
    last = -1
    for sample, position in words:
        here = bisect.bisect_right(starts, position) - 1
        if here > last and position < spans[here][1]:
            yield Mark(max(0, sample - dropped), spans[here][2])
            last = here


def _no_voice(name: str) -> EngineMissingError:
    return EngineMissingError(
        say(f"espeak has no voice “{name}”", f"espeak không có giọng “{name}”"),
        fix=say(f"Choose one of: {', '.join(_VOICES)}.", f"Hãy chọn: {', '.join(_VOICES)}."),
    )


def _silent(text: str) -> BadSoundError:
    return BadSoundError(
        say("espeak made no sound", "espeak không tạo ra âm thanh"), f"“{text[:60]}”"
    )
