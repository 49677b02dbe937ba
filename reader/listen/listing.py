"""`reader listen --list`: what was begun and is not finished, in lines or for programs."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.listen.place import Place

_UNITS: Final = (
    (86_400, "day", "days", "ngày"),
    (3_600, "hour", "hours", "giờ"),
    (60, "minute", "minutes", "phút"),
)


def lines(places: Sequence[Place], now: float) -> Iterator[str]:
    """Two lines an article, and how to go on; one line where there is nothing.

    Args:
        places: The newest first.
        now: In seconds since the epoch.
    """
    if not places:
        yield say(
            "Nothing is unfinished. Begin with: reader listen SOURCE",
            "Không có bài nào đang nghe dở. Bắt đầu bằng: reader listen NGUỒN",
        )
        return
    for place in places:
        yield f"{place.title} ({_how_far(place)}, {ago(now - place.at)})"
        yield f"    {place.source}"
    yield say(
        "Go on with the first one: reader listen. With another: reader listen SOURCE.",
        "Nghe tiếp bài đầu tiên: reader listen. Bài khác: reader listen NGUỒN.",
    )


def documents(places: Sequence[Place]) -> list[dict[str, Any]]:
    """The same for programs: every place as an object, the newest first."""
    return [dataclasses.asdict(place) for place in places]


def _how_far(place: Place) -> str:
    number, of = place.sentence + 1, place.sentences
    return say(f"sentence {number} of {of}", f"câu {number} trên {of}")


def ago(seconds: float) -> str:
    """How long ago something was, in the largest unit that fits."""
    for size, one, many, vietnamese in _UNITS:
        if seconds >= size:
            count = int(seconds // size)
            return say(f"{count} {one if count == 1 else many} ago", f"{count} {vietnamese} trước")
    return say("just now", "vừa xong")
