"""One GET, bounded in every way: time, size on the wire and unpacked, redirects, addresses."""

from __future__ import annotations

import asyncio
import concurrent.futures
import dataclasses
import email.message
import zlib
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urljoin

import aiohttp

from reader.errors import (
    ForbiddenError,
    NetworkError,
    NotFoundError,
    SourceError,
)
from reader.language import say
from reader.net import guard
from reader.net.limits import DEADLINE, PAGE_LIMIT, too_long

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

_REDIRECTS: Final = 5
_CHUNK: Final = 65_536
_NOT_MODIFIED: Final = 304
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_ZLIB_BITS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 47}
_T = TypeVar("_T")


@dataclasses.dataclass(frozen=True, slots=True)
class Response:
    """What came over the wire, unpacked.

    Attributes:
        url: The final address.
        status: The HTTP status: a success, or 304 where `etag` was given and still holds.
        media_type: As the server names it, without parameters; "" where it does not.
        charset: As the server names it.
        etag: The server's validator.
        body: At most the limit that was asked for.
    """

    url: str
    status: int
    media_type: str
    charset: str | None
    etag: str | None
    body: bytes


def fetch_bytes(
    url: str,
    *,
    limit: int = PAGE_LIMIT,
    allow_private: bool = False,
    deadline: float = DEADLINE,
    permit: Callable[[str], bool] | None = None,
    etag: str | None = None,
) -> Response:
    """What an address answers, whatever its type; waits for it.

    Raises:
        SourceError: No success came in time and within the limit.
        UsageError: It is not an address that can be asked.
    """
    return _run(
        get_bytes(
            url,
            limit=limit,
            allow_private=allow_private,
            deadline=deadline,
            permit=permit,
            etag=etag,
        )
    )


async def get_bytes(
    url: str,
    *,
    limit: int = PAGE_LIMIT,
    allow_private: bool = False,
    deadline: float = DEADLINE,
    permit: Callable[[str], bool] | None = None,
    etag: str | None = None,
) -> Response:
    """What an address answers, whatever its type.

    Args:
        url: The address.
        limit: Bytes on the wire, and unpacked.
        allow_private: Whether addresses inside private networks may be asked.
        deadline: Seconds for everything.
        permit: Asked for every address on the way, redirects too; False refuses it.
        etag: Of what is at hand already; where it still holds, no body comes.

    Raises:
        SourceError: No success came in time and within the limit.
        UsageError: It is not an address that can be asked.
    """
    asking = {"Accept-Encoding": "gzip, deflate"} | ({"If-None-Match": etag} if etag else {})
    try:
        async with asyncio.timeout(deadline), guard.client(allow_private=allow_private) as session:
            return await _follow(session, url, asking, limit, permit, allow_private=allow_private)
    except TimeoutError as error:
        raise _too_slow(url, deadline) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise _of_client_error(error, url) from error


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run to the end, also when the caller lives in an event loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _follow(
    session: aiohttp.ClientSession,
    url: str,
    asking: dict[str, str],
    limit: int,
    permit: Callable[[str], bool] | None,
    *,
    allow_private: bool,
) -> Response:
    for _ in range(_REDIRECTS + 1):
        guard.check_address(url, allow_private=allow_private)
        if permit is not None and not permit(url):
            raise _not_permitted(url)
        async with session.get(url, allow_redirects=False, headers=asking) as answer:
            if answer.status not in _MOVED or "Location" not in answer.headers:
                return await _response(answer, url, limit)
            url = urljoin(url, answer.headers["Location"])
    raise NetworkError(
        say(f"gave up on {url}", f"không tải được {url}"),
        say(f"more than {_REDIRECTS} redirects", f"bị chuyển hướng quá {_REDIRECTS} lần"),
        say("Open it in a browser and copy the address.", "Hãy mở bằng trình duyệt rồi sao chép."),
    )


async def _response(answer: aiohttp.ClientResponse, url: str, limit: int) -> Response:
    if answer.status == _NOT_MODIFIED and "If-None-Match" in answer.request_info.headers:
        return Response(url, answer.status, "", None, answer.headers.get("ETag"), b"")
    if not 200 <= answer.status < 300:  # noqa: PLR2004 - RFC 9110: success
        raise _of_status(answer.status, url)
    kind, charset = _content_type(answer.headers.get("Content-Type", ""))
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    chunks = _unpacked(answer.content.iter_chunked(_CHUNK), packing, url, limit)
    body = b"".join([chunk async for chunk in chunks])
    return Response(url, answer.status, kind, charset, answer.headers.get("ETag"), body)


async def _unpacked(
    chunks: AsyncIterator[bytes], packing: str, url: str, limit: int
) -> AsyncIterator[bytes]:
    """The body, unpacked in bounded steps: a small bomb never becomes a big one in memory."""
    unpack = _unpacker(packing, url)
    wire = plain = 0
    async for packed in chunks:
        wire += len(packed)
        pending = packed
        while pending:
            chunk, pending = unpack(pending)
            plain += len(chunk)
            if max(wire, plain) > limit:
                raise too_long(url, limit)
            yield chunk


def _unpacker(packing: str, url: str) -> Callable[[bytes], tuple[bytes, bytes]]:
    """Packed bytes → (some plain bytes, packed bytes still to do)."""
    if packing in ("", "identity"):
        return lambda packed: (packed, b"")
    if packing not in _ZLIB_BITS:
        raise NetworkError(
            say(f"cannot unpack {url}", f"không giải nén được {url}"), f"Content-Encoding {packing}"
        )
    inflater = zlib.decompressobj(_ZLIB_BITS[packing])

    def unpack(packed: bytes) -> tuple[bytes, bytes]:
        try:
            return inflater.decompress(packed, _CHUNK), inflater.unconsumed_tail
        except zlib.error as error:
            raise NetworkError(
                say(f"{url} came damaged", f"dữ liệu từ {url} bị hỏng"), str(error)
            ) from error

    return unpack


def _content_type(header: str) -> tuple[str, str | None]:
    message = email.message.Message()
    message["Content-Type"] = header
    return (message.get_content_type() if header else ""), message.get_content_charset()


_REFUSALS: Final[dict[int, tuple[type[SourceError], str, str]]] = {
    401: (ForbiddenError, "it wants a login", "cần đăng nhập"),
    403: (ForbiddenError, "the site refuses", "trang từ chối"),
    404: (NotFoundError, "no such page", "không có trang này"),
    407: (ForbiddenError, "a proxy wants a login", "proxy cần đăng nhập"),
    410: (NotFoundError, "the page is gone", "trang đã bị gỡ"),
    429: (NetworkError, "asked too often", "truy cập quá nhiều lần"),
    451: (ForbiddenError, "withheld for legal reasons", "bị chặn vì lý do pháp lý"),
}


def _of_status(status: int, url: str) -> SourceError:
    default = (NetworkError, "the server has a problem", "máy chủ gặp sự cố")
    kind, english, vietnamese = _REFUSALS.get(status, default)
    return kind(
        _cannot(url),
        f"{say(english, vietnamese)} (HTTP {status})",
        say(
            "Check the address in a browser, or save the page and give the file.",
            "Hãy kiểm tra bằng trình duyệt, hoặc lưu trang rồi dùng tệp đó.",
        ),
    )


_FAULTS: Final[tuple[tuple[type[Exception], str, str], ...]] = (
    (aiohttp.ClientConnectorDNSError, "no such site, or no network", "không có trang hoặc mạng"),
    (aiohttp.ClientConnectorCertificateError, "bad certificate", "chứng chỉ không hợp lệ"),
    (aiohttp.ClientPayloadError, "the connection broke off", "kết nối bị ngắt giữa chừng"),
    (aiohttp.ServerDisconnectedError, "the server hung up", "máy chủ ngắt kết nối"),
    (ConnectionRefusedError, "the connection is refused", "kết nối bị từ chối"),
)


def _of_client_error(error: Exception, url: str) -> SourceError:
    cause = getattr(error, "os_error", None) or error
    told = (
        say(en, vi)
        for kind, en, vi in _FAULTS
        if isinstance(error, kind) or isinstance(cause, kind)
    )
    return NetworkError(
        _cannot(url),
        next(told, str(error) or type(error).__name__),
        say("Check the address and the network.", "Hãy kiểm tra địa chỉ và mạng."),
    )


def _too_slow(url: str, deadline: float) -> NetworkError:
    return NetworkError(
        _cannot(url),
        say(f"nothing complete within {deadline:g} s", f"quá {deadline:g} giây chưa xong"),
        say("Try again later.", "Hãy thử lại sau."),
    )


def _cannot(url: str) -> str:
    return say(f"{url} cannot be had", f"không tải được {url}")


def _not_permitted(url: str) -> ForbiddenError:
    return ForbiddenError(
        say(f"{url} is not asked", f"không truy cập {url}"),
        say("its site is not on the list of allowed sites", "trang không thuộc danh sách cho phép"),
    )
