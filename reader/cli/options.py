"""Options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reader.language import say

Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help=say(
            "An address, a file (.html .htm .txt .md) or - for standard input.",
            "Địa chỉ, tệp (.html .htm .txt .md) hoặc - để đọc từ đầu vào chuẩn.",
        ),
        show_default=False,
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help=say("Allow addresses of private networks.", "Cho phép địa chỉ mạng nội bộ."),
    ),
]
Dialect = Annotated[
    str | None,
    typer.Option(
        "--dialect",
        metavar="north|central|south",
        help=say("Whose Vietnamese: north (default), south.", "Giọng vùng: north, south."),
        show_default=False,
    ),
]
Lexicon = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon",
        metavar="FILE",
        help=say(
            "Your own readings, TSV: written, spoken (may be repeated).",
            "Cách đọc riêng, TSV: chữ viết, cách đọc (dùng được nhiều lần).",
        ),
        show_default=False,
    ),
]
