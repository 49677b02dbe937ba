"""`reader text SOURCE`: what will be read, and how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.options import AllowPrivate, Dialect, Lexicon, Source
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.settings import Settings
    from reader.values import Article, Page, Script


def text(
    source: Source,
    *,
    spoken: Annotated[
        bool, typer.Option("--spoken", help=say("As it is said.", "Như khi đọc lên."))
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help=say("For programs.", "Dành cho chương trình."))
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=say(
                "Why this is the article, and why it is said so.",
                "Vì sao chọn phần này làm bài, và vì sao đọc như vậy.",
            ),
        ),
    ] = False,
    dialect: Dialect = None,
    lexicon: Lexicon = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Print what will be read."""
    import reader
    from reader.cli import common

    settings = common.settings(dialect=dialect, lexicons=lexicon)
    page = reader.fetch(source, allow_private=allow_private)
    if explain:
        _print_lines(_explained(page, settings))
        return
    article = reader.extract(page)
    script = common.script(article, settings) if spoken else None
    if as_json:
        _print_json(article, script)
    else:
        _print_lines(_spoken_lines(script) if script else _written_lines(article))


def _print_json(article: Article, script: Script | None) -> None:
    from reader.outputs import document

    data = document.of_script(script) if script else document.of_article(article)
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _print_lines(lines: Iterator[str]) -> None:
    print("\n".join(lines))


def _written_lines(article: Article) -> Iterator[str]:
    yield article.title
    for block in article.blocks:
        yield ""
        yield block.text


def _spoken_lines(script: Script) -> Iterator[str]:
    """A sentence a line, an empty line between blocks."""
    block = script.sentences[0].block if script.sentences else None
    for sentence in script.sentences:
        if sentence.block != block:
            yield ""
            block = sentence.block
        yield sentence.spoken


def _explained(page: Page, settings: Settings) -> Iterator[str]:
    """First how the article was found, then every reading that is not as written."""
    from reader import article, vietnamese

    yield str(article.explain(page))
    found = article.extract(page)
    reading, voice = settings.reading, settings.voice
    for written in (found.title, *(block.text for block in found.blocks)):
        for step in vietnamese.explain(written, dialect=voice.dialect, lexicons=reading.lexicons):
            yield f"{step.rule:<24} {step.start:>6}–{step.end:<6} {step.before} → {step.after}"
