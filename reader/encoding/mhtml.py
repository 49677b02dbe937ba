"""Pages that a browser saved whole in one file (MHTML, RFC 2557), by the email library.

From: <Saved by …>, MIME-Version: 1.0, Content-Type: multipart/related; …
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin

if TYPE_CHECKING:
    from email.message import EmailMessage

MEDIA_TYPES: Final = ("multipart/related", "message/rfc822", "application/x-mimearchive")
_HEADERS: Final = re.compile(
    rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE
)


class Part(NamedTuple):
    """One document of the file.

    Attributes:
        body: Its bytes.
        charset: What its header names, if anything.
    """

    body: bytes
    charset: str | None


class Saved(NamedTuple):
    """A saved page.

    Attributes:
        page: The document that was saved.
        url: Where it was saved from.
        frames: The other documents, by the names that the page calls them.
    """

    page: Part
    url: str | None
    frames: dict[str, Part]


def is_saved(body: bytes) -> bool:
    """Whether these bytes begin as such a file does."""
    return bool(_HEADERS.match(body[:8_192].replace(b"\r\n", b"\n")))


def read(body: bytes) -> Saved | None:
    """The page in such a file; None where it holds no HTML."""
    from email import message_from_bytes, policy  # as much to import as all else of a text

    message: EmailMessage = message_from_bytes(body, policy=policy.default)
    parts = [
        p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not parts:
        return None
    address = str(
        message.get("Snapshot-Content-Location") or parts[0].get("Content-Location") or ""
    )
    frames = {name: _part(p) for p in parts[1:] for name in _names(p)}
    return Saved(_part(parts[0]), address if address.startswith("http") else None, frames)


def _part(part: EmailMessage) -> Part:
    content = part.get_payload(decode=True)
    return Part(content if isinstance(content, bytes) else b"", part.get_content_charset())


def _names(part: EmailMessage) -> list[str]:
    """«https://a.vn/frame.html» and «cid:…»: how an `<iframe>` may name a part."""
    told = (str(part.get("Content-Location") or ""), str(part.get("Content-ID") or "").strip("<>"))
    return [name for name in (told[0], told[1] and f"cid:{told[1]}") if name]


def find(saved: Saved, source: str) -> Part | None:
    """The frame that a page names, by its address as written or made whole."""
    return saved.frames.get(source) or saved.frames.get(urljoin(saved.url or "", source))
