"""`reader listen [SOURCE …]`: hear it now."""

from __future__ import annotations

import contextlib
import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.options import (
    AllowPrivate,
    CacheFolder,
    Dialect,
    Engine,
    Foreign,
    Lexicon,
    Loudness,
    Pitch,
    Rate,
    VoiceName,
)
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.listen.session import Session
    from reader.listen.sources import Item
    from reader.settings import Settings

_INTERRUPTED = 130


def listen(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help=say(
                "Addresses, files, feeds, or - for standard input; none: go on with the last.",
                "Địa chỉ, tệp, nguồn tin RSS, hoặc - (đầu vào chuẩn); bỏ trống: nghe tiếp.",
            ),
            show_default=False,
        ),
    ] = None,
    *,
    queue: Annotated[
        Path | None,
        typer.Option(
            "--queue",
            metavar="FILE",
            help=say("A list of sources, one a line.", "Danh sách nguồn, mỗi dòng một nguồn."),
            show_default=False,
        ),
    ] = None,
    unfinished: Annotated[
        bool,
        typer.Option("--list", help=say("What is unfinished.", "Những bài đang nghe dở.")),
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help=say("With --list: for programs.", "Kèm --list: cho máy đọc.")),
    ] = False,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            help=say(
                "Lines only, for screen readers.", "Chỉ in từng dòng, hợp với trình đọc màn hình."
            ),
        ),
    ] = False,
    device: Annotated[
        str,
        typer.Option(
            "--device",
            metavar="NAME|list|null",
            help=say(
                "Where to play; null plays in silence.",
                "Thiết bị phát; null: phát không thành tiếng.",
            ),
            show_default=False,
        ),
    ] = "",
    engine: Engine = None,
    voice: VoiceName = None,
    rate: Rate = None,
    pitch: Pitch = None,
    dialect: Dialect = None,
    lexicon: Lexicon = None,
    foreign: Foreign = None,
    loudness: Loudness = None,
    cache: CacheFolder = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Hear articles, one after the other, from where you left off."""
    from reader.cli import common

    if device == "list":
        _print_devices()
        return
    if unfinished:
        _print_unfinished(as_json=as_json)
        return
    settings = common.settings(
        engine=engine, voice=voice, rate=rate, pitch=pitch, dialect=dialect, lexicons=lexicon,
        foreign=foreign, loudness=loudness,
    )  # fmt: skip
    asked = _sources(sources or [], queue, allow_private=allow_private)
    with _ending_quietly():
        session = _session(
            asked, settings, device, cache, allow_private=allow_private,
            asked={"speed": rate, "engine": engine, "voice": voice},
        )  # fmt: skip
        _hear(session, plain=plain)


def _sources(named: list[str], queue: Path | None, *, allow_private: bool) -> list[str | Item]:
    """What to hear; where nothing is named, the last article that is unfinished."""
    from reader.errors import UsageError

    if queue:
        import reader
        from reader.listen.queue import from_file

        listed = from_file(str(queue), lambda name: reader.fetch(name, allow_private=allow_private))
        return [*named, *listed]
    if named:
        return [*named]
    from reader.listen.places import Places

    if unfinished := Places().to_go_on():
        return [*unfinished]
    raise UsageError(
        say("there is nothing to go on with", "không có bài nào để nghe tiếp"),
        fix=say("Name a SOURCE: reader listen SOURCE.", "Hãy nêu nguồn: reader listen NGUỒN."),
    )


def _session(
    sources: list[str | Item],
    settings: Settings,
    device: str,
    cache: Path | None,
    *,
    allow_private: bool,
    asked: dict[str, str | float | None],
) -> Session:
    import reader
    from reader.cli import common
    from reader.listen.device import Device, load_library
    from reader.listen.places import Places
    from reader.listen.preferences import KeptPreferences, Preferences, in_force
    from reader.listen.session import Options, Prepared, Session
    from reader.values import Page

    load_library()
    kept = KeptPreferences()
    wanted = in_force(kept.load(), Preferences(**asked))  # type: ignore[arg-type]
    speaking = {"engine": wanted.engine, "name": wanted.voice, "rate": wanted.speed}
    voice = settings.voice._replace(
        **{name: value for name, value in speaking.items() if value is not None},  # type: ignore[arg-type]
    )
    settings = settings._replace(voice=voice)

    def prepare(page: Page) -> Prepared:
        return Prepared(reader.extract(page), lambda article: common.script(article, settings))

    volume = 1.0 if wanted.volume is None else wanted.volume
    options = Options(settings, Device(device), volume, Path(), cache, allow_private)
    return Session(sources, options, prepare=prepare, places=Places(), preferences=kept)


def _hear(session: Session, *, plain: bool) -> None:
    """Play and show; where nothing can sound, offer the file instead, as the view does itself."""
    from reader.errors import AudioDeviceError
    from reader.listen import plain as plain_view
    from reader.listen import view
    from reader.listen.mediakeys import media_keys

    shown = plain_view if plain or plain_view.is_wanted() else view
    try:
        with session:
            session.open()
            with media_keys(session):
                shown.run(session)
    except AudioDeviceError as error:
        if shown is view or not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise
        _offer_file(session, error)


def _offer_file(session: Session, error: Exception) -> None:
    """Where nothing can sound, an MP3 can be made and heard elsewhere."""
    print(f"reader: {error}", file=sys.stderr)
    question = say("Make an MP3 of it here? [y/N] ", "Tạo tệp MP3 ở đây? [c/K] ")
    if input(question).strip().lower() not in {"y", "yes", "c", "có", "co"}:
        raise error
    print(session.file())


def _print_devices() -> None:
    from reader.listen.device import devices, no_device

    names = devices()
    if not names:
        raise no_device(say("none was found", "không tìm thấy thiết bị nào"))
    print("\n".join(names))


def _print_unfinished(*, as_json: bool) -> None:
    import json
    import time

    from reader.listen import listing
    from reader.listen.places import Places

    places = Places().unfinished()
    if as_json:
        print(json.dumps(listing.documents(places), ensure_ascii=False, indent=2))
    else:
        print("\n".join(listing.lines(places, time.time())))


@contextlib.contextmanager
def _ending_quietly() -> Iterator[None]:
    """A signal to end, a closed terminal or pipe: the place is kept, and nothing is said."""
    from reader.listen.ending import ending

    try:
        with ending.heeded():
            yield
    except KeyboardInterrupt:
        raise typer.Exit(_INTERRUPTED) from None
    except OSError as error:  # a pipe whose reader left, a terminal that was closed
        if error.errno not in {errno.EPIPE, errno.EIO}:
            raise
        _leave_streams()
        raise typer.Exit from None
    except EOFError:
        _leave_streams()
        raise typer.Exit from None


def _leave_streams() -> None:
    """Nobody reads any more: what is still in a buffer must not become an error at exit."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
