"""Everything back as it was: tags out of the pages, copies and files gone.

A page is given back byte for byte. Where somebody has changed it meanwhile, only what is ours is
taken out; where a generator has written it anew, there is nothing to undo.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from reader.embed import disk, lock, manifest, marks
from reader.embed.feed import FILE as FEED
from reader.embed.outcome import Outcome, State
from reader.embed.sources import MANIFEST
from reader.errors import ReaderError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.embed.manifest import Entry, Manifest
    from reader.embed.sources import Plan, Source


def run(plan: Plan, sources: Sequence[Source], *, dry_run: bool = False) -> Iterator[Outcome]:
    """Undo what was done to these sources, and to pages that are there no more.

    Args:
        plan: Where everything is.
        sources: What was named.
        dry_run: Whether nothing is written.

    Raises:
        StorageError: The folder cannot be used at all.
    """
    if dry_run:
        yield from map(_would_be, sources)
        return
    if not plan.media.is_dir():
        for source in sources:
            yield _outcome(plan, source, None)
        return
    with lock.held(plan.media):
        disk.sweep(plan.media, age=0)
        known = manifest.load(plan.media)
        before = known.files()
        try:
            for source in sources:
                yield _outcome(plan, source, known)
            for name in [name for name, entry in known.pages.items() if plan.is_gone(entry.origin)]:
                del known.pages[name]
        finally:
            _leave(plan, known, before)
    _tidy(plan.media)


def restore(plan: Plan, entry: Entry) -> State:
    """Take the tag out of a page that we changed, or remove the copy that we made.

    Raises:
        StorageError: The page cannot be written.
    """
    target = plan.to_path(entry.target)
    if not entry.target or not target.is_file():
        return State.UNCHANGED
    body = disk.read(target)
    if entry.target != entry.origin and disk.digest(body) == entry.page:
        disk.remove(plan.out, [target.relative_to(plan.out).as_posix()])
        return State.REMOVED
    return State.RESTORED if disk.write(target, marks.strip(body)) else State.UNCHANGED


def _outcome(plan: Plan, source: Source, known: Manifest | None) -> Outcome:
    entry = known.pages.get(source.name) if known else None
    try:
        outcome = _undone(plan, source, entry)
    except ReaderError as error:
        return Outcome(source.name, State.FAILED, error=error)
    if known:
        known.pages.pop(source.name, None)
    return outcome


def _undone(plan: Plan, source: Source, entry: Entry | None) -> Outcome:
    if entry and entry.target != entry.origin:
        return Outcome(source.name, restore(plan, entry))
    if source.path is None or source.target is None:
        return Outcome(source.name, State.REMOVED if entry else State.UNCHANGED)
    body = disk.read(source.path)
    bare = marks.strip(body)
    if bare == body:
        reason = say("nothing of ours is in it", "trong trang không có gì của ta")
        return Outcome(source.name, State.UNCHANGED, source.path, reason=reason)
    disk.write(source.path, bare)
    as_it_was = entry is None or entry.source == disk.digest(bare)
    reason = "" if as_it_was else say("it was changed meanwhile", "trang đã được sửa từ đó")
    return Outcome(source.name, State.RESTORED, source.path, reason=reason)


def _would_be(source: Source) -> Outcome:
    is_ours = source.path is not None and marks.has(disk.read(source.path))
    return Outcome(source.name, State.RESTORED if is_ours else State.UNCHANGED, source.path)


def _leave(plan: Plan, known: Manifest, before: set[str]) -> None:
    """What no page needs any more goes; the manifest with the last page."""
    disk.remove(plan.media, before - known.files())
    if known.pages:
        known.save(plan.media)
    else:
        disk.remove(plan.media, [MANIFEST, FEED])


def _tidy(folder: Path) -> None:
    with contextlib.suppress(OSError):  # others have put something there
        if not (folder / MANIFEST).exists():
            (folder / lock.FILE).unlink(missing_ok=True)
        folder.rmdir()
