"""A page's elements with their places in its source, for who changes it and nothing around.

Parsers mend a page and forget where things stood; here nothing is mended. Places count the units
of the source that was given; what the words mean is told by `decode`.
"""

from __future__ import annotations

import bisect
import contextlib
import dataclasses
import html
import operator
import re
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_VOID: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
_UNSEEN: Final = frozenset(("head", "script", "style", "template", "noscript", "textarea", "svg"))
_ENDS_A_PARAGRAPH: Final = frozenset((
    "address", "article", "aside", "blockquote", "center", "div", "dl", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p",
    "pre", "section", "table", "ul",
))  # fmt: skip
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclasses.dataclass(slots=True)
class Element:
    """One element.

    Attributes:
        tag: Its name, in lower case.
        attributes: As written, names in lower case.
        parent: What holds it.
        start: Where its start tag begins.
        end: Behind its end tag, or where it is ended by something else.
        first, last: Its span in `Scan.folded`.
        seen: Whether a visitor can see what is in it.
    """

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    start: int
    seen: bool
    first: int
    end: int = -1
    last: int = -1

    def ancestors(self) -> Iterator[Element]:
        """From its parent outwards."""
        above = self.parent
        while above:
            yield above
            above = above.parent


def folded(text: str) -> str:
    """What counts when texts are compared: letters and digits, without case."""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


class Scan(HTMLParser):
    """Reads a source once.

    Args:
        source: The page, in units that have places.
        decode: A piece of the source as text.

    Attributes:
        elements: In the order in which they begin.
        folded: All visible text, folded.
    """

    def __init__(self, source: str, decode: Callable[[str], str] = str) -> None:
        super().__init__(convert_charrefs=False)
        self.elements: list[Element] = []
        self._source, self._decode = source, decode
        self._lines = [0, *(m.end() for m in re.finditer("\n", source))]
        self._open: list[Element] = []
        self._texts: list[str] = []
        self._length = 0
        self._runs: list[tuple[int, Element | None]] = []
        with contextlib.suppress(AssertionError):  # the library's word for a hopeless declaration
            self.feed(source)
            self.close()
        self._close_down_to(0, len(source))
        self.folded = "".join(self._texts)

    def at(self, place: int) -> Element | None:
        """The innermost element around a place in `folded`."""
        run = bisect.bisect_right(self._runs, place, key=operator.itemgetter(0)) - 1
        return self._runs[run][1] if run >= 0 else None

    def named(self, tag: str) -> list[Element]:
        """All elements of that name."""
        return [element for element in self.elements if element.tag == tag]

    def text_of(self, element: Element) -> str:
        """Its visible text, folded."""
        return self.folded[element.first : element.last]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        start = self._place()
        if tag in _ENDS_A_PARAGRAPH and self._open and self._open[-1].tag == "p":
            self._close_down_to(len(self._open) - 1, start)
        element = self._made(tag, {name: value or "" for name, value in attrs}, start)
        self.elements.append(element)
        if tag in _VOID:
            element.end = start + len(self.get_starttag_text() or "")
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>``; in HTML the slash of any but a void element means nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it what was left open inside."""
        start = self._place()
        end = self._source.find(">", start) + 1 or len(self._source)
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].tag == tag:
                self._close_down_to(depth + 1, start)
                self._close_down_to(depth, end)
                return

    def handle_data(self, data: str) -> None:
        """Text as it stands in the source."""
        self._add(self._decode(data))

    def handle_entityref(self, name: str) -> None:
        """``&agrave;``."""
        self._add(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """``&#7843;``."""
        self._add(html.unescape(f"&#{name};"))

    def _add(self, text: str) -> None:
        holder = self._open[-1] if self._open else None
        if holder is None or holder.seen:
            words = folded(text)
            self._runs.append((self._length, holder))
            self._texts.append(words)
            self._length += len(words)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _made(self, tag: str, attributes: dict[str, str], start: int) -> Element:
        parent = self._open[-1] if self._open else None
        hidden = "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
        seen = tag not in _UNSEEN and not hidden and (parent is None or parent.seen)
        return Element(tag, attributes, parent, start, seen, self._length, last=self._length)

    def _close_down_to(self, depth: int, place: int) -> None:
        for element in self._open[depth:]:
            element.end, element.last = place, self._length
        del self._open[depth:]
