"""Pages as sites make them, one behaviour a folder: `page.html`, and what a person hears in it.

`article.json` tells what the folder is about and no more: facts that it leaves out are free.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import reader
from reader import article, errors
from reader.article import explain
from reader.values import Article, BlockKind

PAGES = Path(__file__).parent / "pages"
FOLDERS = sorted(path.name for path in PAGES.iterdir())


def expected(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((PAGES / name / "article.json").read_text(encoding="utf-8"))
    return data


ARTICLES = [name for name in FOLDERS if "error" not in expected(name)]
REFUSED = [name for name in FOLDERS if "error" in expected(name)]


def extracted(name: str) -> Article:
    return reader.extract(reader.fetch(PAGES / name / "page.html"))


@pytest.mark.parametrize("name", ARTICLES)
def test_the_article_the_whole_article_and_nothing_but(name: str) -> None:
    found, wanted = extracted(name), expected(name)
    blocks = [{"kind": str(block.kind), "text": block.text} for block in found.blocks]
    assert blocks == wanted["blocks"]


@pytest.mark.parametrize("name", ARTICLES)
def test_its_facts(name: str) -> None:
    found, wanted = extracted(name), expected(name)
    facts = {
        "title": found.title,
        "date": found.date.isoformat() if found.date else None,
        "author": found.author,
        "site": found.site,
        "url": found.url,
        "controls": sorted({str(control.kind) for control in found.controls}),
    }
    assert {key: value for key, value in facts.items() if key in wanted} == {
        key: value for key, value in wanted.items() if key in facts
    }


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_without_an_article_is_told_by_its_kind(name: str) -> None:
    wanted = expected(name)
    with pytest.raises(errors.ArticleError) as caught:
        extracted(name)
    assert type(caught.value).__name__ == wanted["error"]
    links = getattr(caught.value, "links", ())
    assert len(links) >= wanted.get("links", 0)
    assert all(title and address for title, address in links)


@pytest.mark.parametrize("name", ARTICLES)
def test_it_is_explained(name: str) -> None:
    told = explain(reader.fetch(PAGES / name / "page.html"))
    assert told.startswith("container")


NEEDING = {name for name in ARTICLES if expected(name).get("needs_shape")}


@pytest.mark.parametrize("name", ARTICLES)
def test_without_the_table_of_shapes_all_but_those_that_need_it_stay(name: str) -> None:
    bare = article.extract(reader.fetch(PAGES / name / "page.html"), known=())
    assert (bare == extracted(name)) == (name not in NEEDING)


def test_there_are_enough_of_them() -> None:
    assert len(FOLDERS) >= 60
    assert NEEDING
    kinds = {block["kind"] for name in ARTICLES for block in expected(name)["blocks"]}
    assert kinds == set(BlockKind)
