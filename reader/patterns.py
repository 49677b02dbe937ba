"""Patterns that are compiled when they are first used: a program pays only for those it meets."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Final, cast

_VERBS: Final = ("match", "fullmatch", "search", "sub", "finditer", "findall", "split")


class _Lazy:
    """Stands for a compiled pattern; once it is one, its methods are the pattern's own."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._text, self._flags)
        self.__dict__.update({verb: getattr(compiled, verb) for verb in _VERBS})
        return getattr(compiled, name)


def lazy(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, later. A wrong pattern is found when it is used."""
    return cast("re.Pattern[AnyStr]", _Lazy(text, flags))
