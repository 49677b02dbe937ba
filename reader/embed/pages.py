"""What is written for a page: the tag with its metadata, and the page of its words."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from reader.embed import addresses, disk, metadata, transcript
from reader.embed.feed import FILE as FEED
from reader.embed.tag import Addresses, frame, tag, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.embed.media import Made
    from reader.embed.outcome import How
    from reader.embed.rewrite import Ground
    from reader.embed.sources import Plan, Source
    from reader.values import Article, Script

Files = dict[str, str]


class Job(NamedTuple):
    """One article under way: where it came from, what is said, and its sound."""

    source: Source
    script: Script
    made: Made


class Writing(NamedTuple):
    """How the pages of one run are written.

    Attributes:
        plan: Where everything is and goes.
        how: What was decided for all pages.
        shared: "script" and "style" → their files.
    """

    plan: Plan
    how: How
    shared: Mapping[str, str]

    def transcript(self, job: Job) -> Files:
        """Write the page of the words; all files of the article, that page among them."""
        files = {**job.made.files, **self.shared}
        own = f"{job.source.stem}.html"
        near = _nearness(addresses.base(f"{self.plan.media_on_site}/{own}"))
        article = job.script.article
        page = transcript.page(
            job.script,
            back=near(job.source.name) if job.source.target else article.url or "",
            player=self._tag(self._at(files, near), job, selector="article"),
            stylesheet=near(f"{self.plan.media_on_site}/{self.shared['style']}"),
        )
        disk.write(self.plan.media / own, page)
        return {**files, "transcript": own}

    def inner(self, job: Job, files: Files, ground: Ground, speakable: Sequence[str]) -> str:
        """What is put into a page, in one piece."""
        article, ascii_only = job.script.article, ground.ascii_only
        at = self._at(files, _nearness(addresses.base(job.source.name, ground.base)))
        data = metadata.linked_data(
            job.made.timing | {"language": transcript.language(job.script)},
            self._whole(files) or at,
            page=self.page_url(job.source, article),
            speakable=speakable or metadata.SPEAKABLE,
            date=article.date.isoformat() if article.date else "",
        )
        parts = (
            self._tag(at, job, ascii_only=ascii_only),
            metadata.links(at, article.title),
            metadata.script(data, ascii_only=ascii_only),
        )
        return "\n".join(filter(None, parts))

    def to_paste(self, job: Job, files: Files) -> tuple[str, str]:
        """The tag and the frame for a page that is not ours to change."""
        at = self._whole(files) or self._at(files, _nearness("/"))
        title = job.script.article.title or words(transcript.language(job.script))[1]
        return self._tag(at, job), frame(at.transcript, title)

    def page_url(self, source: Source, article: Article) -> str:
        """The address of a page, "" where it is not known."""
        if article.url or not self.how.base_url or not source.target:
            return article.url or ""
        return addresses.whole(self.how.base_url, source.name.removesuffix("index.html"))

    def _tag(
        self, at: Addresses, job: Job, *, selector: str | None = None, ascii_only: bool = False
    ) -> str:
        return tag(
            at,
            language=transcript.language(job.script),
            article=selector,
            timing=job.made.timing if self.how.inline else None,
            ascii_only=ascii_only,
        )

    def _whole(self, files: Files) -> Addresses | None:
        if not self.how.base_url:
            return None
        return self._at(files, functools.partial(addresses.whole, self.how.base_url))

    def _at(self, files: Files, address: Callable[[str], str]) -> Addresses:
        feed = {"feed": FEED} if self.how.feed else {}
        return addresses.of({**files, **feed}, self.plan.media_on_site, address)


def _nearness(origin: str) -> Callable[[str], str]:
    """Addresses as seen from `origin`."""
    return functools.partial(addresses.relative, origin=origin)
