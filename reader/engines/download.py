"""One file over HTTP, taken up where it stopped, never longer than it may be."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Final

import aiohttp
import certifi

from reader.errors import NetworkError, NotFoundError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CHUNK: Final = 1 << 18
_TRIES: Final = 5  # in a row without one byte more
_FIRST_WAIT: Final = 0.05
_BREAKS: Final = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, TimeoutError)
_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30)


def resumed(url: str, path: Path, size: int, progress: Callable[[int], None]) -> None:
    """Fetch what is missing of the file at `path`; a connection that breaks is taken up again.

    Args:
        url: Where it is.
        path: Where it goes; what is there already is its beginning.
        size: Its length in bytes; more is never read.
        progress: Called with the bytes that are there.

    Raises:
        NotFoundError: The server does not have it.
        NetworkError: The server cannot be reached, or the connection keeps breaking.
        OSError: It cannot be written.
    """
    asyncio.run(_resumed(url, path, size, progress))


async def _resumed(url: str, path: Path, size: int, progress: Callable[[int], None]) -> None:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    connector = aiohttp.TCPConnector(ssl=context)
    async with aiohttp.ClientSession(
        connector=connector, timeout=_TIMEOUT, trust_env=True
    ) as session:
        failures = 0
        while True:
            before = _beginning(path, size)
            try:
                return await _continued(session, url, path, size, progress)
            except _BREAKS as error:
                failures = 1 if _beginning(path, size) > before else failures + 1
                if failures == _TRIES:
                    raise _broken(url, str(error) or type(error).__name__) from error
                await asyncio.sleep(_FIRST_WAIT * 2**failures)


async def _continued(
    session: aiohttp.ClientSession,
    url: str,
    path: Path,
    size: int,
    progress: Callable[[int], None],
) -> None:
    there = _beginning(path, size)
    headers = {"Range": f"bytes={there}-"} if there else {}
    async with session.get(url, headers=headers) as response:
        if response.status in (404, 410):
            raise NotFoundError(
                say(f"there is no {url}", f"không có {url}"), f"HTTP {response.status}"
            )
        if response.status not in (200, 206):
            raise _broken(url, f"HTTP {response.status}")
        if response.status == 200:  # noqa: PLR2004 - the server sends all of it again
            there = 0
        await _written(response, path, there, size, progress)


def _beginning(path: Path, size: int) -> int:
    """Bytes that are there; a whole file that was not right is begun anew."""
    there = path.stat().st_size if path.is_file() else 0
    return there if there < size else 0


async def _written(
    response: aiohttp.ClientResponse,
    path: Path,
    there: int,
    size: int,
    progress: Callable[[int], None],
) -> None:
    with path.open("r+b" if there else "wb") as stream:
        stream.seek(there)
        async for chunk in response.content.iter_chunked(_CHUNK):
            stream.write(chunk[: size - there])
            there = min(size, there + len(chunk))
            progress(there)
            if there == size:
                return
    raise aiohttp.ClientPayloadError("the answer ended early")


def _broken(url: str, why: str) -> NetworkError:
    return NetworkError(
        say(f"cannot fetch {url}", f"không tải được {url}"),
        why,
        say(
            "What came is kept: run the same command again.",
            "Phần đã tải được giữ lại: hãy chạy lại lệnh này.",
        ),
    )
