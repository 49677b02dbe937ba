"""`reader cache`: what is kept, and forgetting it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.options import CacheFolder
from reader.language import say

if TYPE_CHECKING:
    from reader.cache import FolderStore
    from reader.cache.recordings import Recordings

app = typer.Typer(
    name="cache",
    help=say("The sound that is kept.", "Âm thanh đã lưu."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
AsJson = Annotated[
    bool, typer.Option("--json", help=say("For programs.", "Dành cho chương trình."))
]


@app.command(help=say("How much is kept, and where.", "Đã lưu bao nhiêu, ở đâu."))
def info(*, as_json: AsJson = False, cache: CacheFolder = None) -> None:
    """Count what is kept."""
    from reader.cache import statistics

    found = statistics.count(*_all(cache))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, value in statistics.lines(found):
        print(f"{name}: {value}")


@app.command(help=say("The folder it is in.", "Thư mục lưu âm thanh."))
def path(*, cache: CacheFolder = None) -> None:
    """Print the folder."""
    print(_store(cache).root)


@app.command(help=say("Check every file; remove damaged ones.", "Kiểm tra, xoá tệp hỏng."))
def verify(*, as_json: AsJson = False, cache: CacheFolder = None) -> None:
    """Read everything."""
    from reader.cache import upkeep

    found = upkeep.verify(upkeep.Together(_all(cache)))
    _tell(
        found._asdict(),
        say(
            f"{found.sound} files are sound, {found.damaged} damaged ones removed",
            f"{found.sound} tệp tốt, đã xoá {found.damaged} tệp hỏng",
        ),
        as_json=as_json,
    )


@app.command(help=say("Remove what was not used for longest.", "Xoá những tệp lâu không dùng."))
def prune(
    *,
    megabytes: Annotated[
        float | None,
        typer.Option(
            "--max",
            metavar="MB",
            min=0,
            help=say(
                "What may stay; else the setting.", "Giữ lại bao nhiêu; mặc định theo cài đặt."
            ),
        ),
    ] = None,
    as_json: AsJson = False,
    cache: CacheFolder = None,
) -> None:
    """Keep the folder in bounds."""
    from reader.cache import upkeep
    from reader.settings import load

    most = load().cache.max_bytes if megabytes is None else int(megabytes * 1_000_000)
    done = upkeep.prune(upkeep.Together(_all(cache)), most)
    _tell(
        done._asdict(),
        say(
            f"{done.removed} files removed ({done.freed / 1e6:.1f} MB), {done.kept} kept",
            f"đã xoá {done.removed} tệp ({done.freed / 1e6:.1f} MB), còn {done.kept}",
        ),
        as_json=as_json,
    )


@app.command(help=say("Forget everything.", "Xoá tất cả."))
def clear(*, as_json: AsJson = False, cache: CacheFolder = None) -> None:
    """Remove every clip."""
    from reader.cache.upkeep import Together

    kept = Together(_all(cache))
    removed = 0
    for entry in kept.entries():
        kept.remove(entry.key)
        removed += 1
    _tell(
        {"removed": removed},
        say(f"{removed} files removed", f"đã xoá {removed} tệp"),
        as_json=as_json,
    )


def _tell(found: dict[str, int], line: str, *, as_json: bool) -> None:
    print(json.dumps(found) if as_json else line)


def _store(cache: CacheFolder) -> FolderStore:
    from reader.cache import FolderStore, folder
    from reader.settings import load

    return FolderStore(folder(cache, configured=load().cache.folder))


def _all(cache: CacheFolder) -> tuple[FolderStore, Recordings]:
    """What `reader mp3` and the like keep, and what `reader serve` does."""
    from reader.cache.recordings import Recordings

    store = _store(cache)
    return store, Recordings(store.root)
