"""A page's bytes → the same with a player in the one right place, all else untouched.

Places are found on the bytes themselves: where ASCII stands for itself, byte for byte; UTF-16 and
UTF-32 by way of their text. Nothing is decoded and written back.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.embed import marks, place, tag
from reader.embed.scan import Scan

if TYPE_CHECKING:
    from reader.values import Article

_WIDE: Final = ("utf-16", "utf-32")
_AMP: Final = frozenset(("amp", "⚡", "⚡".encode().decode("latin-1")))


class Ground(NamedTuple):
    """A page, looked at.

    Attributes:
        page: Its bytes.
        charset: What is put there must be in: "ascii" fits all that is not UTF-8 or wider.
        scan: Of its source.
        is_wide: Whether places in `scan` count characters and not bytes.
    """

    page: bytes
    charset: str
    scan: Scan
    is_wide: bool

    @property
    def ascii_only(self) -> bool:
        """Whether Vietnamese must be written in escapes."""
        return self.charset == "ascii"

    @property
    def has_player(self) -> bool:
        """Whether somebody has put a player there by hand."""
        return bool(self.scan.named(tag.NAME))

    @property
    def is_amp(self) -> bool:
        """Whether it is an AMP page, which would not be one any more with a script of ours."""
        return any(_AMP & e.attributes.keys() for e in self.scan.named("html"))

    @property
    def base(self) -> str:
        """What its ``<base>`` says, "" where it has none."""
        hrefs = (element.attributes.get("href") for element in self.scan.named("base"))
        return next(filter(None, hrefs), "")


def ground(page: bytes, charset: str, *, is_clean: bool) -> Ground:
    """Look at a page.

    Args:
        page: Its bytes.
        charset: In which they were read.
        is_clean: Whether nothing had to be repaired to read them.
    """
    name = codecs.lookup(charset).name
    if name.startswith(_WIDE):
        return Ground(page, name, Scan(page.decode(name, "replace")), is_wide=True)
    scan = Scan(page.decode("latin-1"), lambda s: s.encode("latin-1").decode(name, "replace"))
    return Ground(page, "utf-8" if name == "utf-8" and is_clean else "ascii", scan, is_wide=False)


def spot(page: Ground, article: Article) -> place.Spot | None:
    """Where the player belongs, in bytes; None where neither headline nor text can be found."""
    found = place.find(page.scan, article.title, [block.text for block in article.blocks])
    if found is None or not page.is_wide:
        return found
    text = page.page.decode(page.charset, "replace")
    return found._replace(offset=len(text[: found.offset].encode(page.charset)))


def put(page: Ground, at: place.Spot, inner: str) -> bytes:
    """The page with the player."""
    return marks.put(page.page, at.offset, inner, page.charset)
