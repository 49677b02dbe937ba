"""Work on strangers' pages, in processes that are killed when it takes too long or too much.

    children = Children(count=2, seconds=20.0)
    script = await children.run(read, response, settings)
    children.close()

A child lives on from job to job; one that was killed is replaced with the next job.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import multiprocessing
import signal
import threading
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from reader.errors import TooBigError
from reader.language import current, say, speaking

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_STARTING: Final = 60.0
"""Seconds that a busy machine may take to start a child."""
_MEMORY: Final = 2_000_000_000
"""Bytes of address space of a child."""
_CONTEXT: Final[Any] = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
"""Never a plain fork: the server has threads. From a fork server a child is there at once."""
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class Children:
    """So many processes, each at one job at a time.

    Args:
        count: How many.
        seconds: After which a job is given up and its process killed.
        module: What a child has imported before its first job, where the system has fork servers.
    """

    def __init__(self, count: int, seconds: float, module: str = "") -> None:
        _CONTEXT.set_forkserver_preload([module] if module else [])
        self._all = [_Child(seconds) for _ in range(count)]
        self._idle: asyncio.LifoQueue[_Child] = asyncio.LifoQueue()
        for child in self._all:
            self._idle.put_nowait(child)

    async def run(
        self, work: Callable[_Given, _Result], *args: _Given.args, **options: _Given.kwargs
    ) -> _Result:
        """What `work`, a function of a module, returns or raises in a child.

        Raises:
            TooBigError: It took too long or too much memory.
        """
        child = await self._idle.get()
        job = asyncio.ensure_future(asyncio.to_thread(child.run, work, args, options, current()))
        job.add_done_callback(_looked_at)
        try:
            result: _Result = await asyncio.shield(job)
        finally:
            self._idle.put_nowait(child)
        return result

    def close(self) -> None:
        """End all of them, whatever they do; none begins again."""
        for child in self._all:
            child.end()


class _Child:
    """A process and the pipe to it. It is ended from another thread than it works for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ended = False
        self._turn = threading.Lock()

    def run(self, work: Callable[..., Any], args: Any, options: Any, language: str) -> Any:
        try:
            pipe = self._started()
            pipe.send((work, args, options, language))
            worked, result = _within(self._seconds, pipe)
        except (EOFError, OSError) as error:
            self.kill()
            raise _given_up(say("its process died", "tiến trình đọc trang bị dừng")) from error
        except TooBigError:
            self.kill()
            raise
        if worked:
            return result
        raise result

    def _started(self) -> Connection:
        with self._turn:
            if self._pipe and self._process and self._process.is_alive():
                return self._pipe
        self.kill()
        pipe = self._born()
        _within(_STARTING, pipe)
        return pipe

    def _born(self) -> Connection:
        with self._turn:
            if self._ended:
                raise EOFError
            self._pipe, theirs = _CONTEXT.Pipe()
            with theirs:
                process = _CONTEXT.Process(target=_work, args=(theirs,), daemon=True)
                process.start()
            self._process = process
            return self._pipe

    def end(self) -> None:
        """Kill it for good; who waits for its answer is told that it died."""
        with self._turn:
            self._ended = True
        self.kill()

    def kill(self) -> None:
        """The pipe is closed by whoever holds it last: another thread may be reading from it."""
        with self._turn:
            process, self._process, self._pipe = self._process, None, None
        if process is not None:
            process.kill()
            process.join()
            process.close()


def _looked_at(job: asyncio.Future[Any]) -> None:
    """Who asked may be gone, as when the server stops: then nobody is left to be told."""
    if not job.cancelled():
        job.exception()


def _within(seconds: float, pipe: Connection) -> Any:
    """What comes through the pipe in time."""
    if not pipe.poll(seconds):
        raise _given_up(say(f"over {seconds:g} s", f"quá {seconds:g} giây"))
    return pipe.recv()


def _work(pipe: Connection) -> None:
    """A child's life: jobs, until nobody is there to give them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    _bound_memory()
    with contextlib.suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            work, args, options, language = pipe.recv()
            pipe.send(_done(work, args, options, language))


def _done(work: Callable[..., Any], args: Any, options: Any, language: str) -> tuple[bool, Any]:
    try:
        with speaking(language):
            return True, work(*args, **options)
    except MemoryError:
        return False, _given_up(say("too much memory", "quá nhiều bộ nhớ"))
    except Exception as error:  # noqa: BLE001 - raised again where the job came from
        return False, error


def _bound_memory() -> None:
    """Where the system can; Windows has no such bound, and the time is bounded there too."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _given_up(why: str) -> TooBigError:
    return TooBigError(say("the page is too much to read", "trang quá nặng để đọc"), why)
