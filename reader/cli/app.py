"""The Typer application, and the one place where errors become lines and exit codes."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Annotated, Final

import click
import typer
import typer.core

import reader
from reader.cli import cache
from reader.cli.doctor import doctor
from reader.cli.embed import embed
from reader.cli.listen import listen
from reader.cli.mp3 import mp3
from reader.cli.serve import serve
from reader.cli.text import text
from reader.cli.voices import voices
from reader.errors import ReaderError, UsageError
from reader.language import say

if TYPE_CHECKING:
    from typing import NoReturn

typer.core.HAS_RICH = False  # plain help: a screen reader follows it, and it is there at once
app = typer.Typer(
    name="reader",
    help=say("A Vietnamese web article, read aloud.", "Đọc bài viết tiếng Việt trên mạng."),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
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
        code = app(standalone_mode=False)
    except click.Abort:
        _fail(say("nothing was answered", "chưa có câu trả lời"), ReaderError.exit_code, None)
    except click.ClickException as error:
        _fail(str(_of_click(error)), UsageError.exit_code, error if debug else None)
    except ReaderError as error:
        _fail(str(error), error.exit_code, error if debug else None)
    except Exception as error:  # noqa: BLE001 - a bug of ours still ends in one clear line
        line = say(
            f"something went wrong inside reader: {error!r}. Run again with --debug.",
            f"reader gặp lỗi bên trong: {error!r}. Hãy chạy lại với --debug.",
        )
        _fail(line, ReaderError.exit_code, error if debug else None)
    raise SystemExit(code)


# The first that fits tells it.
_COMPLAINTS: Final[tuple[tuple[type[click.ClickException], str, str], ...]] = (
    (click.NoSuchOption, "there is no option {option}", "không có tuỳ chọn {option}"),
    (click.MissingParameter, "{name} is missing", "thiếu {name}"),
    (click.BadParameter, "{name} is wrong: {told}", "{name} không hợp lệ: {told}"),
    (click.ClickException, "{told}", "{told}"),
)


def _of_click(error: click.ClickException) -> UsageError:
    """What click found wrong with the command line, in one line as all others."""
    context: click.Context | None = getattr(error, "ctx", None)
    parameter: click.Parameter | None = getattr(error, "param", None)
    command = context.command_path if context else "reader"
    pattern = next(say(en, vi) for kind, en, vi in _COMPLAINTS if isinstance(error, kind))
    what = pattern.format(
        option=getattr(error, "option_name", ""),
        name=_name(parameter),
        told=getattr(error, "message", "").rstrip("."),
    )
    return UsageError(what, fix=say(f"See {command} --help.", f"Xem {command} --help."))


def _name(parameter: click.Parameter | None) -> str:
    """As it is typed: "--rate", "SOURCE"."""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.make_metavar().strip("[]") if parameter else ""


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
