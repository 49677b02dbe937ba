"""An address, a file or standard input → `Page`.

    address ─check→ ─connect, guarded→ ─redirects by hand→ bytes, bounded ─┐
    file, stdin ───────────────────────────────────────────────── bytes ──┴─decode→ ─frames→ Page

Frames are read where the page itself came from: from files beside it, or from its own site.
Parsers get text, never bytes; what is not text ends here.
"""

from __future__ import annotations

import dataclasses
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from reader import encoding
from reader.encoding import documents, frames, mhtml
from reader.errors import NotFoundError, NotTextError, SourceError, StorageError, UsageError
from reader.language import say
from reader.net.limits import DEADLINE, too_long
from reader.values import MediaType, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.net.get import Response

FILE_LIMIT: Final = 32_000_000
"""Bytes of a local file: its owner chose it."""
_MEDIA_TYPES: Final = {
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "application/xml": MediaType.HTML,
    "text/xml": MediaType.HTML,
    "application/rss+xml": MediaType.HTML,
    "application/atom+xml": MediaType.HTML,
    "text/plain": MediaType.PLAIN,
    "text/markdown": MediaType.MARKDOWN,
}
_SUFFIXES: Final = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".markdown": "text/markdown",
}


def fetch(
    source: str | Path,
    *,
    allow_private: bool = False,
    deadline: float = DEADLINE,
    permit: Callable[[str], bool] | None = None,
) -> Page:
    """The page at an address, in a file, or on standard input ("-").

    Args:
        source: What the user named.
        allow_private: Whether addresses inside private networks may be asked.
        deadline: Seconds for everything.
        permit: Asked for every address on the way, redirects too; False refuses it.

    Raises:
        SourceError: It cannot be had, or is not text.
        UsageError: It is not an address that can be asked.
    """
    if isinstance(source, str) and "://" in source:
        return _page_at(source, allow_private=allow_private, deadline=deadline, permit=permit)
    if source == "-":
        return _page_of_bytes(_bounded(sys.stdin.buffer.read(FILE_LIMIT + 1), "-"), "", "-")
    return _with_frames(_page_in(Path(source)), _beside(Path(source)))


def of_bytes(body: bytes, name: str) -> Page:
    """The page in bytes that are at hand.

    Args:
        body: What a file holds.
        name: Of the file; its suffix tells what it is.

    Raises:
        NotTextError: It is not text.
    """
    return _page_of_bytes(body, _SUFFIXES.get(Path(name).suffix.lower(), ""), name)


def page_of(response: Response) -> Page:
    """What came over the wire as a page; nothing is asked again.

    Raises:
        NotTextError: It is not text.
    """
    page = _page_of_bytes(response.body, response.media_type, response.url, response.charset)
    return dataclasses.replace(page, url=response.url, status=response.status, etag=response.etag)


def _page_at(
    address: str,
    *,
    allow_private: bool,
    deadline: float,
    permit: Callable[[str], bool] | None,
) -> Page:
    from reader.net.get import fetch_bytes

    def get(url: str, seconds: float) -> Page:
        return page_of(
            fetch_bytes(url, allow_private=allow_private, deadline=seconds, permit=permit)
        )

    ends = time.monotonic() + deadline
    page = get(address, deadline)
    return _with_frames(page, _of_the_site(page.url or address, lambda url: get(url, _left(ends))))


def _left(ends: float) -> float:
    """Seconds to a moment of the clock, never none."""
    return max(0.1, ends - time.monotonic())


def _page_in(path: Path) -> Page:
    return of_bytes(_read_file(path), str(path))


def _with_frames(page: Page, have: Callable[[str], str | None]) -> Page:
    if page.media_type is not MediaType.HTML:
        return page
    text, taken = frames.join(page.text, have)
    notes = tuple(f"read from its frame {source}" for source in taken)
    return dataclasses.replace(page, text=text, repairs=page.repairs + notes)


def _beside(path: Path) -> Callable[[str], str | None]:
    """Frames from files in the page's own folder, and never from outside it."""
    folder = path.resolve().parent

    def have(source: str) -> str | None:
        try:
            frame = (folder / unquote(urlsplit(source).path)).resolve()
            return _page_in(frame).text if frame.is_relative_to(folder) else None
        except (SourceError, StorageError, OSError, ValueError):
            return None  # a saved page often lacks some of its frames

    return have


def _of_the_site(address: str, get: Callable[[str], Page]) -> Callable[[str], str | None]:
    """Frames from the page's own host, through the same guarded client, in the same time."""

    def have(source: str) -> str | None:
        try:
            url = urljoin(address, source)
            same_site = urlsplit(url).hostname == urlsplit(address).hostname
            return get(url).text if same_site else None
        except (SourceError, UsageError, ValueError):
            return None  # the rest of the page is there

    return have


def _page_of_bytes(body: bytes, media_type: str, name: str, charset: str | None = None) -> Page:
    """Decode; `media_type` "" means that nothing is known but the bytes."""
    if not body.strip():
        raise _not_text(name, say("it is empty", "nội dung trống"))
    if document := documents.kind(body):
        return _page_of_document(body, document, name)
    if media_type in mhtml.MEDIA_TYPES or mhtml.is_saved(body):
        return _page_of_saved(body, name)
    kind = _MEDIA_TYPES.get(media_type)
    if media_type and kind is None:
        raise _not_text(name, media_type)
    if _looks_binary(body):
        raise _not_text(name, say("it is binary data", "là dữ liệu nhị phân"))
    if kind is None:
        kind = MediaType.HTML if _looks_like_html(body) else MediaType.PLAIN
    decoded = encoding.decode(body, header_charset=charset, is_html=kind is MediaType.HTML)
    return Page(decoded.text, kind, charset=decoded.charset, repairs=decoded.repairs)


def _page_of_document(body: bytes, kind: str, name: str) -> Page:
    text, repairs = encoding.repair(documents.text_of(body, kind, name))
    return Page(text, MediaType.PLAIN if kind == "pdf" else MediaType.HTML, repairs=repairs)


def _page_of_saved(body: bytes, name: str) -> Page:
    """A page that a browser saved in one file, its frames with it."""
    saved = mhtml.read(body)
    if saved is None:
        raise _not_text(name, say("there is no page in it", "không có trang nào trong đó"))

    def decoded(part: mhtml.Part) -> encoding.Decoded:
        return encoding.decode(part.body, header_charset=part.charset)

    def have(source: str) -> str | None:
        part = mhtml.find(saved, source)
        return decoded(part).text if part else None

    page = decoded(saved.page)
    return _with_frames(
        Page(page.text, url=saved.url, charset=page.charset, repairs=page.repairs), have
    )


def _looks_binary(body: bytes) -> bool:
    """NUL bytes are in no text but UTF-16 and UTF-32, which say so with a mark."""
    head = body[:4096]
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))


def _looks_like_html(body: bytes) -> bool:
    head = body[:4096].lower()
    return any(sign in head for sign in (b"<html", b"<!doctype", b"<body", b"<article", b"<p>"))


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _bounded(file.read(FILE_LIMIT + 1), str(path))
    except FileNotFoundError as error:
        raise NotFoundError(
            say(f"there is no file {path}", f"không có tệp {path}"),
            fix=say(
                "Check the name; an address begins with https://.",
                "Hãy kiểm tra tên tệp; địa chỉ web bắt đầu bằng https://.",
            ),
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise StorageError(say(f"cannot read {path}", f"không đọc được {path}"), why) from error


def _bounded(body: bytes, name: str) -> bytes:
    if len(body) > FILE_LIMIT:
        raise too_long(name, FILE_LIMIT)
    return body


def _not_text(name: str, why: str) -> NotTextError:
    return NotTextError(
        say(f"{name} is not a text to read", f"{name} không phải văn bản để đọc"),
        why,
        say("Give a web page or a text file.", "Hãy dùng trang web hoặc tệp văn bản."),
    )
