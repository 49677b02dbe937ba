"""Where sound goes: miniaudio, which brings every system's own way to sound and needs no package.

device.open(22_050, pull)   # from now on the device's own thread calls pull(frames)
device.heard                # frames that have left the loudspeaker
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from reader.errors import AudioDeviceError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    Pull = Callable[[int], bytes]

NULL: Final = "null"
_PERIOD_MS: Final = 30
_PERIODS: Final = 3
_SETTLING: Final = 0.015
"""Seconds in which a device that starts fills its buffer."""
_SILENT_FOR: Final = 1.0
"""Seconds without a request after which a device is taken for gone."""


class Output(Protocol):
    """What a player needs of a device."""

    def open(self, sample_rate: int, pull: Pull) -> None:
        """Begin to take sound: `pull` is called with frames wanted, and may give fewer.

        Raises:
            AudioDeviceError: There is nothing to play on.
        """
        ...

    def close(self) -> None:
        """Stop and let go; it can be opened again."""
        ...

    @property
    def heard(self) -> int:
        """Frames that were heard since it was opened, silence for what was not given included."""
        ...

    @property
    def alive(self) -> bool:
        """Whether it still takes sound."""
        ...


class Device:
    """A device of this machine.

    Args:
        name: "" for the system's usual device, "null" for silence in real time, else the name of
            one of `devices`, or a part of it.
    """

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._lock = threading.Lock()
        self._device: Any = None
        self._rate = 1
        self._forget()

    def _forget(self) -> None:
        self._handed = self._queue = 0
        self._opened = self._asked = time.monotonic()
        self._stopped = False

    def open(self, sample_rate: int, pull: Pull) -> None:
        """Start taking sound.

        Raises:
            AudioDeviceError: There is nothing to play on.
        """
        import miniaudio

        self.close()
        self._rate = sample_rate
        source = self._source(pull)
        next(source)
        try:
            with _quiet_libraries():
                self._device = _opened(self._name, sample_rate)
                self._device.stop_callback = self._note_stop
                self._forget()
                self._device.start(source)
        except miniaudio.MiniaudioError as error:
            self.close()
            raise no_device(str(error.args[0] if error.args else error)) from error

    def close(self) -> None:
        """Stop and let go."""
        device, self._device = self._device, None
        if device:
            device.stop_callback = None
            device.close()

    @property
    def heard(self) -> int:
        """What was handed over, less what waits in the device's buffer."""
        with self._lock:
            since = round((time.monotonic() - self._asked) * self._rate)
            return max(0, self._handed - self._queue + min(since, self._queue))

    @property
    def alive(self) -> bool:
        """Whether it is open, has not stopped by itself, and still asks for sound."""
        quiet = time.monotonic() - self._asked
        return self._device is not None and not self._stopped and quiet < _SILENT_FOR

    def _note_stop(self) -> None:
        self._stopped = True

    def _source(self, pull: Pull) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            sound = pull(frames)
            self._count(frames)
            frames = yield sound

    def _count(self, frames: int) -> None:
        """What a device takes at once when it starts is what it holds from then on."""
        with self._lock:
            self._handed += frames
            self._asked = time.monotonic()
            if self._asked - self._opened < _SETTLING:
                self._queue = self._handed


def load_library() -> None:
    """Import miniaudio without NumPy, which it would import only to recognise its arrays.

    That is a third of the way to the first sound. To be called before there are other threads,
    which could want NumPy just then.
    """
    if "numpy" not in sys.modules:
        sys.modules["numpy"] = None  # type: ignore[assignment]
        try:
            importlib.import_module("miniaudio")
        finally:
            del sys.modules["numpy"]


def devices() -> list[str]:
    """Names of what this machine can play on; empty where there is nothing.

    On Linux these are the devices of PulseAudio (PipeWire) where it runs, else of ALSA.
    """
    import miniaudio

    with _quiet_libraries(), contextlib.suppress(miniaudio.MiniaudioError):
        return [info["name"] for info in miniaudio.Devices().get_playbacks()]
    return []


def no_device(why: str) -> AudioDeviceError:
    """The error for a machine that cannot sound."""
    return AudioDeviceError(
        say("there is nothing to play on", "không có thiết bị phát âm thanh"),
        why,
        say("Make a file instead: reader mp3 SOURCE.", "Hãy tạo tệp: reader mp3 NGUỒN."),
    )


def _opened(name: str, sample_rate: int) -> Any:
    import miniaudio

    named = None if name in ("", NULL) else _named(name)
    return miniaudio.PlaybackDevice(
        nchannels=1,
        sample_rate=sample_rate,
        buffersize_msec=_PERIOD_MS,
        callback_periods=_PERIODS,
        backends=[miniaudio.Backend.NULL] if name == NULL else None,
        device_id=named and named["id"],
        app_name="reader",
    )


def _named(name: str) -> dict[str, Any]:
    """The device whose name is this, begins so, or has it in it: the first of the best."""
    import miniaudio

    wanted = name.casefold()
    found: list[dict[str, Any]] = miniaudio.Devices().get_playbacks()
    fits = [info for info in found if wanted in info["name"].casefold()]
    if not fits:
        names = ", ".join(info["name"] for info in found)
        raise AudioDeviceError(
            say(f"there is no device “{name}”", f"không có thiết bị “{name}”"),
            fix=say(f"Choose one of: {names}.", f"Hãy chọn: {names}.") if names else "",
        )
    return min(
        fits, key=lambda info: info["name"].casefold().find(wanted) + len(info["name"]) / 1e6
    )


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
