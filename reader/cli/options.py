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
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="auto|gtts|espeak|…",
        help=say("Who makes the sound.", "Bộ đọc."),
        show_default=False,
    ),
]
VoiceName = Annotated[
    str | None,
    typer.Option(
        "--voice",
        metavar="NAME",
        help=say("The engine's voice (see reader voices).", "Giọng (xem reader voices)."),
        show_default=False,
    ),
]
Rate = Annotated[
    float | None,
    typer.Option(
        "--rate",
        metavar="0.5–3",
        help=say("Speed; 1 is the voice's own.", "Tốc độ; 1 là bình thường."),
        show_default=False,
    ),
]
Pitch = Annotated[
    float | None,
    typer.Option(
        "--pitch",
        metavar="0.5–2",
        help=say("Pitch; 1 is the voice's own.", "Cao độ; 1 là bình thường."),
        show_default=False,
    ),
]
Foreign = Annotated[
    str | None,
    typer.Option(
        "--foreign",
        metavar="speak|skip|vietnamese",
        help=say("What becomes of English sentences.", "Câu tiếng Anh: đọc, bỏ, đọc kiểu Việt."),
        show_default=False,
    ),
]
Loudness = Annotated[
    float | None,
    typer.Option(
        "--loudness",
        metavar="LUFS",
        min=-40,
        max=-5,
        help=say("How loud; -16 unless told.", "Độ to; mặc định -16."),
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=32,
        help=say("Requests in flight, or sentences at once.", "Số câu làm cùng lúc."),
        show_default=False,
    ),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help=say("Where sound is kept.", "Thư mục lưu âm thanh."),
        show_default=False,
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help=say("No progress bar.", "Không hiện tiến độ."))
]
Output = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help=say("The file, or a folder for it.", "Tệp, hoặc thư mục chứa tệp."),
        show_default=False,
    ),
]
Captions = Annotated[
    str,
    typer.Option(
        "--captions",
        metavar="vtt,srt,lrc,json",
        help=say("Files beside the MP3, in time.", "Tệp phụ đề đi kèm, khớp thời gian."),
        show_default=False,
    ),
]
Bitrate = Annotated[
    int,
    typer.Option(
        "--bitrate",
        metavar="KBPS",
        min=0,
        max=320,
        help=say("32–160; 48 suits speech.", "32–160; 48 là hợp với tiếng nói."),
        show_default=False,
    ),
]
SampleRate = Annotated[
    int,
    typer.Option(
        "--sample-rate",
        metavar="HZ",
        min=0,
        help=say("8000–48000; else the voice's own.", "8000–48000; mặc định theo giọng."),
        show_default=False,
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="mp3|wav|flac|opus|m4a",
        help=say("Another format than MP3.", "Định dạng khác MP3."),
        show_default=False,
    ),
]
WithCover = Annotated[
    bool,
    typer.Option(
        "--cover", help=say("The article's picture in front.", "Kèm ảnh đại diện của bài.")
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help=say("Replace what is there.", "Ghi đè tệp đã có."))
]
