"""What an export is told, and what it tells."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.errors import ReaderError
    from reader.recording import Take
    from reader.values import Article, Script


class State(enum.StrEnum):
    """What became of a source."""

    MADE = "made"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source.

    Attributes:
        name: Of the source.
        state: In one word.
        written: The page that bears the tag.
        paste: The tag, where there is no page to put it into.
        frame: The same as a frame.
        reason: Why it was skipped, or what is odd about it.
        error: Why it failed.
        spoken: How many sentences had to be spoken anew.
    """

    name: str
    state: State
    written: Path | None = None
    paste: str = ""
    frame: str = ""
    reason: str = ""
    error: ReaderError | None = None
    spoken: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class How:
    """What was decided for all pages.

    Attributes:
        voice: Whatever decides how a script sounds, as text.
        inline: Whether times stand in the page, for pages that are opened from a disk.
        base_url: Address of the site's root, "" where it is not known.
        feed: Title of the podcast that the site gets; "" for none.
        dry_run: Whether nothing is written and nobody speaks.
        allow_private: Whether addresses inside private networks may be asked.
    """

    voice: str = ""
    inline: bool = False
    base_url: str = ""
    feed: str = ""
    dry_run: bool = False
    allow_private: bool = False


class Voicing(NamedTuple):
    """With what sound is made.

    Attributes:
        read: How an article is said.
        speak: Somebody who says it.
        heard: Told how many sentences, of how many, are done.
    """

    read: Callable[[Article], Script]
    speak: Callable[[Script], Take]
    heard: Callable[[int, int], None] = lambda _done, _of: None
