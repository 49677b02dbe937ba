"""`reader serve`: the reader as a web server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from reader.cli.options import CacheFolder, Engine, VoiceName
from reader.language import say

if TYPE_CHECKING:
    from reader.settings import ServerSettings


def serve(
    *,
    host: Annotated[
        str | None,
        typer.Option(
            help=say("Where to listen; 127.0.0.1 is this machine alone.", "Địa chỉ lắng nghe."),
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65_535,
            help=say("8000; 0 takes a free one.", "8000; 0: cổng trống bất kỳ."),
            show_default=False,
        ),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(
            "--site",
            metavar="HOST",
            help=say(
                "A site whose articles are read, like bao.vn (may be repeated).",
                "Trang được phép đọc, như bao.vn (dùng được nhiều lần).",
            ),
            show_default=False,
        ),
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option(
            "--origin",
            metavar="URL",
            help=say(
                "Whose pages may use it; else the sites' own.",
                "Trang được nhúng; mặc định là các trang trên.",
            ),
            show_default=False,
        ),
    ] = None,
    public_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help=say("Its address as others see it.", "Địa chỉ mà người ngoài nhìn thấy."),
            show_default=False,
        ),
    ] = None,
    log_level: Annotated[
        str | None,
        typer.Option(
            metavar="debug|info|warning|error",
            help=say("How much is logged.", "Ghi nhật ký đến mức nào."),
            show_default=False,
        ),
    ] = None,
    engine: Engine = None,
    voice: VoiceName = None,
    cache: CacheFolder = None,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help=say("Sites may be in private networks.", "Cho phép trang trong mạng nội bộ."),
        ),
    ] = False,
) -> None:
    """Serve articles read aloud, for browsers and other sites."""
    from reader.cli import common
    from reader.server import serve as run

    decided = common.settings(engine=engine, voice=voice)
    said = {
        "host": host, "port": port, "sites": site, "origins": origin, "public_url": public_url,
        "log_level": log_level, "allow_private": allow_private or None,
    }  # fmt: skip
    run(decided._replace(server=_with(decided.server, said)), cache=cache)


def _with(server: ServerSettings, said: dict[str, Any]) -> ServerSettings:
    from reader.settings import Addresses

    given: dict[str, Any] = {
        name: Addresses(value) if isinstance(value, list) else value
        for name, value in said.items()
        if value not in (None, [])
    }
    return server._replace(**given)
