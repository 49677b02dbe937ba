"""What was named on the command line → the pages to work on, and where everything goes.

    root   what pages and files have in common: the folder that is, or will be, the site
    out    where files go; the root itself unless told, when pages are changed in place
    out/doc-bai-viet/    sound, timing, words, the component, the manifest

Without `in_place` no source is touched: out is a layer to be put over the site.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from reader.errors import NotFoundError, UsageError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN: Final = "-"
FOLDER: Final = "doc-bai-viet"
MANIFEST: Final = "manifest.json"
_PAGES: Final = frozenset((".html", ".htm"))
_LONGEST: Final = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """One page, file or address.

    Attributes:
        name: What the manifest calls it: its path from the root, with slashes, or its address.
        path: The file; None for an address and standard input.
        target: Where the page with its tag is written; None where the tag is only told.
        named: Whether it was named itself, and not found in a folder.
        linked: Whether the file is a link to another one.
    """

    name: str
    path: Path | None = None
    target: Path | None = None
    named: bool = True
    linked: bool = False

    @property
    def stem(self) -> str:
        """Where its files stand in the folder, without a suffix."""
        return self.name.removesuffix(".html") if self.path else slug(self.name)

    def of_text(self, text: str) -> Source:
        """Standard input has no name; what came from there gives it one."""
        if self.name != STDIN:
            return self
        return dataclasses.replace(self, name=f"{STDIN}{_short_digest(text)}")


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """Where everything is.

    Attributes:
        root: The site's folder.
        out: Where files go.
        in_place: Whether the pages themselves are changed.
        given: What was named.
    """

    root: Path
    out: Path
    in_place: bool
    given: tuple[str, ...]

    @property
    def media(self) -> Path:
        """Our own folder."""
        return self.out / FOLDER

    @property
    def media_on_site(self) -> str:
        """The same as a path from the site's root, with slashes."""
        base = self.root if self.in_place else self.out
        return self.media.relative_to(base).as_posix()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders among what was named."""
        return tuple(p for p in map(Path.resolve, map(Path, _local(self.given))) if p.is_dir())

    def from_media(self, path: Path | None) -> str:
        """A path as the manifest keeps it: from our folder, so that a site can be moved."""
        if path is None:
            return ""
        try:
            return Path(os.path.relpath(path, self.media)).as_posix()
        except ValueError:  # another drive
            return path.as_posix()

    def to_path(self, kept: str) -> Path:
        """The path that `from_media` kept."""
        return Path(os.path.normpath(self.media / kept))

    def is_gone(self, origin: str) -> bool:
        """Whether a source in one of the folders of this run is there no more."""
        path = self.to_path(origin)
        is_ours = not is_remote(origin) and any(map(path.is_relative_to, self.folders))
        return is_ours and not path.exists()

    def pages(self) -> list[Source]:
        """Every page, in a fixed order, each once."""
        found = {source.name: source for name in self.given for source in self._under(name)}
        return list(found.values())

    def _under(self, name: str) -> Iterator[Source]:
        if is_remote(name):
            yield Source(name)
            return
        path = Path(os.path.realpath(name))
        is_folder = path.is_dir()
        for page in self._walk(path) if is_folder else (path,):
            yield self._source(page, named=not is_folder)

    def _source(self, path: Path, *, named: bool) -> Source:
        name = path.relative_to(self.root).as_posix()
        is_page = path.suffix.lower() in _PAGES
        target = (path if self.in_place else self.out / name) if is_page else None
        return Source(name, path, target, named, path.is_symlink())

    def _walk(self, folder: Path) -> Iterator[Path]:
        for where, folders, files in os.walk(folder):
            here = Path(where)
            folders[:] = sorted(f for f in folders if not self._is_ours(here / f))
            for file in sorted(files):
                if Path(file).suffix.lower() in _PAGES and not file.startswith("."):
                    yield here / file

    def _is_ours(self, folder: Path) -> bool:
        """What earlier runs made is no source; neither is what is hidden."""
        return (
            folder.name.startswith(".")
            or (folder == self.out and not self.in_place)
            or (folder.name == FOLDER and (folder / MANIFEST).exists())
        )


def plan(given: Sequence[str], out: Path | None, *, in_place: bool) -> Plan:
    """Where everything goes.

    Args:
        given: Addresses, files, folders, or "-".
        out: What was asked for; None for the root, in place.
        in_place: Whether the pages themselves are changed.

    Raises:
        NotFoundError: A file or folder is not there.
        UsageError: Files would be where pages cannot reach them, or pages be overwritten.
    """
    local = [Path(os.path.realpath(name)) for name in _local(given)]
    for path, name in zip(local, _local(given), strict=True):
        if not path.exists():
            raise NotFoundError(
                say(f"there is no file or folder {name}", f"không có tệp hay thư mục {name}"),
                fix=say("An address begins with https://.", "Địa chỉ bắt đầu bằng https://."),
            )
    root = _root(local)
    if out is None and not in_place:
        raise UsageError(
            say("it is not said where files go", "chưa cho biết nơi ghi tệp"),
            fix=say(
                "Add -o DIR, or --in-place to change the pages themselves.",
                "Thêm -o THƯ_MỤC, hoặc --in-place để sửa ngay trong trang.",
            ),
        )
    made = Plan(root, Path(os.path.realpath(out or root)), in_place, tuple(given))
    _check(made, local)
    return made


def _check(made: Plan, local: list[Path]) -> None:
    if made.in_place and not local:
        raise UsageError(
            say("--in-place wants files or folders", "--in-place cần tệp hoặc thư mục"),
        )
    if made.in_place and not made.out.is_relative_to(made.root):
        raise UsageError(
            say(
                f"pages under {made.root} cannot reach {made.out}",
                f"các trang trong {made.root} không tới được {made.out}",
            ),
            fix=say(
                "With --in-place, -o is a folder of the site.",
                "Với --in-place, -o phải là thư mục trong trang.",
            ),
        )
    has_pages = any(path.is_dir() or _is_page(path) for path in local)
    if has_pages and made.out == made.root and not made.in_place:
        raise UsageError(
            say(
                f"pages in {made.out} would be overwritten", f"trang trong {made.out} sẽ bị ghi đè"
            ),
            fix=say(
                "Choose another folder with -o, or say --in-place.",
                "Hãy chọn thư mục khác bằng -o, hoặc thêm --in-place.",
            ),
        )


def _root(local: list[Path]) -> Path:
    try:
        common = os.path.commonpath([p if p.is_dir() else p.parent for p in local])
    except ValueError as error:
        if not local:
            return Path.cwd()
        raise UsageError(
            say("the sources have no folder in common", "các nguồn không có thư mục chung"),
            str(error),
        ) from error
    return Path(common)


def _local(given: Sequence[str]) -> list[str]:
    return [name for name in given if not is_remote(name)]


def is_remote(name: str) -> bool:
    """Whether it is an address, or standard input: nothing of this disk."""
    return name == STDIN or "://" in name


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in _PAGES


def slug(address: str) -> str:
    """A file name for an address: its last part in plain letters, and what tells it apart."""
    last = next(filter(None, reversed(urlsplit(address).path.split("/"))), "")
    decomposed = unicodedata.normalize("NFKD", unquote(last).replace("đ", "d").replace("Đ", "D"))
    words = re.findall(r"[a-z0-9]+", re.sub(r"\.html?$", "", decomposed.lower()))
    name = "-".join(words)[:_LONGEST].strip("-") or "bai-viet"
    return f"{name}-{_short_digest(address)}"


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
