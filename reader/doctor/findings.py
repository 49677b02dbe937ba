"""What a check found."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.errors import ReaderError


class Status(enum.StrEnum):
    """How it is with what was looked at."""

    GOOD = "good"
    ABSENT = "absent"
    BAD = "bad"


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        key: Its name for programs, the same in every language.
        name: Its name for people.
        status: `ABSENT` is for what can be done without.
        found: What it is like here.
        fix: What to do now, where something can be done.
        essential: Whether no article can be made into sound unless it is good.
    """

    key: str
    name: str
    status: Status
    found: str
    fix: str = ""
    essential: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it is as it should be."""
        return self.status is Status.GOOD


def good(key: str, name: str, found: str, *, essential: bool = False) -> Finding:
    """It is as it should be."""
    return Finding(key, name, Status.GOOD, found, essential=essential)


def absent(key: str, name: str, found: str, fix: str = "") -> Finding:
    """It is not there, and not needed."""
    return Finding(key, name, Status.ABSENT, found, fix)


def bad(key: str, name: str, found: str, fix: str = "", *, essential: bool = False) -> Finding:
    """It does not work."""
    return Finding(key, name, Status.BAD, found, fix, essential)


def failed(key: str, name: str, error: ReaderError, *, essential: bool = False) -> Finding:
    """It does not work, as an error of ours says."""
    found = f"{error.what}: {error.why}" if error.why else error.what
    return bad(key, name, found, error.fix, essential=essential)
