"""The Typer application, and the one place where errors become lines and exit codes."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Annotated

import typer

import reader
from reader.cli import cache
from reader.cli.doctor import doctor
from reader.cli.embed import embed
from reader.cli.listen import listen
from reader.cli.mp3 import mp3
from reader.cli.serve import serve
from reader.cli.text import text
from reader.cli.voices import voices
from reader.errors import ReaderError
from reader.language import say

if TYPE_CHECKING:
    from typing import NoReturn

app = typer.Typer(
    name="reader",
    help=say("A Vietnamese web article, read aloud.", "Đọc bài viết tiếng Việt trên mạng."),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: a screen reader follows it, and it is there at once
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"reader {reader.__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help=say("Print the version and exit.", "In phiên bản rồi thoát."),
        ),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            help=say("Show everything, tracebacks too.", "Hiện mọi chi tiết, cả dấu vết lỗi."),
        ),
    ] = False,
) -> None:
    """Options that stand before any command."""


for _command, _english, _vietnamese in (
    (listen, "Hear articles, going on where you left off.", "Nghe bài, tiếp từ chỗ đang nghe dở."),
    (mp3, "Make an MP3 of an article.", "Làm tệp MP3 từ một bài viết."),
    (text, "Print what will be read, and how.", "In ra những gì sẽ đọc, và cách đọc."),
    (embed, "Put a player into pages.", "Gắn trình phát vào trang web."),
    (serve, "Serve articles read aloud to sites.", "Máy chủ đọc bài cho các trang web."),
    (doctor, "What works here, and what to do.", "Kiểm tra máy này, chỉ cách sửa."),
):
    app.command(help=say(_english, _vietnamese))(_command)
for _commands in (voices, cache.app):
    app.add_typer(_commands)


def main() -> None:
    """Run the command line; every error becomes one line and an exit code."""
    debug = _take_debug()
    _prepare_streams()
    logging.basicConfig(
        format="reader: %(message)s", level=logging.DEBUG if debug else logging.WARNING
    )
    try:
        app()
    except ReaderError as error:
        _fail(str(error), error.exit_code, error if debug else None)
    except Exception as error:  # noqa: BLE001 - a bug of ours still ends in one clear line
        line = say(
            f"something went wrong inside reader: {error!r}. Run again with --debug.",
            f"reader gặp lỗi bên trong: {error!r}. Hãy chạy lại với --debug.",
        )
        _fail(line, ReaderError.exit_code, error if debug else None)


def _take_debug() -> bool:
    """`--debug` may stand anywhere before a bare "--"."""
    before = sys.argv[1 : sys.argv.index("--")] if "--" in sys.argv else sys.argv[1:]
    if "--debug" in before:
        sys.argv.remove("--debug")
        return True
    return False


def _prepare_streams() -> None:
    """Vietnamese goes through pipes on every system."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(line: str, code: int, cause: BaseException | None) -> NoReturn:
    if cause is not None:
        raise cause
    print(f"reader: {line}", file=sys.stderr)
    raise SystemExit(code)
