"""What several commands do alike: settings from options, a script from settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.settings import Settings
    from reader.values import Article, Script


def settings(*, lexicons: Sequence[Path] | None = None, **asked: Any) -> Settings:
    """What files and environment decide, and over it what the command line says.

    Raises:
        UsageError: A rate, pitch or dialect that there is not.
    """
    from reader.settings import decided

    return decided(lexicons=tuple(map(str, lexicons or ())), **asked)


def script(article: Article, settings: Settings) -> Script:
    """How the article is read under these settings."""
    from reader import saving

    return saving.script(article, settings)
