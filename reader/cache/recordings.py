"""Finished recordings as files: FOLDER/recordings/v1/ab/ID.mp3 and, beside it, ID.json.

    ID = 32 digits of the key (what is said, by whom, how) + 16 digits of the file's own bytes

So an address names bytes that never change, and what is looked for by its key is found by the
beginning of its name. ID.json holds the timing document and the article's facts:

    {"timing": {…}, "article": {…}, "made": seconds since the epoch, "sha256": of all else}

They are sent in ranges, and so they are plain files and not sealed; for `upkeep` and `statistics`
they look like what a store keeps.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import re
import shutil
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.cache.sealed import RECORDING, seal
from reader.cache.store import Entry
from reader.errors import CacheError, StorageError
from reader.language import say
from reader.writing import HALF, replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_log: Final = logging.getLogger(__name__)
_KEY: Final = 32
_CONTENT: Final = 16
_ID: Final = re.compile(rf"[0-9a-f]{{{_KEY + _CONTENT}}}")


class Kept(NamedTuple):
    """A finished recording.

    Attributes:
        id: Its name for ever.
        path: Of the MP3.
        size: Of the MP3, in bytes.
    """

    id: str
    path: Path
    size: int


class Recordings:
    """Recordings in a folder.

    Args:
        root: The cache's folder.
    """

    def __init__(self, root: Path) -> None:
        self._files = root / "recordings" / "v1"
        self._whole: set[tuple[str, int]] = set()

    def find(self, key: str) -> Kept | None:
        """The recording of what `key` names; its first digits count. A damaged one is removed."""
        for path in self._files.glob(f"{key[:2]}/{key[:_KEY]}*.mp3"):
            if kept := self.named(path.stem):
                return kept
        return None

    def named(self, name: str) -> Kept | None:
        """The recording of that ID; a damaged one is told of and removed.

        The first time it is read as a whole, to see whether it is; a second time it is believed.
        """
        if not _ID.fullmatch(name):
            return None
        path = self._path(name)
        try:
            size = path.stat().st_size
            os.utime(_facts_of(path))
            whole = self._is_whole(name)
        except OSError:
            return None
        if not whole:
            self._drop(name)
            return None
        return Kept(name, path, size)

    def facts(self, kept: Kept) -> dict[str, Any]:
        """What stands in its ID.json.

        Raises:
            StorageError: It cannot be read.
        """
        try:
            found: dict[str, Any] = json.loads(_facts_of(kept.path).read_bytes())
        except (OSError, ValueError) as error:
            raise StorageError(
                say("a recording cannot be read", "không đọc được một bản ghi"), str(error)
            ) from error
        return found

    def keep(self, key: str, mp3: Path, timing: dict[str, Any], article: dict[str, Any]) -> Kept:
        """Put a finished MP3 on the shelf; the timing document is told its address.

        Raises:
            StorageError: The folder cannot be written.
        """
        sound = _digest(mp3)
        name = key[:_KEY] + sound[:_CONTENT]
        path = self._path(name)
        with contextlib.suppress(OSError):  # said better by what follows
            path.parent.mkdir(parents=True, exist_ok=True)
        timing["audio"] |= {"src": f"../audio/{name}.mp3", "bytes": mp3.stat().st_size}
        facts = {"timing": timing, "article": article, "made": time.time()}
        with replacing(_facts_of(path)) as file:
            file.write(_checked(facts, sound))
        with replacing(path) as file, mp3.open("rb") as made:
            shutil.copyfileobj(made, file)
        written = path.stat()
        self._whole.add((name, written.st_mtime_ns))  # these are the bytes that were summed up
        return Kept(name, path, written.st_size)

    def newest(self, most: int) -> list[Kept]:
        """The recordings that were made last, the newest first."""
        made = sorted(self._all(), key=lambda kept: -_time(kept.path))
        return made[:most]

    # What upkeep and statistics ask of a store.

    def entries(self) -> Iterator[Entry]:
        """Everything that is kept; its facts count in its size, and their use is its use."""
        for kept in self._all():
            with contextlib.suppress(OSError):
                facts = _facts_of(kept.path).stat()
                yield Entry(kept.id, kept.size + facts.st_size, facts.st_mtime)

    def get(self, key: str, *, use: bool = True) -> bytes | None:
        """The recording as a store would give it, sealed; nothing in it where it is damaged."""
        path = self._path(key)
        try:
            sound, told = path.read_bytes(), _facts_of(path).read_bytes()
            if use:
                os.utime(_facts_of(path))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _cannot_be("read", error) from error
        if not _fits(told, key, hashlib.sha256(sound).hexdigest()):
            return b""
        timing = json.loads(told)["timing"]
        spoke = {name: timing.get(name, "") for name in ("engine", "voice")}
        return seal(RECORDING, spoke, sound)

    def remove(self, key: str) -> None:
        """Delete sound and facts."""
        try:
            for path in (self._path(key), _facts_of(self._path(key))):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_be("removed", error) from error

    def sweep(self, older: float, *, now: float | None = None) -> int:
        """Remove what a crash left half-made, files without their other half among it; how many."""
        now, swept = time.time() if now is None else now, 0
        for path in self._halves():
            if abs(now - _time(path)) > older:
                with contextlib.suppress(OSError):
                    path.unlink()
                    swept += 1
        return swept

    def _halves(self) -> Iterator[Path]:
        yield from self._files.glob(f"??/{HALF}")
        for one, other in ((".mp3", ".json"), (".json", ".mp3")):
            for path in self._files.glob(f"??/*{one}"):
                if not path.with_suffix(other).exists():
                    yield path

    def _path(self, name: str) -> Path:
        return self._files / name[:2] / f"{name}.mp3"

    def _all(self) -> Iterator[Kept]:
        for path in self._files.glob("??/*.mp3"):
            with contextlib.suppress(OSError):
                yield Kept(path.stem, path, path.stat().st_size)

    def _is_whole(self, name: str) -> bool:
        """Whether the bytes are those that were kept; looked at until the file changes."""
        path = self._path(name)
        state = name, path.stat().st_mtime_ns
        if state not in self._whole and _fits(_facts_of(path).read_bytes(), name, _digest(path)):
            self._whole.add(state)
        return state in self._whole

    def _drop(self, name: str) -> None:
        _log.warning(
            say(
                "a damaged recording (%s) was removed; it is made again",
                "đã xoá một bản ghi hỏng (%s); bài này được đọc lại",
            ),
            name[:8],
        )
        with contextlib.suppress(CacheError):  # where nothing can be removed it is passed over
            self.remove(name)


def _facts_of(path: Path) -> Path:
    return path.with_suffix(".json")


def _checked(facts: dict[str, Any], sound: str) -> bytes:
    """The facts as JSON, with the checksum as their last."""
    told = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
    return told[:-1] + _check(told, sound)


def _check(told: bytes, sound: str) -> bytes:
    return b',"sha256":"%s"}' % hashlib.sha256(told + sound.encode()).hexdigest().encode()


_LENGTH: Final = len(_check(b"", ""))


def _fits(told: bytes, name: str, sound: str) -> bool:
    """Whether facts, name and the digest of the sound belong together, to the byte."""
    facts, check = told[:-_LENGTH] + b"}", told[-_LENGTH:]
    return name[_KEY:] == sound[:_CONTENT] and check == _check(facts, sound)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _time(path: Path) -> float:
    """When it was last changed: a sound when it was made, its facts when they were last used."""
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _cannot_be(done: str, error: OSError) -> CacheError:
    english = f"a recording cannot be {done}"
    vietnamese = "không đọc được một bản ghi" if done == "read" else "không xoá được một bản ghi"
    return CacheError(say(english, vietnamese), error.strerror or str(error))
