"""A bar with sentence count and time left on a terminal; nothing anywhere else."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Progress(contextlib.AbstractContextManager["Callable[..., None]"]):
    """Sentences done, of all.

    Args:
        title: Of the article.
        total: Sentences in all.
        quiet: Whether to show nothing at all.
    """

    def __init__(self, title: str, total: int, *, quiet: bool = False) -> None:
        self._bar: Any = None
        self._task: Any = None
        if not quiet and sys.stderr.isatty():
            self._bar, self._task = _bar(title, total)

    def __enter__(self) -> Callable[..., None]:
        if self._bar:
            self._bar.start()
        return self.done

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def done(self, sentences: int, total: int | None = None) -> None:
        """So many are done; `total` corrects what was said at first."""
        if self._bar:
            self._bar.update(self._task, completed=sentences, total=total)


def _bar(title: str, total: int) -> tuple[Any, Any]:
    """Rich's bar, on standard error: what is piped stays clean."""
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    short = title if len(title) <= 40 else f"{title[:39]}…"  # noqa: PLR2004 - half a terminal
    return bar, bar.add_task(short, total=total)
