"""`reader embed`: pages → the same pages with a player, and the files it needs. No server.

For each source:

    bytes | take out what is ours | as last time?  → unchanged
          | article | script | as last time?       → its sound is there already
          | speak | write sound, times, words | put the tag into the page

What decides is pure and stands apart (`sources`, `place`, `rewrite`, `tag`, `metadata`). Files are
there whole or not at all: first what a page needs, then the page; what nobody needs goes last.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import time
from typing import TYPE_CHECKING, Final

import reader
from reader import fetching
from reader.article import extract
from reader.embed import disk, feed, lock, manifest, marks, media, rewrite, undo
from reader.embed.manifest import Entry
from reader.embed.outcome import Outcome, State
from reader.embed.pages import Job, Writing
from reader.errors import (
    ArticleError,
    EngineMissingError,
    NotAnArticleError,
    NotTextError,
    ReaderError,
    UsageError,
)
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.embed.media import Made
    from reader.embed.outcome import How, Voicing
    from reader.embed.rewrite import Ground
    from reader.embed.sources import Plan, Source
    from reader.values import Page, Script

_FORMAT: Final = 1
"""Counts changes of what is written, so that a newer reader looks at every page again."""
_SUMMARY: Final = 300
"""Characters of an article's beginning that a feed shows."""
_EVERY: Final = 2.0
_SHARE: Final = 20
"""Between two writings of the manifest: seconds, and how many times as long as one takes."""


class Export:
    """One run.

    Args:
        plan: Where everything is and goes.
        how: What was decided for all pages.
        voicing: Who speaks.
    """

    def __init__(self, plan: Plan, how: How, voicing: Voicing) -> None:
        self._plan, self._how, self._voicing = plan, how, voicing
        self._known = manifest.Manifest()
        self._stale: set[str] = set()  # goes at the end, unless a page needs it
        self._next_save = 0.0
        self._writing = Writing(plan, how, {})

    def run(self, sources: Sequence[Source]) -> Iterator[Outcome]:
        """Work on all of them; one that fails does not keep the others from theirs.

        Raises:
            StorageError: The folder cannot be used at all.
            EngineMissingError: Nobody can speak.
            UsageError: What was asked for cannot be.
        """
        if self._how.dry_run:
            self._begin(media.shared_names())
            yield from map(self._outcome, sources)
            yield from (Outcome(name, State.REMOVED) for name in self._gone(sources))
            return
        with lock.held(self._plan.media):
            targets = [source.target for source in sources if source.target]
            disk.sweep(self._plan.media, (target.parent for target in targets))
            self._begin(media.shared(self._plan.media))
            try:
                for source in sources:
                    yield self._outcome(source)
                    self._save_now_and_then()
                yield from map(self._removed, self._gone(sources))
                self._write_feed()
            finally:
                self._known.save(self._plan.media)
                disk.remove(self._plan.media, self._stale - self._known.files())

    def _begin(self, shared: dict[str, str]) -> None:
        self._known = manifest.load(self._plan.media)
        self._writing = Writing(self._plan, self._how, shared)
        self._stale.update(shared.values())
        how = dataclasses.replace(self._how, dry_run=False, allow_private=False)
        self._how_digest = _digest([_FORMAT, reader.__version__, shared, dataclasses.asdict(how)])

    def _save_now_and_then(self) -> None:
        """So often that a killed run loses little, so seldom that it costs a big site little."""
        began = time.monotonic()
        if began >= self._next_save:
            self._known.save(self._plan.media)
            done = time.monotonic()
            self._next_save = done + max(_EVERY, _SHARE * (done - began))

    def _write_feed(self) -> None:
        plan, how = self._plan, self._how
        if not how.feed:
            disk.remove(plan.media, [feed.FILE])
            return
        entries = [entry for entry in self._known.pages.values() if entry.target and entry.url]
        where = plan.media_on_site
        disk.write(plan.media / feed.FILE, feed.document(entries, how.feed, how.base_url, where))

    # ── One source ────────────────────────────────────────────────────────────────────────────

    def _outcome(self, source: Source) -> Outcome:
        try:
            if source.path and source.target:
                return self._on_page(source, source.path, source.target)
            return self._to_paste(source)
        except (EngineMissingError, UsageError):
            raise
        except (ArticleError, NotTextError) as error:
            state = State.FAILED if source.named else State.SKIPPED
            self._forget(source)
            return Outcome(source.name, state, reason=error.why or error.what, error=error)
        except ReaderError as error:
            return Outcome(source.name, State.FAILED, error=error)

    def _on_page(self, source: Source, path: Path, target: Path) -> Outcome:
        """A page of a site: the tag goes into it."""
        bare = marks.strip(disk.read(path))
        if self._is_current(source, target, bare):
            return Outcome(source.name, State.UNCHANGED, target)
        page = fetching.of_bytes(bare, source.name)
        ground = rewrite.ground(bare, page.charset, is_clean=not page.repairs)
        if reason := _why_not(source, ground):
            self._forget(source)
            return Outcome(source.name, State.SKIPPED, reason=reason)
        article = extract(page)
        spot = rewrite.spot(ground, article)
        if spot is None:
            raise _no_place()
        script = self._voicing.read(article)
        kept = self._kept(source, script)
        if self._how.dry_run:
            return Outcome(source.name, State.UPDATED if kept else State.MADE, target)
        job = Job(source, script, kept or self._spoken(source, script))
        files = self._writing.transcript(job)
        self._stale.update(files.values())
        written = rewrite.put(ground, spot, self._writing.inner(job, files, ground, spot.speakable))
        is_new = disk.write(target, written)
        self._remember(job, files, bare, written)
        state = State.MADE if job.made.is_new else State.UPDATED if is_new else State.UNCHANGED
        return Outcome(source.name, state, target, spoken=job.made.spoken)

    def _to_paste(self, source: Source) -> Outcome:
        """An address or a text: the tag is told."""
        page = self._page(source)
        source = source.of_text(page.text)
        script = self._voicing.read(extract(page))
        kept = self._kept(source, script)
        if self._how.dry_run:
            return Outcome(source.name, State.UNCHANGED if kept else State.MADE)
        job = Job(source, script, kept or self._spoken(source, script))
        files = self._writing.transcript(job)
        self._remember(job, files, page.text.encode(), b"")
        tag, frame = self._writing.to_paste(job, files)
        state = State.MADE if job.made.is_new else State.UNCHANGED
        return Outcome(source.name, state, paste=tag, frame=frame, spoken=job.made.spoken)

    def _page(self, source: Source) -> Page:
        if source.path:
            return fetching.of_bytes(disk.read(source.path), source.name)
        return fetching.fetch(source.name, allow_private=self._how.allow_private)

    def _kept(self, source: Source, script: Script) -> Made | None:
        """The sound that an earlier run made of this script."""
        entry = self._known.pages.get(source.name)
        is_same = entry is not None and entry.text == self._text_digest(script)
        return media.reused(entry.files, self._plan.media) if entry and is_same else None

    def _spoken(self, source: Source, script: Script) -> Made:
        with self._voicing.speak(script) as take:
            made = media.record(script, take, self._plan.media, source.stem, self._voicing.heard)
        self._stale.update(made.files.values())
        return made

    # ── What is known ─────────────────────────────────────────────────────────────────────────

    def _is_current(self, source: Source, target: Path, bare: bytes) -> bool:
        """Whether page and files are as this run would make them."""
        entry = self._known.pages.get(source.name)
        return (
            entry is not None
            and entry.how == self._how_digest
            and entry.source == disk.digest(bare)
            and entry.page == disk.digest_of_file(target)
            and all((self._plan.media / name).is_file() for name in entry.files.values())
        )

    def _text_digest(self, script: Script) -> str:
        """Of all that is heard and stands in the sound's tags."""
        article = dataclasses.replace(script.article, controls=(), image=None)
        said = dataclasses.replace(script, article=article)
        return _digest([_FORMAT, self._how.voice, repr(said)])

    def _remember(self, job: Job, files: dict[str, str], bare: bytes, written: bytes) -> None:
        source, article, timing = job.source, job.script.article, job.made.timing
        old = self._known.pages.get(source.name)
        self._stale.update(old.files.values() if old else ())
        self._known.pages[source.name] = Entry(
            origin=self._plan.from_media(source.path) or source.name,
            target=self._plan.from_media(source.target),
            source=disk.digest(bare),
            page=disk.digest(written) if written else "",
            text=self._text_digest(job.script),
            how=self._how_digest,
            files=files,
            made=(old and old.made) or dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            title=article.title,
            date=article.date.isoformat() if article.date else "",
            url=self._writing.page_url(source, article),
            author=article.author or "",
            summary=article.blocks[0].text[:_SUMMARY],
            duration=timing["duration"],
            size=timing["audio"]["bytes"],
        )

    def _forget(self, source: Source) -> None:
        """A page that has no article any more loses its player."""
        entry = self._known.pages.get(source.name)
        if entry and not self._how.dry_run:
            self._removed(source.name)

    def _gone(self, sources: Sequence[Source]) -> list[str]:
        """Pages of the folders of this run that are there no more."""
        there = {source.name for source in sources}
        return [
            name
            for name, entry in self._known.pages.items()
            if name not in there and self._plan.is_gone(entry.origin)
        ]

    def _removed(self, name: str) -> Outcome:
        entry = self._known.pages.pop(name)
        self._stale.update(entry.files.values())
        undo.restore(self._plan, entry)
        return Outcome(name, State.REMOVED)


def _why_not(source: Source, ground: Ground) -> str:
    """Why a page is left alone; "" where nothing speaks against it."""
    if source.linked:
        return say("it is a link to another page", "là liên kết tới trang khác")
    if ground.has_player:
        return say("it has a player already, put there by hand", "đã có sẵn thẻ do người đặt")
    if ground.is_amp:
        return say("an AMP page may have no script of ours", "trang AMP không nhận mã của ta")
    return ""


def _no_place() -> NotAnArticleError:
    return NotAnArticleError(
        say("no place for the player", "không thấy chỗ đặt nút nghe"),
        say("its source shows neither headline nor text", "mã trang không có tiêu đề hay lời bài"),
        say("Put a <doc-bai-viet> there by hand.", "Hãy tự đặt thẻ <doc-bai-viet>."),
    )


def _digest(value: object) -> str:
    return disk.digest(json.dumps(value, sort_keys=True, default=str).encode())
