"""Which engine speaks: the one that was asked for, or the best that can speak now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from reader.engines.registry import get, raw
from reader.errors import EngineError, EngineMissingError
from reader.language import say
from reader.settings import Settings
from reader.values import Delivery

if TYPE_CHECKING:
    import logging

    from reader.engines.protocol import Engine

AUTO: Final = "auto"
ORDER: Final = ("gtts", "piper", "espeak")
"""For `AUTO`, best first: online, a voice that the user fetched, the embedded one."""


class Choice(NamedTuple):
    """An engine, and how it came to be the one.

    Attributes:
        engine: Ready to speak.
        tried: ``(name, what was wrong with it)`` of those that were tried before it.
        why: One line for the user.
    """

    engine: Engine
    tried: tuple[tuple[str, str], ...]
    why: str


def choose(name: str = AUTO, settings: Settings | None = None) -> Choice:
    """The engine of that name, or for "auto" the first of the usual ones that can speak now.

    A way down from the online engine is announced as a warning, in one line; that no network is
    there is found out within 3 seconds.

    Raises:
        UsageError: There is no such engine.
        EngineMissingError: What the named engine needs is not installed.
    """
    settings = settings or Settings()
    if name != AUTO:
        return Choice(get(name, settings), (), say(f"{name} was asked for", f"đã chọn {name}"))
    tried: list[tuple[str, str]] = []
    for candidate in ORDER:
        problem = problem_of(candidate, settings)
        _log().debug("engine %s: %s", candidate, problem or "can speak")
        if not problem:
            return _chosen(candidate, tuple(tried), settings)
        tried.append((candidate, problem))
    raise EngineMissingError(say("no engine can speak", "không bộ đọc nào đọc được"), str(tried))


def problem_of(name: str, settings: Settings) -> str:
    """Why this engine cannot speak now; "" where it can."""
    try:
        engine = raw(name, settings)
    except EngineError as error:
        return str(error)
    try:
        return _out_of_reach(getattr(engine, "address", ""))
    finally:
        engine.close()


def _out_of_reach(address: str) -> str:
    if not address:
        return ""
    from reader.engines.reach import unreachable

    return unreachable(address)


def _chosen(name: str, tried: tuple[tuple[str, str], ...], settings: Settings) -> Choice:
    first = ORDER[0]
    if not tried:
        why = say(f"{name} answers", f"{name} trả lời")
    else:
        why = say(
            f"{first} cannot be reached ({tried[0][1]}); reading with {name}",
            f"không tới được {first} ({tried[0][1]}); đọc bằng {name}",
        )
        _log().warning("%s", why)
    return Choice(get(name, settings), tried, why)


def _log() -> logging.Logger:
    import logging

    return logging.getLogger(__name__)


def delivery(engine: Engine, settings: Settings) -> Delivery:
    """How `engine` is to speak by these settings: the named voice, else one of the dialect.

    Raises:
        EngineMissingError: The engine has no voice of that name.
    """
    wanted, voices = settings.voice, engine.voices()
    if wanted.name and voices and wanted.name not in [voice.name for voice in voices]:
        names = ", ".join(voice.name for voice in voices)
        raise EngineMissingError(
            say(
                f"{engine.name} has no voice “{wanted.name}”",
                f"{engine.name} không có giọng “{wanted.name}”",
            ),
            fix=say(f"Choose one of: {names}.", f"Hãy chọn: {names}."),
        )
    fitting = (voice.name for voice in voices if voice.dialect == wanted.dialect)
    return Delivery(wanted.name or next(fitting, ""), wanted.rate, wanted.pitch)
