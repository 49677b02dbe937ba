"""Engines, and the servers that they ask: all servers at once, none for longer than seconds."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from reader import engines
from reader.doctor.findings import absent, bad, good
from reader.engines import registry
from reader.engines.choice import AUTO, ORDER
from reader.engines.reach import unreachable
from reader.errors import EngineError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.doctor.findings import Finding
    from reader.settings import Settings


class _Facts(NamedTuple):
    """What an engine says of itself.

    Attributes:
        voices: Names of those that can speak now.
        site: What it asks, ``scheme://host[:port]``; "" where it asks nothing.
        error: Why it cannot be used at all.
    """

    voices: list[str]
    site: str
    error: EngineError | None = None


class _Reach(NamedTuple):
    """What came of asking a server.

    Attributes:
        problem: "" where it answered.
        seconds: How long that took.
    """

    problem: str
    seconds: float


def check(settings: Settings) -> Iterator[Finding]:
    """Each server, then each engine, then which of them reads."""
    facts = {name: _facts(name, settings) for name in engines.names()}
    reached = _reach([*(fact.site for fact in facts.values()), _site(settings.piper.mirror)])
    yield from (_server(site, reach) for site, reach in reached.items())
    found = {name: _engine(name, fact, reached) for name, fact in facts.items()}
    yield from found.values()
    yield _reading(settings, {name for name, finding in found.items() if finding.is_good})


def _facts(name: str, settings: Settings) -> _Facts:
    try:
        engine = registry.raw(name, settings)
        voices = [voice.name for voice in engine.voices()]
        engine.close()
    except EngineError as error:
        return _Facts([], "", error)
    except Exception as error:  # noqa: BLE001 - a plug-in may break in any way
        return _Facts([], "", _broken(name, error))
    return _Facts(voices, _site(getattr(engine, "address", "")))


def _broken(name: str, error: Exception) -> EngineError:
    return EngineError(
        say(f"the engine “{name}” is broken", f"bộ đọc “{name}” bị lỗi"),
        repr(error),
        say("Update or remove the plug-in.", "Hãy cập nhật hoặc gỡ phần bổ sung này."),
    )


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""


def _reach(sites: Iterable[str]) -> dict[str, _Reach]:
    different = list(dict.fromkeys(filter(None, sites)))
    with ThreadPoolExecutor(len(different) or 1) as pool:
        return dict(zip(different, pool.map(_asked, different), strict=True))


def _asked(site: str) -> _Reach:
    start = time.monotonic()
    return _Reach(unreachable(site), time.monotonic() - start)


def _server(site: str, reach: _Reach) -> Finding:
    host = urlsplit(site).netloc
    key, name = f"network {host}", say("network", "mạng")
    if reach.problem:
        fix = say(
            "Check the connection, the proxy and the firewall.",
            "Hãy kiểm tra kết nối, proxy và tường lửa.",
        )
        return bad(key, name, f"{host}: {reach.problem}", fix)
    took = f"{reach.seconds * 1000:.0f}"
    answers = say(f"answers in {took} ms", f"trả lời sau {took} mili giây")
    return good(key, name, f"{host} {answers}")


def _engine(name: str, facts: _Facts, reached: dict[str, _Reach]) -> Finding:
    key, shown = f"engine {name}", say(f"engine {name}", f"bộ đọc {name}")
    if facts.error:
        return absent(key, shown, facts.error.why or facts.error.what, facts.error.fix)
    if facts.site and reached[facts.site].problem:
        why = say("its server cannot be reached", "không tới được máy chủ của nó")
        return bad(key, shown, why, _meanwhile())
    return good(key, shown, ", ".join(facts.voices) or say("ready", "sẵn sàng"))


def _meanwhile() -> str:
    return say("Meanwhile: --engine espeak", "Trong lúc đó: --engine espeak")


def _reading(settings: Settings, able: set[str]) -> Finding:
    """Which engine reads if none is named on the command line."""
    wanted = settings.voice.engine
    key, name = "reads with", say("reads with", "sẽ đọc bằng")
    if wanted in able:
        return good(key, name, wanted)
    if wanted != AUTO:
        correct = say("Correct engine under [voice].", "Hãy sửa engine trong [voice].")
        fix = _meanwhile() if wanted in engines.names() else correct
        return bad(key, name, say(f"{wanted} cannot speak", f"{wanted} không đọc được"), fix)
    best = next((engine for engine in ORDER if engine in able), "")
    if not best:
        return bad(key, name, say("no engine can speak", "không bộ đọc nào đọc được"))
    chosen = say("the best that can speak now", "bộ đọc tốt nhất dùng được lúc này")
    return good(key, name, f"{best} ({chosen})")
