"""`reader text SOURCE`: what will be read, and how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reader.cli.options import AllowPrivate, Dialect, Lexicon, Source
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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

    page = reader.fetch(source, allow_private=allow_private)
    if explain:
        _print_lines(_explained(page, dialect, lexicon))
        return
    article = reader.extract(page)
    script = _script(article, dialect, lexicon) if spoken else None
    if as_json:
        _print_json(article, script)
    else:
        _print_lines(_spoken_lines(script) if script else _written_lines(article))


def _script(article: Article, dialect: str | None, lexicon: list[Path] | None) -> Script:
    import reader
    from reader import settings

    chosen = settings.load()
    return reader.script(
        article,
        dialect=dialect or chosen.voice.dialect,
        lexicons=(*(lexicon or ()), *chosen.reading.lexicons),
    )


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


def _explained(page: Page, dialect: str | None, lexicon: list[Path] | None) -> Iterator[str]:
    from reader import article, settings, vietnamese

    yield str(article.explain(page))
    found = article.extract(page)
    lexicons = (*(lexicon or ()), *settings.load().reading.lexicons)
    for written in (found.title, *(block.text for block in found.blocks)):
        for step in vietnamese.explain(written, dialect=dialect or "north", lexicons=lexicons):
            yield f"{step.rule:<24} {step.start:>6}–{step.end:<6} {step.before} → {step.after}"
