"""The language in which people are spoken to: Vietnamese or English, by their locale.

Both texts stand side by side where they are used, so that neither is forgotten:

    say("Not found", "Không tìm thấy")
"""

from __future__ import annotations

import functools
import locale
import os
from typing import Final

_VARIABLES: Final = ("READER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def say(english: str, vietnamese: str) -> str:
    """The text in the user's language."""
    return vietnamese if _preferred() == "vi" else english


def _preferred() -> str:
    named = next((os.environ[v] for v in _VARIABLES if os.environ.get(v)), None)
    return (named or _of_the_system())[:2].lower()


@functools.cache
def _of_the_system() -> str:
    """Where no variable says it (Windows, macOS programs started from the desktop)."""
    return locale.getlocale()[0] or "en"
