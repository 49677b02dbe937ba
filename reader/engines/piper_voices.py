"""The pinned catalogue of Vietnamese Piper voices; fetching, checking and removing them.

A file is fetched beside its place, taken up again where it stopped, checked against size and
digest, and a voice is moved into place as a whole: there is a whole voice or none. Sources of the
figures are in ``piper_voices.json``.
"""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.engines import download
from reader.errors import BadSoundError, EngineMissingError, StorageError, UsageError
from reader.language import say
from reader.values import Voice
from reader.whereabouts import user_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.settings import Settings

    Progress = Callable[[int, int], None]

_PART: Final = ".part"


class File(NamedTuple):
    """A file of a voice: what it must be like, by the digests that its publisher states."""

    name: str
    size: int
    digests: Mapping[str, str]


class Pinned(NamedTuple):
    """A voice of the catalogue."""

    voice: Voice
    path: str
    speakers: int
    files: tuple[File, ...]

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        return sum(file.size for file in self.files)


@functools.cache
def catalogue() -> Mapping[str, Pinned]:
    """The voices that can be fetched, by name, the best first."""
    text = resources.files("reader.engines").joinpath("piper_voices.json").read_text("utf-8")
    return {name: _pinned(name, facts) for name, facts in json.loads(text)["voices"].items()}


def _pinned(name: str, facts: dict[str, Any]) -> Pinned:
    voice = Voice(
        *("piper", name, "vi-VN", "", facts["gender"], facts["sample_rate"], facts["licence"]),
        installed=False,
        install=f"reader voices download {name}",
    )
    files = tuple(
        File(file, known["size"], {k: v for k, v in known.items() if k != "size"})
        for file, known in facts["files"].items()
    )
    return Pinned(voice, facts["path"], facts["speakers"], files)


def folder(settings: Settings) -> Path:
    """Where voices are kept."""
    named = settings.piper.folder
    return Path(named) if named else user_folder("data") / "piper"


def listed(kept: Path) -> Sequence[Voice]:
    """Installed voices, the catalogue's order first, then the catalogue's other voices."""
    here = sorted(path.parent.name for path in kept.glob("*/*.onnx") if _is_whole(path))
    known = catalogue()
    order = [name for name in known if name in here] + [name for name in here if name not in known]
    rest = [found.voice for name, found in known.items() if name not in here]
    return [_installed(kept, name) for name in order] + rest


def _is_whole(model: Path) -> bool:
    return model.stem == model.parent.name and model.with_name(f"{model.name}.json").is_file()


def _installed(kept: Path, name: str) -> Voice:
    config = json.loads((kept / name / f"{name}.onnx.json").read_text(encoding="utf-8"))
    language = name.partition("-")[0].replace("_", "-")
    known = catalogue().get(name)
    gender, licence = (known.voice.gender, known.voice.licence) if known else ("", "")
    return Voice("piper", name, language, "", gender, config["audio"]["sample_rate"], licence)


def pinned(name: str) -> Pinned:
    """A voice of the catalogue by its name.

    Raises:
        UsageError: The catalogue has no such voice.
    """
    if name not in catalogue():
        names = ", ".join(catalogue())
        raise UsageError(
            say(f"the catalogue has no voice “{name}”", f"danh mục không có giọng “{name}”"),
            fix=say(f"Choose one of: {names}.", f"Hãy chọn: {names}."),
        )
    return catalogue()[name]


def fetch(wanted: Pinned, settings: Settings, progress: Progress) -> Path:
    """Fetch and install a voice; one that is there and whole is left alone.

    Args:
        wanted: A voice of the catalogue.
        settings: Mirror and folder.
        progress: Called with bytes done and bytes in all.

    Raises:
        NetworkError: The connection failed; what came is kept and taken up next time.
        BadSoundError: What came is not what was published; it is thrown away.
        StorageError: It cannot be written.
    """
    kept = folder(settings)
    place, beside = kept / wanted.voice.name, kept / f"{wanted.voice.name}{_PART}"
    try:
        beside.mkdir(parents=True, exist_ok=True)
        if not _is_installed(place, wanted):
            _fetch_files(wanted, settings.piper.mirror.rstrip("/"), beside, progress)
            shutil.rmtree(place, ignore_errors=True)
            beside.replace(place)
        shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise StorageError(
            say(f"cannot write the voice to {kept}", f"không ghi được giọng đọc vào {kept}"),
            str(error),
        ) from error
    return place


def _is_installed(place: Path, wanted: Pinned) -> bool:
    return all(_matches(place / file.name, file) for file in wanted.files)


def _fetch_files(wanted: Pinned, mirror: str, beside: Path, progress: Progress) -> None:
    done = 0
    for file in reversed(wanted.files):  # the small one first: a wrong mirror shows at once
        path = beside / file.name
        if not _matches(path, file):
            url = f"{mirror}/{wanted.path}/{file.name}"
            download.resumed(url, path, file.size, _after(done, wanted.size, progress))
            _require_match(path, file, url)
        done += file.size
        progress(done, wanted.size)


def _after(done: int, size: int, progress: Progress) -> Callable[[int], None]:
    """Progress of one file as progress of the voice."""
    return lambda there: progress(done + there, size)


def _matches(path: Path, file: File) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    return all(_digest(path, kind) == wanted for kind, wanted in file.digests.items())


def _require_match(path: Path, file: File, url: str) -> None:
    if not _matches(path, file):
        path.unlink(missing_ok=True)
        raise BadSoundError(
            say(f"{file.name} is not what was published", f"{file.name} không đúng bản đã công bố"),
            url,
            say(
                "Run it again, or set another [piper] mirror.",
                "Hãy chạy lại, hoặc đặt [piper] mirror khác.",
            ),
        )


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, kind).hexdigest()


def remove(name: str, settings: Settings) -> None:
    """Remove an installed voice, and what is left of a broken download of it.

    Raises:
        EngineMissingError: It is not installed.
        StorageError: It cannot be removed.
    """
    places = [folder(settings) / name, folder(settings) / f"{name}{_PART}"]
    there = [place for place in places if place.is_dir() and place.parent == folder(settings)]
    if not there or name in ("", ".", ".."):
        raise EngineMissingError(
            say(f"the voice “{name}” is not installed", f"chưa cài giọng “{name}”")
        )
    try:
        for place in there:
            shutil.rmtree(place)
    except OSError as error:
        raise StorageError(
            say(f"cannot remove the voice “{name}”", f"không xoá được giọng “{name}”"), str(error)
        ) from error
