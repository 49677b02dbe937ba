"""The one HTTP client of the online engines: verified, kept alive, bounded, patient.

Engines are called from several threads; the client has one event loop in a thread of its own, so
that all of them share its connections, its bound on requests in flight and its patience.

How patient, in one place:

- 429, 500, 502, 503 and 504 are asked again until the budget is spent, each wait twice as long as
  the one before, half of it at random; a `Retry-After` is obeyed, by all requests at once.
- A connection that fails or breaks is tried three times in all: somebody else is the way out then.
- Everything else is final.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import email.utils
import random
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

import aiohttp
import certifi

from reader.errors import BadSoundError, EngineBusyError, EngineError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from typing import TypeVar

    Result = TypeVar("Result")

MOST_IN_FLIGHT: Final = 4
BUDGET: Final = 60.0
"""Seconds that one request may take, all waiting and asking again included."""

_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_CONNECTIONS_TRIED: Final = 3
_FIRST_WAIT: Final = 0.25
_LONGEST_WAIT: Final = 16.0
_MOST_BYTES: Final = 32_000_000
_TIMEOUT: Final = aiohttp.ClientTimeout(total=30, sock_connect=5, sock_read=20)


class Reply(NamedTuple):
    """What a server answered, with a status below 300."""

    body: bytes
    media_type: str


def wait_before(attempt: int, retry_after: float | None, chance: float) -> float:
    """Seconds to wait before the next attempt.

    Args:
        attempt: How many were made.
        retry_after: What the server asked for.
        chance: From 0 to 1; spreads requests that failed together.
    """
    step = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (attempt - 1)) * (0.5 + chance / 2)
    return step if retry_after is None else retry_after + _FIRST_WAIT * chance


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that a `Retry-After` asks for, given as seconds or as a date (RFC 9110, 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    with contextlib.suppress(TypeError, ValueError):
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - now)
    return None


class Loop:
    """An event loop in a thread of its own, for coroutines that other threads wait for."""

    def __init__(self) -> None:
        self._closing, self._entry = False, threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        """What the coroutine returns or raises.

        Raises:
            EngineError: The loop was closed meanwhile.
        """
        with self._entry:  # what gets in before the closing is cancelled by it, nothing later
            if self._closing:
                coroutine.close()
                raise _stopped()
            waiting = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return waiting.result()
        except (asyncio.CancelledError, concurrent.futures.CancelledError) as error:
            raise _stopped() from error

    def close(self) -> None:
        """Cancel what runs, and end the thread."""
        with self._entry:
            if self._closing:
                return
            self._closing = True
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Client:
    """Requests over kept-alive connections."""

    def __init__(self, most: int = MOST_IN_FLIGHT, budget: float = BUDGET) -> None:
        self._loop = Loop()
        self._budget = budget
        self._not_before = 0.0
        self._gate = asyncio.Semaphore(most)
        self._session = self._loop.run(_session(most))

    def post_all(self, requests: list[tuple[str, dict[str, Any]]]) -> list[Reply]:
        """The replies to several ``(url, options of aiohttp's request)``, in their order.

        Raises:
            EngineBusyError: Asked to slow down until the budget was spent.
            EngineError: No connection, or an answer that is final.
        """
        return self._loop.run(self._post_all(requests))

    def close(self) -> None:
        """Close the connections; who waits for an answer gets an `EngineError`."""
        with contextlib.suppress(EngineError):
            self._loop.run(self._session.close())
        self._loop.close()

    async def _post_all(self, requests: list[tuple[str, dict[str, Any]]]) -> list[Reply]:
        tasks = [asyncio.create_task(self._post(url, options)) for url, options in requests]
        try:
            return await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    async def _post(self, url: str, options: dict[str, Any]) -> Reply:
        deadline = time.monotonic() + self._budget
        attempt = 0
        while True:
            attempt += 1
            answer = await self._attempt(url, options, attempt)
            if isinstance(answer, Reply):
                return answer
            wait = await self._wait(answer, attempt)
            if time.monotonic() + wait > deadline:
                raise answer.error
            await asyncio.sleep(wait)

    async def _wait(self, failure: _Failure, attempt: int) -> float:
        wait = wait_before(attempt, failure.retry_after, random.random())  # noqa: S311 - jitter
        if failure.retry_after is not None:
            self._not_before = max(self._not_before, time.monotonic() + failure.retry_after)
        return wait

    async def _attempt(self, url: str, options: dict[str, Any], attempt: int) -> Reply | _Failure:
        await asyncio.sleep(max(0.0, self._not_before - time.monotonic()))
        try:
            async with self._gate, self._session.post(url, **options) as response:
                return await _read(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = _unreachable(url, error)
            if attempt >= _CONNECTIONS_TRIED:
                raise failure from error
            return _Failure(failure, None)


class _Failure(NamedTuple):
    """A failure that may pass: the error it is if it does not, and what the server asked for."""

    error: EngineError
    retry_after: float | None


async def _session(most: int) -> aiohttp.ClientSession:
    context = ssl.create_default_context()  # the system's authorities, and $SSL_CERT_FILE
    context.load_verify_locations(certifi.where())
    connector = aiohttp.TCPConnector(limit=most, ssl=context, keepalive_timeout=60)
    return aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT, trust_env=True)


async def _read(response: aiohttp.ClientResponse) -> Reply | _Failure:
    host = response.url.host or ""
    if response.status in _AGAIN:
        error = _busy if response.status in (429, 503) else _refused
        return _Failure(error(host, response.status), retry_after(response.headers, time.time()))
    if response.status >= 300:  # noqa: PLR2004 - what is not a success
        raise _refused(host, response.status)
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise BadSoundError(say(f"{host} sends without end", f"{host} gửi dữ liệu không dứt"))
    return Reply(bytes(body), response.content_type)


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _stopped() -> EngineError:
    return EngineError(say("stopped while speaking", "đã dừng khi đang đọc"))


def _unreachable(url: str, error: BaseException) -> EngineError:
    host = urlsplit(url).netloc.rpartition("@")[2]
    return EngineError(
        say(f"no connection to {host}", f"không kết nối được tới {host}"),
        str(error) or type(error).__name__,
        say(
            "Check the network, or use --engine espeak.",
            "Hãy kiểm tra mạng, hoặc dùng --engine espeak.",
        ),
    )


def _busy(host: str, status: int) -> EngineError:
    return EngineBusyError(
        say(f"{host} asks to slow down", f"{host} yêu cầu gửi chậm lại"),
        f"HTTP {status}",
        say(
            "What was made is kept. Run again later, or use --engine espeak.",
            "Phần đã đọc được giữ lại. Hãy chạy lại sau, hoặc dùng --engine espeak.",
        ),
    )


def _refused(host: str, status: int) -> EngineError:
    return EngineError(
        say(f"{host} refuses", f"{host} từ chối"),
        f"HTTP {status}",
        say("Try another engine: reader voices.", "Hãy thử bộ đọc khác: reader voices."),
    )
