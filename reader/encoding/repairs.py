"""The repair of text that older software damaged."""

from __future__ import annotations

import unicodedata


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was meant, in NFC, and what was done to it."""
    composed = unicodedata.normalize("NFC", text)
    return composed, () if composed == text else ("combining marks composed",)
