"""What there is to hear with, and to see with."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from reader.doctor.findings import absent, bad, failed, good
from reader.errors import AudioDeviceError
from reader.language import say
from reader.listen import mediakeys
from reader.listen.device import NULL, Device, devices
from reader.whereabouts import APP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.doctor.findings import Finding
    from reader.settings import Settings

_RATE: Final = 22_050
_WITHIN: Final = 2.0
"""Seconds in which a device that was opened asks for sound."""
_NARROW: Final = 40


def check(_settings: Settings) -> Iterator[Finding]:
    """Sound, then the terminal."""
    yield _library()
    yield _device()
    yield _terminal()
    yield _language()
    yield _screen_reader()
    yield _media_keys()


def _library() -> Finding:
    """Silence is played in real time on no device at all."""
    name = say("sound library", "thư viện âm thanh")
    try:
        _play_nothing(NULL)
    except AudioDeviceError as error:
        return failed("sound library", name, error)
    return good("sound library", name, "miniaudio")


def _device() -> Finding:
    name, found = say("audio out", "loa"), devices()
    try:
        _play_nothing("")
    except AudioDeviceError as error:
        fix = say(
            "Make a file and play it elsewhere: reader mp3 SOURCE",
            "Hãy tạo tệp để nghe ở máy khác: reader mp3 NGUỒN",
        )
        return bad("audio out", name, error.why or error.what, fix)
    names = "; ".join(found) or say("the system's own", "mặc định của hệ thống")
    return good("audio out", name, names)


def _play_nothing(name: str) -> None:
    """Open a device and wait until it asks for sound.

    Raises:
        AudioDeviceError: There is none, or it never asks.
    """
    asked: list[int] = []

    def silence(frames: int) -> bytes:
        asked.append(frames)
        return bytes(2 * frames)

    device = Device(name)
    device.open(_RATE, silence)
    try:
        deadline = time.monotonic() + _WITHIN
        while not asked and time.monotonic() < deadline:
            time.sleep(0.01)
    finally:
        device.close()
    if not asked:
        raise AudioDeviceError(say("it takes no sound", "thiết bị không nhận âm thanh"))


def _terminal() -> Finding:
    name = say("terminal", "cửa sổ dòng lệnh")
    plain = say("the plain view is used", "dùng chế độ thuần văn bản")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return absent("terminal", name, say("none; ", "không có; ") + plain)
    if os.environ.get("TERM") == "dumb":
        return absent("terminal", name, f"TERM=dumb; {plain}")
    columns, rows = shutil.get_terminal_size()
    size = say(f"{columns} columns, {rows} rows", f"{columns} cột, {rows} dòng")
    found = f"{size}, {_colours()}"
    if columns < _NARROW:
        fix = say("Make it wider, or use --plain.", "Hãy mở rộng, hoặc dùng --plain.")
        return bad("terminal", name, found, fix)
    return good("terminal", name, found)


def _colours() -> str:
    from rich.console import Console

    if os.environ.get("NO_COLOR"):
        return say("no colours (NO_COLOR)", "không màu (NO_COLOR)")
    depth = Console().color_system
    return say(f"colours: {depth or 'none'}", f"màu: {depth or 'không'}")


def _language() -> Finding:
    name = say("language", "ngôn ngữ")
    if not speaks_unicode():
        found = say("this locale has no Vietnamese letters", "locale này không có chữ tiếng Việt")
        return bad("language", name, found, "export LANG=vi_VN.UTF-8")
    return good("language", name, say("English; Vietnamese with LANG=vi_VN.UTF-8", "tiếng Việt"))


def speaks_unicode() -> bool:
    """Whether the locale knows more than ASCII; where none is named, every system does today."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return "utf" in next(filter(None, named), "utf").lower()


def _screen_reader() -> Finding:
    name = say("screen reader", "trình đọc màn hình")
    plain = say("reader listen --plain SOURCE", "reader listen --plain NGUỒN")
    if _is_screen_reader_told():
        return good("screen reader", name, say(f"found; use {plain}", f"có; hãy dùng {plain}"))
    none = say(f"none told of; if you use one: {plain}", f"không thấy; nếu bạn dùng: {plain}")
    return absent("screen reader", name, none)


_SPI_GETSCREENREADER: Final = 0x0046
_GNOME: Final = ("gsettings", "get", "org.gnome.desktop.a11y.applications", "screen-reader-enabled")
_MACOS: Final = ("defaults", "read", "com.apple.universalaccess", "voiceOverOnOffKey")
_ASKED: Final = {"linux": (_GNOME, "true"), "darwin": (_MACOS, "1")}
"""Command and answer, by system: whether Orca or VoiceOver is switched on."""


def _is_screen_reader_told() -> bool:
    if sys.platform == "win32":
        answer = ctypes.c_int(0)
        user32: Any = ctypes.windll.user32
        user32.SystemParametersInfoW(_SPI_GETSCREENREADER, 0, ctypes.byref(answer), 0)
        return bool(answer.value)
    command, yes = _ASKED.get(sys.platform, ((), ""))
    if not command or shutil.which(command[0]) is None:
        return False
    try:
        run = subprocess.run(
            command, capture_output=True, check=False, encoding="utf-8", timeout=_WITHIN
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.stdout.strip() == yes


def _media_keys() -> Finding:
    key, name = "media keys", say("media keys", "phím đa phương tiện")
    if not mediakeys.is_possible():
        nobody = say("no desktop here that hands them out", "máy này không chuyển phím cho reader")
        return absent(key, name, nobody)
    if not mediakeys.is_installed():
        missing = say("not installed", "chưa cài")
        return absent(key, name, missing, f"pip install '{APP}[{mediakeys.EXTRA}]'")
    return good(key, name, "MPRIS")
