"""The article, and how it is read, as plain data: the contract of `reader text --json`.

    {"title", "date", "site", "author", "url", "blocks": [{"kind", "text"}]}

A heading also has its "level". With a script, the title ("title_sentences") and each block
("sentences") also have their sentences:

    {"text", "spoken", "words": [{"start", "end", "text", "spoken"}]}

`start` and `end` are a span in the sentence's "text", in Unicode code points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.values import TITLE

if TYPE_CHECKING:
    from reader.values import Article, Block, Script, Sentence, Word


def of_article(article: Article) -> dict[str, Any]:
    """The article alone."""
    return {
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "site": article.site,
        "author": article.author,
        "url": article.url,
        "blocks": [_of_block(block) for block in article.blocks],
    }


def of_script(script: Script) -> dict[str, Any]:
    """The article with its sentences."""
    document = of_article(script.article)
    sentences: dict[int, list[dict[str, Any]]] = {}
    for sentence in script.sentences:
        sentences.setdefault(sentence.block, []).append(_of_sentence(sentence))
    document["title_sentences"] = sentences.get(TITLE, [])
    for index, block in enumerate(document["blocks"]):
        block["sentences"] = sentences.get(index, [])
    return document


def _of_block(block: Block) -> dict[str, Any]:
    level = {"level": block.level} if block.level else {}
    return {"kind": str(block.kind), "text": block.text, **level}


def _of_sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "spoken": sentence.spoken,
        "words": [_of_word(word, sentence.text) for word in sentence.words],
    }


def _of_word(word: Word, text: str) -> dict[str, Any]:
    return {
        "start": word.start,
        "end": word.end,
        "text": text[word.start : word.end],
        "spoken": word.spoken,
    }
