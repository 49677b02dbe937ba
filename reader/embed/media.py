"""An article's sound, timing, captions and words as files of a site.

    doc-bai-viet/tin/bai-1.4f1c0a9be2d37715.mp3 .json .vtt     never change: cache them for ever
    doc-bai-viet/tin/bai-1.html                                the words, at an address that lasts

The digest is that of the sound and its times, so that a file that is made anew has a new address.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from reader.embed import disk, transcript
from reader.embed.web_component import FILE, component
from reader.outputs import captions
from reader.outputs import timing as timings
from reader.recording import filing
from reader.writing import HALF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.recording import Take
    from reader.values import Script

_DIGEST: Final = 16


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
        timeline, speaker = filing.write(
            take, draft, heard=lambda done: heard(done, len(script.sentences))
        )
        bare = timings.document(script, timeline, speaker, "", draft.stat().st_size)
        name = f"{stem}.{_digest_of(draft, captions.timing(bare))}"
        draft.replace(folder / f"{name}.mp3")
    address = quote(os.fsencode(f"{name.rpartition('/')[2]}.mp3"))
    document = bare | {"audio": {**bare["audio"], "src": address}}
    made = {"audio": f"{name}.mp3", "timing": f"{name}.json", "captions": f"{name}.vtt"}
    disk.write(folder / made["timing"], captions.timing(document))
    disk.write(folder / made["captions"], captions.vtt(document))
    return Made(made, document, is_new=True, spoken=take.made)


def reused(known: dict[str, str], folder: Path) -> Made | None:
    """What an earlier run made, None where something of it is missing or broken."""
    try:
        timing = json.loads((folder / known["timing"]).read_bytes())
        size = (folder / known["audio"]).stat().st_size
        kept = {kind: known[kind] for kind in ("audio", "timing", "captions")}
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
        disk.write(folder / name, content)
    return shared_names()


def shared_names() -> dict[str, str]:
    """What `shared` returns, with nothing written."""
    return {kind: name for kind, (name, _) in _shared().items()}


def _shared() -> dict[str, tuple[str, str]]:
    contents = {"script": (FILE, component()), "style": (transcript.STYLE_FILE, transcript.style())}
    return {kind: (_shared_name(*pair), pair[1]) for kind, pair in contents.items()}


def _shared_name(file: str, content: str) -> str:
    stem, suffix = file.rsplit(".", 1)
    return f"{stem}.{disk.digest(content.encode())[:_DIGEST]}.{suffix}"


def _digest_of(sound: Path, timing: str) -> str:
    with sound.open("rb") as file:
        found = hashlib.file_digest(file, "sha256")
    found.update(timing.encode())
    return found.hexdigest()[:_DIGEST]


@contextlib.contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A place for sound whose name is not known yet."""
    disk.make_folder(path.parent)
    draft = path.with_name(HALF.replace("*", secrets.token_hex(8)))
    try:
        yield draft
    except OSError as error:
        raise disk.unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
