"""`reader embed SOURCE… -o DIR`: a page, or a whole static site, with a player; no server."""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from reader.cli.options import (
    AllowPrivate,
    CacheFolder,
    Dialect,
    Engine,
    Foreign,
    Jobs,
    Lexicon,
    Loudness,
    Pitch,
    Quiet,
    Rate,
    VoiceName,
)
from reader.errors import NeedsScriptError, UsageError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.embed.outcome import How, Outcome, Voicing
    from reader.embed.sources import Plan
    from reader.recording import Take
    from reader.settings import Settings
    from reader.values import Script

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help=say(
            "Pages, folders of a static site, addresses, texts or -.",
            "Trang, thư mục của trang tĩnh, địa chỉ, văn bản hoặc -.",
        ),
        show_default=False,
    ),
]
OutputFolder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        help=say("Where files go; pages too.", "Nơi ghi tệp, cả các trang."),
        show_default=False,
    ),
]
InPlace = Annotated[
    bool,
    typer.Option(
        "--in-place",
        help=say(
            "Change the pages themselves, in one place (see --undo).",
            "Sửa ngay trong các trang, ở một chỗ (xem --undo).",
        ),
    ),
]
Undo = Annotated[
    bool,
    typer.Option("--undo", help=say("Everything back as it was.", "Trả lại mọi thứ như trước.")),
]
Inline = Annotated[
    bool,
    typer.Option(
        "--inline",
        help=say(
            "Times inside the page: it works from a disk, too.",
            "Đặt mốc thời gian trong trang: mở từ ổ đĩa cũng nghe được.",
        ),
    ),
]
BaseUrl = Annotated[
    str,
    typer.Option(
        "--base-url",
        metavar="URL",
        help=say("The site's address.", "Địa chỉ của trang web."),
        show_default=False,
    ),
]
Feed = Annotated[
    str,
    typer.Option(
        "--feed",
        metavar="TITLE",
        help=say("A podcast of the pages too.", "Kèm podcast của các bài."),
        show_default=False,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help=say("Only say what would be done.", "Chỉ cho biết sẽ làm gì.")),
]

_WORDS: Final = {
    "made": ("voiced", "đọc mới"),
    "updated": ("updated", "cập nhật"),
    "unchanged": ("unchanged", "giữ nguyên"),
    "removed": ("removed", "đã gỡ"),
    "restored": ("restored", "trả lại như cũ"),
    "skipped": ("skipped", "bỏ qua"),
    "failed": ("failed", "lỗi"),
}
_MOST_LINES: Final = 10
"""Failures that are told one by one."""


def embed(
    sources: Sources,
    *,
    output: OutputFolder = None,
    in_place: InPlace = False,
    undo: Undo = False,
    inline: Inline = False,
    base_url: BaseUrl = "",
    feed: Feed = "",
    engine: Engine = None,
    voice: VoiceName = None,
    rate: Rate = None,
    pitch: Pitch = None,
    dialect: Dialect = None,
    lexicon: Lexicon = None,
    foreign: Foreign = None,
    loudness: Loudness = None,
    jobs: Jobs = None,
    cache: CacheFolder = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Put a player into pages, with all it needs as static files."""
    from reader.cli import common
    from reader.embed import sources as where
    from reader.embed.outcome import How

    settings = common.settings(
        engine=engine, voice=voice, rate=rate, pitch=pitch, dialect=dialect, lexicons=lexicon,
        foreign=foreign, loudness=loudness, jobs=jobs,
    )  # fmt: skip
    if undo:
        plan = where.plan(sources, output, in_place=in_place or output is None)
        _tell(list(_undone(plan, dry_run=dry_run)), plan, quiet=quiet)
        return
    plan = where.plan(sources, output, in_place=in_place)
    how = How(
        voice=_voice(settings),
        inline=inline,
        base_url=_checked(base_url, feed),
        feed=feed,
        dry_run=dry_run,
        allow_private=allow_private,
    )
    outcomes = list(_exported(plan, how, _voicing(settings, cache, jobs or 0), quiet=quiet))
    _tell(outcomes, plan, quiet=quiet)


def _voice(settings: Settings) -> str:
    """All that decides how an article sounds, the user's own readings among it."""
    lexicons = [_text_of(Path(name)) for name in settings.reading.lexicons]
    return json.dumps([settings.voice._asdict(), lexicons], sort_keys=True)


def _text_of(lexicon: Path) -> str:
    """What stands in a file; one that cannot be read is told of where it is used."""
    try:
        return lexicon.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _voicing(settings: Settings, cache: Path | None, jobs: int) -> Voicing:
    from reader.cli import common
    from reader.embed.outcome import Voicing
    from reader.recording import stream

    def speak(script: Script) -> Take:
        engine = settings.voice.engine
        return stream(script, engine=engine, cache=cache, jobs=jobs, settings=settings)

    return Voicing(lambda article: common.script(article, settings), speak)


def _checked(base_url: str, feed: str) -> str:
    if base_url and not base_url.startswith(("http://", "https://")):
        raise UsageError(
            say(f"{base_url} is not a site's address", f"{base_url} không phải địa chỉ trang web"),
            fix=say("It begins with https://.", "Địa chỉ bắt đầu bằng https://."),
        )
    if feed and not base_url:
        raise UsageError(
            say("a podcast wants whole addresses", "podcast cần địa chỉ đầy đủ"),
            fix=say("Add --base-url https://…/.", "Thêm --base-url https://…/."),
        )
    return base_url


def _undone(plan: Plan, *, dry_run: bool) -> Iterator[Outcome]:
    from reader.embed import undo

    return undo.run(plan, plan.pages(), dry_run=dry_run)


def _exported(plan: Plan, how: How, voicing: Voicing, *, quiet: bool) -> Iterator[Outcome]:
    """A bar for pages; for a single page one for its sentences."""
    from reader.cli.progress import Progress
    from reader.embed.export import Export

    sources = plan.pages()
    title = sources[0].name if len(sources) == 1 else plan.root.name
    with Progress(title, len(sources), quiet=quiet or how.dry_run) as done:
        if len(sources) == 1:
            voicing = voicing._replace(heard=done)
        for number, outcome in enumerate(Export(plan, how, voicing).run(sources), 1):
            if len(sources) > 1:
                done(number)
            yield outcome


# ── What is told ─────────────────────────────────────────────────────────────────────────────────


def _tell(outcomes: list[Outcome], plan: Plan, *, quiet: bool) -> None:
    """Pages and tags on standard output, all else on standard error.

    Raises:
        ReaderError: The only source failed.
        typer.Exit: Some failed, and the others are done.
    """
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    for outcome in outcomes:
        _print_made(outcome)
    if failed and isinstance(failed[0].error, NeedsScriptError):
        _note(_alternatives())
    if len(outcomes) == 1 and failed and failed[0].error:
        raise failed[0].error
    if not quiet:
        for line in (*_odd(outcomes), _summary(outcomes, plan)):
            _note(line)
    for line in _failures(failed):
        _note(line)
    if failed:
        raise typer.Exit(failed[0].error.exit_code if failed[0].error else 1)


def _print_made(outcome: Outcome) -> None:
    if outcome.paste:
        frame = say("or, where only frames are taken:", "hoặc, nơi chỉ nhận khung:")
        print(outcome.paste, f"<!-- {frame} -->", outcome.frame, sep="\n")
    elif outcome.written and outcome.state in {"made", "updated", "restored"}:
        print(outcome.written)


def _note(line: str) -> None:
    print(f"reader: {line}", file=sys.stderr)


def _odd(outcomes: list[Outcome]) -> Iterator[str]:
    """Why pages were left alone, or are not as they were, each reason once with its count."""
    reasons = collections.Counter((o.state, o.reason) for o in outcomes if o.reason)
    for (state, reason), count in reasons.most_common():
        if state != "failed":
            yield f"{say(*_WORDS[state])} {count}: {reason}"


def _failures(failed: list[Outcome]) -> Iterator[str]:
    for outcome in failed[:_MOST_LINES]:
        yield f"{outcome.name}: {outcome.error}"
    if len(failed) > _MOST_LINES:
        more = len(failed) - _MOST_LINES
        yield say(f"and {more} more", f"và {more} trang nữa")


def _summary(outcomes: list[Outcome], plan: Plan) -> str:
    counts = collections.Counter(str(outcome.state) for outcome in outcomes)
    parts = [f"{counts[state]} {say(*words)}" for state, words in _WORDS.items() if counts[state]]
    spoken = sum(outcome.spoken for outcome in outcomes)
    if spoken:
        parts.append(say(f"{spoken} sentences spoken", f"{spoken} câu đọc mới"))
    return f"{plan.out}: {', '.join(parts) or say('no page', 'không có trang nào')}"


def _alternatives() -> str:
    from reader.embed.tag import frame as frame_of
    from reader.embed.tag import server_tag

    tag, frame = server_tag("https://…/embed.js"), frame_of("https://…/player?url=…", "…")
    return say(
        f"for an app, run reader serve and put one line into it: {tag} or a frame: {frame}",
        f"với ứng dụng web, hãy chạy reader serve rồi thêm một dòng: {tag} hoặc khung: {frame}",
    )
