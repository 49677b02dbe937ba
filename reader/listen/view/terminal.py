"""What the terminal is: dark or light, asked of itself; and a way to it that nothing cuts.

The question (OSC 11, the colour of the page) is followed by one that every terminal answers
(DA1, what it is): when that answer is there, no other comes any more, and none is left behind to
be taken for keys. `$COLORFGBG` stands in where the terminal does not say; dark where nothing does.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_QUESTION: Final = b"\x1b]11;?\x1b\\\x1b[c"
_END: Final = re.compile(rb"\x1b\[\?[\d;]*c")
_COLOUR: Final = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)")
_PATIENCE: Final = 0.25
"""Seconds: a terminal across the world answers in this time, one that is mute costs no more."""
_LIGHT_NUMBERS: Final = (7, 15)
_MIDDLE: Final = 0.5


def is_light(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal's page is light."""
    answer = _asked() if sys.platform != "win32" else b""
    told = light_in(answer)
    return told if told is not None else _light_by(environment.get("COLORFGBG", ""))


@contextlib.contextmanager
def screen_of_its_own() -> Iterator[None]:
    """Let what is drawn go to the terminal by a way of its own.

    Textual draws on the error stream. That may lead to a file, and while a sound device is opened
    it leads nowhere, because sound libraries print on it. Where a size was exported once, it holds
    no longer: a window that is resized has its own.
    """
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    usual = sys.__stderr__
    terminal = next((s for s in (usual, sys.__stdout__) if s and s.isatty()), None)
    if terminal is None:
        yield
        return
    with open(os.dup(terminal.fileno()), "w", encoding="utf-8", errors="replace") as own:  # noqa: PTH123 - a number is no path
        sys.__stderr__ = own  # type: ignore[misc]
        try:
            yield
        finally:
            sys.__stderr__ = usual  # type: ignore[misc]


def light_in(answer: bytes) -> bool | None:
    """What a terminal answered to the question for its page; None where it did not."""
    if not (colour := _COLOUR.search(answer)):
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in colour.groups())
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue > _MIDDLE)


def _light_by(numbers: str) -> bool:
    """`$COLORFGBG` is "ink;page", sometimes with something between, as numbers of 16 colours."""
    page = numbers.rpartition(";")[2]
    return page.isdecimal() and int(page) in _LIGHT_NUMBERS


def _asked() -> bytes:
    """Everything that the terminal answers, up to the end of the last answer."""
    try:
        with _raw_terminal() as terminal:
            os.write(terminal, _QUESTION)
            return _read(terminal)
    except OSError:
        return b""


def _read(terminal: int) -> bytes:
    import select

    answer, until = b"", time.monotonic() + _PATIENCE
    while not _END.search(answer) and (left := until - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        answer += os.read(terminal, 256)
    return answer


if sys.platform != "win32":

    @contextlib.contextmanager
    def _raw_terminal() -> Iterator[int]:
        """The terminal, giving each byte at once and showing none.

        Raises:
            OSError: There is no terminal.
        """
        import termios
        import tty

        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        try:
            before = termios.tcgetattr(terminal)
            try:
                tty.setcbreak(terminal, termios.TCSADRAIN)
                yield terminal
            finally:
                termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        except termios.error as error:
            raise OSError(*error.args) from error
        finally:
            os.close(terminal)
