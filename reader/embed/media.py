"""An article's sound, timing, captions and words as files of a site.

    doc-bai-viet/tin/bai-1.4f1c0a9be2d37715.mp3 .json .vtt     never change: cache them for ever
    doc-bai-viet/tin/bai-1.html                                the words, at an address that lasts

The digest is that of the sound and its times, so that a file that is made anew has a new address.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.embed import transcript
from reader.embed.web_component import FILE, component
from reader.errors import StorageError
from reader.fetching import FILE_LIMIT
from reader.language import say
from reader.net.limits import too_long
from reader.outputs import captions
from reader.outputs import timing as timings
from reader.outputs.files import replacing
from reader.outputs.mp3 import Source as Speaker
from reader.outputs.mp3 import Writer
from reader.recording import complete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.recording import Take
    from reader.values import Script

_DIGEST: Final = 16
PARTS: Final = ".part"
_LEFT_BEHIND: Final = 3600
"""Seconds after which a half-written file belongs to nobody who lives."""


class Made(NamedTuple):
    """What was made for one article.

    Attributes:
        files: "audio", "timing", "captions" → path from the folder, with slashes.
        timing: The timing document.
        is_new: Whether it was made now, and not by an earlier run.
        spoken: How many sentences had to be spoken anew.
    """

    files: dict[str, str]
    timing: dict[str, Any]
    is_new: bool = False
    spoken: int = 0


def digest(data: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(data).hexdigest()


def record(
    script: Script, take: Take, folder: Path, stem: str, heard: Callable[[int, int], None]
) -> Made:
    """Make sound, timing and captions.

    Args:
        script: What is said.
        take: Of it.
        folder: Of the site's files.
        stem: Path from it, without a suffix.
        heard: Told how many sentences, of how many, are done.

    Raises:
        EngineError: No sound could be made.
        StorageError: A file cannot be written.
    """
    with _draft(folder / stem) as draft:
        with Writer(draft, script) as file:
            for clip in complete(take, restart=file.restart):
                file.add(clip)
                heard(len(file.timeline.starts), len(script.sentences))
            speaker = Speaker(take.engine_name, take.voice)
            file.finish(speaker)
        bare = timings.document(script, file.timeline, speaker, "", draft.stat().st_size)
        name = f"{stem}.{_digest_of(draft, captions.timing(bare))}"
        draft.replace(folder / f"{name}.mp3")
    document = bare | {"audio": {**bare["audio"], "src": f"{name.rpartition('/')[2]}.mp3"}}
    files = {"audio": f"{name}.mp3", "timing": f"{name}.json", "captions": f"{name}.vtt"}
    write(folder / files["timing"], captions.timing(document))
    write(folder / files["captions"], captions.vtt(document))
    return Made(files, document, is_new=True, spoken=take.made)


def reused(files: dict[str, str], folder: Path) -> Made | None:
    """What an earlier run made, None where something of it is missing or broken."""
    try:
        timing = json.loads((folder / files["timing"]).read_bytes())
        size = (folder / files["audio"]).stat().st_size
        kept = {kind: files[kind] for kind in ("audio", "timing", "captions")}
        whole = size == timing["audio"]["bytes"] and (folder / kept["captions"]).is_file()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Made(kept, timing) if whole else None


def shared(folder: Path) -> dict[str, str]:
    """The component and the transcripts' style sheet, written where they are not yet there.

    Returns:
        "script" and "style" → their files; each name holds the digest of the content.
    """
    for name, content in _shared().values():
        write(folder / name, content)
    return shared_names()


def shared_names() -> dict[str, str]:
    """What `shared` returns, with nothing written."""
    return {kind: name for kind, (name, _) in _shared().items()}


def _shared() -> dict[str, tuple[str, str]]:
    contents = {"script": (FILE, component()), "style": (transcript.STYLE_FILE, transcript.style())}
    return {kind: (_shared_name(*pair), pair[1]) for kind, pair in contents.items()}


def _shared_name(file: str, content: str) -> str:
    stem, suffix = file.rsplit(".", 1)
    return f"{stem}.{digest(content.encode())[:_DIGEST]}.{suffix}"


def read(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        StorageError: It cannot be read, or is too big for a page.
    """
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise too_long(str(path), FILE_LIMIT)
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(say(f"cannot read {path}", f"không đọc được {path}"), why) from error


def digest_of_file(path: Path) -> str:
    """The name of a file's content, "" where there is none to be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def write(path: Path, content: str | bytes) -> bool:
    """Write a file, whole or not at all, unless it holds this already; whether it was written.

    Raises:
        StorageError: It cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    if _holds(path, data):
        return False
    make_folder(path.parent)
    mode = path.stat().st_mode if path.exists() else None
    with replacing(path) as file:
        file.write(data)
    if mode is not None:
        path.chmod(mode)
    return True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def make_folder(folder: Path) -> None:
    """Make a folder and those above it.

    Raises:
        StorageError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            say(f"cannot make the folder {folder}", f"không tạo được thư mục {folder}"),
            error.strerror or str(error),
            say("Choose another place with -o.", "Hãy chọn nơi khác bằng -o."),
        ) from error


def remove(folder: Path, names: Iterable[str]) -> int:
    """Remove files of ours, and folders that are empty then; how many files there were."""
    removed = 0
    for name in sorted(names):
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            path.unlink()
            removed += 1
            _tidy(path.parent, folder.resolve())
    return removed


def _tidy(folder: Path, top: Path) -> None:
    with contextlib.suppress(OSError):  # it is not empty: somebody needs it
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def sweep(folder: Path, now: float) -> None:
    """Remove what killed runs left half-written."""
    for path in folder.rglob(f".reader-*{PARTS}"):
        with contextlib.suppress(OSError):
            if now - path.stat().st_mtime > _LEFT_BEHIND:
                path.unlink()


def _digest_of(sound: Path, timing: str) -> str:
    with sound.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
    found.update(timing.encode())
    return found.hexdigest()[:_DIGEST]


@contextlib.contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A place for sound whose name is not known yet."""
    make_folder(path.parent)
    draft = path.with_name(f".reader-{secrets.token_hex(8)}{PARTS}")
    try:
        yield draft
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def _unwritable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        say(f"cannot write {path}", f"không ghi được {path}"), error.strerror or str(error)
    )
