from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from standins.wcag import contrast

from reader.listen.view import theme
from reader.listen.view.layout import Line, Role, Span
from reader.listen.view.theme import PALETTES, Look, State, Styles, pieces

LOOKS = {
    **{f"line: {role}": look for role, look in theme.ROLES.items()},
    **{f"text: {state}": look for state, look in theme.STATES.items()},
    **{n: v for n, v in vars(theme).items() if isinstance(v, Look)},
}
READ = [(look.ink, look.page) for name, look in LOOKS.items() if name not in ("DONE", "AHEAD")]
SEEN = [(look.ink, look.page) for look in (theme.DONE, theme.AHEAD, theme.BESIDE)]
PANELS = [("strong", "bar"), ("alarm", "bar"), ("bar_ink", "bar"), ("bar_faint", "bar")]


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("depth", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
@pytest.mark.parametrize("name", PALETTES)
def test_every_pair_of_colours_can_be_read(name: str, depth: ColorSystem) -> None:
    colours = {n: Color.parse(c).downgrade(depth) for n, c in PALETTES[name].colours().items()}
    least = dict.fromkeys(SEEN, 3.0) | dict.fromkeys([*READ, *PANELS], 4.5)
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in least}
    assert not {pair: ratio for pair, ratio in found.items() if ratio < least[pair]}


@pytest.mark.parametrize("palette", [*PALETTES.values(), None])
def test_what_is_spoken_is_told_without_colour(palette: theme.Palette | None) -> None:
    styles = Styles(palette)
    still, word = styles.of(Role.TEXT, State.STILL), styles.of(Role.TEXT, State.WORD)
    assert (word.bold, word.underline) == (True, True)
    assert not still.bold
    assert not still.underline


def test_without_colours_there_is_no_colour() -> None:
    styles = Styles(None)
    every = [styles.of(role, state) for role in Role for state in State]
    assert all(style.color is None and style.bgcolor is None for style in every)
    assert len({str(styles.of(Role.TEXT, state)) for state in State}) == len(State)


def test_a_line_is_cut_where_something_begins_or_ends() -> None:
    line = Line("bốn năm sáu bảy", block=3, start=10)
    states = [
        (Span(3, 0, 21), State.SPOKEN),
        (Span(3, 14, 17), State.WORD),
        (Span(2, 10, 13), State.FOUND),
    ]
    assert list(pieces(line, states)) == [
        ("bốn ", State.SPOKEN),
        ("năm", State.WORD),
        (" sáu", State.SPOKEN),
        (" bảy", State.STILL),
    ]
