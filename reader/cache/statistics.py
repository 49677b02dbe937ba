"""How much is kept and of what use it was, by engine and voice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from reader.cache.clips import who
from reader.cache.sealed import unseal
from reader.cache.upkeep import Together
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.cache.store import Store, Tended

_DAY: Final = 86_400.0
_AGES: Final = {
    "day": _DAY, "week": 7 * _DAY, "month": 30 * _DAY, "older": float("inf"),
}  # fmt: skip
_COUNTS: Final = ("clips", "recordings", "bytes", "hits", "made")


def count(store: Store, *others: Tended) -> dict[str, Any]:
    """What there is.

    ``{"folder", "clips", "recordings", "bytes", "hits", "made", "oldest", "ages", "voices"}``:
    "ages" tells how many were last used within a day, a week, a month, or before that; "oldest"
    is the age of what was not used for the longest time, in seconds. "hits" counts what was
    found, "made" what had to be made, ever since. "voices" has the same counts
    for each "engine voice".
    """
    now, oldest = time.time(), 0.0
    ages = dict.fromkeys(_AGES, 0)
    voices: dict[str, dict[str, int]] = {}
    kept = Together((store, *others))
    for entry in kept.entries():
        age = max(0.0, now - entry.used)
        oldest = max(oldest, age)
        ages[next(name for name, most in _AGES.items() if age <= most)] += 1
        kind, voice = _what(kept.get(entry.key, use=False) or b"")
        _add(voices, voice, kind, 1)
        _add(voices, voice, "bytes", entry.size)
    for name, times in store.tallied().items():
        voice, _, what = name.rpartition(" ")
        _add(voices, voice, what, times)
    totals = {what: sum(counts[what] for counts in voices.values()) for what in _COUNTS}
    return {"folder": str(store), **totals, "oldest": round(oldest), "ages": ages, "voices": voices}


def lines(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """For people: ``(what, how much)``."""
    yield say("folder", "thư mục"), found["folder"]
    for what, name in _names().items():
        yield name, _amount(what, found[what])
    for age, name in _age_names().items():
        yield name, str(found["ages"][age])
    for voice, counts in sorted(found["voices"].items()):
        told = (f"{_amount(what, counts[what])} {name}" for what, name in _names().items())
        yield voice, ", ".join(told)


def _what(data: bytes) -> tuple[str, str]:
    """``(kind, engine and voice)`` of a kept file."""
    kept = unseal(data)
    if kept is None:
        return "clips", "?"
    return f"{kept.kind.removeprefix('reader-')}s", who(kept.facts)


def _add(voices: dict[str, dict[str, int]], voice: str, what: str, times: int) -> None:
    counts = voices.setdefault(voice, dict.fromkeys(_COUNTS, 0))
    counts[what] = counts.get(what, 0) + times


def _amount(what: str, number: int) -> str:
    return f"{number / 1_000_000:.1f}" if what == "bytes" else str(number)


def _names() -> dict[str, str]:
    return {
        "clips": say("clips", "đoạn"),
        "recordings": say("recordings", "bài"),
        "bytes": "MB",
        "hits": say("found again", "lần dùng lại"),
        "made": say("made", "lần đọc mới"),
    }


def _age_names() -> dict[str, str]:
    return {
        "day": say("used within a day", "dùng trong một ngày"),
        "week": say("within a week", "trong một tuần"),
        "month": say("within a month", "trong một tháng"),
        "older": say("not for longer", "lâu hơn"),
    }
