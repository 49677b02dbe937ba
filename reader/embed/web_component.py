"""The web component that shows and reads an article on the article's own page.

One file of plain JavaScript (MIT), `static/doc-bai-viet.js`; what its tag and its data look like
stands at the top of that file.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Final

FILE: Final = "doc-bai-viet.js"
MEDIA_TYPE: Final = "text/javascript; charset=utf-8"


@functools.cache
def component() -> str:
    """The component's source, ready to be served or written beside a page."""
    return (resources.files("reader.embed") / "static" / FILE).read_text(encoding="utf-8")
