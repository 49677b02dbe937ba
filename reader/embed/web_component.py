"""The web component that shows and reads an article on the article's own page.

One file of plain JavaScript (MIT), `static/doc-bai-viet.js`; what its tag and its data look like
stands at the top of that file. Beside it stands the same without what only people need.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Final

FILE: Final = "doc-bai-viet.js"
MINIFIED: Final = "doc-bai-viet.min.js"
MEDIA_TYPE: Final = "text/javascript; charset=utf-8"


@functools.cache
def component(*, minified: bool = True) -> str:
    """The component's source, ready to be served or written beside a page.

    Args:
        minified: Without comments and with short names, as visitors get it; or as people read it.
    """
    name = MINIFIED if minified else FILE
    return (resources.files("reader.embed") / "static" / name).read_text(encoding="utf-8")
