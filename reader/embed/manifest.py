"""What has been made from what, so that the next run makes only what has changed.

    {"version": 1, "pages": {name: {"origin", "target", "source", "page", "text", "how",
                                    "files": {kind: name}, "title", …}}}

It is written beside the files that it tells of. One that is damaged is told of and begun anew:
nothing is lost by that but time, since clips are cached.
"""

from __future__ import annotations

import dataclasses
import json
import logging
from typing import TYPE_CHECKING, Any, Final

from reader.embed.sources import MANIFEST
from reader.errors import StorageError
from reader.language import say
from reader.writing import replacing

if TYPE_CHECKING:
    from pathlib import Path

VERSION: Final = 1
_log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one page.

    Attributes:
        origin: Where it came from: a path, or an address.
        target: The page that bears the tag, "" where none does.
        source: Digest of the source without what is ours.
        page: Digest of the page that bears the tag.
        text: Digest of what is said, and by whom.
        how: Digest of all else that decides what is written.
        files: "audio", "timing", "captions", "transcript" → path from the manifest's folder.
        made: When it was met first, ISO 8601.
        title, date, url, author, summary, duration, size: For a feed; milliseconds and bytes.
    """

    origin: str
    target: str
    source: str
    page: str
    text: str
    how: str
    files: dict[str, str]
    made: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    author: str = ""
    summary: str = ""
    duration: float = 0.0
    size: int = 0


@dataclasses.dataclass(slots=True)
class Manifest:
    """All entries, by the names of their sources."""

    pages: dict[str, Entry] = dataclasses.field(default_factory=dict)

    def files(self) -> set[str]:
        """Every file that somebody needs."""
        return {name for entry in self.pages.values() for name in entry.files.values()}

    def save(self, folder: Path) -> None:
        """Write it.

        Raises:
            StorageError: It cannot be written.
        """
        pages = {name: dataclasses.asdict(entry) for name, entry in sorted(self.pages.items())}
        data = json.dumps({"version": VERSION, "pages": pages}, indent=1) + "\n"
        with replacing(folder / MANIFEST) as file:
            file.write(data.encode())


def load(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one where there is none, or none that can be used.

    Raises:
        StorageError: A newer reader wrote it, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_bytes())
        if isinstance(data, dict) and data.get("version", 0) > VERSION:
            raise _too_new(path)
        return Manifest({name: _entry(fields) for name, fields in data["pages"].items()})
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(say(f"cannot read {path}", f"không đọc được {path}"), why) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        told = "%s is damaged (%r); every page is made anew", "%s bị hỏng (%r); làm lại mọi trang"
        _log.warning(say(*told), path, error)
        return Manifest()


def _entry(fields: dict[str, Any]) -> Entry:
    entry = Entry(**fields)
    for field in dataclasses.fields(Entry):
        value = getattr(entry, field.name)
        kinds = {"dict[str, str]": dict, "str": str, "int": int}.get(str(field.type), (int, float))
        if not isinstance(value, kinds):
            raise TypeError(field.name)
    if not all(isinstance(name, str) for name in entry.files.values()):
        raise TypeError("files")
    return entry


def _too_new(path: Path) -> StorageError:
    return StorageError(
        say(f"{path} was written by a newer reader", f"{path} do phiên bản reader mới hơn ghi"),
        fix=say("Update reader, or choose another -o.", "Hãy cập nhật reader, hoặc đổi -o."),
    )
