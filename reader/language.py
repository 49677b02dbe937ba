"""The language in which people are spoken to: Vietnamese or English, by their locale.

Both texts stand side by side where they are used, so that neither is forgotten:

    say("Not found", "Không tìm thấy")
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_asked: contextvars.ContextVar[str] = contextvars.ContextVar("language", default="")
_VARIABLES: Final = ("READER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def say(english: str, vietnamese: str) -> str:
    """The text in the user's language."""
    return vietnamese if _preferred() == "vi" else english


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Here, and in what is called from here, `say` uses this language: "vi" or "en".

    For a program that talks with many people at once; "" is the system's language.
    """
    token = _asked.set(language)
    try:
        yield
    finally:
        _asked.reset(token)


def current() -> str:
    """The language of `say` here: "vi" or "en"."""
    return say("en", "vi")


def _preferred() -> str:
    if asked := _asked.get():
        return asked
    named = next((os.environ[v] for v in _VARIABLES if os.environ.get(v)), None)
    return (named or _of_the_system())[:2].lower()


@functools.cache
def _of_the_system() -> str:
    """Where no variable says it (Windows, macOS programs started from the desktop)."""
    import locale

    return locale.getlocale()[0] or "en"
