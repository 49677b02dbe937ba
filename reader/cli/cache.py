"""`reader cache`: what is kept, and forgetting it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.options import CacheFolder
from reader.language import say

if TYPE_CHECKING:
    from reader.cache import FolderStore

app = typer.Typer(
    name="cache",
    help=say("The sound that is kept.", "Âm thanh đã lưu."),
    no_args_is_help=True,
)
AsJson = Annotated[
    bool, typer.Option("--json", help=say("For programs.", "Dành cho chương trình."))
]


@app.command(help=say("How much is kept, and where.", "Đã lưu bao nhiêu, ở đâu."))
def info(*, as_json: AsJson = False, cache: CacheFolder = None) -> None:
    """Count what is kept."""
    from reader.cache import statistics

    found = statistics.count(_store(cache))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, value in statistics.lines(found):
        print(f"{name}: {value}")


@app.command(help=say("Forget everything.", "Xoá tất cả."))
def clear(*, cache: CacheFolder = None) -> None:
    """Remove every clip."""
    store = _store(cache)
    removed = 0
    for entry in store.entries():
        store.remove(entry.key)
        removed += 1
    print(say(f"{removed} clips removed", f"đã xoá {removed} đoạn"))


def _store(cache: CacheFolder) -> FolderStore:
    from reader.cache import FolderStore, folder
    from reader.settings import load

    return FolderStore(folder(cache, configured=load().cache.folder))
