"""A Vietnamese web article, read aloud.

import reader

page = reader.fetch("https://…")  # or a path, or "-" for standard input
article = reader.extract(page)  # or reader.extract(html, url="https://…")
script = reader.script(article)
recording = reader.record(script, engine="espeak")
recording.save("bai-viet.mp3")

reader.mp3("https://…", "bai-viet.mp3", engine="espeak")  # all of it in one call

reader.spoken("ngày 18/12")  # "ngày mười tám tháng mười hai"

Each function is one stop of the road and imports what it needs when it is called:
`import reader` alone loads next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.errors import ReaderError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.recording import Recording
    from reader.values import Article, Page, Script

__all__ = [
    "ReaderError", "__version__", "extract", "fetch", "mp3", "record", "script", "spoken",
]  # fmt: skip

__version__ = "0.1.0"


def fetch(source: str | Path, *, allow_private: bool = False) -> Page:
    """The page at `source`: an address, a file, or "-" for standard input.

    Args:
        source: ``http(s)://…``, a path to ``.html``, ``.htm``, ``.txt`` or ``.md``, or "-".
        allow_private: Whether addresses inside private networks may be asked.

    Raises:
        SourceError: The source cannot be had, or is not text.
    """
    from reader.fetching import fetch

    return fetch(source, allow_private=allow_private)


def extract(page: Page | str, url: str | None = None) -> Article:
    """The article in a page, or in HTML text.

    Raises:
        ArticleError: There is no article in it.
    """
    from reader.article import extract
    from reader.encoding import repair
    from reader.values import MediaType, Page

    if isinstance(page, str):
        text, repairs = repair(page)
        page = Page(text, MediaType.HTML, url, repairs=repairs)
    return extract(page)


def script(article: Article, **options: Any) -> Script:
    """The article as it will be said; see `reader.vietnamese.script` for the options."""
    from reader.vietnamese import script

    return script(article, **options)


def record(script: Script, engine: str = "auto", **options: Any) -> Recording:
    """The script as sound; see `reader.recording.record` for the options.

    Raises:
        EngineError: No sound could be made.
    """
    from reader.recording import record

    return record(script, engine=engine, **options)


def mp3(
    source: str | Path, output: str | Path = ".", *, cache: str | Path | None = None, **options: Any
) -> Path:
    """The article at `source` as a tagged MP3; its path.

    Args:
        source: As for `fetch`.
        output: The file, or a folder in which the title names it; what is there is replaced.
        cache: Folder in which sound is kept; see `reader.cache.folder`.
        options: How it sounds; see `reader.saving.Options`.

    Raises:
        ReaderError: Something on the way cannot be had or done.
    """
    from reader.saving import Options, save

    return save(source, output, Options(**options), cache=cache)


def spoken(text: str) -> str:
    """How a text is read: `spoken("ngày 18/12")` is "ngày mười tám tháng mười hai"."""
    from reader.vietnamese import spoken

    return spoken(text)
