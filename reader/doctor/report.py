"""Findings as lines for people, or as a document for programs."""

from __future__ import annotations

import dataclasses
import textwrap
from typing import TYPE_CHECKING, Any, Final

from reader.doctor import works
from reader.doctor.findings import Status
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.doctor.findings import Finding

_SIGNS: Final = {
    Status.GOOD: ("✓", "+", "works", "tốt"),
    Status.ABSENT: ("–", "-", "absent", "không có"),
    Status.BAD: ("✗", "x", "fails", "lỗi"),
}
"""With and without Unicode, and always in words: a sign alone is not heard."""
_NAME: Final = 20
"""Columns for a name."""


def lines(finding: Finding, width: int, *, is_unicode: bool) -> Iterator[str]:
    """One finding: sign, word, name and what was found, and below it what to do.

    Args:
        finding: What to tell.
        width: Columns of the terminal; 0 for lines of any length.
        is_unicode: Whether the terminal shows more than ASCII.
    """
    sign, ascii_sign, english, vietnamese = _SIGNS[finding.status]
    word = max(len(say(row[2], row[3])) for row in _SIGNS.values())
    mark = f"{sign if is_unicode else ascii_sign} {say(english, vietnamese):<{word}}  "
    head = f"{mark}{finding.name:<{_NAME}}  "
    yield from _wrapped(head, finding.found, width)
    if finding.fix:
        arrow = "→ " if is_unicode else "> "
        yield from _wrapped(" " * len(head) + arrow, finding.fix, width)


def last_line(findings: Sequence[Finding]) -> str:
    """Whether articles can be made into sound here."""
    if works(findings):
        return say("Articles can be read aloud here.", "Máy này đọc được bài viết.")
    return say(
        "Articles cannot be read aloud here yet: mend what fails.",
        "Máy này chưa đọc được bài viết: hãy sửa những mục lỗi.",
    )


def document(findings: Sequence[Finding]) -> dict[str, Any]:
    """``{"works", "findings": [{"key", "name", "status", "found", "fix", "essential"}]}``."""
    return {"works": works(findings), "findings": [dataclasses.asdict(f) for f in findings]}


def _wrapped(head: str, text: str, width: int) -> list[str]:
    """Below a head, as wide as the terminal; never so narrow that words are cut."""
    room = width - len(head)
    if not width or room < _NAME:
        return [head + text]
    rest = " " * (len(head))
    return textwrap.wrap(
        text, width, initial_indent=head, subsequent_indent=rest,
        break_long_words=False, break_on_hyphens=False,
    ) or [head.rstrip()]  # fmt: skip
