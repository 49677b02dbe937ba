"""Finished answers: bytes that know their validator, and are sent whole, packed, or not at all."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Receive, Scope, Send

JSON: Final = "application/json"
HTML: Final = "text/html; charset=utf-8"
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_EACH_TIME: Final = "no-cache"
_LEAST_TO_PACK: Final = 1_000
_SAFE: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
Headers = list[tuple[bytes, bytes]]


def headers(media_type: str, cache: str, *more: tuple[str, str], vary: str = "") -> Headers:
    """What every answer of ours bears; who keeps it is told that it depends on the asking page."""
    varies = f"{vary}, Origin" if vary else "Origin"
    own = [("content-type", media_type), ("cache-control", cache), ("vary", varies), *more]
    return [*((name.encode("latin-1"), value.encode("latin-1")) for name, value in own), *_SAFE]


def header(scope: Scope, name: bytes) -> bytes:
    """The value of a request's header; empty where it has none."""
    return next((value for key, value in scope["headers"] if key == name), b"")


def matches(scope: Scope, etag: bytes) -> bool:
    """Whether the client has this already (RFC 9110, 13.1.2: weak comparison)."""
    told = header(scope, b"if-none-match")
    if not told:
        return False
    known = (tag.strip().removeprefix(b"W/") for tag in told.split(b","))
    return told.strip() == b"*" or etag.removeprefix(b"W/") in known


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """An ASGI application that gives one answer.

    Attributes:
        body: As it is.
        packed: The same through gzip; empty where that does not pay.
        etag: The validator.
        head: Headers of every answer.
        status: Of an answer that is not "not modified".
    """

    body: bytes
    packed: bytes
    etag: bytes
    head: Headers
    status: int = 200

    @classmethod
    def of(
        cls,
        body: bytes | str,
        media_type: str,
        *,
        cache: str = ASK_EACH_TIME,
        status: int = 200,
        vary: str = "",
        more: Iterable[tuple[str, str]] = (),
    ) -> Answer:
        """An answer from its body."""
        raw = body.encode() if isinstance(body, str) else body
        etag = f'W/"{hashlib.sha256(raw).hexdigest()[:24]}"'
        packed = gzip.compress(raw, 6, mtime=0) if len(raw) >= _LEAST_TO_PACK else b""
        packed = packed if len(packed) < len(raw) else b""
        varies = ", ".join(filter(None, (vary, "Accept-Encoding" if packed else "")))
        facts = [("etag", etag)] if status == 200 else []  # noqa: PLR2004 - HTTP's "OK"
        head = headers(media_type, cache, *facts, *more, vary=varies)
        return cls(raw, packed, etag.encode(), head, status)

    @classmethod
    def json(cls, document: Any, **more: Any) -> Answer:
        """An answer from a document."""
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        return cls.of(body, more.pop("media_type", JSON), **more)

    def wire(self, *, packed: bool) -> tuple[bytes, bytes]:
        """Headers, as they go over the wire, and body."""
        body, extra = self._chosen(packed=packed)
        lines = (name + b": " + value + b"\r\n" for name, value in [*self.head, *extra])
        return b"".join((*lines, b"\r\n")), body

    def _chosen(self, *, packed: bool) -> tuple[bytes, Headers]:
        """The body for those who can unpack, or who cannot, and the headers that it needs."""
        if packed and self.packed:
            length = b"%d" % len(self.packed)
            return self.packed, [(b"content-length", length), (b"content-encoding", b"gzip")]
        return self.body, [(b"content-length", b"%d" % len(self.body))]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it."""
        if self.status == 200 and matches(scope, self.etag):  # noqa: PLR2004 - HTTP's "OK"
            await send({"type": "http.response.start", "status": 304, "headers": self.head})
            await send({"type": "http.response.body"})
            return
        body, extra = self._chosen(packed=b"gzip" in header(scope, b"accept-encoding"))
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": [*self.head, *extra]})
        await send({"type": "http.response.body", "body": body})
