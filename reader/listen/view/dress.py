"""Which colours are put on here, and their names in Textual's style sheets."""

from __future__ import annotations

import os

from textual.theme import Theme

from reader.listen.view.terminal import is_light
from reader.listen.view.theme import DARK, LIGHT, Palette


def palette() -> Palette | None:
    """The colours that fit this terminal; None where no colours are wanted."""
    if os.environ.get("NO_COLOR"):
        return None
    os.environ.pop("NO_COLOR", None)  # empty counts as not set; Textual asks only if it is there
    return LIGHT if is_light() else DARK


def variables(palette: Palette) -> dict[str, str]:
    """The colours by name, as style sheets write names."""
    return {name.replace("_", "-"): value for name, value in palette.colours().items()}


def theme(palette: Palette) -> Theme:
    """A palette as Textual takes it."""
    return Theme(
        palette.name,
        primary=palette.accent,
        foreground=palette.ink,
        background=palette.page,
        surface=palette.bar,
        panel=palette.bar,
        dark=palette.dark,
        variables=variables(palette),
    )
