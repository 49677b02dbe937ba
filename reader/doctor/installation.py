"""Python, packages, extras: what is installed."""

from __future__ import annotations

import platform
import re
import shutil
from importlib import metadata
from typing import TYPE_CHECKING, Final

import reader
from reader.doctor.findings import absent, bad, good
from reader.language import say
from reader.whereabouts import APP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.doctor.findings import Finding
    from reader.settings import Settings

_REQUIREMENT: Final = re.compile(r"[\w.-]+")
_EXTRA: Final = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")
_EXTRAS: Final = {
    "edge": ("Microsoft's neural voices", "giọng đọc nơ-ron của Microsoft"),
    "piper": ("neural voices without a network", "giọng đọc nơ-ron không cần mạng"),
    "documents": ("PDF and Word files", "tệp PDF và Word"),
    "formats": ("FLAC and Opus files", "tệp FLAC và Opus"),
    "server": ("reading aloud for a site", "máy chủ đọc bài cho trang web"),
}
"""What each extra is for; those for developers are not told of."""


def check(_settings: Settings) -> Iterator[Finding]:
    """Versions, required packages, extras."""
    yield good("python", "Python", f"{platform.python_version()}, {platform.platform(terse=True)}")
    yield _required()
    for extra, purpose in _EXTRAS.items():
        yield _extra(extra, say(*purpose))
    yield _ffmpeg()


def _required() -> Finding:
    name = say("packages", "các gói")
    missing = [package for package in _packages() if not _version(package)]
    if missing:
        why = say("missing: ", "còn thiếu: ") + ", ".join(missing)
        return bad("packages", name, why, f"pip install {' '.join(missing)}", essential=True)
    return good("packages", name, _versions((APP, *_packages())), essential=True)


def _extra(extra: str, purpose: str) -> Finding:
    key, name = f"extra {extra}", say(f"extra {extra}", f"phần thêm {extra}")
    missing = [package for package in _packages(extra) if not _version(package)]
    if missing:
        lacks = say(f"not installed: {', '.join(missing)}", f"chưa cài: {', '.join(missing)}")
        return absent(key, name, f"{purpose}; {lacks}", f"pip install '{APP}[{extra}]'")
    return good(key, name, f"{purpose}: {_versions(_packages(extra))}")


def _ffmpeg() -> Finding:
    purpose = say("only M4A files need it", "chỉ cần để ghi tệp M4A")
    if path := shutil.which("ffmpeg"):
        return good("ffmpeg", "ffmpeg", f"{path}; {purpose}")
    missing = say(f"not installed; {purpose}", f"chưa cài; {purpose}")
    return absent("ffmpeg", "ffmpeg", missing, "https://ffmpeg.org")


def _packages(extra: str = "") -> list[str]:
    """What we need on every machine, or for an extra; empty if nobody installed us by name."""
    try:
        required = metadata.requires(APP) or []
    except metadata.PackageNotFoundError:
        return []
    return [_REQUIREMENT.match(r)[0] for r in required if _is_for(r, extra)]  # type: ignore[index]


def _is_for(requirement: str, extra: str) -> bool:
    """Whether a requirement as in the package's metadata (PEP 508) is one of this extra."""
    _, _, condition = requirement.partition(";")
    named = _EXTRA.search(condition)
    return named is not None and named[1] == extra if extra else not condition.strip()


def _versions(packages: Iterable[str]) -> str:
    return ", ".join(f"{package} {_version(package) or reader.__version__}" for package in packages)


def _version(package: str) -> str:
    """Of what is installed; "" where it is not."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
