"""Other formats than MP3: made from the finished file, with its title and its maker.

`wav` needs nothing; `flac` and `opus` need soundfile (the extra `formats`); `m4a` needs ffmpeg.
"""

from __future__ import annotations

import contextlib
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reader.errors import UsageError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_OPUS_RATES: Final = (8_000, 12_000, 16_000, 24_000, 48_000)
"""RFC 6716, 2: the rates at which Opus runs."""


def suffix(name: str) -> str:
    """The ending of a file in a format.

    Raises:
        UsageError: There is no such format, or what it needs is not installed.
    """
    if name != "mp3" and name not in _WRITERS:
        raise UsageError(
            say(f"there is no format “{name}”", f"không có định dạng “{name}”"),
            fix=say("Choose one of: ", "Hãy chọn: ") + ", ".join(("mp3", *_WRITERS)) + ".",
        )
    needs = _NEEDS.get(name)
    if needs and not needs[0]():
        raise UsageError(
            say(f"{name} cannot be written here", f"máy này chưa ghi được {name}"),
            say(f"{needs[1]} is not installed", f"chưa cài {needs[1]}"),
            needs[2],
        )
    return f".{name}"


@contextlib.contextmanager
def by_way_of_mp3(target: Path, name: str) -> Iterator[Path]:
    """Where to write the MP3: `target` itself, or a file that becomes it on leaving."""
    if name == "mp3":
        yield target
        return
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        mp3 = Path(folder, "sound.mp3")
        yield mp3
        convert(mp3, target, name)


def convert(mp3: Path, target: Path, name: str) -> None:
    """Write what an MP3 holds in another format; `target` is replaced when it is whole.

    Raises:
        StorageError: It cannot be written.
    """
    from reader.writing import replacing

    sound = _decoded(mp3)
    with replacing(target) as file:
        _WRITERS[name](sound, file)
    if name != "wav":  # it has no place that players read
        _tag(mp3, target)


def _decoded(mp3: Path) -> Any:
    import miniaudio

    pydub: Any = importlib.import_module("pydub")  # it has no types
    sound = miniaudio.mp3_read_file_s16(str(mp3))
    return pydub.AudioSegment(
        sound.samples.tobytes(),
        frame_rate=sound.sample_rate,
        sample_width=2,
        channels=sound.nchannels,
    )


def _wav(sound: Any, file: Any) -> None:
    sound.export(file, format="wav")


def _with_soundfile(form: str, subtype: str) -> Callable[[Any, Any], None]:
    def write(sound: Any, file: Any) -> None:
        import numpy as np

        soundfile: Any = importlib.import_module("soundfile")  # an extra, without types
        if subtype == "OPUS" and sound.frame_rate not in _OPUS_RATES:
            sound = sound.set_frame_rate(48_000)
        samples = np.frombuffer(sound.raw_data, dtype="<i2")
        soundfile.write(file, samples, sound.frame_rate, format=form, subtype=subtype)

    return write


def _m4a(sound: Any, file: Any) -> None:
    sound.export(file, format="ipod", codec="aac", bitrate="64k")


def _tag(mp3: Path, target: Path) -> None:
    """Title, artist, album and date, where the format has a place for them."""
    mutagen: Any = importlib.import_module("mutagen")
    told, file = mutagen.File(mp3, easy=True), mutagen.File(target, easy=True)
    if file is None or told is None:
        return
    with contextlib.suppress(NotImplementedError, KeyError):
        if file.tags is None:
            file.add_tags()
        for name in ("title", "artist", "album", "date"):
            if name in told:
                file[name] = told[name]
        file.save()


def _has_soundfile() -> bool:
    from importlib.util import find_spec

    return find_spec("soundfile") is not None


def _has_ffmpeg() -> bool:
    import shutil

    return shutil.which("ffmpeg") is not None


_EXTRA: Final = "pip install 'doc-bai-viet[formats]'"
_NEEDS: Final[dict[str, tuple[Callable[[], bool], str, str]]] = {
    "flac": (_has_soundfile, "soundfile", _EXTRA),
    "opus": (_has_soundfile, "soundfile", _EXTRA),
    "m4a": (_has_ffmpeg, "ffmpeg", "https://ffmpeg.org"),
}
_WRITERS: Final[dict[str, Callable[[Any, Any], None]]] = {
    "wav": _wav,
    "flac": _with_soundfile("FLAC", "PCM_16"),
    "opus": _with_soundfile("OGG", "OPUS"),
    "m4a": _m4a,
}
