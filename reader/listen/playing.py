"""Play a take, and tell each sentence as it starts.

Three hands on two queues: a feeder makes sound, the device takes it, the caller sees sentences.

    feeder ─ sound, a few sentences ahead → device ─ "sentence 3 starts" → caller
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from reader.audio import codec
from reader.audio.frames import DECODER_DELAY
from reader.errors import AudioDeviceError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from reader.recording import Take

_AHEAD: Final = 3
_END: Final = -1
_BUFFER_MS: Final = 50
_BYTES_A_SAMPLE: Final = 2

Sounding = tuple[int, bytes, int]
"""Sentence, samples, sample rate."""


class Device:
    """Where sound goes: ``open(rate, source)`` starts taking from the source, `close` stops.

    Args:
        name: "" for the system's usual device, "null" for silence in real time.
    """

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._device: Any = None

    def open(self, sample_rate: int, source: Generator[bytes, int, None]) -> None:
        """Start.

        Raises:
            AudioDeviceError: There is nothing to play on.
        """
        import miniaudio

        backends = [miniaudio.Backend.NULL] if self._name == "null" else None
        try:
            with _quiet_libraries():
                self._device = miniaudio.PlaybackDevice(
                    nchannels=1,
                    sample_rate=sample_rate,
                    buffersize_msec=_BUFFER_MS,
                    backends=backends,
                    app_name="reader",
                )
            next(source)
            self._device.start(source)
        except miniaudio.MiniaudioError as error:
            raise no_device(str(error.args[0] if error.args else error)) from error

    def close(self) -> None:
        """Stop and let go."""
        if self._device:
            self._device.close()


@contextlib.contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Sound libraries print pages to the error stream while they look for a device."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def no_device(why: str) -> AudioDeviceError:
    """The error for a machine that cannot sound."""
    return AudioDeviceError(
        say("there is nothing to play on", "không có thiết bị phát âm thanh"),
        why,
        say("Make a file instead: reader mp3 SOURCE.", "Hãy tạo tệp: reader mp3 NGUỒN."),
    )


class Player(contextlib.AbstractContextManager["Player"]):
    """Plays one take once; leaving it stops everything."""

    def __init__(self, take: Take, device: Device) -> None:
        self._take, self._device = take, device
        self._sounds: queue.Queue[Sounding | BaseException | None] = queue.Queue(_AHEAD)
        self._events: queue.Queue[int | BaseException] = queue.Queue()
        self._stop = threading.Event()
        self._feeder = threading.Thread(target=self._feed, daemon=True)

    def sentences(self) -> Iterator[int]:
        """Each sentence's number, at the moment when its sound starts; ends with the sound.

        Raises:
            EngineError: No sound could be made.
            AudioDeviceError: There is nothing to play on.
        """
        self._feeder.start()
        first = self._sounds.get()
        if isinstance(first, BaseException):
            raise first
        if first is None:
            return
        self._device.open(first[2], self._sound(first))
        while (event := self._events.get()) != _END:
            if isinstance(event, BaseException):
                raise event
            yield event
        time.sleep(_BUFFER_MS / 500)  # what the device still holds

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        with contextlib.suppress(queue.Empty):
            while True:
                self._sounds.get_nowait()
        self._device.close()
        if self._feeder.is_alive():
            self._feeder.join()

    def _feed(self) -> None:
        end: BaseException | None = None
        try:
            for index, clip in self._take:
                sound = codec.decode(clip.mp3)
                self._put((index, sound.pcm[DECODER_DELAY * 2 :], sound.sample_rate))
                if self._stop.is_set():
                    return
        except Exception as error:  # noqa: BLE001 - handed to the caller, who raises it
            end = error
        self._put(end)

    def _put(self, item: Sounding | BaseException | None) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(queue.Full):
                self._sounds.put(item, timeout=0.1)
                return

    def _sound(self, first: Sounding) -> Generator[bytes, int, None]:
        """What the device takes: as many samples as it asks for; silence where none are ready."""
        wanted = yield b""
        item: Sounding | BaseException | None = first
        while isinstance(item, tuple):
            self._events.put(item[0])
            pcm, at = item[1], 0
            while at < len(pcm):
                chunk = pcm[at : at + wanted * _BYTES_A_SAMPLE]
                at += len(chunk)
                wanted = yield chunk
            item = self._sounds.get()
        self._events.put(item if item is not None else _END)


def play(take: Take, tell: Callable[[int], None], device: str = "") -> None:
    """Play all of a take; `tell` is called with each sentence's number as it starts."""
    with Player(take, Device(device)) as player:
        for index in player.sentences():
            tell(index)
